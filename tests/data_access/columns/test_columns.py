from dataclasses import fields
from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlmodel import Session

from data_access.columns import councils, read_columns, tables
from data_access.columns.rows import Labels
from data_access.derive import council as settings
from data_access.store import database
from data_access.store.statements import AllocationRecord, StaffRecord
from domain.access import COMMAND_LINE
from domain.access import EVERYTHING as ALL_OF_IT
from domain.codes import DURATION_BANDS, NOT_RECORDED
from domain.periods import Period, financial_year
from domain.recorded import FOLLOW_UP_GROUPS
from domain.tables import OPEN, UNKNOWN, Rows, day_number, day_of
from tests.data_access.councils import (
    Council,
    a_census,
    a_child,
    a_plan,
    an_enquiry,
)
from tests.data_access.intake.test_door import EVERYTHING, HEADER, LOG, YEAR_24, YEAR_25
from tests.tables import WAYS

CHILD = {"team", "iro", "age_band", "sex", "ethnic_group", "disability"}
CARE = CHILD | {"alone", "legal_status", "placement", "distance", "region"}
GROUPS = {
    "care_periods": CARE | {"exit_reason"},
    "reviews": CARE
    | {"review_type", "code", "participation", "late_reason", "late_kind"},
    "care_spans": CARE | {"iros"},
    "conferences": CHILD | {"working_day_band"},
    "plans": CHILD | {"category", "duration_band"},
    "plan_spans": CHILD | {"category", "duration_band"},
    "plan_reviews": CHILD,
    "disputes": CARE
    | {"stage", "highest_stage", "theme", "outcome", *FOLLOW_UP_GROUPS},
    "dispute_stages": CARE | {"at_stage", "theme"},
    "staff": {"iro", "service_band"},
    "missing": CARE,
    "adoption_plans": CARE | {"reversed_reason"},
    "pre_proceedings": CHILD,
}
TRUE_OR_FALSE = {
    *WAYS,
    "transfer_in",
    "second",
    "second_known",
    "within_24",
    "within_24_known",
    "within_12",
    "within_12_known",
    "over_15",
    "over_24",
    "past_limit",
    "dual",
    "agency",
    *("home_12", "agreed", "agreed_6", "outside", "outside_known", "on_plan"),
    *("moved_often", "moved_known", "long_term", "stable", "stable_known"),
    *("start_known", "adopted", "guardianship", "unsaid", "initial_known"),
    *("assessed", "assessed_known", "dentist", "dentist_known"),
    *("immunised", "immunised_known", "planned", "planned_known"),
    *("sibling", "together", "together_known"),
    "third",
    "iro_same",
    "iro_known",
    *("ready", "ready_known", "disputed", "disputed_known", "deprived"),
    *("offered", "offered_known", "met", "met_known"),
    *("in_time", "in_time_known"),
    "seen",
    "seen_known",
}


def kinds(columns):
    return {
        each.name: getattr(columns, each.name)
        for each in fields(columns)
        if isinstance(getattr(columns, each.name), Rows)
    }


def arrays(rows):
    return {each.name: getattr(rows, each.name) for each in fields(rows)[1:]}


def shown(columns, kind, *names, where=None):
    """Return rows as tuples of days, numbers and labels."""
    rows = getattr(columns, kind)

    def cell(name, position):
        if name in rows.groups:
            return columns.labels[name][rows.groups[name][position]]
        value = getattr(rows, name)[position].item()
        if name in ("care", "child", "plan", "working_days", "fte", *TRUE_OR_FALSE):
            return value
        return {UNKNOWN: "unknown", OPEN: "open"}.get(value) or str(day_of(value))

    count = len(next(iter(arrays(rows).values())))
    return [tuple(cell(name, row) for name in names) for row in range(count)]


def staff(staff_id, name, role="iro", fte=1.0, **others):
    return StaffRecord(staff_id=staff_id, full_name=name, role=role, fte=fte, **others)


def allocated(staff_id, started, role="iro", team="North", child_id="C1"):
    return AllocationRecord(
        child_id=child_id,
        staff_id=staff_id,
        role=role,
        team=team,
        started=date.fromisoformat(started),
    )


def test_an_empty_store_gives_empty_columns_with_every_group(engine):
    columns = read_columns(engine, "TST", ALL_OF_IT)
    found = kinds(columns)
    assert {name: set(rows.groups) for name, rows in found.items()} == GROUPS
    for rows in found.values():
        assert {len(each) for each in arrays(rows).values()} == {0}
        assert {len(each) for each in rows.groups.values()} == {0}
    assert (columns.version, columns.left_out, columns.invented) == (0, 0, False)
    assert columns.data_to is None
    assert councils(engine, COMMAND_LINE) == []


@pytest.mark.parametrize("files", [{}, EVERYTHING], ids=["empty", "filled"])
def test_every_column_is_read_only_and_of_its_kind(council, files):
    council.load_tables(files)
    columns = council.columns()
    for rows in kinds(columns).values():
        for name, array in arrays(rows).items():
            assert array.dtype == (np.bool_ if name in TRUE_OR_FALSE else np.int32)
            assert not array.flags.writeable
        for name, array in rows.groups.items():
            assert array.dtype == np.int16
            assert not array.flags.writeable
            assert (array < len(columns.labels[name])).all()


def test_reviews_are_read_with_the_child_and_the_period_of_care(council):
    council.load_tables({**YEAR_24, **YEAR_25})
    names = "care", "child", "due", "held", "next_held", "ceased"
    assert shown(council.columns(), "reviews", *names) == [
        (0, 0, "2023-06-29", "2023-06-20", "2023-09-25", "open"),
        (0, 0, "2023-09-20", "2023-09-25", "2024-03-20", "open"),
        (0, 0, "2024-03-25", "2024-03-20", "2024-09-12", "open"),
        (0, 0, "2024-09-20", "2024-09-12", "open", "open"),
        (0, 0, "2025-03-12", "unknown", "open", "open"),
        (1, 1, "2024-02-07", "2024-01-25", "open", "2024-02-20"),
    ]


def test_reviews_are_read_with_what_was_true_of_the_child_that_day(council):
    council.load_tables({**YEAR_24, **YEAR_25})
    names = "age_band", "sex", "ethnic_group", "legal_status", "placement"
    reviews = shown(council.columns(), "reviews", *names)
    own = "10 to 15", "Female", "White", "Care order"
    assert reviews[2] == (*own, "Foster care with others")
    assert reviews[3] == (*own, "Children's or secure home")
    names = "review_type", "code", "participation", "team"
    assert shown(council.columns(), "reviews", *names) == [
        ("First review", "PN1", "Own voice", NOT_RECORDED),
        ("Second review", "PN2", "Supported", NOT_RECORDED),
        ("Later review", "PN1", "Own voice", NOT_RECORDED),
        ("Later review", "PN5", "Represented", NOT_RECORDED),
        ("Later review", NOT_RECORDED, NOT_RECORDED, NOT_RECORDED),
        ("First review", "PN0", "Under 4", NOT_RECORDED),
    ]


@pytest.mark.parametrize(
    ("born", "code", "group"),
    [
        ("11/06/2020", "PN1", "Under 4"),
        ("11/06/2020", "PN0", "Under 4"),
        ("10/06/2020", "PN0", NOT_RECORDED),
        ("10/06/2020", "PN7", "Not heard"),
        ("", "PN0", "Under 4"),
    ],
)
def test_how_a_child_took_part_goes_by_age_where_the_birth_is_known(
    council, born, code, group
):
    council.load_tables(
        {
            "2024-25/Header.csv": f"""
            CHILD | SEX | DOB    | ETHNIC
            C1    | F   | {born} | WBRI
        """,
            "2024-25/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC | REC
            C1    | 14/05/2024 | S   | C2 | U6    |     |
        """,
            "2024-25/Reviews.csv": f"""
            CHILD | REVIEW     | REVIEW_CODE
            C1    | 10/06/2024 | {code}
        """,
        }
    )
    assert shown(council.columns(), "reviews", "participation")[0] == (group,)


def test_a_review_without_a_due_day_or_number_is_unknown_and_of_no_type(council):
    council.load_tables(YEAR_25)
    reviews = shown(council.columns(), "reviews", "due", "held", "review_type")
    assert reviews[0] == ("unknown", "2024-09-12", "Not known")


def test_the_next_review_held_skips_one_that_was_owed_and_never_held(council):
    council.load_tables(
        {
            "2023-24/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
            C1    | 03/04/2023 | S   | C2 | U6    | 01/06/2023 | E4A
            C1    | 02/10/2023 | S   | V2 | U6    | 06/11/2023 | E4A
        """,
            "2023-24/Reviews.csv": """
            CHILD | REVIEW     | REVIEW_CODE
            C1    | 04/05/2023 | PN1
            C1    | 30/10/2023 | PN1
        """,
        }
    )
    names = "care", "held", "next_held"
    assert shown(council.columns(), "reviews", *names) == [
        (0, "2023-05-04", "2023-10-30"),
        (1, "2023-10-30", "open"),
    ]


def test_owed_reviews_of_an_earlier_period_come_between_and_are_skipped(council):
    council.load_tables(
        {
            "2023-24/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
            C1    | 03/04/2023 | S   | C2 | U6    | 01/09/2023 | E4A
            C1    | 02/10/2023 | S   | V2 | U6    | 06/11/2023 | E4A
        """,
            "2023-24/Reviews.csv": """
            CHILD | REVIEW     | REVIEW_CODE
            C1    | 04/05/2023 | PN1
            C1    | 30/10/2023 | PN1
        """,
        }
    )
    names = "care", "due", "held", "next_held"
    assert shown(council.columns(), "reviews", *names) == [
        (0, "2023-05-04", "2023-05-04", "2023-10-30"),
        (0, "2023-08-04", "unknown", "2023-10-30"),
        (1, "2023-10-30", "2023-10-30", "open"),
    ]


def test_days_in_care_are_cut_where_a_group_of_the_child_changes(council):
    council.load_tables(
        {
            "2023-24/Header.csv": HEADER.replace("03/04/2012", "10/09/2013"),
            "2023-24/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
            C1    | 01/06/2023 | S   | V2 | U6    | 05/08/2023 | X1
            C1    | 05/08/2023 | L   | C1 | U6    | 20/02/2024 | E4A
        """,
        }
    )
    council.state(
        staff("S1", "A Officer"),
        staff("S2", "B Officer"),
        allocated("S1", "2023-06-03"),
        allocated("S2", "2024-01-15", team="South"),
    )
    names = "start", "end", "iro", "team", "age_band", "legal_status"
    voluntary, order = "Voluntary (section 20)", "Care order"
    assert shown(council.columns(), "care_spans", *names) == [
        ("2023-06-01", "2023-06-03", "A Officer", "North", "5 to 9", voluntary),
        ("2023-06-03", "2023-08-05", "A Officer", "North", "5 to 9", voluntary),
        ("2023-08-05", "2023-09-10", "A Officer", "North", "5 to 9", order),
        ("2023-09-10", "2024-01-15", "A Officer", "North", "10 to 15", order),
        ("2024-01-15", "2024-02-20", "B Officer", "South", "10 to 15", order),
    ]


def test_a_child_in_care_still_has_days_without_end(council):
    council.load_tables(YEAR_25)
    names = "start", "end", "counts_from", "placement"
    assert shown(council.columns(), "care_spans", *names)[-1] == (
        "2024-08-05",
        "open",
        "2023-06-29",
        "Children's or secure home",
    )


def test_a_child_born_on_29_february_grows_older_on_1_march(council):
    council.load_tables(
        {
            "2023-24/Episodes.csv": YEAR_24["2023-24/Episodes.csv"].replace("C1", "C9"),
            "2024-25/Header.csv": HEADER.replace("03/04/2012", "29/02/2020"),
            "2024-25/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC | REC
            C1    | 01/02/2025 | S   | V2 | U6    |     |
        """,
        }
    )
    names = "start", "end", "age_band"
    assert shown(council.columns(), "care_spans", *names)[:3] == [
        ("2025-02-01", "2025-03-01", "1 to 4"),
        ("2025-03-01", "2030-03-01", "5 to 9"),
        ("2030-03-01", "2036-02-29", "10 to 15"),
    ]


def test_short_breaks_give_no_days_in_care_nor_reviews(council):
    council.load_tables(
        {
            "2023-24/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC | REC
            C1    | 01/06/2023 | S   | V4 | U6    |     |
        """,
            "2023-24/Reviews.csv": YEAR_24["2023-24/Reviews.csv"],
        }
    )
    columns = council.columns()
    assert len(columns.care_spans.start) == len(columns.reviews.due) == 0


def test_care_that_starts_and_ceases_on_one_day_has_no_days(council):
    council.load_tables(
        {
            "2023-24/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
            C1    | 01/06/2023 | S   | V2 | U6    | 01/06/2023 | E4A
        """
        }
    )
    assert shown(council.columns(), "care_spans", "start") == []


def test_conferences_are_read_with_the_working_days_they_took(council):
    enquiries = (
        an_enquiry("2024-04-12", "2024-05-03"),
        an_enquiry("2024-06-03"),
        an_enquiry("2024-07-01").replace("<ICPCnotRequired>0", "<ICPCnotRequired>1"),
    )
    council.load_tables({"CIN.xml": a_census(2025, a_child("C1", *enquiries))})
    names = "s47_started", "due", "held", "working_days", "working_day_band"
    assert shown(council.columns(), "conferences", *names) == [
        ("2024-04-12", "2024-05-03", "2024-05-03", 15, "11 to 15"),
        ("2024-06-03", "2024-06-24", "unknown", UNKNOWN, NOT_RECORDED),
    ]


@pytest.mark.parametrize(
    ("taken", "band"),
    [
        (None, None),
        (0, "0 to 10"),
        (10, "0 to 10"),
        (11, "11 to 15"),
        (15, "11 to 15"),
        (16, "16 to 20"),
        (20, "16 to 20"),
        (21, "21 or more"),
    ],
)
def test_working_days_have_the_bands_of_the_department(taken, band):
    assert tables.working_days(taken) == band


@pytest.mark.parametrize(
    ("on", "band"),
    [
        ("2024-05-03", DURATION_BANDS[1]),
        ("2024-08-03", DURATION_BANDS[1]),
        ("2024-08-04", DURATION_BANDS[2]),
        ("2024-11-03", DURATION_BANDS[2]),
        ("2024-11-04", DURATION_BANDS[3]),
        ("2025-05-02", DURATION_BANDS[3]),
        ("2025-05-03", DURATION_BANDS[4]),
        ("2026-05-02", DURATION_BANDS[4]),
        ("2026-05-03", DURATION_BANDS[5]),
    ],
)
def test_time_on_a_plan_has_the_bands_of_the_department(on, band):
    assert tables.duration(date(2024, 5, 3), date.fromisoformat(on)) == band


def test_plans_are_read_with_what_is_known_of_the_plan_before(council):
    council.load_tables(
        {
            "CIN 2024.xml": a_census(
                2024, a_child("C1", a_plan("2023-05-03", ended="2023-09-01"))
            ),
            "CIN 2025.xml": a_census(
                2025,
                a_child("C1", a_plan("2024-09-02", before=1)),
                a_child("C2", a_plan("2024-06-03", before=2)),
            ),
        }
    )
    names = (
        *("plan", "start", "end", "second", "second_known"),
        *("within_24", "within_24_known", "within_12", "within_12_known"),
    )
    assert shown(council.columns(), "plans", *names) == [
        (0, "2023-05-03", "2023-09-01", False, True, False, True, False, True),
        (1, "2024-09-02", "open", True, True, True, True, False, True),
        (2, "2024-06-03", "open", True, True, False, False, False, True),
    ]
    names = "fifteen_months", "category", "duration_band"
    assert shown(council.columns(), "plans", *names)[:2] == [
        ("2024-08-03", "Neglect", DURATION_BANDS[2]),
        ("2025-12-02", "Neglect", NOT_RECORDED),
    ]


def test_a_plan_that_ended_twelve_months_before_to_the_day_is_not_within_them(council):
    plans = a_plan("2023-05-03", ended="2023-09-02"), a_plan("2024-09-02", before=1)
    council.load_tables({"CIN.xml": a_census(2025, a_child("C1", *plans))})
    names = "within_24", "within_12"
    assert shown(council.columns(), "plans", *names)[1] == (True, False)


def followed(council, *plans, born="2015-04-03", died=None):
    child = a_child("C1", *plans, died=died).replace("2015-04-03", born)
    census = a_census(2025, child)
    council.load_tables({"CIN 2025.xml": census})
    return shown(council.columns(), "plans", "end", "next_start", "followed_to")


def test_a_plan_that_ended_is_followed_to_the_next_or_the_last_day_loaded(council):
    plans = (
        a_plan("2024-04-03", ended="2024-06-03"),
        a_plan("2024-09-02", ended="2024-10-01", before=1),
        a_plan("2024-11-04", before=2),
    )
    assert followed(council, *plans) == [
        ("2024-06-03", "2024-09-02", "2025-03-31"),
        ("2024-10-01", "2024-11-04", "2025-03-31"),
        ("open", "open", "unknown"),
    ]


def test_a_plan_is_followed_no_longer_than_files_speak_without_a_break(council):
    plan = a_plan("2022-05-03", ended="2022-09-01")
    again = a_plan("2024-09-02", before=1)
    council.load_tables(
        {
            "CIN 2023.xml": a_census(2023, a_child("C1", plan)),
            "CIN 2025.xml": a_census(2025, a_child("C1", again)),
        }
    )
    names = "next_start", "followed_to"
    rows = shown(council.columns(), "plans", *names)
    assert rows[0] == ("2024-09-02", "2023-03-31")


def test_a_plan_whose_end_no_file_speaks_for_is_followed_by_none(council):
    plan = a_plan("2022-05-03", ended="2022-09-01")
    assert followed(council, plan) == [("2022-09-01", "open", "unknown")]


def test_a_plan_that_gives_way_to_the_next_on_its_last_day_is_followed_by_none(council):
    plans = (
        a_plan("2024-04-03", ended="2024-06-03"),
        a_plan("2024-06-03", before=1),
    )
    assert followed(council, *plans)[0] == ("2024-06-03", "2024-06-03", "unknown")


@pytest.mark.parametrize(
    ("of_child", "to"),
    [
        ({"born": "2006-08-01"}, "2024-08-01"),
        ({"died": "2024-07-09"}, "2024-07-09"),
        ({"born": "2006-08-01", "died": "2024-07-09"}, "2024-07-09"),
    ],
    ids=["grown up", "died", "both"],
)
def test_a_plan_is_followed_to_a_death_or_the_18th_birthday_at_the_latest(
    council, of_child, to
):
    plan = a_plan("2024-04-03", ended="2024-06-03")
    assert followed(council, plan, **of_child) == [("2024-06-03", "open", to)]


def test_the_number_of_plans_before_may_be_unknown(council):
    plan = a_plan("2024-09-02").replace(
        "<NumberOfPreviousCPP>0</NumberOfPreviousCPP>", ""
    )
    council.load_tables({"CIN.xml": a_census(2025, a_child("C1", plan))})
    names = "second", "second_known", "within_24_known"
    assert shown(council.columns(), "plans", *names) == [(False, False, False)]


def test_days_on_a_plan_are_cut_where_the_time_on_it_changes_its_band(council):
    plan = a_plan("2023-05-03")
    council.load_tables(
        {
            "Header 2024-25.csv": HEADER,
            "CIN.xml": a_census(2025, a_child("C2", plan)),
        }
    )
    names = "start", "end", "duration_band", "over_15", "over_24"
    assert shown(council.columns(), "plan_spans", *names)[1:7] == [
        ("2023-08-04", "2023-11-04", DURATION_BANDS[2], False, False),
        ("2023-11-04", "2024-05-03", DURATION_BANDS[3], False, False),
        ("2024-05-03", "2024-08-03", DURATION_BANDS[4], False, False),
        ("2024-08-03", "2025-04-03", DURATION_BANDS[4], True, False),
        ("2025-04-03", "2025-05-02", DURATION_BANDS[4], True, False),
        ("2025-05-02", "2031-04-03", DURATION_BANDS[5], True, True),
    ]
    assert shown(council.columns(), "plan_spans", "counts_from")[0] == ("2023-08-03",)


def test_a_chair_is_told_apart_from_an_iro(council):
    census = a_census(
        2025,
        a_child(
            "C1",
            an_enquiry("2024-04-12", "2024-05-03"),
            a_plan("2024-05-03", "2024-07-30"),
        ),
    )
    council.load_tables({**YEAR_24, "CIN.xml": census})
    council.state(
        staff("S1", "A Officer"),
        staff("S2", "B Chair", role="cp_chair"),
        allocated("S1", "2023-06-01"),
        allocated("S2", "2024-05-01", role="cp_chair", team="South"),
    )
    columns = council.columns()
    names = "iro", "team"
    assert shown(columns, "reviews", *names)[0] == ("A Officer", "North")
    for kind in ("conferences", "plans", "plan_spans", "plan_reviews"):
        assert shown(columns, kind, *names)[0] == ("B Chair", "South")


def test_plan_reviews_are_read_with_the_end_of_their_plan(council):
    plans = a_plan("2024-05-03", "2024-07-30", ended="2025-03-03")
    council.load_tables({"CIN.xml": a_census(2025, a_child("C1", plans))})
    names = "plan", "due", "held", "ended"
    assert shown(council.columns(), "plan_reviews", *names) == [
        (0, "2024-08-03", "2024-07-30", "2025-03-03"),
        (0, "2025-01-30", "unknown", "2025-03-03"),
    ]


def test_disputes_are_read_with_the_iro_and_team_that_the_log_names(council):
    council.load_tables(
        {
            **YEAR_24,
            "log.csv": "Child ID,IRO,Team,Date raised,Stage,Theme,Date resolved\n"
            "C1,Z Officer,West,10/05/2024,Stage 1,Drift,24/05/2024\n"
            "C1,,,03/06/2024,Stage 1,,\n",
        }
    )
    council.state(staff("S1", "A Officer"), allocated("S1", "2023-06-01"))
    columns = council.columns()
    names = "raised", "resolved", "working_days", "past_limit", "iro", "team"
    assert shown(columns, "disputes", *names) == [
        ("2024-05-10", "2024-05-24", 10, True, "Z Officer", "West"),
        ("2024-06-03", "open", UNKNOWN, False, "A Officer", "North"),
    ]
    names = "stage", "highest_stage", "theme", "legal_status"
    assert shown(columns, "disputes", *names) == [
        ("Stage 1", "Stage 1", "Drift and delay", "Care order"),
        ("Stage 1", "Stage 1", NOT_RECORDED, "Care order"),
    ]


@pytest.mark.parametrize(
    ("raised", "past"), [("02/09/2024", True), ("03/09/2024", False)]
)
def test_a_dispute_is_past_its_limit_from_the_twentieth_working_day(
    council, raised, past
):
    """The log speaks for all of its last day, Monday 30 September 2024."""
    log = f"Child ID,IRO,Date raised,Stage,Theme\nC1,A,{raised},Stage 1,Drift\n"
    council.load_tables({"log.csv": log})
    assert council.columns().last_day("disputes") == date(2024, 9, 30)
    assert shown(council.columns(), "disputes", "past_limit") == [(past,)]


def test_a_dispute_about_a_child_of_no_other_file_is_read(council):
    council.load_tables(LOG)
    names = "age_band", "iro", "legal_status"
    assert shown(council.columns(), "disputes", *names) == [
        (NOT_RECORDED, "A Officer", NOT_RECORDED)
    ]


def test_staff_who_hold_cases_are_read_with_their_time(council):
    council.state(
        staff("S1", "A Officer", started=date(2023, 4, 1)),
        staff("S2", "B Officer", role="dual", fte=0.55, ended=date(2024, 4, 1)),
        staff("S3", "C Manager", role="other"),
        staff("S4", "D Officer", role="dual", fte=None),
        staff("S5", "E Chair", role="cp_chair", agency=True),
    )
    names = "iro", "start", "end", "fte", "dual", "agency"
    assert shown(council.columns(), "staff", *names) == [
        ("A Officer", "2023-04-01", "2024-04-01", 100, False, False),
        ("A Officer", "2024-04-01", "2025-04-01", 100, False, False),
        ("A Officer", "2025-04-01", "2028-04-01", 100, False, False),
        ("A Officer", "2028-04-01", "open", 100, False, False),
        ("B Officer", "1970-01-01", "2024-04-01", 55, True, False),
        ("E Chair", "1970-01-01", "open", 100, False, True),
    ]


@pytest.mark.parametrize(
    ("until", "ended", "settled"),
    [
        (None, None, "2023-04-01"),
        ("2023-03-01", None, "2023-04-01"),
        ("2023-09-30", None, "2023-10-01"),
        ("2023-09-30", "2023-06-01", "2023-06-01"),
    ],
)
def test_probation_runs_to_its_last_day_or_until_somebody_leaves(
    council, until, ended, settled
):
    days = {"probation_until": until, "ended": ended}
    told = {name: date.fromisoformat(day) for name, day in days.items() if day}
    council.state(staff("S1", "A Officer", started=date(2023, 4, 1), **told))
    assert shown(council.columns(), "staff", "settled")[0] == (settled,)


def test_namesakes_are_told_apart_by_their_ids(council):
    council.state(
        staff("S1", "A Officer"),
        staff("S2", "A Officer"),
        staff("S3", "B Officer"),
    )
    assert council.columns().labels["iro"] == (
        NOT_RECORDED,
        "A Officer (S1)",
        "A Officer (S2)",
        "B Officer",
    )


def test_stages_and_themes_are_listed_in_the_councils_own_order(council):
    council.load_tables(LOG)
    labels = council.columns().labels
    assert labels["stage"][:3] == (NOT_RECORDED, "Informal", "Stage 1")
    assert labels["review_type"][0] == "Not known"


def test_columns_say_which_days_each_kind_of_file_speaks_for(council):
    council.load_tables(EVERYTHING)
    columns = council.columns()
    both = Period(date(2023, 4, 1), date(2025, 3, 31))
    assert columns.covered == {
        "care": (both,),
        "reviews": (both,),
        "plans": (financial_year(2025),),
        "disputes": (Period(date(2024, 4, 1), date(2024, 6, 30)),),
        "resolutions": (Period(date(2024, 4, 1), date(2024, 6, 30)),),
        "missing": (),
        "care_plans": (),
        "adoption": (),
        "liberty": (),
        "pre_proceedings": (),
    }
    assert columns.data_to == date(2025, 3, 31)


def test_columns_are_of_one_council(council, tmp_path):
    Council(council.engine, tmp_path / "other", la="OTH").load_tables(EVERYTHING)
    assert len(council.columns().reviews.due) == 0


@pytest.mark.parametrize("year", [2025, 2020], ids=["later", "the clock put back"])
def test_councils_are_listed_real_ones_first_the_latest_before_the_others(
    council, tmp_path, year
):
    Council(council.engine, tmp_path, la="EXM").state(staff("S1", "A Officer"))
    later = datetime(year, 7, 1, tzinfo=UTC)
    council.load_tables(YEAR_24)
    other = Council(council.engine, tmp_path / "other", la="OTH")
    other.load_tables(YEAR_24, now=later)
    with Session(council.engine) as session, database.writing(session):
        settings.save_name(session, "OTH", "Othershire")
    assert councils(council.engine, COMMAND_LINE) == [
        ("OTH", "Othershire", False),
        ("TST", "TST", False),
        ("EXM", "EXM", True),
    ]


def test_labels_grow_in_the_order_they_are_met():
    labels = Labels(["North"])
    assert [labels.position(words) for words in ("South", None, "", "North")] == [
        2,
        0,
        0,
        1,
    ]
    assert labels.words == (NOT_RECORDED, "North", "South")


def test_days_are_counted_from_1970(council):
    council.load_tables(YEAR_25)
    assert council.columns().care_spans.start[0] == day_number(date(2023, 6, 1))
