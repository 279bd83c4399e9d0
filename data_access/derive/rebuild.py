"""Makes the tables about children anew from what the live files say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert, select
from sqlmodel import Session

from data_access import council
from data_access.derive.children import Rules, derive_child, staff_row
from data_access.derive.coverage import Coverage
from data_access.derive.told import ByRecord, told_of
from data_access.models import (
    METADATA,
    Allocation,
    Base,
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    Import,
    LeftOutRow,
    PeriodOfCare,
    Plan,
    PlanReview,
    SourceRow,
    Staff,
)
from domain.periods import Period

CHILDREN_AT_ONCE = 400
NO_CHILD = ""  # statements about staff
ABOUT_CHILDREN: tuple[type[Base], ...] = (
    Allocation,
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    PeriodOfCare,
    Plan,
    PlanReview,
)


def coverage(session: Session, la: str, what: str) -> Coverage:
    """Return the days that the live files of a council speak for, by kind of row."""
    query = select(Import.covers, Import.covers_from, Import.covers_to).where(  # type: ignore[call-overload]
        Import.la == la,
        Import.undone_at.is_(None),  # type: ignore[union-attr]
    )
    return Coverage.of(
        Period(start, end)
        for covers, start, end in session.execute(query)
        if what in covers.split(",") and start and end
    )


def rebuild(
    session: Session,
    la: str,
    children: Iterable[str] | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """Derive the rows of some children again (None: of every child of the council).

    `progress` is told how many children are done, and of how many.
    """
    rules = _rules(session, la)
    chosen = sorted(_everybody(session, la) if children is None else set(children))
    done = 0
    for some in _some(chosen):
        _rebuild_some(session, rules, some)
        done += len(some)
        progress(done, len(chosen))


def _rules(session: Session, la: str) -> Rules:
    query = select(Import.id, Import.file_name).where(Import.la == la)  # type: ignore[call-overload]
    return Rules(
        la,
        council.timescales(session, la),
        council.dispute_mapping(session, la),
        coverage(session, la, "care"),
        coverage(session, la, "reviews"),
        coverage(session, la, "plans"),
        dict(session.execute(query).tuples().all()),
    )


def _everybody(session: Session, la: str) -> set[str]:
    found: set[str] = {NO_CHILD}
    for column, council_code in (
        (SourceRow.child_id, SourceRow.la),
        (Child.child_id, Child.la),
    ):
        query = select(column).where(council_code == la).distinct()  # type: ignore[call-overload]
        found |= set(session.execute(query).scalars())
    return found


def _some(children: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(children)
    while some := list(islice(rest, CHILDREN_AT_ONCE)):
        yield some


def _rebuild_some(session: Session, rules: Rules, children: Sequence[str]) -> None:
    _forget(session, rules.la, children)
    rows: dict[type[Base], list[dict[str, Any]]] = defaultdict(list)

    for child_id, told in told_of(session, rules.la, children).items():
        if child_id == NO_CHILD:
            staff = [staff_row(item.record) for item in told["staff"]]
            rows[Staff] += [{"la": rules.la, **row} for row in staff]
        else:
            _derive(child_id, told, rules, rows)
    for model, found in rows.items():
        if found:
            table = METADATA.tables[str(model.__tablename__)]
            session.execute(insert(table), found)


def _derive(
    child_id: str,
    told: ByRecord,
    rules: Rules,
    rows: dict[type[Base], list[dict[str, Any]]],
) -> None:
    about = {"la": rules.la, "child_id": child_id}

    def keep(model: type[Base], found: Iterable[dict[str, Any]]) -> None:
        rows[model].extend({**about, **row} for row in found)

    derive_child(told, rules, keep)


def _forget(session: Session, la: str, children: Sequence[str]) -> None:
    for model in ABOUT_CHILDREN:
        table: Any = model
        about = table.la == la, table.child_id.in_(children)
        session.execute(delete(model).where(*about))
    left_out: Any = LeftOutRow
    about = left_out.la == la, left_out.child_id.in_(children), left_out.joining
    session.execute(delete(LeftOutRow).where(*about))
    if NO_CHILD in children:
        session.execute(delete(Staff).where(Staff.la == la))  # type: ignore[arg-type]
