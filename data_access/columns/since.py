"""What returns tell of a child since a dispute: the next review, where they live."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row

from data_access.columns.care import placements_of
from data_access.columns.placements import PlacementSpell
from data_access.columns.rows import PERIODS, REVIEWS, Reading
from data_access.derive.rebuild import coverage
from domain.codes import (
    ADOPTED,
    EXITS,
    FOR_ADOPTION,
    GUARDIANSHIP,
    LONG_TERM_CARE,
    PLACEMENT_ORDER,
)
from domain.due import DISPUTE_LIMIT, add_working_days
from domain.periods import add_months

STAYS, STEPS = 6, 6  # months without a move; months to a step to a lasting home
LASTING_EXITS = frozenset({ADOPTED, GUARDIANSHIP})
AS_PLANNED = "E4A"  # to parents, as the care plan has it


Stated = Mapping[int, Sequence[Row[Any]]]  # episodes by period of care


class Since(NamedTuple):
    """What `domain.dispute_rows.Disputes` tells of the child of a dispute since."""

    late_review: bool = False
    next_on_time: bool = False
    next_known: bool = False
    stayed: bool = False
    stayed_known: bool = False
    step: bool = False
    step_known: bool = False


class ReviewDue(NamedTuple):
    """A review that was due on a day; `ceased` is when care ended."""

    due: date
    held: date | None
    ceased: date


def since_disputes(reading: Reading, disputes: Sequence[Row[Any]]) -> Iterator[Since]:
    """Yield, dispute by dispute, what is told of its child since."""
    reviews, lived = _reviews(reading), placements_of(reading)
    care = coverage(reading.session, reading.la, "care")
    told = coverage(reading.session, reading.la, "reviews").runs
    last = told[-1].end if told else date.min
    periods = _periods(reading)
    for row in disputes:
        theirs = reviews.get(row.child_id, ())
        stayed: bool | None = None
        if row.resolved is not None:
            until = add_months(row.resolved, STAYS)
            if care.holds(row.resolved, until):
                stayed = _stayed(lived.get(row.child_id, ()), row.resolved, until)
        on_time = next_on_time(theirs, row.raised, last)
        step, until = None, add_months(row.raised, STEPS)
        if care.holds(row.raised, until):
            stated = reading.lives[row.child_id].stated
            step = _step(periods.get(row.child_id, ()), stated, row.raised, until)
        yield Since(
            late_review=about_late(theirs, row.raised),
            next_on_time=bool(on_time),
            next_known=on_time is not None,
            stayed=bool(stayed),
            stayed_known=stayed is not None,
            step=bool(step),
            step_known=step is not None,
        )


def about_late(reviews: Sequence[ReviewDue], raised: date) -> bool:
    """Say whether the last review due was still owed, or had just been held late.

    Just: within the 20 working days before the dispute was raised.
    """
    before = [each for each in reviews if each.due < raised]
    if not before or before[-1].ceased <= raised:
        return False
    due, held, _ = before[-1]
    if held is None or held > raised:
        return True
    return held > due and add_working_days(held, DISPUTE_LIMIT) >= raised


def next_on_time(reviews: Sequence[ReviewDue], raised: date, told: date) -> bool | None:
    """Say whether the next review that fell due was on time; None where not known.

    Files tell of reviews up to the day `told`.
    """
    after = next((each for each in reviews if each.due >= raised), None)
    if after is None:
        return None
    if after.held is not None:
        return after.held <= after.due
    return None if after.due >= min(told, after.ceased) else False


def _stayed(
    lived: Sequence[PlacementSpell], resolved: date, until: date
) -> bool | None:
    """Say whether a child lived in one placement; None if not in care all that time."""
    there = [each for each in lived if each.start <= resolved < each.end]
    if not there:
        return None
    if there[0].end > until:
        return True
    here: PlacementSpell | None = there[0]
    while here is not None and here.end <= until:
        here = _after(here, lived)
    return None if here is None else False


def _after(
    before: PlacementSpell, lived: Sequence[PlacementSpell]
) -> PlacementSpell | None:
    """Return where a child went from a placement on the same day; None if nowhere."""
    return next((each for each in lived if each.start <= before.end < each.end), None)


def _step(
    periods: Sequence[Row[Any]], stated: Stated, raised: date, until: date
) -> bool | None:
    """Say whether care took a first step to a lasting home after a day, by another.

    None of a child who was not in care, had taken it before, or left in another way.
    """
    there = [p for p in periods if p.started <= raised < (p.ceased or date.max)]
    if not there or there[0].short_breaks:
        return None
    episodes = stated[there[0].number]
    lasting = [each.decom for each in episodes if _is_lasting(each)]
    if any(day <= raised for day in lasting):
        return None
    if any(day <= until for day in lasting):
        return True
    ceased, reason = there[0].ceased, there[0].reason_ceased
    if ceased is None or ceased > until:
        return False
    return True if _lasts(reason) else None


def _is_lasting(episode: Row[Any]) -> bool:
    placed = episode.placement in FOR_ADOPTION | LONG_TERM_CARE
    return placed or episode.legal_status == PLACEMENT_ORDER


def _lasts(reason: str | None) -> bool:
    return reason == AS_PLANNED or EXITS.get(reason or "") in LASTING_EXITS


def _periods(reading: Reading) -> Mapping[str, Sequence[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in reading.rows(PERIODS):
        found[row.child_id].append(row)
    return found


def _reviews(reading: Reading) -> Mapping[str, Sequence[ReviewDue]]:
    ceased = {
        (row.child_id, row.number): row.ceased or date.max
        for row in reading.rows(PERIODS)
    }
    found: dict[str, list[ReviewDue]] = defaultdict(list)
    for row in reading.rows(REVIEWS):
        if row.due is not None:
            ends = ceased[row.child_id, row.period_number]
            found[row.child_id].append(ReviewDue(row.due, row.held, ends))
    return {child_id: sorted(some, key=_by_day) for child_id, some in found.items()}


def _by_day(review: ReviewDue) -> date:
    return review.due
