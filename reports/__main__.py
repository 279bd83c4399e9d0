"""Reports from the shell: python -m reports figures KEY --from DATE --to DATE."""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper

if __name__ == "__main__":  # Ctrl-C, from before a second of libraries is read
    signal.signal(signal.SIGINT, lambda *_: sys.exit("Stopped."))
    if isinstance(sys.stdout, TextIOWrapper):  # which may not know every letter
        sys.stdout.reconfigure(errors="backslashreplace")

from typing import Annotated

import typer

from domain.errors import DashboardError
from domain.periods import Period
from domain.tables import Columns
from reports import exchanging, formats, releases
from reports.asked import (
    FAILED,
    WRONG_USAGE,
    Form,
    UsageError,
    council_asked,
    day_asked,
    store,
)
from reports.documents import command as documents

app = typer.Typer(
    help="Print figures from the store, sign releases, and write reports of them.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(releases.app)
app.add_typer(documents.app)
app.add_typer(exchanging.app)


@app.callback()
def main() -> None:
    """Print figures from the store, sign releases, and write reports of them."""


@app.command()
def figures(
    key: Annotated[str | None, typer.Argument(help="The measure's key.")] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="First day, such as 2024-04-01.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", help="Last day, such as 2025-03-31.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", help="month, quarter, year, rolling_year or a grouping."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help='A filter such as team="North"; may be repeated.'),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option("--database", help="Database URL; DATABASE_URL or the embedded."),
    ] = None,
    local_authority: Annotated[
        str | None, typer.Option("--local-authority", help="The council's code.")
    ] = None,
    form: Annotated[
        Form, typer.Option("--format", help="table, json or csv.")
    ] = Form.TABLE,
    with_verdict: Annotated[
        bool,
        typer.Option(
            "--verdict",
            help="Add the verdict on the months from --from to --to, and to each month, "
            "quarter or year its mean, limits and the rule that fired.",
        ),
    ] = False,
    everything: Annotated[
        bool, typer.Option("--list", help="Print every measure there is.")
    ] = False,
) -> None:
    """Print one measure: exit 0, 1 where the store has no data, 2 for wrong usage."""
    from metrics.catalogue import CATALOGUE, get
    from metrics.measure import MeasureError
    from reports.figures import figures as rows_of
    from reports.verdicts import judged

    if everything:
        typer.echo(formats.catalogue(CATALOGUE, form))
        return
    try:
        if key is None:
            raise UsageError("Name a measure; --list prints every one there is.")
        metric, period, filters = get(key), _period(start, end), _filters(where or [])
        columns = _columns(database, local_authority)
        found = rows_of(metric, columns, period, by=by, where=filters)
        verdict = judged(found, columns) if with_verdict else None
    except (UsageError, MeasureError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(WRONG_USAGE) from None
    except DashboardError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None
    write = {
        Form.TABLE: formats.as_table,
        Form.JSON: formats.as_json,
        Form.CSV: formats.as_csv,
    }
    typer.echo(write[form](found, verdict))


def _period(start: str | None, end: str | None) -> Period:
    first, last = day_asked("--from", start), day_asked("--to", end)
    if first > last:
        raise UsageError(f"Found --from {first} after --to {last}. Swap them.")
    return Period(first, last)


def _filters(where: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for filter_ in where:
        name, equals, value = (part.strip() for part in filter_.partition("="))
        if not (name and equals and value):
            raise UsageError(
                f"--where: found '{filter_}', expected a grouping and a group such "
                'as team="North".'
            )
        found[name] = (*found.get(name, ()), value.strip('"'))
    return found


def _columns(url: str | None, local_authority: str | None) -> Columns:
    from data_access.columns import read_columns
    from domain.access import EVERYTHING

    engine = store(url)
    return read_columns(engine, council_asked(engine, local_authority), EVERYTHING)


if __name__ == "__main__":
    app()
