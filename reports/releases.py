"""Releases from the shell: sign, list, what moved since, what a board reads, withdraw."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.about import Policy
from reports.asked import Form, UsageError, day_asked
from reports.asked import asked as _asked
from reports.asked import told as _told
from reports.printed import as_csv, line, said

if TYPE_CHECKING:
    from data_access.store.releases import Signed
    from reports.signing import Moved

app = typer.Typer()


class Reader(StrEnum):
    """Who reads a release: a board, or named roles in a closed session."""

    BOARD = "board"
    CLOSED = "closed"


Number = Annotated[int, typer.Option("--release", help="The release's number.")]
Database = Annotated[
    str | None,
    typer.Option("--database", help="Database URL; DATABASE_URL or the embedded."),
]
Council = Annotated[
    str | None, typer.Option("--local-authority", help="The council's code.")
]
As = Annotated[Reader, typer.Option("--as", help="board, or closed session.")]
AsForm = Annotated[Form, typer.Option("--format", help="json or csv.")]


@app.command("release")
def sign_release(
    name: Annotated[str, typer.Option("--sign", help="Who signs it.")],
    to: Annotated[
        str | None, typer.Option("--to", help="The last day of a quarter.")
    ] = None,
    policy: Annotated[
        Policy, typer.Option("--policy", help="Which small numbers are withheld.")
    ] = Policy.COUNCILS,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Make a release of every figure to the end of a quarter, check it and sign it."""
    from reports.signing import sign

    with _told(), _asked(database, local_authority) as (engine, la):
        if not name.strip():
            raise UsageError("--sign: found no name, expected who signs the release.")
        signed = sign(
            engine,
            la,
            day_asked("--to", to),
            policy=policy,
            who=name.strip(),
            now=datetime.now(UTC),
            progress=lambda what: typer.echo(f"Checking {what}", err=True),
        )
        typer.echo(f"Signed. {line(signed)}")


@app.command("releases")
def list_releases(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """List every release there is, withdrawn ones too."""
    from data_access.store.database import reading
    from data_access.store.releases import releases

    with _told(), _asked(database, local_authority) as (engine, la):
        with reading(engine) as session:
            found = releases(session, la)
        if as_json:
            typer.echo(json.dumps([_as_json(each) for each in found], indent=2))
        else:
            typer.echo("\n".join(line(each) for each in found) or "No release yet.")


@app.command("moved")
def list_moved(
    number: Number,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Say which signed figures would now differ, by how much and by which load."""
    from reports.signing import moved

    with _told(), _asked(database, local_authority) as (engine, la):
        found = moved(engine, la, number)
        if as_json:
            typer.echo(json.dumps([_moved_json(each) for each in found], indent=2))
        else:
            lines = [_moved_line(each) for each in found]
            typer.echo("\n".join(lines) or "Nothing moved since it was signed.")


@app.command("released")
def print_released(
    number: Number,
    form: AsForm = Form.JSON,
    reader: As = Reader.BOARD,
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Print every cell that a board, or a closed session, can read of a release."""
    from reports.signing import board_cells

    with _told(), _asked(database, local_authority) as (engine, la):
        if form is Form.TABLE:
            raise UsageError("A release is printed with --format json or csv.")
        signed, cells = board_cells(engine, la, number)
        if signed.policy == Policy.CLOSED and reader is Reader.BOARD:
            raise UsageError(
                f"Release {number} is of a closed session, in which nothing is withheld. "
                "It is no board's to read; --as closed prints it for the named roles."
            )
        if form is Form.CSV:
            typer.echo(as_csv(signed, cells), nl=False)
        else:
            typer.echo(json.dumps({**_as_json(signed), "cells": cells}, indent=1))


@app.command("withdraw")
def withdraw_release(
    number: Number,
    why: Annotated[str, typer.Option("--why", help="The reason, in words.")],
    name: Annotated[str, typer.Option("--sign", help="Who withdraws it.")] = "shell",
    database: Database = None,
    local_authority: Council = None,
) -> None:
    """Withdraw a release with a reason: it is kept, and no longer read."""
    from sqlmodel import Session

    from data_access.store.database import writing
    from data_access.store.releases import withdraw

    with _told(), _asked(database, local_authority) as (engine, la):
        with Session(engine) as session, writing(session):
            withdraw(session, la, number, who=name, why=why, now=datetime.now(UTC))
        typer.echo(f"Release {number} is withdrawn.")


def _as_json(signed: Signed) -> dict[str, Any]:
    withdrawn = signed.withdrawn_at
    return {
        "release": signed.number,
        "local_authority": signed.la,
        "to": signed.up_to.isoformat(),
        "policy": signed.policy,
        "policy_words": Policy(signed.policy).words,
        "signed_by": signed.signed_by,
        "signed_at": signed.signed_at.isoformat(),
        "hash": signed.hash,
        "withdrawn_by": signed.withdrawn_by,
        "withdrawn_at": None if withdrawn is None else withdrawn.isoformat(),
        "withdrawn_why": signed.withdrawn_why,
    }


def _moved_line(moved: Moved) -> str:
    key = moved.key
    group = f", {key.group}" if key.by else ""
    more = f" So would {moved.others} more cells of it." if moved.others else ""
    return (
        f"{moved.name}{group}, {key.period.label}: signed {said(moved.signed)}, now "
        f"{said(moved.now)}.{more} Because of: {'; '.join(moved.loads) or 'a rule'}."
    )


def _moved_json(moved: Moved) -> dict[str, Any]:
    key = moved.key
    return {
        "measure": key.measure,
        "by": key.by,
        "group": key.group,
        "start": key.period.start.isoformat(),
        "end": key.period.end.isoformat(),
        "signed": moved.signed,
        "now": moved.now,
        "other_cells": moved.others,
        "because_of": list(moved.loads),
    }
