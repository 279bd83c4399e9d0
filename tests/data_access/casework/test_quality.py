"""Data quality: one planted error for each rule, and a council with none."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from data_access.access import ledger
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.casework import quality
from data_access.casework.quality import check
from data_access.store import database
from data_access.store.settings import settings
from data_access.store.statements import (
    AllocationRecord,
    DisputeRecord,
    EpisodeRecord,
    PlanRecord,
    PlanReviewRecord,
    ReviewRecord,
    StaffRecord,
    StageEntry,
)
from domain.access import EVERY_TEAM, Role, Viewer
from tests.data_access.councils import LA, a_census, a_child, a_plan, an_enquiry

NOW = datetime(2025, 4, 2, 9, 30, tzinfo=UTC)
A_YEAR_LATER = NOW.replace(year=2026)
TO = date(2025, 3, 31)
ANALYST = Viewer("analyst@example.org", Role.ANALYST, LA)
GROUP = Viewer("group@example.org", Role.QUALITY, LA)
LEAD = Viewer("lead@example.org", Role.MANAGER, LA, teams=(EVERY_TEAM,))
NORTH = Viewer("north@example.org", Role.MANAGER, LA, teams=("North",))
AN_IRO = Viewer("iro@example.org", Role.IRO, LA, staff_id="S1")
LISTS = [ANALYST, LEAD, NORTH, AN_IRO]

CHILDREN = """
CHILD | SEX | DOB        | ETHNIC
A1    | F   | 05/05/2012 | WBRI
A2    | F   | 05/05/2012 | WBRI
A3    | F   | 05/05/2022 | WBRI
A4    | F   | 05/05/2012 | WBRI
A5    | F   | 05/05/2012 | WBRI
A6    | F   | 05/05/2012 | WBRI
A7    | F   | 05/05/2012 | WBRI
A8    | F   | 05/05/2012 | WBRI
A9    | F   | 05/05/2012 | WBRI
A10   | F   | 28/02/2007 | WBRI
A11   | F   | 14/02/2007 | WBRI
A12   | F   | 05/05/2012 | WBRI
A13   | F   |            | WBRI
A14   | F   | 10/03/2025 | WBRI
A15   | F   | 05/05/2012 | WBRI
A16   | F   | 05/05/2012 | WBRI
C1    | F   | 05/05/2012 | WBRI
C2    | F   | 05/05/2022 | WBRI
C3    | F   | 14/02/2007 | WBRI
"""
EPISODES = """
CHILD | DECOM      | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC        | REC
A1    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A2    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A3    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A4    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A5    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            | 28/02/2025 | E4A
A6    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A7    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            | 28/02/2025 |
A8    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            | 28/02/2025 | ZZ
A9    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            | 28/02/2025 | E8
A10   | 03/02/2025 | S   | C2 | N1  | U6    | PR1            | 28/02/2025 | E8
A11   | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A12   | 03/06/2024 | S   | C2 | N1  | U6    | PR1            |            |
A13   | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A14   | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A15   | 03/02/2025 | S   | C2 | N1  | U6    | PR1            |            |
A16   | 03/10/2024 | S   | C2 | N1  | U6    | PR1            | 10/10/2024 | X1
A16   | 03/02/2025 | P   | C2 | N1  | U6    | PR1            |            |
C1    | 03/06/2024 | S   | C1 | N1  | U6    | PR1            | 04/11/2024 | X1
C1    | 04/11/2024 | L   | C2 | N1  | U6    | PR1            |            |
C2    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            | 28/02/2025 | E4A
C3    | 03/02/2025 | S   | C2 | N1  | U6    | PR1            | 14/02/2025 | E5
"""
REVIEWS = """
CHILD | DOB        | REVIEW     | REVIEW_CODE
A1    | 05/05/2012 | 28/02/2025 |
A2    | 05/05/2012 | 28/02/2025 | PN0
A3    | 05/05/2022 | 28/02/2025 | PN1
A4    | 05/05/2012 | 20/01/2025 | PN1
A5    | 05/05/2012 | 10/03/2025 | PN1
A6    | 05/05/2012 | 01/03/2025 | PN1
C1    | 05/05/2012 | 28/06/2024 | PN1
C1    | 05/05/2012 | 20/09/2024 | PN1
C1    | 05/05/2012 | 10/03/2025 | PN3
C2    | 05/05/2022 | 28/02/2025 | PN0
"""
PLANNED = (
    a_child(
        "B1",
        an_enquiry("2024-06-03", "2024-06-10"),
        an_enquiry("2024-11-25", "2024-12-02"),
        a_plan("2024-06-10"),
        a_plan("2024-12-02", before=1),
    ),
    a_child("B2", a_plan("2024-06-10")),
    a_child("B3", an_enquiry("2024-06-03", "2024-06-07"), a_plan("2024-06-10")),
    a_child("B4", an_enquiry("2024-06-03", "2024-06-10"), a_plan("2024-06-10")),
    a_child("B5", an_enquiry("2024-06-03")),
    a_child("B6", an_enquiry("2024-06-03", "2024-06-15"), a_plan("2024-06-15")),
    a_child("B7", an_enquiry("2024-06-03", "2024-06-10"), a_plan("2024-06-10")),
    a_child(
        "B8",
        an_enquiry("2024-06-03", "2024-06-10"),
        a_plan("2024-06-10"),
        died="2024-09-09",
    ),
)
RIGHT = (
    a_child(
        "D1",
        an_enquiry("2024-06-03", "2024-06-10"),
        an_enquiry("2025-03-24"),  # the working days are not over
        a_plan("2024-06-10", "2024-09-09", ended="2025-02-28"),
    ),
    a_child(
        "D2", an_enquiry("2024-06-03", "2024-06-10"), a_plan("2024-06-10", "2024-09-09")
    ),
)
EXPECTED = {  # the rule, the child it finds, the day it says it happened
    "participation_not_recorded": ("A1", "2025-02-28"),
    "pn0_at_4_or_over": ("A2", "2025-02-28"),
    "pn1_to_pn7_under_4": ("A3", "2025-02-28"),
    "review_outside_care": ("A4", "2025-01-20"),
    "review_after_care": ("A5", "2025-03-10"),
    "review_on_weekend": ("A6", "2025-03-01"),
    "exit_without_reason": ("A7", "2025-02-28"),
    "exit_bad_reason": ("A8", "2025-02-28"),
    "exit_other": ("A9", "2025-02-28"),
    "exit_other_at_18": ("A10", "2025-02-28"),
    "gap_in_care": ("A16", "2025-02-03"),
    "open_at_18": ("A11", "2025-02-14"),
    "open_after_death": ("B8", "2024-09-09"),
    "no_review_for_long": ("A12", "2025-01-03"),
    "two_open_plans": ("B1", "2024-12-02"),
    "plan_without_conference": ("B2", "2024-06-10"),
    "plan_not_on_conference_day": ("B3", "2024-06-10"),
    "plan_review_before_plan": ("B4", "2024-06-07"),
    "enquiry_without_conference": ("B5", "2024-06-24"),
    "conference_on_weekend": ("B6", "2024-06-15"),
    "dispute_without_theme": ("C1", "2025-03-03"),
    "dispute_without_stage": ("C1", "2025-03-04"),
    "dispute_of_nobody_known": ("Z9", "2025-03-05"),
    "no_birth_date": ("A13", "2025-02-03"),
    "born_after_event": ("A14", "2025-02-03"),
    "no_iro": ("A15", "2025-02-10"),
    "no_chair": ("B7", "2024-06-17"),
}


@pytest.fixture(autouse=True)
def nothing_kept(secret):
    check.kept_for.cache_clear()  # one database is emptied between tests


def only(table, *children):
    """Return an ASCII table with the rows of some children."""
    head, *rows = table.strip().splitlines()
    return "\n".join([head, *(row for row in rows if row.split()[0] in children)])


def load(council, *children, census=()):
    """Load a return's three tables, of some children, and a census."""
    tables = {
        "2024-25/Header.csv": only(CHILDREN, *children),
        "2024-25/Episodes.csv": only(EPISODES, *children),
        "2024-25/Reviews.csv": only(REVIEWS, *children),
        "CIN 2024-25.xml": a_census(2025, *census),
    }
    council.load_tables(tables)
    return council


def stated(council, *records):
    council.state(
        StaffRecord(staff_id="S1", full_name="Name S1", role="dual"), *records
    )


def held_by(children, role="iro", staff_id="S1", team="North"):
    return [
        AllocationRecord(
            child_id=child_id,
            staff_id=staff_id,
            role=role,
            team=team,
            started=date(2024, 6, 3),
        )
        for child_id in children
    ]


def a_dispute(child_id, raised, *, theme="Placement", stage="Stage 1"):
    return DisputeRecord(
        child_id=child_id,
        raised=date.fromisoformat(raised),
        theme_as_typed=theme,
        stages=(StageEntry(stage_as_typed=stage),) if stage else (),
    )


def plant(council):
    """Make a council in which each rule has one thing to find."""
    a = [f"A{number}" for number in range(1, 17)]
    load(council, *a, "C1", "C2", "C3", census=(*PLANNED, *RIGHT))
    stated(
        council,
        *held_by([each for each in [*a, "C1"] if each not in ("A6", "A15")]),
        *held_by(["A6"], staff_id="S2", team="South"),
        *held_by(["B1", "B2", "B3", "B4", "B6", "D2"], role="cp_chair", team="South"),
        a_dispute("C1", "2025-03-03", theme=None),
        a_dispute("C1", "2025-03-04", stage=None),
        a_dispute("Z9", "2025-03-05"),
        PlanReviewRecord(
            child_id="B4", plan_started=date(2024, 6, 10), held=date(2024, 6, 7)
        ),
    )
    return council


@pytest.fixture
def planted(council):
    return plant(council)


@pytest.fixture
def clean(council):
    load(council, "C1", "C2", "C3", census=RIGHT)
    stated(
        council,
        *held_by(["C1"]),
        *held_by(["D2"], role="cp_chair"),
        a_dispute("C1", "2025-03-03"),
    )
    return council


def listed(council, viewer=ANALYST):
    return quality.listed(Look(council.engine, viewer, LA, TO, NOW))


def summed(council, viewer=ANALYST):
    return quality.summary(Look(council.engine, viewer, LA, TO, NOW))


def found(council):
    """Return (rule, child, day) of everything that is found."""
    lines = listed(council)
    return [
        (key, child_id, str(day))
        for key, child_id, day in zip(
            lines["Key"], lines["Child"], lines["Happened"], strict=True
        )
    ]


def found_by(council, key):
    return [tuple(line[1:]) for line in found(council) if line[0] == key]


def line(council, key, viewer=ANALYST):
    (one,) = [each for each in summed(council, viewer).lines if each.rule.key == key]
    return one


# Rules


def test_each_rule_finds_the_one_error_that_was_planted_for_it(planted):
    assert sorted(found(planted)) == sorted(
        (key, *what) for key, what in EXPECTED.items()
    )
    assert set(EXPECTED) == {rule.key for rule in quality.rules()}


def test_a_council_without_errors_has_nothing_to_mend(clean):
    assert found(clean) == []
    assert summed(clean).found == 0
    assert all(each.looked_at for each in summed(clean).lines)


def test_a_count_is_out_of_the_rows_that_the_rule_looked_at(planted):
    looked = {each.rule.key: each.looked_at for each in summed(planted).lines}
    expected = {
        "participation_not_recorded": 8,  # A1 to A3, A6, C1 three times, C2
        "review_outside_care": 10,  # and the two that were left out
        "exit_without_reason": 7,
        "exit_other_at_18": 2,  # A10 and C3
        "exit_other": 5,
        "gap_in_care": 2,  # A16 and C1
        "no_iro": 11,  # in care on the last day
        "no_chair": 7,
        "plan_without_conference": 10,
        "plan_not_on_conference_day": 9,
        "enquiry_without_conference": 10,
        "dispute_without_theme": 3,
    }
    assert {key: looked[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("ended", "key"),
    [
        ("28/02/2026", "exit_other"),
        ("01/03/2026", "exit_other_at_18"),
    ],
)
def test_who_was_born_on_29_february_is_18_on_1_march(council, ended, key):
    council.load_tables(
        {
            "2025-26/Header.csv": """
CHILD | SEX | DOB        | ETHNIC
L1    | F   | 29/02/2008 | WBRI
""",
            "2025-26/Episodes.csv": f"""
CHILD | DECOM      | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC     | REC
L1    | 03/11/2025 | S   | C2 | N1  | U6    | PR1            | {ended} | E8
""",
        },
        now=A_YEAR_LATER,
    )
    end = date(2026, 3, 31)
    lines = quality.listed(Look(council.engine, ANALYST, LA, end, A_YEAR_LATER))
    assert {"exit_other", "exit_other_at_18"} & set(lines["Key"]) == {key}


@pytest.mark.parametrize(
    ("held", "code", "key"),
    [
        ("2025-03-03", "PN1", "pn1_to_pn7_under_4"),
        ("2025-03-03", "PN0", None),
        ("2025-03-04", "PN0", "pn0_at_4_or_over"),  # the fourth birthday
        ("2025-03-04", "PN1", None),
        ("2025-03-05", "PN0", "pn0_at_4_or_over"),
        ("2025-03-05", "PN1", None),
    ],
)
def test_a_code_is_held_against_the_fourth_birthday(council, held, code, key):
    header = CHILDREN.replace("05/05/2012", "04/03/2021")
    council.load_tables(
        {
            "2024-25/Header.csv": only(header, "C1"),
            "2024-25/Episodes.csv": only(EPISODES, "C1"),
        }
    )
    stated(
        council,
        ReviewRecord(child_id="C1", held=date.fromisoformat(held), participation=code),
    )
    assert [each[0] for each in found(council)] == ([key] if key else [])


def test_two_plans_whose_days_overlap_are_found_on_the_day_the_second_starts(council):
    load(council, "C1", census=RIGHT)
    for started, ended in (("2024-06-10", "2024-12-03"), ("2024-12-02", None)):
        stated_plan = PlanRecord(
            child_id="D9",
            started=date.fromisoformat(started),
            ended=date.fromisoformat(ended) if ended else None,
        )
        council.state(stated_plan)
    assert found_by(council, "two_open_plans") == [("D9", "2024-12-02")]


def test_a_plan_that_ends_on_the_day_the_next_one_starts_is_right(council):
    load(council, "C1")
    council.state(
        PlanRecord(child_id="D9", started=date(2024, 6, 10), ended=date(2024, 12, 2)),
        PlanRecord(child_id="D9", started=date(2024, 12, 2)),
    )
    assert found_by(council, "two_open_plans") == []


@pytest.mark.parametrize(
    ("started", "keys"),
    [
        ("2024-06-10", []),
        ("2024-07-10", ["plan_not_on_conference_day"]),  # 30 days after
        ("2024-07-11", ["plan_without_conference"]),
        ("2024-06-06", ["plan_not_on_conference_day"]),
        ("2024-04-30", []),  # its conference may be in a census that is not loaded
    ],
)
def test_a_plan_has_its_conference_on_its_day_or_near(council, started, keys):
    child = a_child("B3", an_enquiry("2024-06-03", "2024-06-10"), a_plan(started))
    load(council, "C1", census=(child,))
    assert [each[0] for each in found(council) if each[0].startswith("plan_")] == keys


def test_months_without_a_review_are_the_installations(council, monkeypatch):
    load(council, "A12", "C1")
    assert found_by(council, "no_review_for_long") == [("A12", "2025-01-03")]
    monkeypatch.setenv("IRO_NO_REVIEW_MONTHS", "10")
    settings.cache_clear()
    assert found_by(council, "no_review_for_long") == []
    assert "In care, and no review for over 10 months" in [
        rule.words for rule in quality.rules()
    ]


def test_a_review_that_a_return_not_loaded_may_hold_is_not_missed(council):
    episodes = EPISODES.replace("03/06/2024", "03/06/2023")
    council.load_tables(
        {
            "2024-25/Header.csv": only(CHILDREN, "A12"),
            "2024-25/Episodes.csv": only(episodes, "A12"),
            "2024-25/Reviews.csv": only(REVIEWS, "C2"),
        }
    )
    # The return speaks for the days from 1 April 2024: seven months from then.
    assert found_by(council, "no_review_for_long") == [("A12", "2024-11-01")]


def test_where_no_reviews_are_loaded_none_is_missed(council):
    council.load_tables(
        {
            "2024-25/Header.csv": only(CHILDREN, "A12"),
            "2024-25/Episodes.csv": only(EPISODES, "A12"),
        }
    )
    assert found(council) == []
    assert line(council, "no_review_for_long").looked_at == 0


def test_an_end_that_was_worked_out_is_no_end_without_a_reason(council):
    load(council, "C1", "A12")
    later = EPISODES.replace("2024", "2025")
    council.load_tables({"2025-26/Episodes.csv": only(later, "C1")}, year=2026)
    ((ceased,),) = council.rows("period_of_care", "ceased", child_id="A12")
    assert ceased == date(2025, 4, 1)
    assert found_by(council, "exit_without_reason") == []


def test_a_reason_that_a_later_file_gives_is_not_asked_for(council):
    load(council, "A7", "A8")
    keys = ["exit_bad_reason", "exit_without_reason"]
    assert sorted({each[0] for each in found(council)}) == keys
    mended = EPISODES.replace("| ZZ", "| E4A").replace("2025 |\nA8", "2025 | E5\nA8")
    council.load_tables({"2024-25/Episodes.csv": only(mended, "A7", "A8")})
    assert found(council) == []


def test_a_reason_of_an_extract_for_not_recorded_is_none(council):
    council.state(
        EpisodeRecord(
            child_id="C9",
            decom=date(2024, 6, 3),
            rne="S",
            dec=date(2024, 9, 2),
            reason_ceased="E99",
        )
    )
    assert found_by(council, "exit_without_reason") == [("C9", "2024-09-02")]


def test_a_dispute_before_anything_else_is_loaded_is_of_nobody_to_be_known(council):
    load(council, "C1", census=RIGHT)
    council.state(a_dispute("Z9", "2024-03-31"), a_dispute("Z9", "2024-04-01"))
    assert found_by(council, "dispute_of_nobody_known") == [("Z9", "2024-04-01")]


def test_an_unborn_child_may_be_on_a_plan_and_not_in_care(council):
    child = a_child("B3", an_enquiry("2024-06-03", "2024-06-10"), a_plan("2024-06-10"))
    born = child.replace("2015-04-03", "2025-01-31")
    load(council, "C1", census=(born,))
    assert found(council) == []
    council.state(EpisodeRecord(child_id="B3", decom=date(2025, 1, 30), rne="S"))
    assert found_by(council, "born_after_event") == [("B3", "2025-01-30")]


def test_a_review_of_days_whose_care_is_not_loaded_proves_nothing(council):
    load(council, "C1", "C2")
    for day in (date(2024, 3, 29), date(2024, 4, 2)):
        council.state(ReviewRecord(child_id="C2", held=day))
    assert len(council.left_out()) == 2
    assert found_by(council, "review_outside_care") == [("C2", "2024-04-02")]


def test_what_no_figure_counts_is_not_looked_at(council):
    load(council, "C1", "C2")
    before = [line(council, key).looked_at for key in ("review_on_weekend", "no_iro")]
    council.state(ReviewRecord(child_id="C1", held=date(2024, 3, 30)))
    council.state(EpisodeRecord(child_id="C1", decom=date(2023, 6, 5), rne="S"))
    assert ("C1", date(2024, 3, 30)) in council.rows("cla_review", "child_id", "held")
    after = [line(council, key).looked_at for key in ("review_on_weekend", "no_iro")]
    assert (before, found(council)) == (after, [])


@pytest.mark.parametrize(("started", "is_late"), [("05", True), ("06", False)])
def test_a_child_is_born_within_300_days_of_a_plan(council, started, is_late):
    child = a_child("B3", an_enquiry("2024-04-02"), a_plan(f"2024-04-{started}"))
    load(council, "C1", census=(child.replace("2015-04-03", "2025-01-31"),))
    found_late = [("B3", f"2024-04-{started}")]
    assert found_by(council, "born_after_event") == (found_late if is_late else [])


def test_a_due_date_that_differs_from_ours_is_counted_and_not_to_be_mended(council):
    council.load_tables(
        {
            "2024-25/Header.csv": only(CHILDREN, "C1", "C2"),
            "2024-25/Episodes.csv": only(EPISODES, "C1", "C2"),
            "2024-25/Reviews.csv": only(REVIEWS, "C2"),
        }
    )
    for held, due in (("2024-06-28", "2024-07-01"), ("2024-09-20", "2024-09-27")):
        council.state(
            ReviewRecord(
                child_id="C1",
                held=date.fromisoformat(held),
                participation="PN1",
                source_due=date.fromisoformat(due),
            )
        )
    summary = summed(council)
    assert (summary.other_due, summary.both_due, summary.found) == (1, 2, 0)


# Who is told what


def test_of_every_rule_the_list_has_as_many_rows_as_its_line_says(planted):
    for viewer in LISTS:
        rows = Counter(listed(planted, viewer)["Key"])
        for each in summed(planted, viewer).lines:
            assert rows[each.rule.key] == each.listed <= each.found


def test_an_analyst_and_a_lead_see_everything_that_is_found(planted):
    for viewer in (ANALYST, LEAD):
        assert len(listed(planted, viewer)) == summed(planted, viewer).found == 27


def test_a_manager_is_told_how_many_are_of_their_teams(planted):
    assert summed(planted, NORTH).found == 27
    here = {key for key, (child_id, _) in EXPECTED.items() if child_id[0] in "AC"}
    assert set(listed(planted, NORTH)["Key"]) == here - {"review_on_weekend", "no_iro"}


def test_an_iro_is_counted_the_things_of_their_own_children_alone(planted):
    summary = summed(planted, AN_IRO)
    own = [
        child_id
        for child_id, _ in EXPECTED.values()
        if child_id not in ("A6", "A15", "B5", "B7", "B8", "Z9")
    ]
    assert summary.found == len(own)
    assert sorted(listed(planted, AN_IRO)["Child"]) == sorted(own)
    assert line(planted, "participation_not_recorded", AN_IRO).looked_at == 6
    alone = Viewer("two@example.org", Role.IRO, LA, staff_id="S2")
    assert [summed(planted, each).left_out for each in (alone, ANALYST)] == [0, 9]


def test_the_quality_group_is_given_counts_and_no_list(planted):
    assert summed(planted, GROUP).found == 27
    assert {each.listed for each in summed(planted, GROUP).lines} == {None}


def test_each_finding_says_whose_it_is_how_old_and_how_to_mend_it(planted):
    lines = listed(planted)
    (row,) = lines[lines["Key"] == "participation_not_recorded"].to_dict("records")
    assert row == {
        "What is wrong": "How the child took part is not recorded",
        "Key": "participation_not_recorded",
        "Child": "A1",
        "Code": pseudonym(LA, "A1"),
        "Team": "North",
        "IRO or chair": "Name S1",
        "Happened": date(2025, 2, 28),
        "Days since": 31,
        "Who puts it right": "IRO service",
        "How to put it right": "Record one of the codes PN0 to PN7 for the review.",
        "Today": True,
    }


def test_what_leaves_the_screen_has_codes_and_no_ids(planted):
    taken = quality.listed(Look(planted.engine, ANALYST, LA, TO, NOW), taken=True)
    assert len(taken) == 27
    cells = {str(cell) for cell in taken.to_numpy().ravel()}
    assert not cells & {child_id for child_id, _ in EXPECTED.values()}
    assert pseudonym(LA, "A1") in cells


def test_opening_and_taking_the_list_is_written_down_and_counting_is_not(planted):
    summed(planted)
    assert ledger.own(planted.engine, ANALYST).empty
    listed(planted)
    quality.listed(Look(planted.engine, ANALYST, LA, TO, NOW), taken=True)
    entries = ledger.own(planted.engine, ANALYST)
    assert entries[["Screen", "What", "Rows"]].to_numpy().tolist() == [
        ["list of what to put right", "downloaded", 27],
        ["list of what to put right", "opened", 27],
    ]


def test_without_the_ledger_there_is_no_list(planted):
    if planted.engine.dialect.name != "sqlite":
        return  # the next test would miss the table
    with planted.engine.begin() as connection:
        connection.execute(text("DROP TABLE ledger_entry"))
    for taken in (False, True):
        with pytest.raises(ledger.LedgerError):
            quality.listed(Look(planted.engine, ANALYST, LA, TO, NOW), taken=taken)


# Months


def test_months_are_those_of_what_happened_with_the_rows_looked_at(planted):
    summary = summed(planted)
    assert (summary.months[0].label, summary.months[-1].label) == (
        "April 2023",
        "March 2025",
    )
    codes = summary.by_month("participation_not_recorded")
    assert codes[-9 - 1] == (0, 1)  # June 2024: C1
    assert codes[-2:] == ((1, 4), (0, 2))
    assert sum(wrong for wrong, _ in codes) == 1


def test_the_months_of_all_rules_leave_out_how_things_stand_today(planted):
    standing = {
        "open_at_18",
        "open_after_death",
        "no_review_for_long",
        "no_iro",
        "no_chair",
    }
    assert {rule.key for rule in quality.rules() if rule.standing} == standing
    wrong = sum(wrong for wrong, _ in summed(planted).by_month())
    assert wrong == len(EXPECTED) - len(standing)
    looked = sum(looked for _, looked in summed(planted).by_month())
    assert looked == sum(
        each.looked_at for each in summed(planted).lines if not each.rule.standing
    )


def test_what_happened_within_the_last_month_is_not_old(planted):
    summary = summed(planted)
    recent = [day for _, day in EXPECTED.values() if day > "2025-02-28"]
    assert summary.found - summary.older == len(recent) == 5


def test_what_is_found_is_kept_until_the_store_changes(planted):
    check.kept_for.cache_clear()
    for viewer in LISTS:
        listed(planted, viewer)
        summed(planted, viewer)
    assert check.kept_for.cache_info().misses == 1
    with database.reading(planted.engine) as session:
        first, again = (check.check(session, LA, TO) for _ in range(2))
    assert first is again
    assert check.kept_for.cache_info().misses == 1
    planted.state(a_dispute("C1", "2025-03-10", theme=None))
    assert line(planted, "dispute_without_theme").found == 2
    assert check.kept_for.cache_info().misses == 2


def test_another_council_in_the_store_adds_nothing(planted):
    other = Viewer("analyst@example.org", Role.ANALYST, "OTH")
    empty = quality.summary(Look(planted.engine, other, "OTH", TO, NOW))
    assert (empty.found, empty.left_out) == (0, 0)
    assert quality.listed(Look(planted.engine, other, "OTH", TO, NOW)).empty
    assert summed(planted).found == 27
