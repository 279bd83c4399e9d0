"""Reporting periods: whole days, both ends in."""

from datetime import date

import pytest

from domain.periods import (
    Period,
    add_months,
    birthday,
    clip,
    financial_year,
    financial_year_of,
    month_of,
    months_between,
    quarter_of,
    quarters_between,
    return_year_from,
    return_year_of,
    rolling_year_to,
    rolling_years_between,
    year_to,
    years_between,
)


def period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="starts 2025-01-02, after it ends 2025-01-01"):
        period("2025-01-02", "2025-01-01")
    assert period("2025-01-01", "2025-01-01").start == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("found", "label"),
    [
        (financial_year(2024), "2023-24"),
        (financial_year(2000), "1999-00"),
        (month_of(date(2024, 4, 9)), "April 2024"),
        (period("2024-04-03", "2024-04-30"), "3 April 2024 to 30 April 2024"),
        (quarter_of(date(2024, 4, 9)), "1 April 2024 to 30 June 2024"),
    ],
)
def test_a_period_has_the_words_a_reader_says(found, label) -> None:
    assert found.label == label


@pytest.mark.parametrize(
    ("this", "before"),
    [
        (("2024-04-01", "2025-03-31"), ("2023-04-01", "2024-03-31")),
        (("2025-02-01", "2025-02-28"), ("2024-02-01", "2024-02-29")),
        (("2024-02-01", "2024-02-29"), ("2023-02-01", "2023-02-28")),
        (("2024-02-29", "2024-02-29"), ("2023-02-28", "2023-02-28")),
        (("2024-04-01", "2025-02-27"), ("2023-04-01", "2024-02-27")),
        (("2024-04-01", "2025-02-28"), ("2023-04-01", "2024-02-29")),
    ],
)
def test_a_year_before_a_month_end_is_a_month_end(this, before) -> None:
    assert period(*this).same_last_year() == period(*before)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-11-30", 3, "2025-02-28"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-03-31", -1, "2024-02-29"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, months, expected) -> None:
    found = add_months(date.fromisoformat(day), months)
    assert found == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ("2024-04-01", ("2024-04-01", "2024-06-30")),
        ("2024-06-30", ("2024-04-01", "2024-06-30")),
        ("2024-07-01", ("2024-07-01", "2024-09-30")),
        ("2024-12-31", ("2024-10-01", "2024-12-31")),
        ("2025-03-31", ("2025-01-01", "2025-03-31")),
    ],
)
def test_quarters_start_in_april(day, quarter) -> None:
    assert quarter_of(date.fromisoformat(day)) == period(*quarter)


@pytest.mark.parametrize(("day", "year"), [("2024-03-31", 2024), ("2024-04-01", 2025)])
def test_a_return_year_is_the_one_its_march_ends_in(day, year) -> None:
    this = date.fromisoformat(day)
    assert return_year_of(this) == year
    assert financial_year_of(this) == financial_year(year)


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("2024-25", 2025),
        ("2024/25", 2025),
        ("2024_25", 2025),
        ("2024-2025", 2025),
        (" 2025 ", 2025),
        ("2099-00", 2100),
        ("2024-26", None),
        ("24-25", None),
        ("", None),
        ("April", None),
    ],
)
def test_a_return_year_is_read_from_words(words, year) -> None:
    assert return_year_from(words) == year


def test_months_quarters_and_years_run_from_one_day_to_another() -> None:
    start, end = date(2024, 3, 31), date(2024, 7, 1)
    assert [each.label for each in months_between(start, end)] == [
        "March 2024",
        "April 2024",
        "May 2024",
        "June 2024",
        "July 2024",
    ]
    assert [each.start for each in quarters_between(start, end)] == [
        date(2024, 1, 1),
        date(2024, 4, 1),
        date(2024, 7, 1),
    ]
    assert [each.label for each in years_between(start, end)] == ["2023-24", "2024-25"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-11-23", "2026-11-22"),
        ("2025-04-01", "2026-03-31"),
        ("2024-03-01", "2025-02-28"),
        ("2023-03-01", "2024-02-29"),
        ("2023-03-01", "2024-02-28"),
        ("2025-01-01", "2025-12-31"),
    ],
)
def test_the_year_to_a_day_is_twelve_months_that_end_on_it(start, end) -> None:
    assert year_to(date.fromisoformat(end)) == period(start, end)


def test_a_rolling_year_is_the_twelve_months_to_a_month_end() -> None:
    assert rolling_year_to(date(2024, 2, 3)) == period("2023-03-01", "2024-02-29")
    assert rolling_year_to(date(2025, 3, 31)) == financial_year(2025)
    found = rolling_years_between(date(2024, 1, 31), date(2024, 3, 1))
    assert [each.end for each in found] == [
        date(2024, 1, 31),
        date(2024, 2, 29),
        date(2024, 3, 31),
    ]


def test_periods_are_cut_to_another_and_dropped_outside_it() -> None:
    months = months_between(date(2024, 4, 1), date(2024, 7, 31))
    within = period("2024-05-10", "2024-06-20")
    assert clip(months, within) == (
        period("2024-05-10", "2024-05-31"),
        period("2024-06-01", "2024-06-20"),
    )


@pytest.mark.parametrize(
    ("born", "reached"),
    [
        ("2012-02-28", "2030-02-28"),
        ("2012-02-29", "2030-03-01"),
        ("2002-02-28", "2020-02-28"),
    ],
)
def test_born_on_29_february_somebody_is_18_on_1_march(born, reached):
    assert str(birthday(date.fromisoformat(born), 18)) == reached
