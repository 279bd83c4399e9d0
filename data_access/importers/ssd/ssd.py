"""The Standard Safeguarding Dataset as CSV: which table a file is, and its rows.

Source: Standard Safeguarding Dataset specification (August 2025) and live queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from data_access.importers.cells import headed_rows
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.rows import Limit, limit_of
from data_access.importers.ssd import health, permanence, protection, rows, staff
from data_access.importers.ssd.extract import (
    Extract,
    Numbered,
    plain_id,
    rows_in,
    table_in,
)
from data_access.importers.ssd.spec import (
    CARE_PLANS,
    CHOSEN_BY,
    CONFERENCES,
    ENQUIRIES,
    EPISODES,
    HEALTH,
    IMMUNISATIONS,
    JOINED,
    LEGAL,
    MISSING,
    PERMANENCE,
    PERSON,
    PLAN_REVIEWS,
    PLAN_VISITS,
    PLANS,
    PROFESSIONALS,
    READ,
    REVIEWS,
    VISITS,
    ExtractTable,
    StaffRoles,
    columns_of,
    table_of,
)
from data_access.store.statements import AllocationRecord, Item, Items, StaffRecord
from domain.errors import RefusedError
from domain.periods import Period

KIND = "ssd"
ReadRow = Callable[[Numbered, Extract, Limit], Iterator[Item]]
BY_ROW: Mapping[ExtractTable, ReadRow] = {
    PERSON: rows.person,
    EPISODES: rows.episode,
    REVIEWS: rows.review,
    ENQUIRIES: protection.enquiry,
    PLANS: protection.plan,
    PLAN_REVIEWS: protection.plan_review,
    VISITS: rows.to_child_in_care,
    PLAN_VISITS: rows.to_child_on_plan,
    HEALTH: health.check,
    IMMUNISATIONS: health.immunised,
    MISSING: health.missing,
    CARE_PLANS: permanence.care_plan,
    PERMANENCE: permanence.adoption_plan,
}
# A table that would be misread without another, and what for.
WITH: Mapping[ExtractTable, tuple[ExtractTable, str]] = {
    EPISODES: (LEGAL, "short breaks cannot be told from care"),
    ENQUIRIES: (CONFERENCES, "every conference would count as not held"),
    PLAN_REVIEWS: (PLANS, "nothing tells whose plan a review is of"),
}
# Only all four tell that a plan or a conference was not there.
PROTECTION = (ENQUIRIES, CONFERENCES, PLANS, PLAN_REVIEWS)


# What a table tells the whole of, of children whose times in care came with it.
BESIDE_EPISODES: Mapping[str, str] = {
    MISSING.name: "missing",
    CARE_PLANS.name: "care_plans",
    PERMANENCE.name: "adoption",
}


def recognise(file: SourceFile) -> Recognised | None:
    """Return which table the headings say this is, None if they are not the dataset's."""
    table = table_in(file)
    if table is None:
        return None
    return Recognised(
        KIND,
        table.name,
        used=table in READ,
        read_with=table.read_with,
    )


def covers(table: str, extract: Extract) -> str:
    """Return what a table is a whole account of, with the others of its extract."""
    if table == EPISODES.name:
        return "care"
    if table == REVIEWS.name:
        return "reviews"
    if table in BESIDE_EPISODES:
        return BESIDE_EPISODES[table] if extract.has(EPISODES) else ""
    whole = all(extract.has(each) for each in PROTECTION)
    return "plans" if table == PLAN_REVIEWS.name and whole else ""


def read(
    file: SourceFile,
    context: ReadingContext,
    extract: Extract | None = None,
    roles: StaffRoles | None = None,
) -> Items:
    """Return each row's record, or why it is left out, as the rows stream by.

    `extract` are the files that came with this one, itself among them.

    Raises:
        RefusedError: a column is missing, or the table that explains this one's ids,
            or the cells cannot be told apart; before the first row is given.
    """
    extract = extract or Extract((file,))
    table = _checked(file, extract)
    if table is None:
        return
    limit = limit_of(context)
    if table in BY_ROW:
        for row in rows_in(file):
            yield from BY_ROW[table](row, extract, limit)
        if table is ENQUIRIES:
            yield from _alone(file, extract, limit)
        elif table is EPISODES:
            yield from rows.of_iros(rows_in(file), limit)
        return
    yield from _staff(
        file, table, staff.Staffing(extract, roles or StaffRoles()), limit
    )


def _alone(file: SourceFile, extract: Extract, limit: Limit) -> Iterator[Item]:
    ids = (plain_id(row.cells, "S47E_S47_ENQUIRY_ID") for row in rows_in(file))
    yield from protection.conferences_alone(extract, frozenset(ids), limit)


def _staff(
    file: SourceFile, table: ExtractTable, staffing: staff.Staffing, limit: Limit
) -> Iterator[Item]:
    heading, record, read_row = (
        (staff.TITLE, StaffRecord.name, staff.professional)
        if table is PROFESSIONALS
        else (staff.ROLE, AllocationRecord.name, staff.involvement)
    )
    yield from staff.unknown_words(rows_in(file), heading, staffing.roles, record)
    for row in rows_in(file):
        yield from read_row(row, staffing, limit)


def _checked(file: SourceFile, extract: Extract) -> ExtractTable | None:
    """Return the table, read through once for damage; None for one not read itself."""
    table = table_in(file)
    if table is None or table not in READ:
        return None
    columns = _whole(file, table)
    other, why = WITH.get(table, (table, ""))
    if not extract.has(other):
        raise RefusedError(
            f"{table.name} came without {other.name}: {why}. Load the files of one "
            "extract together."
        )
    names_child = "CLAR_PERSON_ID" in columns or extract.has(EPISODES)
    if table is REVIEWS and not names_child:
        raise RefusedError(
            f"{table.name} names no child and came without {EPISODES.name}, which "
            "tells whose each period of care is. Load the files of one extract "
            "together."
        )
    for part in JOINED:
        if part.read_with == table.name:
            for companion in extract.by_table.get(part.name, ()):
                _whole(companion, part)
    return table


def _whole(file: SourceFile, table: ExtractTable) -> set[str]:
    """Return a file's columns, once it is read through and none is missing.

    Raises:
        RefusedError: a column is missing, or the cells cannot be told apart.
    """
    try:
        headings, rows = headed_rows(file, table_of)
        for _ in rows:
            pass  # a quotation mark left open is found before any row is given
    except RefusedError as damage:
        raise RefusedError(f"{table.name}: {damage}") from damage
    columns = set(columns_of(headings))
    if missing := table.missing(columns):
        raise RefusedError(
            f"The table {table.name} of the Standard Safeguarding Dataset has no column "
            f"{_list(missing)}. Expected {_list(table.needed_headings)}. Add what is missing, or "
            "export the table again."
        )
    return columns


def _list(words: list[str]) -> str:
    return ", ".join(word.lower() for word in words)


# The days that one extract of the Standard Safeguarding Dataset speaks for.


YEARS_BACK = 6  # how far the dataset's own queries look back
SOON = timedelta(days=45)  # a first review is due within them


def window(extract: Extract, today: date) -> Period | None:
    """Return the days the extract is a whole account of; None where none are told.

    It ends on the latest day that anything happened on, and starts with the earliest
    that the dataset's queries choose rows by, six years back at most.
    """
    happened = [day for days in extract.days.values() for day in days if day <= today]
    if not happened:
        return None
    end = max(happened)
    chosen = [
        day for heading in CHOSEN_BY for day in extract.days[heading] if day <= end
    ]
    back = _years_before(end, YEARS_BACK)
    return Period(max(min(chosen, default=end), back), end)


def known_from(extract: Extract, window: Period) -> date | None:
    """Return the day from which all is told of the children an extract has.

    None where it does not tell: something in it began long before its first day, so
    that it was cut there, or else nothing happened in between. One that goes six years
    back was cut there, and one in which nothing began long before is of all there was.
    """
    if window.start <= _years_before(window.end, YEARS_BACK) + SOON:
        return window.start
    first = min(day for days in extract.days.values() for day in days)
    return min(first, window.start) if window.start <= first + SOON else None


def _years_before(day: date, years: int) -> date:
    earlier = day.year - years
    leap_day = (day.month, day.day) == (2, 29)
    return date(earlier, 2, 28) if leap_day else day.replace(year=earlier)
