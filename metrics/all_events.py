"""The shape of measure that asks whether all of a child's events passed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from domain.tables import Bools, Ints
from metrics.kernel import Column, Mask, Run, When
from metrics.kinds import Share
from metrics.measure import Counting, Counts, everyone
from metrics.rows import RowKind
from metrics.sides import Found, Side, Sides


class Answer(IntEnum):
    """What the events of one child in one period come to, from best to worst."""

    NO_EVENT = 0
    PASSED = 1
    UNKNOWN = 2
    FAILED = 3


@dataclass(frozen=True, kw_only=True)
class AllEvents(Share):
    """Children (or plans) at a period's end whose every event in it passed.

    `rows` are the spans; `events` theirs, joined by `unit`. A child counts who is
    there at the end, past `counts_from`, with at least one event in the period. One
    failed event is enough to fail; without one, a child with an event whose answer
    is unknown is left aside.
    """

    at: When
    unit_of: Column
    events: RowKind
    unit_of_event: Column
    event_when: When
    event_population: Mask
    event_passes: Mask
    event_unknown: Mask
    unknown_when: When
    of_a_year: bool = True  # in less, some children have no review due

    @property
    def row_kinds(self) -> tuple[RowKind, ...]:
        """The events that decide, and the spans; see Metric.row_kinds."""
        return self.events, self.rows

    @property
    def has_unknown(self) -> bool:
        """Whether there can be cases of which nobody knows: always."""
        return True

    @property
    def carries_over(self) -> bool:
        """Whether a late event fails in each period that it is owed in: always."""
        return True

    def counts(self, counting: Counting) -> Counts:
        """Count children, and those whose every event passed; see Metric.counts."""
        spans = self.rows_of(counting.columns)
        run = self.run(counting)
        width = np.intp(len(counting.periods))
        unit = self.unit_of(spans)[run.row] * width
        group = counting.group(spans, run.row) * width
        answers = self.answers(counting, int(unit.max(initial=0) + width))
        position, cell = run.positions(unit, group)
        cell *= len(Answer)
        cell += answers[position]
        shape = len(counting.labels), len(counting.periods), len(Answer)
        found = np.bincount(cell, minlength=math.prod(shape)).reshape(shape)
        passed, failed = found[..., Answer.PASSED], found[..., Answer.FAILED]
        aside = found[..., Answer.UNKNOWN]
        return counting.result(passed, passed + failed, aside=aside)

    def run(self, counting: Counting) -> Run:
        """Return where the spans belong that a child is in at a period's end."""
        spans = self.rows_of(counting.columns)
        return self.at.run(spans, counting.chosen(spans), counting.window)

    def answers(self, counting: Counting, positions: int) -> NDArray[np.int8]:
        """Return the worst answer of each unit's events, period after period.

        The place of a unit's period is unit times the number of periods + period.
        """
        rows = counting.columns.of(self.events.name)
        unit = self.unit_of_event(rows) * np.intp(len(counting.periods))
        known, unknown = self.events_of(counting, unit < positions)
        found = np.zeros((len(Answer), positions), np.bool_)
        passed = self.event_passes(rows)[known.row]
        answer = np.where(passed, Answer.PASSED, Answer.FAILED) * positions
        (position,) = known.positions(unit[known.row] + answer)
        found.ravel()[position] = True
        (position,) = unknown.positions(unit[unknown.row])
        found[Answer.UNKNOWN, position] = True
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
        rows = counting.columns.of(self.events.name)
        unknown = chosen & self.event_unknown(rows)
        known = chosen & self.event_population(rows) & ~unknown
        return (
            self.event_when.run(rows, known, counting.window),
            self.unknown_when.run(rows, unknown, counting.window),
        )

    def sides(self, counting: Counting) -> Sides:
        """Return the spans of each side, with the events that decided."""
        row = self.run(counting).row
        unit = self.unit_of(self.rows_of(counting.columns))[row]
        answer = self.answers(counting, int(unit.max(initial=0)) + 1)[unit]
        known = (answer == Answer.PASSED) | (answer == Answer.FAILED)
        passed = answer[known] == Answer.PASSED
        found = self.sides_of(row[known], passed, row[answer == Answer.UNKNOWN])
        failed, unknown = self._deciding(counting)
        for side, events in ((Side.REST, failed), (Side.ASIDE, unknown)):
            found[side] = self._with_events(counting, found[side], events)
        return {side: (one,) for side, one in found.items()}

    def _deciding(self, counting: Counting) -> tuple[Ints, Ints]:
        """Return the events that failed, and those whose answer is unknown."""
        events = counting.columns.of(self.events.name)
        known, unknown = self.events_of(counting, everyone(events))
        return known.row[~self.event_passes(events)[known.row]], unknown.row

    def _with_events(self, counting: Counting, found: Found, events: Ints) -> Found:
        """Return children with those of some events that are theirs."""
        of_child = self.unit_of(self.rows_of(counting.columns))[found.row]
        of_event = self.unit_of_event(counting.columns.of(self.events.name))[events]
        by_child = np.argsort(of_event, kind="stable")
        ranked, events = of_event[by_child], events[by_child]
        first = np.searchsorted(ranked, of_child, side="left")
        last = np.searchsorted(ranked, of_child, side="right")
        theirs = tuple(events[a:b] for a, b in zip(first, last, strict=True))
        return replace(found, event_rows=self.events.name, events=theirs)
