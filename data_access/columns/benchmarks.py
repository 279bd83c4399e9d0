"""What is published of councils: shipped with the program, and what a council loaded.

`published.csv` has the shipped figures: a row for each series and area, with its source,
the day it was updated and its licence, and a column for each year ending 31 March. An
empty cell is suppressed or missing.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session

from data_access.derive import council
from data_access.store.loaded import Import, table
from data_access.store.tables import PublishedFigure
from domain import councils
from domain.benchmarks import AreaYear, Benchmarks, PublishedValue, Release
from domain.periods import say_day

SHIPPED = Path(__file__).with_name("published.csv")
DEPARTMENT = "Department for Education"
Figures = dict[str, dict[AreaYear, PublishedValue]]


def read(session: Session, la: str) -> Benchmarks:
    """Return what a council is compared with; what it loaded replaces what is shipped."""
    figures = {code: {**some} for code, some in shipped().items()}
    for code, area, year, found in _loaded(session, la):
        figures.setdefault(code, {})[area, year] = found
    own = councils.english_council(la)
    return Benchmarks(figures, council.comparison(session, la), own.name if own else "")


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Mapping[AreaYear, PublishedValue]]:
    """Return the figures that come with the program."""
    found: Figures = defaultdict(dict)
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            updated = date.fromisoformat(row["updated"])
            told = f"as updated on {say_day(updated)}"
            release = Release(row["source"], told, row["licence"])
            for heading, cell in row.items():
                if heading.isdecimal():
                    value = PublishedValue(float(cell) if cell else None, release)
                    found[row["measure"]][row["area"], int(heading)] = value
    return found


def _loaded(
    session: Session, la: str
) -> Iterator[tuple[str, str, int, PublishedValue]]:
    """Yield the figures that a council loaded itself, each with its own release."""
    figure, load = table(PublishedFigure).c, table(Import).c
    query = (
        select(
            figure.measure,
            figure.area,
            figure.ending,
            figure.value,
            load.file_name,
            load.loaded_at,
        )
        .join_from(table(PublishedFigure), table(Import), figure.import_id == load.id)
        .where(figure.la == la)
    )
    for row in session.execute(query):
        release = _release(row.file_name, row.loaded_at)
        value = PublishedValue(row.value, release)
        yield row.measure, row.area, row.ending, value


@lru_cache(maxsize=64)
def _release(file_name: str, loaded_at: datetime) -> Release:
    """Return one release for all figures of a file."""
    told = f"from the file {file_name}, loaded on {say_day(loaded_at)}"
    return Release(DEPARTMENT, told)
