"""Unlike figures are not compared, and chance is named where it is enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.periods import Period, financial_year, month_of
from metrics.chance import difference, rarity, rarity_of_counts, wilson
from metrics.comparison import How, Quoted, Unlike, compare

YEAR, BEFORE = financial_year(2024), financial_year(2023)
NOW = Quoted("reviews_held_on_time", "reviews", YEAR, 83.9, 839, 1000)
THEN = replace(NOW, period=BEFORE, value=81.6, numerator=816, denominator=1000)


def test_a_rise_that_chance_allows_is_said_to_be_one() -> None:
    """81.6% to 83.9% of a thousand reviews each: between 1 point down and 6 up."""
    found = compare(NOW, THEN)
    assert not found.refused
    assert found.difference is not None
    assert found.difference.by_chance
    assert found.words == "The difference is no more than chance gives."


def test_a_rise_quoted_without_numbers_is_not_compared() -> None:
    """Two percentages alone: nobody can say what chance allows."""
    bare = [replace(each, numerator=None, denominator=None) for each in (NOW, THEN)]
    found = compare(*bare)
    assert found.why == Unlike.NO_COUNTS
    assert found.instead == "Ask for the numbers behind both."


def test_a_year_beside_a_mean_of_monthly_percentages_is_refused() -> None:
    """21% of a year's plans, and 17% "over the last six months"."""
    half = Period(date(2023, 10, 1), date(2024, 3, 31))
    six = replace(NOW, period=half, value=17.0, how=How.MEAN_OF_PARTS)
    found = compare(six, replace(THEN, value=21.0))
    assert found.refused
    assert "the mean of percentages of its parts" in found.words
    assert "Compare all cases of one period" in found.words


def test_half_a_year_beside_a_year_is_refused_with_the_same_half_offered() -> None:
    """The fair one is the same half a year before."""
    half = Period(date(2023, 10, 1), date(2024, 3, 31))
    found = compare(replace(NOW, period=half), THEN)
    assert found.why == "one is of 183 days, the other of 365"
    assert found.instead == "Compare it with 1 October 2022 to 31 March 2023."


def test_children_beside_reviews_are_refused() -> None:
    """614 children stand beside reviews in one sentence of a report."""
    found = compare(replace(NOW, counts="children"), THEN)
    assert found.words == (
        "Not compared: one counts children, the other reviews. "
        "Compare children with children."
    )


def test_two_definitions_are_refused() -> None:
    """Reviews held and reviews due are two populations."""
    assert compare(NOW, replace(THEN, definition="reviews_due_held_on_time")).refused


def test_across_the_day_that_others_chair_nothing_is_compared() -> None:
    """Before, since, and on the day itself."""
    day = date(2023, 9, 1)
    assert "1 September 2023" in compare(NOW, THEN, day).why
    assert not compare(NOW, THEN, date(2024, 4, 1)).refused
    assert not compare(NOW, THEN, BEFORE.start).refused


def test_what_is_not_whole_or_has_no_value_is_refused() -> None:
    """Neither is a figure to compare with."""
    assert compare(NOW, replace(THEN, whole=False)).refused
    assert compare(NOW, replace(THEN, value=None)).refused


def test_a_month_with_a_month_is_compared_though_one_is_longer() -> None:
    """February with January."""
    february, january = month_of(date(2024, 2, 1)), month_of(date(2024, 1, 1))
    assert not compare(
        replace(NOW, period=february), replace(THEN, period=january)
    ).refused


# The arithmetic, against published examples.


def test_intervals_are_those_newcombe_printed() -> None:
    """Newcombe 1998, table II: 56/70 and 48/80, method 10."""
    found = difference(56, 70, 48, 80)
    assert (found.low, found.high) == pytest.approx((5.24, 33.39), abs=0.01)
    none = difference(0, 10, 0, 10)
    assert none.low == pytest.approx(-27.75, abs=0.01)


def test_wilson_is_as_published() -> None:
    """Newcombe 1998: 81 of 263 lies between 25.53% and 36.62%."""
    low, high = wilson(81, 263)
    assert (100 * low, 100 * high) == pytest.approx((25.53, 36.62), abs=0.01)


def test_how_rare_a_difference_is() -> None:
    """24.8% against 14.9% (z 2.3) is rarer than one in twenty; none is certain."""
    assert rarity(29, 117, 20, 134) == pytest.approx(0.05, abs=0.01)
    assert rarity(5, 10, 5, 10) == 1.0
    assert rarity_of_counts(10, 10) == 1.0
    assert rarity_of_counts(30, 10) < 0.01
    assert rarity_of_counts(0, 0) == 1.0
    assert rarity_of_counts(20, 10, (2, 1)) == 1.0
    assert rarity_of_counts(3, 0, (1, 0)) == 1.0
    one_side = rarity_of_counts(600, 600, (8, 12))
    assert one_side < 0.001
    assert rarity_of_counts(600, 600, (8, 12), both_sides=True) > 0.1


def test_more_passed_than_there_are_is_no_share() -> None:
    """Nor is a share of nothing."""
    with pytest.raises(ValueError, match="no share"):
        difference(11, 10, 1, 10)
    with pytest.raises(ValueError, match="no share"):
        difference(0, 0, 1, 10)
