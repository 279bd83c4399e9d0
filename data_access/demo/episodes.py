"""Episodes: a stay cut wherever the legal status or the placement changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from data_access.demo.chance import stream, years_old
from data_access.demo.legal import Status, statuses
from data_access.demo.people import Child
from data_access.demo.placements import Placement, placements
from data_access.demo.stays import Stay
from data_access.store.statements import EpisodeRecord
from domain.codes import CARE_GOES_ON, STARTED_LOOKED_AFTER

# legal status changed, placement changed, same carer
REASONS: Final = {
    (True, False, False): "L",
    (False, True, False): "P",
    (False, True, True): "T",
    (True, True, False): "B",
    (True, True, True): "U",
}


def episodes(seed: int, stay: Stay, child: Child) -> Iterator[EpisodeRecord]:
    """Yield a stay's episodes in order, as they will stand when it has ended."""
    rng = stream(seed, "episodes", stay.child_id, stay.started)
    legal = statuses(rng, stay, years_old(child.born, stay.started))
    placed = placements(rng, stay, child, legal)
    changes = {status.since for status in legal} | {move.since for move in placed}
    days = sorted(day for day in changes if day < stay.ceased)
    for day, end in zip(days, [*days[1:], stay.ceased], strict=True):
        placement = _at(placed, day)
        yield EpisodeRecord(
            child_id=stay.child_id,
            decom=day,
            rne=_reason(stay, day, legal, placed),
            legal_status=_status(legal, day).code,
            placement=placement.code,
            provider=placement.provider,
            location=placement.location,
            dec=end,
            reason_ceased=stay.reason if end == stay.ceased else CARE_GOES_ON,
        )


def _reason(stay: Stay, day: date, legal: list[Status], placed: list[Placement]) -> str:
    if day == stay.started:
        return STARTED_LOOKED_AFTER
    changed = any(status.since == day for status in legal)
    moved = any(placement.since == day for placement in placed)
    return REASONS[changed, moved, moved and _at(placed, day).same_carer]


def _at(placed: list[Placement], day: date) -> Placement:
    return [placement for placement in placed if placement.since <= day][-1]


def _status(legal: list[Status], day: date) -> Status:
    return [status for status in legal if status.since <= day][-1]
