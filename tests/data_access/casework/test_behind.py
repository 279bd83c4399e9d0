"""The rows behind a figure by child: whose they are, who is given them, what is told."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from data_access.access import ledger, scope
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.casework import rows_behind
from data_access.casework.rows_behind import MovedOnError, RowsAsked
from data_access.columns import read_columns
from data_access.columns.rows import OF_CHILDREN, stored_rows
from data_access.columns.sight import ANOTHER
from data_access.store import database
from data_access.store.law import PreProceedingsRecord
from data_access.store.permanence import AdoptionPlanRecord
from data_access.store.statements import (
    AllocationRecord,
    DisputeRecord,
    MissingRecord,
    ReviewNoteRecord,
    StaffRecord,
    StageEntry,
)
from domain.access import EVERY_TEAM, Role, Viewer, sight
from domain.codes import NOT_RECORDED
from domain.due import working_days_between
from domain.tables import OPEN, RESOLUTIONS, day_number
from tests.conftest import url_of
from tests.data_access.councils import LA, a_census, a_child, a_plan, an_enquiry

pytestmark = pytest.mark.usefixtures("secret")
NOW = datetime(2025, 4, 2, 9, 30, tzinfo=UTC)
LEAD = Viewer("lead@example.org", Role.MANAGER, LA, teams=(EVERY_TEAM,))
NORTH = Viewer("north@example.org", Role.MANAGER, LA, teams=("North",))
SOUTH = Viewer("south@example.org", Role.MANAGER, LA, teams=("South",))
NO_TEAM = Viewer("new@example.org", Role.MANAGER, LA, teams=(NOT_RECORDED, ANOTHER))
ANN = Viewer("ann@example.org", Role.IRO, LA, staff_id="S1")
BEN = Viewer("ben@example.org", Role.IRO, LA, staff_id="S2")
NOBODY = Viewer("gone@example.org", Role.IRO, LA)


@pytest.fixture
def moved(council):
    """C1 stays in North; C2 went from North to South, and from Ann to Ben, on 1 January.

    C3 of North left care on 31 January. Each was reviewed once in time or late in 2024.
    """
    council.load_tables(
        {
            "2024-25/Header.csv": """
CHILD | SEX | DOB        | ETHNIC
C1    | F   | 05/05/2012 | WBRI
C2    | F   | 05/05/2012 | WBRI
C3    | F   | 05/05/2012 | WBRI
""",
            "2024-25/Episodes.csv": """
CHILD | DECOM      | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC        | REC
C1    | 03/06/2024 | S   | C2 | N1  | U6    | PR1            |            |
C2    | 03/06/2024 | S   | C2 | N1  | U6    | PR1            |            |
C3    | 03/06/2024 | S   | C2 | N1  | U6    | PR1            | 31/01/2025 | E4A
""",
            "2024-25/Reviews.csv": """
CHILD | DOB        | REVIEW     | REVIEW_CODE
C1    | 05/05/2012 | 28/06/2024 | PN1
C2    | 05/05/2012 | 04/07/2024 | PN7
C2    | 05/05/2012 | 20/01/2025 | PN1
C3    | 05/05/2012 | 01/07/2024 |
""",
        }
    )
    allocated = (
        ("C1", "S1", "North", "2024-06-03", None),
        ("C2", "S1", "North", "2024-06-03", "2025-01-01"),
        ("C2", "S2", "South", "2025-01-01", None),
        ("C3", "S1", "North", "2024-06-03", "2025-01-31"),
    )
    council.state(
        StaffRecord(staff_id="S1", full_name="Ann Archer", role="dual"),
        StaffRecord(staff_id="S2", full_name="Ben Baker", role="dual"),
        *(
            AllocationRecord(
                child_id=child_id,
                staff_id=staff_id,
                role="iro",
                team=team,
                started=date.fromisoformat(start),
                ended=date.fromisoformat(end) if end else None,
            )
            for child_id, staff_id, team, start, end in allocated
        ),
    )
    return council


def columns_of(council, viewer=LEAD):
    return read_columns(council.engine, LA, sight(viewer))


def all_of(kind, columns):
    return [RowsAsked(kind, np.arange(getattr(columns, kind).size))]


def looking(engine, viewer, columns):
    return Look(engine, viewer, columns.la, columns.data_to, NOW)


def given(council, viewer, kind="reviews"):
    columns = columns_of(council, viewer)
    return rows_behind.listed(
        looking(council.engine, viewer, columns),
        columns,
        all_of(kind, columns),
    )


def seen(council, viewer, kind="reviews"):
    lines = given(council, viewer, kind).lines
    return [
        (child, f"{held:%Y-%m-%d}" if held else "")
        for child, held in zip(lines["Child"], lines["Held"], strict=True)
    ]


# Whose each row is


def test_each_row_of_the_columns_is_of_the_stored_row_at_its_place(exampleshire_file):
    engine = database.get_engine(url_of(exampleshire_file))
    manager = Viewer("x", Role.MANAGER, "EXM", teams=(EVERY_TEAM,))
    columns = read_columns(engine, "EXM", sight(manager))
    days = {
        "reviews": {"due": "due", "held": "held"},
        "conferences": {"s47_started": "s47_started", "due": "due", "held": "held"},
        "plans": {"start": "started"},
        "plan_reviews": {"due": "due", "held": "held"},
        "disputes": {"raised": "raised"},
    }
    children = {}
    for kind in OF_CHILDREN:
        rows = getattr(columns, kind)
        with database.reading(engine) as session:
            stored = stored_rows(session, columns, kind, np.arange(rows.size))
        assert len(stored) == rows.size > 100
        for column, name in days.get(kind, {}).items():
            told = [day_number(getattr(row, name)) for row in stored]
            assert getattr(rows, column).tolist() == told, kind
        if hasattr(rows, "child"):
            for number, row in zip(rows.child.tolist(), stored, strict=True):
                assert children.setdefault(number, row.child_id) == row.child_id
        if kind.endswith("spans"):
            for start, end, row in zip(rows.start, rows.end, stored, strict=True):
                last = row.ceased if kind == "care_spans" else row.ended
                assert day_number(row.started) <= start < end
                assert end <= day_number(last, OPEN)


def test_an_enquiry_that_needs_no_conference_is_no_row(council):
    no_need = an_enquiry("2025-02-03").replace("Required>0", "Required>1")
    council.load_tables(
        {
            "CIN 2024-25.xml": a_census(
                2025,
                a_child("C1", no_need),
                a_child("C2", an_enquiry("2025-02-10", "2025-02-20")),
            )
        }
    )
    lines = given(council, LEAD, "conferences").lines
    assert list(lines["Child"]) == ["C2"]


# Who is given which


def test_a_manager_of_every_team_is_given_every_row(moved):
    found = given(moved, LEAD)
    assert len(found.lines) == found.counted == moved_rows(moved)


def moved_rows(council):
    return columns_of(council).reviews.size


def test_a_manager_is_given_what_is_counted_for_their_teams_and_their_own_today(moved):
    assert seen(moved, NORTH) == [
        ("C1", "2024-06-28"),
        ("C1", ""),  # owed since
        ("C2", "2024-07-04"),  # counted for North: C2 was with it then
        ("C3", "2024-07-01"),
        ("C3", ""),
    ]
    assert seen(moved, SOUTH) == [  # C2 is with South today, and so is the past
        ("C2", "2024-07-04"),
        ("C2", "2025-01-20"),
        ("C2", ""),
    ]
    found = given(moved, SOUTH)
    assert found.counted == moved_rows(moved) > len(found.lines)


def test_an_iro_is_given_what_is_counted_under_their_name_and_their_own_today(moved):
    assert seen(moved, ANN) == seen(moved, NORTH)
    assert seen(moved, BEN) == seen(moved, SOUTH)
    assert set(given(moved, ANN).lines["IRO or chair"]) == {"Ann Archer"}
    assert set(given(moved, BEN).lines["IRO or chair"]) == {ANOTHER, "Ben Baker"}


def test_nobody_is_given_rows_for_lack_of_a_team_or_of_a_name(moved):
    moved.state(DisputeRecord(child_id="C9", raised=date(2024, 9, 2)))
    for viewer in (NO_TEAM, NOBODY):
        for kind in ("reviews", "care_spans", "disputes"):
            found = given(moved, viewer, kind)
            assert found.lines.empty and found.counted > 0


def test_an_iro_whom_no_staff_list_names_is_given_their_children_of_today(moved):
    moved.state(
        AllocationRecord(
            child_id="C1", staff_id="S9", role="iro", started=date(2025, 3, 1)
        )
    )
    unnamed = Viewer("new@example.org", Role.IRO, LA, staff_id="S9")
    assert seen(moved, unnamed) == [("C1", "2024-06-28"), ("C1", "")]
    assert set(given(moved, unnamed).lines["IRO or chair"]) == {""}


def test_only_children_of_today_whom_somebody_may_see_are_open_to_them(moved):
    codes = {child_id: pseudonym(LA, child_id) for child_id in ("C1", "C2", "C3")}
    assert given(moved, LEAD).open_now == {codes["C1"], codes["C2"]}  # C3 left care
    assert given(moved, NORTH).open_now == {codes["C1"]}
    assert given(moved, ANN).open_now == {codes["C1"]}
    assert given(moved, BEN).open_now == {codes["C2"]}


def test_rows_of_an_older_version_of_the_store_are_not_given(moved):
    columns = columns_of(moved)
    moved.state(DisputeRecord(child_id="C1", raised=date(2024, 9, 2)))
    look = looking(moved.engine, LEAD, columns)
    for taken in (False, True):
        with pytest.raises(MovedOnError) as refusal:
            rows_behind.listed(look, columns, all_of("reviews", columns), taken=taken)
    assert str(refusal.value) == (
        "Files were loaded while this page was being made, so the figure may have "
        "changed. Open the page again."
    )


def test_a_look_at_another_council_or_day_is_given_no_row(moved):
    columns = columns_of(moved)
    there = looking(moved.engine, replace(LEAD, la=None), columns)
    assert len(rows_behind.listed(there, columns, all_of("reviews", columns)).lines)
    for elsewhere in (
        replace(there, la="OTH"),
        replace(there, as_at=columns.data_to - timedelta(days=1)),
    ):
        with pytest.raises(MovedOnError):
            rows_behind.listed(elsewhere, columns, all_of("reviews", columns))
    assert list(ledger.own(moved.engine, LEAD)["Council"]) == [LA]


# What is told of each, and written down


def test_of_a_review_its_days_and_how_late_it_is_are_told(moved):
    lines = given(moved, LEAD).lines.fillna("")
    told = {
        (row["Child"], str(row["Due"])): (str(row["Held"]), row["Days late"])
        for _, row in lines.iterrows()
    }
    assert told["C1", "2024-07-01"] == ("2024-06-28", "")
    assert told["C2", "2024-07-01"] == ("2024-07-04", 3)
    assert told["C1", "2024-09-28"] == ("", 184)  # to the last day loaded
    assert told["C3", "2024-10-01"] == ("", 122)  # to the day C3 left care
    parts = dict(
        zip(lines["Held"].map(str), lines["How the child took part"], strict=True)
    )
    assert parts["2024-07-04"] == "PN7 Did not attend, sent no views"
    assert parts["2024-07-01"] == ""


def test_of_each_other_kind_the_days_that_matter_are_told(moved):
    moved.load_tables(
        {
            "CIN 2024-25.xml": a_census(
                2025,
                a_child(
                    "C1",
                    an_enquiry("2024-06-03", "2024-06-10"),
                    a_plan("2024-06-10", "2024-09-12"),
                ),
            )
        }
    )
    moved.state(
        DisputeRecord(
            child_id="C1",
            raised=date(2024, 9, 2),
            resolved=date(2024, 9, 9),
            stages=(StageEntry(stage_as_typed="Stage 1"),),
        ),
        MissingRecord(
            child_id="C1",
            kind="missing",
            started=date(2024, 10, 4),
            ended=date(2024, 10, 6),
        ),
        AdoptionPlanRecord(
            child_id="C1",
            decided=date(2024, 11, 4),
            reversed=date(2025, 1, 6),
            reason="RD1",
        ),
        PreProceedingsRecord(
            child_id="C1",
            started=date(2024, 7, 1),
            letter_sent=date(2024, 7, 8),
            decided=date(2024, 9, 2),
        ),
    )
    columns = columns_of(moved)
    first = {
        kind: rows_behind.listed(
            looking(moved.engine, LEAD, columns),
            columns,
            [RowsAsked(kind, np.array([0]))],
        )
        .lines.iloc[0]
        .to_dict()
        for kind in OF_CHILDREN
    }
    told = {kind: dict(list(cells.items())[4:]) for kind, cells in first.items()}
    assert {cells["Child"] for cells in first.values()} == {"C1"}
    assert told["dispute_stages"] == told["disputes"]  # the dispute behind a stage
    assert told["care_spans"] == {
        "In our care since": date(2024, 6, 3),
        "Days in our care": 301,  # to the last day loaded
    }
    assert told["conferences"] == {
        "Enquiry started": date(2024, 6, 3),
        "Conference due": date(2024, 6, 24),
        "Conference held": date(2024, 6, 10),
        "Working days": 5,
    }
    assert told["plans"] == {
        "Plan started": date(2024, 6, 10),
        "Plan ended": None,
        "Days on the plan": 294,
        "Plan before it ended": None,
        "Category": "Neglect",
    }
    assert told["plan_spans"] == {
        "Plan started": date(2024, 6, 10),
        "Days on the plan": 294,
        "Category": "Neglect",
    }
    assert told["plan_reviews"] == {
        "Due": date(2024, 9, 10),
        "Held": date(2024, 9, 12),
        "Plan started": date(2024, 6, 10),
        "Days late": 2,
    }
    assert told["disputes"]["Raised"] == date(2024, 9, 2)
    assert told["disputes"]["Resolved"] == date(2024, 9, 9)
    assert told["disputes"]["Working days"] == 5
    assert told["missing"] == {
        "Missing from": date(2024, 10, 4),
        "Back on": date(2024, 10, 6),
    }
    assert told["adoption_plans"] == {
        "Decided": date(2024, 11, 4),
        "Matched": None,
        "Placed": None,
        "Reversed": date(2025, 1, 6),
        "Reason": "The child's needs changed",
    }
    assert told["pre_proceedings"] == {
        "Pre-proceedings began": date(2024, 7, 1),
        "Letter sent": date(2024, 7, 8),
        "Decided": date(2024, 9, 2),
        "Court asked": None,
    }


def test_of_what_is_still_open_the_days_to_today_are_told_and_what_came_of_the_rest(
    moved,
):
    moved.load_tables(
        {"CIN 2024-25.xml": a_census(2025, a_child("C1", an_enquiry("2025-03-03")))}
    )
    moved.state(
        DisputeRecord(child_id="C1", raised=date(2025, 3, 3), theme_as_typed="Drift"),
        DisputeRecord(
            child_id="C2",
            raised=date(2025, 3, 3),
            resolved=date(2025, 3, 7),
            outcome="Plan changed",
        ),
    )
    lines = given(moved, LEAD, "disputes").lines.fillna("")
    told = lines.set_index("Child")[["Working days", "Theme", "Outcome"]].T.to_dict(
        "list"
    )
    last = columns_of(moved).last_day(RESOLUTIONS) or date(2025, 3, 31)
    assert told == {
        "C1": [
            working_days_between(date(2025, 3, 3), last),
            "Drift and delay",
            "Still open",
        ],
        "C2": [4, "", "Plan changed"],
    }
    (enquiry,) = given(moved, LEAD, "conferences").lines.to_dict("records")
    assert enquiry["Conference held"] is None
    assert enquiry["Working days"] == 20  # from 3 to 31 March


def test_the_days_of_a_figure_of_the_past_end_with_its_period(moved):
    columns = columns_of(moved)
    (asked,) = all_of("care_spans", columns)
    asked = replace(asked, day=date(2024, 6, 30))
    look = looking(moved.engine, LEAD, columns)
    lines = rows_behind.listed(look, columns, [asked]).lines
    assert set(lines["Days in our care"]) == {27}


def test_why_a_review_was_late_is_told(moved):
    moved.state(
        ReviewNoteRecord(
            child_id="C2", held=date(2024, 7, 4), late_reason="Carer was ill"
        )
    )
    lines = given(moved, LEAD).lines
    told = dict(zip(lines["Held"], lines["Reason if late"], strict=True))
    assert told[date(2024, 7, 4)] == "Carer was ill"
    assert set(told.values()) == {"Carer was ill", ""}


def test_kinds_are_listed_one_after_the_other_with_words_beside_them(moved):
    columns = columns_of(moved)
    asked = [
        RowsAsked("reviews", np.array([0]), [{"Note": "one"}]),
        *all_of("care_spans", columns),
    ]
    lines = rows_behind.listed(
        looking(moved.engine, LEAD, columns), columns, asked
    ).lines
    assert list(lines["Note"].fillna("")) == ["one", *[""] * (len(lines) - 1)]
    assert len(lines) == 1 + columns.care_spans.size


def test_opening_and_taking_are_written_down_and_what_is_taken_has_codes_only(moved):
    columns = columns_of(moved, NORTH)
    asked = all_of("reviews", columns)
    taken = rows_behind.listed(
        looking(moved.engine, NORTH, columns),
        columns,
        asked,
        taken=True,
    ).lines
    given(moved, NORTH)
    given(moved, NOBODY)
    assert "Child" not in taken.columns
    assert not taken.isin(["C1", "C2", "C3"]).any(axis=None)
    assert set(taken["Code"]) == {pseudonym(LA, each) for each in ("C1", "C2", "C3")}
    entries = ledger.own(moved.engine, NORTH)
    assert entries[["Screen", "What", "Rows"]].to_numpy().tolist() == [
        ["rows behind a figure", "opened", 5],
        ["rows behind a figure", "downloaded", 5],
    ]
    assert list(ledger.own(moved.engine, NOBODY)["Rows"]) == [0]


# A whole council


@pytest.fixture
def exampleshire(exampleshire_file, tmp_path):
    file = shutil.copy(exampleshire_file, tmp_path / "iro.db")
    engine = database.get_engine(url_of(file))
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("viewer", "group"),
    [
        (Viewer("n", Role.MANAGER, "EXM", teams=("North",)), "Team"),
        (Viewer("i", Role.IRO, "EXM", staff_id="S01"), "IRO or chair"),
    ],
    ids=["manager", "iro"],
)
def test_of_a_whole_council_nobody_is_given_another_s_row_nor_lacks_their_own(
    exampleshire, viewer, group
):
    columns = read_columns(exampleshire, "EXM", sight(viewer))
    with database.reading(exampleshire) as session:
        look = looking(exampleshire, viewer, columns)
        today = scope.children_seen(session, look)
        grouping, own = scope.own_groups(session, look)
    for kind in OF_CHILDREN:
        found = rows_behind.listed(look, columns, all_of(kind, columns))
        labels = np.array(columns.labels[grouping])
        theirs = np.isin(labels[getattr(columns, kind).groups[grouping]], list(own))
        lines = found.lines
        assert theirs.sum() <= len(lines) < found.counted
        assert lines[group].isin(own).sum() == theirs.sum() > 0
        others = lines[~lines[group].isin(own)]
        assert all(today.sees(child_id) for child_id in others["Child"])
