"""The day by which care, plans and all that is owed have ended, whatever files say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from data_access.store.statements import EpisodeRecord
from domain.codes import DIED
from domain.due import GROWN_UP
from domain.periods import birthday


class Why(Enum):
    """Why everything ends on a day."""

    DEATH = auto()
    GROWN_UP = auto()


@dataclass(frozen=True)
class LatestEnd:
    """The day by which all ends for a child: of death, or else the 18th birthday."""

    day: date
    why: Why

    def reached(self, last: date | None) -> bool:
        """Say whether files that end on a day show it: a birthday may be yet to come."""
        return self.why is Why.DEATH or (last is not None and self.day <= last)


def latest_end(
    born: date | None, died: date | None, episodes: Iterable[EpisodeRecord]
) -> LatestEnd | None:
    """Return when all ends for a child at the latest; None where nothing tells.

    Episodes tell a death too: by the reason that the last of them ceased.
    """
    dead = died or _died_in_care(episodes)
    grown_up = birthday(born, GROWN_UP) if born else None
    if dead is not None and (grown_up is None or dead <= grown_up):
        return LatestEnd(dead, Why.DEATH)
    return LatestEnd(grown_up, Why.GROWN_UP) if grown_up else None


def _died_in_care(episodes: Iterable[EpisodeRecord]) -> date | None:
    last = max(episodes, key=lambda episode: episode.decom, default=None)
    return last.dec if last is not None and last.reason_ceased == DIED else None
