"""How many modules of ours four ways through the dashboard enter.

    python -m benchmarks.walk

A newcomer who follows a figure, or a row, opens each module that it passes through. The
ways are walked for an invented child, once to import what they need, and once more for
another child to be counted, so that no answer kept from the first is used. A module
counts when one of its functions is entered, its lambdas, properties and comprehensions
too; a change is an entry to another module than the one entered last.
Prints each way's modules in the order of their first entry. Ends with 1 when a way
crosses more modules than its bar.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from sqlalchemy import Engine

from data_access.columns import read_columns
from data_access.importers.importer import SourceFile
from data_access.intake.door import LoadAsked, load
from data_access.store import database
from data_access.store.settings import url_of
from domain.access import Role, Viewer, sight
from domain.periods import Period
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.figure import figure

ROOT = Path(__file__).resolve().parent.parent
OURS = tuple(
    f"{ROOT / folder}/" for folder in ("domain", "metrics", "data_access", "ui")
)
LA, NOW = "TST", datetime(2025, 4, 10, 9, 0, tzinfo=UTC)
QUALITY = sight(Viewer("somebody", Role.QUALITY))
BOARD = sight(Viewer("somebody", Role.BOARD))
QUARTER = Period(date(2024, 7, 1), date(2024, 9, 30))
LOADED, TO_FIGURE, BOARD_CELL = 26, 49, 9  # the most modules, each
ONE_ROW_EACH = {
    "Header 2024-25.csv": "CHILD,SEX,DOB,ETHNIC\nC1,1,05/05/2012,WBRI\n",
    "Episodes 2024-25.csv": (
        "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nC1,1{day}/06/2024,S,C2,U6,,\n"
    ),
    "Reviews 2024-25.csv": (
        "CHILD,DOB,REVIEW,REVIEW_CODE\nC1,05/05/2012,0{day}/07/2024,PN1\n"
    ),
}


@dataclass(frozen=True)
class Walk:
    """The modules of ours that were entered, one for each call, in order."""

    entered: list[str] = field(default_factory=list)

    @property
    def modules(self) -> list[str]:
        """Each module once, in the order of first entry."""
        return list(dict.fromkeys(self.entered))

    @property
    def changes(self) -> int:
        """How often another module was entered than the one before."""
        return sum(one != other for one, other in pairwise(self.entered))


@contextmanager
def watched() -> Iterator[Walk]:
    """Note every function of ours that is entered, on this thread."""
    walk = Walk()

    def note(frame: FrameType, event: str, _: object) -> None:
        file = frame.f_code.co_filename
        if event == "call" and file.startswith(OURS):
            name = Path(file).relative_to(ROOT).with_suffix("").as_posix()
            walk.entered.append(name.replace("/", "."))

    sys.setprofile(note)
    try:
        yield walk
    finally:
        sys.setprofile(None)


def empty(file: Path) -> Engine:
    """Return a store with its tables and no rows."""
    engine = database.get_engine(url_of(file))
    database.upgrade(engine)
    return engine


def ways(folder: Path, day: int) -> dict[str, Walk]:
    """Walk the four ways: a return in, rows out, a figure, and the same for a board.

    `day`, of 1 to 9, sets apart the days of one child from those of another.
    """
    files = []
    for name, words in ONE_ROW_EACH.items():
        (folder / name).write_text(words.format(day=day), encoding="utf-8")
        files.append(SourceFile(folder / name, name))
    engine = empty(folder / f"{day}.db")
    with watched() as loaded:
        load(engine, files, LoadAsked(LA, "somebody", NOW, 2025), dry_run=False)
    with watched() as read:
        columns = read_columns(engine, LA, QUALITY)
    with watched() as counted:
        found = figure(REVIEWS_HELD_ON_TIME, columns, QUARTER)
    if found.numerator != 1:
        raise ValueError("The one review, held on time, was not counted.")
    columns = read_columns(engine, LA, BOARD)
    with watched() as told:
        figure(REVIEWS_HELD_ON_TIME, columns, QUARTER)
    return {
        "three files of one row each, loaded": loaded,
        "store to columns": read,
        "a figure": counted,
        "the same for a board": told,
    }


def main() -> int:
    """Print each way, and the row's way to a figure; return 1 when a bar is missed."""
    with TemporaryDirectory() as folder:
        ways(Path(folder), 1)
        found = ways(Path(folder), 2)
    loaded, read, counted, told = found.values()
    for name, walk in found.items():
        print(f"{name}: {len(walk.modules)} modules, {walk.changes} changes")
        for module in walk.modules:
            print(f"    {module}")
    whole = {*loaded.modules, *read.modules, *counted.modules}
    missed = False
    for name, modules, bar in (
        ("a board's figure", told.modules, BOARD_CELL),
        ("a row loaded", loaded.modules, LOADED),
        ("row to figure", whole, TO_FIGURE),
    ):
        missed = missed or len(modules) > bar
        print(f"{name}: {len(modules)} modules, at most {bar}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
