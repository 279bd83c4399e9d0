"""Charts: a finding in words, the chart, its table, its CSV, how it is calculated."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from domain.codes import NOT_RECORDED
from domain.periods import rolling_years_between
from domain.tables import DIMENSIONS, Columns
from metrics.figure import cross, figure
from metrics.metric import Counts, Metric, Unit
from ui import palette, tables, words
from ui.filters import Selection
from ui.measured import measured

FONT = 16
WRAP = 20
LABEL_LIMIT = 250
TOTAL = "Total"
CONFIG = {"displayModeBar": False, "responsive": True}
LINE = 22  # pixels; a bar has two, and one for each further line of its label
OPEN_LISTS = ("team", "iro")
TENS, SPAN = 10, 40  # percentage points
LONG_BAR = 0.3  # of the axis
TREND_HEIGHT = 340
HALF_YEARS = {"dtick": "M6", "tickformat": "%b<br>%Y"}
AXIS = {
    "gridcolor": palette.GRID,
    "linecolor": palette.AXIS,
    "tickfont": {"size": FONT, "color": palette.AXIS},
    "fixedrange": True,
    "zeroline": False,
}


@dataclass(frozen=True)
class Panel:
    """What a chart says: its heading, drawing, the same cells as a table, its words."""

    key: str
    heading: str
    drawing: dict[str, Any] | None
    alt: str
    table: pd.DataFrame
    metrics: tuple[Metric, ...]


def show(panel: Panel, columns: Columns, chosen: Selection) -> None:
    """Draw a panel: heading, chart, table, CSV and calculation, in that order."""
    st.header(words.plain(panel.heading), anchor=False)
    if panel.drawing is not None:
        st.plotly_chart(
            go.Figure(panel.drawing, _validate=False),
            key=panel.key,
            theme=None,
            config=CONFIG,
            alt=textwrap.shorten(panel.alt, LABEL_LIMIT - 14) + " Table below.",
        )
    with st.expander("View as a table", expanded=panel.drawing is None):
        tables.show(panel.table, panel.heading)
        tables.download(panel.table, notes(panel, chosen), panel.key)
    with st.expander("How this is calculated"):
        for metric in panel.metrics:
            calculation(metric, columns, chosen)


def notes(panel: Panel, chosen: Selection) -> dict[str, str]:
    """Return what each row of a download says of itself."""
    return {
        "Measure": "; ".join(metric.name for metric in panel.metrics),
        "Filters": chosen.sentence,
        "Source": "; ".join(
            dict.fromkeys(metric.source.words for metric in panel.metrics)
        ),
    }


def calculation(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Write a measure's definition, its parts, its limits and its source."""
    where = chosen.on(metric, columns)
    now = figure(metric, columns, chosen.period, where)
    ignored = chosen.ignored(metric, columns)
    lines = [
        f"**{words.plain(metric.name)}.** {words.plain(metric.definition)}",
        f"{words.plain(words.figure(now))}: {words.plain(words.fraction(now))}.",
        f"Counts {words.plain(metric.grain)}.",
        words.plain(words.aside(now)),
        words.plain(metric.caveat),
        f"Not filtered by {' or '.join(ignored).lower()}." if ignored else "",
        f"Source: {words.plain(metric.source.words)}.",
    ]
    if metric.coverage == "reviews" and "Due" in metric.source.words:
        lines.append(f"Intervals are counted as {columns.rule}.")
    st.markdown("\n\n".join(line for line in lines if line))


def trend(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Show three years by month, with the twelve months to each as a line."""
    where = chosen.on(metric, columns)
    months = chosen.trend(metric, columns)
    monthly = metric.count(columns, months, where)
    everybody = metric.count(columns, months) if where else monthly
    years = rolling_years_between(months[0].start, months[-1].end)
    rolling = _whole(metric.count(columns, years, where), metric, columns)
    now, before = measured(metric, columns, chosen)
    show(
        Panel(
            key=f"trend-{metric.key}",
            heading=words.finding(now, before),
            drawing=_lines(
                metric, monthly, rolling, _range(metric, everybody, monthly)
            ),
            alt=f"{metric.name} by month, {months[0].label} to {months[-1].label}, "
            f"with the twelve months to each month. {words.finding(now, before)}.",
            table=_trend_table(metric, monthly, rolling),
            metrics=(metric,),
        ),
        columns,
        chosen,
    )


def monthly_bars(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Show three years of a count as a bar for each month."""
    where = chosen.on(metric, columns)
    months = chosen.trend(metric, columns)
    monthly = metric.count(columns, months, where)
    now, before = measured(metric, columns, chosen)
    bars = {
        "type": "bar",
        "x": [period.start.isoformat() for period in monthly.periods],
        "y": _or_none(monthly.value[0]),
        "marker": {"color": palette.DARK_BLUE},
        "hovertemplate": "%{x|%B %Y}: %{y}<extra></extra>",
    }
    layout = _layout(metric, TREND_HEIGHT)
    layout["xaxis"] |= HALF_YEARS
    some = not np.isnan(monthly.value).all()
    show(
        Panel(
            key=f"months-{metric.key}",
            heading=words.finding(now, before),
            drawing={"data": [bars], "layout": layout} if some else None,
            alt=f"{metric.name} by month, {months[0].label} to {months[-1].label}. "
            f"{words.finding(now, before)}.",
            table=_trend_table(metric, monthly, None),
            metrics=(metric,),
        ),
        columns,
        chosen,
    )


def by_group(metric: Metric, by: str, columns: Columns, chosen: Selection) -> None:
    """Show a measure for each group of one grouping, over the chosen period."""
    where = chosen.on(metric, columns)
    counts = metric.count(columns, (chosen.period,), where, by)
    kept = _worth_showing(counts, by)
    groups = [(counts.labels[place], counts.value[place, 0]) for place in kept]
    said = [words.value(metric, value) for _, value in groups]
    listed = "; ".join(
        f"{label} {value}" for (label, _), value in zip(groups, said, strict=True)
    )
    when = words.when(metric, chosen.period)
    show(
        Panel(
            key=f"{by}-{metric.key}",
            heading=_group_heading(metric, by, groups, chosen),
            drawing=_bars(metric, groups, said) if groups else None,
            alt=f"{metric.name} by {_lower(by)}, {when}: {listed}.",
            table=_group_table(metric, DIMENSIONS[by], counts, kept),
            metrics=(metric,),
        ),
        columns,
        chosen,
    )


def cross_table(
    metric: Metric, across: tuple[str, str], columns: Columns, chosen: Selection
) -> None:
    """Show a count by two groupings at once, with totals that reconcile."""
    where = chosen.on(metric, columns)
    found = cross(metric, columns, chosen.period, across[0], across[1], where)
    when = words.when(metric, chosen.period)
    rows, cols = (DIMENSIONS[name] for name in across)
    lines = [
        [label, *map(words.number, cells), words.number(total)]
        for label, cells, total in sorted(
            zip(found.row_labels, found.cells, found.row_totals, strict=True),
            key=lambda line: line[0] == NOT_RECORDED,
        )
    ]
    totals = [*map(words.number, found.column_totals), words.number(found.total)]
    table = pd.DataFrame(
        [*lines, [TOTAL, *totals]], columns=[rows, *found.column_labels, TOTAL]
    )
    show(
        Panel(
            key=f"{across[0]}-{across[1]}-{metric.key}",
            heading=f"{metric.name} {when}: {rows.lower()} by {cols.lower()}, {found.total} in all",
            drawing=None,
            alt="",
            table=table,
            metrics=(metric,),
        ),
        columns,
        chosen,
    )


def _whole(counts: Counts, metric: Metric, columns: Columns) -> Counts:
    """Blank the periods of which only a part is loaded; the last may be running."""
    whole = [words.loaded_from_the_start(metric, columns, p) for p in counts.periods]
    value = np.where(whole, counts.value, np.nan)
    return replace(counts, value=value, covered=counts.covered & whole)


def _worth_showing(counts: Counts, by: str) -> list[int]:
    """Return the groups that have cases: teams and people by name, unknown last."""
    cases = counts.numerator if counts.denominator is None else counts.denominator
    there = [place for place in range(len(counts.labels)) if cases[place, 0] > 0]
    if by in OPEN_LISTS:
        there.sort(key=lambda place: counts.labels[place])
    there.sort(key=lambda place: counts.labels[place] == NOT_RECORDED)
    return [
        place
        for place in there
        if counts.labels[place] != NOT_RECORDED or counts.numerator[place, 0] > 0
    ]


def _group_heading(
    metric: Metric, by: str, groups: Sequence[tuple[str, float]], chosen: Selection
) -> str:
    """Return a heading that states what stands out among the groups of a period."""
    name = metric.name if metric.natural == by else f"{metric.name} by {_lower(by)}"
    when = words.when(metric, chosen.period)
    known = [
        (label, value)
        for label, value in groups
        if not np.isnan(value) and label != NOT_RECORDED
    ]
    if not known:
        nothing = f"{_lower(by)} is not recorded" if groups else f"no cases {when}"
        return f"{name}: {nothing}"
    values = [value for _, value in known]
    high, low = words.value(metric, max(values)), words.value(metric, min(values))
    if metric.natural == by or metric.unit is Unit.COUNT:
        top = [label for label, value in known if value == max(values)]
        return f"{name}: most often {' and '.join(top)}, {high} {when}"
    if len(known) == 1 or high == low:
        return f"{name}: {high} {when}"
    return f"{name}: from {low} to {high} {when}"


def _lower(by: str) -> str:
    said = DIMENSIONS[by]
    return said if said[:2].isupper() else said.lower()


def _or_none(values: Any) -> list[float | None]:  # noqa: ANN401
    return [None if value != value else float(value) for value in values]  # noqa: PLR0124


def _layout(metric: Metric, height: int) -> dict[str, Any]:
    y = {**AXIS, "rangemode": "tozero"}
    if metric.unit is Unit.PERCENT:
        y |= {"range": [0, 100], "ticksuffix": "%"}
    return {
        "height": height,
        "margin": {"t": 16, "r": 16, "b": 8, "l": 8},
        "font": {"size": FONT, "color": palette.AXIS, "family": "sans-serif"},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "showlegend": False,
        "xaxis": {
            **AXIS,
            "showgrid": False,
            "automargin": True,
            "tickangle": 0,
        },
        "yaxis": {**y, "automargin": True, "nticks": 6},
        "transition": {"duration": 0},
        "hoverlabel": {"font": {"size": FONT}},
        "dragmode": False,
    }


def _range(metric: Metric, *shown: Counts) -> list[float] | None:
    """Return a percentage axis in tens, the same whatever the filters leave out.

    At least 40 points tall, so that noise does not look like news.
    """
    values = np.concatenate([counts.value.ravel() for counts in shown])
    values = values[~np.isnan(values)]
    if metric.unit is not Unit.PERCENT or not len(values):
        return None
    high = min(100.0, np.ceil((values.max() + 2) / TENS) * TENS)
    low = np.floor((values.min() - 2) / TENS) * TENS
    low = max(0.0, min(low, high - SPAN))
    return [float(low), float(max(high, low + SPAN))]


def _lines(
    metric: Metric, monthly: Counts, rolling: Counts, span: list[float] | None
) -> dict[str, Any]:
    x = [period.start.isoformat() for period in monthly.periods]
    suffix = "%" if metric.unit is Unit.PERCENT else ""
    said = f"%{{y:.1f}}{suffix}<extra></extra>"
    points = {
        "type": "scatter",
        "mode": "markers",
        "name": "Each month",
        "x": x,
        "y": _or_none(monthly.value[0]),
        "marker": {"color": palette.GREY, "size": 7, "symbol": "circle-open"},
        "cliponaxis": False,
        "hovertemplate": f"%{{x|%B %Y}}: {said}",
    }
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": "Twelve months to each month",
        "x": x,
        "y": _or_none(rolling.value[0]),
        "line": {"color": palette.DARK_BLUE, "width": 3},
        "hovertemplate": f"Twelve months to %{{x|%B %Y}}: {said}",
    }
    legend = {"orientation": "h", "y": -0.18, "x": 0, "font": {"size": FONT}}
    layout = {**_layout(metric, TREND_HEIGHT), "showlegend": True, "legend": legend}
    layout["xaxis"] |= HALF_YEARS
    if span:
        layout["yaxis"]["range"] = span
    return {"data": [points, line], "layout": layout}


def _bars(
    metric: Metric, groups: Sequence[tuple[str, float]], said: Sequence[str]
) -> dict[str, Any]:
    labels = [words.label(label) for label, _ in groups]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": ["<br>".join(textwrap.wrap(label, WRAP)) for label in labels],
        "x": _or_none([value for _, value in groups]),
        "text": list(said),
        "textposition": _text_places(groups, metric),
        "insidetextanchor": "end",
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {"size": FONT},
        "marker": {"color": palette.DARK_BLUE},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    lines = sum(2 + label.count("<br>") for label in bars["y"])
    layout = _layout(metric, LINE * lines + 48)
    x_axis = {**layout["yaxis"], "nticks": 4}
    y_axis = {**AXIS, "autorange": "reversed", "showgrid": False, "automargin": True}
    return {"data": [bars], "layout": {**layout, "xaxis": x_axis, "yaxis": y_axis}}


def _text_places(groups: Sequence[tuple[str, float]], metric: Metric) -> list[str]:
    """Put a bar's value inside it where it is long enough to hold the words."""
    values = [0.0 if np.isnan(value) else value for _, value in groups]
    full = 100.0 if metric.unit is Unit.PERCENT else max(values, default=0.0)
    return ["inside" if value > full * LONG_BAR else "outside" for value in values]


def _trend_table(
    metric: Metric, monthly: Counts, rolling: Counts | None
) -> pd.DataFrame:
    cells: dict[str, list[str]] = {
        "Month": [period.label for period in monthly.periods],
        metric.name: _said(metric, monthly),
    }
    if monthly.denominator is not None:
        cells["Counted"] = [words.number(each) for each in monthly.numerator[0]]
        cells["Out of"] = [words.number(each) for each in monthly.denominator[0]]
    if rolling is not None:
        cells["Twelve months to then"] = _said(metric, rolling)
    return pd.DataFrame(cells).iloc[::-1]


def _said(metric: Metric, counts: Counts) -> list[str]:
    return [
        words.value(metric, value, bool(covered))
        for value, covered in zip(counts.value[0], counts.covered, strict=True)
    ]


def _group_table(
    metric: Metric, by: str, counts: Counts, kept: Sequence[int]
) -> pd.DataFrame:
    cells: dict[str, list[str]] = {
        by: [words.label(counts.labels[place]) for place in kept],
        metric.name: [words.value(metric, counts.value[place, 0]) for place in kept],
    }
    if counts.denominator is not None:
        cells["Counted"] = [words.number(counts.numerator[place, 0]) for place in kept]
        cells["Out of"] = [words.number(counts.denominator[place, 0]) for place in kept]
    return pd.DataFrame(cells)
