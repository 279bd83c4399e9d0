"""The SSDA903 return as XML: the whole return in one file, child by child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from xml.etree.ElementTree import Element

from data_access.importers.blocks import PassedOver
from data_access.importers.cells import head_of, parse_day
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.rows import (
    by_year,
    year_alone_in_name,
    year_in_name,
    year_of_episodes,
)
from data_access.importers.ssda903.rows import KIND, Reader
from data_access.importers.ssda903.ssda903 import HEADINGS
from data_access.importers.xml import (
    check,
    elements_of,
    name_of,
    root_in,
    text_of,
    within,
)
from data_access.store.law import LibertyRecord
from data_access.store.statements import Fault, Items, LeftOut
from domain.errors import RefusedError

ROOT = "ssda903"  # the end of the root element's name
WHOLE = "whole return"
BLOCKS = frozenset(
    {"header", "episode", "areview", "oc2", "amissing"}
)  # those that are read
LIBERTY_IN_XML = Fault(
    "liberty_in_xml",
    "the table DoLO as CSV, or as a sheet",
    "Orders that deprive a child of liberty are not read from XML: how it names them is "
    "not known here. Load the table DoLO of that year beside it.",
)
LIBERTY = "DOLO"  # begins the names of all that tells of such an order


def recognise(file: SourceFile) -> Recognised | None:
    """Return the whole return, judged by its root element; None for other files."""
    root = root_in(head_of(file) or "")
    if root is None or not root.endswith(ROOT):
        return None
    try:
        year, dated = find_year(file)
    except RefusedError:
        year, dated = None, Counter()  # reading the file says why
    return Recognised(
        KIND,
        WHOLE,
        year,
        needs_year=True,
        covers="care,reviews,missing",
        year_alone=year is not None and year_alone_in_name(file.name),
        dated=dated,
    )


def find_year(file: SourceFile) -> tuple[int | None, Counter[int]]:
    """Return the return year told by the name, else by the latest episode's start.

    With it, how many episodes started in each year, unless the name tells both its
    years.
    """
    named = year_in_name(file.name)
    if named is not None and not year_alone_in_name(file.name):
        return named, Counter()
    check(file)
    days = Counter(_episode_starts(file))
    return named or year_of_episodes(days), by_year(days)


def read(file: SourceFile, context: ReadingContext) -> Items:
    """Return what is read of each child as the file streams by.

    Raises:
        RefusedError: the file is damaged, declares entities, or holds no child.
    """
    check(file)
    reader, passed = (
        Reader.of(context),
        PassedOver(BLOCKS, "HEADER, EPISODE, AREVIEW, OC2 and AMISSING"),
    )
    number = 0
    for number, child in enumerate(elements_of(file, {"child"}), start=1):
        passed.look(child)
        for table, cells, part in _rows_of(child):
            yield from reader.items(table, cells, f"Child {number}{part}")
    if not number:
        raise RefusedError(
            "The file holds no CHILD elements. Expected one for each child of the "
            "SSDA903 return. Export the return again from your system."
        )
    liberty = [name for name in passed.names if name.upper().startswith(LIBERTY)]
    for name in liberty:
        del passed.names[name]
        yield LeftOut.of(
            LIBERTY_IN_XML,
            place="The file",
            field="blocks",
            found=name,
            record=LibertyRecord.name,
            whole_row=False,
        )
    yield from passed.told(KIND)


def _rows_of(child: Element) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """Return the child's elements as the rows of the CSV tables they stand for."""
    headers = within(child, "header")
    child_id = next((_cells(header).get("CHILD", "") for header in headers), "")
    for header in headers:
        yield "Header", _cells(header), ""
    for number, episode in enumerate(within(child, "episode"), start=1):
        yield "Episodes", {**_cells(episode), "CHILD": child_id}, f", episode {number}"
    reviews = (cells for block in within(child, "areview") for cells in _split(block))
    for number, cells in enumerate(reviews, start=1):
        yield "Reviews", {**cells, "CHILD": child_id}, f", review {number}"
    for health in within(child, "oc2"):
        yield "OC2", {**_cells(health), "CHILD": child_id}, ", OC2"
    times = (cells for block in within(child, "amissing") for cells in _split(block))
    for number, cells in enumerate(times, start=1):
        yield "Missing", {**cells, "CHILD": child_id}, f", missing {number}"


def _cells(element: Element) -> dict[str, str]:
    """Return the element's own fields by the headings of the CSV return."""
    return {_heading(inner): text_of(inner) for inner in element}


def _split(block: Element) -> list[dict[str, str]]:
    """Return one row a review, also where one block holds several."""
    rows: list[dict[str, str]] = []
    for inner in block:
        heading = _heading(inner)
        if not rows or heading in rows[-1]:
            rows.append({})
        rows[-1][heading] = text_of(inner)
    return rows


def _heading(element: Element) -> str:
    return HEADINGS.heading(name_of(element).upper())


def _episode_starts(file: SourceFile) -> Iterator[date]:
    for child in elements_of(file, {"child"}):
        for start in within(child, "decom"):
            day = parse_day(text_of(start))
            if day is not None:
                yield day
