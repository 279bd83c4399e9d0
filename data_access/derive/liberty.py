"""Orders that deprive children in care of their liberty, as rows.

An order without an end lasts until the next order begins, care ends, or the first day of
a later return that does not have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from data_access.derive.care import Care
from data_access.derive.known import Coverage, StatementsOfChild, Winning, lost_after
from data_access.derive.left_out import LeftOutValues, as_left_out
from data_access.store.law import LibertyRecord
from data_access.store.statements import Fault

OUTSIDE_CARE = Fault(
    "liberty_outside_care",
    "an order on days that the child is in care, short breaks left out",
    "Correct it, or the episode it belongs to, and load again.",
)
NOT_CLOSED = Fault(
    "liberty_not_closed",
    "the day the order ended: a later order or return, or the end of care, shows that "
    "it did",
    "Counted until {ended}. Record the day on which the order ended.",
)


@dataclass(frozen=True)
class Order:
    """An order, up to the day it ended or is taken to have ended; `guessed` if so."""

    said: Winning[LibertyRecord]
    ended: date | None
    in_care: bool

    @property
    def guessed(self) -> bool:
        """Whether no file says when it ended, though it did."""
        return self.ended != self.said.record.ended


def orders(
    statements: StatementsOfChild, periods: Sequence[Care], told: Coverage
) -> list[Order]:
    """Return a child's orders, the earliest first; `told` are the days of the lists."""
    said = sorted(statements.of(LibertyRecord), key=lambda each: each.record.started)
    found: list[Order] = []
    for each, after in zip_longest(said, said[1:]):
        care = _care(periods, each.record)
        ends = (
            lost_after(each.last_day, told),
            after.record.started if after else None,
            care.ceased if care else None,
        )
        first = min((day for day in ends if day is not None), default=None)
        ended = each.record.ended or first
        found.append(Order(each, ended, care is not None))
    return found


def liberty_rows(found: Sequence[Order]) -> Iterator[dict[str, Any]]:
    """Yield each order of a child in care."""
    for order in found:
        if order.in_care:
            yield {"started": order.said.record.started, "ended": order.ended}


def doubted(found: Sequence[Order]) -> Iterator[LeftOutValues]:
    """Yield what is said of orders outside care, and of those that nothing closes."""
    for order in found:
        record = order.said.record
        if not order.in_care:
            yield as_left_out(
                order.said, OUTSIDE_CARE, field="DOLO_START", found=record.started
            )
        elif order.ended and order.guessed:
            yield as_left_out(
                order.said,
                NOT_CLOSED,
                whole_row=False,
                field="DOLO_END",
                found=record.ended,
                ended=f"{order.ended:%d/%m/%Y}",
            )


def _care(periods: Sequence[Care], order: LibertyRecord) -> Care | None:
    """Return the first time in care that holds a day of an order."""
    return next(
        (
            care
            for care in periods
            if not care.short_breaks
            and (care.ceased is None or order.started < care.ceased)
            and (order.ended is None or care.started <= order.ended)
        ),
        None,
    )
