"""Periods of care as pictures of single days (Annex A) show them, one after another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from data_access.derive.differences import put_right
from data_access.derive.told import Told, ToldOfChild
from data_access.store.statements import EpisodeRecord, InCareRecord
from domain.codes import SHORT_BREAKS, STARTED_LOOKED_AFTER
from domain.periods import ONE_DAY

Value = TypeVar("Value")
Placed = tuple[str | None, str | None, str | None]  # placement, provider, location
NOWHERE: Placed = (None, None, None)


@dataclass
class Stay:
    """A period of care as pictures in order have it: what changed, and from when."""

    told: Told[InCareRecord]  # the last picture of it
    statuses: dict[date, str | None] = field(default_factory=dict)
    places: dict[date, Placed] = field(default_factory=dict)

    @property
    def last(self) -> InCareRecord:
        """What the last picture says of it."""
        return self.told.record

    def add(self, told: Told[InCareRecord]) -> None:
        """Take in one more picture."""
        self.told, record = told, told.record
        if record.legal_since is not None:
            day = max(record.legal_since, record.started)
            self.statuses[day] = record.legal_status
        if record.placed_since is not None:
            placed = record.placement, record.provider, record.location
            self.places[max(record.placed_since, record.started)] = placed

    def episodes(
        self, since: date, before: EpisodeRecord | None
    ) -> list[EpisodeRecord]:
        """Return an episode for each day, from `since` on, on which something changed.

        `before` is the episode that goes on until then. The last one ends with care.
        """
        record = self.last
        statuses, places = _from(self.statuses, since), _from(self.places, since)
        days = {*statuses, *places, *([] if before else [record.started])}
        ended = record.ceased or date.max
        status, placed = _going_on(before) if before else (self._breaks(), NOWHERE)
        made = []
        for day in sorted(days):
            if day < ended or day == record.started:
                status, placed = statuses.get(day, status), places.get(day, placed)
                made.append(_episode(record, day, status, placed))
        return made

    def _breaks(self) -> str | None:
        """Return the status of short breaks where the child is known in no other."""
        known = {*self.statuses.values(), self.last.legal_status}
        return self.last.legal_status if known <= SHORT_BREAKS else None


def _going_on(episode: EpisodeRecord) -> tuple[str | None, Placed]:
    placed = episode.placement, episode.provider, episode.location
    return episode.legal_status, placed


def _episode(
    record: InCareRecord, day: date, status: str | None, placed: Placed
) -> EpisodeRecord:
    return EpisodeRecord(
        child_id=record.child_id,
        decom=day,
        rne=STARTED_LOOKED_AFTER if day == record.started else None,
        legal_status=status,
        placement=placed[0],
        provider=placed[1],
        location=placed[2],
    )


def stays_in(child: ToldOfChild, pictures: Iterable[Told[InCareRecord]]) -> list[Stay]:
    """Return the periods of care in pictures; the later is right about when one began."""
    stays: dict[date, Stay] = {}
    for told in pictures:
        record = told.record
        for started, stay in [*stays.items()]:
            if started != record.started and _same_days(stay.last, record):
                child.left_out.append(
                    put_right(stay.told, "start of care", record.started)
                )
                stays.pop(started)
                moved = stays.setdefault(record.started, Stay(told))
                moved.statuses |= _from(stay.statuses, record.started + ONE_DAY)
                moved.places |= _from(stay.places, record.started + ONE_DAY)
        stays.setdefault(record.started, Stay(told)).add(told)
    return list(stays.values())


def _same_days(earlier: InCareRecord, later: InCareRecord) -> bool:
    """Say whether both cannot be true: a child is in one period of care at a time."""
    ended = earlier.ceased or earlier.as_at
    begins_inside = earlier.started < later.started < ended
    ends_inside = later.ceased is None or later.ceased > earlier.started
    return begins_inside or (later.started < earlier.started and ends_inside)


def _from(held: dict[date, Value], first: date) -> dict[date, Value]:
    return {day: value for day, value in held.items() if day >= first}
