"""The SSDA903 return as CSV: Header, Episodes and Reviews, one table a file.

Source: SSDA903 guides, returns 2017-18 to 2026-27; COLLECT's own lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from data_access.importers.cells import (
    clean_text,
    head_of,
    headed_rows,
    headings_in,
    parse_day,
    rows_of,
)
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.rows import (
    CORRECT,
    by_year,
    year_alone_in_name,
    year_in_name,
    year_in_text,
    year_of_episodes,
    year_of_reviews,
)
from data_access.importers.ssda903.rows import KIND, RECORD_NAMES, Reader
from data_access.importers.template import (
    Spellings,
    Table,
    all_needed,
    first_of_each,
    named_cells,
)
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
    "UASC_STATUS": "UASC",
    "PL_LOCATION": "LOCATION",
}


HEADINGS = Spellings(ALIASES, str, others=True)


def _table(name: str, *needed: str) -> Table:
    return Table(name, all_needed(*needed), RECORD_NAMES.get(name, ""))


HEADER = _table("Header", "CHILD", "SEX", "DOB", "ETHNIC")
EPISODES = _table("Episodes", "CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC")
REVIEWS = _table("Reviews", "CHILD", "REVIEW", "REVIEW_CODE")
HEALTH = _table("OC2", "CHILD", "SDQ_SCORE")
MISSING = _table("Missing", "CHILD", "MIS_START")
LIBERTY = _table("DoLO", "CHILD", "DOLO_START")
ALONE = _table("UASC", "CHILD", "DUC")

# Told by the first that fits: COLLECT's lists hold the headings of Header as well.
TABLES: tuple[Table, ...] = (
    REVIEWS,
    EPISODES,
    ALONE,
    HEALTH,
    _table("OC3", "CHILD", "IN_TOUCH", "ACTIV"),
    _table("AD1", "CHILD", "DATE_INT", "DATE_MATCH"),
    _table("Should be placed for adoption", "CHILD", "DATE_PLACED"),
    _table("Previous permanence", "CHILD", "PREV_PERM"),
    MISSING,
    _table("Social worker episodes", "CHILD", "SW_ID", "SW_DECOM"),
    LIBERTY,
    _table("COLLECT list: on 31 March", "CHILD", "DECOM", "SEX", "LS", "PLACE", "CIN"),
    _table("COLLECT list: started care", "CHILD", "SEX", "LS", "DECOM", "PLACE"),
    _table(
        "COLLECT list: ceased care",
        *("CHILD", "SEX", "LS", "DATE_PERIOD_OF_CARE_CEASED", "PLACE"),
    ),
    _table("COLLECT list: distance and placement", "CHILD", "PL_DISTANCE"),
    HEADER,
)
# What a table is a whole account of.
COVERS: Mapping[Table, str] = {
    EPISODES: "care",
    REVIEWS: "reviews",
    MISSING: "missing",
    ALONE: "alone",
    LIBERTY: "liberty",
}
# The day that tells a table's year, where that is no start of an episode.
DATED_BY: Mapping[Table, str] = {
    REVIEWS: "REVIEW",
    MISSING: "MIS_START",
    LIBERTY: "DOLO_START",
}
# A table that is known by most of its headings lacks one; one that is known by few is
# some other file. Only the return's own headings count here, no aliases.
NEARLY: Mapping[Table, Collection[str]] = {
    REVIEWS: ("CHILD", "DOB", "REVIEW", "REVIEW_CODE"),
    EPISODES: EPISODES.needed_headings,
    HEADER: HEADER.needed_headings,
}
LACKING = 3  # one heading in so many may be lacking


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Return where each of the return's headings stands; its own name comes first."""
    known = HEADINGS.headings(headings)
    own = {at: heading for at, heading in known.items() if heading == headings[at]}
    others = {at: heading for at, heading in known.items() if at not in own}
    return first_of_each(others) | first_of_each(own)


def table_of(headings: Sequence[str]) -> Table | None:
    """Return the table whose headings these are, or nearly are; None for no table."""
    columns = columns_of(headings)
    for table in TABLES:
        if not table.missing(columns):
            return table
    for table, usual in NEARLY.items():
        lacking = set(usual) - set(headings)
        if len(lacking) <= len(usual) // LACKING:
            return table
    return None


def is_table(headings: Sequence[str]) -> bool:
    """Return whether these are all the headings that a table must have."""
    table = table_of(headings)
    return table is not None and not table.missing(columns_of(headings))


Columns = Mapping[str, int]
KNOWN = frozenset(heading for table in TABLES for heading in table.needed_headings)


def recognise(file: SourceFile) -> Recognised | None:
    """Return which table the headings say this is, None if they are not the return's.

    Only where the name tells no year are the rows looked through for one.
    """
    head = head_of(file)
    table = table_of(headings_in(head, table_of)) if head else None
    if table is None:
        return None
    if not table.record:
        return Recognised(KIND, table.name, year_in_name(file.name), used=False)
    year, dated = _year_or_none(file)
    return Recognised(
        KIND,
        table.name,
        year,
        needs_year=True,
        covers=COVERS.get(table, ""),
        year_alone=year_alone_in_name(file.name),
        dated=dated,
    )


def find_year(file: SourceFile) -> tuple[int | None, Counter[int]]:
    """Return the return year told by the name, a YEAR column, or the dates; or None.

    With it, how many dates lie in each year, unless the name tells both its years.
    """
    named = year_in_name(file.name)
    if named is not None and not year_alone_in_name(file.name):
        return named, Counter()
    headings, rows = headed_rows(file, table_of)
    table, columns = table_of(headings), columns_of(headings)
    years: set[str] = set()
    days: Counter[date] = Counter()
    dated = DATED_BY.get(table, "DECOM") if table else "DECOM"
    for _, cells in rows:
        row = named_cells(cells, columns)
        years.add(clean_text(row.get("YEAR", "")))
        day = parse_day(row.get(dated, ""))
        if day is not None:
            days[day] += 1
    year = year_in_text(years.pop()) if len(years) == 1 else None
    by_dates = year_of_reviews if table is REVIEWS else year_of_episodes
    return named or year or by_dates(days), by_year(days)


def read(file: SourceFile, context: ReadingContext) -> Items:
    """Return each row's record, or why it is left out, as the rows stream by.

    Raises:
        RefusedError: a column is missing, or the cells cannot be told apart; before
            the first row is given.
    """
    for _ in rows_of(file, table_of):
        pass  # a quotation mark left open is found before any row is given
    headings, rows = headed_rows(file, table_of)
    table, columns = _checked(headings)
    if not table.record:
        return
    reader = Reader.of(context)
    for number, cells in rows:
        place = f"Row {number}"
        named = named_cells(cells, columns)
        if not any(clean_text(named[heading]) for heading in table.needed_headings):
            continue
        if any(clean_text(cell) for cell in cells[len(headings) :]):
            yield _too_long(cells, headings, table, place)
        else:
            yield from reader.items(table.name, named, place)


def _year_or_none(file: SourceFile) -> tuple[int | None, Counter[int]]:
    try:
        return find_year(file)
    except RefusedError:
        return year_in_name(file.name), Counter()  # reading the file says why


def _checked(headings: list[str]) -> tuple[Table, Columns]:
    table, columns = table_of(headings), columns_of(headings)
    if table is None:
        raise RefusedError(
            "The first row holds no headings of the SSDA903 return. Expected those of "
            "Header, Episodes or Reviews. Export the table again with its headings."
        )
    if missing := table.missing(columns):
        found = [heading for heading in columns if heading in KNOWN]
        raise RefusedError(
            f"The SSDA903 {table.name} table has no column {_list(missing)}; it has "
            f"{_list(found)}. Expected {_list(table.needed_headings)}. Add what is missing, "
            "or export the table again."
        )
    return table, columns


def _list(words: list[str]) -> str:
    return ", ".join(words)


TOO_LONG = Fault(
    "row_too_long",
    "{number}, one for each heading",
    f"A cell may hold a comma without quotation marks. {CORRECT}",
)


def _too_long(cells: list[str], headings: list[str], table: Table, place: str) -> Item:
    """A comma inside a cell has moved the cells after it under other headings."""
    return LeftOut.of(
        TOO_LONG,
        place=place,
        field="the whole row",
        found=f"{len(cells)} cells",
        record=table.record,
        number=len(headings),
    )
