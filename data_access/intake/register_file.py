"""The service register as a workbook: the template, and what the store holds in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select
from sqlmodel import Session

from data_access.access.look import Look
from data_access.derive.council import recorded_words
from data_access.derive.recorded import standing_of
from data_access.importers.register import sheets
from data_access.importers.register.recorded import NO, YES, RecordedWords, cells_of
from data_access.importers.register.rows import AS, EMPLOYMENT, KINDS, ROLES
from data_access.importers.register.sheets import INSTRUCTIONS, SHEETS
from data_access.importers.template import Table
from data_access.store.loaded import Base, table
from data_access.store.tables import Allocation, PlannedReview, Staff
from domain import recorded
from domain.access import Screen
from domain.cells import as_typed_in
from domain.sheets import CellKind, Column, Sheet

Cells = Sequence[object]
CHOICES: Mapping[str, Iterable[str]] = {
    "Role": ROLES,
    "As IRO or as chair": AS,
    "Employment": EMPLOYMENT,
    "Kind": KINDS,
}
IDS = frozenset({"Child id", "Staff id"}) | {
    column.heading
    for sheet in recorded.SHEETS.values()
    for column in sheet.columns
    if column.kind in (CellKind.CHILD, CellKind.PERSON, CellKind.STAFF)
}
LONGEST_LIST = 255  # signs that Excel holds of a list of answers
TEMPLATE_WORDS = RecordedWords()
ROWS_WITH_LISTS = 20_000
WIDTH, WIDE = 22, 100
DAY, TEXT = "DD/MM/YYYY", "@"


def _columns_told(sheet: Sheet) -> str:
    """Return what the template says of single columns of a sheet."""
    told = [f"{each.heading}: {each.says}" for each in sheet.columns if each.says]
    return f" {'; '.join(told)}." if told else ""


INSTRUCTION_LINES = (
    "Service register: who the IROs and chairs are, and which child is whose.",
    "",
    "Fill in the sheets Staff and Allocations; the other sheets are optional."
    " Then load the workbook on the page Load files.",
    "The register is the whole list. Whoever, and whichever allocation, was in the "
    "register before and is not in this one counts as ended on the day this one is "
    "loaded. A review planned before and not listed now is not planned any more. "
    "Notes of reviews stay.",
    "",
    "Staff: one row a person. Role is IRO, conference chair, both, lead child protection practitioner, or other. "
    "Full-time equivalent is a number such as 1 or 0.6. Employment is permanent or "
    "agency; blank counts as permanent. End is blank for whoever is still in post.",
    "Allocations: one row for each time a child has an IRO, or a chair. Child id is the "
    "id that the statutory returns have. Staff id is one of the sheet Staff. From is the "
    "first day, To the day somebody else took over or the work ended; blank while it "
    "goes on. A child has one IRO and one chair at a time. Where only the team changes, "
    "end the row and begin another.",
    "Planned reviews: Kind is review for a child in care, plan review for a review "
    "conference of a child on a plan.",
    *(
        f"{sheet.name}: {sheet.about}{_columns_told(sheet)}"
        for sheet in recorded.SHEETS.values()
    ),
    "What is recorded in these sheets stays where a later register does not list it, or "
    "has a blank cell for it. To take something away, remove or change it in the "
    "dashboard.",
    "",
    "Dates are days such as 31/03/2025. Formulas are not worked out: paste values. "
    "Leave the headings as they are; other columns and sheets are ignored.",
    "The filled register holds children's ids and names of staff: keep it where such "
    "data may be kept.",
)


def template(words: RecordedWords = TEMPLATE_WORDS) -> bytes:
    """Return an empty register with headings, instructions and lists to choose from.

    `words` are the council's own for answers.
    """
    return _as_bytes(_workbook({}, words))


def filled(look: Look) -> bytes:
    """Return what the store holds of a council's service, in the template's shape."""
    rows, words = look.given(
        Screen.REGISTER,
        lambda session: _stored(session, look.la),
        rows=lambda found: sum(map(len, found[0].values())),
        taken=True,
    )
    return _as_bytes(_workbook(rows, words))


def _stored(session: Session, la: str) -> tuple[dict[str, list[Cells]], RecordedWords]:
    words = recorded_words(session, la)
    return {
        sheets.STAFF.name: list(_staff(session, la)),
        sheets.ALLOCATIONS.name: list(_allocations(session, la)),
        sheets.PLANNED.name: list(_planned(session, la)),
        **{
            sheet.name: list(_recorded(session, la, sheet, words))
            for sheet in recorded.SHEETS.values()
        },
    }, words


def _in_workbook(cell: object) -> object:
    """Return a cell that a workbook can hold, and that will not run as a formula."""
    if not isinstance(cell, str):
        return cell
    return as_typed_in(" ".join(ILLEGAL_CHARACTERS_RE.sub("", cell).split()))


def _staff(session: Session, la: str) -> Iterator[Cells]:
    roles = {meaning: words for words, meaning in ROLES.items()}
    employment = {meaning: words for words, meaning in EMPLOYMENT.items()}
    for row in _rows(session, la, Staff, "staff_id"):
        yield (
            row.staff_id,
            row.name,
            roles.get(row.role, row.role),
            row.fte,
            employment[row.agency],
            row.started,
            row.ended,
            row.probation_until,
        )


def _allocations(session: Session, la: str) -> Iterator[Cells]:
    roles = {meaning: words for words, meaning in AS.items()}
    for row in _rows(session, la, Allocation, "child_id", "role", "started"):
        role = roles.get(row.role, row.role)
        yield row.child_id, row.staff_id, role, row.team, row.started, row.ended


def _recorded(
    session: Session, la: str, sheet: Sheet, words: RecordedWords
) -> Iterator[Cells]:
    """Yield what stands of a sheet, as a reader finds it there."""
    found = [
        json.loads(row.content) for row in session.execute(standing_of(la, sheet.key))
    ]
    for values in sorted(found, key=sheet.key_of):
        cells = cells_of(sheet, values, words)
        yield [cells.get(column.heading) for column in sheet.columns]


def _planned(session: Session, la: str) -> Iterator[Cells]:
    kinds = {meaning: words for words, meaning in KINDS.items()}
    for row in _rows(session, la, PlannedReview, "child_id", "planned_for", "kind"):
        yield row.child_id, kinds[row.kind], row.planned_for


def _rows(session: Session, la: str, model: type[Base], *order: str) -> Iterable[Any]:
    stored = table(model)
    query = select(stored).where(stored.c.la == la)
    return session.execute(query.order_by(*(stored.c[name] for name in order)))


def _workbook(rows: Mapping[str, Sequence[Cells]], words: RecordedWords) -> Workbook:
    book = Workbook()
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        _fill(page, sheet, rows.get(sheet.name, ()))
        _choose(page, sheet, words)
    _instruct(book.worksheets[0])
    return book


def _instruct(page: Worksheet) -> None:
    page.title = INSTRUCTIONS
    page.column_dimensions["A"].width = WIDE
    for number, line in enumerate(INSTRUCTION_LINES, start=1):
        page.append([line])
        page.cell(number, 1).alignment = Alignment(wrap_text=True)
    page["A1"].font = Font(bold=True)


def _fill(page: Worksheet, sheet: Table, rows: Iterable[Cells]) -> None:
    page.append([column.heading for column in sheet.columns])
    page.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = WIDTH
        page.cell(1, place).font = Font(bold=True)
        if column.heading in IDS:
            page.column_dimensions[letter].number_format = TEXT
    for cells in rows:
        page.append([_cell(page, value) for value in cells])


def _cell(page: Worksheet, value: object) -> Cell:
    cell = Cell(page, value=_in_workbook(value))
    if isinstance(value, date):
        cell.number_format = DAY
    elif isinstance(value, str):
        cell.number_format = TEXT
    return cell


def _choose(page: Worksheet, sheet: Table, words: RecordedWords) -> None:
    """Give each column with a list of answers that list, where Excel can hold it."""
    declared = sheets.RECORDED.get(sheet.name)
    for place, heading in enumerate((each.heading for each in sheet.columns), start=1):
        letter = get_column_letter(place)
        if declared is None:
            answers = list(CHOICES.get(heading, ()))
        else:
            answers = _answers(declared, declared.columns[place - 1], words)
        if answers and len(",".join(answers)) <= LONGEST_LIST:
            page.add_data_validation(_list(heading, letter, answers))


def _answers(sheet: Sheet, column: Column, words: RecordedWords) -> list[str]:
    """Return the words to choose from; none where other words are answers too."""
    if column.kind is CellKind.YES_NO:
        return [YES, NO]
    answers = [] if column.others else list(words.of(sheet, column).values())
    return [] if any("," in each for each in answers) else answers


def _list(heading: str, letter: str, answers: Sequence[str]) -> DataValidation:
    words = ",".join(answers)
    found = DataValidation(
        type="list",
        formula1=f'"{words}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=heading,
        error=f"Choose one of: {words.replace(',', ', ')}.",
    )
    found.add(f"{letter}2:{letter}{ROWS_WITH_LISTS}")
    return found


def _as_bytes(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
