"""Figures that the Department publishes, from its own files: one row, several figures.

What it suppresses (`c`), or says is not available, has no value, and is kept as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data_access.importers.cells import (
    clean_text,
    head_of,
    headed_rows,
    headings_in,
    normalise,
)
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.published import layouts
from data_access.importers.published.layouts import ColumnOf
from data_access.importers.template import named_cells
from data_access.store.statements import (
    Fault,
    Item,
    Items,
    LeftOut,
    PublishedFigureRecord,
    Statement,
)
from domain.benchmarks import ENGLAND, area_named
from domain.councils import english_council
from domain.errors import RefusedError
from domain.periods import return_year_from, return_year_of
from domain.rounding import rounded
from domain.series import PERCENT, SERIES

KIND, TOOL = "published", "Local Authority Interactive Tool"
FIRST_YEAR = 2005
NO_VALUE = frozenset(
    {"c", "k", "u", "x", "z", ":", "~", "..", "na", "low", "suppressed"}
)
MOST_PERCENT = 100
NAMES_TOLD = 5
RECORD = PublishedFigureRecord.name
ANOTHER_LAYOUT = (
    "This is open data of the Department for Education, of figures that are not compared "
    "here. Expected the columns of one of these: {}. Download one of them from "
    "'Children in need' or 'Children looked after in England', or a table of the Local "
    "Authority Interactive Tool."
)
NO_AREA = (
    "This is open data of the Department for Education without the columns that say "
    "which area a row is of: {}. Download the whole data set and load it as it is."
)
NO_YEARS = (
    "This table of the Local Authority Interactive Tool has no column whose heading is a "
    "year, such as 2025 or 2024/25. Download it again with its years."
)
NOTHING = (
    "No row of this file has a figure that is compared here. Expected one of: {}. "
    "Download a table with one of them."
)
DOWNLOAD = "Download the file again, and load it as it is."
NO_FIGURE = Fault(
    "no_published_figure",
    "a number, or one of the Department's marks for none, such as c, x, z, : or -",
    f"The figure is left out. {DOWNLOAD}",
)
NO_SHARE = Fault(
    "no_published_share",
    "a percentage from 0 to 100",
    f"The figure is left out. {DOWNLOAD}",
)
AREA_NOT_KNOWN = Fault(
    "published_area_not_known",
    "England, one of its nine regions, or an English council",
    f"If the council is new, its name and code must be added to the program. {DOWNLOAD}",
)
YEAR_NOT_KNOWN = Fault(
    "published_year_not_known",
    "a year that has ended, such as 2025 or 202425",
    DOWNLOAD,
)
NOT_COMPARED = Fault(
    "published_not_compared",
    "figures that are compared here",
    "These rows are passed over. Nothing to do.",
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_TWO_YEARS = re.compile(r"(\d{4})(\d{2})", re.ASCII)
_NO_AREAS = (  # rows that are of no one area
    "inner london",
    "outer london",
    "london inner",
    "london outer",
    "statistical neighbours",
)
LEVELS = {"national": "", "regional": layouts.REGION}  # where the area's name stands


def recognise(file: SourceFile) -> Recognised | None:
    """Return what the file is if it is the Department's open data, or its tool's.

    Raises:
        RefusedError: it is, and has another layout than those that are read.
    """
    head = head_of(file)
    headings = headings_in(head) if head else []
    if layouts.is_of_tool(headings):
        if not _years_in(headings):
            raise RefusedError(NO_YEARS)
        return Recognised(KIND, TOOL)
    if not layouts.is_open_data(headings):
        return None
    found = layouts.layout_of(headings)
    if found is None:
        names = "; ".join(
            f"{each.name}: {', '.join(each.table.needed_headings).lower()}"
            for each in layouts.LAYOUTS
        )
        raise RefusedError(ANOTHER_LAYOUT.format(names))
    areas = (layouts.REGION, layouts.LA_NAME, *layouts.LA_CODES)
    if missing := [each.lower() for each in areas if each not in headings]:
        raise RefusedError(NO_AREA.format(", ".join(missing)))
    return Recognised(KIND, found.name)


def read(file: SourceFile, context: ReadingContext) -> Items:
    """Yield every figure, and what is wrong with the others.

    Raises:
        RefusedError: no row has a figure that is compared.
    """
    headings, rows = headed_rows(file)
    columns = {heading: at for at, heading in reversed([*enumerate(headings)])}
    reader = _Reader(headings, return_year_of(context.today))
    any_figure = False
    for number, cells in rows:
        for item in reader.items(named_cells(cells, columns), f"Row {number}"):
            any_figure |= isinstance(item, Statement)
            yield item
    if not any_figure:
        names = dict.fromkeys(each.name for each in SERIES.values() if not each.parts)
        raise RefusedError(NOTHING.format("; ".join(names)))
    yield from reader.passed_over()


@dataclass
class _Reader:
    """Reads rows under one file's headings, and counts those that it passes over."""

    headings: list[str]
    running: int  # the return year that has not ended
    others: Counter[tuple[str, str]] = field(default_factory=Counter)

    def items(self, cells: Mapping[str, str], place: str) -> Iterator[Item]:
        """Yield one row's figures, or why it is left out."""
        if layouts.is_of_tool(self.headings):
            return self._of_tool(cells, place)
        return self._of_data(cells, place)

    def _of_tool(self, cells: Mapping[str, str], place: str) -> Iterator[Item]:
        code = layouts.TOOL_MEASURES.get(normalise(cells[layouts.TOOL_MEASURE]))
        name = cells[layouts.TOOL_AREA]
        if code is None:
            return self._pass_over("Measure", cells[layouts.TOOL_MEASURE])
        if _is_no_area(name):
            return self._pass_over("LA and Regions", name)
        area = area_named(name)
        if not area:
            return iter([_left_out(AREA_NOT_KNOWN, place, "LA and Regions", name)])
        return self._by_year(code, area, cells, place)

    def _by_year(
        self, code: str, area: str, cells: Mapping[str, str], place: str
    ) -> Iterator[Item]:
        for heading, year in _years_in(self.headings).items():
            if FIRST_YEAR <= year < self.running:
                column = ColumnOf(code, (heading,))
                yield from _figure(column, area, year, cells, place)

    def _of_data(self, cells: Mapping[str, str], place: str) -> Iterator[Item]:
        layout = layouts.layout_of(self.headings)
        series = [each for each in layout.series if each.is_in(cells)] if layout else []
        if not series:
            only = layout.only if layout else ()
            words = ", ".join(cells[heading] for heading in only)
            return self._pass_over(", ".join(only).lower(), words)
        if _is_no_area(cells[layouts.REGION]) and not cells[layouts.LA_NAME]:
            return self._pass_over("region_name", cells[layouts.REGION])
        year = _year(cells[layouts.YEAR])
        if year is None or not FIRST_YEAR <= year < self.running:
            wrong = cells[layouts.YEAR]
            return iter([_left_out(YEAR_NOT_KNOWN, place, "time_period", wrong)])
        area = _area(cells)
        if not area:
            wrong = cells[layouts.LA_NAME] or cells[layouts.REGION]
            wrong = f"{cells[layouts.LEVEL]} {wrong}".strip()
            return iter([_left_out(AREA_NOT_KNOWN, place, "geographic_level", wrong)])
        return (
            item for each in series for item in _figure(each, area, year, cells, place)
        )

    def _pass_over(self, heading: str, words: str) -> Iterator[Item]:
        self.others[heading, " ".join(words.split())] += 1
        return iter(())

    def passed_over(self) -> Iterator[LeftOut]:
        """Yield what was passed over, once for each column that told it."""
        for heading in dict.fromkeys(heading for heading, _ in self.others):
            names = [words for each, words in self.others if each == heading]
            rows = sum(
                often for (each, _), often in self.others.items() if each == heading
            )
            more = len(names) - NAMES_TOLD
            told = "; ".join(names[:NAMES_TOLD])
            told += f" and {more:,} more" if more > 0 else ""
            told += f" ({rows:,} {'row' if rows == 1 else 'rows'})"
            yield LeftOut.of(
                NOT_COMPARED,
                place="The file",
                field=heading,
                found=told,
                record=RECORD,
                whole_row=False,
            )


def _figure(
    column: ColumnOf, area: str, year: int, cells: Mapping[str, str], place: str
) -> Iterator[Item]:
    """Yield one figure of a row, or what is wrong with it."""
    values: list[float | None] = []
    for heading in (*column.columns, *filter(None, [column.share_of])):
        text = cells.get(heading, "")
        try:
            values.append(_value(text))
        except ValueError:
            yield _left_out(NO_FIGURE, place, heading.lower(), text, whole_row=False)
            return
    value = _sum_or_share(values, is_share=bool(column.share_of))
    is_percent = SERIES[column.code].unit == PERCENT
    if value is not None and (value < 0 or (is_percent and value > MOST_PERCENT)):
        fault = NO_SHARE if is_percent else NO_FIGURE
        heading = column.columns[0].lower()
        yield _left_out(fault, place, heading, f"{value:g}", whole_row=False)
        return
    record = PublishedFigureRecord(
        measure=column.code, area=area, ending=year, value=value
    )
    yield Statement(record, place)


def _value(text: str) -> float | None:
    """Return a cell's number; None for a blank and for each mark of no value.

    Raises:
        ValueError: it is neither.
    """
    plain = clean_text(text).replace(",", "").removesuffix("%").strip()
    if not plain or plain.lower() in NO_VALUE:
        return None
    if not _NUMBER.fullmatch(plain):
        raise ValueError
    return float(plain)


def _sum_or_share(values: list[float | None], *, is_share: bool) -> float | None:
    """Return the sum, or the percentage that all but the last are of the last."""
    told = [value for value in values if value is not None]
    if len(told) < len(values):
        return None
    if not is_share:
        return sum(told)
    *parts, whole = told
    return rounded(100.0 * sum(parts) / whole) if whole else None


def _area(cells: Mapping[str, str]) -> str:
    """Return the one name of the area a row is of; empty if it is none."""
    level = normalise(cells[layouts.LEVEL])
    if level in LEVELS:
        heading = LEVELS[level]
        return area_named(cells[heading]) if heading else ENGLAND
    if level != "local authority":
        return ""
    coded = (english_council(clean_text(cells[each])) for each in layouts.LA_CODES)
    council = next(filter(None, coded), None)
    return council.name if council else area_named(cells[layouts.LA_NAME])


def _is_no_area(name: str) -> bool:
    return normalise(name) in _NO_AREAS


def _year(text: str) -> int | None:
    """Return the year whose 31 March ends what `2025`, `202425` or `2024/25` mean."""
    plain = clean_text(text).removesuffix(".0")
    return return_year_from(_TWO_YEARS.sub(r"\1-\2", plain))


def _years_in(headings: list[str]) -> dict[str, int]:
    found = ((heading, _year(heading.replace("_", " "))) for heading in headings)
    return {heading: year for heading, year in found if year is not None}


def _left_out(
    fault: Fault, place: str, field: str, found: str, *, whole_row: bool = True
) -> LeftOut:
    return LeftOut.of(
        fault, place=place, field=field, found=found, record=RECORD, whole_row=whole_row
    )
