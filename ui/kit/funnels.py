"""The drawing of a funnel plot: points, the service's share, two pairs of limits."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import Any

import numpy as np

from metrics.funnel import RARE, USUAL, Funnel, Place, Point
from ui.kit import palette, words
from ui.kit.drawings import AXIS, FONT, TENS, Drawing, layout_of

HEIGHT = 420
ROOM, ROOM_LEFT = 1.08, 3  # so that no point is cut at the right, nor at the left
SPAN, FULL = 20.0, 100.0  # percentage points
FAR_RIGHT = 0.8  # of the most cases
MOST_SIZES = 200  # for which limits are drawn
Trace = dict[str, Any]


def of_one(
    found: Funnel, own: Point, rest: Sequence[Point], cases: str, fewest: int
) -> Drawing | None:
    """Return somebody's point and others' without names; None where none is compared.

    `cases` says what is counted along the bottom, which begins at `fewest`.
    """
    others = [point for point in rest if point.compared]
    theirs = [own] if own.compared else []
    points = [
        _points("Others", others, palette.GREY, "circle-open", 11),
        _points(own.label, theirs, palette.BLUE, "diamond", 15),
    ]
    return _among_limits(found, [*others, *theirs], points, cases, fewest)


def of_all(found: Funnel, name: str, cases: str, fewest: int) -> Drawing | None:
    """Return all points, each with its label beside it; see of_one."""
    there = [point for point in found.points if point.compared]
    labelled = {
        **_points(name, there, palette.BLUE, "diamond", 13),
        "mode": "markers+text",
        "text": [words.label(point.label) for point in there],
        "customdata": [words.percent(point.share) for point in there],
        "textposition": _sides(there),
        "textfont": {"size": FONT},
        "hovertemplate": "%{text}: %{customdata} of %{x}<extra></extra>",
    }
    return _among_limits(found, there, [labelled], cases, fewest)


def _sides(points: Sequence[Point]) -> list[str]:
    """Return where each name is written, so that neighbours' names keep apart.

    Outside the limits it is further out, within them above and below in turn. Those far
    to the right are written towards the left.
    """
    most = max((point.cases for point in points), default=0)
    turns = cycle(("top", "bottom"))
    sides = {
        Place.FAR_BELOW: "bottom",
        Place.BELOW: "bottom",
        Place.ABOVE: "top",
        Place.FAR_ABOVE: "top",
    }
    return [
        f"{sides.get(point.says) or next(turns)} "
        f"{'left' if point.cases > FAR_RIGHT * most else 'center'}"
        for point in points
    ]


def span(found: Funnel, point: Point, kept: float) -> str:
    """Return a point's limits in words; empty where it is not compared."""
    if not point.compared:
        return ""
    low, high = found.limits(point.cases, kept).shares
    return f"{words.percent(low)} to {words.percent(high)}"


def _among_limits(
    found: Funnel,
    compared: Sequence[Point],
    points: list[Trace],
    cases: str,
    fewest: int,
) -> Drawing | None:
    if not compared:
        return None
    last = int(max(point.cases for point in compared) * ROOM) + 1
    step = max(1, (last - fewest) // MOST_SIZES)
    sizes = list(range(fewest, last + 1, step))
    service = [100 * found.passed / found.cases] * len(sizes)
    traces = [*points, _limit_line("The service", sizes, service, "solid")]
    for kept, name, dash in ((USUAL, "95%", "dash"), (RARE, "99.8%", "dot")):
        limits = [found.limits(size, kept).shares for size in sizes]
        low, high = ([each[side] for each in limits] for side in (0, 1))
        traces.append(_limit_line(f"{name} limits", sizes, low, dash))
        traces.append({**_limit_line(name, sizes, high, dash), "showlegend": False})
    layout = _layout(found, cases, (fewest, last), traces)
    return {"data": traces, "layout": layout}


def _points(
    name: str, points: Sequence[Point], colour: str, symbol: str, size: int
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [point.cases for point in points],
        "y": [point.share for point in points],
        "text": [words.percent(point.share) for point in points],
        "marker": {
            "color": colour,
            "symbol": symbol,
            "size": size,
            "line": {"width": 2},
        },
        "cliponaxis": False,
        "showlegend": bool(points),
        "hovertemplate": "%{text} of %{x}<extra></extra>",
    }


def _limit_line(name: str, across: list[int], up: list[float], dash: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": across,
        "y": up,
        "line": {"color": palette.WORDS, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _layout(
    found: Funnel, cases: str, span: tuple[int, int], traces: list[Trace]
) -> Trace:
    first, last = span
    lowest = min(min(trace["y"]) for trace in traces if trace["y"])
    low = float(np.floor((lowest - 2) / TENS) * TENS)
    layout = layout_of(found.metric.unit, HEIGHT)
    layout["yaxis"] |= {"range": [max(0.0, min(low, FULL - SPAN)), FULL + 1]}
    layout["xaxis"] |= {
        **AXIS,
        "title": {"text": cases, "font": {"size": FONT}},
        "range": [first - ROOM_LEFT, last],
    }
    layout["legend"] = {
        "orientation": "h",
        "y": 1.02,
        "yanchor": "bottom",
        "x": 0,
        "font": {"size": FONT},
    }
    return {**layout, "showlegend": True}
