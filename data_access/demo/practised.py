"""What the invented service found when it looked at its own practice, month by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Final

from data_access.demo.chance import pick, stream
from data_access.demo.published import YEAR
from data_access.demo.recorded import Answer, row, sometimes
from data_access.store.statements import RecordedRecord
from domain.periods import Period, months_between
from domain.recorded import PRACTICE

SINCE = YEAR.start
BETTER = 0.04  # a year, of what is looked at
AUDITED: Final = ("Child's voice", "Care planning", "Permanence", "Safety")
DIPPED: Final = {  # how many of a hundred met the standard in the first year
    "Visits to the child": 74,
    "Supervision of social workers": 68,
    "Genograms and chronologies": 52,
    "Child's voice": 70,
    "Records written to the child": 61,
    "Core groups and care team meetings": 77,
    "Lifelong links and life story": 48,
    "Child told who their IRO is": 66,
    "Brothers, sisters and family time": 63,
    "Letter to a child who wants no visit": 58,
    "IRO's views in the legal panel": 55,
}
FORM: Final = {
    "Reports before the review": 64,
    "Child's voice": 79,
    "Visits to the child": 70,
}
LEARNT: Final = {
    "Child's voice": (
        "Views were asked, and less often said back: what came of them is now in each "
        "record",
        "Children under 7 were seen and not asked: tools for play are in every office",
    ),
    "Care planning": (
        "Plans say what should happen, not by when: every action now has a day",
        "Changes of plan reached the IRO late: social workers tell them the same week",
    ),
    "Permanence": (
        "A second plan was missing where the first was slow: both are asked for at the "
        "second review",
    ),
    "Safety": (
        "Risk from outside the home was in the record and not in the plan",
        "Safety plans were clear, and families had a copy",
    ),
    "Genograms and chronologies": (
        "Chronologies were long and told little: two pages, what it meant for the child",
    ),
    "Lifelong links and life story": (
        "Life-story work waits for adoption: it begins at the second review",
    ),
}
REVIEWED: Final = (
    "A learning review: agencies knew parts, nobody put them together. A chronology of "
    "all agencies comes to the first conference",
    "A learning review: a young person's moves came faster than plans. A disruption "
    "meeting is held within 10 working days",
    "A learning review: a worker left and so did what they knew. The IRO is in every "
    "handover",
)
TRAINED: Final = (
    "Relational practice",
    "Writing to the child",
    "Permanence",
    "Quality assurance",
)
TEAM = 11  # people, as published
AUDITS, SAMPLE, FORMS = 8, 10, 40
PASSES: Final = {"outstanding": 1.0, "good": 1.0, "improve": 0.4, "inadequate": 0.0}


def practised(seed: int, as_at: date) -> Iterator[RecordedRecord]:
    """Yield all that is recorded of practice, of months that are over on a day."""
    for number, month in enumerate(months_between(SINCE, as_at)):
        if month.end <= as_at:
            rng = stream(seed, "practice", month.start)
            yield from _audited(rng, month, number)
            yield from _dipped(rng, month, number)
            for theme, share in FORM.items():
                yield _looked(rng, month, "form", theme, share, FORMS, number)
            yield from _helped(rng, month, number)


def _audited(rng: Random, month: Period, number: int) -> Iterator[RecordedRecord]:
    """Yield a theme's audits, a row for each grade; what was learnt is on the first."""
    theme = AUDITED[number % len(AUDITED)]
    good = 50 + 100 * BETTER * number / 12
    weights = {"outstanding": 8, "good": good, "improve": 38, "inadequate": 4}
    grades = Counter(pick(rng, weights) for _ in range(AUDITS))
    words = _learnt(theme, number)
    for grade in (each for each in weights if grades[each]):
        said: dict[str, Answer] = {"theme": theme, "grade": grade, "words": words}
        met = round(PASSES[grade] * grades[grade])
        yield _row(month, "audit", sample=grades[grade], meeting=met, **said)
        words = None


def _dipped(rng: Random, month: Period, number: int) -> Iterator[RecordedRecord]:
    theme = list(DIPPED)[number % len(DIPPED)]
    yield _looked(rng, month, "dip_sample", theme, DIPPED[theme], SAMPLE, number)


def _looked(
    rng: Random,
    month: Period,
    kind: str,
    theme: str,
    share: float,
    sample: int,
    number: int,
) -> RecordedRecord:
    """Return what one look at a theme found: better by and by."""
    likely = share / 100 + BETTER * number / 12
    met = sum(rng.random() < likely for _ in range(sample))
    return _row(
        month,
        kind,
        theme=theme,
        sample=sample,
        meeting=sometimes(rng, 0.97, met),
        words=None if kind == "form" else _learnt(theme, number),
    )


def _helped(rng: Random, month: Period, number: int) -> Iterator[RecordedRecord]:
    """Yield what helps staff: supervision, training, appraisal, learning reviews."""
    yield _row(month, "supervision", sample=TEAM, meeting=TEAM - rng.randint(0, 3))
    if number % 3 == 1:
        theme = TRAINED[number // 3 % len(TRAINED)]
        had = TEAM - rng.randint(0, 4)
        yield _row(month, "training", theme=theme, sample=TEAM, meeting=had)
    if month.start.month == 5:  # noqa: PLR2004  # as the year's work is planned
        yield _row(month, "appraisal", sample=TEAM, meeting=TEAM - rng.randint(0, 2))
    if number % 12 == 7:  # noqa: PLR2004  # one a year
        words = REVIEWED[number // 12 % len(REVIEWED)]
        yield _row(month, "learning_review", theme="Safety", words=words)


def _learnt(theme: str, number: int) -> str | None:
    there = LEARNT.get(theme, ())
    return there[number // len(AUDITED) % len(there)] if there else None


def _row(month: Period, kind: str, **said: Answer) -> RecordedRecord:
    return row(PRACTICE, month=month.start, kind=kind, **said)
