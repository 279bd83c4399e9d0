"""What the rules of data quality look at: one council's rows, read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, select
from sqlmodel import Session

from data_access.access import scope
from data_access.access.scope import IRO
from data_access.casework.worklist import rows as worklist
from data_access.derive.known import Coverage
from data_access.derive.left_out import (
    DIED,
    GAP,
    GROWN_UP,
    OUTSIDE_CARE,
    PLAN_NOT_CLOSED,
    WITHOUT_CARE,
)
from data_access.derive.rebuild import coverage, known_days
from data_access.importers.rows import REASON_NOT_KNOWN
from data_access.store.loaded import Base, LeftOutRow, SourceRow, table
from data_access.store.statements import EpisodeRecord, Fault, PlanRecord, record_of
from data_access.store.tables import (
    Child,
    ClaReview,
    Conference,
    Dispute,
    Episode,
    PeriodOfCare,
    Plan,
    PlanReview,
)

Rows = Sequence[Row[Any]]
Thing = tuple[str, date]  # a child, and the day an episode or a plan of theirs started


@dataclass(frozen=True)
class Exit:
    """A period of care whose last episode is told to have ended, with its reason."""

    child_id: str
    started: date  # of the last episode
    ended: date
    reason: str | None


@dataclass(frozen=True)
class QualityRows:
    """A council's rows, and the days that files speak for.

    Reviews and conferences are those that figures count: held, or asked for by an
    enquiry that began, on a day that files speak for.

    `outside` are the reviews that joining left out, as no care holds their day, though
    the care of that day is loaded. The reasons of the episodes of `bad_reasons` were
    no codes; the plans of `not_closed` had no end, and one was worked out. `past_end`
    are, by the code of the fault, the children whose care or plan goes on after the
    18th birthday or their death, and the day it says it ended or began, if it does. The
    episodes of `gaps` start some days after the one they were joined to; `joined` are
    all that were joined to one before.
    """

    as_at: date
    born: dict[str, date | None]
    care: Rows
    exits: list[Exit]
    reviews: Rows
    conferences: Rows
    plans: Rows
    plan_reviews: Rows
    disputes: Rows
    outside: list[Thing]
    bad_reasons: frozenset[Thing]
    not_closed: frozenset[Thing]
    past_end: dict[str, dict[str, date | None]]
    gaps: frozenset[Thing]
    joined: Rows
    days_of_care: Coverage
    days_of_reviews: Coverage
    days_of_plans: Coverage
    today: worklist.TaskRows


def read(session: Session, la: str, as_at: date) -> QualityRows:
    """Return a council's facts on a day."""
    known, plans = known_days(session, la), coverage(session, la, "plans")
    everybody = scope.every_child(session, la, as_at)
    born = _rows(session, la, Child, "child_id", "born")
    return QualityRows(
        as_at=as_at,
        born={row.child_id: row.born for row in born},
        care=[row for row in _care(session, la) if not row.short_breaks],
        exits=list(_exits(session, la)),
        reviews=_held(
            session, la, ClaReview, "participation", coverage(session, la, "reviews")
        ),
        conferences=[
            row
            for row in _rows(
                session,
                la,
                Conference,
                *("child_id", "s47_started", "due", "source_due", "held"),
                *("settled", "not_required"),
            )
            if _counts(plans, row.held or row.s47_started)
        ],
        plans=_rows(session, la, Plan, "child_id", "started", "ended"),
        plan_reviews=_held(session, la, PlanReview, "plan_started", plans),
        disputes=_rows(
            session, la, Dispute, "child_id", "raised", "highest_stage", "theme"
        ),
        outside=[
            each for each in _outside(session, la) if _counts(known.care, each[1])
        ],
        bad_reasons=frozenset(_bad_reasons(session, la)),
        not_closed=frozenset(_not_closed(session, la)),
        past_end={
            fault.code: dict(_days_of(session, la, fault)) for fault in (GROWN_UP, DIED)
        },
        gaps=frozenset(
            (child_id, day) for child_id, day in _days_of(session, la, GAP) if day
        ),
        joined=_joined(session, la),
        days_of_care=known.care,
        days_of_reviews=known.reviews,
        days_of_plans=plans,
        today=worklist.read(session, la, as_at, everybody),
    )


def _care(session: Session, la: str) -> Rows:
    names = "child_id", "number", "started", "ceased", "short_breaks"
    return _rows(session, la, PeriodOfCare, *names)


def _select(la: str, model: type[Base], *names: str) -> Select[Any]:
    c = table(model).c
    return select(*(c[name] for name in names)).where(c.la == la).order_by(c.id)


def _rows(session: Session, la: str, model: type[Base], *names: str) -> Rows:
    return session.execute(_select(la, model, *names)).all()


def _held(
    session: Session, la: str, model: type[Base], more: str, covered: Coverage
) -> Rows:
    query = _select(la, model, "child_id", "held", "due", "source_due", more).where(
        table(model).c.held.is_not(None)
    )
    return [row for row in session.execute(query).all() if _counts(covered, row.held)]


def _counts(covered: Coverage, day: date | None) -> bool:
    """Say whether figures count what happened on a day: whether files speak for it."""
    return day is None or not covered.runs or covered.run_of(day) is not None


def _exits(session: Session, la: str) -> Iterator[Exit]:
    """Return the ends of care that a file tells; those worked out are not told."""
    names = "child_id", "period_number", "decom", "dec", "reason_ceased"
    last: dict[tuple[str, int], Row[Any]] = {}
    for row in sorted(
        _rows(session, la, Episode, *names), key=lambda episode: episode.decom
    ):
        last[row.child_id, row.period_number] = row
    for care in _care(session, la):
        episode = last.get((care.child_id, care.number))
        if care.short_breaks or episode is None or episode.dec is None:
            continue
        yield Exit(care.child_id, episode.decom, episode.dec, episode.reason_ceased)


def _joined(session: Session, la: str) -> Rows:
    """Return the episodes of care that follow on from another."""
    in_care = {
        (care.child_id, care.number)
        for care in _care(session, la)
        if not care.short_breaks
    }
    found, before = [], None
    for row in sorted(
        _rows(session, la, Episode, "child_id", "period_number", "decom"),
        key=lambda row: (row.child_id, row.period_number, row.decom),
    ):
        stay = row.child_id, row.period_number
        if stay == before and stay in in_care:
            found.append(row)
        before = stay
    return found


def _outside(session: Session, la: str) -> Iterator[Thing]:
    for child_id, day in _days_of(session, la, OUTSIDE_CARE, WITHOUT_CARE):
        if day is not None:
            yield child_id, day


def _days_of(
    session: Session, la: str, *faults: Fault
) -> Iterator[tuple[str, date | None]]:
    """Return whose row each fault was found in, and the day that stood there."""
    query = _select(la, LeftOutRow, "child_id", "day").where(
        table(LeftOutRow).c.code.in_([fault.code for fault in faults])
    )
    for row in session.execute(query):
        yield row.child_id, row.day


def _bad_reasons(session: Session, la: str) -> Iterator[Thing]:
    for content in _told(session, la, EpisodeRecord.name, REASON_NOT_KNOWN):
        record = record_of(EpisodeRecord.name, content)
        if isinstance(record, EpisodeRecord):
            yield record.child_id, record.decom


def _not_closed(session: Session, la: str) -> Iterator[Thing]:
    for content in _told(session, la, PlanRecord.name, PLAN_NOT_CLOSED):
        record = record_of(PlanRecord.name, content)
        if isinstance(record, PlanRecord):
            yield record.child_id, record.started


def _told(session: Session, la: str, record: str, fault: Fault) -> Sequence[str]:
    """Return the statements, as stored, of rows that a fault was noted of."""
    left_out, source = table(LeftOutRow).c, table(SourceRow).c
    same_row = (
        (source.la == left_out.la)
        & (source.child_id == left_out.child_id)
        & (source.import_id == left_out.import_id)
        & (source.place == left_out.place)
        & (source.record == left_out.record)
    )
    query = (
        select(source.content)
        .join(table(LeftOutRow), same_row)
        .where(left_out.la == la, left_out.record == record)
        .where(left_out.code == fault.code)
        .where(left_out.mended_by.is_(None))
    )
    return session.execute(query).scalars().all()


# What a rule of data quality is: the rows it looks at, and what is wrong with them.


class Owner(StrEnum):
    """Who can put right what a rule finds."""

    IRO_SERVICE = "IRO service"
    PERFORMANCE = "Performance team"
    SOCIAL_WORK = "Social work team"


class Seen(NamedTuple):
    """A row that a rule looked at: whose, the day it is about, whether it is wrong."""

    child_id: str
    day: date
    wrong: bool


@dataclass(frozen=True, kw_only=True)
class QualityRule:
    """One thing that can be wrong in what is loaded, and what it does to figures.

    `touches` are the keys of the measures that a wrong row changes. `role` is the role
    of whoever answers for the child: IRO or chair. A `standing` rule asks how things
    are today; once put right it leaves no trace, so it has no history. `look` gives every
    row that the rule looks at, right or wrong.
    """

    key: str
    words: str
    why: str
    mend: str
    owner: Owner
    look: Callable[[QualityRows], Iterator[Seen]]
    touches: tuple[str, ...] = ()
    role: str = IRO
    standing: bool = False
