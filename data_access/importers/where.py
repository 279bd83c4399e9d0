"""Where a child in care is placed, as files type it: how far from home, which region."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_access.importers.cells import clean_code, clean_text
from data_access.importers.rows import MEND, Row
from data_access.store.statements import Fault
from domain import councils
from domain.codes import (
    NORTHERN_IRELAND,
    OUTSIDE_UK,
    SCOTLAND,
    WALES,
)

NOT_MEASURED = 999  # miles, from which a file says that it does not know
MILES_NOT_READ = Fault(
    "miles_not_read",
    "miles from 0 to 999, or 999.9 where they are not known",
    f"It counts as not known. {MEND}",
)
COUNCIL = "the code or name of a council, or WAL, SCO, NIR or NUK"
COUNCIL_NOT_KNOWN = Fault(
    "council_of_placement_not_known", COUNCIL, f"It counts as not recorded. {MEND}"
)
CONFIDENTIAL = "CON"
_ABROAD: Mapping[str, str] = {
    **dict.fromkeys(("WAL", "WALES"), WALES),
    **dict.fromkeys(("SCO", "SCOTLAND"), SCOTLAND),
    **dict.fromkeys(("NIR", "NORTHERN IRELAND"), NORTHERN_IRELAND),
    **dict.fromkeys(("NUK", "OUTSIDE THE UK"), OUTSIDE_UK),
}
_ONS = re.compile(r"([WSN])\d{8}")
_COUNTRIES = {"W": WALES, "S": SCOTLAND, "N": NORTHERN_IRELAND}
_LETTER = re.compile(r"^[A-Za-z]\)\s*")  # `a) ` before a choice


def miles(row: Row, heading: str) -> float | None:
    """Return the miles from a child's home, to a tenth; None where they are not known."""
    typed = clean_text(row.raw(heading))
    if not typed:
        return None
    try:
        found = round(float(typed), 1)
    except ValueError:
        found = -1
    if not found >= 0:
        row.note(heading, MILES_NOT_READ)
    return found if 0 <= found < NOT_MEASURED else None


def region(typed: str) -> str | None:
    """Return the region, or the country, of a council's code or name; None for neither."""
    words = _LETTER.sub("", clean_text(typed))
    code = clean_code(words)
    if ons := _ONS.fullmatch(code):
        return _COUNTRIES[ons[1]]
    council = councils.english_council(code) or councils.named(words)
    return council.region if council else _ABROAD.get(code)


def region_in(row: Row, heading: str) -> str | None:
    """Return the region of the council in a cell; None with a note where it is none."""
    code = clean_code(row.raw(heading))
    if not code or code == CONFIDENTIAL:
        return None
    found = region(code)
    if found is None:
        row.note(heading, COUNCIL_NOT_KNOWN)
    return found
