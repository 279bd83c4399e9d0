"""What pictures of single days (Annex A) add to a child's time in care (ADR 0013)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from data_access.derive.care import ToldEpisode
from data_access.derive.differences import difference
from data_access.derive.left_out import LeftOutValues, as_left_out
from data_access.derive.precedence import Sources
from data_access.derive.stays import Stay, stays_in
from data_access.derive.told import Told, ToldOfChild
from data_access.store.statements import EpisodeRecord, InCareRecord
from domain.codes import CARE_GOES_ON
from domain.periods import ONE_DAY, Period


def add_care(child: ToldOfChild, sources: Sources) -> None:
    """Add the episodes that pictures tell of, on days that nothing else speaks for."""
    pictures = _latest(child.of(InCareRecord))
    runs = sources.whole["care"]
    inside = [told for told in pictures if runs.run_of(told.record.as_at)]
    outside = [told for told in pictures if not runs.run_of(told.record.as_at)]
    for told in inside[-1:]:
        _compare(child, told, sources)
    for stay in stays_in(child, outside):
        before = [run for run in runs.runs if run.end < stay.last.as_at]
        _add_stay(child, stay, before[-1] if before else None)


def _latest(told: Sequence[Told[InCareRecord]]) -> list[Told[InCareRecord]]:
    """Return the pictures in order of day; of one day, those of the last import."""
    last = {each.record.as_at: each.import_id for each in sorted(told, key=_age)}
    some = (each for each in told if last[each.record.as_at] == each.import_id)
    return sorted(some, key=lambda each: (each.record.as_at, each.record.started))


def _age(told: Told[InCareRecord]) -> int:
    return told.import_id


def _add_stay(child: ToldOfChild, stay: Stay, before: Period | None) -> None:
    """Add a period of care, or what pictures tell of one that a return holds."""
    record, told = stay.last, stay.told
    episodes = child.of(EpisodeRecord)
    if before is None or record.started > before.end:
        since, on_then = record.started, None
    else:
        if record.ceased is not None and record.ceased <= before.end:
            return
        on_then = _holding(episodes, before.end)
        if on_then is None:
            child.left_out.append(_not_in_care(told, before.end))
            return
        since = before.end + ONE_DAY
    made = stay.episodes(since, on_then.record if on_then else None)
    taken = {each.record.decom for each in episodes}
    new = [_as_told(each, told) for each in made if each.decom not in taken]
    episodes.extend(new)
    _finish(episodes, new[-1] if new else on_then, stay)


def _finish(episodes: list[ToldEpisode], last: ToldEpisode | None, stay: Stay) -> None:
    """Say of a period's last episode until when it was seen, and how it ended."""
    record = stay.last
    if last is None:
        return
    ending: dict[str, object] = {}
    if record.ceased is not None and last.record.dec is None:
        ending = {"dec": record.ceased, "reason_ceased": record.reason_ceased}
    ended = last.record.model_copy(update=ending)
    at = next(n for n, each in enumerate(episodes) if each is last)
    episodes[at] = replace(last, record=ended, seen=record.as_at)


def _as_told(episode: EpisodeRecord, told: Told[InCareRecord]) -> ToldEpisode:
    return Told(episode, 0, told.import_id, told.place, told.record.as_at)


def _holding(episodes: Iterable[ToldEpisode], day: date) -> ToldEpisode | None:
    """Return the episode that a child was in on a day."""
    begun = [told for told in episodes if told.record.decom <= day]
    last = max(begun, key=lambda told: told.record.decom, default=None)
    if last is None or last.record.dec is None or last.record.dec > day:
        return last
    return last if last.record.reason_ceased == CARE_GOES_ON else None


def _not_in_care(told: Told[InCareRecord], day: date) -> LeftOutValues:
    return as_left_out(
        told,
        field="whole row",
        found=f"in care since {told.record.started:%d/%m/%Y}",
        expected=f"the same in the return or extract that tells of {day:%d/%m/%Y}",
        remedy="What is told there is used. Correct whichever is wrong.",
    )


def _compare(child: ToldOfChild, told: Told[InCareRecord], sources: Sources) -> None:
    """List where the latest picture of a day told whole says otherwise of that day."""
    record = told.record
    held = _holding(child.of(EpisodeRecord), record.as_at)
    if record.ceased is not None:
        return
    if held is None:
        child.left_out.append(_not_in_care(told, record.as_at))
        return
    by_extract = sources.rank(held.import_id) != 0
    for name in ("legal_status", "placement", "provider"):
        here, there = getattr(held.record, name), getattr(record, name)
        if None not in (here, there) and here != there:
            child.left_out.append(
                difference(told, name, here, there, by_extract=by_extract)
            )
