"""The verdict in the shell: in the words of the pages, with each row's limits."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from domain.periods import Period, add_months, month_of, months_between
from domain.tables import Bools, Columns
from metrics import cla_reviews, disputes
from metrics.catalogue import CATALOGUE
from metrics.measure import Counts, Metric, Shape
from metrics.series import control_of
from metrics.spc import Control, Method
from metrics.verdict import Assurance, Variation, verdict
from reports import formats, verdicts
from reports.figures import figures
from reports.verdicts import judged
from tests.metrics import noise
from tests.metrics.any_columns import any_columns
from tests.metrics.charted import p, u, xmr

ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME
THREE_YEARS = Period(noise.MONTHS[0].start, noise.LAST_DAY)
FALL = [0.88] * 27 + [0.7] * 9
FEW = 5  # cases a month that pass, and that do not, for limits that are not exact
PUBLISHED_ROUNDING = 2e-4  # 2.66 is 3 / 1.128, rounded
ABOUT = 0.05  # percentage points
WITHIN = 1e-5  # of values of six decimals


def falling() -> Columns:
    """Return reviews of which fewer are on time from the twenty-eighth month on."""
    return noise.with_reviews(np.random.default_rng(1), FALL)


def as_json(
    metric: Metric, columns: Columns, period: Period, by: str | None = "month"
) -> dict[str, Any]:
    """Return what the shell prints as JSON."""
    found = figures(metric, columns, period, by=by)
    return json.loads(formats.as_json(found, judged(found, columns)))


def months_to(columns: Columns) -> Period:
    """Return the 36 months up to the last that is loaded, as a page has them."""
    last = month_of(columns.data_to or noise.LAST_DAY)
    return Period(add_months(last.start, -35), last.end)


# The words are the same wherever they stand.


def words_of(columns: Columns, metrics: tuple[Metric, ...]) -> dict[str, str]:
    """Return each measure's line on rows that have answered nothing yet."""
    period = months_to(columns)
    months = months_between(period.start, period.end)
    fresh = replace(columns)
    return {each.key: verdict(each, fresh, months).line for each in metrics}


def assert_the_same_words(columns: Columns) -> None:
    """The shell's, a page's, and another order's are one, asked anew or again."""
    forwards = words_of(columns, CATALOGUE)
    assert forwards == words_of(columns, CATALOGUE[::-1])
    period, fresh = months_to(columns), replace(columns)
    for _ in range(2):
        for metric in CATALOGUE:
            found = as_json(metric, fresh, period)["verdict"]
            assert found["words"] == forwards[metric.key]
            assert found["variation"] in list(Variation)
            assert found["assurance"] in list(Assurance)


@pytest.mark.parametrize("gap", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_words_are_the_same_wherever_they_stand(seed: int, gap: bool) -> None:
    """On columns of any size, with and without days that no file speaks for."""
    assert_the_same_words(any_columns(seed, gap))


@pytest.mark.parametrize("children", noise.SIZES)
def test_words_are_the_same_in_councils_of_every_size(children: int) -> None:
    """Months, quarters and days between events are all among them."""
    assert_the_same_words(noise.council(np.random.default_rng(4), children))


def test_words_are_the_same_in_the_invented_council(exampleshire_columns) -> None:
    """The one that a first visitor sees."""
    assert_the_same_words(exampleshire_columns)


# What is printed.


def test_a_verdict_has_its_variation_assurance_words_and_what_it_is_judged_by() -> None:
    """A fall is worsening; there is no target, and nothing published."""
    found = as_json(ON_TIME, falling(), THREE_YEARS)["verdict"]
    assert found == {
        "variation": "worsening",
        "assurance": "no target",
        "words": found["words"],
        "target": None,
        "benchmark": None,
        "judged_by": "month",
    }
    assert found["words"].startswith("Worse ")


def test_each_month_has_its_mean_limits_and_the_rule_that_fired() -> None:
    """Against the published rules by another hand."""
    rows = as_json(ON_TIME, falling(), THREE_YEARS)["rows"]
    mean, lower, upper = xmr([row["value"] for row in rows], 0, 100)
    for row in rows:
        assert row["mean"] == pytest.approx(mean, abs=WITHIN)
        assert row["lower"] == pytest.approx(lower, abs=WITHIN)
        assert row["upper"] == pytest.approx(upper, abs=WITHIN)
    assert rows[0]["rule"] is None or "row" in rows[0]["rule"]
    assert rows[-1]["rule"] is not None


def test_quarters_and_years_have_limits_of_their_own() -> None:
    """Twelve quarters have limits; three years have a mean and no limits."""
    quarters = as_json(ON_TIME, falling(), THREE_YEARS, by="quarter")["rows"]
    assert all(row["lower"] < row["mean"] < row["upper"] for row in quarters)
    years = as_json(ON_TIME, falling(), THREE_YEARS, by="year")["rows"]
    assert [row["lower"] for row in years] == [None] * 3
    assert years[0]["mean"] == pytest.approx(
        sum(row["value"] for row in years) / 3, abs=WITHIN
    )


@pytest.mark.parametrize("by", [None, "team", "rolling_year"])
def test_groups_and_rolling_years_are_judged_by_nothing(by: str | None) -> None:
    """Rolling years share their months, so ranges between them say nothing."""
    found = as_json(ON_TIME, falling(), THREE_YEARS, by=by)
    for row in found["rows"]:
        assert [row[name] for name in verdicts.LIMIT_FIELDS] == [None] * 4
    assert (
        found["verdict"]["words"]
        == as_json(ON_TIME, falling(), THREE_YEARS)["verdict"]["words"]
    )


def test_the_verdict_is_of_the_months_asked_for() -> None:
    """The first two years know of no fall; a month cut short is not judged."""
    before = Period(THREE_YEARS.start, date(2024, 6, 20))
    found = as_json(ON_TIME, falling(), before)
    assert found["verdict"]["variation"] == "steady"
    assert found["rows"][-1]["mean"] is None
    assert found["rows"][-2]["mean"] is not None


def test_a_month_without_cases_is_judged_by_nothing() -> None:
    """Its row has no value, so no limits."""
    few = noise.with_disputes(np.random.default_rng(3), [30.0] * 20 + [0.0] + [30] * 15)
    key = disputes.DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS
    for row in as_json(key, few, THREE_YEARS)["rows"]:
        there = [row[name] is not None for name in ("mean", "lower", "upper")]
        assert there == [row["value"] is not None] * 3


def test_a_month_of_which_files_skip_days_is_judged_by_nothing() -> None:
    """Its row has no figure, and no limits either, however many cases it has."""
    runs = (
        Period(THREE_YEARS.start, date(2024, 5, 20)),
        Period(date(2024, 5, 27), THREE_YEARS.end),
    )
    rows = falling()
    rows = replace(rows, covered=dict.fromkeys(rows.covered, runs))
    found = as_json(ON_TIME, rows, THREE_YEARS)["rows"]
    without = [row["group"] for row in found if row["mean"] is None]
    assert (
        without == [row["group"] for row in found if not row["covered"]] == ["2024-05"]
    )


def test_a_rule_says_which_it_is() -> None:
    """A single month of collapse."""
    chances = [0.88] * 35 + [0.2]
    found = noise.with_reviews(np.random.default_rng(2), chances)
    assert as_json(ON_TIME, found, THREE_YEARS)["rows"][-1]["rule"] == (
        "outside the limits"
    )


def test_csv_has_limits_and_the_verdict_last_in_every_line() -> None:
    """No column before them moves."""
    rows = falling()
    shown = figures(ON_TIME, rows, THREE_YEARS, by="month")
    plain = formats.as_csv(shown).splitlines()
    found = formats.as_csv(shown, judged(shown, rows))
    assert found.splitlines()[0] == ",".join(
        (plain[0], *verdicts.LIMIT_FIELDS, *verdicts.VERDICT_FIELDS)
    )
    lines = list(csv.DictReader(io.StringIO(found)))
    words = as_json(ON_TIME, rows, THREE_YEARS)["verdict"]["words"]
    assert {line["words"] for line in lines} == {words}
    assert {line["variation"] for line in lines} == {"worsening"}
    assert lines[0]["benchmark"] == lines[0]["target"] == ""


def test_a_table_has_the_verdict_above_and_limits_beside() -> None:
    """For whoever reads it on a screen."""
    rows = falling()
    shown = figures(ON_TIME, rows, THREE_YEARS, by="month")
    lines = formats.as_table(shown, judged(shown, rows)).splitlines()
    words = verdict(ON_TIME, rows, noise.MONTHS).line
    assert f"Verdict: {words}" in lines
    (titles,) = [line for line in lines if line.startswith("Group")]
    assert re.split("  +", titles)[-4:] == [
        "Mean",
        "Lower limit",
        "Upper limit",
        "Rule",
    ]


def test_a_benchmark_is_a_cell_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is published beside a measure stands in both, whatever it holds."""
    beside = {"England": 84.0, "year": "2023-24"}
    monkeypatch.setattr(verdicts, "benchmark_of", lambda *_: beside)
    rows = falling()
    shown = figures(ON_TIME, rows, THREE_YEARS)
    assert as_json(ON_TIME, rows, THREE_YEARS)["verdict"]["benchmark"] == beside
    (line,) = csv.DictReader(io.StringIO(formats.as_csv(shown, judged(shown, rows))))
    assert json.loads(line["benchmark"]) == beside


# The limits of rows, and on the invented council's own series by another hand.


def test_rows_are_judged_as_charts_judge_them(exampleshire_columns) -> None:
    """Every measure's months have the limits of its own row of counts."""
    period = months_to(exampleshire_columns)
    months = months_between(period.start, period.end)
    for metric in CATALOGUE:
        rows = as_json(metric, exampleshire_columns, period)["rows"]
        if len(rows) != len(months):  # a change of service divides one
            continue
        counts = metric.count(exampleshire_columns, months).only_whole()
        made = control_of(metric, exampleshire_columns, counts)
        fired = [rule and rule.value for rule in made.rules]
        assert [row["rule"] for row in rows] == fired


def by_another_hand(made: Control, metric: Metric, counts: Counts) -> Any:
    """Return mean, lower and upper limits of a series as tests/metrics/charted.py has."""
    there = ~np.isnan(made.values)
    passed = counts.numerator[0][there].tolist()
    if made.method is Method.XMR:
        high = 100.0 if metric.shape is Shape.SHARE else math.inf
        return xmr(made.values[there].tolist(), 0, high)
    cases = counts.denominator[0][there].tolist()
    if made.method is Method.SHARES:
        return p(passed, cases)
    return u(passed, cases, metric.scale)


def of_few(made: Control, counts: Counts) -> Bools:
    """Return which points are shares of which few pass, or do not, at the mean."""
    if made.method is not Method.SHARES:
        return np.zeros(len(made.values), np.bool_)
    below = counts.denominator[0]
    share = counts.numerator[0].sum() / below.sum()
    return min(share, 1 - share) * below < FEW


def test_limits_are_those_of_another_hand(exampleshire_columns: Columns) -> None:
    """Each count, share and rate of the invented council: XmR, p and u.

    Shares of which fewer than five pass, or do not, have exact limits, that are wider.
    """
    period = months_to(exampleshire_columns)
    months = months_between(period.start, period.end)
    seen = set()
    for metric in CATALOGUE:
        counts = metric.count(exampleshire_columns, months).only_whole()
        made = control_of(metric, exampleshire_columns, counts)
        if metric.is_stock or metric.shape is Shape.DAYS or len(made.phases) > 1:
            continue
        mean, lower, upper = by_another_hand(made, metric, counts)
        there = ~np.isnan(made.values)
        assert made.mean[there] == pytest.approx(mean), metric.key
        if not made.enough:
            assert np.isnan(made.lower).all() and np.isnan(made.upper).all()
            continue
        exact = of_few(made, counts)[there]
        seen |= set() if exact.all() else {(made.method, metric.shape)}
        for side, by_hand, out in ((made.lower, lower, -1), (made.upper, upper, 1)):
            hand = np.broadcast_to(by_hand, there.sum())
            rounding = PUBLISHED_ROUNDING * np.abs(hand - mean) + WITHIN
            apart = np.abs(side[there] - hand)
            assert (apart <= rounding)[~exact].all(), metric.key
            wider = out * (side[there] - hand)[exact]
            assert (wider >= -ABOUT).all(), metric.key
    assert seen == {
        (Method.XMR, Shape.COUNT),
        (Method.XMR, Shape.SHARE),
        (Method.SHARES, Shape.SHARE),
        (Method.RATES, Shape.RATE),
    }
