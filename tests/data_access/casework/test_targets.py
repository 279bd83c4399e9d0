"""Targets and new limits as the store keeps them, on either database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from data_access.access.look import Look
from data_access.casework import targets
from data_access.casework.targets import TargetAsked
from data_access.columns import read_columns
from data_access.store import database
from data_access.store.loaded import CouncilRebase, CouncilTarget
from domain.access import EVERYTHING, Role, Viewer
from domain.errors import RefusedError
from domain.targets import Rebase, Target
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME as ON_TIME
from metrics.cla_reviews import REVIEWS_OVERDUE as OVERDUE
from metrics.disputes import DISPUTES_RAISED as RAISED
from tests.data_access.conftest import EITHER

LA = "TST"
NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
APRIL, YEAR_AFTER = date(2023, 4, 1), date(2024, 4, 1)
NINETY = TargetAsked(90.0, APRIL, "The board, March 2023")
HIGHER = TargetAsked(95.0, YEAR_AFTER, "The board, March 2024")


@pytest.fixture(params=EITHER)
def engine(request):
    """On either database: two who write at once wait for each other otherwise."""
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture
def look(engine):
    return Look(engine, Viewer("ann", Role.ANALYST, LA), LA, NOW.date(), NOW)


@pytest.fixture
def other(look):
    return replace(look, viewer=Viewer("ben", Role.QUALITY, LA))


def numbers(look, measure=ON_TIME):
    return targets.standing(look).targets_for(measure.key)


def keep(look, asked=NINETY, measure=ON_TIME):
    targets.set_target(look, measure, asked, numbers(look, measure))


def kept(look):
    return tuple(targets.standing(look).targets.values())


def rebases(look):
    return tuple(targets.standing(look).rebases.values())


def lines(look, kind):
    with Session(look.engine) as session:
        return list(session.scalars(select(kind).order_by(kind.id)))


def version(look):
    with look.engine.connect() as connection:
        return database.version_of(connection, look.la)


def test_a_target_is_kept_with_who_and_when(look):
    keep(look)
    assert kept(look) == (
        Target(ON_TIME.key, 90.0, APRIL, None, NINETY.source, "ann", NOW.date()),
    )


def test_a_later_one_ends_the_one_before_and_one_removed_ends_none(look):
    keep(look)
    keep(look, HIGHER)
    assert [each.end for each in kept(look)] == [date(2024, 3, 31), None]
    targets.remove_target(look, max(numbers(look)))
    assert [each.end for each in kept(look)] == [None]


def test_one_of_the_same_month_stands_in_its_place_and_nothing_is_rubbed_out(
    look, other
):
    keep(look)
    keep(other, replace(NINETY, value=92.0))
    assert [(each.value, each.set_by) for each in kept(look)] == [(92.0, "ben")]
    first, second = lines(look, CouncilTarget)
    assert (first.value, first.set_by, first.removed_by) == (90.0, "ann", "ben")
    assert (first.removed_at, second.removed_at) == (NOW, None)


def test_the_second_of_two_is_told_and_what_the_first_kept_stands(look, other):
    keep(look)
    seen = numbers(look)
    targets.set_target(look, ON_TIME, replace(NINETY, value=91.0), seen)
    with pytest.raises(RefusedError) as refusal:
        targets.set_target(other, ON_TIME, replace(NINETY, value=80.0), seen)
    assert str(refusal.value) == (
        "Somebody else has changed the targets of 'Reviews held on time' since you "
        "opened them. The latest is 91 from April 2023, set by ann on 2 October 2025. "
        "What you typed is still here: look at the list, and press the button again "
        "if you still want it."
    )
    assert [each.value for each in kept(look)] == [91.0]
    targets.remove_target(look, *numbers(look))
    with pytest.raises(RefusedError, match="There is none now"):
        targets.set_target(other, ON_TIME, NINETY, seen)


def test_another_measures_target_stands_in_nobodys_way(look, other):
    seen = numbers(other)
    keep(look, TargetAsked(4.0, APRIL, "The board"), OVERDUE)
    targets.set_target(other, ON_TIME, NINETY, seen)
    assert len(kept(look)) == 2


def test_of_two_at_the_same_moment_one_is_kept_and_one_is_told(look, other):
    ready, told = Barrier(2), []

    def write(who, value):
        ready.wait()
        try:
            targets.set_target(who, ON_TIME, replace(NINETY, value=value), ())
        except RefusedError as refusal:
            told.append(str(refusal))

    writers = [
        Thread(target=write, args=each) for each in ((look, 91.0), (other, 92.0))
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(kept(look)) == 1
    (words,) = told
    assert words.startswith("Somebody else has changed the targets")


@pytest.mark.parametrize(
    ("measure", "asked", "words"),
    [
        (RAISED, NINETY, "Measure: 'Disputes raised' takes no target"),
        (ON_TIME, replace(NINETY, value=101.0), "Target: 101 is no percentage"),
        (ON_TIME, replace(NINETY, start=date(2023, 4, 2)), "From: 02/04/2023"),
        (ON_TIME, replace(NINETY, source=" "), "Source: nothing is written"),
    ],
)
def test_what_cannot_be_a_target_is_refused_and_changes_nothing(
    look, measure, asked, words
):
    before = version(look)
    with pytest.raises(RefusedError, match=words):
        targets.set_target(look, measure, asked, ())
    assert not lines(look, CouncilTarget)
    assert version(look) == before


def test_a_target_removed_is_put_back_by_whoever_does(look, other):
    keep(look)
    (number,) = numbers(look)
    targets.remove_target(look, number)
    assert kept(look) == ()
    with pytest.raises(RefusedError, match="not there any more"):
        targets.remove_target(other, number)
    targets.put_back_target(other, number)
    assert [(each.value, each.set_by) for each in kept(look)] == [(90.0, "ben")]
    with pytest.raises(RefusedError, match="begins in April 2023 already"):
        targets.put_back_target(look, number)
    with pytest.raises(RefusedError, match="not removed"):
        targets.put_back_target(look, *numbers(look))


def test_new_limits_have_a_reason_and_an_author(look):
    targets.rebase(look, RAISED, APRIL, " A new\nteam ")
    assert rebases(look) == (
        Rebase(RAISED.key, APRIL, "A new team", "ann", NOW.date()),
    )


def test_new_limits_are_not_made_twice_nor_of_a_month_to_come(look, other):
    targets.rebase(look, ON_TIME, date(2025, 10, 1), "A new team")
    with pytest.raises(RefusedError, match="begin in October 2025 already"):
        targets.rebase(other, ON_TIME, date(2025, 10, 1), "Another")
    with pytest.raises(RefusedError, match="November 2025 has not begun"):
        targets.rebase(look, ON_TIME, date(2025, 11, 1), "A new team")
    with pytest.raises(RefusedError, match="Reason: nothing is written"):
        targets.rebase(look, ON_TIME, APRIL, "")
    assert len(rebases(look)) == 1


def test_new_limits_removed_are_kept_and_can_be_put_back(look, other):
    targets.rebase(look, ON_TIME, APRIL, "A new team")
    (number,) = targets.standing(look).rebases
    targets.remove_rebase(other, number)
    assert rebases(look) == ()
    (line,) = lines(look, CouncilRebase)
    assert (line.set_by, line.removed_by, line.removed_at) == ("ann", "ben", NOW)
    targets.put_back_rebase(look, number)
    assert [each.reason for each in rebases(look)] == ["A new team"]


def test_another_councils_are_neither_seen_nor_removed(look):
    keep(look)
    (number,) = numbers(look)
    elsewhere = replace(look, la="OTH", viewer=Viewer("eve", Role.ANALYST, "OTH"))
    assert kept(elsewhere) == ()
    with pytest.raises(RefusedError):
        targets.remove_target(elsewhere, number)
    assert len(kept(look)) == 1


def test_each_change_moves_the_councils_version_and_what_readers_are_given(look):
    before = version(look)
    keep(look)
    targets.rebase(look, ON_TIME, APRIL, "A new team")
    columns = read_columns(look.engine, LA, EVERYTHING)
    assert columns.version == version(look) == before + 2
    assert columns.targets == kept(look)
    assert columns.rebases == rebases(look)
