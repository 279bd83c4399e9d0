"""One child's timeline: what happened, in words, and what falls due next, by hand."""

from datetime import date

import pytest
from sqlmodel import Session

from data_access.casework import timeline
from data_access.casework.timeline import ChildRows, Lane, Mark
from data_access.store.statements import ReviewNoteRecord
from data_access.store.tables import (
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    PeriodOfCare,
    Plan,
    PlannedReview,
    PlanReview,
    ReviewNote,
    Visit,
)
from domain.due import IntervalMode, Timescales
from tests.data_access.councils import LA, a_census, a_child, a_plan, an_enquiry

ONE = {"la": LA, "child_id": "C1"}
BY_MONTHS, BY_DAYS = Timescales(), Timescales(IntervalMode.FIXED_DAYS)
CENSUS = "CIN 2024-25.xml"
EPISODES = """
CHILD | DECOM      | RNE | LS | PLACE | PLACE_PROVIDER | DEC        | REC
C1    | 03/06/2024 | S   | V2 | U6    | PR1            |            |
C2    | 03/06/2024 | S   | V2 | U6    | PR1            |            |
"""
HEADER = """
CHILD | SEX | DOB        | ETHNIC
C1    | F   | 29/02/2012 | WBRI
C2    | F   | 29/02/2012 | WBRI
"""
ANOTHER = "C2 | 29/02/2012 | 28/06/2024 | PN1"  # a file without a row tells nothing


def day(words):
    return date.fromisoformat(words) if words else None


def in_care(council, *held, episodes=EPISODES):
    """Load a child in care with reviews given as `day code`, and return the rows."""
    rows = [f"C1 | 29/02/2012 | {each[:10]} | {each[11:]}" for each in held]
    council.load_tables(
        {
            "2024-25/Header.csv": HEADER,
            "2024-25/Episodes.csv": episodes,
            "2024-25/Reviews.csv": "\n".join(
                ["CHILD | DOB | REVIEW | REVIEW_CODE", ANOTHER, *rows]
            ),
        }
    )


def of(council, as_at, timescales=BY_MONTHS):
    with Session(council.engine) as session:
        rows = timeline.read(session, LA, "C1")
        return timeline.of(rows, day(as_at), timescales)


def made(as_at="2025-03-31", **rows):
    """Return the timeline of rows that no file is needed for."""
    given = {name: tuple(some) for name, some in rows.items() if name != "born"}
    return timeline.of(
        ChildRows(born=day(rows.get("born")), **given), day(as_at), BY_MONTHS
    )


def care(started="2024-06-03", ceased=None, number=1, **more):
    more = {"start_known": True, "short_breaks": False, **more}
    return PeriodOfCare(
        **ONE, number=number, started=day(started), ceased=day(ceased), **more
    )


def said(found, lane):
    return [
        (str(each.day), each.what, each.on_time, each.said)
        for each in found.events
        if each.lane is lane
    ]


def due(found):
    return [(each.what, str(each.day), each.when, each.rule) for each in found.due]


# Reviews of a child in care


@pytest.mark.parametrize(
    ("held", "on_time", "mark"),
    [
        ("28/06/2024", "On time", Mark.ON_TIME),
        ("01/07/2024", "On time", Mark.ON_TIME),  # working day 20
        ("02/07/2024", "1 day late", Mark.LATE),
        ("15/07/2024", "14 days late", Mark.LATE),
    ],
)
def test_a_review_held_on_its_due_date_is_on_time(council, held, on_time, mark):
    in_care(council, f"{held} PN1")
    (review, _) = [
        each for each in of(council, "2025-03-31").events if each.lane is Lane.REVIEWS
    ]
    assert (review.on_time, review.mark) == (on_time, mark)


def test_six_months_after_31_august_is_the_end_of_february(council):
    in_care(council, "28/06/2024 PN1", "31/08/2024 PN4")
    found = of(council, "2025-03-31")
    assert found.finding == (
        "In care since 3 June 2024, 2 reviews: 2 on time; next was due 28 February "
        "2025, 31 days overdue"
    )
    assert due(found) == [
        (
            *("Review", "2025-02-28", "31 days overdue"),
            "6 calendar months after the review on 31 August 2024.",
        ),
        ("18th birthday", "2030-03-01", "in 4 years", "Born on 29 February 2012."),
    ]
    assert said(found, Lane.REVIEWS) == [
        (
            *("2024-06-28", "Review", "On time"),
            "Due 1 July 2024. How the child took part: Attended and spoke for "
            "themselves.",
        ),
        (
            *("2024-08-31", "Review", "On time"),
            "Due 28 September 2024. How the child took part: Attended, gave no views.",
        ),
        ("2025-02-28", "Review due", "Not held, 31 days overdue", ""),
    ]


@pytest.mark.parametrize(
    ("as_at", "when", "on_time", "next_is"),
    [
        ("2024-09-27", "in 1 day", "Not yet due", "next due 28 September 2024"),
        (
            "2024-09-28",
            "due today",
            "Not held, due today",
            "next due 28 September 2024",
        ),
        (
            *("2024-09-29", "1 day overdue", "Not held, 1 day overdue"),
            "next was due 28 September 2024, 1 day overdue",
        ),
    ],
)
def test_the_second_review_is_due_three_months_after_the_first(
    council, as_at, when, on_time, next_is
):
    in_care(council, "28/06/2024 PN1")
    found = of(council, as_at)
    assert due(found)[0] == (
        *("Review", "2024-09-28", when),
        "3 calendar months after the review on 28 June 2024.",
    )
    assert said(found, Lane.REVIEWS)[-1][2] == on_time
    assert found.finding.endswith(f"1 review: 1 on time; {next_is}")


def test_the_first_review_is_due_20_working_days_after_coming_into_care(council):
    in_care(council)
    found = of(council, "2024-06-28")
    assert due(found)[0] == (
        *("Review", "2024-07-01", "in 3 days"),
        "20 working days after coming into care on 3 June 2024.",
    )
    assert found.finding == (
        "In care since 3 June 2024, no review held yet; next due 1 July 2024"
    )


def test_a_council_that_counts_days_is_told_of_days():
    rows = ChildRows(
        care=(care(),),
        reviews=(
            ClaReview(**ONE, period_number=1, number=1, held=day("2024-06-28")),
            ClaReview(**ONE, period_number=1, number=2, due=day("2024-09-27")),
        ),
    )
    found = timeline.of(rows, day("2024-09-01"), BY_DAYS)
    assert found.due[0].rule == "91 days after the review on 28 June 2024."


def test_reviews_of_an_earlier_period_of_care_never_count(council):
    in_care(
        council,
        "01/05/2024 PN1",
        "28/06/2024 PN1",
        episodes="""
CHILD | DECOM      | RNE | LS | PLACE | PLACE_PROVIDER | DEC        | REC
C1    | 08/04/2024 | S   | V2 | U6    | PR1            | 20/05/2024 | E4A
C1    | 03/06/2024 | S   | C2 | K2    | PR4            |            |
C2    | 03/06/2024 | S   | V2 | U6    | PR1            |            |
""",
    )
    found = of(council, "2024-09-01")
    assert found.finding == (
        "In care since 3 June 2024, 1 review: 1 on time; next due 28 September 2024"
    )
    assert due(found)[0][3] == "3 calendar months after the review on 28 June 2024."
    assert said(found, Lane.CARE) == [
        (
            *("2024-04-08", "In care", ""),
            "Until 20 May 2024. Why it ended: Returned home, as planned.",
        ),
        ("2024-06-03", "In care", "", "Goes on."),
    ]
    assert [line[0] for line in said(found, Lane.REVIEWS)] == [
        *("2024-05-01", "2024-06-28", "2024-09-28"),
    ]


def test_meetings_in_a_series_are_one_review_with_the_note_of_any_of_them(council):
    in_care(council, "02/07/2024 PN4", "09/07/2024 PN1", "10/07/2024 PN1")
    council.state(
        ReviewNoteRecord(
            child_id="C1",
            held=day("2024-07-09"),
            late_reason="Interpreter ill",
            record_sent=day("2024-07-12"),
        ),
    )
    reviews = said(of(council, "2024-09-01"), Lane.REVIEWS)
    assert reviews[0] == (
        *("2024-07-02", "Review", "1 day late"),
        "Due 1 July 2024. Why late: Interpreter ill. How the child took part: "
        "Attended, gave no views. Record sent 12 July 2024.",
    )
    assert [line[0] for line in reviews] == ["2024-07-02", "2024-07-10", "2025-01-10"]


def test_a_late_review_without_a_reason_says_so():
    late = ClaReview(
        **ONE, period_number=1, due=day("2024-07-01"), held=day("2024-07-03")
    )
    note = ReviewNote(**ONE, held=day("2024-07-03"), record_sent=None)
    for notes in ((), (note,)):
        found = made(care=[care()], reviews=[late], notes=notes)
        assert said(found, Lane.REVIEWS) == [
            (
                *("2024-07-03", "Review", "2 days late"),
                "Due 1 July 2024. Why late: no reason recorded. "
                "How the child took part: not recorded.",
            )
        ]


def test_a_due_date_that_is_not_known_says_why(council):
    unseen = EPISODES.replace("| S ", "| L ")
    in_care(council, "28/06/2024 PN1", episodes=unseen)
    found = of(council, "2024-09-01")
    assert due(found)[0] == (
        *("Review", "None", ""),
        "Not known: a review that it counts from may be in a file that is not loaded.",
    )
    assert said(found, Lane.REVIEWS)[0][2:] == (
        "Not known",
        "Due date not known: an earlier review may be in a file not loaded. How the "
        "child took part: Attended and spoke for themselves.",
    )
    assert found.finding == (
        "In care since 3 June 2024 or earlier, 1 review: 1 not known; next due date not "
        "known"
    )
    assert said(found, Lane.CARE)[0][3] == (
        "Goes on. Care began on this day or earlier."
    )


def test_who_came_into_care_in_a_file_not_loaded_has_no_due_date():
    found = made(care=[care(start_known=False)])
    assert due(found) == [
        (
            *("Review", "None", ""),
            "Not known: the file in which care began is not loaded.",
        ),
        ("18th birthday", "None", "", "Not known: no date of birth is in the files."),
    ]


def test_a_review_never_held_in_a_time_in_care_that_is_over_was_not_held():
    owed = ClaReview(**ONE, period_number=1, number=2, due=day("2024-09-28"))
    found = made(care=[care(ceased="2024-12-01", reason_ceased="E4A")], reviews=[owed])
    assert said(found, Lane.REVIEWS) == [("2024-09-28", "Review due", "Not held", "")]
    assert found.finding == ""


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        ("2024-09-28", " Planned for 28 September 2024, by the due date."),
        ("2024-09-29", " Planned for 29 September 2024, 1 day after the due date."),
        (
            "2024-08-30",
            " Planned for 30 August 2024, which is gone by, and none is recorded.",
        ),
        ("2024-06-28", ""),  # the day of the last review
    ],
)
def test_what_the_register_plans_stands_beside_the_due_date(planned, words):
    rows = {
        "care": [care()],
        "reviews": [
            ClaReview(**ONE, period_number=1, number=1, held=day("2024-06-28")),
            ClaReview(**ONE, period_number=1, number=2, due=day("2024-09-28")),
        ],
        "planned": [PlannedReview(**ONE, kind="review", planned_for=day(planned))],
    }
    found = made("2024-09-01", **rows)
    rule = "3 calendar months after the review on 28 June 2024."
    assert found.due[0].rule == rule + words
    marks = [str(each.day) for each in found.events if each.mark is Mark.PLANNED]
    assert marks == ([planned] if words else [])


def test_a_day_planned_is_told_where_no_due_date_is_known():
    planned = PlannedReview(**ONE, kind="review", planned_for=day("2025-05-01"))
    found = made(care=[care(start_known=False)], planned=[planned])
    assert found.due[0].rule.endswith("is not loaded. Planned for 1 May 2025.")


# Legal status and placement


def stay(decom, dec, legal="V2", placement="U6", rne="P", **more):
    more = {"period_number": 1, "provider": "PR1", "location": "IN", **more}
    return Episode(
        **ONE,
        decom=day(decom),
        dec=day(dec),
        legal_status=legal,
        placement=placement,
        rne=rne,
        **more,
    )


def test_a_stay_goes_on_until_its_own_code_or_the_carer_changes():
    found = made(
        episodes=[
            stay("2024-06-03", "2024-07-01", rne="S"),
            stay("2024-07-01", "2024-08-01", "C2", rne="L"),
            stay("2024-08-01", "2024-09-01", "C2", rne="P"),
            stay("2024-09-01", None, "C2", "K2", location="OUT", provider="PR4"),
        ]
    )
    assert said(found, Lane.LEGAL) == [
        (
            *("2024-06-03", "Legal status", ""),
            "Until 1 July 2024. Section 20, single period.",
        ),
        ("2024-07-01", "Legal status", "", "Goes on. Full care order."),
    ]
    home = "Foster care. Provided by the council. In the council's area."
    assert said(found, Lane.PLACEMENT) == [
        ("2024-06-03", "Placement", "", f"Until 1 August 2024. {home}"),
        ("2024-08-01", "Placement", "", f"Until 1 September 2024. {home}"),
        (
            *("2024-09-01", "Placement", ""),
            "Goes on. Children's home. Provided by a private provider. Outside the "
            "council's area.",
        ),
    ]
    assert [each.text for each in found.events if each.lane is Lane.PLACEMENT] == [
        *("Foster care", "Foster care", "Children's home"),
    ]


def test_stays_with_days_between_them_are_two():
    found = made(
        episodes=[
            stay("2024-06-03", "2024-06-20", period_number=1),
            stay("2024-09-01", None, period_number=2),
        ]
    )
    assert len(said(found, Lane.LEGAL)) == len(said(found, Lane.PLACEMENT)) == 2


def test_a_code_that_is_not_on_the_list_is_said_as_it_is():
    found = made(
        care=[care(ceased="2024-12-01", reason_ceased="E77")],
        episodes=[stay("2024-06-03", None, "Q1", None, provider=None, location=None)],
        plans=[
            Plan(
                **ONE,
                started=day("2024-06-03"),
                ended=day("2024-09-03"),
                initial_category="ABC",
                latest_category="NEG",
                previous_plans=1,
            )
        ],
    )
    assert [each.said for each in found.events] == [
        "Until 1 December 2024. Why it ended: E77.",
        "Goes on. Q1.",
        "Goes on. Not recorded.",
        "Until 3 September 2024. Category: Neglect. At first: ABC. Plans before this "
        "one: 1.",
    ]


def test_short_breaks_are_no_time_in_care_and_owe_no_review():
    found = made(care=[care(short_breaks=True)])
    assert [line[1] for line in said(found, Lane.CARE)] == ["Short breaks"]
    assert [each.what for each in found.due] == ["18th birthday"]


# Child protection


def test_a_child_with_nothing_but_a_plan_has_its_months_and_its_review(council):
    details = an_enquiry("2024-11-11", "2024-11-30"), a_plan("2024-11-30")
    council.load_tables({CENSUS: a_census(2025, a_child("C1", *details))})
    found = of(council, "2025-03-31")
    since = "calendar months after the plan started on 30 November 2024."
    assert due(found) == [
        (
            *("Plan review", "2025-02-28", "31 days overdue"),
            "3 calendar months after the initial conference on 30 November 2024.",
        ),
        ("9 months on the plan", "2025-08-30", "in 152 days", f"9 {since}"),
        ("12 months on the plan", "2025-11-30", "in 244 days", f"12 {since}"),
        ("15 months on the plan", "2026-02-28", "in 334 days", f"15 {since}"),
        ("21 months on the plan", "2026-08-30", "in 517 days", f"21 {since}"),
        ("24 months on the plan", "2026-11-30", "in 609 days", f"24 {since}"),
        ("18th birthday", "2033-04-03", "in 8 years", "Born on 3 April 2015."),
    ]
    assert found.finding == (
        "On a plan since 30 November 2024, no plan review held yet; next was due 28 "
        "February 2025, 31 days overdue"
    )
    assert said(found, Lane.PLANS) == [
        (
            *("2024-11-30", "Child protection plan", ""),
            "Goes on. Category: Neglect.",
        )
    ]
    assert said(found, Lane.CONFERENCES) == [
        ("2024-11-11", "Section 47 enquiry", "", ""),
        (
            *("2024-11-30", "Initial conference", "On time"),
            "Due 2 December 2024. 14 working days after the enquiry began.",
        ),
        ("2025-02-28", "Plan review due", "Not held, 31 days overdue", ""),
    ]


def test_months_that_a_plan_has_reached_are_said_to_be_gone():
    plan = Plan(**ONE, started=day("2024-03-31"))
    found = {each.what: each.when for each in made("2025-03-31", plans=[plan]).due}
    assert found["9 months on the plan"] == "reached 90 days ago"
    assert found["12 months on the plan"] == "today"
    assert found["15 months on the plan"] == "in 91 days"


def test_a_plan_review_counts_from_the_review_before_or_from_the_plan():
    plan = Plan(**ONE, started=day("2024-06-03"))
    meeting = {**ONE, "plan_started": plan.started}
    first = PlanReview(**meeting, due=day("2024-09-03"), held=day("2024-09-10"))
    planned = PlannedReview(**ONE, kind="plan_review", planned_for=day("2025-03-11"))
    owed = PlanReview(**meeting, due=day("2024-09-03"))
    found = made("2024-08-01", plans=[plan], plan_reviews=[owed])
    assert (
        found.due[0].rule == "3 calendar months after the plan started on 3 June 2024."
    )
    owed = PlanReview(**meeting, due=day("2025-03-10"))
    rows = {"plans": [plan], "plan_reviews": [first, owed], "planned": [planned]}
    found = made("2025-01-31", **rows)
    assert found.due[0].rule == (
        "6 calendar months after the plan review on 10 September 2024. Planned for 11 "
        "March 2025, 1 day after the due date."
    )
    assert [line[1:3] for line in said(found, Lane.CONFERENCES)] == [
        ("Plan review", "7 days late"),
        ("Plan review due", "Not yet due"),
        ("Plan review planned", ""),
    ]
    found = made(plans=[plan], plan_reviews=[PlanReview(**meeting, held=plan.started)])
    assert found.due[0].day is None
    assert found.due[0].rule.startswith("Not known: a review that it counts from")


def test_conferences_late_not_held_not_needed_and_from_elsewhere():
    def conference(started, held=None, **more):
        return Conference(**ONE, s47_started=day(started), held=day(held), **more)

    found = made(
        conferences=[
            conference(
                *("2024-06-03", "2024-06-27"),
                due=day("2024-06-24"),
                working_days=18,
            ),
            conference("2024-08-01", due=day("2024-08-22")),
            conference("2024-09-02", due=day("2024-09-23"), not_required=True),
            conference(None, "2024-10-01", transfer_in=True),
            conference(None, "2024-11-01"),
        ]
    )
    assert said(found, Lane.CONFERENCES) == [
        ("2024-06-03", "Section 47 enquiry", "", ""),
        (
            *("2024-06-27", "Initial conference", "3 days late"),
            "Due 24 June 2024. 18 working days after the enquiry began.",
        ),
        ("2024-08-01", "Section 47 enquiry", "", ""),
        ("2024-08-22", "Initial conference due", "Not held", ""),
        ("2024-09-02", "Section 47 enquiry", "", "No conference was needed."),
        ("2024-10-01", "Transfer-in conference", "", ""),
        ("2024-11-01", "Initial conference", "Not known", ""),
    ]


def test_what_is_over_by_a_day_is_not_on_the_timeline_after_it():
    found = made(
        visits=[Visit(**ONE, kind="iro", visited=day("2024-06-03"))],
        care=[care("2023-01-01", "2024-06-03"), care("2024-09-01", number=2)],
        plans=[Plan(**ONE, started=day("2022-01-01"), ended=day("2024-06-02"))],
    )
    after = [each.what for each in found.events if each.reaches(day("2024-06-03"))]
    assert after == ["In care", "Visit or contact by the IRO", "In care"]


# Disputes and visits


def dispute(raised, resolved=None, **more):
    return Dispute(**ONE, raised=day(raised), resolved=day(resolved), **more)


@pytest.mark.parametrize(
    ("as_at", "when", "on_time", "working"),
    [
        ("2025-03-28", "in 3 days", "Open, working day 19 of 20", None),
        ("2025-03-31", "due today", "Open, working day 20 of 20", None),
        (
            *("2025-04-01", "1 day overdue", "Open, 20 working days are over"),
            "20 working days are over",
        ),
    ],
)
def test_an_open_dispute_has_20_working_days(as_at, when, on_time, working):
    found = made(as_at, disputes=[dispute("2025-03-03")])
    working = working or on_time.removeprefix("Open, ")
    assert due(found)[0] == (
        *("Dispute: working day 20", "2025-03-31", when),
        f"20 working days after it was raised on 3 March 2025; {working}.",
    )
    assert said(found, Lane.DISPUTES) == [
        (
            *("2025-03-03", "Dispute", on_time),
            "Goes on. Theme: not recorded. Stage: not recorded.",
        )
    ]


def test_a_dispute_tells_its_stages_and_how_it_ended():
    raised = day("2025-01-06")
    told = {"iro_name": "A. Adams", "outcome": "Agreed", "highest_stage": "Stage 1"}
    found = made(
        disputes=[
            dispute("2025-01-06", "2025-02-04", working_days=21, **told),
            dispute("2025-01-06", "2025-02-03", working_days=20, ordinal=2),
            dispute("2025-02-01", "2025-03-31", entry_stage="Informal", theme="Delay"),
        ],
        stages=[
            DisputeStageEvent(
                **ONE, raised=raised, position=1, stage="Informal", entered=raised
            ),
            DisputeStageEvent(**ONE, raised=raised, position=2, stage_as_typed="one"),
        ],
    )
    assert [line[2:] for line in said(found, Lane.DISPUTES)] == [
        (
            "Late: 21 working days, 20 allowed",
            "Until 4 February 2025. Theme: not recorded. Stage: Informal from 6 January "
            "2025, then one. Raised by A. Adams. Outcome: Agreed.",
        ),
        (
            "On time",
            "Until 3 February 2025. Theme: not recorded. Stage: not recorded.",
        ),
        ("", "Until 31 March 2025. Theme: Delay. Stage: Informal."),
    ]


def test_visits_are_told_by_who_came():
    kinds = ("iro", "social_worker", "plan", "another")
    visits = [Visit(**ONE, kind=kind, visited=day("2025-01-06")) for kind in kinds]
    assert [line[1] for line in said(made(visits=visits), Lane.VISITS)] == [
        "Visit or contact by the IRO",
        "Visit by the social worker, in care",
        "Visit by the social worker, on a plan",
        "another",
    ]


def test_the_table_has_a_row_for_each_event_in_the_order_of_days():
    found = made(
        care=[care()],
        visits=[Visit(**ONE, kind="iro", visited=day("2024-06-03"))],
        plans=[Plan(**ONE, started=day("2023-01-01"), ended=day("2023-05-01"))],
    )
    assert timeline.table(found.events).astype(str).to_numpy().tolist() == [
        ["2023-01-01", "Child protection plan", "", "Until 1 May 2023."],
        ["2024-06-03", "In care", "", "Goes on."],
        ["2024-06-03", "Visit or contact by the IRO", "", ""],
    ]
