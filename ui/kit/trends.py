"""A measure over three years, month by month or by quarter, beside what happened."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from domain.events import Event
from domain.periods import rolling_years_between
from domain.tables import Columns
from metrics import led
from metrics.figure import given
from metrics.led import all_parted, dividing, parted
from metrics.measure import Counts, Metric
from ui.kit import drawings, links, words
from ui.kit.cards import finding
from ui.kit.charts import Panel, said_by_period, show
from ui.kit.filters import Selection

NOT_ONE = "Read as two"  # twelve months before and since an event


def trend(
    metric: Metric,
    columns: Columns,
    chosen: Selection,
    events: Sequence[Event] = (),
) -> None:
    """Show three years by month, with the twelve months to each as a line.

    Those who are given no small numbers are shown quarters: months are often too
    small, and years that overlap would tell what a month withholds. `events` are
    marked, beside those that the measure is always read beside; a month that such a
    day divides is two, and twelve months that it divides are no figure.
    """
    if columns.small:
        _quarters(metric, columns, chosen, events)
        return
    where = chosen.on(metric, columns)
    whole_months = chosen.trend(metric, columns)
    day = dividing(metric, columns)
    months = all_parted(whole_months, day)
    monthly = given(metric, columns, months, where).only_whole()
    everybody = given(metric, columns, months).only_whole() if where else monthly
    years = rolling_years_between(months[0].start, months[-1].end)
    undivided = tuple(year for year in years if len(parted(year, day)) == 1)
    rolling = given(metric, columns, undivided, where).only_whole()
    span = drawings.span_of(metric, everybody, monthly)
    found = finding(metric, columns, chosen)
    show(
        Panel(
            key=f"trend-{metric.key}",
            heading=found,
            drawing=drawings.lines(metric, monthly, rolling, span),
            alt=f"{metric.name} by month, {whole_months[0].label} to "
            f"{whole_months[-1].label}, with the twelve months to each month. {found}.",
            table=lambda: _trend_table(metric, monthly, rolling),
            metrics=(metric,),
            links=lambda: month_links(metric, chosen, monthly),
            events=(*led.events(metric, columns), *events),
        ),
        columns,
        chosen,
    )


def _quarters(
    metric: Metric, columns: Columns, chosen: Selection, events: Sequence[Event]
) -> None:
    where = chosen.on(metric, columns)
    whole = chosen.quarters(metric, columns)
    quarters = all_parted(whole, dividing(metric, columns))
    counts = given(metric, columns, quarters, where).only_whole()
    found = finding(metric, columns, chosen)
    show(
        Panel(
            key=f"trend-{metric.key}",
            heading=found,
            drawing=drawings.quarters(metric, counts),
            alt=f"{metric.name} by quarter, {words.period(whole[0])} to "
            f"{words.period(whole[-1])}. {found}.",
            table=lambda: _trend_table(metric, counts, None, "Quarter"),
            metrics=(metric,),
            events=(*led.events(metric, columns), *events),
        ),
        columns,
        chosen,
    )


def monthly_bars(
    metric: Metric,
    columns: Columns,
    chosen: Selection,
    events: Sequence[Event] = (),
) -> None:
    """Show three years of a count as a bar for each month, or quarter; see trend."""
    if columns.small:
        _quarters(metric, columns, chosen, events)
        return
    where = chosen.on(metric, columns)
    whole = chosen.trend(metric, columns)
    months = all_parted(whole, dividing(metric, columns))
    monthly = given(metric, columns, months, where).only_whole()
    found = finding(metric, columns, chosen)
    show(
        Panel(
            key=f"months-{metric.key}",
            heading=found,
            drawing=drawings.months(metric, monthly),
            alt=f"{metric.name} by month, {whole[0].label} to {whole[-1].label}. "
            f"{found}.",
            table=lambda: _trend_table(metric, monthly, None),
            metrics=(metric,),
            links=lambda: month_links(metric, chosen, monthly),
            events=(*led.events(metric, columns), *events),
        ),
        columns,
        chosen,
    )


def _trend_table(
    metric: Metric, monthly: Counts, rolling: Counts | None, when: str = "Month"
) -> pd.DataFrame:
    cells: dict[str, list[str]] = {
        when: [
            period.label if when == "Month" else words.period(period)
            for period in monthly.periods
        ],
        metric.name: said_by_period(metric, monthly),
    }
    if monthly.denominator is not None:
        cells["Counted"] = [words.count(each) for each in monthly.numerator[0]]
        cells["Out of"] = [words.count(each) for each in monthly.denominator[0]]
    if rolling is not None:
        years = dict(
            zip(
                (year.end for year in rolling.periods),
                said_by_period(metric, rolling),
                strict=True,
            )
        )
        cells["Twelve months to then"] = [
            years.get(period.end, NOT_ONE) for period in monthly.periods
        ]
    return pd.DataFrame(cells).iloc[::-1]


def month_links(metric: Metric, chosen: Selection, monthly: Counts) -> list[str]:
    """Return the addresses of the rows behind each month, the latest month first."""
    cases = monthly.numerator if monthly.denominator is None else monthly.denominator
    return links.of_months(metric, chosen, monthly.periods, cases[0])[::-1]
