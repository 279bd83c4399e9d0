"""Disputes raised by IROs and chairs: stage, theme, how long, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Final

from data_access.demo.allocations import IRO, Allocated
from data_access.demo.chance import (
    SEASONS,
    day_within,
    monthly,
    pick,
    stream,
    working_day_before,
)
from data_access.demo.published import DISPUTES, YEAR
from data_access.store.statements import DisputeRecord, StageEntry
from domain.due import DISPUTE_LIMIT, add_working_days
from domain.periods import Period, months_between, return_year_of

Kind = tuple[str, str | None]  # the stage entered at, the theme as typed

YEARLY: Final = {2022: 130, 2023: 134}
YEARLY_LATER = 138
LADDER = ("Informal", "Stage 1", "Stage 2", "Stage 3", "Cafcass")
LAST_RUNG = "Stage 3"  # for disputes of the published year
ENTRY: Final = {
    "Informal": 22,
    "Stage 1": 44,
    "Stage 2": 21,
    "Stage 3": 12,
    "Cafcass": 1,
}
THEMES: Final[dict[str | None, int]] = {
    "Care planning": 27,
    "Practice": 31,
    "Drift and delay": 19,
    "Placement and resources": 7,
    "Safety": 5,
    "Participation": 4,
    "Health and education": 4,
    "Other": 2,
    None: 2,
}
OUTCOMES: Final = {
    "Care planning": ("Plan amended and shared", "Legal planning meeting held"),
    "Drift and delay": ("Timetable agreed", "Assessment completed"),
    "Practice": ("Records brought up to date", "Visit made and recorded"),
    "Safety": ("Safety plan agreed", "Risk assessment reviewed"),
    "Participation": ("Child met before the review", "Advocate appointed"),
    "Placement and resources": ("Funding agreed", "Placement search widened"),
    "Health and education": ("Health assessment booked", "Education plan rewritten"),
}
OUTCOMES_OTHER: Final = ("Agreed with the team manager", "No change needed")
FOR_CARE = 0.92  # of disputes; the others are about a plan
CLIMBS = 0.24
RESPONSE_LIMIT = 5  # working days, at each stage
WORKING_DAYS: Final = {  # until resolved: at least, at most
    (2, 12): 44,
    (13, DISPUTE_LIMIT): 27,
    (21, 34): 18,
    (35, 70): 8,
    (900, 900): 3,  # as good as never
}


def disputes(
    seed: int, until: date, allocated: Sequence[Allocated]
) -> Iterator[DisputeRecord]:
    """Yield every dispute raised in the months to that of `until`."""
    published = _published(seed)
    for month in months_between(date(2021, 4, 1), until):
        rng = stream(seed, "disputes raised", month.start)
        if YEAR.start <= month.start <= YEAR.end:
            kinds = published[month.start.month]
        else:
            yearly = YEARLY.get(return_year_of(month.start), YEARLY_LATER)
            count = monthly(rng, yearly, month)
            kinds = [(pick(rng, ENTRY), pick(rng, THEMES)) for _ in range(count)]
        yield from _raised(rng, month, kinds, allocated)


def _published(seed: int) -> dict[int, list[Kind]]:
    """Return the published year's disputes, dealt to its months."""
    rng = stream(seed, "disputes published")
    months: dict[int, list[Kind]] = {number: [] for number in range(1, 13)}
    for stage, themes in DISPUTES.items():
        for theme, count in themes.items():
            for month in rng.choices(tuple(months), SEASONS, k=count):
                months[month].append((stage, theme))
    return months


def _raised(
    rng: Random, month: Period, kinds: Sequence[Kind], allocated: Sequence[Allocated]
) -> Iterator[DisputeRecord]:
    there = [a for a in allocated if a.started <= month.start and a.ended > month.end]
    about_care = [a for a in there if a.case.role == IRO]
    about_plans = [a for a in there if a.case.role != IRO]
    children: set[str] = set()
    for stage, theme in kinds:
        pool = about_care if rng.random() < FOR_CARE else about_plans
        about = rng.choice([a for a in pool if a.case.child.child_id not in children])
        children.add(about.case.child.child_id)
        raised = working_day_before(day_within(rng, month.start, month.end))
        raised = add_working_days(raised, 1) if raised < month.start else raised
        yield _dispute(rng, about, raised, stage, theme)


def _dispute(
    rng: Random, about: Allocated, raised: date, stage: str, theme: str | None
) -> DisputeRecord:
    days = rng.randint(*pick(rng, WORKING_DAYS))
    resolved = add_working_days(raised, days)
    return DisputeRecord(
        child_id=about.case.child.child_id,
        raised=raised,
        iro_name=about.member.full_name,
        team=about.team,
        theme_as_typed=theme,
        resolved=resolved,
        outcome=rng.choice(OUTCOMES.get(theme or "", OUTCOMES_OTHER)),
        stages=tuple(_stages(rng, raised, resolved, days, stage)),
    )


def _stages(
    rng: Random, raised: date, resolved: date, days: int, stage: str
) -> list[StageEntry]:
    """Return the stages climbed: at most one each third of the time it took."""
    last = LADDER.index(LAST_RUNG if _near_published(raised) else LADDER[-1])
    rung, entered = LADDER.index(stage), [raised]
    step = min(max(3, days // 3), 12)
    while rung < last and len(entered) * step < days and rng.random() < CLIMBS:
        entered.append(add_working_days(entered[-1], step))
        rung += 1
    names = LADDER[rung - len(entered) + 1 : rung + 1]
    return [
        StageEntry(
            stage_as_typed=name,
            entered=day,
            response_due=add_working_days(day, RESPONSE_LIMIT),
            responded=end,
        )
        for name, day, end in zip(names, entered, [*entered[1:], resolved], strict=True)
    ]


def _near_published(raised: date) -> bool:
    return return_year_of(raised) in (2023, 2024)
