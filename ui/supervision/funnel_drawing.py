"""The drawing of a funnel plot: points, the service's share, and two pairs of limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from metrics.funnel import FEWEST, RARE, USUAL, Funnel, Point
from ui.kit import palette
from ui.kit.drawings import AXIS, FONT, TENS, Drawing, layout_of

HEIGHT = 420
ROOM, ROOM_LEFT = 1.08, 3  # so that no point is cut at the right, nor at the left
SPAN, FULL = 20.0, 100.0  # percentage points
Trace = dict[str, Any]


def drawn(
    found: Funnel, own: Point, rest: Sequence[Point], cases: str
) -> Drawing | None:
    """Return the points that are compared among their limits; None where none is.

    `cases` says what is counted along the bottom.
    """
    others = [point for point in rest if point.compared]
    theirs = [own] if own.compared else []
    if not (others or theirs):
        return None
    last = round(max(point.cases for point in (*others, *theirs)) * ROOM) + 1
    sizes = list(range(FEWEST, last + 1))
    service = [100 * found.passed / found.cases] * len(sizes)
    traces = [
        _points("Others", others, palette.GREY, "circle-open", 11),
        _points(own.label, theirs, palette.DARK_BLUE, "diamond", 15),
        _line("The service", sizes, service, "solid"),
    ]
    for kept, name, dash in ((USUAL, "95%", "dash"), (RARE, "99.8%", "dot")):
        limits = [found.limits(size, kept).shares for size in sizes]
        low, high = ([each[side] for each in limits] for side in (0, 1))
        traces.append(_line(f"{name} limits", sizes, low, dash))
        traces.append({**_line(name, sizes, high, dash), "showlegend": False})
    return {"data": traces, "layout": _layout(found, cases, last, traces)}


def _points(
    name: str, points: Sequence[Point], colour: str, symbol: str, size: int
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [point.cases for point in points],
        "y": [point.share for point in points],
        "marker": {
            "color": colour,
            "symbol": symbol,
            "size": size,
            "line": {"width": 2},
        },
        "cliponaxis": False,
        "showlegend": bool(points),
        "hovertemplate": "%{y:.1f}% of %{x}<extra></extra>",
    }


def _line(name: str, across: list[int], up: list[float], dash: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": across,
        "y": up,
        "line": {"color": palette.AXIS, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _layout(found: Funnel, cases: str, last: int, traces: list[Trace]) -> Trace:
    lowest = min(min(trace["y"]) for trace in traces if trace["y"])
    low = float(np.floor((lowest - 2) / TENS) * TENS)
    layout = layout_of(found.metric.unit, HEIGHT)
    layout["yaxis"] |= {"range": [max(0.0, min(low, FULL - SPAN)), FULL + 1]}
    layout["xaxis"] |= {
        **AXIS,
        "title": {"text": cases, "font": {"size": FONT}},
        "range": [FEWEST - ROOM_LEFT, last],
    }
    layout["legend"] = {
        "orientation": "h",
        "y": 1.02,
        "yanchor": "bottom",
        "x": 0,
        "font": {"size": FONT},
    }
    return {**layout, "showlegend": True}
