"""Charts as plain dictionaries that plotly draws; every one is checked in tests."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from domain.events import Event
from domain.periods import Period
from metrics.kernel import Numbers
from metrics.measure import Counts, Metric, Unit
from ui.kit import words

# Colours, with the contrast each has on white (Analysis Function palette).


DARK_BLUE = "#12436D"  # 10.25:1
MID_BLUE = "#2073BC"  # 4.95:1
TURQUOISE = "#28A197"  # 3.17:1, fills only
DARK_PINK = "#801650"  # 9.77:1
ORANGE = "#F46A25"  # 3.03:1, fills only
GREY = "#6b6b6b"  # 5.33:1
DARK_GREY = "#595959"  # 7.00:1
GRID = "#D6D6D6"  # decoration
PALE_BLUE = "#DCE7F2"  # fills inside a DARK_BLUE line, behind INK
INK = "#0b0c0c"


Drawing = dict[str, Any]
FONT = 16
SMALL_FONT = 14  # of words at the ends of lines
WRAP = 20
LINE = 22  # pixels; a bar has two, and one for each further line of its label
TENS, SPAN = 10, 40  # percentage points
LEAST_SPAN = 1.0  # percentage points, of shares that are far below 100%
LONG_BAR = 0.3  # of the axis
TREND_HEIGHT = 340
BESIDE = 6  # pixels, from a line to its words
HALF_YEARS = {"dtick": "M6", "tickformat": "%b<br>%Y"}
AXIS = {
    "gridcolor": GRID,
    "linecolor": DARK_GREY,
    "tickfont": {"size": FONT, "color": DARK_GREY},
    "fixedrange": True,
    "zeroline": False,
}


def lines(
    metric: Metric, monthly: Counts, rolling: Counts, span: list[float] | None
) -> Drawing | None:
    """Return months as points and twelve months as a line; None where none has any."""
    if np.isnan(monthly.value).all():
        return None
    said = "%{text}<extra></extra>"
    points = {
        "type": "scatter",
        "mode": "markers",
        "name": "Each month",
        "x": [period.start.isoformat() for period in monthly.periods],
        "y": _or_none(monthly.value[0]),
        "text": _said(metric, monthly.value[0]),
        "marker": {"color": GREY, "size": 7, "symbol": "circle-open"},
        "cliponaxis": False,
        "hovertemplate": f"%{{x|%B %Y}}: {said}",
    }
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": "Twelve months to each month",
        "x": [period.end.replace(day=1).isoformat() for period in rolling.periods],
        "y": _or_none(rolling.value[0]),
        "text": _said(metric, rolling.value[0]),
        "line": {"color": DARK_BLUE, "width": 3},
        "hovertemplate": f"Twelve months to %{{x|%B %Y}}: {said}",
    }
    legend = {
        "orientation": "h",
        "y": 1.02,
        "yanchor": "bottom",
        "x": 0,
        "font": {"size": FONT},
    }
    layout = {
        **layout_of(metric.unit, TREND_HEIGHT),
        "showlegend": True,
        "legend": legend,
    }
    layout["xaxis"] |= HALF_YEARS
    if span:
        layout["yaxis"]["range"] = span
    return {"data": [points, line], "layout": layout}


def months(metric: Metric, monthly: Counts) -> Drawing | None:
    """Return a bar for each month; None where no month has a figure."""
    if np.isnan(monthly.value).all():
        return None
    bars = {
        "type": "bar",
        "x": [period.start.isoformat() for period in monthly.periods],
        "y": _or_none(monthly.value[0]),
        "hovertext": _said(metric, monthly.value[0]),
        "marker": {"color": DARK_BLUE},
        "hovertemplate": "%{x|%B %Y}: %{hovertext}<extra></extra>",
    }
    layout = layout_of(metric.unit, TREND_HEIGHT)
    layout["xaxis"] |= HALF_YEARS
    return {"data": [bars], "layout": layout}


def rates(months: Sequence[Period], values: Sequence[float]) -> Drawing | None:
    """Return a bar for each month's share; None where no month has one.

    The axis ends a little above the highest bar: such shares are far below 100%.
    """
    known = [value for value in values if not np.isnan(value)]
    if not known:
        return None
    bars = {
        "type": "bar",
        "x": [month.start.isoformat() for month in months],
        "y": _or_none(values),
        "hovertext": ["" if np.isnan(each) else words.percent(each) for each in values],
        "marker": {"color": DARK_BLUE},
        "hovertemplate": "%{x|%B %Y}: %{hovertext}<extra></extra>",
    }
    layout = layout_of(Unit.PERCENT, TREND_HEIGHT)
    layout["xaxis"] |= HALF_YEARS
    layout["yaxis"]["range"] = [0, max(LEAST_SPAN, 1.1 * max(known))]
    return {"data": [bars], "layout": layout}


def quarters(metric: Metric, counts: Counts) -> Drawing | None:
    """Return quarters as points joined where both are told; None where none is."""
    if np.isnan(counts.value).all():
        return None
    names = [words.period(period) for period in counts.periods]
    points = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [period.start.isoformat() for period in counts.periods],
        "y": _or_none(counts.value[0]),
        "text": names,
        "customdata": _said(metric, counts.value[0]),
        "line": {"color": DARK_BLUE, "width": 3},
        "marker": {"size": 9},
        "cliponaxis": False,
        "hovertemplate": "%{text}: %{customdata}<extra></extra>",
    }
    layout = layout_of(metric.unit, TREND_HEIGHT)
    layout["xaxis"] |= HALF_YEARS
    if span := span_of(metric, counts):
        layout["yaxis"]["range"] = span
    return {"data": [points], "layout": layout}


def within(drawing: Drawing | None, events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events of the days that a drawing over months shows, in order."""
    if drawing is None or not events:
        return ()
    days = _days(drawing)
    return tuple(
        event
        for event in sorted(events)
        if days[0] <= event.day.isoformat() <= days[-1]
    )


def _days(drawing: Drawing) -> list[str]:
    return sorted(day for trace in drawing["data"] for day in trace["x"])


def marked(drawing: Drawing, there: Sequence[Event]) -> Drawing:
    """Return a drawing over months with a line, and its words, at each event's day."""
    layout, days = drawing["layout"], _days(drawing)
    lines = [
        {
            "type": "line",
            "x0": event.day.isoformat(),
            "x1": event.day.isoformat(),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": DARK_PINK, "width": 2, "dash": "dash"},
        }
        for event in there
    ]
    middle = days[len(days) // 2]
    notes = [_note(event, event.day.isoformat() > middle) for event in there]
    shapes = [*layout.get("shapes", ()), *lines]
    annotations = [*layout.get("annotations", ()), *notes]
    changed = {**layout, "shapes": shapes, "annotations": annotations}
    return {**drawing, "layout": changed}


def _note(event: Event, is_late: bool) -> dict[str, Any]:
    """Return an event's words beside its line, on the side where there is room."""
    side = "right" if is_late else "left"
    return {
        "text": "<br>".join(textwrap.wrap(event.words, WRAP)),
        "x": event.day.isoformat(),
        "xanchor": side,
        "xshift": -BESIDE if is_late else BESIDE,
        "align": side,
        "yref": "paper",
        "y": 0.02,
        "yanchor": "bottom",
        "showarrow": False,
        "bgcolor": "rgba(255,255,255,0.8)",
        "font": {"size": FONT, "color": DARK_PINK},
    }


def bars(
    metric: Metric, groups: Sequence[tuple[str, float]], said: Sequence[str]
) -> Drawing:
    """Return a bar for each group, its value written in or beside it."""
    labels = [
        f"{words.label(label)} ({value})"
        if value == words.WITHHELD
        else words.label(label)
        for (label, _), value in zip(groups, said, strict=True)
    ]
    drawn = {
        "type": "bar",
        "orientation": "h",
        "y": [_wrapped(label) for label in labels],
        "x": _or_none([value for _, value in groups]),
        "text": list(said),
        "textposition": _text_places(groups, metric),
        "insidetextanchor": "end",
        "textangle": 0,
        "cliponaxis": False,
        "textfont": {"size": FONT},
        "marker": {"color": DARK_BLUE},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    rows = sum(2 + label.count("<br>") for label in drawn["y"])
    layout = layout_of(metric.unit, LINE * rows + 48)
    x_axis = {**layout["yaxis"], "nticks": 4}
    y_axis = {**AXIS, "autorange": "reversed", "showgrid": False, "automargin": True}
    return {"data": [drawn], "layout": {**layout, "xaxis": x_axis, "yaxis": y_axis}}


def span_of(metric: Metric, *shown: Counts) -> list[float] | None:
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


def layout_of(unit: Unit, height: int) -> dict[str, Any]:
    """Return what every chart has: its size, its margins, its axes and their type."""
    y = {**AXIS, "rangemode": "tozero"}
    if unit is Unit.PERCENT:
        y |= {"range": [0, 100], "ticksuffix": "%"}
    return {
        "height": height,
        "margin": {"t": 16, "r": 16, "b": 8, "l": 8},
        "font": {"size": FONT, "color": DARK_GREY, "family": "sans-serif"},
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


@lru_cache(maxsize=1024)
def _wrapped(label: str) -> str:
    return "<br>".join(textwrap.wrap(label, WRAP))


def _text_places(groups: Sequence[tuple[str, float]], metric: Metric) -> list[str]:
    """Put a bar's value inside it where it is long enough to hold the words."""
    values = [0.0 if np.isnan(value) else value for _, value in groups]
    full = 100.0 if metric.unit is Unit.PERCENT else max(values, default=0.0)
    return ["inside" if value > full * LONG_BAR else "outside" for value in values]


def _said(metric: Metric, values: Numbers) -> list[str]:
    """Return values as words say them, for who points at one."""
    return [words.value(metric, each) for each in values.tolist()]


def _or_none(values: Any) -> list[float | None]:  # noqa: ANN401
    return [None if value != value else float(value) for value in values]  # noqa: PLR0124
