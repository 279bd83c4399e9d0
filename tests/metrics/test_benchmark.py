"""A figure beside published ones; every council and every child here is made up."""

from dataclasses import replace
from datetime import date

import pytest

from domain.benchmarks import CUTS, Benchmarks, Comparison, PublishedValue, Release
from domain.periods import Period, financial_year
from domain.series import HIGH, LOW, SERIES
from metrics import caseloads, cla_reviews, conferences, participation, plans
from metrics.benchmark import NONE_EXISTS, beside, definitions, own_range
from metrics.catalogue import CATALOGUE, get
from metrics.health import INITIAL_HEALTH_ASSESSMENTS_IN_TIME
from metrics.health import METRICS as HEALTH
from metrics.measure import Good
from tests.tables import columns

RELEASE = Release("The Department", "as updated on 1 October 2025")
AGAIN = plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT
NAMES = ("Darlington", "Dudley", "Rotherham")
TO_MARCH_2026 = Period(date(2025, 4, 1), date(2026, 3, 31))


def published(own="", **series):
    """Return figures of 2025; each series gives them by area."""
    figures = {
        code: {
            (area, 2025): PublishedValue(value, RELEASE) for area, value in some.items()
        }
        for code, some in series.items()
    }
    return Benchmarks(figures, Comparison("North East", NAMES), own)


REPEATS = {
    "England": 24.5,
    "North East": 27.2,
    "Darlington": 20.2,
    "Dudley": 27.6,
    "Rotherham": 27.7,
    **dict(zip(CUTS, (0, 20.0, 24.3, 27.6, 44.1), strict=True)),
}


def with_plans(known, *starts, again=1):
    """Return plans that started on days; the first `again` for a child who had one."""
    lines = [
        f"C{number} | {day} | {'yes' if number < again else 'no'}"
        for number, day in enumerate(starts)
    ]
    text = "\n".join(("child | start | second", "---+---", *lines))
    return replace(columns(plans=text), benchmarks=known)


FIVE = ("2024-05-01", "2024-06-01", "2024-10-01", "2025-01-01", "2025-03-31")


def test_the_line_says_england_region_neighbours_and_the_year():
    found = beside(AGAIN, with_plans(published(PrevRegCPR=REPEATS)), TO_MARCH_2026)
    assert found.line == (
        "England 24.5%, North East 27.2%, neighbours' middle 27.6% (2024-25)"
    )
    assert found.source == (
        "The Department, as updated on 1 October 2025. Open Government Licence v3.0."
    )
    assert found.spread_line == (
        "There are 3 neighbours, each with a published figure, "
        "from 20.2% to 27.7% (2024-25)."
    )


def test_ours_is_our_figure_of_the_year_compared_where_none_is_published_of_us():
    found = beside(
        AGAIN, with_plans(published(PrevRegCPR=REPEATS), *FIVE), TO_MARCH_2026
    )
    assert found.ours == 20.0
    assert found.place_line == (
        "Our whole service, 20.0%, is in the top quarter of councils (2024-25)."
    )


def test_ours_is_what_is_published_of_us_where_something_is():
    known = published("Gateshead", PrevRegCPR={**REPEATS, "Gateshead": 21.1})
    found = beside(AGAIN, with_plans(known, *FIVE), TO_MARCH_2026)
    assert found.ours == 21.1
    assert "21.1%, is in the second quarter" in found.place_line


def test_a_suppressed_value_of_ours_has_no_place():
    known = published("Gateshead", PrevRegCPR={**REPEATS, "Gateshead": None})
    found = beside(AGAIN, with_plans(known, *FIVE), TO_MARCH_2026)
    assert (found.ours, found.rank, found.quarter, found.place_line) == (
        None,
        None,
        None,
        "",
    )


def test_neighbours_whose_value_is_suppressed_are_counted_and_never_named():
    known = published(PrevRegCPR={**REPEATS, "Dudley": None})
    found = beside(AGAIN, with_plans(known, *FIVE), TO_MARCH_2026)
    said = found.line + found.spread_line + found.place_line
    assert "neighbours' middle of the 2 told 24.0%" in found.line
    assert not [name for name in NAMES if name in said]


def test_a_period_before_anything_published_has_no_comparison_and_says_so():
    found = beside(
        AGAIN,
        with_plans(published(PrevRegCPR=REPEATS)),
        Period(date(2024, 4, 1), date(2025, 3, 30)),
    )
    assert found.line.startswith("No national figure is there yet")


def test_a_series_without_a_figure_is_not_called_absent():
    found = beside(AGAIN, with_plans(published()), TO_MARCH_2026)
    assert found.line.startswith("The Department publishes this; none of its figures")
    assert NONE_EXISTS not in found.line


@pytest.mark.parametrize("metric", HEALTH, ids=lambda each: each.key)
def test_no_measure_of_health_or_missing_denies_a_national_figure_that_exists(metric):
    line = beside(metric, with_plans(published()), TO_MARCH_2026).line
    assert (NONE_EXISTS in line) is (metric is INITIAL_HEALTH_ASSESSMENTS_IN_TIME)
    assert line.startswith(metric.elsewhere)
    assert SERIES.keys().isdisjoint({metric.published})


def test_numbers_are_compared_with_neighbours_alone():
    known = published(CPP_Num={"England": 49420, "Darlington": 92, "Dudley": 237})
    found = beside(plans.PLANS_OPEN, with_plans(known), TO_MARCH_2026)
    assert found.line == "Neighbours' middle of the 2 told 165 (31 March 2025)"
    assert (found.rank, found.quarter) == (None, None)


HELD = """
    child | due        | held
    ------+------------+------------
    C1    | 2022-06-01 | 2022-06-01
    C8    | 2022-12-01 | 2022-12-01
    C2    | 2023-06-01 | 2023-06-01
    C3    | 2023-06-01 | 2023-06-02
    C4    | 2024-06-01 | 2024-06-01
    C5    | 2024-06-01 | 2024-06-01
    C6    | 2024-06-01 | 2024-06-01
    C7    | 2024-06-01 | 2024-06-02
"""


def test_where_no_national_figure_exists_it_is_said_with_our_own_three_years():
    found = beside(
        cla_reviews.REVIEWS_HELD_ON_TIME, columns(reviews=HELD), financial_year(2025)
    )
    assert found.line == (
        "No national figure exists for this. Between 50.0% and 100.0% in the last "
        "three financial years."
    )
    assert (found.source, found.place_line, found.spread_line) == ("", "", "")


def test_only_years_told_in_full_are_in_the_range():
    from_october = (Period(date(2022, 10, 1), date(2025, 3, 31)),)
    found = own_range(
        cla_reviews.REVIEWS_HELD_ON_TIME,
        columns(from_october, reviews=HELD),
        financial_year(2025),
    )
    assert found.words == "Between 50.0% and 75.0% in 2023-24 and 2024-25."
    nothing = own_range(
        cla_reviews.REVIEWS_HELD_ON_TIME,
        columns((), reviews=HELD),
        financial_year(2025),
    )
    assert nothing is None


def test_a_year_that_runs_is_not_in_the_range():
    part = Period(date(2024, 4, 1), date(2024, 12, 31))
    found = own_range(cla_reviews.REVIEWS_HELD_ON_TIME, columns(reviews=HELD), part)
    assert found.years[-1] == financial_year(2024)


# Two definitions side by side.


def test_repeat_plans_of_a_half_year_stand_beside_those_of_the_year():
    found = definitions(AGAIN, with_plans(published(), *FIVE), TO_MARCH_2026)
    assert found.year == TO_MARCH_2026
    found = definitions(AGAIN, with_plans(published(), *FIVE), financial_year(2025))
    assert (found.here.numerator, found.here.denominator) == (0, 3)
    assert (found.there.numerator, found.there.denominator) == (1, 5)
    assert found.here.period == Period(date(2024, 10, 1), date(2025, 3, 31))
    assert "financial year" in found.why


@pytest.mark.parametrize(
    ("metric", "counterpart"),
    [
        (
            plans.PLAN_REVIEWS_HELD_ON_TIME,
            plans.CHILDREN_WITH_ALL_PLAN_REVIEWS_ON_TIME,
        ),
        (
            conferences.ICPCS_HELD_WITHIN_15_WORKING_DAYS,
            conferences.ICPCS_TRANSFERRED_IN,
        ),
        (
            participation.CHILDREN_BY_PARTICIPATION,
            caseloads.CHILDREN_IN_CARE_AT_END,
        ),
    ],
)
def test_a_figure_counted_otherwise_stands_beside_the_one_that_shows_it(
    metric, counterpart
):
    found = definitions(metric, columns(), TO_MARCH_2026)
    assert (found.here.metric, found.there.metric) == (metric, counterpart)
    assert found.here.period == found.there.period == TO_MARCH_2026
    assert found.why == metric.differs


def test_the_departments_own_value_of_the_council_stands_beside_both():
    known = published("Gateshead", RevCP={"England": 90.6, "Gateshead": 90.7})
    found = definitions(
        plans.PLAN_REVIEWS_HELD_ON_TIME,
        replace(columns(), benchmarks=known),
        financial_year(2025),
    )
    assert (found.series.code, found.published) == ("RevCP", 90.7)


def test_one_definition_needs_no_other():
    assert definitions(plans.PLANS_OPEN, columns(), TO_MARCH_2026) is None


# What the catalogue says of published figures.


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda each: each.key)
def test_a_measure_names_a_known_series_and_one_of_the_same_mind(metric):
    if metric.counterpart:
        assert metric.differs
        assert get(metric.counterpart) != metric
    if not metric.published:
        return
    better = {HIGH: Good.HIGH, LOW: Good.LOW, "": Good.NEUTRAL}
    series = SERIES[metric.published]
    assert better[series.good] is metric.good
    assert series.stock == metric.is_stock
    if series.parts:
        fixed = columns().labels[metric.natural]
        assert [label for label, _ in series.parts] == list(fixed[1:])


def test_what_has_no_national_figure_is_review_timeliness_and_what_the_issue_names():
    without = {each.key for each in CATALOGUE if not each.published}
    for module in (cla_reviews, participation):
        assert {each.key for each in module.METRICS} <= without
    assert "disputes_raised" in without
    assert "caseload_per_fte" in without
