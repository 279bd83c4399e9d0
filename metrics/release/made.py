"""A release as it is made: every cell counted, and what a board is told of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.about import Policy
from domain.periods import say_day
from domain.tables import Columns
from metrics.measure import MeasureError, Metric
from metrics.release.cells import Cell, Sheet, sheets, with_cases
from metrics.release.declared import put_together
from metrics.release.told import ToldCell, in_full

ONLY_GROUPS_WITH_CASES = "team"


@dataclass(frozen=True, eq=False)
class Made:
    """Every cell of a release, in order, as it is counted and as it is told."""

    metrics: tuple[Metric, ...]
    counted: tuple[Cell, ...]
    told: tuple[ToldCell, ...]


def counted_cells(columns: Columns, to: date) -> tuple[Cell, ...]:
    """Return every cell of a release to the end of a quarter, as it is counted.

    Raises:
        MeasureError: the day ends no quarter.
    """
    return tuple(_cells(tuple(sheets(put_together(columns), to))))


def made(columns: Columns, to: date, policy: Policy) -> Made:
    """Make a release to the end of a quarter under a policy.

    Raises:
        MeasureError: the day ends no quarter, or no file speaks for it.
    """
    if policy is not Policy.CLOSED:
        raise MeasureError("So far a release is made with --policy closed alone.")
    found = tuple(sheets(put_together(columns), to))
    if not any(sheet.period.end == to for sheet in found):
        last = columns.data_to
        raise MeasureError(
            f"No file speaks for the days up to {say_day(to)}; those that are loaded go "
            f"to {say_day(last) if last else 'no day'}. Load what is missing, or sign "
            "an earlier quarter."
        )
    cells = tuple(_cells(found))
    metrics = dict.fromkeys(sheet.metric for sheet in found)
    return Made(tuple(metrics), cells, tuple(in_full(cell) for cell in cells))


def _cells(found: tuple[Sheet, ...]) -> Iterator[Cell]:
    """Yield cells; of teams and what is not recorded only those that have cases."""
    there = with_cases(found)
    for sheet in found:
        for place, cell in enumerate(sheet.cells):
            by, group = sheet.by, cell.key.group
            always = not by or (by != ONLY_GROUPS_WITH_CASES and place > 0)
            if always or (by, group) in there:
                yield cell
