"""A grade follows its rule, at each limit and just past it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.periods import financial_year
from metrics import grade as module
from metrics.catalogue import get
from metrics.grade import grade, last_year_over
from tests.metrics.any_columns import any_columns
from tests.tables import columns

METRIC = get("reviews_held_on_time")


@pytest.fixture
def with_unknown(monkeypatch):
    """Say how many of 1,000 cases are unknown, and what else there is."""
    found = any_columns(1)
    there = module.figure(METRIC, found, financial_year(2025))

    def given(unknown, **more):
        said = {"covered": True, "withheld": False, "denominator": 1000.0 - unknown}
        shown = replace(there, aside=unknown, **(said | more))
        monkeypatch.setattr(module, "figure", lambda *_: shown)
        return found

    return given


@pytest.mark.parametrize(
    ("unknown", "letter"),
    [(0, "A"), (19, "A"), (20, "B"), (49, "B"), (50, "C"), (99, "C"), (100, "D")],
)
def test_a_grade_begins_at_its_limit(with_unknown, unknown, letter):
    assert grade(METRIC, with_unknown(float(unknown))).letter == letter


def test_there_is_no_grade_without_files_or_cases(with_unknown):
    assert grade(METRIC, with_unknown(0.0, covered=False)).letter == "not graded"
    assert grade(METRIC, with_unknown(0.0, denominator=0.0)).letter == "not graded"
    assert grade(METRIC, columns(covered={})).letter == "not graded"


@pytest.mark.parametrize(
    ("last", "ending"),
    [(date(2025, 3, 30), 2024), (date(2025, 3, 31), 2025), (date(2025, 9, 30), 2025)],
)
def test_a_grade_is_of_the_last_year_that_is_over(last, ending):
    assert last_year_over(last) == financial_year(ending)
