"""Exchange between councils from the shell: the key, a file of ours, one of theirs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from domain.errors import RefusedError
from domain.exchange import BY_KEY, differing
from domain.periods import say_day
from reports.asked import UsageError, asked, told
from reports.releases import Council, Database

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from data_access.access.look import Look
    from data_access.importers.exchange.file import Content
    from data_access.intake.batch import FileReport

app = typer.Typer()
HOW = (
    "Say --release NUMBER and --out FILE to make a file for other councils, or --read "
    "FILE to read one of theirs."
)
Number = Annotated[
    int | None, typer.Option("--release", help="The release it is made from.")
]
Out = Annotated[Path | None, typer.Option("--out", help="The file that is written.")]
Read = Annotated[Path | None, typer.Option("--read", help="A file of another council.")]
Trust = Annotated[
    str | None,
    typer.Option(
        "--trust",
        help="The fingerprint of their key, as they told you by another way.",
    ),
]


@app.command("exchange-key")
def exchange_key(
    make: Annotated[
        bool, typer.Option("--make", help="Make the key, where there is none.")
    ] = False,
) -> None:
    """Print the fingerprint of the council's own key, to be told to other councils."""
    from data_access.store import signatures

    with told():
        if make:
            found = signatures.make_key(signatures.key_file())
        else:
            found = signatures.fingerprint(signatures.own_public())
        typer.echo(f"Fingerprint of this council's key: {found}")


@app.command("exchange")
def exchange(
    number: Number = None,
    out: Out = None,
    path: Read = None,
    trust: Trust = None,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Make a file of figures for other councils from a release, or read one of theirs."""
    with told(), asked(database, local_authority) as (engine, la):
        if path is not None and number is None and out is None:
            _read(engine, la, path, trust)
        elif number is not None and out is not None and path is None and trust is None:
            _make(engine, la, number, out)
        else:
            raise UsageError(HOW)


def _look(engine: Engine, la: str) -> Look:
    from data_access.access.look import Look
    from domain.access import COMMAND_LINE

    now = datetime.now(UTC)
    return Look(engine, COMMAND_LINE, la, now.date(), now)


def _make(engine: Engine, la: str, number: int, out: Path) -> None:
    from data_access.casework import exchange as casework
    from data_access.store import database, releases
    from reports.documents.whole import put
    from reports.exchange import made
    from reports.released import released

    with database.reading(engine) as session:
        signed = releases.standing(session, la, number)
        parts = releases.parts(session, number)
    found = made(
        signed, released(signed.up_to, signed.policy, signed.head, parts, signed)
    )
    casework.made(_look(engine, la), signed)
    put(out, found.file)
    told_of = len(found.content.figures), len(found.content.definitions)
    typer.echo(f"Written: {out}, {told_of[0]} figures of {told_of[1]} measures.")
    for key in found.absent:
        typer.echo(f"Not in it, as this release tells nothing of it in full: {key}")


def _read(engine: Engine, la: str, path: Path, trust: str | None) -> None:
    from data_access.casework import exchange as casework
    from data_access.importers.exchange.importer import recognise
    from data_access.importers.exchange.read import opened, said
    from data_access.importers.importer import SourceFile
    from data_access.intake.door import LoadAsked, load
    from data_access.store.signatures import grouped

    look, file = _look(engine, la), SourceFile(path, path.name)
    if not path.is_file():
        raise UsageError(f"--read: there is no file {path}.")
    if recognise(file) is None:
        raise RefusedError(
            f"{path} is no file of figures of another council: expected one that was "
            "made by python -m reports exchange --release NUMBER --out FILE."
        )
    content, found = opened(file)
    if trust is not None:
        if grouped(trust) != found:
            raise RefusedError(
                f"--trust: found {grouped(trust)}, and the file of {said(content)} is "
                f"signed with the key {found}. Nothing was read and no key is trusted."
            )
        casework.trust(look, content.council, trust)
    asked_for = LoadAsked(la=la, by=look.viewer.who, now=look.now)
    (report,) = load(engine, [file], asked_for, dry_run=False)
    if report.refused:
        raise RefusedError(report.refused)
    casework.read(look, [report])
    _say(engine, la, content, report, f"{said(content)}, signed with the key {found}")


def _say(
    engine: Engine, la: str, content: Content, report: FileReport, whose: str
) -> None:
    """Say what was read, and which of its definitions are ours."""
    typer.echo(
        f"Read: {len(content.figures)} figures of {whose}, by {content.signed_by} on "
        f"{say_day(content.signed_on)}, of release {content.release} to "
        f"{say_day(content.up_to)}. {report.note or ''}".rstrip()
    )
    for line in _compared(engine, la, content):
        typer.echo(line)


def _compared(engine: Engine, la: str, content: Content) -> list[str]:
    from data_access.columns import read_columns
    from domain.access import EVERYTHING
    from metrics.catalogue import get
    from metrics.exchanged import definition_of

    columns = read_columns(engine, la, EVERYTHING)
    lines = []
    for sent in content.definitions:
        if sent.measure not in BY_KEY:
            lines.append(f"Not known here, so not shown: {sent.measure}")
            continue
        ours, theirs = definition_of(get(sent.measure), columns), sent.stated
        if ours.hash == sent.hash:
            lines.append(f"The same definition as ours: {sent.measure}")
        else:
            lines.append(
                f"Another definition than ours, so not shown: {sent.measure}. Theirs: "
                f"{differing(theirs.words, ours.words)} Ours: "
                f"{differing(ours.words, theirs.words)}"
            )
    return lines
