"""What a release freezes beside its figures: nothing that is written later moves it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from data_access.access.look import Look
from data_access.casework import actions, commentary, events
from data_access.casework.actions import ActionAsked
from data_access.casework.commentary import About
from data_access.casework.events import EventAsked
from data_access.store import database, releases
from data_access.store.releases import Part, Unsigned
from data_access.store.written import beside_figures, for_a_board
from domain.about import Policy
from domain.access import Role, Viewer
from domain.actions import State
from tests.data_access.conftest import EITHER

LA = "TST"
TO = date(2025, 9, 30)
WROTE = datetime(2025, 10, 8, 10, 30, tzinfo=UTC)
SIGNED = WROTE + timedelta(days=7)
LATER = SIGNED + timedelta(days=1)
KEY = "reviews_held_on_time"
SEPTEMBER, OCTOBER = About(KEY, date(2025, 9, 1)), About(KEY, date(2025, 10, 1))
FORM = EventAsked(date(2025, 6, 2), "A new form", (KEY,))
DIARIES = ActionAsked(
    WROTE.date(), "Open diaries sooner", "IRO service manager", date(2025, 11, 30)
)
DONE = replace(DIARIES, state=State.DONE, evidence="Seen in the booking system")


@pytest.fixture(params=EITHER)
def engine(request):
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture
def look(engine):
    viewer = Viewer("ann@example.org", Role.QUALITY, LA)
    return Look(engine, viewer, LA, TO, WROTE)


@pytest.fixture
def later(look):
    return replace(look, now=LATER)


@pytest.fixture
def first(look):
    """What is written before the release is signed; the action's first saving."""
    commentary.save(look, SEPTEMBER, "Just above the target.", 0)
    events.log(look, FORM)
    return actions.decide(look, DIARIES)


def write_more(later, first):
    base = commentary.of_measure(later, SEPTEMBER).base
    commentary.save(later, SEPTEMBER, "Not what we said.", base)
    commentary.save(later, OCTOBER, "Another month.", 0)
    (number,) = events.logged(later)
    events.change(later, number, replace(FORM, words="Quite another form"))
    actions.change(later, first, DONE)
    actions.decide(later, replace(DIARIES, decided=LATER.date(), what="More"))


def sign(look):
    """Sign a release of one measure that has no cells."""
    with Session(look.engine) as session, database.writing(session):
        made = Unsigned(
            la=LA,
            up_to=TO,
            policy=Policy.COUNCILS.value,
            version=database.version_of(session, LA),
            seen=frozenset(),
            head={"council": "Test"},
            parts=(Part(KEY, {}, [], []),),
        )
        return releases.sign(session, made, "ann", SIGNED)


def test_a_release_has_what_was_written_up_to_its_day(look, first):
    commentary.save(look, OCTOBER, "Of the month after.", 0)
    events.log(look, replace(FORM, day=date(2025, 10, 1)))
    head = sign(look).head
    assert head["council"] == "Test"
    assert head["commentary"] == [
        {
            "measure": KEY,
            "month": "2025-09-01",
            "text": "Just above the target.",
            "author": "ann@example.org",
        }
    ]
    assert head["events"] == [
        {"day": "2025-06-02", "words": "A new form", "keys": [KEY]}
    ]
    assert head["actions"] == [
        {
            "number": 1,
            "decided": "2025-10-08",
            "what": "Open diaries sooner",
            "who": "IRO service manager",
            "due": "2025-11-30",
            "state": "open",
            "evidence": "",
            "keys": [],
            "author": "ann@example.org",
        }
    ]


def test_what_is_written_later_changes_nothing_signed(look, later, first):
    signed = sign(look)
    write_more(later, first)
    with database.reading(look.engine) as session:
        again = releases.standing(session, LA, signed.number)
        assert releases.parts(session, signed.number)
    assert again == signed
    assert "Not what we said." not in str(again.head)


def test_as_it_stood_at_a_moment_is_without_what_came_after(look, later, first):
    with database.reading(look.engine) as session:
        before = beside_figures(session, LA, TO, SIGNED)
    write_more(later, first)
    with database.reading(look.engine) as session:
        assert beside_figures(session, LA, TO, SIGNED) == before
        assert beside_figures(session, LA, TO, LATER) != before


def test_what_was_taken_away_or_removed_is_not_in_it(look, first):
    base = commentary.of_measure(look, SEPTEMBER).base
    commentary.save(look, SEPTEMBER, "", base)
    (number,) = events.logged(look)
    events.remove(look, number)
    actions.undo(look, first)
    head = sign(look).head
    assert (head["commentary"], head["events"], head["actions"]) == ([], [], [])


def test_a_board_is_not_told_who_wrote(look, first):
    signed = sign(look)
    found = for_a_board(signed.head)
    assert "ann@example.org" not in str(found)
    assert found["commentary"][0]["text"] == "Just above the target."
    assert found["actions"][0]["who"] == "IRO service manager"
