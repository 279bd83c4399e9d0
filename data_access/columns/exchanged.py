"""What other councils sent, of each its latest file: figures of no child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from data_access.store.loaded import SourceRow, table
from data_access.store.statements import ExchangedFigureRecord, record_of
from domain import councils
from domain.exchange import Theirs
from domain.periods import Period

SOURCE = table(SourceRow).c
File = tuple[date, date, int]  # to which day, when it was signed, and the import


def read(session: Session, la: str) -> tuple[Theirs, ...]:
    """Return the figures that others sent to a council, by council.

    A later file of a council takes the place of the one before, all of it.
    """
    of_council: dict[str, dict[File, list[Theirs]]] = {}
    for record, number in _records(session, la):
        if not councils.same(record.council, la):
            files = of_council.setdefault(record.council, {})
            file = record.up_to, record.signed_on, number
            files.setdefault(file, []).append(_theirs(record))
    return tuple(
        figure
        for _, files in sorted(of_council.items())
        for figure in files[max(files)]
    )


def _records(session: Session, la: str) -> Iterator[tuple[ExchangedFigureRecord, int]]:
    name = ExchangedFigureRecord.name
    query = (
        select(SOURCE.content, SOURCE.import_id)
        .where(SOURCE.la == la, SOURCE.record == name)
        .order_by(SOURCE.id)
    )
    for content, number in session.execute(query):
        record = record_of(name, content)
        if isinstance(record, ExchangedFigureRecord):
            yield record, number


def _theirs(record: ExchangedFigureRecord) -> Theirs:
    listed = councils.english_council(record.council)
    return Theirs(
        la=record.council,
        council=listed.name if listed else record.council_name,
        measure=record.measure,
        definition=record.definition,
        counts=record.counts,
        period=Period(record.start, record.end),
        numerator=record.numerator,
        denominator=record.denominator,
        value=record.value,
        aside=record.aside,
        signed_by=record.signed_by,
        signed_on=record.signed_on,
    )
