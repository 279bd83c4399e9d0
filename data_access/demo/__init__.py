"""Exampleshire, an invented council whose 2023-24 repeats a published report."""

from __future__ import annotations

from datetime import date

from data_access.demo.council import EARLIEST, imagine
from data_access.demo.staff import OPENING
from data_access.demo.writing import records
from data_access.store.statements import Record

__all__ = ["DEMO_FROM", "EARLIEST", "FIRST_AS_AT", "exampleshire"]

DEMO_FROM = OPENING  # the first day whose reviews and plan reviews are all there
FIRST_AS_AT = date(2024, 6, 1)


def imagined(as_at: date, seed: int = 2024) -> list[Record]:
    """Return the invented council's records as they stand on `as_at`.

    The same day and seed give the same records; another day gives the same past.
    Children in care or on a plan at DEMO_FROM have their records from the start,
    none of them before EARLIEST, so that every due date is known.

    Raises:
        ValueError: `as_at` is before FIRST_AS_AT, when the published year is too near.
    """
    if as_at < FIRST_AS_AT:
        raise ValueError(f"Exampleshire starts on {FIRST_AS_AT}. Choose a later day.")
    return records(imagine(seed, as_at), as_at)
