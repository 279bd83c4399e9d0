"""The store from the shell: python -m data_access load|demo|tidy-ledger."""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper

from domain.errors import STOPPED, DashboardError

if __name__ == "__main__":  # Ctrl-C, from before a second of libraries is read
    signal.signal(signal.SIGINT, lambda *_: sys.exit(STOPPED))
    if isinstance(sys.stdout, TextIOWrapper):  # which may not know every letter
        sys.stdout.reconfigure(errors="backslashreplace")

import gc
import getpass
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from data_access.importers.importer import SourceFile
from data_access.importers.rows import FIRST_RETURN, LAST_RETURN
from data_access.intake import batch
from data_access.intake.door import FileReport, LoadAsked, load
from data_access.store import database
from data_access.store.settings import settings
from data_access.store.statements import LeftOut
from domain.councils import english_council, said
from domain.periods import (
    add_months,
    financial_year,
    return_year_from,
    say_day,
    say_return_year,
)

REFUSED = 1
STOPPED_LATE = (
    "Stopped, when something was loaded already. Give the same command again: what is "
    "loaded is not loaded twice."
)
TIDYING_STOPPED = "Stopped. Give the same command again to drop what is left."


class YearInNames(StrEnum):
    """What a year alone in a file's name is of the return in it."""

    START = "start"
    END = "end"


FAULTS_SHOWN = 20  # of each file; --json has them all, and each row
app = typer.Typer(
    help="Load a council's files, or an invented council, into the store.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Database = Annotated[
    str | None,
    typer.Option("--database", help="Database URL; DATABASE_URL or the embedded one."),
]


@app.command("load")
def load_files(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files.")],
    local_authority: Annotated[
        str, typer.Option("--local-authority", help="The council's code.")
    ],
    year: Annotated[
        str | None,
        typer.Option("--year", help="The return year, 2017-18 to 2026-27."),
    ] = None,
    year_in_names: Annotated[
        YearInNames | None,
        typer.Option(help="What a year alone in a file's name means of its return."),
    ] = None,
    although_of: Annotated[
        str | None,
        typer.Option(help="Load files that say they are of this other council."),
    ] = None,
    not_listed: Annotated[
        bool, typer.Option("--not-listed", help="The code is right, on no list.")
    ] = False,
    database: Database = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; change nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one object.")] = False,
) -> None:
    """Load files: exit 0 when loaded, 1 when any was refused, 2 for wrong usage."""
    files, ending = _files(paths), _year(year)
    _check_code(local_authority, not_listed=not_listed)
    say = _words if not as_json else _json

    def refuse(words: str) -> None:
        typer.echo(say(local_authority, [], dry_run, words), err=not as_json)

    with _store(database, refuse) as engine:
        asked = LoadAsked(
            la=local_authority,
            by=_user(),
            now=datetime.now(UTC),
            year=ending,
            starting=_starting(year_in_names),
            although_of=although_of,
            progress=_tell,
        )
        if warning := batch.another_in_store(engine, asked.la):
            _tell(warning)
        reports = load(engine, files, asked, dry_run=dry_run)
    typer.echo(say(local_authority, reports, dry_run, None))
    if any(report.refused for report in reports):
        raise typer.Exit(REFUSED)


@app.command()
def demo(
    database: Database = None,
    as_at: Annotated[
        str | None, typer.Option("--as-at", help="The council's last day, 2026-11-21.")
    ] = None,
) -> None:
    """Fill the store with the invented council Exampleshire, up to a day."""
    from data_access.demo import exampleshire

    now = datetime.now(UTC)
    day = _day(as_at) if as_at else now.date()
    if day < exampleshire.FIRST_AS_AT:
        raise typer.BadParameter(
            f"Found {day}, expected a day from {exampleshire.FIRST_AS_AT} on."
        )
    with _store(database) as engine:
        rows = exampleshire.fill(engine, day, now, _percent)
    typer.echo(f"Exampleshire is in the store, up to {day:%d/%m/%Y}: {rows:,} rows.")


@app.command("tidy-ledger")
def tidy_ledger(database: Database = None) -> None:
    """Drop entries of the access ledger older than IRO_LEDGER_MONTHS (24)."""
    from data_access.access import ledger

    with _store(database, stopped=TIDYING_STOPPED) as engine:
        now, months = datetime.now(UTC), settings().ledger_months
        first = add_months(now.date(), -months)
        midnight = datetime(first.year, first.month, first.day, tzinfo=UTC)
        dropped = ledger.drop_before(engine, midnight)
    typer.echo(f"{dropped:,} entries from before {first:%d/%m/%Y} were dropped.")


def _tell(words: str) -> None:
    typer.echo(words, err=True)


@contextmanager
def _store(
    url: str | None, refuse: Callable[[str], None] = _tell, stopped: str = STOPPED
) -> Iterator[Engine]:
    """Give the store's engine, its tables up to date; say in words what stops a command.

    Raises:
        typer.Exit: something did; `refuse` was given the words.
    """
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # work is undone, then told
    engine: Engine | None = None
    before: int | None = None
    try:
        engine = database.get_engine(url or settings().database_url)
        database.upgrade(engine)
        before = _version(engine)
        gc.freeze()  # what is imported by now stays: no need to walk it again
        yield engine
        return
    except DashboardError as error:
        words = str(error)
    except KeyboardInterrupt:
        late = engine and before is not None and _version(engine) != before
        words = STOPPED_LATE if late else stopped
    refuse(words)
    raise typer.Exit(REFUSED)


def _version(engine: Engine) -> int:
    with engine.connect() as connection:
        return database.version(connection)


def _percent(done: int, of: int) -> None:
    _tell(f"Working out due dates: {done:,} of {of:,} children")


def _user() -> str:
    """Return who runs this, as far as the system knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _files(paths: list[Path]) -> list[SourceFile]:
    """Return every file named or inside a folder named, hidden ones left out.

    Raises:
        typer.BadParameter: a path does not exist, or there is no file at all.
    """
    found: list[SourceFile] = []
    for path in paths:
        if path.is_dir():
            inside = (each for each in sorted(path.rglob("*")) if each.is_file())
            found += [
                SourceFile(each, _name(each))
                for each in inside
                if not each.name.startswith((".", "~$"))
            ]
        elif path.is_file():
            found.append(SourceFile(path, _name(path)))
        else:
            raise typer.BadParameter(f"There is no file or folder at {path}.")
    if not found:
        raise typer.BadParameter("There is no file in what was named.")
    return found


def _name(path: Path) -> str:
    """Return a file's name as text, whatever bytes it is made of."""
    return os.fsencode(path.as_posix()).decode(errors="replace")


def _year(words: str | None) -> int | None:
    if words is None:
        return None
    year = return_year_from(words)
    if year is None or not FIRST_RETURN <= year <= LAST_RETURN:
        first, last = say_return_year(FIRST_RETURN), say_return_year(LAST_RETURN)
        raise typer.BadParameter(
            f"Found '{words}', expected a year such as 2024-25, from {first} to {last}."
        )
    if words.strip().isdecimal():
        days = financial_year(year)
        _tell(
            f"--year {words} is taken as the return of {say_return_year(year)}, "
            f"{say_day(days.start)} to {say_day(days.end)}."
        )
    return year


def _starting(year_in_names: YearInNames | None) -> bool | None:
    return None if year_in_names is None else year_in_names is YearInNames.START


def _check_code(code: str, *, not_listed: bool) -> None:
    words = batch.not_listed(code)
    if words and not not_listed:
        raise typer.BadParameter(f"{words} If it is right, say so with --not-listed.")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise typer.BadParameter(
            f"Found '{words}', expected a day such as 2026-03-31."
        ) from None


def _problem(problem: LeftOut) -> dict[str, object]:
    parts = {**asdict(problem), "sentence": problem.sentence}
    del parts["code"]  # for this program's own rules
    return parts


def _json(la: str, reports: list[FileReport], dry_run: bool, error: str | None) -> str:
    files = [
        {
            **asdict(report),
            "warning": report.warning,
            "problems": [_problem(each) for each in report.problems],
            "faults": [
                {**asdict(each), "sentence": each.sentence} for each in report.faults
            ],
        }
        for report in reports
    ]
    council = english_council(la)
    told = {
        "council": la,
        "council_name": council.name if council else None,
        "return_years": _years_in(reports),
        "dry_run": dry_run,
        "error": error,
        "files": files,
    }
    return json.dumps(told, indent=2)


def _words(la: str, reports: list[FileReport], dry_run: bool, error: str | None) -> str:
    if error is not None:
        return error
    loaded = any(not report.refused for report in reports)
    done = "Loaded." if loaded else "Nothing was loaded."
    if dry_run:
        done = "Tried only, nothing was changed."
    lines = [f"{done} Council {said(la)}{_years_of(reports)}."]
    for report in reports:
        lines.append(f"{report.file}: {report.refused or report.note or _done(report)}")
        if report.taken_as and not report.refused:
            lines.append(f"  {report.taken_as}")
        if report.warning:
            lines.append(f"  {report.warning}")
        lines += [f"  {each.sentence}" for each in islice(report.faults, FAULTS_SHOWN)]
        more = len(report.faults) - FAULTS_SHOWN
        if more > 0:
            lines.append(f"  and {more:,} kinds of fault more")
    refused = [report.file for report in reports if report.refused]
    if refused:
        of = f"{len(refused):,} of {len(reports):,} files"
        done = "will not be loaded" if dry_run else "not loaded"
        lines.append(f"{of} {done}, for the reasons above: {', '.join(refused)}")
    lines += [
        f"{each} Say --year-in-names start, or --year-in-names end."
        for each in dict.fromkeys(report.question for report in reports)
        if each
    ][:1]
    return "\n".join(lines)


def _years_of(reports: list[FileReport]) -> str:
    years = _years_in(reports)
    words = "year" if len(years) == 1 else "years"
    return f"; return {words} {', '.join(years)}" if years else ""


def _years_in(reports: list[FileReport]) -> list[str]:
    """Return the return years of the files that are loaded: `2024-25`."""
    years = {each.year for each in reports if each.year and not each.refused}
    return [say_return_year(year) for year in sorted(years)]


def _done(report: FileReport) -> str:
    return (
        f"{report.rows_read:,} rows read, {report.added:,} added, "
        f"{report.changed:,} changed, {report.same:,} the same as before, "
        f"{report.left_out:,} left out"
    )


if __name__ == "__main__":
    app()
