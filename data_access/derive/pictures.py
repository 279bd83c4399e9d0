"""What pictures of single days (Annex A) add to times in care and on plans (ADR 0013)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple, TypeVar

from data_access.derive.care import EpisodeStated
from data_access.derive.known import StatementsOfChild, Winning
from data_access.derive.left_out import LeftOutValues, as_left_out
from data_access.derive.precedence import Sources, difference, put_right
from data_access.store.statements import (
    EpisodeRecord,
    Fault,
    InCareRecord,
    PlanRecord,
)
from domain.codes import CARE_GOES_ON, SHORT_BREAKS, STARTED_LOOKED_AFTER
from domain.periods import ONE_DAY, Period

# Periods of care as pictures of single days (Annex A) show them, one after another.


Value = TypeVar("Value")


class Placed(NamedTuple):
    """Where a child lives, as far as a picture or an episode tells."""

    placement: str | None = None
    provider: str | None = None
    location: str | None = None
    region: str | None = None
    miles: float | None = None


NOWHERE = Placed()


@dataclass
class PicturedStay:
    """A period of care as pictures in order have it: what changed, and from when."""

    winning: Winning[InCareRecord]  # the last picture of it
    statuses: dict[date, str | None] = field(default_factory=dict)
    places: dict[date, Placed] = field(default_factory=dict)

    @property
    def last(self) -> InCareRecord:
        """What the last picture says of it."""
        return self.winning.record

    def add(self, winning: Winning[InCareRecord]) -> None:
        """Take in one more picture."""
        self.winning, record = winning, winning.record
        if record.legal_since is not None:
            day = max(record.legal_since, record.started)
            self.statuses[day] = record.legal_status
        if record.placed_since is not None:
            placed = Placed(
                record.placement, record.provider, record.location, record.region
            )
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
    placed = Placed(**{name: getattr(episode, name) for name in Placed._fields})
    return episode.legal_status, placed


def _episode(
    record: InCareRecord, day: date, status: str | None, placed: Placed
) -> EpisodeRecord:
    return EpisodeRecord(
        child_id=record.child_id,
        decom=day,
        rne=STARTED_LOOKED_AFTER if day == record.started else None,
        legal_status=status,
        **placed._asdict(),
    )


def stays_in(
    child: StatementsOfChild, pictures: Iterable[Winning[InCareRecord]]
) -> list[PicturedStay]:
    """Return the periods of care in pictures; the later is right about when one began."""
    stays: dict[date, PicturedStay] = {}
    for winning in pictures:
        record = winning.record
        for started, stay in [*stays.items()]:
            if started != record.started and _same_days(stay.last, record):
                child.left_out.append(
                    put_right(stay.winning, "start of care", record.started)
                )
                stays.pop(started)
                moved = stays.setdefault(record.started, PicturedStay(winning))
                moved.statuses |= _from(stay.statuses, record.started + ONE_DAY)
                moved.places |= _from(stay.places, record.started + ONE_DAY)
        stays.setdefault(record.started, PicturedStay(winning)).add(winning)
    return list(stays.values())


def _same_days(earlier: InCareRecord, later: InCareRecord) -> bool:
    """Say whether both cannot be true: a child is in one period of care at a time."""
    ended = earlier.ceased or earlier.as_at
    begins_inside = earlier.started < later.started < ended
    ends_inside = later.ceased is None or later.ceased > earlier.started
    return begins_inside or (later.started < earlier.started and ends_inside)


def _from(held: dict[date, Value], first: date) -> dict[date, Value]:
    return {day: value for day, value in held.items() if day >= first}


def add_care(child: StatementsOfChild, sources: Sources) -> None:
    """Add the episodes that pictures tell of, on days that nothing else speaks for."""
    pictures = _latest(child.of(InCareRecord))
    runs = sources.whole["care"]
    inside = [winning for winning in pictures if runs.run_of(winning.record.as_at)]
    outside = [winning for winning in pictures if not runs.run_of(winning.record.as_at)]
    for winning in inside:
        _fill_region(child.of(EpisodeRecord), winning.record)
    for winning in inside[-1:]:
        _compare(child, winning, sources)
    for stay in stays_in(child, outside):
        before = [run for run in runs.runs if run.end < stay.last.as_at]
        _add_stay(child, stay, before[-1] if before else None)


def _latest(pictures: Sequence[Winning[InCareRecord]]) -> list[Winning[InCareRecord]]:
    """Return the pictures in order of day; of one day, those of the last import."""
    last = {each.record.as_at: each.import_id for each in sorted(pictures, key=_age)}
    some = (each for each in pictures if last[each.record.as_at] == each.import_id)
    return sorted(some, key=lambda each: (each.record.as_at, each.record.started))


def _age(winning: Winning[InCareRecord]) -> int:
    return winning.import_id


def _add_stay(
    child: StatementsOfChild, stay: PicturedStay, before: Period | None
) -> None:
    """Add a period of care, or what pictures tell of one that a return holds."""
    record, winning = stay.last, stay.winning
    episodes = child.of(EpisodeRecord)
    if before is None or record.started > before.end:
        since, on_then = record.started, None
    else:
        if record.ceased is not None and record.ceased <= before.end:
            return
        on_then = _holding(episodes, before.end)
        if on_then is None:
            child.left_out.append(_not_in_care(winning, before.end))
            return
        since = before.end + ONE_DAY
    made = stay.episodes(since, on_then.record if on_then else None)
    taken = {each.record.decom for each in episodes}
    new = [_as_told(each, winning) for each in made if each.decom not in taken]
    episodes.extend(new)
    _finish(episodes, new[-1] if new else on_then, stay)


def _finish(
    episodes: list[EpisodeStated], last: EpisodeStated | None, stay: PicturedStay
) -> None:
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


def _fill_region(episodes: list[EpisodeStated], record: InCareRecord) -> None:
    """Say of the episode of a picture's day which region it is in, where it is blank."""
    held = _holding(episodes, record.as_at)
    if held and held.record.region is None and record.ceased is None:
        filled = held.record.model_copy(update={"region": record.region})
        at = next(n for n, each in enumerate(episodes) if each is held)
        episodes[at] = replace(held, record=filled)


def _as_told(episode: EpisodeRecord, winning: Winning[InCareRecord]) -> EpisodeStated:
    return Winning(episode, 0, winning.import_id, winning.place, winning.record.as_at)


def _holding(episodes: Iterable[EpisodeStated], day: date) -> EpisodeStated | None:
    """Return the episode that a child was in on a day."""
    begun = [winning for winning in episodes if winning.record.decom <= day]
    last = max(begun, key=lambda winning: winning.record.decom, default=None)
    if last is None or last.record.dec is None or last.record.dec > day:
        return last
    return last if last.record.reason_ceased == CARE_GOES_ON else None


NOT_IN_CARE = Fault(
    "not_in_care_elsewhere",
    "the same in the return or extract that tells of {day}",
    "What is told there is used. Correct whichever is wrong.",
)


def _not_in_care(winning: Winning[InCareRecord], day: date) -> LeftOutValues:
    return as_left_out(
        winning,
        NOT_IN_CARE,
        field="whole row",
        found=f"in care since {winning.record.started:%d/%m/%Y}",
        day=f"{day:%d/%m/%Y}",
    )


def _compare(
    child: StatementsOfChild, winning: Winning[InCareRecord], sources: Sources
) -> None:
    """List where the latest picture of a day told whole says otherwise of that day."""
    record = winning.record
    held = _holding(child.of(EpisodeRecord), record.as_at)
    if record.ceased is not None:
        return
    if held is None:
        child.left_out.append(_not_in_care(winning, record.as_at))
        return
    by_extract = sources.rank(held.import_id) != 0
    for name in ("legal_status", "placement", "provider"):
        here, there = getattr(held.record, name), getattr(record, name)
        if None not in (here, there) and here != there:
            child.left_out.append(
                difference(winning, name, here, there, by_extract=by_extract)
            )


# Plans in pictures of single days (Annex A), where files disagree when one began.


def put_right_plans(child: StatementsOfChild, sources: Sources) -> None:
    """Leave out a plan of earlier pictures that a later one gives another start.

    A child is on one plan at a time: where a later picture has a plan that was open on
    the earlier one's day, that is the plan which the earlier one meant.
    """
    plans = child.of(PlanRecord)
    pictured = [winning for winning in plans if sources.is_picture(winning)]
    for winning in pictured:
        day = winning.seen or date.min
        for later in pictured:
            if (later.seen or date.min) > day and _open_on(later.record, winning, day):
                child.by_name[PlanRecord.name].remove(winning)
                child.left_out.append(
                    put_right(winning, "start of the plan", later.record.started)
                )
                break


def _open_on(plan: PlanRecord, other: Winning[PlanRecord], day: date) -> bool:
    open_both = other.record.ended is None and (plan.ended is None or plan.ended > day)
    return open_both and plan.started <= day


def keep_open(child: StatementsOfChild, sources: Sources) -> None:
    """Note until when a plan was seen open, though pictures give it another start."""
    days = [
        sources.as_at(winning.import_id)
        for winning in child.not_used
        if sources.is_picture(winning)
        and isinstance(winning.record, PlanRecord)
        and winning.record.ended is None
    ]
    plans = child.of(PlanRecord)
    open_plans = [winning for winning in plans if winning.record.ended is None]
    if days and open_plans:
        last = max(open_plans, key=lambda winning: winning.record.started)
        seen = max(*days, last.seen or date.min)
        plans[plans.index(last)] = replace(last, seen=seen)
