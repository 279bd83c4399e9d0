"""The CIN census as XML, its child protection part, child by child.

Source: CIN census guides and schemas, 2016-17 to 2026-27.
"""

from __future__ import annotations

import re
from datetime import date

from data_access.importers.cells import head_of, parse_day
from data_access.importers.cin_census.child import items_of_child
from data_access.importers.report import Items, ReadingContext, Recognised, SourceFile
from data_access.importers.return_years import year_in_name, year_in_text
from data_access.importers.rows import Limit, limit_of
from data_access.importers.xml import (
    check,
    elements_of,
    name_of,
    root_in,
    text_of,
    within,
)
from domain.errors import RefusedError
from domain.periods import return_year_of

KIND = "cin_census"
FIRST_CENSUS, LAST_CENSUS = 2017, 2027

_TAG = r"<(?:[\w.-]+:)?{}\b[^>]*>([^<]*)<"
_COLLECTION = re.compile(_TAG.format("Collection"), re.IGNORECASE)
_REFERENCE = re.compile(_TAG.format("ReferenceDate"), re.IGNORECASE)
_YEAR = re.compile(_TAG.format("Year"), re.IGNORECASE)
_CENSUS_ONLY = re.compile(r"<(?:[\w.-]+:)?(?:LAchildID|CINdetails)\b", re.IGNORECASE)


def recognise(file: SourceFile) -> Recognised | None:
    """Return the census and its year, judged by its header and its first elements."""
    head = head_of(file) or ""
    if root_in(head) is None:
        return None
    collection = _COLLECTION.search(head)
    is_census = collection is not None and collection[1].strip().upper() == "CIN"
    if not is_census and not _CENSUS_ONLY.search(head):
        return None
    year = _year_in(head) or year_in_name(file.name)
    return Recognised(
        KIND, "whole census", year, needs_year=year is None, covers_plans=True
    )


def read(file: SourceFile, context: ReadingContext) -> Items:
    """Return each child's enquiries, conferences, plans and plan reviews.

    A child with none of these is passed over.

    Raises:
        RefusedError: the file is damaged, declares entities, or holds no child.
    """
    check(file)
    limit, number = limit_of(context), 0
    for element in elements_of(file, {"collectiondetails", "child"}):
        if name_of(element) == "child":
            number += 1
            yield from items_of_child(element, f"Child {number}", limit)
            continue
        for stated in within(element, "referencedate"):
            limit = _sooner(limit, parse_day(text_of(stated)))
    if not number:
        raise RefusedError(
            "The file holds no Child elements. Expected one for each child of the CIN "
            "census. Export the census again from your system."
        )


def _year_in(head: str) -> int | None:
    """Return the year of the reference date, else the one the header states."""
    stated = _REFERENCE.search(head)
    reference = parse_day(stated[1]) if stated else None
    if reference is not None:
        year = return_year_of(reference)
        return year if FIRST_CENSUS <= year <= LAST_CENSUS else None
    named = _YEAR.search(head)
    return year_in_text(named[1]) if named else None


def _sooner(limit: Limit, reference: date | None) -> Limit:
    if reference is None or reference > limit.day:
        return limit
    return Limit(reference, "the census's reference date")
