"""The event log as the store keeps it, on either database."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from data_access.access import ledger
from data_access.access.look import Look
from data_access.casework import events
from data_access.casework.events import EventAsked
from data_access.columns import read_columns
from data_access.store import database
from data_access.store.loaded import CouncilEvent
from domain.access import EVERYTHING, Role, Viewer
from domain.errors import RefusedError
from domain.events import Event
from tests.data_access.conftest import EITHER

LA = "TST"
NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
DAY = date(2024, 9, 2)
RELAUNCH = EventAsked(DAY, "Protocol relaunched", ("disputes_raised", "disputes_open"))


@pytest.fixture(params=EITHER)
def engine(request):
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture
def look(engine):
    return Look(engine, Viewer("ann", Role.ANALYST, LA), LA, NOW.date(), NOW)


@pytest.fixture
def other(look):
    return replace(look, viewer=Viewer("ben", Role.QUALITY, LA))


def kept(look):
    return tuple(events.logged(look).values())


def lines(look):
    with Session(look.engine) as session:
        return list(session.scalars(select(CouncilEvent).order_by(CouncilEvent.id)))


def version(look):
    with look.engine.connect() as connection:
        return database.version_of(connection, look.la)


def written(look):
    found = ledger.own(look.engine, look.viewer)
    return list(found["What"][::-1])


def test_an_event_is_kept_with_its_measures_who_and_when(look):
    events.log(look, replace(RELAUNCH, words=" Protocol\nrelaunched "))
    keys = ("disputes_open", "disputes_raised")
    assert kept(look) == (Event(DAY, "Protocol relaunched", keys, "ann", NOW.date()),)
    assert written(look) == ["wrote event 1"]


def test_one_without_measures_touches_every_one(look):
    events.log(look, EventAsked(DAY, "A new form"))
    (found,) = kept(look)
    assert found.keys == ()
    assert found.touches("anything")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (replace(RELAUNCH, words=" "), "What happened: nothing is written"),
        (replace(RELAUNCH, words="a" * 201), "What happened: 201 letters"),
        (replace(RELAUNCH, day=date(1999, 12, 31)), "Day: 31 December 1999 is too"),
    ],
)
def test_what_is_no_event_is_refused_and_changes_nothing(look, asked, words):
    before = version(look)
    with pytest.raises(RefusedError, match=words):
        events.log(look, asked)
    assert not lines(look)
    assert version(look) == before
    assert written(look) == []


def test_the_same_is_not_written_down_twice(look, other):
    events.log(look, RELAUNCH)
    with pytest.raises(RefusedError, match="written down already, by ann"):
        events.log(other, replace(RELAUNCH, keys=()))
    assert len(lines(look)) == 1


def test_what_is_changed_says_the_new_and_keeps_the_old(look, other):
    events.log(look, RELAUNCH)
    (number,) = events.logged(look)
    events.change(other, number, replace(RELAUNCH, words="Relaunched"))
    assert [(each.words, each.author) for each in kept(look)] == [("Relaunched", "ben")]
    old, new = lines(look)
    assert (old.words, old.removed_by, new.removed_by) == (
        "Protocol relaunched",
        "ben",
        None,
    )
    assert written(other) == ["wrote removal of event 1", "wrote event 2"]


def test_the_second_of_two_is_told_who_was_first_and_changes_nothing(look, other):
    events.log(look, RELAUNCH)
    (number,) = events.logged(look)
    events.change(other, number, replace(RELAUNCH, words="Relaunched"))
    for late in (
        lambda: events.change(look, number, replace(RELAUNCH, words="Mine")),
        lambda: events.remove(look, number),
    ):
        with pytest.raises(RefusedError) as refusal:
            late()
        assert str(refusal.value).startswith(
            "ben removed or changed this on 2 October 2025. What you typed is still "
        )
    assert [each.words for each in kept(look)] == ["Relaunched"]


def test_a_removed_one_is_put_back_by_whoever_does(look, other):
    events.log(look, RELAUNCH)
    (number,) = events.logged(look)
    events.remove(look, number)
    assert kept(look) == ()
    events.put_back(other, number)
    (found,) = kept(look)
    assert (found.words, found.author, len(found.keys)) == (RELAUNCH.words, "ben", 2)
    with pytest.raises(RefusedError, match="written down already"):
        events.put_back(look, number)
    with pytest.raises(RefusedError, match="not removed"):
        events.put_back(look, number + 1)


def test_another_councils_are_neither_seen_nor_removed(look):
    events.log(look, RELAUNCH)
    (number,) = events.logged(look)
    elsewhere = replace(look, la="OTH", viewer=Viewer("eve", Role.ANALYST, "OTH"))
    assert kept(elsewhere) == ()
    for change in (events.remove, events.put_back):
        with pytest.raises(RefusedError):
            change(elsewhere, number)
    assert len(kept(look)) == 1


def test_readers_are_given_them_anew(look):
    before = version(look)
    events.log(look, RELAUNCH)
    columns = read_columns(look.engine, LA, EVERYTHING)
    assert columns.version == version(look) == before + 1
    assert columns.events == kept(look)
