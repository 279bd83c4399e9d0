"""Children who keep their IRO, and children whom an IRO saw."""

from dataclasses import replace
from datetime import date

import pytest

from domain.events import Event
from domain.periods import financial_year
from metrics import continuity, events
from metrics.figure import figure
from tests.tables import columns

YEAR = financial_year(2025)
SAME = continuity.SAME_IRO_AS_A_YEAR_BEFORE
SEEN = continuity.SEEN_BY_IRO_IN_6_MONTHS
THREE = continuity.SAME_IRO_AT_LAST_THREE_REVIEWS
FOUR = columns(
    care_spans="""
        child | start      | end        | year       | iro_same | iro_known | iros
        C1    | 2024-01-09 |            | 2025-01-09 | yes      |           | 1 IRO
        C2    | 2024-01-09 | 2024-08-01 | 2025-01-09 | yes      |           | 1 IRO
        C2    | 2024-08-01 |            | 2025-01-09 |          |           | 2 IROs
        C3    | 2024-01-09 |            | 2025-01-09 | yes      | ?         |
        C4    | 2024-01-09 |            | 2025-01-09 |          |           | 3 or more IROs
        C5    | 2024-05-01 |            | 2025-05-01 | yes      |           | 1 IRO
    """
)


def test_the_same_iro_as_a_year_before_is_counted_by_hand() -> None:
    found = figure(SAME, FOUR, YEAR)
    assert (found.numerator, found.denominator, found.aside) == (1, 3, 1)
    assert found.value == pytest.approx(100 / 3)


def test_children_are_counted_by_how_many_iros_they_had() -> None:
    counts = continuity.IROS_IN_12_MONTHS.count(FOUR, (YEAR,), by="iros")
    assert dict(zip(counts.labels, counts.numerator[:, 0], strict=True)) == {
        "Not recorded": 0,
        "1 IRO": 1,
        "2 IROs": 1,
        "3 or more IROs": 1,
    }
    assert counts.denominator is not None
    assert set(counts.denominator[:, 0]) == {3} and set(counts.aside[:, 0]) == {1}


@pytest.mark.parametrize(
    ("year", "end", "cases"),
    [
        ("2025-03-30", "", 1),
        ("2025-03-31", "", 1),
        ("2025-04-01", "", 0),
        ("2024-06-01", "2025-03-31", 0),
        ("2024-06-01", "2025-04-01", 1),
    ],
)
def test_a_child_counts_from_the_day_of_12_months_in_care(year, end, cases) -> None:
    found = columns(
        care_spans=f"""
            start      | end   | year   | half_year | iro_same | seen
            2023-06-01 | {end} | {year} | {year}    | yes      | yes
        """
    )
    assert figure(SAME, found, YEAR).denominator == cases
    assert figure(SEEN, found, YEAR).denominator == cases


def test_children_seen_are_those_seen_of_those_of_whom_files_tell() -> None:
    found = columns(
        care_spans="""
            child | start      | half_year  | seen | seen_known
            C1    | 2024-01-09 | 2024-07-09 | yes  |
            C2    | 2024-01-09 | 2024-07-09 |      |
            C3    | 2024-01-09 | 2024-07-09 | yes  |
            C4    | 2024-01-09 | 2024-07-09 | yes  | ?
            C5    | 2024-01-09 | 2025-04-09 |      |
        """
    )
    told = figure(SEEN, found, YEAR)
    assert (told.numerator, told.denominator, told.aside) == (2, 3, 1)


def test_without_visits_loaded_there_is_no_figure_of_children_seen() -> None:
    found = columns(
        care_spans="""
            child | start      | half_year  | seen | seen_known
            C1    | 2024-01-09 | 2024-07-09 |      | ?
        """
    )
    told = figure(SEEN, found, YEAR)
    assert (told.value, told.denominator, told.aside) == (None, 0, 1)


def test_the_last_three_reviews_are_those_of_the_last_day() -> None:
    found = columns(
        reviews="""
            child | held       | next_held  | ceased     | third | iro_same | iro_known
            C1    | 2024-04-09 | 2024-09-09 |            |       | yes      |
            C1    | 2024-09-09 |            |            | yes   | yes      |
            C2    | 2024-09-09 | 2025-04-01 |            | yes   |          |
            C3    | 2024-09-09 | 2025-03-31 |            | yes   | yes      |
            C4    | 2024-09-09 |            | 2025-03-31 | yes   | yes      |
            C5    | 2024-09-09 |            | 2025-04-01 | yes   | yes      |
            C6    | 2024-09-09 |            |            | yes   | yes      | ?
            C7    | 2024-09-09 |            |            |       | yes      |
            C8    |            |            |            | yes   | yes      |
        """
    )
    told = figure(THREE, found, YEAR)
    assert (told.numerator, told.denominator, told.aside) == (2, 3, 1)


def test_a_day_of_many_reallocations_is_marked_beside_continuity_alone() -> None:
    event = Event(date(2024, 9, 2), "60 children changed IRO")
    found = replace(FOUR, reallocations=(event,))
    for metric in continuity.BY_ALLOCATION:
        assert events.touching(metric, found) == (event,)
    assert events.touching(SEEN, found) == ()
