"""The shape of measure that asks whether all of a child's events passed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from domain.periods import Period
from domain.tables import Bools, Columns
from metrics.kernel import Column, Mask, Run, When
from metrics.measure import EVERYTHING, Counting, Counts, Metric, Where


class Answer(IntEnum):
    """What the events of one child in one period come to, from best to worst."""

    NO_EVENT = 0
    PASSED = 1
    UNKNOWN = 2
    FAILED = 3


@dataclass(frozen=True, kw_only=True)
class EveryOne(Metric):
    """Children (or plans) at a period's end whose every event in it passed.

    `rows` are the spans; `events` theirs, joined by `unit`. A child counts who is
    there at the end, past `counts_from`, with at least one event in the period. One
    failed event is enough to fail; without one, a child with an event whose answer
    is unknown is left aside.
    """

    at: When
    unit_of: Column
    events: str
    unit_of_event: Column
    event_when: When
    event_population: Mask
    event_passes: Mask
    event_unknown: Mask
    unknown_when: When
    kind: ClassVar[str] = "percentage"

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count children, and those whose every event passed; see Metric.count."""
        counting = Counting(self, columns, periods, where, by)
        spans = self.rows_of(columns)
        run = self.run(counting)
        width = np.intp(len(periods))
        unit = self.unit_of(spans)[run.row] * width
        group = counting.group(spans, run.row) * width
        answers = self.answers(counting, int(unit.max(initial=0) + width))
        place, cell = run.places(unit, group)
        cell *= len(Answer)
        cell += answers[place]
        shape = len(counting.labels), len(periods), len(Answer)
        found = np.bincount(cell, minlength=math.prod(shape)).reshape(shape)
        passed, failed = found[..., Answer.PASSED], found[..., Answer.FAILED]
        aside = found[..., Answer.UNKNOWN]
        return counting.result(passed, passed + failed, aside=aside)

    def run(self, counting: Counting) -> Run:
        """Return where the spans belong that a child is in at a period's end."""
        spans = self.rows_of(counting.columns)
        return self.at.run(spans, counting.chosen(spans), counting.window)

    def answers(self, counting: Counting, places: int) -> NDArray[np.int8]:
        """Return the worst answer of each unit's events, period after period.

        The place of a unit's period is unit times the number of periods + period.
        """
        rows = getattr(counting.columns, self.events)
        unit = self.unit_of_event(rows) * np.intp(len(counting.periods))
        known, unknown = self.events_of(counting, unit < places)
        found = np.zeros((len(Answer), places), np.bool_)
        passed = self.event_passes(rows)[known.row]
        answer = np.where(passed, Answer.PASSED, Answer.FAILED) * places
        (place,) = known.places(unit[known.row] + answer)
        found.ravel()[place] = True
        (place,) = unknown.places(unit[unknown.row])
        found[Answer.UNKNOWN, place] = True
        worst = found.view(np.int8)
        return np.maximum(
            worst[Answer.PASSED],
            np.maximum(
                worst[Answer.FAILED] * np.int8(Answer.FAILED),
                worst[Answer.UNKNOWN] * np.int8(Answer.UNKNOWN),
            ),
        )

    def events_of(self, counting: Counting, chosen: Bools) -> tuple[Run, Run]:
        """Return where chosen events belong: those with an answer, and those without."""
        rows = getattr(counting.columns, self.events)
        unknown = chosen & self.event_unknown(rows)
        known = chosen & self.event_population(rows) & ~unknown
        return (
            self.event_when.run(rows, known, counting.window),
            self.unknown_when.run(rows, unknown, counting.window),
        )
