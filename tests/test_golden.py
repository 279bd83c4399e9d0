"""Exampleshire's figures stay as readers saw them, and repeat a published report."""

import csv

import pytest

from domain.periods import Period, financial_year, months_between
from metrics import (
    cla_reviews,
    conferences,
    conferences_held,
    disputes,
    other_reviews,
    participation,
    plans,
    voice,
    workforce,
)
from metrics.catalogue import CATALOGUE
from metrics.figure import cross, figure
from tests.golden import EXPECTED, YEARS, measured
from tests.golden.store import filled

YEAR_BEFORE, YEAR = financial_year(2023), financial_year(2024)


pytestmark = pytest.mark.xdist_group("golden")  # one store for all


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    return filled(tmp_path_factory.mktemp("golden"))


def by_group(metric, council, by, where=None):
    counts = metric.count(council, (YEAR,), where or {}, by=by)
    return {
        label: int(number)
        for label, number in zip(counts.labels, counts.numerator[:, 0], strict=True)
        if number
    }


def test_every_figure_is_the_one_that_was_seen(council) -> None:
    expected = EXPECTED.read_text(encoding="utf-8")
    assert measured(council).splitlines() == expected.splitlines()


def test_every_measure_of_the_catalogue_is_held() -> None:
    with EXPECTED.open(encoding="utf-8") as lines:
        held = [(line["key"], line["year"]) for line in csv.DictReader(lines)]
    years = [financial_year(ending).label for ending in YEARS]
    assert held == [(metric.key, year) for metric in CATALOGUE for year in years]


@pytest.mark.parametrize(("year", "percent"), [(YEAR_BEFORE, 81.6), (YEAR, 83.9)])
def test_reviews_held_on_time_are_as_published(council, year, percent) -> None:
    found = figure(cla_reviews.REVIEWS_HELD_ON_TIME, council, year)
    assert round(found.value, 1) == percent
    assert found.aside == 0


def test_614_children_had_a_review_and_took_part_as_published(council) -> None:
    metric = participation.CHILDREN_BY_PARTICIPATION
    counts = metric.count(council, (YEAR,), by="code")
    assert counts.denominator[0, 0] == 614
    assert whole_percent(counts) == {
        "PN1": 29,
        "PN5 or PN6": 40,
        "PN0": 15,
        "PN3": 11,
        "PN7": 3,
        "PN4": 1,
        "PN2": 1,
    }


def test_reviews_divide_over_the_codes_as_published(council) -> None:
    counts = participation.PARTICIPATION_CODES.count(council, (YEAR,), by="code")
    assert whole_percent(counts) == {
        "PN1": 29,
        "PN5 or PN6": 40,
        "PN0": 15,
        "PN3": 11,
        "PN7": 3,
        "PN4": 1,
        "PN2": 1,
    }


def whole_percent(counts):
    value = dict(zip(counts.labels, counts.value[:, 0], strict=True))
    value["PN5 or PN6"] = value.pop("PN5") + value.pop("PN6")
    return {code: round(percent) for code, percent in value.items() if percent}


def test_conferences_in_time_are_as_published(council) -> None:
    metric = conferences.ICPCS_HELD_WITHIN_15_WORKING_DAYS
    assert round(figure(metric, council, YEAR).value) == 89


def test_plan_reviews_on_time_are_as_published_and_children_are_fewer(council) -> None:
    events = figure(plans.PLAN_REVIEWS_HELD_ON_TIME, council, YEAR)
    children = figure(plans.CHILDREN_WITH_ALL_PLAN_REVIEWS_ON_TIME, council, YEAR)
    assert round(events.value, 1) == 99.9
    assert children.denominator < events.denominator


@pytest.mark.parametrize(
    ("metric", "percent", "cases"),
    [
        (other_reviews.PRIVATE_FOSTERING_VISITS_IN_TIME, 100, 35),
        (other_reviews.PRIVATE_FOSTERING_REVIEWS_IN_TIME, 100, 4),
        (other_reviews.FOSTER_CARER_REVIEWS_IN_TIME, 100, 94),
        (other_reviews.SECURE_REVIEWS_BY_ANOTHER_IRO, 100, 1),
    ],
    ids=lambda each: getattr(each, "key", each),
)
def test_other_reviews_are_as_published(council, metric, percent, cases) -> None:
    found = figure(metric, council, YEAR)
    assert (found.value, found.denominator, found.aside) == (percent, cases, 0)


@pytest.mark.parametrize(
    ("metric", "number"),
    [(voice.ADVOCACY_REFERRALS, 39), (voice.VISITORS_MATCHED, 6)],
    ids=lambda each: getattr(each, "key", each),
)
def test_advocacy_and_visitors_of_the_year_are_as_published(
    council, metric, number
) -> None:
    found = figure(metric, council, YEAR)
    assert (found.numerator, found.denominator) == (number, 12)


def test_eleven_posts_were_agreed_eight_of_both_roles_as_published(council) -> None:
    counts = workforce.POSTS_VACANT.count(council, (YEAR,), by=workforce.BY_ROLE)
    agreed = dict(zip(counts.labels, counts.denominator[:, 0] / 12, strict=True))
    assert {role: posts for role, posts in agreed.items() if posts} == {
        "IRO and chair": 8,
        "IRO": 1,
        "LADO": 1,
        "Foster care reviewer": 1,
    }


def test_nine_conferences_were_held_at_15_months_as_published(council) -> None:
    metric = conferences_held.CONFERENCES_AT_15_MONTHS
    assert sum(by_group(metric, council, metric.natural).values()) == 9


def test_long_plans_are_as_published(council) -> None:
    assert figure(plans.PLANS_REACHING_15_MONTHS, council, YEAR).value == 9
    over_24 = figure(plans.PLANS_OPEN_OVER_24_MONTHS, council, YEAR)
    assert (over_24.numerator, over_24.denominator) == (0, 239)


def test_second_plans_are_as_published_by_year_and_by_half_year(council) -> None:
    metric = plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT
    assert round(figure(metric, council, YEAR_BEFORE).value) == 21
    half = Period(YEAR.start.replace(month=10), YEAR.end)
    months = metric.count(council, months_between(half.start, half.end))
    assert months.value.shape == (1, 6)
    assert round(months.value.mean()) == 17


def test_138_disputes_reconcile_by_stage_and_theme(council) -> None:
    table = cross(disputes.DISPUTES_RAISED, council, YEAR, "stage", "theme")
    assert table.total == sum(table.row_totals) == sum(table.column_totals) == 138
    assert figure(disputes.DISPUTES_RAISED, council, YEAR).value == 138
    stages = by_group(disputes.DISPUTES_RAISED, council, "stage")
    totals = zip(table.row_labels, table.row_totals, strict=True)
    assert stages == {stage: total for stage, total in totals if total}


def test_disputes_by_theme_at_each_stage_are_as_published(council) -> None:
    stage_1, stage_2, stage_3 = (
        by_group(disputes.DISPUTES_RAISED, council, "theme", {"stage": (stage,)})
        for stage in ("Stage 1", "Stage 2", "Stage 3")
    )
    assert sum(stage_1.values()) == 77
    assert stage_1 == {
        "Care planning": 19,
        "Practice": 42,
        "Drift and delay": 15,
        "Not recorded": 1,
    }
    assert (stage_2["Care planning"], stage_2["Safety"]) == (7, 3)
    assert max(stage_3, key=stage_3.get) == "Care planning"
