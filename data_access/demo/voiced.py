"""What the invented service records of reviews, other reviews, months and voices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from data_access.demo.allocations import IRO
from data_access.demo.chance import pick, stream, working_day_before
from data_access.demo.council import Council
from data_access.demo.participation import apportion
from data_access.demo.practised import practised
from data_access.demo.published import YEAR
from data_access.demo.recorded import SINCE, row, sometimes, yes
from data_access.demo.stays import InventedStay
from data_access.store.statements import RecordedRecord
from domain.periods import months_between
from domain.recorded import COUNTS, OTHER_REVIEWS, REVIEWS, VOICE

OTHERS_SINCE = YEAR.start  # the first of the lists that the service kept before
MODES: Final = {"in_person": 68, "mixed": 17, "video": 12, "phone": 2, "papers": 1}
OTHER_WAYS: Final = {"form": 4, "app": 4, "somebody_else": 3, "letter": 2, "video": 1}
VIEWS: Final = {  # how views came, by the code of the return; of PN6 by OTHER_WAYS
    **dict.fromkeys(("PN1", "PN2", "PN3"), "in_person"),
    "PN5": "advocate",
    **dict.fromkeys(("PN4", "PN7"), "none"),
}
MIDWAY = 0.14  # of the times between two reviews
BETWEEN: Final = {"midway": 6, "check": 4, "disruption": 1}
FOSTERED, VISIT_WEEKS = 4, 6  # children privately fostered
CARERS, PRE_BIRTHS = 96, 18  # of a year
LATE_PRE_BIRTH = 0.1
SECURE = date(2023, 11, 15), date(2024, 10, 16)
COUNTED: Final = {  # of a year
    "advocacy_referrals": 39,
    "advocacy_taken_up": 31,
    "visitors_matched": 6,
    "visitors_waiting": 48,
    "feedback_children": 64,
    "feedback_families": 41,
    "feedback_professionals": 52,
}
QUOTES: Final = (
    ("My IRO asks what I want first, and then the grown-ups talk", "Being heard"),
    ("I want to know before the meeting who is coming", "Being prepared"),
    ("I liked having my review at the park", "Where we meet"),
    ("Nobody told me what happened after", "What happens next"),
    ("I wrote my own agenda and we followed it", "Being heard"),
    ("I want to see my brother more often", "Family time"),
)
DID: Final = (
    ("You said: letters are too long. We did: one page, in your words", "Being heard"),
    ("You said: tell us who comes. We did: a list a week before", "Being prepared"),
    ("You said: not in school time. We did: we ask you for the day", "Where we meet"),
    ("You said: what came of it? We did: a call after two weeks", "What happens next"),
)


def voiced(council: Council, as_at: date) -> Iterator[RecordedRecord]:
    """Yield all that is recorded of these up to a day."""
    yield from _reviews(council, as_at)
    yield from _others(council.seed, as_at)
    yield from _secure(council, as_at)
    yield from _counts(council.seed, as_at)
    yield from _voices(council.seed, as_at)
    yield from practised(council.seed, as_at)


def _reviews(council: Council, as_at: date) -> Iterator[RecordedRecord]:
    for stay in council.care.stays:
        for held in stay.reviews:
            if SINCE <= held <= as_at:
                yield _review(council, stay.child_id, held)
                yield from _midway(council.seed, stay, held, as_at)


def _midway(
    seed: int, stay: InventedStay, after: date, as_at: date
) -> Iterator[RecordedRecord]:
    """Yield a meeting between this review and the next, if there is one."""
    rng = stream(seed, "midway", stay.child_id, after)
    has_one, kind = rng.random() < MIDWAY, pick(rng, BETWEEN)
    held = working_day_before(after + timedelta(days=rng.randint(50, 80)))
    if has_one and held <= as_at and stay.open_on(held) and held not in stay.reviews:
        yield row(REVIEWS, child=stay.child_id, held=held, kind=kind)


def _review(council: Council, child_id: str, held: date) -> RecordedRecord:
    rng = stream(council.seed, "before review", child_id, held)
    code = council.codes[child_id, held] or ""
    received = working_day_before(held - timedelta(days=rng.randint(2, 9)))
    shared = received + timedelta(days=rng.randint(0, 6))
    other = pick(rng, OTHER_WAYS)
    return row(
        REVIEWS,
        child=child_id,
        held=held,
        mode=sometimes(rng, 0.96, pick(rng, MODES)),
        seen_before=yes(rng, 0.93, 0.71),
        views_asked=yes(rng, 0.95, 0.88),
        advocate_offered=yes(rng, 0.9, 0.74),
        report_received=sometimes(rng, 0.9, received),
        report_shared=sometimes(rng, 0.85, shared),
        parents_took_part=yes(rng, 0.95, 0.58),
        views_came=other if code == "PN6" else VIEWS.get(code),
    )


def _others(seed: int, as_at: date) -> Iterator[RecordedRecord]:
    for number in range(FOSTERED):
        for turn in range(1 + (as_at - OTHERS_SINCE).days // 7 // VISIT_WEEKS):
            due = OTHERS_SINCE + timedelta(weeks=VISIT_WEEKS * turn, days=9 * number)
            yield from _kept(seed, f"PF-{number + 1}", "visit", due, as_at)
            if turn % 8 == number:
                yield from _kept(seed, f"PF-{number + 1}", "review", due, as_at)
    for month in months_between(OTHERS_SINCE, as_at):
        for number in range(CARERS // 12):
            due = month.start + timedelta(days=3 * number)
            person = f"FC-{month.start.month * (CARERS // 12) + number}"
            yield from _kept(seed, person, "foster_carer", due, as_at)
        rng = stream(seed, "pre-birth", month.start)
        for number in range(rng.randint(0, PRE_BIRTHS // 6)):
            due = month.start + timedelta(days=rng.randint(0, 27))
            person = f"U-{month.start:%y%m}{number}"
            yield from _kept(seed, person, "pre_birth", due, as_at)


def _kept(
    seed: int, person: str, what: str, due: date, as_at: date
) -> Iterator[RecordedRecord]:
    """Yield a review or visit; all but some pre-birth are in time, as was reported."""
    rng = stream(seed, "other review", person, what, due)
    late = what == "pre_birth" and rng.random() < LATE_PRE_BIRTH
    before = -4 if late else rng.randint(0, 5)
    held = working_day_before(due - timedelta(days=before))
    kind = f"private_fostering_{what}" if what in ("visit", "review") else what
    if max(due, held) <= as_at and held >= OTHERS_SINCE:
        yield row(OTHER_REVIEWS, person=person, kind=kind, due=due, held=held)


def _secure(council: Council, as_at: date) -> Iterator[RecordedRecord]:
    """Yield reviews of secure accommodation: one in the published year."""
    for day in (day for day in SECURE if day <= as_at):
        theirs = [
            each
            for each in council.allocated
            if each.case.role == IRO and each.started <= day <= each.ended
        ]
        oldest = min(theirs, key=lambda each: each.case.child.born)
        another = next(each.member for each in theirs if each.member != oldest.member)
        yield row(
            OTHER_REVIEWS,
            person=oldest.case.child.child_id,
            kind="secure",
            due=day,
            held=day,
            reviewer=another.staff_id,
            outcome="criteria no longer met",
        )


def _counts(seed: int, as_at: date) -> Iterator[RecordedRecord]:
    months = months_between(OTHERS_SINCE, as_at)
    for what, yearly in COUNTED.items():
        for first in range(0, len(months), 12):
            rng = stream(seed, "counts", what, first)
            whole = yearly + (0 if first == 0 else rng.randint(-2, 4))
            weights = {str(number): 1 + rng.random() for number in range(12)}
            dealt = apportion(whole, weights)
            for number, month in enumerate(months[first : first + 12]):
                if month.end <= as_at:
                    yield row(
                        COUNTS, month=month.start, what=what, number=dealt[str(number)]
                    )


def _voices(seed: int, as_at: date) -> Iterator[RecordedRecord]:
    for number, month in enumerate(months_between(SINCE, as_at)):
        words, theme = QUOTES[number % len(QUOTES)]
        yield row(
            VOICE,
            month=month.start,
            kind="quote",
            words=words,
            theme=theme,
            whose="child",
            consent=number % 4 != 0,
        )
        if number % 3 == 0:
            words, theme = DID[number // 3 % len(DID)]
            yield row(
                VOICE, month=month.start, kind="you_said", words=words, theme=theme
            )
