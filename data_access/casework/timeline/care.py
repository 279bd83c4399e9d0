"""Events of a child in care: periods of care, legal status, placements and reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from data_access.casework.timeline.event import (
    Event,
    Lane,
    Mark,
    meeting,
    owed,
    sentences,
)
from data_access.casework.timeline.rows import ChildRows, runs
from data_access.store.tables import ClaReview, Episode, PeriodOfCare, ReviewNote
from domain.codes import (
    LEGAL_STATUS,
    LOCATIONS,
    NOT_RECORDED,
    PARTICIPATION,
    PLACEMENTS,
    PROVIDERS,
    REASONS_CARE_ENDED,
    say,
)
from domain.periods import say_day
from domain.timescales import Timescales

NEW_CARER = frozenset({"P", "B"})  # RNE: the placement and the carer changed
NO_REASON = "no reason recorded"
SHORT_BREAKS = "Short breaks"
EARLIER_MAY_BE = "Due date not known: an earlier review may be in a file not loaded"
REVIEW = "Review"


def events(rows: ChildRows, as_at: date, timescales: Timescales) -> Iterator[Event]:
    """Yield what happened in care, and the review owed."""
    yield from (_period(care) for care in rows.care)
    yield from (_status(stay) for stay in _joined(rows.episodes, _same_status))
    yield from (_placement(stay) for stay in _joined(rows.episodes, _same_placement))
    for care in rows.care:
        yield from of_period(rows, care, as_at, timescales)


def of_period(
    rows: ChildRows, care: PeriodOfCare, as_at: date, timescales: Timescales
) -> Iterator[Event]:
    """Yield the reviews of one period of care, the one owed last."""
    still = runs(care.started, care.ceased, as_at)
    for review in rows.reviews_in(care):
        if review.held is not None:
            note = _note(review.held, rows.notes, timescales)
            yield _held(review, review.held, note)
        elif review.due is not None:
            yield owed(Lane.REVIEWS, REVIEW, review.due, as_at, still=still)


def _period(care: PeriodOfCare) -> Event:
    text, ended = f"Since {say_day(care.started)}", None
    if care.ceased is not None:
        text = say(REASONS_CARE_ENDED, care.reason_ceased)
        ended = f"Why it ended: {text}"
    start = None if care.start_known else "Care began on this day or earlier"
    return Event(
        Lane.CARE,
        Mark.SPAN,
        care.started,
        SHORT_BREAKS if care.short_breaks else str(Lane.CARE),
        sentences(start, ended),
        until=care.ceased,
        text=text,
    )


def _status(stay: Sequence[Episode]) -> Event:
    said = say(LEGAL_STATUS, stay[0].legal_status)
    return _stay(Lane.LEGAL, stay, said, sentences(said))


def _placement(stay: Sequence[Episode]) -> Event:
    first = stay[0]
    said = say(PLACEMENTS, first.placement)
    by = f"Provided by {say(PROVIDERS, first.provider)}" if first.provider else None
    where = say(LOCATIONS, first.location) if first.location else None
    return _stay(Lane.PLACEMENT, stay, said, sentences(said, by, where))


def _stay(lane: Lane, stay: Sequence[Episode], said: str, detail: str) -> Event:
    return Event(
        lane,
        Mark.SPAN,
        stay[0].decom,
        str(lane),
        detail,
        until=stay[-1].dec,
        text=said.partition(",")[0],
    )


def _joined(
    episodes: Sequence[Episode], same: Callable[[Episode, Episode], bool]
) -> list[list[Episode]]:
    """Return episodes that follow on with nothing changed as one stay."""
    found: list[list[Episode]] = []
    for episode in episodes:
        last = found[-1][-1] if found else None
        if last is not None and _follows(last, episode) and same(last, episode):
            found[-1].append(episode)
        else:
            found.append([episode])
    return found


def _follows(last: Episode, this: Episode) -> bool:
    return last.period_number == this.period_number and last.dec == this.decom


def _same_status(last: Episode, this: Episode) -> bool:
    return last.legal_status == this.legal_status


def _same_placement(last: Episode, this: Episode) -> bool:
    return this.rne not in NEW_CARER and (
        (last.placement, last.provider, last.location)
        == (this.placement, this.provider, this.location)
    )


def _note(
    held: date, notes: Sequence[ReviewNote], timescales: Timescales
) -> ReviewNote | None:
    """Return the note of a review, whichever of its meetings it was made of."""
    last = held + timedelta(days=timescales.review_series_days)
    return next((note for note in notes if held <= note.held <= last), None)


def _held(review: ClaReview, held: date, note: ReviewNote | None) -> Event:
    late = review.due is not None and held > review.due
    reason = note.late_reason if note and note.late_reason else None
    sent = note.record_sent if note else None
    part = say(PARTICIPATION, review.participation)
    return meeting(
        Lane.REVIEWS,
        REVIEW,
        review.due,
        held,
        EARLIER_MAY_BE if review.due is None else None,
        f"Why late: {reason or NO_REASON}" if late else None,
        f"How the child took part: {part if part != NOT_RECORDED else 'not recorded'}",
        f"Record sent {say_day(sent)}" if sent else None,
    )
