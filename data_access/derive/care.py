"""Children in care: the periods of care that episodes make, and when reviews are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from itertools import zip_longest

from data_access.derive.known import Coverage, LatestEnd, Why, Winning, lost_after
from data_access.store.statements import EpisodeRecord, ReviewRecord
from domain.codes import CARE_GOES_ON, SHORT_BREAKS, STARTED_LOOKED_AFTER
from domain.due import LATER, Kind, Rung, Timescales, owed

EpisodeStated = Winning[EpisodeRecord]
Chain = list[EpisodeStated]


class Doubt(Enum):
    """Why the end of a period of care is not what a return says it is."""

    LOST = auto()  # open in one return, absent from a later one
    BEGAN_AGAIN = auto()  # still open when care starts again
    BROKEN_OFF = auto()  # the last episode says another follows, and none does
    GROWN_UP = auto()  # it goes on after the 18th birthday
    DIED = auto()  # it goes on after the child's death


@dataclass(frozen=True)
class Care:
    """One period of care: an unbroken chain of episodes.

    `started` is the first episode seen; where `start_known` is False care began on
    that day or earlier. With a `doubt` the end is the most that can be said of it.
    Care that turns into short breaks, or short breaks that turn into care, are a period
    of their own that `turned`. Reviews count from `counts_from` where that is not the
    start; nothing is owed from `until` on, which may be yet to come.
    """

    started: date
    start_known: bool
    ceased: date | None = None
    reason_ceased: str | None = None
    short_breaks: bool = False
    doubt: Doubt | None = None
    turned: bool = False
    counts_from: date | None = None
    until: date | None = None
    episodes: tuple[EpisodeRecord, ...] = field(default=(), repr=False)

    @property
    def leaves(self) -> date | None:
        """The day from which nothing is owed, None where none is known."""
        return min((day for day in (self.ceased, self.until) if day), default=None)

    def holds(self, day: date) -> bool:
        """Say whether the child was in this period of care on a day."""
        return self.started <= day and (self.ceased is None or day <= self.ceased)


def periods_of_care(episodes: Sequence[EpisodeStated], covered: Coverage) -> list[Care]:
    """Return one child's periods of care, in order, with their episodes.

    An episode follows on from the one before unless that one ended with a reason
    other than X1, or this one says care started (RNE `S`). An episode left open by
    one return is closed by the next episode (SSDA903 guide: X1 links share a day).
    On short breaks (V3, V4) a child is not in care: care and they never are one period.
    """
    chains: list[Chain] = []
    for item in sorted(episodes, key=lambda item: item.record.decom):
        if chains and _follows(chains[-1][-1].record, item.record):
            chains[-1].append(item)
        else:
            chains.append([item])
    return [
        _care(before, chain, after, covered)
        for before, chain, after in zip_longest([None, *chains], chains, chains[1:])
        if chain
    ]


def _follows(last: EpisodeRecord, this: EpisodeRecord) -> bool:
    return _goes_on(last, this) and _is_break(last) == _is_break(this)


def _is_break(episode: EpisodeRecord) -> bool:
    return episode.legal_status in SHORT_BREAKS


def _goes_on(last: EpisodeRecord, this: EpisodeRecord) -> bool:
    if last.reason_ceased == CARE_GOES_ON and last.dec == this.decom:
        return True
    if this.rne == STARTED_LOOKED_AFTER:
        return False
    if last.dec is None or this.decom < last.dec:
        return True
    return last.reason_ceased in (None, CARE_GOES_ON)


def _care(
    before: Chain | None, chain: Chain, after: Chain | None, covered: Coverage
) -> Care:
    """Return a chain as a period of care, between the one before and the one after."""
    episodes = _closed(chain)
    first, last = episodes[0], episodes[-1]
    again = after[0].record.decom if after else None
    turns = after is not None and _goes_on(last, after[0].record)
    turned = before is not None and _goes_on(before[-1].record, first)
    lost = None if turns else lost_after(chain[-1].last_day, covered)
    ceased, doubt = _end(last, lost, again)
    if turns and doubt is Doubt.BEGAN_AGAIN:
        doubt = None
    return Care(
        started=first.decom,
        start_known=turned or first.rne == STARTED_LOOKED_AFTER,
        ceased=ceased,
        reason_ceased=None
        if last.reason_ceased == CARE_GOES_ON
        else last.reason_ceased,
        short_breaks=all(each.legal_status in SHORT_BREAKS for each in episodes),
        doubt=doubt,
        turned=turned,
        episodes=episodes,
    )


def counting_breaks(periods: Sequence[Care]) -> list[Care]:
    """Return periods with care counting from the short breaks that turned into it."""
    found: list[Care] = []
    for care in periods:
        before = found[-1] if found else None
        if care.turned and before and before.short_breaks:
            care = replace(care, counts_from=before.started)  # noqa: PLW2901
        found.append(care)
    return found


def ended_by(
    periods: Iterable[Care], end: LatestEnd | None, covered: Coverage
) -> tuple[list[Care], list[Care]]:
    """Return periods of care as they end by a day at the latest, and those after it."""
    last = covered.runs[-1].end if covered.runs else None
    if end is None:
        return list(periods), []
    if not end.reached(last):
        return [replace(care, until=end.day) for care in periods], []
    doubt = Doubt.DIED if end.why is Why.DEATH else Doubt.GROWN_UP
    kept, after = [], []
    for care in periods:
        if care.started > end.day:
            after.append(replace(care, doubt=doubt))
        elif care.ceased is None or care.ceased > end.day:
            kept.append(replace(care, ceased=end.day, reason_ceased=None, doubt=doubt))
        else:
            kept.append(care)
    return kept, after


def _closed(chain: Chain) -> tuple[EpisodeRecord, ...]:
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


# Reviews of children in care: each one's due date, held or still owed.


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


# Care starts on 3 June 2024, and returns speak for 1 April 2024 to 31 March 2025:
#
#     number  due         held        why
#          1  1 July      28 June     20 working days after 3 June
#          2  28 Sept     7 October   3 months after 28 June: held, and late
#          3  7 April     not yet     6 months after 7 October; owed
#
# Had care ceased on 20 September, nothing would be owed after 28 June. If only the return
# for 2025-26 is loaded, with reviews on 10 April and 8 September 2025, the first of them
# has no number and no due date, because nobody knows what came before it. The child was
# long in care by then, so it was no first review: the next was due on 10 October 2025,
# and the one after 8 September on 8 March 2026.
class _Chain:
    """Walks a period of care from review to review, knowing what it cannot know."""

    def __init__(self, care: Care, covered: Coverage, timescales: Timescales) -> None:
        self.care, self.covered, self.timescales = care, covered, timescales
        since = care.counts_from or care.started
        self.rung = Rung(Kind.REVIEW, since, 0 if care.start_known else None)
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
        if rung is None or due is None or not owed(due, self.care.leaves):
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
        """Say whether two reviews fell due before the files that hold this one.

        The first is then taken as held, so the one after this is due in six months. Where
        one alone fell due by then, this may be that one, held late; so it may where the
        files may be of all there ever was.
        """
        cut = self.covered.cut_on(held)
        first_due = self.timescales.first_review_due(self.care.started)
        second_due = self.timescales.next_review_due(first_due, 1)
        return cut is not None and second_due < cut
