"""What a cell of a disputes log says: a day, an ID, initials, or words."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from data_access.importers.cells import clean_id, parse_day

EXCEL_DAY_0 = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 32874, 73050  # 1 January 1990 and 31 December 2099
LONGEST_INITIALS = 4

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* ")
_NO_DAY = re.compile(
    r"(?:|n a|na|none|nil|null|tbc|tba|to be confirmed|not (?:yet|known|recorded|"
    r"applicable|due|received)\b.*|awaiting\b.*|awaited|ongoing\b.*|outstanding\b.*|"
    r"pending\b.*|no (?:reply|response|date)\b.*|open|unknown|yes|no|y|n|true|false)"
)
_NO_ID = re.compile(r"(?:|n a|na|none|nil|null|tbc|tba|unknown|not (?:known|recorded))")


class NotADayError(ValueError):
    """A cell that ought to hold a day holds something else; the value is not told."""


class CutShortError(ValueError):
    """An ID that a spreadsheet has rounded, so that the child cannot be known."""


def normalise(words: str) -> str:
    """Return the words in lower case without punctuation: how wordings are compared."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['\u2019]", "", words.casefold())))


def words_of(cell: object) -> str | None:
    """Return what the cell shows, stripped; None when it is blank."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return (str(cell).strip() or None) if cell is not None else None


def day_of(cell: object) -> date | None:
    """Return the day, read day first; None for a blank, `awaiting`, `n/a` and the like.

    A bare number counts as a spreadsheet's own count of days.

    Raises:
        NotADayError: the cell holds something that is neither.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float) and FIRST_SERIAL <= cell <= LAST_SERIAL:
        return EXCEL_DAY_0 + timedelta(days=int(cell))
    typed = words_of(cell) or ""
    if _NO_DAY.fullmatch(normalise(typed)):
        return None
    plain = " ".join(typed.lower().replace(",", " ").split())
    day = parse_day(_WEEKDAY.sub("", _ORDINAL.sub("", plain), count=1))
    if day is None:
        raise NotADayError
    return day


def id_of(cell: object) -> str | None:
    """Return the ID as text, what a spreadsheet does to numbers undone.

    Raises:
        CutShortError: the ID reads like 7.04E+05.
    """
    typed = words_of(cell) or ""
    if _NO_ID.fullmatch(normalise(typed)):
        return None
    known = clean_id(typed)
    if known is None:
        raise CutShortError
    return known or None


def initials_of(cell: object) -> str | None:
    """Return the initials in capitals; of a whole name only the initials are kept."""
    typed = words_of(cell) or ""
    if _NO_ID.fullmatch(normalise(typed)):
        return None
    last, _, first = typed.partition(",")
    names = re.findall(r"[^\W_]+", f"{first} {last}".replace("'", ""))
    together = "".join(names)
    if len(together) <= LONGEST_INITIALS and together in (typed.upper(), typed.lower()):
        return together.upper()
    return "".join(name[0] for name in names).upper() or None
