"""A series as a chart: its points, what chance gives, the target and England."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from domain.periods import Period
from metrics.kernel import Numbers
from metrics.measure import Good
from metrics.said import Valued, briefly
from metrics.series import Grain
from metrics.verdict import Variation, way
from ui.kit import drawings, palette, words
from ui.kit.drawings import Drawing
from ui.kit.marks import MARKS, MEANINGS

LABELS = 116  # pixels at the right, for words at the lines' ends
APART = 19  # pixels between two such words
HEIGHT = drawings.TREND_HEIGHT
PLOT = HEIGHT - 72  # pixels of that, for the axis from end to end
HIGHEST = PLOT + 6  # pixels: words any higher would be cut


@dataclass(frozen=True)
class Level:
    """A line across the whole chart with its name at the end: a target, or England."""

    name: str
    value: float
    colour: str
    dash: str


class Lines(Protocol):
    """Values by period with mean and limits, NaN where there is none.

    `towards` is as in `metrics.spc.Control`, which is one; `last` is the last value.
    """

    @property
    def values(self) -> Numbers: ...
    @property
    def mean(self) -> Numbers: ...
    @property
    def lower(self) -> Numbers: ...
    @property
    def upper(self) -> Numbers: ...
    @property
    def towards(self) -> tuple[int, ...]: ...
    @property
    def last(self) -> int | None: ...


class Measured(Valued, Protocol):
    """What is drawn: a measure, or what a release keeps of one."""

    @property
    def good(self) -> Good: ...


def chart(
    metric: Measured,
    grain: Grain,
    periods: Sequence[Period],
    control: Lines,
    levels: Sequence[Level],
    span: list[float] | None,
    band: tuple[float, float] | None = None,
) -> Drawing | None:
    """Return the drawing of a series; None where no point has a value.

    `span` is the axis of a percentage; anything else has one from zero.
    """
    if control.last is None:
        return None
    x = [period.start.isoformat() for period in periods]
    names = [_name(grain, period) for period in periods]
    data = [
        *_limits(control, x),
        _mean(control, x),
        *(_level(level, x) for level in levels),
        _points(metric, control, x, names),
    ]
    layout = drawings.layout_of(metric.unit, HEIGHT)
    layout["xaxis"] |= drawings.YEARS | {"range": _days(periods)}
    layout["yaxis"]["range"] = span or [0, _top(control, levels, band)]
    layout["shapes"] = [_band(band)] if band else []
    layout["margin"] = {**layout["margin"], "r": LABELS}
    axis = layout["yaxis"]["range"]
    layout["annotations"] = _ends(metric, control, levels, axis)
    return {"data": data, "layout": layout}


def meanings(metric: Measured, control: Lines) -> str:
    """Return what the shapes of a chart mean that are not circles; empty if all are."""
    there = {way(metric.good, each) for each in control.towards}
    said_of = [MEANINGS[each] for each in Variation if each in there & set(MEANINGS)]
    return " ".join(said_of)


def _name(grain: Grain, period: Period) -> str:
    in_months = grain in (Grain.MONTH, Grain.EVENT)
    return f"{period.start:%B %Y}" if in_months else words.period(period)


def _days(periods: Sequence[Period]) -> list[str]:
    return [periods[0].start.isoformat(), periods[-1].end.isoformat()]


def _band(band: tuple[float, float]) -> dict[str, Any]:
    low, high = band
    return {
        "type": "rect",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": low,
        "y1": high,
        "fillcolor": palette.GRID,
        "line": {"width": 0},
    }


def _top(
    control: Lines, levels: Sequence[Level], band: tuple[float, float] | None
) -> float:
    """Return where an axis that is no percentage ends: above all that is drawn."""
    drawn = [control.values, control.upper, [each.value for each in levels], band or ()]
    highest = np.nanmax(np.concatenate([np.ravel(each) for each in drawn]))
    return float(max(highest, 1.0) * 1.08)


def _limits(control: Lines, x: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": _or_none(limit),
            "line": {
                "color": palette.GREY,
                "width": 1,
                "dash": "dot",
                "shape": "hvh",
            },
            "connectgaps": True,
            "hoverinfo": "skip",
        }
        for limit in (control.lower, control.upper)
    ]


def _mean(control: Lines, x: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": _or_none(control.mean),
        "line": {"color": palette.GREY, "width": 2, "shape": "hvh"},
        "hoverinfo": "skip",
    }


def _level(level: Level, x: list[str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x[0], x[-1]],
        "y": [level.value, level.value],
        "line": {"color": level.colour, "width": 2, "dash": level.dash},
        "hoverinfo": "skip",
    }


def _points(
    metric: Measured, control: Lines, x: list[str], names: list[str]
) -> dict[str, Any]:
    marks = [MARKS[way(metric.good, each)] for each in control.towards]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x,
        "y": _or_none(control.values),
        "text": names,
        "customdata": [words.value(metric, each) for each in control.values.tolist()],
        "line": {"color": palette.BLUE, "width": 2},
        "marker": {
            "size": [7 if mark.letter == "●" else 11 for mark in marks],
            "symbol": [mark.symbol for mark in marks],
            "color": [mark.colour for mark in marks],
            "opacity": 1,  # else sizes of each make them pale
            "line": {"width": 0},
        },
        "cliponaxis": False,
        "hovertemplate": "%{text}: %{customdata}<extra></extra>",
    }


def _ends(
    metric: Measured, control: Lines, levels: Sequence[Level], axis: Sequence[float]
) -> list[dict[str, Any]]:
    """Return the words at the lines' ends, moved apart where they would touch."""
    last = control.last or 0
    ends = [
        (float(control.values[last]), f"<b>{_said(metric, control.values[last])}</b>")
    ]
    ends += [
        (level.value, f"{level.name} {_said(metric, level.value)}") for level in levels
    ]
    ends.append(
        (float(control.mean[last]), f"Average {_said(metric, control.mean[last])}")
    )
    ends += [
        (float(limit[last]), f"Limit {_said(metric, limit[last])}")
        for limit in (control.upper, control.lower)
        if not np.isnan(limit[last])
    ]
    low, high = axis
    wanted = [PLOT * (value - low) / ((high - low) or 1) for value, _ in ends]
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 8,
            "y": value,
            "yanchor": "middle",
            "yshift": place - want,
            "text": text,
            "showarrow": False,
            "font": {"size": drawings.SMALL_FONT},
        }
        for (value, text), want, place in zip(
            ends, wanted, below(HIGHEST, spread(wanted, APART), APART), strict=True
        )
    ]


def spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Return places that are at least so far apart, each near where it is wanted.

    Neighbours that would touch share the room around their middle.
    """
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    groups: list[
        tuple[float, list[int]]
    ] = []  # the lowest place of each, and its members
    for at in order:
        groups.append((wanted[at], [at]))
        while len(groups) > 1 and _touch(groups[-2], groups[-1], apart):
            (_, upper), (_, lower) = groups.pop(), groups.pop()
            members = lower + upper
            middle = sum(wanted[each] for each in members) / len(members)
            groups.append((middle - apart * (len(members) - 1) / 2, members))
    places = [0.0] * len(wanted)
    for start, members in groups:
        for number, at in enumerate(members):
            places[at] = start + apart * number
    return places


def below(top: float, places: Sequence[float], apart: float) -> list[float]:
    """Return places of which none is above a top; those above it push others down."""
    found = list(places)
    for at in sorted(range(len(found)), key=lambda at: -found[at]):
        found[at] = min(found[at], top)
        top = found[at] - apart
    return found


def _touch(
    below: tuple[float, list[int]], above: tuple[float, list[int]], apart: float
) -> bool:
    return above[0] - (below[0] + apart * (len(below[1]) - 1)) < apart


def _said(metric: Measured, amount: float) -> str:
    """Return an amount without its unit in words, for which there is no room."""
    return briefly(metric, float(amount)).partition(" ")[0]


def _or_none(values: Numbers) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]
