"""Documents from the shell: the annual report, the packs, the workbook, the summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from domain.about import Policy
from domain.periods import (
    Period,
    financial_year,
    financial_year_of,
    return_year_from,
    say_day,
)
from reports.asked import UsageError, asked, told
from reports.documents.bodies import TO_READ, Body, written
from reports.releases import Council, Database, Reader

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from data_access.store.releases import Signed
    from domain.commentary import Comment
    from reports.documents.model import Document
    from reports.documents.reading import Reading

app = typer.Typer()


Out = Annotated[Path, typer.Option("--out", help="The file that is written.")]
Outs = Annotated[
    list[Path],
    typer.Option("--out", help="The file that is written; more may be named."),
]
Number = Annotated[
    int | None, typer.Option("--release", help="The release's number; or the latest.")
]
Year = Annotated[
    str | None, typer.Option("--year", help="A financial year such as 2023-24.")
]
As = Annotated[Reader, typer.Option("--as", help="board, or closed session.")]
AsBody = Annotated[
    Body | None,
    typer.Option("--format", help="html, pdf, docx or xlsx; or as the file is called."),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", help="The council's own Word template, for docx."),
]


@dataclass(frozen=True)
class Asked:
    """Of which release and year a document is asked for, and as what."""

    number: int | None
    year: str | None
    reader: Reader
    body: Body | None
    out: Path
    database: str | None
    la: str | None
    template: Path | None = None

    def body_of(self, allowed: tuple[Body, ...]) -> Body:
        """Return what it is written as: as asked for, or as the file is called.

        Raises:
            UsageError: the two disagree, or it is never written so.
        """
        called = self.out.suffix.lower().removeprefix(".")
        named = Body(called) if called in {*Body} else None
        if self.body and named and self.body is not named:
            raise UsageError(
                f"--format: found {self.body}, but --out is called {self.out.name}."
            )
        body = self.body or named or allowed[0]
        if body not in allowed:
            raise UsageError(
                f"--format: found {body}, expected one of: {', '.join(allowed)}."
            )
        if self.template and body is not Body.DOCX:
            raise UsageError(f"--template is for docx; found {body}.")
        return body


@app.command("annual")
def annual_report(
    out: Outs,
    number: Number = None,
    year: Year = None,
    body: AsBody = None,
    template: Template = None,
    reader: As = Reader.BOARD,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Draft the statutory annual report of a financial year, once for all its files."""
    from reports.documents.annual import annual

    def drafted(read: Reading, engine: Engine, la: str) -> Document:
        return annual(read, _moved(read, engine, la), _written(read, engine, la))

    asks = [
        Asked(number, year, reader, body, each, database, local_authority, template)
        for each in out
    ]
    _write(asks, drafted, of_a_year=True)


@app.command("board")
def board_pack(
    out: Out,
    number: Number = None,
    year: Year = None,
    body: AsBody = None,
    template: Template = None,
    screen: Annotated[
        bool,
        typer.Option(
            "--screen",
            help="For the meeting's screen: one page at a time, by keys; HTML.",
        ),
    ] = False,
    reader: As = Reader.BOARD,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Write the board's pack: one measure a page, in the order of the agenda."""
    from reports.documents import screen as on_screen
    from reports.documents.board import board

    ask = Asked(number, year, reader, body, out, database, local_authority, template)
    if not screen:
        _write([ask], lambda read, *_: board(read))
        return
    with told(), asked(database, local_authority) as (engine, la):
        ask.body_of((Body.HTML,))
        _put(out, on_screen.written(board(_reading(ask, engine, la))))


@app.command("evidence")
def evidence_pack(
    out: Out,
    number: Number = None,
    year: Year = None,
    body: AsBody = None,
    template: Template = None,
    framework: Annotated[
        Path | None,
        typer.Option("--framework", help="A framework's sections, as a JSON file."),
    ] = None,
    reader: As = Reader.BOARD,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Write the pack for an inspection, by the sections of its framework."""
    from reports.documents.evidence import evidence, framework_from

    ask = Asked(number, year, reader, body, out, database, local_authority, template)
    _write([ask], lambda read, *_: evidence(read, framework_from(framework)))


@app.command("young")
def young_peoples_summary(
    out: Out,
    number: Number = None,
    year: Year = None,
    body: AsBody = None,
    template: Template = None,
    reader: As = Reader.BOARD,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Write two pages for children and young people."""
    from reports.documents.young import young

    ask = Asked(number, year, reader, body, out, database, local_authority, template)
    _write([ask], lambda read, *_: young(read))


@app.command("monthly")
def monthly_workbook(
    out: Out,
    number: Number = None,
    year: Year = None,
    body: AsBody = None,
    reader: As = Reader.BOARD,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Write the workbook of every measure: a sheet each, with its table and chart."""
    from reports.documents.monthly import workbook

    ask = Asked(number, year, reader, body, out, database, local_authority)
    with told(), asked(database, local_authority) as (engine, la):
        ask.body_of((Body.XLSX,))
        _put(out, workbook(_reading(ask, engine, la)))


Make = Callable[["Reading", "Engine", str], "Document"]


def _write(asks: Sequence[Asked], make: Make, *, of_a_year: bool = False) -> None:
    """Write a document that is made once, into each file that is asked for."""
    with told(), asked(asks[0].database, asks[0].la) as (engine, la):
        bodies = [ask.body_of(TO_READ) for ask in asks]
        read = _reading(asks[0], engine, la, of_a_year=of_a_year)
        document = make(read, engine, la)
        for ask, body in zip(asks, bodies, strict=True):
            typer.echo(f"Writing {body}", err=True)
            _put(ask.out, written(document, body, ask.template))


def _put(out: Path, content: bytes) -> None:
    from reports.documents.whole import put

    put(out, content)
    typer.echo(f"Written: {out}")


# Which release, and which period of it.


def _reading(
    ask: Asked, engine: Engine, la: str, *, of_a_year: bool = False
) -> Reading:
    from data_access.store import database, releases
    from reports.documents.periods import holds
    from reports.documents.reading import Reading
    from reports.released import released

    year = _year(ask.year)
    with database.reading(engine) as session:
        if ask.number is None:
            signed = _chosen(releases.releases(session, la), year, ask.reader)
        else:
            signed = releases.standing(session, la, ask.number)
        _refuse_closed(signed, ask.reader)
        typer.echo(f"Reading release {signed.number}", err=True)
        parts = releases.parts(session, signed.number)
    found = released(signed.up_to, signed.policy, signed.head, parts, signed)
    if of_a_year and year is None:
        year = _last_year(signed.up_to)
    read = Reading(found, year or found.latest)
    if not holds(found, read.period):
        raise UsageError(
            f"Release {signed.number} to {say_day(signed.up_to)} does not hold "
            f"{read.when}."
        )
    return read


def _year(words: str | None) -> Period | None:
    if words is None:
        return None
    ending = return_year_from(words)
    if ending is None:
        raise UsageError(f"--year: found '{words}', expected one such as 2023-24.")
    return financial_year(ending)


def _last_year(to: date) -> Period:
    year = financial_year_of(to)
    return year if year.end == to else year.same_last_year()


def _chosen(every: tuple[Signed, ...], year: Period | None, reader: Reader) -> Signed:
    """Return the release to a year's end if one stands, or else the latest one."""
    open_to = [
        each
        for each in every
        if each.stands and (each.policy != Policy.CLOSED or reader is Reader.CLOSED)
    ]
    if year is not None:
        open_to = [each for each in open_to if each.up_to >= year.end]
    if not open_to:
        of = f" that holds {year.label}" if year else ""
        raise UsageError(
            f"No release{of} stands. Sign one: python -m reports release --to DATE "
            "--sign NAME."
        )
    end = year.end if year else None
    return max(open_to, key=lambda each: (each.up_to == end, each.up_to, each.number))


def _refuse_closed(signed: Signed, reader: Reader) -> None:
    if signed.policy == Policy.CLOSED and reader is Reader.BOARD:
        raise UsageError(
            f"Release {signed.number} is of a closed session, in which nothing is "
            "withheld. It is no board's to read; --as closed writes it for the named "
            "roles."
        )


def _written(read: Reading, engine: Engine, la: str) -> Mapping[str, Comment]:
    """Return what people wrote in the report of a release and year, by slot."""
    from data_access.store import database
    from data_access.store.commentary import Report, in_report

    signed = read.released.signed
    if signed is None:
        return {}
    of = Report(signed.number, signed.up_to, read.when)
    with database.reading(engine) as session:
        return in_report(session, la, of)


def _moved(read: Reading, engine: Engine, la: str) -> tuple[str, ...]:
    """Return what would now differ, a line a measure."""
    from reports.documents.closing import moved_lines
    from reports.signing import moved

    signed = read.released.signed
    if signed is None:
        return ()
    typer.echo("Comparing with what is loaded now", err=True)
    return moved_lines(moved(engine, la, signed.number))
