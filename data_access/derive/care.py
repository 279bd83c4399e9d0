"""Children in care: periods of care from episodes, and each review's due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from data_access.derive.coverage import Coverage
from data_access.records import EpisodeRecord, ReviewRecord
from domain.codes import CARE_GOES_ON, SHORT_BREAKS, STARTED_LOOKED_AFTER
from domain.periods import financial_year
from domain.timescales import Timescales

FIRST, SECOND, LATER = 1, 2, 3


@dataclass(frozen=True)
class Care:
    """One period of care: an unbroken chain of episodes.

    `started` is the first episode seen; where `start_known` is False care began on
    that day or earlier. `lost` says that the child was open in one year's return and
    absent from the next, so the end is a guess: the last 31 March they were seen.
    """

    started: date
    start_known: bool
    ceased: date | None = None
    reason_ceased: str | None = None
    short_breaks: bool = False
    lost: bool = False
    episodes: tuple[EpisodeRecord, ...] = field(default=(), repr=False)

    def holds(self, day: date) -> bool:
        """Say whether the child was in this period of care on a day."""
        return self.started <= day and (self.ceased is None or day <= self.ceased)


@dataclass(frozen=True)
class Review:
    """A review held, or due and never held; `due` None where it cannot be known."""

    number: int | None
    due: date | None
    held: date | None
    participation: str | None = None
    source_due: date | None = None


@dataclass(frozen=True)
class Seen:
    """An episode, and the last return year that reported it (0: not a return)."""

    episode: EpisodeRecord
    year: int


def periods_of_care(seen: Sequence[Seen], care: Coverage) -> list[Care]:
    """Return one child's periods of care, in order, with their episodes.

    An episode follows on from the one before unless that one ended with a reason
    other than X1, or this one says care started (RNE `S`). An episode left open by
    one return is closed by the next episode (SSDA903 guide: X1 links share a day).
    """
    chains: list[list[Seen]] = []
    for item in sorted(seen, key=lambda item: item.episode.decom):
        if chains and _follows(chains[-1][-1].episode, item.episode):
            chains[-1].append(item)
        else:
            chains.append([item])
    return [_care(_closed(chain), chain[-1].year, care) for chain in chains]


def _follows(last: EpisodeRecord, this: EpisodeRecord) -> bool:
    if last.reason_ceased == CARE_GOES_ON and last.dec == this.decom:
        return True
    if this.rne == STARTED_LOOKED_AFTER:
        return False
    return last.dec is None or last.reason_ceased in (None, CARE_GOES_ON)


def _closed(chain: Sequence[Seen]) -> tuple[EpisodeRecord, ...]:
    """Close each episode but the last by the start of the next at the latest."""
    episodes = [item.episode for item in chain]
    for position, following in enumerate(episodes[1:]):
        episode = episodes[position]
        if episode.dec is None or episode.dec > following.decom:
            closed = {"dec": following.decom, "reason_ceased": CARE_GOES_ON}
            episodes[position] = episode.model_copy(update=closed)
    return tuple(episodes)


def _care(episodes: tuple[EpisodeRecord, ...], year: int, care: Coverage) -> Care:
    first, last = episodes[0], episodes[-1]
    goes_on = last.reason_ceased == CARE_GOES_ON or last.dec is None
    found = Care(
        started=first.decom,
        start_known=first.rne == STARTED_LOOKED_AFTER,
        ceased=last.dec,
        reason_ceased=None if goes_on else last.reason_ceased,
        short_breaks=all(e.legal_status in SHORT_BREAKS for e in episodes),
        episodes=episodes,
    )
    seen_until = financial_year(year).end if year else None
    next_day = seen_until and seen_until + timedelta(days=1)
    if last.dec is None and seen_until and next_day and care.run_of(next_day):
        return replace(found, ceased=max(seen_until, first.decom), lost=True)
    return found


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
    meetings = _series(held, timescales.review_series_days)
    found = [chain.held(meeting) for meeting in meetings]
    owed = chain.owed()
    return [*found, owed] if owed else found


def _series(held: Sequence[ReviewRecord], days: int) -> list[ReviewRecord]:
    """Join the meetings of one review: dated by the first, first recorded code."""
    joined: list[ReviewRecord] = []
    for meeting in sorted(held, key=lambda review: review.held):
        if joined and (meeting.held - joined[-1].held).days <= days:
            last = joined[-1]
            code = last.participation or meeting.participation
            joined[-1] = last.model_copy(update={"participation": code})
        else:
            joined.append(meeting)
    return joined


class _Chain:
    """Walks a period of care from review to review, knowing what it cannot know."""

    def __init__(self, care: Care, covered: Coverage, timescales: Timescales) -> None:
        self.care, self.covered, self.timescales = care, covered, timescales
        self.anchor = care.started  # the day that the next due date counts from
        self.number: int | None = 0 if care.start_known else None  # of the last held
        self.past_first = False

    def held(self, meeting: ReviewRecord) -> Review:
        """Return a review held, and make it the anchor of the next."""
        due, number = self._due(meeting.held), self._number(meeting.held)
        self.past_first = self.past_first or self._must_be_later(meeting.held)
        review = Review(
            number, due, meeting.held, meeting.participation, meeting.source_due
        )
        self.anchor, self.number = meeting.held, number
        if number is None and self.past_first:
            self.number = LATER
        self.past_first = True
        return review

    def owed(self) -> Review | None:
        """Return the review still due when the loaded files end, if any."""
        run = self.covered.run_of(self.anchor)
        due = self._due(run.end) if run else None
        if due is None or (self.care.ceased and self.care.ceased <= due):
            return None
        return Review(self._number(run.end) if run else None, due, None)

    def _due(self, by: date) -> date | None:
        if not self.covered.holds(self.anchor, by) or self.number is None:
            return None
        if self.number == 0:
            return self.timescales.first_review_due(self.anchor)
        return self.timescales.next_review_due(self.anchor, self.number)

    def _number(self, by: date) -> int | None:
        if self.number is None or not self.covered.holds(self.anchor, by):
            return None
        return min(self.number + 1, LATER)

    def _must_be_later(self, held: date) -> bool:
        """Say whether the first review fell due before the files that hold this one.

        It is then taken as held, so the one after this is due in six months.
        """
        run = self.covered.run_of(held)
        first_due = self.timescales.first_review_due(self.care.started)
        return run is not None and first_due < run.start
