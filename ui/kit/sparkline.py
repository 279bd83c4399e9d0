"""A small picture of a series: an image with words for whoever does not see it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import isnan

from domain.periods import Period
from metrics.kernel import Numbers
from metrics.said import Valued, briefly
from metrics.series import Series
from metrics.verdict import Variation, Verdict
from ui.kit import palette
from ui.kit.marks import MARKS

WIDTH, HEIGHT, EDGE = 240, 48, 5
Values = list[float]  # NaN where there is none


@dataclass(frozen=True, eq=False)
class Pictured:
    """A measure's values by period, NaN where there is none, and its verdict."""

    metric: Valued
    name: str
    periods: Sequence[Period]
    values: Numbers
    target: float | None
    variation: Variation


def sparkline(found: Verdict) -> str:
    """Return an image of a verdict's series; empty where it has none to show."""
    series = found.series
    return "" if series is None else picture(_pictured(found, series))


def _pictured(found: Verdict, series: Series) -> Pictured:
    counts = series.counts
    return Pictured(
        found.metric,
        found.metric.name,
        counts.periods,
        counts.value[0],
        found.target,
        found.variation,
    )


def picture(of: Pictured) -> str:
    """Return an image of values; empty where there are none."""
    values: Values = of.values.tolist()
    if all(map(isnan, values)):
        return ""
    scale = _scale(values, of.target)
    marks = [_line(values, scale)]
    if of.target is not None:
        marks.insert(0, _target(of.target, scale))
    marks.append(_last(values, scale, MARKS[of.variation].colour))
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{"".join(marks)}</svg>'
    )
    data = b64encode(drawn.encode()).decode()
    return (
        f'<img src="data:image/svg+xml;base64,{data}" width="{WIDTH}" '
        f'height="{HEIGHT}" alt="{escape(alt(of))}"/>'
    )


def alt(of: Pictured) -> str:
    """Return what the picture shows, in words."""
    there = [each for each in of.values.tolist() if not isnan(each)]
    first, last = of.periods[0], of.periods[-1]
    low, high, latest = (
        briefly(of.metric, each) for each in (min(there), max(there), there[-1])
    )
    target = "" if of.target is None else f", target {briefly(of.metric, of.target)}"
    return (
        f"{of.name}, {first.start:%B %Y} to {last.end:%B %Y}: "
        f"lowest {low}, highest {high}, latest {latest}{target}"
    )


def _scale(values: Values, target: float | None) -> tuple[float, float]:
    shown = [each for each in values if not isnan(each)]
    if target is not None:
        shown.append(target)
    low, high = min(shown), max(shown)
    return (low, high) if high > low else (low - 1, high + 1)


def _place(values: Values, at: int, scale: tuple[float, float]) -> tuple[float, float]:
    wide = WIDTH - 2 * EDGE
    x = EDGE + wide * at / max(1, len(values) - 1)
    return x, _height(values[at], scale)


def _height(value: float, scale: tuple[float, float]) -> float:
    low, high = scale
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / (high - low)


def _line(values: Values, scale: tuple[float, float]) -> str:
    """Return the line, broken where a point has no value; a lone point is a dot."""
    runs: list[list[str]] = [[]]
    for at, value in enumerate(values):
        if isnan(value):
            runs.append([])
            continue
        x, y = _place(values, at, scale)
        runs[-1].append(f"{x:.1f},{y:.1f}")
    return "".join(
        f'<polyline points="{" ".join(run)}" fill="none" stroke="{palette.BLUE}" '
        'stroke-width="2" stroke-linecap="round"/>'
        for run in runs
        if run
    )


def _target(target: float, scale: tuple[float, float]) -> str:
    y = _height(target, scale)
    return (
        f'<line x1="{EDGE}" x2="{WIDTH - EDGE}" y1="{y:.1f}" y2="{y:.1f}" '
        f'stroke="{palette.PINK}" stroke-width="2" stroke-dasharray="6 4"/>'
    )


def _last(values: Values, scale: tuple[float, float], colour: str) -> str:
    at = max(place for place, each in enumerate(values) if not isnan(each))
    x, y = _place(values, at, scale)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'
