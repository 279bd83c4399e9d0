"""What audits, dip samples and the form found, and how staff were helped, by hand."""

from datetime import date

import pytest

from domain.periods import financial_year, months_between
from domain.recorded_practice import PRACTICE, THEMES
from metrics import practice
from metrics.catalogue import get
from metrics.changed import compared_with
from metrics.comparison import Quoted, compare
from metrics.figure import figure, figures
from metrics.series import control_of
from metrics.spc import Method
from tests.tables import columns

YEAR = financial_year(2025)
GRADES = "practice_grade"
OWN = {GRADES: ("Outstanding", "Good", "Requires improvement", "Inadequate", "Mixed")}
HELP = (
    (practice.STAFF_SUPERVISED, "Supervision"),
    (practice.STAFF_TRAINED, "Training"),
    (practice.STAFF_APPRAISED, "Appraisal"),
)
LOOKED_AT = """
    day        | kind                        | sample | meeting
    2024-03-01 | Audit                       | 90     | 90
    2024-04-01 | Audit                       | 10     | 6
    2024-06-01 | Dip sample                  | 8      | 8
    2024-06-01 | Quality and compliance form | 20     | 0
    2025-03-01 | Dip sample                  | 0      | 0
    2025-04-01 | Audit                       | 90     | 90
    2024-06-01 | Audit                       | 5      |
    2024-06-01 | Audit                       |        | 5
    2024-06-01 | Dip sample                  |        |
    2024-06-01 | Training                    | 11     | 11
    2024-06-01 | Learning review             | 1      | 1
    2024-06-01 | Good-practice alert         | 3      | 3
"""


def of(metric, rows, by=None):
    found = columns(labels=OWN, recorded_practice=rows)
    if by is None:
        told = figure(metric, found, YEAR)
        return told.numerator, told.denominator, told.aside
    counts = metric.count(found, (YEAR,), by=by)
    numbers = zip(counts.numerator[:, 0], counts.denominator[:, 0], strict=True)
    return {
        label: each
        for label, each in zip(counts.labels, numbers, strict=True)
        if each[1]
    }


def test_practice_is_what_met_the_standard_of_what_was_looked_at():
    assert of(practice.PRACTICE_MEETING_STANDARD, LOOKED_AT) == (14, 38, 3)


def test_practice_is_told_by_kind_of_look():
    found = of(practice.PRACTICE_MEETING_STANDARD, LOOKED_AT, practice.BY_KIND)
    assert found == {
        "Audit": (6, 10),
        "Dip sample": (8, 8),
        "Quality and compliance form": (0, 20),
    }


def test_practice_is_told_by_theme_and_what_has_none_apart():
    rows = """
        day        | kind       | theme         | sample | meeting
        2024-04-01 | Audit      | Child's voice | 10     | 6
        2024-04-01 | Dip sample | Child's voice | 10     | 9
        2024-04-01 | Dip sample |               | 4      | 1
    """
    found = of(practice.PRACTICE_MEETING_STANDARD, rows, practice.BY_THEME)
    assert found == {"Child's voice": (15, 20), "Not recorded": (1, 4)}


def test_what_was_looked_at_is_its_sample_where_it_has_one():
    assert of(practice.PRACTICE_LOOKED_AT, LOOKED_AT) == (43, None, 0)


def test_audits_are_good_or_better_by_what_was_graded():
    rows = """
        day        | kind       | grade                | sample | meeting
        2024-03-01 | Audit      | Good                 | 9      |
        2024-04-01 | Audit      | Outstanding          | 1      |
        2024-04-01 | Audit      | Good                 | 3      | 2
        2025-03-01 | Audit      | Requires improvement | 4      | 4
        2025-03-01 | Audit      | Inadequate           | 2      |
        2025-03-01 | Audit      | Mixed                | 5      | 5
        2025-03-01 | Audit      |                      | 5      | 5
        2025-03-01 | Audit      | Good                 |        | 5
        2025-03-01 | Dip sample | Good                 | 7      | 7
        2025-04-01 | Audit      | Good                 | 9      |
    """
    assert of(practice.AUDITS_GOOD_OR_BETTER, rows) == (4, 10, 3)


@pytest.mark.parametrize(("metric", "kind"), HELP)
def test_staff_are_counted_of_those_due(metric, kind):
    other = next(name for one, name in HELP if one is not metric)
    rows = f"""
        day        | kind    | sample | meeting
        2024-03-01 | {kind}  | 11     | 11
        2024-04-01 | {kind}  | 11     | 10
        2025-03-01 | {kind}  | 10     | 10
        2025-04-01 | {kind}  | 11     | 11
        2024-06-01 | {kind}  | 11     |
        2024-06-01 | {kind}  |        | 4
        2024-06-01 | {other} | 11     | 0
    """
    assert of(metric, rows) == (20, 21, 2)


@pytest.mark.parametrize("metric", practice.METRICS, ids=lambda each: each.key)
def test_nothing_recorded_is_no_share_and_nothing_unknown_passes(metric):
    found = figure(metric, columns(), YEAR)
    assert found.value is None or metric is practice.PRACTICE_LOOKED_AT
    assert not metric.counts_rows


def test_a_theme_explains_a_measure_that_there_is():
    for theme, key in practice.EXPLAINS.items():
        assert theme in THEMES
        assert PRACTICE.place_of("theme", theme)
        assert get(key).key == key


def test_what_was_looked_at_together_is_not_judged_as_single_cases():
    """Ten pieces of work that all fail, and ten that all pass, are two looks."""
    months = months_between(date(2023, 4, 1), date(2025, 3, 31))
    rows = "day | kind | sample | meeting\n" + "\n".join(
        f"{month.start} | Audit | 10 | {0 if place % 2 or not place else 10}"
        for place, month in enumerate(months)
    )
    found = columns(labels=OWN, recorded_practice=rows)
    metric = practice.PRACTICE_MEETING_STANDARD
    made = control_of(metric, found, metric.count(found, months))
    assert made.method is Method.XMR
    assert set(made.rules) == {None}


def test_what_was_looked_at_together_is_not_called_more_than_chance():
    """8 of 10 and 80 of 400 are far apart for single cases, and may be two samples."""
    rows = """
        day        | kind  | sample | meeting
        2024-06-01 | Audit | 10     | 8
        2025-06-01 | Audit | 400    | 80
    """
    loaded = columns(**{PRACTICE.rows_name: rows})
    before, now = figures(
        practice.PRACTICE_MEETING_STANDARD, loaded, (YEAR, financial_year(2026))
    )
    assert (before.value, now.value) == (80, 20)
    assert compared_with(now, before, None) is None
    assert compare(Quoted.of(now), Quoted.of(before)).words == ""
