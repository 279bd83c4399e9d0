"""Days after which figures are read apart: what a chart of months marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Event:
    """A day on which something changed, and what did, in words."""

    day: date
    words: str
