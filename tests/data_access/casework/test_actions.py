"""Actions of the meeting as the store keeps them, on either database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from data_access.access import ledger
from data_access.access.look import Look
from data_access.casework import actions
from data_access.casework.actions import ActionAsked, OvertakenActionError
from data_access.store import database
from domain.access import NotAllowedError, Role, Viewer
from domain.actions import Action, State
from domain.errors import RefusedError
from tests.data_access.conftest import EITHER

LA = "TST"
NOW = datetime(2025, 10, 9, 10, 30, tzinfo=UTC)
DAY = NOW.date()
DIARIES = ActionAsked(
    DAY,
    "Open chairs' diaries eight weeks ahead",
    "IRO service manager",
    date(2025, 11, 30),
    ("icpcs_held_within_15_working_days",),
)
DONE = replace(DIARIES, state=State.DONE, evidence="Seen in the booking system")


@pytest.fixture(params=EITHER)
def engine(request):
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture
def look(engine):
    return Look(engine, Viewer("ann", Role.QUALITY, LA), LA, DAY, NOW)


@pytest.fixture
def other(look):
    later = NOW + timedelta(minutes=5)
    return replace(look, viewer=Viewer("ben", Role.QUALITY, LA), now=later)


def kept(look):
    return list(actions.decided(look).values())


def test_what_is_decided_stands_with_its_number_and_the_ledger_has_it(look):
    saving = actions.decide(look, replace(DIARIES, what="  Open \n chairs' diaries "))
    assert kept(look) == [
        Action(
            number=1,
            decided=DAY,
            what="Open chairs' diaries",
            who="IRO service manager",
            due=date(2025, 11, 30),
            keys=("icpcs_held_within_15_working_days",),
            author="ann",
            changed_on=DAY,
            saving=saving,
        )
    ]
    found = ledger.own(look.engine, look.viewer)
    assert list(found["What"]) == ["wrote action 1"]
    assert list(found["Screen"]) == ["decisions of the meeting"]


def test_another_council_counts_its_own(look):
    actions.decide(look, DIARIES)
    there = replace(look, la="EXM", viewer=Viewer("ann", Role.QUALITY))
    actions.decide(there, DIARIES)
    assert [each.number for each in kept(there)] == [1]
    with pytest.raises(NotAllowedError):
        actions.decided(replace(look, la="EXM"))


def test_a_change_keeps_what_it_said(look, other):
    first = actions.decide(look, DIARIES)
    actions.change(other, first, DONE)
    (now,) = kept(look)
    assert (now.state, now.evidence) == (State.DONE, "Seen in the booking system")
    said = [(each.state, each.author) for each in actions.history(look, 1)]
    assert said == [(State.DONE, "ben"), (State.OPEN, "ann")]


def test_who_changes_what_another_has_just_changed_is_told_who(look, other):
    first = actions.decide(look, DIARIES)
    newer = actions.change(other, first, DONE)
    dropped = replace(DIARIES, state=State.DROPPED, evidence="Not needed any more")
    with pytest.raises(OvertakenActionError) as refusal:
        actions.change(look, first, dropped)
    assert "ben changed action 1 on 9 October 2025" in str(refusal.value)
    assert "left it done" in str(refusal.value)
    assert refusal.value.newer == newer
    assert kept(look)[0].state is State.DONE
    actions.change(look, newer, dropped)
    assert len(actions.history(look, 1)) == 3


def test_of_two_who_change_at_once_one_is_told(look, other):
    first = actions.decide(look, DIARIES)
    refused = []

    def change(who):
        try:
            actions.change(who, first, DONE)
        except OvertakenActionError as refusal:
            refused.append(refusal)

    both = [Thread(target=change, args=(who,)) for who in (look, other)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len(refused) == 1
    assert len(actions.history(look, 1)) == 2


def test_what_was_just_done_can_be_undone(look):
    first = actions.decide(look, DIARIES)
    second = actions.change(look, first, DONE)
    actions.undo(look, second)
    (now,) = kept(look)
    assert (now.state, now.evidence) == (State.OPEN, "")
    assert len(actions.history(look, 1)) == 3


def test_one_written_by_mistake_is_taken_back_and_its_number_is_not_given_again(look):
    actions.undo(look, actions.decide(look, DIARIES))
    assert kept(look) == []
    assert len(actions.history(look, 1)) == 2
    actions.decide(look, DIARIES)
    assert [each.number for each in kept(look)] == [2]


def test_what_another_changed_since_is_not_undone(look, other):
    first = actions.decide(look, DIARIES)
    actions.change(other, first, DONE)
    with pytest.raises(OvertakenActionError):
        actions.undo(look, first)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": " "}, "What is to be done: nothing is written"),
        ({"who": ""}, "Who is to do it: nothing is written"),
        ({"due": DAY - timedelta(days=1)}, "By when: 8 October 2025 is before"),
        ({"state": State.DONE}, "Say in a line what shows that it is done"),
        ({"state": State.NOT_DONE}, "Say in a line why it was not done"),
        ({"decided": date(1999, 1, 1)}, "Decided on: 1 January 1999 is too early"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(look, wrong, said):
    with pytest.raises(RefusedError, match=said):
        actions.decide(look, replace(DIARIES, **wrong))
    assert kept(look) == []


def test_the_same_is_not_written_down_twice(look, other):
    actions.decide(look, DIARIES)
    with pytest.raises(RefusedError, match="already, by ann, as action 1"):
        actions.decide(other, DIARIES)


def test_writing_makes_nobody_read_rows_anew(look):
    def version():
        with look.engine.connect() as connection:
            return database.version_of(connection, LA)

    before = version()
    actions.decide(look, DIARIES)
    assert version() == before
