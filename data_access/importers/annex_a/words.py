"""What councils type into an Annex A where Ofsted's template has codes and dates."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date

from data_access.importers import wordings
from data_access.importers.cells import (
    PLACEHOLDERS,
    clean_text,
    counted_day,
    parse_day,
)
from data_access.importers.rows import MISPRINTED
from domain.codes import (
    ETHNIC_GROUPS,
    PLACEMENT_GROUPS,
    PLACEMENT_PROVIDERS,
    REASON_EPISODE_CEASED,
    SEX_SPELLINGS,
)

_BLANK = re.compile(
    r"[\s.\-\u2013\u2014]*|#N/?A|#REF!|#VALUE!|N/?A|PD\.NA|Z*NOT ?RECORDED|NO DATA|"
    r"DATA NOT CAPTURED.*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"^[a-z]{1,2}\)\s*", re.IGNORECASE)  # `a) ` before a choice
_CODE = re.compile(r"(?<![A-Z0-9])([A-Z]{1,4}\d{0,2}[AB]?)(?![A-Z0-9])")
_YES = re.compile(r"(?:\d *- *)?(yes|y|true|1)\b.*", re.IGNORECASE)
_NO = re.compile(r"(?:\d *- *)?(no|n|false|0|2)\b.*", re.IGNORECASE)
_UNKNOWN_SEX = re.compile(
    r"not|neither|un|ind|trans|non|gender|withheld|i\b", re.IGNORECASE
)
IN_AREA, OUT_OF_AREA = "IN", "OUT"
# Groups of reasons that hold one code alone. The others stand for two to four codes.
SINGLE_REASONS = (
    (re.compile(r"^DIED\b|^DEATH"), "E2"),
    (re.compile(r"TAKEN (OVER )?BY ANOTHER L|SERVICES OF ANOTHER L"), "E3"),
    (re.compile(r"NO PARENTAL RESP"), "E13"),
    (re.compile(r"^RESIDENCE ORDER|^CHILD ARRANGEMENTS? ORDER"), "E41"),
    (re.compile(r"ADULT S"), "E7"),
    (re.compile(r"TO CUSTODY"), "E9"),
    (re.compile(r"REMAND ENDED"), "E14"),
    (re.compile(r"AGE ASSESSMENT"), "E15"),
    (re.compile(r"MOVED ABROAD"), "E16"),
)
GROUPED_REASONS = re.compile(
    r"ADOPTED|RETURN(ED)? HOME|SPECIAL G|SGO|INDEPEND|OTHER REASON|ADOPTION"
)


def cell_text(cell: str) -> str:
    """Return a cell, empty for every way to leave one blank."""
    text = clean_text(cell)
    if _BLANK.fullmatch(text) or text.upper().startswith(PLACEHOLDERS):
        return ""
    return text


def day_in(cell: str) -> date | None:
    """Return the day in a cell, a spreadsheet's own count of days among them."""
    text = cell_text(cell)
    counted = counted_day(int(text)) if text.isdecimal() else None
    return counted or parse_day(text)


def choice(cell: str) -> str:
    """Return the words of a choice without the letter before it."""
    return _LETTER.sub("", cell_text(cell)).strip()


def yes_or_no(cell: str) -> bool | None:
    """Return what is meant by `a) Yes`, `N`, `1`; None for anything else."""
    words = choice(cell)
    if _YES.fullmatch(words):
        return True
    return False if _NO.fullmatch(words) else None


def sex(cell: str) -> str | None:
    """Return M, F or U; None where nothing of the kind is meant."""
    words = choice(cell).upper()
    first = re.split(r"[ \-]", words, maxsplit=1)[0]
    if first in SEX_SPELLINGS:
        return SEX_SPELLINGS[first]
    return "U" if _UNKNOWN_SEX.match(words) else None


def ethnicity(cell: str) -> str | None:
    """Return the code of an ethnicity that stands in the cell."""
    found = _code_in(cell, ETHNIC_GROUPS)
    return MISPRINTED.get(found, found) if found else None


def abuse(cell: str) -> str | None:
    """Return the code of a category of abuse."""
    return wordings.abuse(choice(cell))


def legal_status(cell: str) -> str | None:
    """Return the code of a legal status; None for a group of several, and other words."""
    words = choice(cell)
    if wordings.legal_status(words):
        return wordings.legal_status(words)
    inside = _CODE.findall(words.upper())
    return next((code for code in map(_status, inside) if code), None)


def _status(code: str) -> str | None:
    return wordings.legal_status(code) if len(code) == 2 else None  # noqa: PLR2004


def placement(cell: str) -> str | None:
    """Return the code of a placement; None for a group of several, and other words."""
    return _code_in(cell, PLACEMENT_GROUPS)


def provider(cell: str) -> str | None:
    """Return the code of a placement provider."""
    return _code_in(cell, PLACEMENT_PROVIDERS)


def location(cell: str) -> str | None:
    """Return whether a placement is in or out of the council's area."""
    first = choice(cell).upper().split(" ")[0]
    return first if first in (IN_AREA, OUT_OF_AREA) else None


def reason_ceased(cell: str) -> str | None:
    """Return the code of a reason care ceased; None where a group has several."""
    code = _code_in(cell, REASON_EPISODE_CEASED)
    words = choice(cell).upper()
    named = (each for pattern, each in SINGLE_REASONS if pattern.search(words))
    return code or next(named, None)


def is_grouped_reason(cell: str) -> bool:
    """Say whether a reason is one of Ofsted's groups that stand for several codes."""
    return bool(GROUPED_REASONS.search(choice(cell).upper()))


def _code_in(cell: str, known: Container[str]) -> str | None:
    """Return the known code that the words begin with, or the only one in them."""
    words = choice(cell).upper()
    found = [code for code in _CODE.findall(words) if code in known]
    if found and (words.startswith(found[0]) or len(set(found)) == 1):
        return found[0]
    return None
