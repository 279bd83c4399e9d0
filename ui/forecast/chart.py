"""The weeks to come as a chart: bars for what is due, a line for what there is time for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain.forecast import Estimate, Line
from domain.periods import Period
from domain.rounding import rounded
from metrics.forecast import CAPACITY, ESTIMATE, OVERDUE
from ui.kit import palette, words
from ui.kit.drawings import AXIS, FONT, Drawing

HEIGHT = 420
EVERY = 5  # weeks between the days named on the axis
REVIEWS, PLAN_REVIEWS = "Reviews in care", "Plan reviews"
TOO_FULL = "More than there is time for"


def weeks(shown: Line, weeks: Sequence[Period], estimate: Estimate | None) -> Drawing:
    """Return bars for each week, the estimate in outline on top, and the time there is."""
    x = [_monday(week) for week in weeks]
    overdue = [shown.overdue, *(0 for _ in weeks[1:])]
    data = [
        _bars(REVIEWS, x, shown.reviews, {"color": palette.BLUE}),
        _bars(PLAN_REVIEWS, x, shown.plan_reviews, {"color": palette.TURQUOISE}),
    ]
    if shown.overdue:
        data.append(_bars(OVERDUE.name, x, overdue, {"color": palette.PINK}))
    if estimate is not None:
        data.append(_estimate(x, estimate))
    if shown.limit:
        data.append(_limit(x, shown.limit))
    if shown.over:
        data.append(_too_full(x, shown))
    return {"data": data, "layout": _layout(x)}


def _monday(week: Period) -> str:
    return (week.end - timedelta(days=6)).isoformat()


def _bars(
    name: str, x: Sequence[str], y: Sequence[float], marker: dict[str, Any]
) -> dict[str, Any]:
    edge = {"color": "#ffffff", "width": 1}
    return {
        "type": "bar",
        "name": name,
        "x": list(x),
        "y": list(y),
        "marker": {"line": edge, **marker},
        "hovertemplate": f"Week of %{{x|%-d %B}}: %{{y}} {name.lower()}<extra></extra>",
    }


def _estimate(x: Sequence[str], estimate: Estimate) -> dict[str, Any]:
    hatched = {
        "color": "#ffffff",
        "line": {"color": palette.GREY, "width": 1},
        "pattern": {"shape": "/", "fgcolor": palette.GREY, "size": 6, "solidity": 0.2},
    }
    ends = list(zip(estimate.expected, estimate.low, estimate.high, strict=True))
    said = [f"{words.whole(mean)}, from {low} to {high}" for mean, low, high in ends]
    return {
        **_bars(ESTIMATE.name, x, [rounded(mean) for mean, _, _ in ends], hatched),
        "customdata": said,
        "hovertemplate": "Week of %{x|%-d %B}: estimate %{customdata}<extra></extra>",
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [high - mean for mean, _, high in ends],
            "arrayminus": [mean - low for mean, low, _ in ends],
            "color": palette.GREY,
            "thickness": 1,
            "width": 2,
        },
    }


def _limit(x: Sequence[str], limit: Sequence[float]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": CAPACITY.name,
        "x": list(x),
        "y": [rounded(each) for each in limit],
        "line": {"color": palette.GREY, "width": 3, "dash": "dash", "shape": "hvh"},
        "hovertemplate": "Week of %{x|%-d %B}: time for %{y}<extra></extra>",
    }


def _too_full(x: Sequence[str], shown: Line) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": TOO_FULL,
        "x": [x[place] for place in shown.over],
        "y": [shown.load[place] for place in shown.over],
        "marker": {
            "symbol": "triangle-down",
            "size": 14,
            "color": palette.ORANGE,
            "line": {"color": palette.GREY, "width": 1},
        },
        "hovertemplate": "Week of %{x|%-d %B}: too full<extra></extra>",
    }


def _layout(x: Sequence[str]) -> dict[str, Any]:
    return {
        "height": HEIGHT,
        "margin": {"t": 16, "r": 16, "b": 8, "l": 8},
        "font": {"size": FONT, "color": palette.WORDS, "family": "sans-serif"},
        "paper_bgcolor": palette.CLEAR,
        "plot_bgcolor": palette.CLEAR,
        "barmode": "stack",
        "bargap": 0.15,
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "font": {"size": FONT},
            "traceorder": "normal",
        },
        "xaxis": {
            **AXIS,
            "type": "date",
            "showgrid": False,
            "automargin": True,
            "tickangle": 0,
            "tickvals": list(x[::EVERY]),
            "tickformat": "%-d %b",
        },
        "yaxis": {**AXIS, "rangemode": "tozero", "automargin": True, "nticks": 6},
        "transition": {"duration": 0},
        "hoverlabel": {"font": {"size": FONT}},
        "dragmode": False,
    }
