"""Orders that deprive a few of the invented children in care of their liberty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from data_access.demo.chance import stream
from data_access.demo.council import Council
from data_access.demo.people import OPENING
from data_access.demo.placements import episodes
from data_access.store.law import LibertyRecord

IN_A_HOME = "K2"  # a children's home
OLD_ENOUGH = 11  # years
ORDERED = 0.1  # of stays in a children's home
AFTER, LASTS = (5, 60), (40, 300)  # days: of the stay, and under the order


def liberty(council: Council, as_at: date) -> Iterator[LibertyRecord]:
    """Yield the orders made by a day, each within one stay in a children's home."""
    for stay in council.care.stays:
        if not stay.reviewed or stay.started > as_at:
            continue
        child = council.children[stay.child_id]
        for episode in episodes(council.seed, stay, child):
            rng = stream(council.seed, "liberty", stay.child_id, episode.decom)
            chance, after, lasts = (
                rng.random(),
                rng.randint(*AFTER),
                rng.randint(*LASTS),
            )
            started = episode.decom + timedelta(days=after)
            left = episode.dec or stay.ceased
            ended = min(started + timedelta(days=lasts), left)
            if (
                episode.placement == IN_A_HOME
                and (started - child.born).days > OLD_ENOUGH * 365
                and chance < ORDERED
                and OPENING <= started <= as_at
                and started < ended
            ):
                yield LibertyRecord(
                    child_id=stay.child_id,
                    started=started,
                    ended=ended if ended <= as_at else None,
                )
