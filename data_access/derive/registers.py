"""What service registers say together: a later one takes the place of an earlier.

A register lists the whole service as it is (ADR 0012). What an earlier register listed
and the next does not is closed on the day the next was loaded. Of what other kinds of
file say of staff and allocations registers say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from data_access.derive.known import Winning
from data_access.store.statements import (
    AllocationRecord,
    PlannedReviewRecord,
    Record,
    StaffRecord,
)

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class Registers:
    """The registers in force, by import, with the day each was loaded."""

    loaded: Mapping[int, date] = field(default_factory=dict)

    def closed_on(self, winning: Winning[AnyRecord]) -> date | None:
        """Return the day of the first register that lists a thing no longer, if any.

        The statement told is the one of the last register that lists it.
        """
        if winning.import_id not in self.loaded:
            return None
        later = [load for load in self.loaded if load > winning.import_id]
        return self.loaded[min(later)] if later else None


def staff_of(
    stated: Iterable[Winning[StaffRecord]], registers: Registers
) -> list[StaffRecord]:
    """Return the members of staff; who is listed no longer has left, or never came."""
    found = []
    for item in stated:
        record, closed = item.record, registers.closed_on(item)
        if closed is None:
            found.append(record)
        elif record.started is None or record.started <= closed:
            ended = _first(record.ended, closed)
            found.append(record.model_copy(update={"ended": ended}))
    return found


def planned_of(
    stated: Iterable[Winning[PlannedReviewRecord]], registers: Registers
) -> list[PlannedReviewRecord]:
    """Return the reviews planned; what is listed no longer is not planned any more."""
    return [item.record for item in stated if registers.closed_on(item) is None]


def allocations_of(
    stated: Sequence[Winning[AllocationRecord]], registers: Registers
) -> list[AllocationRecord]:
    """Return one child's allocations.

    From the first day that later registers list for the child in a role, they alone
    are believed; before it, what earlier ones said stays.
    """
    found = []
    for item in stated:
        record, closed = item.record, registers.closed_on(item)
        if closed is not None:
            since = _listed_since(item, stated, registers)
            if since is not None and since <= record.started:
                continue
            ended = _first(record.ended, closed, since)
            record = record.model_copy(update={"ended": ended})
        found.append(record)
    return found


def _listed_since(
    item: Winning[AllocationRecord],
    stated: Iterable[Winning[AllocationRecord]],
    registers: Registers,
) -> date | None:
    """Return the first day that later registers list for the same role."""
    starts = (
        other.record.started
        for other in stated
        if other.import_id > item.import_id
        and other.import_id in registers.loaded
        and other.record.role == item.record.role
    )
    return min(starts, default=None)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
