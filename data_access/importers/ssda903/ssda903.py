"""The SSDA903 return as CSV: Header, Episodes and Reviews, one table a file.

Source: SSDA903 guides, returns 2017-18 to 2026-27; COLLECT's own lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from data_access.importers.cells import (
    clean_heading,
    clean_text,
    head_of,
    headings_in,
    parse_day,
    rows_of,
)
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.return_years import (
    year_in_name,
    year_in_text,
    year_of_episodes,
    year_of_reviews,
)
from data_access.importers.rows import CORRECT
from data_access.importers.ssda903.rows import KIND, RECORD_NAMES, Reader
from data_access.store.statements import Fault, Item, Items, LeftOut
from domain.errors import RefusedError

# The SSDA903 tables, and the lists COLLECT gives back, by their headings.


# The return's own heading for each one that COLLECT and councils' systems write.
ALIASES: Mapping[str, str] = {
    "CHILD_LA_CODE": "CHILD",
    "CHILD_LA_ID": "CHILD",
    "CHILDID": "CHILD",
    "CHILD_ID": "CHILD",
    "REVIEW_DATE": "REVIEW",
    "PARTICIPATION": "REVIEW_CODE",
    "LEGAL_STATUS": "LS",
    "PL": "PLACE",
    "PLACEMENT_TYPE": "PLACE",
    "D_DEC": "DEC",
    "POC_START": "DECOM",
    "D_LAST_POC": "DECOM",
    "ETHNIC_CODE": "ETHNIC",
    "PL_LOCATION": "LOCATION",
}


@dataclass(frozen=True)
class ReturnTable:
    """A table by the headings it must have; `used` when it holds figures of ours.

    `covers` is what it is a whole account of.
    """

    name: str
    headings: tuple[str, ...]
    used: bool = False
    covers: str = ""


HEADER = ReturnTable("Header", ("CHILD", "SEX", "DOB", "ETHNIC"), used=True)
EPISODES = ReturnTable(
    "Episodes",
    ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    used=True,
    covers="care",
)
REVIEWS = ReturnTable(
    "Reviews", ("CHILD", "REVIEW", "REVIEW_CODE"), used=True, covers="reviews"
)

# Told by the first that fits: COLLECT's lists hold the headings of Header as well.
TABLES: tuple[ReturnTable, ...] = (
    REVIEWS,
    EPISODES,
    ReturnTable("UASC", ("CHILD", "DUC")),
    ReturnTable("OC2", ("CHILD", "SDQ_SCORE")),
    ReturnTable("OC3", ("CHILD", "IN_TOUCH", "ACTIV")),
    ReturnTable("AD1", ("CHILD", "DATE_INT", "DATE_MATCH")),
    ReturnTable("Should be placed for adoption", ("CHILD", "DATE_PLACED")),
    ReturnTable("Previous permanence", ("CHILD", "PREV_PERM")),
    ReturnTable("Missing", ("CHILD", "MIS_START")),
    ReturnTable("Social worker episodes", ("CHILD", "SW_ID", "SW_DECOM")),
    ReturnTable("DoLO", ("CHILD", "DOLO_START")),
    ReturnTable(
        "COLLECT list: on 31 March", ("CHILD", "DECOM", "SEX", "LS", "PLACE", "CIN")
    ),
    ReturnTable("COLLECT list: started care", ("CHILD", "SEX", "LS", "DECOM", "PLACE")),
    ReturnTable(
        "COLLECT list: ceased care",
        ("CHILD", "SEX", "LS", "DATE_PERIOD_OF_CARE_CEASED", "PLACE"),
    ),
    ReturnTable("COLLECT list: distance and placement", ("CHILD", "PL_DISTANCE")),
    HEADER,
)
# A table that is known by most of its headings lacks one; one that is known by few is
# some other file. Only the return's own headings count here, no aliases.
NEARLY: Mapping[ReturnTable, tuple[str, ...]] = {
    REVIEWS: ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    EPISODES: EPISODES.headings,
    HEADER: HEADER.headings,
}
LACKING = 3  # one heading in so many may be lacking


def columns_of(headings: Iterable[str]) -> dict[str, int]:
    """Return where each of the return's headings stands; its own name comes first."""
    found: dict[str, int] = {}
    by_alias: dict[str, int] = {}
    for position, heading in enumerate(headings):
        if heading in ALIASES:
            by_alias.setdefault(ALIASES[heading], position)
        elif heading:
            found.setdefault(heading, position)
    return by_alias | found


def table_of(headings: list[str]) -> ReturnTable | None:
    """Return the table whose headings these are, or nearly are; None for no table."""
    columns = columns_of(headings)
    for table in TABLES:
        if columns.keys() >= set(table.headings):
            return table
    for table, usual in NEARLY.items():
        lacking = set(usual) - set(headings)
        if len(lacking) <= len(usual) // LACKING:
            return table
    return None


Columns = Mapping[str, int]
KNOWN = frozenset(heading for table in TABLES for heading in table.headings)


def recognise(file: SourceFile) -> Recognised | None:
    """Return which table the headings say this is, None if they are not the return's.

    Only where the name tells no year are the rows looked through for one.
    """
    head = head_of(file)
    table = table_of(headings_in(head)) if head else None
    if table is None:
        return None
    if not table.used:
        return Recognised(KIND, table.name, year_in_name(file.name), used=False)
    return Recognised(
        KIND,
        table.name,
        _year_or_none(file),
        needs_year=True,
        covers=table.covers,
    )


def find_year(file: SourceFile) -> int | None:
    """Return the return year told by the name, a YEAR column, or the dates; or None."""
    named = year_in_name(file.name)
    if named is not None:
        return named
    rows = rows_of(file)
    headings = _headings(rows)
    table, columns = table_of(headings), columns_of(headings)
    years: set[str] = set()
    days: set[date] = set()
    day_at = columns.get("REVIEW" if table is REVIEWS else "DECOM")
    for _, cells in rows:
        years.add(clean_text(_cell(cells, columns.get("YEAR"))))
        day = parse_day(_cell(cells, day_at))
        if day is not None:
            days.add(day)
    year = year_in_text(years.pop()) if len(years) == 1 else None
    if year is not None:
        return year
    return year_of_reviews(days) if table is REVIEWS else year_of_episodes(days)


def read(file: SourceFile, context: ReadingContext) -> Items:
    """Return each row's record, or why it is left out, as the rows stream by.

    Raises:
        RefusedError: a column is missing, or the cells cannot be told apart; before
            the first row is given.
    """
    for _ in rows_of(file):
        pass  # a quotation mark left open is found before any row is given
    rows = rows_of(file)
    headings = _headings(rows)
    table, columns = _checked(headings)
    if not table.used:
        return
    reader = Reader.of(context)
    for number, cells in rows:
        place = f"Row {number}"
        cells.extend([""] * (len(headings) - len(cells)))
        named = {heading: cells[at] for heading, at in columns.items()}
        if not any(clean_text(named[heading]) for heading in table.headings):
            continue
        if any(clean_text(cell) for cell in cells[len(headings) :]):
            yield _too_long(cells, headings, table, place)
        else:
            yield from reader.items(table.name, named, place)


def _year_or_none(file: SourceFile) -> int | None:
    try:
        return find_year(file)
    except RefusedError:
        return None  # reading the file says why


def _headings(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    _, cells = next(rows, (0, []))
    return [clean_heading(cell) for cell in cells]


def _cell(cells: list[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""


def _checked(headings: list[str]) -> tuple[ReturnTable, Columns]:
    table, columns = table_of(headings), columns_of(headings)
    if table is None:
        raise RefusedError(
            "The first row holds no headings of the SSDA903 return. Expected those of "
            "Header, Episodes or Reviews. Export the table again with its headings."
        )
    missing = [heading for heading in table.headings if heading not in columns]
    if missing:
        found = [heading for heading in columns if heading in KNOWN]
        raise RefusedError(
            f"The SSDA903 {table.name} table has no column {_list(missing)}; it has "
            f"{_list(found)}. Expected {_list(table.headings)}. Add what is missing, "
            "or export the table again."
        )
    return table, columns


def _list(words: list[str] | tuple[str, ...]) -> str:
    return ", ".join(words)


TOO_LONG = Fault(
    "row_too_long",
    "{number}, one for each heading",
    f"A cell may hold a comma without quotation marks. {CORRECT}",
)


def _too_long(
    cells: list[str], headings: list[str], table: ReturnTable, place: str
) -> Item:
    """A comma inside a cell has moved the cells after it under other headings."""
    return LeftOut.of(
        TOO_LONG,
        place=place,
        field="the whole row",
        found=f"{len(cells)} cells",
        record=RECORD_NAMES[table.name],
        number=len(headings),
    )
