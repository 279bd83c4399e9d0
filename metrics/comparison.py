"""Which two figures may be compared: those of as much, counted as alike.

The one guard: cards, headings, tables and changes in words all ask it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.periods import say_day
from metrics.figure import Figure

OF_CONFERENCES = "plans"  # the files that conferences and plans are in
NOT_COMPARED = "Not compared with a year before"


def compared(now: Figure, before: Figure, led_from: date | None) -> Figure:
    """Return the figure of a year before: without a value where it is unlike."""
    if why := unlike(now, before, led_from):
        return replace(before, value=None, covered=False, unlike=why)
    return before.comparable


def unlike(now: Figure, before: Figure, led_from: date | None) -> str:
    """Return why a figure is not compared with an earlier one; empty where it may be.

    `led_from` is the day from which lead practitioners chair conferences, if it is known.
    """
    if (
        led_from is not None
        and now.metric.coverage == OF_CONFERENCES
        and before.period.start < led_from <= now.period.end
    ):
        return f"{NOT_COMPARED}: lead practitioners chair since {led_from:%d/%m/%Y}."
    if not now.spoken or not now.covered:
        return ""
    if not now.from_the_start and now.spoken[0].start > now.period.start:
        return f"{NOT_COMPARED}: the data begins on {say_day(now.spoken[0].start)}."
    if now.spoken[-1].end < now.period.end:
        return (
            f"{NOT_COMPARED}: the data ends on {say_day(now.spoken[-1].end)}, "
            "before the period does."
        )
    if not now.from_the_start:
        return f"{NOT_COMPARED}: no file speaks for some of its days."
    return ""
