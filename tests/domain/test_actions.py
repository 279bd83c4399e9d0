"""Actions: which are overdue, and in which order they are read."""

from dataclasses import replace
from datetime import date

from domain.actions import Action, State, in_order

DUE = date(2025, 9, 30)
ONE = Action(1, date(2025, 7, 8), "Open diaries", "IRO service manager", DUE)


def test_an_open_one_is_overdue_from_the_day_after_it_was_due():
    assert not ONE.is_overdue(DUE)
    assert ONE.is_overdue(date(2025, 10, 1))
    assert ONE.said_on(DUE) == "open"
    assert ONE.said_on(date(2025, 10, 1)) == "overdue since 30 September 2025"


def test_one_that_ended_is_not_overdue():
    for state in (State.DONE, State.NOT_DONE, State.DROPPED):
        assert not replace(ONE, state=state).is_overdue(date(2026, 1, 1))
        assert replace(ONE, state=state).said_on(date(2026, 1, 1)) == state.value


def test_open_ones_come_first_soonest_due_then_the_latest_decided():
    later = replace(ONE, number=2, due=date(2025, 12, 1))
    done = replace(ONE, number=3, state=State.DONE)
    after = replace(done, number=4, decided=date(2025, 8, 1))
    found = in_order([done, after, later, ONE])
    assert [each.number for each in found] == [1, 2, 4, 3]


def test_it_names_its_measures_and_none_is_the_service():
    assert not ONE.names("reviews_overdue")
    assert replace(ONE, keys=("reviews_overdue",)).names("reviews_overdue")
