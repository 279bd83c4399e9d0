"""The workbook: a cover, contents, notes, and a sheet for each measure of a release.

A number is a number, and everything else is a word: nothing in it is ever a formula.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from domain.codes import PARTICIPATION
from domain.periods import financial_year_of, quarter_of
from metrics.measure import DIMENSIONS
from metrics.release.told import Span, ToldCell
from reports.documents.reading import Reading
from reports.documents.told import NO_CASES, cases_words, label, value_words
from reports.released import ReleasedMeasure

WITHHELD, NOT_THERE = "[c]", "[x]"
SIGNS = (
    (WITHHELD, "Withheld: a number of 1 to 5, or one that would tell such a number."),
    (NOT_THERE, "Not there: no cases, so no value; or the measure has no such number."),
)
WORDS_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LINE, OF_A_LINE = 15, 84  # points, and characters in the narrower of two columns
LONGEST_NAME = 31  # letters of a sheet's name
FIRST = 5  # row of a sheet's table, counted from 0
HEADS = (
    "Kind of period",
    "Period",
    "From",
    "To",
    "Grouping",
    "Group",
    "Number",
    "Of",
    "Value",
    "Not known",
    "As it is told",
)
WIDTHS = (16, 30, 12, 12, 16, 34, 10, 10, 10, 10, 40)
WHOLE = "Whole service"


def workbook(read: Reading) -> bytes:
    """Return the workbook of a release: every cell that it tells, measure by measure."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, WORDS_ONLY)
    book.set_properties(
        {
            "title": f"Figures of the IRO service, {read.released.council}",
            "author": read.released.council,
            "comments": read.foot,
            "created": read.made.replace(tzinfo=None),
        }
    )
    writer = _Book(book, read)
    measures = tuple(read.released.measures.values())
    names = [_name(place, each) for place, each in enumerate(measures, 1)]
    writer.cover()
    writer.contents(measures, names)
    writer.notes(measures)
    for measure, name in zip(measures, names, strict=True):
        writer.sheet(measure, name)
    book.close()
    return file.getvalue()


def _name(place: int, measure: ReleasedMeasure) -> str:
    words = FORBIDDEN.sub("", measure.words.short_name)
    whole = textwrap.shorten(f"{place} {words}", LONGEST_NAME, placeholder="")
    return whole.rstrip(",")


class _Book:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, read: Reading) -> None:  # noqa: ANN401
        self.book, self.read = book, read
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.bold = book.add_format({"bold": True})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.right = book.add_format({"align": "right"})
        self.decimal = book.add_format({"num_format": "#,##0.0"})
        self.count = book.add_format({"num_format": "#,##0.##"})

    def cover(self) -> None:
        sheet = self._new("Cover", f"Figures of the IRO service, {self._council}")
        for row, line in enumerate(self.read.lines, 2):
            self._wrapped(sheet, row, 0, line)

    def contents(
        self, measures: Sequence[ReleasedMeasure], names: Sequence[str]
    ) -> None:
        sheet = self._new("Contents", "Contents", 44, 60)
        rows = [
            ["Notes", "What the signs mean, and how each figure is counted"],
            *(
                [name, each.words.name]
                for each, name in zip(measures, names, strict=True)
            ),
        ]
        self._table(sheet, 2, ("Sheet", "What it holds"), rows, "Contents")
        for row, (name, _) in enumerate(rows, 3):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)

    def notes(self, measures: Sequence[ReleasedMeasure]) -> None:
        sheet = self._new("Notes", "Notes", 44, 90)
        rows = [
            *([sign, words] for sign, words in SIGNS),
            *(
                [
                    each.words.name,
                    f"{each.words.definition} {each.words.caveat}".strip(),
                ]
                for each in measures
            ),
        ]
        self._table(sheet, 2, ("What", "What it means"), rows, "Notes")
        for row, (what, words) in enumerate(rows, 3):
            self._wrapped(sheet, row, 1, words)
            sheet.write_string(row, 0, what, self.wrapped)

    def sheet(self, measure: ReleasedMeasure, name: str) -> None:
        words = measure.words
        sheet = self._new(name, words.name)
        sheet.write_string(1, 0, f"{words.definition} {words.caveat}".strip())
        sheet.write_string(2, 0, _counted(measure))
        sheet.write_string(3, 0, f"Source: {words.source}. Definition {words.version}.")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        cells = list(_in_order(measure))
        rows = [_row(measure, cell) for cell in cells]
        self._table(sheet, FIRST, HEADS, rows, words.name, numbers=True)
        sheet.freeze_panes(FIRST + 1, 2)
        quarters = [row for row in rows if row[0] == "Quarter" and row[4] == WHOLE]
        self._chart(sheet, measure, name, quarters)

    @property
    def _council(self) -> str:
        return self.read.released.council

    def _new(self, name: str, title: str, *widths: int) -> Any:  # noqa: ANN401
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths or (100,)):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, self.title)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self._foot}\n&P of &N")
        return sheet

    def _wrapped(self, sheet: Any, row: int, column: int, words: str) -> None:  # noqa: ANN401
        """Write words into a row as tall as they need: not every program sees to it."""
        sheet.write_string(row, column, words, self.wrapped)
        sheet.set_row(row, LINE * max(1, len(textwrap.wrap(words, OF_A_LINE))))

    @property
    def _foot(self) -> str:
        return self.read.foot.replace("&", "&&")[:200]

    def _table(
        self,
        sheet: Any,  # noqa: ANN401
        first: int,
        heads: Sequence[str],
        rows: list[list[Any]],
        name: str,
        *,
        numbers: bool = False,
    ) -> None:
        last = first + max(1, len(rows))
        columns: list[dict[str, Any]] = [{"header": head} for head in heads]
        for column in columns if numbers else ():
            if column["header"] in ("Number", "Of", "Not known"):
                column["format"] = self.count
            if column["header"] == "Value":
                column["format"] = self.decimal
        options = {
            "columns": columns,
            "data": rows,
            "autofilter": numbers,
            "style": "Table Style Light 1",
            "title": name,
            "description": f"{name}: one row for each figure." if numbers else name,
        }
        sheet.add_table(first, 0, last, len(heads) - 1, options)

    def _chart(
        self,
        sheet: Any,  # noqa: ANN401
        measure: ReleasedMeasure,
        name: str,
        quarters: list[list[Any]],
    ) -> None:
        """Draw the quarters; not where one is withheld, which Excel would draw as 0."""
        value = HEADS.index("Value")
        if not quarters or any(isinstance(row[value], str) for row in quarters):
            return
        first, last = FIRST + 1, FIRST + len(quarters)
        chart = self.book.add_chart({"type": "line"})
        chart.add_series(
            {
                "name": measure.words.short_name,
                "categories": [name, first, 1, last, 1],
                "values": [name, first, value, last, value],
                "line": {"color": "#12436D", "width": 2.25},
                "marker": {
                    "type": "circle",
                    "size": 6,
                    "fill": {"color": "#12436D"},
                    "border": {"color": "#12436D"},
                },
            }
        )
        chart.set_title({"name": f"{measure.words.short_name}, by quarter"})
        chart.set_legend({"none": True})
        chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True}})
        chart.set_size({"width": 760, "height": 320})
        known = [row[value] for row in quarters]
        told = (
            f"Line of {measure.words.name} by quarter, from {quarters[0][-1]} in "
            f"{quarters[0][1]} to {quarters[-1][-1]} in {quarters[-1][1]}; lowest "
            f"{min(known):g}, highest {max(known):g}. The numbers are in the table."
        )
        place = {"description": told, "object_position": 2}
        sheet.insert_chart(FIRST, len(HEADS) + 1, chart, place)


def _counted(measure: ReleasedMeasure) -> str:
    words = measure.words
    below = f", {words.joined} {words.denominator}" if words.denominator else ""
    unit = f" The value is in {words.unit.value}." if words.unit.value else ""
    return f"Counted: {words.numerator}{below}.{unit}"


def _in_order(measure: ReleasedMeasure) -> Iterator[ToldCell]:
    """Yield cells: the whole service first, its quarters before longer periods."""
    order = {"Quarter": 0, "Financial year": 1}
    place = {by: at for at, by in enumerate(("", *measure.groupings))}
    yield from sorted(
        measure.cells.values(),
        key=lambda cell: (
            place[cell.key.by],
            order.get(_kind(cell), 2),
            cell.key.period,
        ),
    )


def _kind(cell: ToldCell) -> str:
    period = cell.key.period
    if period == quarter_of(period.start):
        return "Quarter"
    if period == financial_year_of(period.start):
        return "Financial year"
    return "Other"


def _row(measure: ReleasedMeasure, cell: ToldCell) -> list[Any]:
    key, words = cell.key, measure.words
    value: Any = NOT_THERE
    if cell.value is not None:
        value = _or_sign(cell.value)
    elif cell.why:
        value = WITHHELD
    cases = cases_words(words, cell)
    told = value_words(words, cell)
    return [
        _kind(cell),
        label(key.period),
        key.period.start.isoformat(),
        key.period.end.isoformat(),
        DIMENSIONS.get(key.by, key.by) or WHOLE,
        _group(key.group) if key.by else "All",
        _or_sign(cell.numerator),
        NOT_THERE if cell.denominator is None else _or_sign(cell.denominator),
        value,
        _or_sign(cell.aside),
        f"{told} ({cases})" if cases and told not in (NO_CASES, cases) else told,
    ]


def _group(group: str) -> str:
    """Return a group's name; of a code, with what it means."""
    meaning = PARTICIPATION.get(group)
    return f"{group}: {meaning}" if meaning else group


def _or_sign(span: Span) -> float | str:
    return WITHHELD if span.exact is None else span.exact
