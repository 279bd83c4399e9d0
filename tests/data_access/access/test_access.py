"""Every fetch of what not everybody may see, by every role."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from data_access import columns
from data_access.access import ledger, people
from data_access.access.pseudonyms import staff_pseudonym
from data_access.casework import (
    children,
    forecast,
    quality,
    rows_behind,
    supervision,
    worklist,
    workloads,
)
from data_access.intake import files, register_file
from data_access.store import database
from domain.access import (
    ALLOWED,
    CHILD_LEVEL,
    EVERY_TEAM,
    NotAllowedError,
    Role,
    Screen,
    Viewer,
    may,
    require,
)
from domain.periods import year_to
from tests import tables
from tests.conftest import AS_AT

LA = "EXM"
NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
YEAR = year_to(AS_AT)
LINE = worklist.TaskLine("?", "review_overdue", AS_AT)
A_REVIEW = [rows_behind.RowsAsked("reviews", np.array([0]))]


def counted_now(engine):
    """Columns with one review, of the store as it is now."""
    made = tables.columns(
        reviews="""
        due        | held
        2025-01-15 | 2025-01-14
        """
    )
    with database.reading(engine) as session:
        return replace(made, la=LA, version=database.version(session))


FETCHES = {  # each with the screen it is for
    "children.listed": (
        Screen.CHILDREN,
        lambda engine, viewer: children.listed(engine, viewer, LA, AS_AT, NOW),
    ),
    "children.exported": (
        Screen.CHILDREN,
        lambda engine, viewer: children.exported(engine, viewer, LA, AS_AT, NOW),
    ),
    "children.one": (
        Screen.CHILD,
        lambda engine, viewer: children.one(engine, viewer, LA, "?", AS_AT, NOW),
    ),
    "children.exported_one": (
        Screen.CHILD,
        lambda engine, viewer: children.exported_one(
            engine, viewer, LA, "?", AS_AT, NOW
        ),
    ),
    "behind.listed": (
        Screen.BEHIND,
        lambda engine, viewer: rows_behind.listed(
            engine, viewer, counted_now(engine), A_REVIEW, NOW
        ),
    ),
    "behind.exported": (
        Screen.BEHIND,
        lambda engine, viewer: rows_behind.exported(
            engine, viewer, counted_now(engine), A_REVIEW, NOW
        ),
    ),
    "worklist.lines": (
        Screen.WORKLIST,
        lambda engine, viewer: worklist.lines(engine, viewer, LA, AS_AT, NOW),
    ),
    "worklist.exported": (
        Screen.WORKLIST,
        lambda engine, viewer: worklist.exported(engine, viewer, LA, AS_AT, NOW),
    ),
    "worklist.marked": (
        Screen.WORKLIST,
        lambda engine, viewer: worklist.marked(engine, viewer, LA, AS_AT, NOW),
    ),
    "worklist.calendar": (
        Screen.WORKLIST,
        lambda engine, viewer: worklist.calendar(engine, viewer, LA, AS_AT, NOW),
    ),
    "worklist.put_aside": (
        Screen.WORKLIST,
        lambda engine, viewer: worklist.put_aside(
            engine, viewer, LA, LINE, date(2025, 10, 9), "Why", AS_AT, NOW
        ),
    ),
    "worklist.done": (
        Screen.WORKLIST,
        lambda engine, viewer: worklist.done(
            engine, viewer, LA, LINE, "Why", AS_AT, NOW
        ),
    ),
    "worklist.take_back": (
        Screen.WORKLIST,
        lambda engine, viewer: worklist.take_back(engine, viewer, LA, LINE, AS_AT, NOW),
    ),
    "supervision.one": (
        Screen.SUPERVISION,
        lambda engine, viewer: supervision.one(
            engine, viewer, LA, staff_pseudonym(LA, "S01"), AS_AT, YEAR, NOW
        ),
    ),
    "supervision.exported": (
        Screen.SUPERVISION,
        lambda engine, viewer: supervision.exported(
            engine,
            viewer,
            LA,
            staff_pseudonym(LA, "S01"),
            AS_AT,
            YEAR,
            NOW,
            supervision.SupervisionPart.LATE,
        ),
    ),
    "ledger.own": (Screen.OWN_LEDGER, ledger.own),
    "ledger.everybodys": (Screen.LEDGER, ledger.everybodys),
    "listing.imports": (
        Screen.FILES,
        lambda engine, viewer: files.imports(engine, viewer, LA),
    ),
    "listing.left_out_count": (
        Screen.FILES,
        lambda engine, viewer: files.left_out_count(engine, viewer, LA),
    ),
    "listing.left_out": (
        Screen.LEFT_OUT,
        lambda engine, viewer: files.left_out(engine, viewer, LA, NOW),
    ),
    "workloads.by_name": (
        Screen.CASELOADS_BY_NAME,
        lambda engine, viewer: workloads.by_name(engine, viewer, LA, AS_AT),
    ),
    "quality.summary": (
        Screen.DATA_QUALITY,
        lambda engine, viewer: quality.summary(engine, viewer, LA, AS_AT),
    ),
    "quality.listed": (
        Screen.QUALITY_FINDINGS,
        lambda engine, viewer: quality.listed(engine, viewer, LA, AS_AT, NOW),
    ),
    "quality.exported": (
        Screen.QUALITY_FINDINGS,
        lambda engine, viewer: quality.exported(engine, viewer, LA, AS_AT, NOW),
    ),
    "forecast.expected": (
        Screen.FORECAST,
        lambda engine, viewer: forecast.expected(engine, viewer, LA, AS_AT),
    ),
    "forecast.earlier": (
        Screen.EARLIER_REVIEWS,
        lambda engine, viewer: forecast.earlier(engine, viewer, LA, AS_AT, NOW),
    ),
    "forecast.exported": (
        Screen.EARLIER_REVIEWS,
        lambda engine, viewer: forecast.exported(engine, viewer, LA, AS_AT, NOW),
    ),
    "register.filled": (
        Screen.REGISTER,
        lambda engine, viewer: register_file.filled(engine, viewer, LA, NOW),
    ),
    "people.listed": (Screen.PEOPLE, people.listed),
}
OF_A_COUNCIL = sorted(
    set(FETCHES) - {"ledger.own", "ledger.everybodys", "people.listed"}
)


def viewer_of(role, la=None):
    return Viewer("x@example.org", role, la, teams=(EVERY_TEAM,), staff_id="S01")


@pytest.fixture
def engine(own_exampleshire):
    return own_exampleshire


def given_to(fetch, engine, viewer):
    """Return what a fetch gives; of a child that is not there, nothing."""
    try:
        return fetch(engine, viewer)
    except children.NoSuchChildError:
        return None


def is_given(fetch, engine, viewer):
    try:
        given_to(fetch, engine, viewer)
    except NotAllowedError:
        return False
    return True


@pytest.mark.parametrize("name", FETCHES)
def test_a_fetch_gives_to_the_roles_of_its_screen_and_no_other(engine, name):
    screen, fetch = FETCHES[name]
    given = {role for role in Role if is_given(fetch, engine, viewer_of(role))}
    assert given == ALLOWED[screen]


@pytest.mark.parametrize("name", OF_A_COUNCIL)
def test_a_fetch_gives_nobody_another_council(engine, name):
    _, fetch = FETCHES[name]
    assert not any(is_given(fetch, engine, viewer_of(role, "TST")) for role in Role)


@pytest.mark.parametrize("role", Role)
def test_councils_are_those_of_the_viewer(engine, role):
    codes = [
        [code for code, _, _ in columns.councils(engine, viewer_of(role, la))]
        for la in (None, LA, "TST")
    ]
    assert codes == [[LA], [LA], []]


def test_whatever_has_children_in_it_is_written_down(engine):
    written = set()
    for screen, fetch in FETCHES.values():
        for role in ALLOWED[screen]:
            is_given(fetch, engine, viewer_of(role))
    for role in Role:
        written |= set(ledger.own(engine, viewer_of(role))["Screen"])
    assert written == {screen.value for screen in CHILD_LEVEL - {Screen.CHILD}}


def test_nobody_is_not_let_in():
    with pytest.raises(NotAllowedError) as refusal:
        require(None, Screen.ABOUT)
    assert "Ask the dashboard's administrator" in str(refusal.value)
    assert not may(None, Screen.ABOUT)
