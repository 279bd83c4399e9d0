"""Charts as plain dictionaries that plotly draws; every one is checked in tests."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from domain.events import Event
from domain.periods import Period
from metrics.kernel import Numbers
from metrics.measure import Counts, Unit
from metrics.said import Valued, briefly
from ui.kit import palette, words

Drawing = dict[str, Any]
FONT = 16
SMALL_FONT = 14  # of words at the ends of lines
WRAP = 18
LINE = 22  # pixels; a bar has two, and one for each further line of its label
TENS, SPAN = 10, 40  # percentage points
QUARTERS = [0, 25, 50, 75, 100]  # of a percentage axis
LEAST_SPAN = 1.0  # percentage points, of shares that are far below 100%
OUTSIDE = "outside"  # where a value is written that its bar is too short for
LONG_BAR = 0.3  # of the axis
HALF_LABEL = 28  # pixels: with less, plotly leaves out "100%" at the end of the axis
WORD, SPACES = 8.0, 1.5  # percentage points of a value's words, and spaces for one
TREND_HEIGHT = 340
BESIDE = 6  # pixels, from a line to its words
NOTE_LINE = 20  # pixels of a line of an event's words, and a little room
NAMED = 2  # events that a drawing has room to name; of more it shows numbers
LETTER = 1 / 40  # of a chart's width, that a letter takes on a telephone at most
YEARS = {"dtick": "M12", "tick0": "2020-04-01", "tickformat": "%b<br>%Y"}
AXIS = {
    "gridcolor": palette.GRID,
    "linecolor": palette.GREY,
    "tickfont": {"size": FONT, "color": palette.WORDS},
    "fixedrange": True,
    "zeroline": False,
}


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
        "marker": {"color": palette.BLUE},
        "hovertemplate": "%{x|%B %Y}: %{hovertext}<extra></extra>",
    }
    layout = layout_of(Unit.PERCENT, TREND_HEIGHT)
    layout["xaxis"] |= YEARS
    layout["yaxis"]["range"] = [0, max(LEAST_SPAN, 1.1 * max(known))]
    return {"data": [bars], "layout": layout}


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
            "line": {"color": palette.PINK, "width": 2, "dash": "dash"},
        }
        for event in there
    ]
    middle = days[len(days) // 2]
    notes = [
        _note(event, words, event.day.isoformat() > middle)
        for event, words in zip(there, called(there), strict=True)
    ]
    for note, height in zip(notes, _heights(notes, days), strict=True):
        note["yshift"] = height
    shapes = [*layout.get("shapes", ()), *lines]
    annotations = [*layout.get("annotations", ()), *notes]
    changed = {**layout, "shapes": shapes, "annotations": annotations}
    return {**drawing, "layout": changed}


def _heights(notes: Sequence[dict[str, Any]], days: Sequence[str]) -> list[float]:
    """Return how many pixels each note is raised, so that none lies on another."""
    first, last = (date.fromisoformat(day).toordinal() for day in (days[0], days[-1]))
    placed: list[tuple[float, float, float, float]] = []  # left, right, bottom, top
    for note in notes:
        lines = note["text"].split("<br>")
        wide = max(map(len, lines)) * LETTER
        at = (date.fromisoformat(note["x"]).toordinal() - first) / ((last - first) or 1)
        left = at - wide if note["xanchor"] == "right" else at
        beside = [each for each in placed if each[0] < left + wide and left < each[1]]
        bottom, height = 0.0, len(lines) * NOTE_LINE
        for _, _, low, high in sorted(beside, key=lambda each: each[2]):
            if low < bottom + height and bottom < high:
                bottom = high
        placed.append((left, left + wide, bottom, bottom + height))
    return [bottom for _, _, bottom, _ in placed]


def called(there: Sequence[Event]) -> list[str]:
    """Return what a drawing calls its events: a number, of more than have room."""
    if len(there) <= NAMED:
        return [event.words for event in there]
    return [f"({number})" for number, _ in enumerate(there, 1)]


def listed(there: Sequence[Event]) -> str:
    """Return the events of a drawing in sentences, with their numbers where it has."""
    numbered = len(there) > NAMED
    return " ".join(
        f"{name} {event.said}." if numbered else f"{event.said}."
        for event, name in zip(there, called(there), strict=True)
    )


def _note(event: Event, words: str, is_late: bool) -> dict[str, Any]:
    """Return an event's words beside its line, on the side where there is room."""
    side = "right" if is_late else "left"
    return {
        "text": "<br>".join(textwrap.wrap(words, WRAP)),
        "x": event.day.isoformat(),
        "xanchor": side,
        "xshift": -BESIDE if is_late else BESIDE,
        "align": side,
        "yref": "paper",
        "y": 0.02,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": SMALL_FONT, "color": palette.WORDS},
    }


def bars(
    metric: Valued,
    groups: Sequence[tuple[str, float]],
    said: Sequence[str],
    whole: float | None = None,
) -> Drawing:
    """Return a bar for each group, its value written in or beside it.

    `whole` is the value of all groups together, drawn across them.
    """
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
        "marker": {"color": palette.BLUE},
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    rows = sum(2 + label.count("<br>") for label in drawn["y"])
    layout = layout_of(metric.unit, LINE * rows + 48)
    x_axis = {**layout["yaxis"], "nticks": 4}
    y_axis = {**AXIS, "autorange": "reversed", "showgrid": False, "automargin": True}
    if metric.unit is Unit.PERCENT:
        x_axis |= {
            "range": [0, 100],
            "tickvals": QUARTERS,
            "ticktext": [f"{each}%" for each in QUARTERS],
            "tickangle": 0,
        }
    layout |= {"xaxis": x_axis, "yaxis": y_axis}
    layout["margin"] = {**layout["margin"], "r": HALF_LABEL}
    if whole is not None:
        layout |= _across(metric, whole, layout)
        drawn["insidetextanchor"] = "start"  # away from the line
        drawn["texttemplate"] = [
            _clear_of(whole, value) if place == OUTSIDE else "%{text}"
            for (_, value), place in zip(groups, drawn["textposition"], strict=True)
        ]
    return {"data": [drawn], "layout": layout}


def _clear_of(whole: float, value: float) -> str:
    """Return how a value is written beside its bar: past a line that would cross it."""
    way = whole - value  # NaN where a group has no value
    spaces = 1 + int(way * SPACES) if 0 <= way < WORD else 0
    return "\u00a0" * spaces + "%{text}"


def _across(metric: Valued, whole: float, layout: Drawing) -> Drawing:
    """Return a line across all bars at the value of all together, and its name."""
    line = {
        "type": "line",
        "x0": whole,
        "x1": whole,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": palette.ORANGE, "width": 2, "dash": "dash"},
    }
    name = {
        "text": f"All {briefly(metric, whole)}",
        "x": whole,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": SMALL_FONT, "color": palette.WORDS},
    }
    margin = {**layout["margin"], "t": 28}
    return {"shapes": [line], "annotations": [name], "margin": margin}


def span_of(
    metric: Valued, *shown: Counts, beside: Sequence[Numbers] = ()
) -> list[float] | None:
    """Return a percentage axis in tens, the same whatever the filters leave out.

    At least 40 points tall, so that noise does not look like news. `beside` are values
    of whatever else is drawn, such as limits.
    """
    values = np.concatenate([*(counts.value.ravel() for counts in shown), *beside])
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
        "font": {"size": FONT, "color": palette.WORDS, "family": "sans-serif"},
        "paper_bgcolor": palette.CLEAR,
        "plot_bgcolor": palette.CLEAR,
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


def _text_places(groups: Sequence[tuple[str, float]], metric: Valued) -> list[str]:
    """Put a bar's value inside it where it is long enough to hold the words."""
    values = [0.0 if np.isnan(value) else value for _, value in groups]
    full = 100.0 if metric.unit is Unit.PERCENT else max(values, default=0.0)
    return ["inside" if value > full * LONG_BAR else OUTSIDE for value in values]


def _or_none(values: Any) -> list[float | None]:  # noqa: ANN401
    return [None if value != value else float(value) for value in values]  # noqa: PLR0124
