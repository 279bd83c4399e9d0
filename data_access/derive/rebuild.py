"""Makes the tables about children anew from what the live files say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select
from sqlmodel import Session

from data_access.derive import council
from data_access.derive.children import DaysKnown, Rules, derive_child, staff_row
from data_access.derive.coverage import Coverage
from data_access.derive.gather import statements_of
from data_access.derive.precedence import Sources
from data_access.derive.registers import Registers, staff_of
from data_access.importers.importer import (
    LATEST_CONFERENCES,
    LATEST_REVIEWS,
    OPEN_PLANS,
    Belief,
)
from data_access.importers.registry import IMPORTERS, importer_of
from data_access.store.loaded import Base, Import, LeftOutRow, SourceRow, table
from data_access.store.statements import StaffRecord
from data_access.store.tables import (
    Allocation,
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    PeriodOfCare,
    Plan,
    PlannedReview,
    PlanReview,
    ReviewNote,
    Staff,
    Visit,
)
from domain.periods import Period

CHILDREN_AT_ONCE, STATEMENTS_AT_ONCE = 400, 10_000
NO_CHILD = ""  # statements about staff
DERIVED: tuple[type[Base], ...] = (
    Allocation,
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    PeriodOfCare,
    Plan,
    PlannedReview,
    PlanReview,
    ReviewNote,
    Visit,
)
OF_STAFF = [  # the kinds of file that are the whole list of staff
    each.kind
    for each in IMPORTERS
    if each.whole_list and StaffRecord.name in each.whole_list.closes
]
IMPORTS = table(Import).c
SOURCE = table(SourceRow).c
LEFT_OUT = table(LeftOutRow).c
Rows = dict[type[Base], list[dict[str, Any]]]


def coverage(session: Session, la: str, what: str) -> Coverage:
    """Return the days for which the live files hold every row of a kind."""
    live = _live(session, la)
    found = _coverage(live, what, lambda each: each.covers_from)
    return found.with_pictures(_pictured(live, what))


def known_days(session: Session, la: str) -> DaysKnown:
    """Return the days for which they hold every row of the children they have."""
    live = _live(session, la)
    pictures = _pictured(live, "care")

    def history(what: str, pictured: str) -> Coverage:
        found = _coverage(live, what, lambda each: each.known_from or each.covers_from)
        return found.with_pictures(_pictured(live, pictured)).with_days(pictures)

    care = history("care", "care")
    return DaysKnown(
        care,
        history("reviews", LATEST_REVIEWS).both(care),
        history("plans", LATEST_CONFERENCES),
        history("plans", OPEN_PLANS),
    )


def _live(session: Session, la: str) -> Sequence[Row[Any]]:
    """Return of what each live file speaks, and of which days."""
    query = select(
        IMPORTS.kind,
        IMPORTS.covers,
        IMPORTS.known_from,
        IMPORTS.covers_from,
        IMPORTS.covers_to,
    ).where(IMPORTS.la == la, IMPORTS.undone_at.is_(None))
    return session.execute(query).all()


def _pictured(live: Iterable[Row[Any]], what: str) -> list[date]:
    """Return the days that pictures (Annex A) tell something of."""
    return [
        each.covers_to
        for each in live
        if importer_of(each.kind).belief is Belief.PICTURE
        and each.covers_to
        and _speaks_of(each, what)
    ]


def _coverage(
    live: Iterable[Row[Any]], what: str, since: Callable[[Row[Any]], date | None]
) -> Coverage:
    return Coverage.of(
        Period(start, each.covers_to)
        for each in live
        if _speaks_of(each, what) and (start := since(each)) and each.covers_to
    )


def _speaks_of(each: Row[Any], what: str) -> bool:
    return what in each.covers.split(",")


def rebuild(
    session: Session,
    la: str,
    imports: Sequence[int] | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Derive again the rows of every child that some imports speak of.

    `imports` None means every child of the council. The children are read as they
    come, so memory does not grow with their number. `progress` is told how many are
    done, and of how many.
    """
    rules, sources = rules_of(session, la), Sources.of(session, la)
    chosen = [SOURCE.la == la]
    if imports is None:
        _forget(session, la)
    else:
        chosen.append(SOURCE.import_id.in_(imports))
    count = select(func.count(SOURCE.child_id.distinct())).where(*chosen)
    of, done = session.execute(count).scalar_one(), 0
    for children in _some(session, chosen):
        if imports is not None:
            _forget(session, la, children)
        _derive(session, rules, children, sources)
        done += len(children)
        progress(done, of)


def _some(
    session: Session, chosen: Sequence[ColumnElement[bool]]
) -> Iterator[list[str]]:
    """Return the children told of, so many at once as memory and time like."""
    query = (
        select(SOURCE.child_id, func.count())
        .where(*chosen)
        .group_by(SOURCE.child_id)
        .order_by(SOURCE.child_id)
        .execution_options(yield_per=CHILDREN_AT_ONCE)
    )
    some: list[str] = []
    statements = 0
    for child_id, count in session.execute(query):
        some.append(child_id)
        statements += count
        if len(some) == CHILDREN_AT_ONCE or statements >= STATEMENTS_AT_ONCE:
            yield some
            some, statements = [], 0
    if some:
        yield some


def rules_of(session: Session, la: str) -> Rules:
    """Return what a council's rows are derived by."""
    return Rules(
        la,
        council.timescales(session, la),
        council.dispute_mapping(session, la),
        known_days(session, la),
        registers(session, la),
    )


def registers(session: Session, la: str) -> Registers:
    """Return a council's service registers in force."""
    query = select(IMPORTS.id, IMPORTS.loaded_at).where(
        IMPORTS.la == la, IMPORTS.kind.in_(OF_STAFF), IMPORTS.undone_at.is_(None)
    )
    return Registers({load: at.date() for load, at in session.execute(query)})


def _derive(
    session: Session, rules: Rules, children: Sequence[str], sources: Sources
) -> None:
    rows: Rows = defaultdict(list)
    for child_id, statements in statements_of(
        session, rules.la, children, sources
    ).items():
        about = {"la": rules.la, "child_id": child_id}
        if child_id == NO_CHILD:
            staff = staff_of(statements.of(StaffRecord), rules.registers)
            rows[Staff] += [{"la": rules.la, **staff_row(each)} for each in staff]
        else:
            derive_child(statements, rules, _keeper(rows, about))
    _name_files(session, rows[LeftOutRow])
    for model, found in rows.items():
        if found:
            session.execute(insert(table(model)), found)


def _keeper(
    rows: Rows, about: dict[str, str]
) -> Callable[[type[Base], Iterable[dict[str, Any]]], None]:
    def keep(model: type[Base], found: Iterable[dict[str, Any]]) -> None:
        rows[model].extend({**about, **row} for row in found)

    return keep


def _name_files(session: Session, left_out: Iterable[dict[str, Any]]) -> None:
    by_import = defaultdict(list)
    for row in left_out:
        by_import[row["import_id"]].append(row)
    query = select(IMPORTS.id, IMPORTS.file_name).where(IMPORTS.id.in_(by_import))
    for import_id, file_name in session.execute(query):
        for row in by_import[import_id]:
            row["file_name"] = file_name


def _forget(session: Session, la: str, children: Sequence[str] | None = None) -> None:
    """Delete derived rows, of some children or (None) of the whole council."""

    def theirs(model: type[Base]) -> list[ColumnElement[bool]]:
        columns = table(model).c
        some = [] if children is None else [columns.child_id.in_(children)]
        return [columns.la == la, *some]

    for model in DERIVED:
        session.execute(delete(table(model)).where(*theirs(model)))
    session.execute(
        delete(table(LeftOutRow)).where(*theirs(LeftOutRow), LEFT_OUT.joining)
    )
    if children is None or NO_CHILD in children:
        session.execute(delete(table(Staff)).where(table(Staff).c.la == la))
