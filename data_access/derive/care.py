"""Children in care: the periods of care that episodes make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from itertools import zip_longest

from data_access.derive.coverage import Coverage, lost_after
from data_access.derive.told import Told
from data_access.store.statements import EpisodeRecord
from domain.codes import CARE_GOES_ON, SHORT_BREAKS, STARTED_LOOKED_AFTER

ToldEpisode = Told[EpisodeRecord]


class Doubt(Enum):
    """Why the end of a period of care is not what a return says it is."""

    LOST = auto()  # open in one return, absent from a later one
    BEGAN_AGAIN = auto()  # still open when care starts again
    BROKEN_OFF = auto()  # the last episode says another follows, and none does


@dataclass(frozen=True)
class Care:
    """One period of care: an unbroken chain of episodes.

    `started` is the first episode seen; where `start_known` is False care began on
    that day or earlier. With a `doubt` the end is the most that can be said of it.
    """

    started: date
    start_known: bool
    ceased: date | None = None
    reason_ceased: str | None = None
    short_breaks: bool = False
    doubt: Doubt | None = None
    episodes: tuple[EpisodeRecord, ...] = field(default=(), repr=False)

    def holds(self, day: date) -> bool:
        """Say whether the child was in this period of care on a day."""
        return self.started <= day and (self.ceased is None or day <= self.ceased)


def periods_of_care(told: Sequence[ToldEpisode], covered: Coverage) -> list[Care]:
    """Return one child's periods of care, in order, with their episodes.

    An episode follows on from the one before unless that one ended with a reason
    other than X1, or this one says care started (RNE `S`). An episode left open by
    one return is closed by the next episode (SSDA903 guide: X1 links share a day).
    """
    chains: list[list[ToldEpisode]] = []
    for item in sorted(told, key=lambda item: item.record.decom):
        if chains and _follows(chains[-1][-1].record, item.record):
            chains[-1].append(item)
        else:
            chains.append([item])
    starts = [chain[0].record.decom for chain in chains]
    return [
        _care(chain, again, covered) for chain, again in zip_longest(chains, starts[1:])
    ]


def _follows(last: EpisodeRecord, this: EpisodeRecord) -> bool:
    if last.reason_ceased == CARE_GOES_ON and last.dec == this.decom:
        return True
    if this.rne == STARTED_LOOKED_AFTER:
        return False
    if last.dec is None or this.decom < last.dec:
        return True
    return last.reason_ceased in (None, CARE_GOES_ON)


def _care(chain: Sequence[ToldEpisode], again: date | None, covered: Coverage) -> Care:
    """Return a chain as a period of care; `again` is when the next one starts."""
    episodes = _closed(chain)
    first, last = episodes[0], episodes[-1]
    ceased, doubt = _end(last, lost_after(chain[-1].last_day, covered), again)
    return Care(
        started=first.decom,
        start_known=first.rne == STARTED_LOOKED_AFTER,
        ceased=ceased,
        reason_ceased=None
        if last.reason_ceased == CARE_GOES_ON
        else last.reason_ceased,
        short_breaks=all(each.legal_status in SHORT_BREAKS for each in episodes),
        doubt=doubt,
        episodes=episodes,
    )


def _closed(chain: Sequence[ToldEpisode]) -> tuple[EpisodeRecord, ...]:
    """Close each episode but the last by the start of the next at the latest."""
    episodes = [item.record for item in chain]
    for position, following in enumerate(episodes[1:]):
        episode = episodes[position]
        if episode.dec is None or episode.dec > following.decom:
            closed = {"dec": following.decom, "reason_ceased": CARE_GOES_ON}
            episodes[position] = episode.model_copy(update=closed)
    return tuple(episodes)


def _end(
    last: EpisodeRecord, lost: date | None, again: date | None
) -> tuple[date | None, Doubt | None]:
    """Return when care ceased, and why that is not certain.

    An open last episode ends with the last return that has the child, and at the
    latest when care starts again. One that ended with X1 says that care went on: it
    did, unless care then started anew.
    """
    broken_off = last.dec is not None and last.reason_ceased == CARE_GOES_ON
    if last.dec is not None and not (broken_off and again is None):
        overlaps = again is not None and again < last.dec
        return (again, Doubt.BEGAN_AGAIN) if overlaps else (last.dec, None)
    if lost is not None and (again is None or lost < again):
        return max(lost, last.decom), Doubt.BROKEN_OFF if broken_off else Doubt.LOST
    if again is not None:
        return again, Doubt.BEGAN_AGAIN
    return None, Doubt.BROKEN_OFF if broken_off else None
