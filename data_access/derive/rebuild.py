"""Makes the tables about children anew: gathers what the live files say, and derives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select
from sqlmodel import Session

from data_access.derive import council, recorded
from data_access.derive.children import DaysKnown, Rules, derive_child, staff_row
from data_access.derive.known import Coverage, StatementsOfChild, Winning
from data_access.derive.pictures import add_care, keep_open, put_right_plans
from data_access.derive.precedence import (
    Sources,
    birth_differs,
    differences_of_child,
    not_there,
    reconciled,
)
from data_access.derive.registers import Registers, staff_of
from data_access.importers.importer import (
    LATEST_CONFERENCES,
    LATEST_REVIEWS,
    OPEN_PLANS,
    Belief,
)
from data_access.importers.registry import IMPORTERS, importer_of
from data_access.store.loaded import (
    Base,
    Import,
    LeftOutRow,
    RecordedRow,
    SourceRow,
    table,
)
from data_access.store.statements import (
    AloneRecord,
    ChildRecord,
    DisputeRecord,
    PublishedFigureRecord,
    Record,
    ReviewRecord,
    StaffRecord,
    record_of,
)
from data_access.store.tables import (
    AdoptionPlan,
    Allocation,
    CarePlan,
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    Health,
    Liberty,
    Missing,
    PeriodOfCare,
    Plan,
    PlannedReview,
    PlanReview,
    PreProceedings,
    PublishedFigure,
    ReviewNote,
    Staff,
    Visit,
)
from domain.periods import Period

# What the live files say of each child, gathered from the store.


JOINED = (ChildRecord.name, DisputeRecord.name, *recorded.JOINED)
Thing = tuple[str, str, int]  # record, key, and the import where each one counts
Found = dict[Thing, Row[Any]]


def statements_of(
    session: Session, la: str, children: Sequence[str], sources: Sources
) -> dict[str, StatementsOfChild]:
    """Return, by child, what the live files say.

    Of two statements about one thing the later return year wins, then the later
    import; one of an extract only fills what these leave blank, and one of an Annex A
    what both do. Of children and disputes every statement is given, the one believed
    last, because those are joined field by field, stage by stage.
    """
    ranked = _rows(session, la, children, sources)
    found: dict[str, StatementsOfChild] = defaultdict(StatementsOfChild)
    believed: dict[Thing, Winning[Record]] = {}
    for rank, rows in enumerate(ranked):
        for thing, row in rows.items():
            winning = _told(row)
            if not rank:
                believed[thing] = winning
            else:
                _add(found[row.child_id], thing, winning, believed, sources)
    for thing in dict.fromkeys(thing for rows in reversed(ranked) for thing in rows):
        if thing in believed:
            child_id, winning = believed[thing].record.child_id, believed[thing]
            found[child_id].by_name[winning.record.name].append(winning)
    for child in found.values():
        _compare_children(child, sources)
        child.left_out.extend(_other_births(child, sources))
    for child in found.values() if ranked[Belief.PICTURE.rank] else ():
        put_right_plans(child, sources)
        keep_open(child, sources)
        add_care(child, sources)
    return found


def _rows(
    session: Session, la: str, children: Sequence[str], sources: Sources
) -> tuple[Found, ...]:
    """Return the statement about each thing: of returns and logs, extracts, pictures."""
    query = (
        select(
            SOURCE.child_id,
            SOURCE.record,
            SOURCE.key,
            SOURCE.content,
            SOURCE.year,
            SOURCE.import_id,
            SOURCE.place,
        )
        .where(SOURCE.la == la, SOURCE.child_id.in_(children))
        .order_by(SOURCE.year, SOURCE.import_id)
    )
    ranked: list[list[Row[Any]]] = [[] for _ in {each.rank for each in Belief}]
    for row in session.execute(query):
        ranked[sources.rank(row.import_id)].append(row)

    def age(row: Row[Any]) -> tuple[date, int]:
        return sources.as_at(row.import_id), row.import_id

    for rows in ranked[1:]:
        rows.sort(key=age)
    return tuple({_thing(row): row for row in rows} for rows in ranked)


def _thing(row: Row[Any]) -> Thing:
    return row.record, row.key, row.import_id if row.record in JOINED else 0


def _told(row: Row[Any]) -> Winning[Record]:
    record = record_of(row.record, row.content)
    return Winning(record, row.year, row.import_id, row.place)


def _add(
    child: StatementsOfChild,
    thing: Thing,
    winning: Winning[Record],
    believed: dict[Thing, Winning[Record]],
    sources: Sources,
) -> None:
    """Add what an extract, or an Annex A, says of a thing to what is believed more."""
    if thing in believed:
        believed[thing], listed = reconciled(believed[thing], winning, sources)
        child.left_out.extend(listed)
    elif sources.speak_for(winning):
        by_return = sources.returns_speak_for(winning)
        child.left_out.append(not_there(winning, by_return=by_return))
        child.not_used.append(winning)
    elif sources.is_picture(winning):
        believed[thing] = replace(winning, seen=sources.as_at(winning.import_id))
    else:
        believed[thing] = replace(winning, year=sources.year_of(winning))


def _compare_children(child: StatementsOfChild, sources: Sources) -> None:
    """List where extracts, and the latest Annex A, say otherwise of a child.

    Each is held against all that is believed more.
    """
    some = child.of(ChildRecord)
    pictures = [winning for winning in some if sources.is_picture(winning)]
    for winning in (*(each for each in some if each not in pictures), *pictures[-1:]):
        better = [
            each for each in some if _rank(each, sources) < _rank(winning, sources)
        ]
        if better:
            known = _joined(each.record for each in better)
            child.left_out.extend(differences_of_child(known, winning))


def _other_births(
    child: StatementsOfChild, sources: Sources
) -> Iterator[dict[str, Any]]:
    """List dates of birth that files believed alike, or reviews, have otherwise.

    A day that was yet to come when its file was made was expected alone.
    """
    believed: dict[int, date] = {}
    said = child.of(ChildRecord)
    for winning in said:
        if winning.record.born:
            believed[_rank(winning, sources)] = winning.record.born
    if not believed:
        return
    for winning in said:
        day = believed.get(_rank(winning, sources))
        born, known = (
            winning.record.born,
            winning.last_day or sources.as_at(winning.import_id),
        )
        if day and born and born != day and born <= known:
            yield birth_differs(winning, day)
    best = believed[min(believed)]
    for review in child.of(ReviewRecord):
        if review.record.born not in (None, best):
            yield birth_differs(review, best)


def _rank(winning: Winning[ChildRecord], sources: Sources) -> int:
    return sources.rank(winning.import_id)


def _joined(records: Iterable[ChildRecord]) -> ChildRecord:
    """Return what several files know of a child, the last that has it for each field."""
    known: dict[str, Any] = {}
    for record in records:
        known |= record.model_dump(exclude_none=True)
    return ChildRecord(**known)


CHILDREN_AT_ONCE, STATEMENTS_AT_ONCE = 400, 10_000
NO_CHILD = ""  # statements about staff, and published figures
DERIVED: tuple[type[Base], ...] = (
    AdoptionPlan,
    Allocation,
    CarePlan,
    Child,
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    Health,
    Liberty,
    Missing,
    PeriodOfCare,
    Plan,
    PlannedReview,
    PlanReview,
    PreProceedings,
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
        _coverage(live, AloneRecord.name, lambda each: each.covers_from),
        _coverage(live, "liberty", lambda each: each.covers_from),
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
    told = [each for each in live if _speaks_of(each, what) and each.covers_to]
    runs = [Period(start, each.covers_to) for each in told if (start := since(each))]
    unsure = frozenset(each.covers_from for each in told if each.known_from is None)
    return Coverage(Coverage.of(runs).runs, unsure)


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


def rebuild_children(session: Session, la: str, children: Sequence[str]) -> None:
    """Derive again the rows of some children, by their ids."""
    _forget(session, la, children)
    _derive(session, rules_of(session, la), children, Sources.of(session, la))


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
    typed = recorded.typed_of(session, rules.la, children, nobodys=NO_CHILD in children)
    loaded = recorded.loaded_by(session, rules.la)
    for child_id, statements in statements_of(
        session, rules.la, children, sources
    ).items():
        about = {"la": rules.la, "child_id": child_id}
        made, notes = recorded.rows_of(child_id, statements, typed[child_id], loaded)
        rows[RecordedRow] += [{"la": rules.la, **row} for row in made]
        rows[ReviewNote] += [{**about, **note} for note in notes]
        if child_id == NO_CHILD:
            staff = staff_of(statements.of(StaffRecord), rules.registers)
            rows[Staff] += [{"la": rules.la, **staff_row(each)} for each in staff]
            rows[PublishedFigure] += _published(statements, rules.la)
        else:
            keep = _keeper(rows, about)
            derive_child(statements, rules, keep)
            keep(LeftOutRow, recorded.not_known(statements))
    _name_files(session, rows[LeftOutRow])
    for model, found in rows.items():
        if found:
            session.execute(insert(table(model)), found)


def _published(statements: StatementsOfChild, la: str) -> list[dict[str, Any]]:
    return [
        {
            "la": la,
            "import_id": each.import_id,
            **each.record.model_dump(exclude={"child_id"}),
        }
        for each in statements.of(PublishedFigureRecord)
    ]


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
    recorded.forget(session, la, children)
    session.execute(
        delete(table(LeftOutRow)).where(*theirs(LeftOutRow), LEFT_OUT.joining)
    )
    if children is None or NO_CHILD in children:
        for model in (Staff, PublishedFigure):
            session.execute(delete(table(model)).where(table(model).c.la == la))
