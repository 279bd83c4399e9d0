"""Days after which figures are read apart: what a chart of months marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.periods import say_day


@dataclass(frozen=True, order=True)
class Event:
    """A day on which something changed, and what did, in words.

    `keys` are the measures that it touches; none of them stands for every measure.
    `author` and `written_on` are those of a council's own event log; the author is
    empty for whoever is not told who it was.
    """

    day: date
    words: str
    keys: tuple[str, ...] = ()
    author: str = ""
    written_on: date | None = None

    @property
    def said(self) -> str:
        """What happened, with its day."""
        day = say_day(self.day)
        return self.words if day in self.words else f"{day}: {self.words}"

    def touches(self, key: str) -> bool:
        """Say whether a measure is read apart at this day."""
        return not self.keys or key in self.keys


def touching(events: Iterable[Event], key: str) -> tuple[Event, ...]:
    """Return the events that touch a measure, the earliest first."""
    return tuple(sorted(each for each in events if each.touches(key)))
