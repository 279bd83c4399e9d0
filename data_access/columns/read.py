"""One council's rows, read once per version of that council."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Engine, func, select
from sqlmodel import Session

from data_access.columns import (
    benchmarks,
    care,
    disputes,
    exchanged,
    health,
    permanence,
    pre_proceedings,
    recorded,
    tables,
)
from data_access.columns.child_groups import reallocations
from data_access.columns.rows import Reading
from data_access.columns.sight import narrowed
from data_access.derive import council
from data_access.derive.council import events_of, rebases_of, targets_of
from data_access.derive.rebuild import coverage
from data_access.importers.exchange.importer import KIND
from data_access.store import database
from data_access.store.loaded import INVENTED, Import, LeftOutRow, table
from data_access.store.tables import Dispute
from domain.access import Screen, Sight, Viewer, may
from domain.periods import Period
from domain.tables import RESOLUTIONS, Columns

COVERED = (
    *("care", "reviews", "plans", "disputes", "missing", "care_plans", "adoption"),
    *("liberty", "pre_proceedings"),
)
DISPUTE = table(Dispute).c
LEFT_OUT = table(LeftOutRow).c
OF_OTHERS = frozenset({KIND})
KINDS_INVENTED = frozenset({INVENTED})  # the kinds of import that such a council has


def councils(engine: Engine, viewer: Viewer) -> list[tuple[str, str, bool]]:
    """Return each council somebody may see: code, name, whether it is invented.

    Real councils come first, the one loaded last before the others.
    """
    with database.reading(engine) as session:
        found = [
            (la, council.name(session, la), kinds == KINDS_INVENTED)
            for la, kinds in _kinds(session).items()
            if may(viewer, Screen.FIGURES, la) or may(viewer, Screen.RELEASED, la)
        ]
    return sorted(found, key=lambda item: item[2])


class Whole(NamedTuple):
    """All of a council's rows, of which each reader is given what they may see."""

    columns: Columns
    staff: Mapping[str, str]  # names by staff id

    def seen(self, seen: Sight) -> Columns:
        """Return no more of them than `seen` allows."""
        return narrowed(self.columns, seen, self.staff)


def read_columns(engine: Engine, la: str, seen: Sight) -> Columns:
    """Return one council's rows, no more of them than `seen` allows."""
    return read_whole(engine, la).seen(seen)


def read_whole(engine: Engine, la: str) -> Whole:
    """Return one council's rows as read-only columns; every column empty if none.

    All of it is of one version of the council, whatever is loaded meanwhile.
    """
    with database.reading(engine) as session:
        reading, rules = Reading(session, la), council.timescales(session, la)
        columns = Columns(
            la=la,
            council=council.name(session, la),
            version=database.version_of(session, la),
            rule=rules.interval_mode.words,
            rules={"reviews": rules.first_words, "conferences": rules.enquiry_words},
            reviews=tables.reviews(reading),
            care_spans=care.care_spans(reading),
            care_periods=care.care_periods(reading),
            conferences=tables.conferences(reading),
            plans=tables.plans(reading),
            plan_spans=tables.plan_spans(reading),
            plan_reviews=tables.plan_reviews(reading),
            disputes=disputes.disputes(reading),
            dispute_stages=disputes.dispute_stages(reading),
            staff=tables.staff(reading),
            missing=health.missing(reading),
            adoption_plans=permanence.adoption_plans(reading),
            pre_proceedings=pre_proceedings.pre_proceedings(reading),
            recorded=recorded.of_sheets(reading),
            labels={name: labels.words for name, labels in reading.labels.items()},
            covered=_covered(session, la),
            invented=_kinds(session).get(la) == KINDS_INVENTED,
            left_out=_left_out(session, la),
            led_from=council.led_from(session, la),
            benchmarks=benchmarks.read(session, la),
            exchanged=exchanged.read(session, la),
            targets=tuple(targets_of(session, la).values()),
            rebases=tuple(rebases_of(session, la).values()),
            events=tuple(events_of(session, la).values()),
            reallocations=reallocations(
                reading.lives, council.reallocation(session, la)
            ),
        )
        return Whole(columns, reading.staff)


def _covered(session: Session, la: str) -> dict[str, tuple[Period, ...]]:
    """Return the days that files speak for, by what they speak of.

    A dispute log tells of disputes raised up to the end of its last quarter, and of
    those resolved up to the latest day that one was.
    """
    covered = {what: coverage(session, la, what).runs for what in COVERED}
    runs = covered["disputes"]
    query = select(func.max(DISPUTE.resolved)).where(DISPUTE.la == la)
    resolved = session.execute(query).scalar()
    if runs and resolved is not None and resolved > runs[-1].end:
        runs = (*runs[:-1], Period(runs[-1].start, resolved))
    return {**covered, RESOLUTIONS: runs}


def _kinds(session: Session) -> dict[str, set[str]]:
    """Return the kinds of live imports each council has, the latest council first.

    What others sent says nothing of whether a council is invented.
    """
    columns = table(Import).c
    query = select(columns.la, columns.kind).where(columns.undone_at.is_(None))
    kinds: dict[str, set[str]] = {}
    for la, kind in session.execute(query.order_by(columns.id.desc())):
        kinds.setdefault(la, set()).add(kind)
    return {la: some - OF_OTHERS or some for la, some in kinds.items()}


def _left_out(session: Session, la: str) -> int:
    """Return how many rows of a council are left out of its figures now."""
    query = select(func.count()).where(
        LEFT_OUT.la == la, LEFT_OUT.mended_by.is_(None), LEFT_OUT.whole_row
    )
    return session.execute(query).scalar_one()
