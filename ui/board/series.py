"""A measure of a release over its quarters or years: chart, table and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from domain.events import Event, touching
from metrics.kernel import Numbers
from metrics.release.judged import Judged
from metrics.release.said import number_words, value_words
from metrics.said import briefly
from metrics.series import Grain
from reports.released import ReleasedMeasure
from ui.board.reading import Reading
from ui.kit import drawings, palette, series_chart, words
from ui.kit.charts import Panel
from ui.kit.drawings import Drawing
from ui.kit.series_chart import Level

NAMED = 4  # gaps: more are counted, not named


@dataclass(frozen=True, eq=False)
class Line:
    """The points of a series as a chart takes them (`series_chart.Lines`)."""

    points: Sequence[Judged]

    def _of(self, name: str) -> Numbers:
        found = [getattr(each, name) for each in self.points]
        return np.array([np.nan if each is None else each for each in found], float)

    @cached_property
    def values(self) -> Numbers:
        """Values by period."""
        return self._of("value")

    @cached_property
    def mean(self) -> Numbers:
        """The mean that each point is judged by."""
        return self._of("mean")

    @cached_property
    def lower(self) -> Numbers:
        """The least that chance alone gives."""
        return self._of("lower")

    @cached_property
    def upper(self) -> Numbers:
        """The most that chance alone gives."""
        return self._of("upper")

    @property
    def towards(self) -> tuple[int, ...]:
        """Which way each point is more than chance."""
        return tuple(each.towards for each in self.points)

    @property
    def last(self) -> int | None:
        """The last point that has a value."""
        there = np.flatnonzero(~np.isnan(self.values))
        return int(there[-1]) if len(there) else None


def panel(measure: ReleasedMeasure, reading: Reading) -> Panel:
    """Return what a measure's chart says: finding, points, gaps, what happened."""
    of, said = measure.words, measure.said
    line = Line(said.points)
    span = _span(measure, line)
    return Panel(
        key=f"series-{of.key}",
        heading=said.finding,
        drawing=_drawing(measure, line, span),
        alt=f"{said.finding}. {said.of_target}",
        alt_more=_named(measure, reading),
        table=lambda: table(measure),
        events=touching(map(_event, reading.release.events), of.key),
    )


def note(measure: ReleasedMeasure, reading: Reading) -> str:
    """Return how a chart is read: its points, its axis, its shapes and its gaps."""
    line = Line(measure.said.points)
    span = _span(measure, line)
    lines = (
        _named(measure, reading),
        f"The axis begins at {words.whole(span[0])}%." if span and span[0] else "",
        series_chart.meanings(measure.words, line),
        gaps(measure),
        measure.said.why,
    )
    return " ".join(each for each in lines if each)


def _named(measure: ReleasedMeasure, reading: Reading) -> str:
    """Return what the points are, from when to when, and of which council."""
    points = measure.said.points
    if not points:
        return "Too few of its periods are told for a chart."
    first, last = (words.period(points[place].period) for place in (0, -1))
    grain = measure.said.grain.value
    return f"{measure.words.name} by {grain}, {first} to {last}, {reading.release.council}."


def gaps(measure: ReleasedMeasure) -> str:
    """Return which periods have no point, in words; empty where all have one."""
    missing = [each.period for each in measure.said.points if each.value is None]
    told = {
        each: value_words(measure.words.unit, measure.told(each)) for each in missing
    }
    named = [f"{words.period(each)} ({said})" for each, said in told.items()]
    if len(named) > NAMED:
        grain = measure.said.grain.value
        return (
            f"{len(named)} of {len(measure.said.points)} {grain}s have no point; the "
            "table says why."
        )
    return f"No point: {'; '.join(named)}." if named else ""


def _drawing(
    measure: ReleasedMeasure, line: Line, span: list[float] | None
) -> Drawing | None:
    if not measure.said.points:
        return None
    target = measure.said.target
    levels = () if target is None else (Level("Target", target, palette.PINK, "dash"),)
    periods = [each.period for each in measure.said.points]
    return series_chart.chart(
        measure.words, measure.said.grain, periods, line, levels, span
    )


def _span(measure: ReleasedMeasure, line: Line) -> list[float] | None:
    if line.last is None:
        return None
    target = measure.said.target
    level = np.array([] if target is None else [target])
    beside = line.values, line.lower, line.upper, level
    return drawings.span_of(measure.words, beside=beside)


def _event(kept: dict[str, Any]) -> Event:
    return Event(
        date.fromisoformat(kept["day"]), kept["words"], tuple(kept.get("keys") or ())
    )


def table(measure: ReleasedMeasure) -> pd.DataFrame:
    """Return every period that a measure is released for, the latest first."""
    points = {each.period: each for each in measure.said.points}
    lines = []
    for period in sorted(measure.periods(), key=lambda each: each.end, reverse=True):
        cell = measure.told(period)
        line = {
            "Period": words.period(period),
            measure.words.name: value_words(measure.words.unit, cell),
        }
        if cell is not None and cell.denominator is not None:
            line["Counted"] = number_words(cell.numerator) if cell.divided else ""
            line["Out of"] = number_words(cell.denominator) if cell.divided else ""
        lines.append(line | _chance(measure, points.get(period)))
    return pd.DataFrame(lines).fillna("")


def _chance(measure: ReleasedMeasure, point: Judged | None) -> dict[str, str]:
    """Return a point's mean and limits in words."""
    if point is None or point.mean is None:
        return {}
    of = measure.words
    found = {"Average": briefly(of, point.mean)}
    if point.lower is not None and point.upper is not None:
        low, high = briefly(of, point.lower), briefly(of, point.upper)
        found["Chance alone gives"] = f"{low} to {high}"
    return found


def is_drawn(measure: ReleasedMeasure) -> bool:
    """Say whether a measure has a series at all."""
    return bool(measure.said.points) and measure.said.grain is not Grain.EVENT
