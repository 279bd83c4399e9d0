"""Reviews of children in care: each one's due date, held or still owed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from data_access.derive.care import Care
from data_access.derive.coverage import Coverage
from data_access.store.statements import ReviewRecord
from domain.due import LATER, Kind, Rung, owed
from domain.timescales import Timescales


@dataclass(frozen=True)
class Review:
    """A review held, or due and never held; `due` None where it cannot be known."""

    number: int | None
    due: date | None
    held: date | None
    participation: str | None = None
    source_due: date | None = None


def reviews_of(
    care: Care,
    held: Sequence[ReviewRecord],
    covered: Coverage,
    timescales: Timescales,
) -> list[Review]:
    """Return one period of care's reviews in order, the one still owed last.

    `held` are the reviews held in it. The due date follows from the start of care or
    from the review before, and is None where a return that may hold an earlier
    review was not loaded. A child who left care by the due date is owed nothing.
    Short breaks (V3, V4) have reviews of their own and give none.
    """
    if care.short_breaks:
        return []
    chain = _Chain(care, covered, timescales)
    found: list[Review] = []
    for parts in series(held, timescales):
        meeting = _one(parts)
        found += chain.missed_before(meeting.held)
        found.append(chain.held(meeting))
    owed = chain.owed()
    return [*found, owed] if owed else found


def standing(
    care: Care, held: Iterable[date], covered: Coverage, timescales: Timescales
) -> Rung | None:
    """Return where a child stands after the reviews held; None where nobody can know.

    `held` are the days of the reviews in order, one for those of several meetings.
    """
    chain = _Chain(care, covered, timescales)
    for day in held:
        chain.walk(day)
    return chain.stands()


def series(
    held: Iterable[ReviewRecord], timescales: Timescales
) -> list[list[ReviewRecord]]:
    """Return the meetings of each review: those soon after a first are parts of it."""
    found: list[list[ReviewRecord]] = []
    for meeting in sorted(held, key=lambda review: review.held):
        since = (meeting.held - found[-1][0].held).days if found else None
        if since is not None and since <= timescales.review_series_days:
            found[-1].append(meeting)
        else:
            found.append([meeting])
    return found


def _one(parts: Sequence[ReviewRecord]) -> ReviewRecord:
    """Return a review of several meetings: the first's day, the first code recorded."""
    codes = (part.participation for part in parts if part.participation)
    return parts[0].model_copy(update={"participation": next(codes, None)})


class _Chain:
    """Walks a period of care from review to review, knowing what it cannot know."""

    def __init__(self, care: Care, covered: Coverage, timescales: Timescales) -> None:
        self.care, self.covered, self.timescales = care, covered, timescales
        self.rung = Rung(Kind.REVIEW, care.started, 0 if care.start_known else None)
        self.past_first = False

    def held(self, meeting: ReviewRecord) -> Review:
        """Return a review held, and make it the anchor of the next."""
        rung = self.walk(meeting.held)
        return Review(
            rung.next_number if rung else None,
            rung.due(self.timescales) if rung else None,
            meeting.held,
            meeting.participation,
            meeting.source_due,
        )

    def walk(self, held: date) -> Rung | None:
        """Go past a review held; return where the child stood, if that is known."""
        stood = self.rung if self.covered.holds(self.rung.since, held) else None
        number = stood.next_number if stood else None
        if number is None and (self.past_first or self._is_later(held)):
            number = LATER
        self.rung, self.past_first = Rung(Kind.REVIEW, held, number), True
        return stood

    def missed_before(self, held: date) -> list[Review]:
        """Return the review that was due by the last day told and was not held by then.

        One that is held after that day may be this review or a later one.
        """
        due = self.rung.due(self.timescales)
        if due is None or not self.covered.missed(self.rung.since, due, held):
            return []
        return [Review(self.rung.next_number, due, None)]

    def owed(self) -> Review | None:
        """Return the review still due when the loaded files end, if any."""
        rung = self.stands()
        due = rung.due(self.timescales) if rung else None
        if rung is None or due is None or not owed(due, self.care.ceased):
            return None
        return Review(rung.next_number, due, None)

    def stands(self) -> Rung | None:
        """Return where the child stands when the loaded files end, if that is known."""
        due, since = self.rung.due(self.timescales), self.rung.since
        known = due is not None and (
            self.covered.settles(since, self.care.ceased)
            or self.covered.missed(since, due)
        )
        return self.rung if known else None

    def _is_later(self, held: date) -> bool:
        """Say whether the first review fell due before the files that hold this one.

        It is then taken as held, so the one after this is due in six months.
        """
        run = self.covered.run_of(held)
        first_due = self.timescales.first_review_due(self.care.started)
        return run is not None and first_due < run.start
