"""What the returns tell of a child since a dispute: the next review, where they live."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row

from data_access.columns.care import placements_of
from data_access.columns.child_groups import PlacementSpell
from data_access.columns.rows import PERIODS, REVIEWS, Reading
from data_access.derive.rebuild import coverage
from domain.due import DISPUTE_LIMIT, add_working_days
from domain.periods import add_months

STAYS = 6  # months without a move


class Since(NamedTuple):
    """What `domain.dispute_rows.Disputes` tells of the child of a dispute since."""

    late_review: bool = False
    next_on_time: bool = False
    next_known: bool = False
    stayed: bool = False
    stayed_known: bool = False


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
    for row in disputes:
        theirs = reviews.get(row.child_id, ())
        stayed: bool | None = None
        if row.resolved is not None:
            until = add_months(row.resolved, STAYS)
            if care.holds(row.resolved, until):
                stayed = _stayed(lived.get(row.child_id, ()), row.resolved, until)
        on_time = next_on_time(theirs, row.raised, last)
        yield Since(
            late_review=about_late(theirs, row.raised),
            next_on_time=bool(on_time),
            next_known=on_time is not None,
            stayed=bool(stayed),
            stayed_known=stayed is not None,
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
