from datetime import UTC, date, datetime

import pytest

from data_access.derive import council as settings
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.intake.door import derive_again
from data_access.store.statements import PlanReviewRecord
from domain.due import Answers, IntervalMode, Timescales
from domain.periods import Period, financial_year
from metrics.caseloads import CHILDREN_IN_CARE_AT_END
from metrics.cla_reviews import REVIEWS_DUE_HELD_ON_TIME, REVIEWS_OVERDUE
from metrics.conferences import ICPCS_HELD_WITHIN_15_WORKING_DAYS, ICPCS_OVERDUE
from metrics.disputes import (
    DISPUTES_RAISED,
    DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS,
)
from metrics.figure import figure
from metrics.plans import PLAN_REVIEWS_OVERDUE, PLANS_OPEN, PLANS_STARTED
from tests.data_access.councils import a_census, a_child, a_plan, an_enquiry
from tests.data_access.intake.test_door import (
    EPISODES_24,
    LOG,
    REVIEWS_24,
    YEAR_24,
    YEAR_25,
)

ONE_EPISODE = """
    CHILD | DECOM      | RNE | LS   | PLACE | DEC   | REC
    C1    | 01/06/2023 | S   | {ls} | U6    | {dec} | {rec}
"""
ONE_REVIEW = """
    CHILD | REVIEW  | REVIEW_CODE
    C1    | {held}  | PN1
"""


def episode(ls="C2", dec="", rec=""):
    return {"2023-24/Episodes.csv": ONE_EPISODE.format(ls=ls, dec=dec, rec=rec)}


def review(held):
    return {"2023-24/Reviews.csv": ONE_REVIEW.format(held=held)}


def test_a_child_is_known_once_by_every_file(council):
    council.load_tables(
        {
            **YEAR_24,
            **YEAR_25,
            "CIN_2024-25.xml": a_census(2025, a_child("C1", a_plan("2024-05-03"))),
        }
    )
    columns = "child_id", "born", "sex", "ethnicity"
    assert council.rows("child", *columns) == [
        ("C1", date(2015, 4, 3), "F", "WBRI"),
        ("C2", date(2020, 11, 20), "M", "BAFR"),
    ]


def test_periods_of_care_and_episodes_are_kept_as_derived(council):
    council.load_tables({**YEAR_24, **YEAR_25})
    columns = "child_id", "number", "started", "start_known", "ceased", "reason_ceased"
    assert council.rows("period_of_care", *columns) == [
        ("C1", 1, date(2023, 6, 1), True, None, None),
        ("C2", 1, date(2024, 1, 10), True, date(2024, 2, 20), "E4A"),
    ]
    columns = "decom", "dec", "placement", "period_number"
    assert council.rows("episode", *columns, child_id="C1") == [
        (date(2023, 6, 1), date(2024, 8, 5), "U6", 1),
        (date(2024, 8, 5), None, "K2", 1),
    ]


def test_a_review_outside_care_is_left_out_and_says_what_to_do(council):
    council.load_tables({**episode(), **review("31/05/2023")})
    assert council.left_out() == [
        "2023-24/Reviews.csv: Row 2, REVIEW: found '31/05/2023', expected a day inside "
        "one of the child's periods of care. Correct the review's date, or the episode "
        "it belongs to, and load again."
    ]
    assert council.columns().left_out == 1


def test_a_review_on_the_first_and_last_day_of_care_is_in_it(council):
    council.load_tables(
        {**episode(dec="20/06/2023", rec="E4A"), **review("20/06/2023")}
    )
    assert council.reviews() == [(date(2023, 6, 29), date(2023, 6, 20))]
    council.load_tables(review("01/06/2023"))
    assert council.left_out() == []


def test_a_review_of_a_child_with_short_breaks_is_left_out(council):
    council.load_tables({**episode(ls="V4"), **review("20/06/2023")})
    assert council.left_out() == [
        "2023-24/Reviews.csv: Row 2, REVIEW: found '20/06/2023', expected no review, as "
        "every episode is a short break (LS V3 or V4). Correct the legal status of the "
        "episodes, or remove the review."
    ]
    assert council.reviews() == []


def test_a_review_of_a_later_period_of_care_counts_from_its_own_start(council):
    council.load_tables(
        {
            "2023-24/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
            C1    | 01/06/2023 | S   | C2 | U6    | 20/06/2023 | E4A
            C1    | 02/10/2023 | S   | V2 | U6    |            |
        """,
            **review("30/10/2023"),
        }
    )
    assert council.rows("cla_review", "period_number", "number", "due", "held") == [
        (2, 1, date(2023, 10, 30), date(2023, 10, 30)),
        (2, 2, date(2024, 1, 30), None),
    ]


def test_a_child_absent_from_the_next_return_is_listed_and_counted_until_then(council):
    council.load_tables(episode())
    council.load_tables(
        {
            "2024-25/Episodes.csv": ONE_EPISODE.format(ls="C2", dec="", rec="")
            .replace("C1 ", "C9 ")
            .replace("2023", "2024")
        }
    )
    assert council.left_out() == [
        "2023-24/Episodes.csv: Row 2, DEC: found 'blank', expected the day care ceased: "
        "a later return has no such child. Counted as in care until 01/04/2024. Load "
        "the return that closes this episode."
    ]
    assert council.columns().left_out == 0
    assert council.rows("period_of_care", "ceased", child_id="C1") == [
        (date(2024, 4, 1),)
    ]


def test_an_episode_that_says_another_follows_is_listed_where_none_does(council):
    council.load_tables(episode(dec="01/08/2023", rec="X1"))
    assert council.left_out() == [
        "2023-24/Episodes.csv: Row 2, REC: found 'X1', expected another episode from "
        "01/08/2023. Counted as in care. Load the episode that follows."
    ]


@pytest.mark.parametrize(
    ("dec", "found"), [("", "blank"), ("20/12/2023", "20/12/2023")]
)
def test_care_that_starts_again_before_it_ceased_is_listed(council, dec, found):
    council.load_tables(
        {
            "2023-24/Episodes.csv": f"""
            CHILD | DECOM      | RNE | LS | PLACE | DEC   | REC
            C1    | 01/06/2023 | S   | C2 | U6    | {dec} | {"E4A" if dec else ""}
            C1    | 02/10/2023 | S   | V2 | U6    |       |
        """
        }
    )
    assert council.left_out() == [
        f"2023-24/Episodes.csv: Row 2, DEC: found '{found}', expected the day care "
        "ceased, by 02/10/2023 when it started again. Counted as in care until "
        "02/10/2023. Load the return that closes this episode."
    ]


def test_a_plan_absent_from_the_next_census_is_listed_and_ends_with_the_last(council):
    council.load_tables(
        {
            "CIN 2024.xml": a_census(2024, a_child("C1", a_plan("2023-05-03"))),
            "CIN 2025.xml": a_census(2025, a_child("C2", a_plan("2024-05-03"))),
        }
    )
    assert council.rows("plan", "child_id", "ended") == [
        ("C1", date(2024, 4, 1)),
        ("C2", None),
    ]
    assert council.left_out() == [
        "CIN 2024.xml: Child 1, plan 1, CPPendDate: found 'blank', expected the day the "
        "plan ended: a later census or plan shows that it did. Counted as on the plan "
        "until 01/04/2024. Load the census that closes this plan."
    ]


def test_conferences_plans_and_their_reviews_are_kept_as_derived(council):
    council.load_tables(
        {
            "CIN 2025.xml": a_census(
                2025,
                a_child(
                    "C1",
                    an_enquiry("2024-04-12", "2024-05-03"),
                    a_plan("2024-05-03", "2024-07-30", before=1),
                ),
            )
        }
    )
    assert council.rows("conference", "s47_started", "due", "held", "working_days") == [
        (date(2024, 4, 12), date(2024, 5, 3), date(2024, 5, 3), 15)
    ]
    assert council.rows("plan", "started", "latest_category", "previous_plans") == [
        (date(2024, 5, 3), "NEG", 1)
    ]
    assert council.rows("plan_review", "plan_started", "due", "held") == [
        (date(2024, 5, 3), date(2024, 8, 3), date(2024, 7, 30)),
        (date(2024, 5, 3), date(2025, 1, 30), None),
    ]


def test_a_change_of_timescales_is_a_change_of_every_due_day(council):
    council.load_tables({**YEAR_24, **YEAR_25})
    fixed = Timescales(IntervalMode.FIXED_DAYS)
    derive_again(
        council.engine,
        council.la,
        lambda session: settings.save_timescales(session, council.la, fixed),
    )
    assert council.reviews()[:4] == [
        (date(2023, 6, 29), date(2023, 6, 20)),
        (date(2023, 9, 19), date(2023, 9, 25)),
        (date(2024, 3, 26), date(2024, 3, 20)),
        (date(2024, 9, 19), date(2024, 9, 12)),
    ]
    assert council.columns().rule == "91 and 183 days"
    assert council.version == 2


def test_a_change_of_the_dispute_mapping_gives_stages_and_themes_anew(council):
    council.load_tables(LOG)
    columns = "entry_stage", "highest_stage", "theme", "theme_as_typed"
    assert council.rows("dispute", *columns) == [
        ("Stage 1", "Stage 1", "Drift and delay", "Drift")
    ]
    mapping = DisputeMapping(
        stages=("Talk", "Letter"),
        themes=("Waiting",),
        stage_wording={"Stage 1": "Letter"},
        theme_wording={"Drift": "Waiting"},
    )
    derive_again(
        council.engine,
        council.la,
        lambda session: settings.save_dispute_mapping(session, council.la, mapping),
    )
    assert council.rows("dispute", *columns) == [
        ("Letter", "Letter", "Waiting", "Drift")
    ]
    assert council.rows("dispute_stage_event", "stage", "stage_as_typed") == [
        ("Letter", "Stage 1")
    ]


def test_a_log_is_known_by_the_headings_that_the_council_has_settled(council):
    log = {"log.csv": "Who,What day,Heat,Why\nC1,10/05/2024,Stage 1,Drift\n"}
    (report,) = council.load_tables(log)
    assert report.refused is not None
    mapping = DisputeMapping(
        columns={
            "Who": "child_id",
            "What day": "raised",
            "Heat": "stage",
            "Why": "theme",
        }
    )
    derive_again(
        council.engine,
        council.la,
        lambda session: settings.save_dispute_mapping(session, council.la, mapping),
    )
    (report,) = council.load_tables(log)
    assert (report.refused, report.added) == (None, 1)


def test_a_dispute_takes_the_working_days_from_raising_to_resolving(council):
    council.load_tables(LOG)
    columns = "raised", "resolved", "working_days", "iro_name"
    assert council.rows("dispute", *columns) == [
        (date(2024, 5, 10), date(2024, 5, 24), 10, "A Officer")
    ]


def test_reviews_loaded_without_that_years_episodes_prove_nothing(council):
    council.load_tables({"2023-24/Episodes.csv": EPISODES_24})
    council.load_tables({"2023-24/Reviews.csv": REVIEWS_24})
    council.load_tables(
        {
            "2024-25/Reviews.csv": """
            CHILD | REVIEW     | REVIEW_CODE
            C1    | 12/09/2024 | PN5
        """
        }
    )
    assert council.reviews() == [
        (date(2023, 6, 29), date(2023, 6, 20)),
        (date(2023, 9, 20), date(2023, 9, 25)),
        (date(2024, 3, 25), date(2024, 3, 20)),
        (None, date(2024, 9, 12)),
    ]


def test_a_review_of_a_plan_that_no_file_holds_is_left_out(council):
    held = date(2024, 7, 30)
    review = PlanReviewRecord(child_id="C1", plan_started=date(2024, 5, 3), held=held)
    council.state(review)
    assert council.left_out() == [
        "register: Row 1, CPPreviewDate: found '30/07/2024', expected a plan of this "
        "child that is not itself left out. Correct the plan this review belongs to, "
        "and load again."
    ]


def test_the_next_return_does_not_change_who_was_in_care_on_31_march(council):
    """A child open in one return and absent from the next was there on its last day."""
    year_end = (Period(date(2023, 4, 1), date(2024, 3, 31)),)
    council.load_tables(episode())
    before = CHILDREN_IN_CARE_AT_END.count(council.columns(), year_end).value
    following = ONE_EPISODE.format(ls="C2", dec="", rec="").replace("C1 ", "C9 ")
    council.load_tables({"2024-25/Episodes.csv": following.replace("2023", "2024")})
    after = CHILDREN_IN_CARE_AT_END.count(council.columns(), year_end).value
    assert before == after == 1


CLIMBS = "Child ID,IRO,Date raised,Stage,Stage date,Theme,Date resolved\n"
FIRST_LOG = CLIMBS + "C1,A Officer,10/01/2025,Stage 1,,Drift,\n"
NEXT_LOG = CLIMBS + "C1,A Officer,10/01/2025,Stage 2,20/04/2025,Drift,30/04/2025\n"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["in order", "the later first"])
def test_a_case_that_climbs_from_one_log_to_the_next_is_one_dispute(council, order):
    logs = [{"q4.csv": FIRST_LOG}, {"q1.csv": NEXT_LOG}]
    for number in order:
        council.load_tables(logs[number])
    assert council.rows("dispute", "entry_stage", "highest_stage", "resolved") == [
        ("Stage 1", "Stage 2", date(2025, 4, 30))
    ]
    assert council.rows("dispute_stage_event", "position", "stage", "entered") == [
        (1, "Stage 1", date(2025, 1, 10)),
        (2, "Stage 2", date(2025, 4, 20)),
    ]


def test_a_dispute_resolved_after_the_last_one_raised_is_counted(council):
    """The log speaks of resolving up to its latest date, of raising to its quarter."""
    log = CLIMBS + "C1,A,20/03/2025,Stage 1,,Drift,10/04/2025\n"
    council.load_tables({"q4.csv": log})
    columns = council.columns()
    quarter = (Period(date(2025, 4, 1), date(2025, 6, 30)),)
    resolved = DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS.count(columns, quarter)
    assert (resolved.numerator[0, 0], resolved.denominator[0, 0]) == (1, 1)
    assert not DISPUTES_RAISED.count(columns, quarter).covered[0]
    assert columns.data_to == date(2025, 3, 31)


def test_a_meeting_soon_after_another_is_listed_as_a_part_of_its_review(council):
    council.load_tables(episode())
    council.load_tables(review("20/06/2023"))
    more = ONE_REVIEW.format(held="26/06/2023")
    council.load_tables({"2023-24/More reviews.csv": more})
    assert council.rows("cla_review", "held")[0] == (date(2023, 6, 20),)
    assert council.left_out() == [
        "2023-24/More reviews.csv: Row 3, REVIEW: found '26/06/2023', expected a review "
        "of its own, more days after the one before. Counted as a part of the review "
        "of 20/06/2023. The number of days is one of the council's own rules."
    ]


def test_a_year_that_is_not_over_is_known_up_to_the_latest_day_in_its_files(council):
    """Drawn off on 31 July: a review due on 10 August may have been held since."""
    council.load_tables(
        {
            "2025-26/Episodes.csv": ONE_EPISODE.format(ls="C2", dec="", rec="").replace(
                "2023", "2025"
            ),
            "2025-26/Reviews.csv": ONE_REVIEW.format(held="27/06/2025"),
        },
        now=datetime(2025, 11, 21, 9, 0, tzinfo=UTC),
    )
    columns = council.columns()
    assert columns.last_day("reviews") == date(2025, 6, 27)
    year = (Period(date(2025, 4, 1), date(2026, 3, 31)),)
    assert REVIEWS_OVERDUE.count(columns, year).numerator[0, 0] == 0


def test_rows_that_a_corrected_file_no_longer_has_are_counted_and_stay(council):
    council.load_tables(episode() | review("20/06/2023"))
    (report,) = council.load_tables(review("27/06/2023"))
    assert report.not_repeated == 1
    assert report.warning == (
        "1 rows of an earlier file of this kind and year are not in this one, and "
        "stay. If this file replaces that one, undo the earlier import."
    )


# Who is in care no longer, and who is owed nothing.


def figures(council, *metrics):
    columns = council.columns()
    return [
        figure(metric, columns, financial_year(2025)).numerator for metric in metrics
    ]


GROWN = """
    CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
    C1    | 03/04/2024 | S   | C2 | U6    |            |
    C2    | 03/04/2024 | S   | C2 | U6    | 08/07/2024 | E5
"""
GROWN_REVIEWS = """
    CHILD | REVIEW     | REVIEW_CODE
    C1    | 24/04/2024 | PN1
    C2    | 24/04/2024 | PN1
    C2    | 08/07/2024 | PN1
"""
GROWN_HEADER = """
    CHILD | SEX | DOB        | ETHNIC
    C1    | M   | 10/09/2006 | WBRI
    C2    | M   | 10/09/2006 | WBRI
"""


def test_an_episode_open_after_the_18th_birthday_is_no_care_from_then(council):
    council.load_tables(
        {
            "2024-25/Header.csv": GROWN_HEADER,
            "2024-25/Episodes.csv": GROWN,
            "2024-25/Reviews.csv": GROWN_REVIEWS,
        }
    )
    assert figures(council, CHILDREN_IN_CARE_AT_END, REVIEWS_OVERDUE) == [0, 0]
    assert council.left_out() == [
        "2024-25/Episodes.csv: Row 2, DEC: found 'blank', expected an end by 10/09/2024, "
        "the 18th birthday. Counted as in care until 10/09/2024. Care ends at 18: close "
        "it by that day, or correct the date of birth."
    ]


def test_a_review_that_falls_due_after_care_ended_is_not_due(council):
    """C2's second was held on the last day in care, and due on 24 July."""
    council.load_tables(
        {
            "2024-25/Header.csv": GROWN_HEADER,
            "2024-25/Episodes.csv": GROWN,
            "2024-25/Reviews.csv": GROWN_REVIEWS,
        }
    )
    due = figure(REVIEWS_DUE_HELD_ON_TIME, council.columns(), financial_year(2025))
    assert (due.numerator, due.denominator) == (2, 3)


def test_a_child_on_short_breaks_after_care_is_not_in_care_and_owed_nothing(council):
    council.load_tables(
        {
            "2024-25/Episodes.csv": """
                CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
                C1    | 01/05/2024 | S   | V2 | U6    | 01/08/2024 | X1
                C1    | 01/08/2024 | L   | V3 | U6    |            |
            """,
            "2024-25/Reviews.csv": """
                CHILD | REVIEW     | REVIEW_CODE
                C1    | 20/05/2024 | PN1
            """,
        }
    )
    assert figures(council, CHILDREN_IN_CARE_AT_END, REVIEWS_OVERDUE) == [0, 0]
    assert council.left_out() == [
        "2024-25/Episodes.csv: Row 3, LS: found 'V3', expected a legal status other than "
        "short breaks, as the child was in care until then. Not counted as in care from "
        "01/08/2024 on, and no review falls due. Correct the legal status if care went "
        "on."
    ]


def test_nobody_who_has_died_is_on_a_plan_or_owed_a_review(council):
    died = a_child(
        "C1",
        an_enquiry("2024-06-03", "2024-06-20"),
        a_plan("2024-06-20"),
        died="2024-08-01",
    )
    council.load_tables({"CIN_2024-25.xml": a_census(2025, died)})
    assert figures(council, PLANS_STARTED, PLANS_OPEN, PLAN_REVIEWS_OVERDUE) == [
        1,
        0,
        0,
    ]
    assert council.left_out() == [
        "CIN_2024-25.xml: Child 1, plan 1, CPPendDate: found 'blank', expected an end by "
        "01/08/2024, when the child died. Counted as on the plan until 01/08/2024. Close "
        "it on that day, or correct the date of death."
    ]


def test_one_conference_counts_once_and_settles_the_other_enquiry(council):
    enquiries = [an_enquiry(day, "2024-09-02") for day in ("2024-08-01", "2024-08-20")]
    council.load_tables({"CIN_2024-25.xml": a_census(2025, a_child("C1", *enquiries))})
    columns = council.columns()
    held = figure(ICPCS_HELD_WITHIN_15_WORKING_DAYS, columns, financial_year(2025))
    assert (held.numerator, held.denominator) == (1, 1)
    assert figures(council, ICPCS_OVERDUE) == [0]
    on_31_august = Period(date(2024, 4, 1), date(2024, 8, 31))
    assert figure(ICPCS_OVERDUE, columns, on_31_august).numerator == 1
    by_the_earliest = Timescales(conference_answers=Answers.EARLIEST)
    derive_again(
        council.engine,
        council.la,
        lambda session: settings.save_timescales(session, council.la, by_the_earliest),
    )
    columns = council.columns()
    held = figure(ICPCS_HELD_WITHIN_15_WORKING_DAYS, columns, financial_year(2025))
    assert (held.numerator, held.denominator) == (0, 1)
    assert columns.rules["conferences"].startswith(
        "A conference counts from the earliest section 47 enquiry that led to it"
    )


@pytest.mark.parametrize(
    ("breaks_count", "due"), [(False, date(2024, 8, 30)), (True, date(2024, 6, 17))]
)
def test_short_breaks_that_turn_into_care_count_from_care_or_as_chosen(
    council, breaks_count, due
):
    council.load_tables(
        {
            "2024-25/Episodes.csv": """
                CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
                C1    | 18/05/2024 | S   | V4 | U6    | 01/08/2024 | X1
                C1    | 01/08/2024 | L   | C2 | U6    |            |
            """,
            "2024-25/Reviews.csv": """
                CHILD | REVIEW     | REVIEW_CODE
                C1    | 20/08/2024 | PN1
            """,
        }
    )
    chosen = Timescales(breaks_count=breaks_count)
    derive_again(
        council.engine,
        council.la,
        lambda session: settings.save_timescales(session, council.la, chosen),
    )
    first, *_ = council.rows("cla_review", "number", "due", "held")
    assert first == (1, due, date(2024, 8, 20))


def test_one_row_open_and_one_closed_do_not_say_the_same(council):
    council.load_tables(
        {
            "2023-24/Episodes.csv": """
                CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
                C1    | 01/06/2023 | S   | C2 | U6    |            |
                C1    | 01/06/2023 | S   | C2 | U6    | 30/08/2023 | E4A
            """
        }
    )
    assert council.left_out() == [
        "2023-24/Episodes.csv: Row 3, whole row: found 'the same child and start date "
        "as Row 2; one has an end, the other is open', expected each once. The end is "
        "used. Remove the row that is wrong."
    ]
    assert council.rows("period_of_care", "ceased") == [(date(2023, 8, 30),)]


def test_months_without_an_episode_are_told_where_care_is_joined(council):
    council.load_tables(
        {
            "2024-25/Episodes.csv": """
                CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
                C1    | 03/04/2024 | S   | C1 | U6    | 10/05/2024 | X1
                C1    | 03/02/2025 | P   | C2 | U6    |            |
            """
        }
    )
    assert council.left_out() == [
        "2024-25/Episodes.csv: Row 3, DECOM: found '03/02/2025', expected an episode "
        "from 10/05/2024 on, as care went on. Counted as in care from 10/05/2024 to "
        "03/02/2025, though no episode says so. Load the episode that is missing, or "
        "correct the reason the one before ceased."
    ]


def header(born):
    return f"CHILD | SEX | DOB | ETHNIC\nC1 | 1 | {born} | WBRI"


CARE_OF_C1 = """
CHILD | DECOM      | RNE | LS | PLACE | DEC | REC
C1    | 03/04/2023 | S   | C2 | U6    |     |
"""


@pytest.mark.parametrize(
    ("first", "second", "reviewed", "listed"),
    [
        ("01/01/2012", "01/01/2012", "01/01/2012", []),
        ("01/01/2012", "01/01/2012", "", []),
        ("01/01/2012", "", "02/01/2012", [("02/01/2012", "01/01/2012")]),
        ("01/01/2012", "02/01/2012", "02/01/2012", [("01/01/2012", "02/01/2012")]),
    ],
)
def test_two_dates_of_birth_of_one_child_are_listed_with_the_one_believed(
    council, first, second, reviewed, listed
):
    council.load_tables(
        {
            "2023-24/Header.csv": header(first),
            "2023-24/Episodes.csv": CARE_OF_C1,
            "2024-25/Header.csv": header(second),
            "2024-25/Episodes.csv": CARE_OF_C1,
            "2024-25/Reviews.csv": f"""
            CHILD | DOB        | REVIEW     | REVIEW_CODE
            C1    | {reviewed} | 20/07/2024 | PN1
            """,
        }
    )
    names = "found", "expected", "remedy", "whole_row"
    assert council.rows("left_out_row", *names, code="births_differ") == [
        (
            found,
            f"{believed}, as the latest list of children has it",
            f"{believed} is used. Correct whichever is wrong.",
            False,
        )
        for found, believed in listed
    ]
