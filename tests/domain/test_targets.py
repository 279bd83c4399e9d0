"""What a target may be, and on which days it is one."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RefusedError
from domain.targets import (
    LONGEST_WORDS,
    Target,
    check_month,
    check_target,
    following,
    target_on,
    words_for,
)
from domain.units import Good, Unit

PERCENT = SimpleNamespace(
    key="on_time", name="On time", unit=Unit.PERCENT, good=Good.HIGH
)
OVERDUE = SimpleNamespace(key="overdue", name="Overdue", unit=Unit.COUNT, good=Good.LOW)
RAISED = SimpleNamespace(
    key="raised", name="Raised", unit=Unit.COUNT, good=Good.NEUTRAL
)


def target(start, value=90.0, key="on_time"):
    return Target(key, value, start, None, "The board", "ann", date(2025, 1, 1))


def test_a_later_target_of_a_measure_ends_the_one_before():
    first, second = date(2023, 4, 1), date(2024, 4, 1)
    found = following([target(second, 95.0), target(first)])
    assert [(each.value, each.start, each.end) for each in found] == [
        (90.0, first, date(2024, 3, 31)),
        (95.0, second, None),
    ]


def test_a_target_of_another_measure_ends_none():
    found = following([target(date(2023, 4, 1)), target(date(2024, 4, 1), key="other")])
    assert [each.end for each in found] == [None, None]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2023, 3, 31), None),
        (date(2023, 4, 1), 90.0),
        (date(2024, 3, 31), 90.0),
        (date(2024, 4, 1), 95.0),
        (date(2030, 1, 1), 95.0),
    ],
)
def test_the_target_of_a_day_is_the_one_begun_last(day, value):
    kept = following([target(date(2023, 4, 1)), target(date(2024, 4, 1), 95.0)])
    found = target_on(kept, "on_time", day)
    assert (found and found.value) == value
    assert target_on(kept, "other", day) is None


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.dates(date(2018, 1, 1), date(2030, 1, 1))),
        unique=True,
        max_size=8,
    ),
    st.dates(date(2017, 1, 1), date(2031, 1, 1)),
)
def test_no_day_has_two_targets_of_a_measure(begun, day):
    kept = following(target(start, key=key) for key, start in begun)
    for key in "ab":
        holding = [each for each in kept if each.key == key and each.holds(day)]
        starts = [start for of, start in begun if of == key and start <= day]
        assert [each.start for each in holding] == ([max(starts)] if starts else [])


@pytest.mark.parametrize("value", [0.0, 90.0, 100.0])
def test_a_percentage_may_be_aimed_at(value):
    check_target(PERCENT, value)


@pytest.mark.parametrize("value", [-0.1, 100.1, float("nan"), float("inf")])
def test_what_is_no_percentage_is_refused_with_what_to_do(value):
    with pytest.raises(RefusedError, match=r"Target: .* Give a number from 0 to 100"):
        check_target(PERCENT, value)


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_a_count_is_0_or_more(value):
    check_target(OVERDUE, 140.0)
    with pytest.raises(RefusedError, match="Give a number from 0 up"):
        check_target(OVERDUE, value)


def test_a_neutral_measure_takes_no_target():
    with pytest.raises(RefusedError) as refusal:
        check_target(RAISED, 3.0)
    assert str(refusal.value) == (
        "Measure: 'Raised' takes no target, because neither higher nor lower is better. "
        "Choose another measure. Nothing is kept."
    )


def test_words_are_kept_on_one_line():
    assert words_for("Source", "  The\n board\t\x00", "x") == "The board"


@pytest.mark.parametrize("typed", ["", " \n ", "\x00"])
def test_no_words_are_refused(typed):
    with pytest.raises(RefusedError, match=r"Source: nothing is written.* 'The board'"):
        words_for("Source", typed, "The board")


def test_too_many_words_are_refused():
    words_for("Reason", "a" * LONGEST_WORDS, "x")
    with pytest.raises(RefusedError, match="Reason: 201 letters are written"):
        words_for("Reason", "a" * (LONGEST_WORDS + 1), "x")


def test_a_month_begins_on_its_first_day_and_may_have_to_have_begun():
    check_month(date(2025, 4, 1))
    with pytest.raises(RefusedError, match="02/04/2025 is not the first day"):
        check_month(date(2025, 4, 2))
    check_month(date(2025, 4, 1), latest=date(2025, 4, 1))
    with pytest.raises(RefusedError, match="May 2025 has not begun"):
        check_month(date(2025, 5, 1), latest=date(2025, 4, 1))
