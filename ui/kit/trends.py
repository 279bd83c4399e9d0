"""A measure over three years: its verdict as a heading, its points, what chance gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from domain.events import Event
from domain.periods import parted, rolling_years_between
from domain.tables import Columns
from metrics.benchmark import beside as published_beside
from metrics.events import touching
from metrics.measure import Counts, Metric, counted
from metrics.series import Grain, control_of, judged
from metrics.spc import Control
from metrics.verdict import Verdict
from ui.kit import drawings, links, palette, series_chart, words
from ui.kit.cards import verdict_on
from ui.kit.charts import Panel, said_by_period, show
from ui.kit.filters import Selection
from ui.kit.series_chart import Level

NOT_ONE = "Read as two"  # twelve months before and since an event
BY = {Grain.MONTH: "month", Grain.QUARTER: "quarter"}


@dataclass(frozen=True)
class Shown:
    """The points of a chart, which may be more than those that were judged."""

    grain: Grain
    counts: Counts
    control: Control


def points(found: Verdict, columns: Columns, chosen: Selection) -> Shown:
    """Return what a chart shows of a verdict.

    Where there are too few to judge, and where events are judged by the days between
    them, it is months or quarters without limits.
    """
    metric, series = found.metric, found.series
    if series is not None and series.grain in BY:
        return Shown(series.grain, series.counts, series.control)
    if series is not None:
        counts = series.counts
    else:
        shown = judged(metric, columns, chosen.trend(metric, columns))
        counts = counted(
            metric, columns, shown, chosen.on(metric, columns)
        ).only_whole()
    return Shown(Grain.MONTH, counts, control_of(metric, columns, counts).bare)


@dataclass(frozen=True)
class Beside:
    """What a trend is read beside that is not the measure's own target.

    `band` lies between two values; each of `said` is a column of the table.
    """

    levels: tuple[Level, ...] = ()
    band: tuple[float, float] | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


NOTHING = Beside()


def trend(
    metric: Metric,
    columns: Columns,
    chosen: Selection,
    events: Sequence[Event] = (),
    beside: Beside = NOTHING,
) -> None:
    """Show three years of a measure by month, or quarter, with its verdict.

    `events` are marked, beside those that the measure is always read beside.
    """
    found = verdict_on(metric, columns, chosen)
    shown = points(found, columns, chosen)
    england, year = _england(metric, columns, chosen)
    lines = (*_target(found), *england, *beside.levels)
    span = _span(metric, columns, chosen, shown, [each.value for each in lines])
    periods = shown.counts.periods
    first, last = (words.period(periods[place]) for place in (0, -1))
    said = f"{metric.name} by {BY[shown.grain]}, {first} to {last}"
    show(
        Panel(
            key=f"trend-{metric.key}",
            heading=found.finding,
            under=" ".join(
                line
                for line in (
                    f"{said}, {columns.council}.",
                    _from_where(span),
                    series_chart.meanings(metric, shown.control),
                    year,
                    beside.key,
                    found.why,
                )
                if line
            ),
            drawing=series_chart.chart(
                metric, shown.grain, periods, shown.control, lines, span, beside.band
            ),
            alt=f"{found.finding}. {found.of_target}",
            alt_more=" ".join(
                [
                    f"{said}.",
                    *(f"{name}: {each}." for name, each in beside.said.items()),
                ]
            ),
            table=lambda: _table(metric, columns, chosen, shown, beside.said),
            metrics=(metric,),
            links=lambda: month_links(metric, chosen, shown.counts),
            events=(*touching(metric, columns), *events),
        ),
        columns,
        chosen,
    )


def _england(
    metric: Metric, columns: Columns, chosen: Selection
) -> tuple[tuple[Level, ...], str]:
    """Return England's latest published value as a line, and of which year it is."""
    found = published_beside(metric, columns, chosen.period)
    if found.england is None or found.series is None or metric.plain_count:
        return (), ""
    when = found.series.when(found.year or 0)
    level = Level("England", found.england, palette.GREY, "dot")
    return (level,), f"England is of {when}."


def _target(found: Verdict) -> tuple[Level, ...]:
    if found.target is None:
        return ()
    return (Level("Target", found.target, palette.PINK, "dash"),)


def _span(
    metric: Metric,
    columns: Columns,
    chosen: Selection,
    shown: Shown,
    levels: Sequence[float],
) -> list[float] | None:
    """Return the axis of a percentage, the same whatever the filters leave out.

    Limits and a target lie within it.
    """
    everybody = shown.counts
    if chosen.on(metric, columns):
        everybody = counted(metric, columns, shown.counts.periods).only_whole()
    beside = shown.control.lower, shown.control.upper, np.array(levels)
    return drawings.span_of(metric, everybody, shown.counts, beside=beside)


def _from_where(span: list[float] | None) -> str:
    """Say where an axis begins that does not begin at nothing."""
    return f"The axis begins at {words.whole(span[0])}%." if span and span[0] else ""


def _table(
    metric: Metric,
    columns: Columns,
    chosen: Selection,
    shown: Shown,
    beside: Mapping[str, str],
) -> pd.DataFrame:
    counts, control = shown.counts, shown.control
    when = shown.grain.capitalize()
    cells: dict[str, list[str]] = {
        when: [
            period.label if when == "Month" else words.period(period)
            for period in counts.periods
        ],
        metric.name: said_by_period(metric, counts),
    }
    if counts.denominator is not None:
        cells["Counted"] = [words.count(each) for each in counts.numerator[0]]
        cells["Out of"] = [words.count(each) for each in counts.denominator[0]]
    cells["Average"] = [
        "" if np.isnan(mean) else _brief(metric, mean) for mean in control.mean
    ]
    if control.enough and not np.isnan(control.lower).all():
        cells["Chance alone gives"] = [
            "" if np.isnan(low) else f"{_brief(metric, low)} to {_brief(metric, high)}"
            for low, high in zip(control.lower, control.upper, strict=True)
        ]
        cells["More than chance"] = [rule or "" for rule in control.rules]
    if shown.grain is Grain.MONTH:
        cells["Twelve months to then"] = _rolling(metric, columns, chosen, counts)
    size = len(counts.periods)
    cells |= {name: [said] * size for name, said in beside.items()}
    return pd.DataFrame(cells).iloc[::-1]


def _brief(metric: Metric, amount: float) -> str:
    return words.value(metric, float(amount))


def _rolling(
    metric: Metric, columns: Columns, chosen: Selection, counts: Counts
) -> list[str]:
    """Return the twelve months to each month; none where a change divides them."""
    first, last = counts.periods[0].start, counts.periods[-1].end
    day = metric.dividing(columns)
    years = tuple(
        year
        for year in rolling_years_between(first, last)
        if len(parted(year, day)) == 1
    )
    rolling = counted(metric, columns, years, chosen.on(metric, columns)).only_whole()
    said = dict(
        zip(
            (year.end for year in rolling.periods),
            said_by_period(metric, rolling),
            strict=True,
        )
    )
    return [said.get(period.end, NOT_ONE) for period in counts.periods]


def month_links(metric: Metric, chosen: Selection, monthly: Counts) -> list[str]:
    """Return the addresses of the rows behind each month, the latest month first."""
    cases = monthly.numerator if monthly.denominator is None else monthly.denominator
    return links.of_months(metric, chosen, monthly.periods, cases[0])[::-1]
