"""What case management systems write where the Standard Safeguarding Dataset has codes.

SystemC gives descriptions, Mosaic gives the codes; a code may stand before its words.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from data_access.importers.cells import clean_code
from domain.codes import ABUSE, LEGAL_STATUS, PARTICIPATION

Wordings = Sequence[tuple[re.Pattern[str], str]]


def _wordings(*pairs: tuple[str, str]) -> Wordings:
    return [(re.compile(pattern), code) for pattern, code in pairs]


# The first that fits is meant, so what denies comes before what affirms.
_ABSENT = r"(\b(NOT|NON)[ -](\w+ )?ATTEND|ABSENT|NOT PRESENT).*"
_PARTICIPATION = _wordings(
    (r"UNDER (THE AGE OF )?(4|FOUR)\b", "PN0"),
    (_ABSENT + r"(NOT CONVEY|NO VIEWS|NOT CONTRIBUT|VIEWS NOT|NOR CONVEY)", "PN7"),
    (_ABSENT + r"ADVOCATE", "PN5"),
    (_ABSENT + r"(VIEWS|MEDIUM|MEANS|FACILITATIVE)", "PN6"),
    (r"ATTEND.*ADVOCATE", "PN2"),
    (r"ATTEND.*(SYMBOL|NON.?VERBAL|WITHOUT SPEECH)", "PN3"),
    (r"ATTEND.*(NO CONTRIB|NOT CONTRIB|NOT CONVEY|NOT SPEAK|NO VIEWS)", "PN4"),
    (r"ATTEND.*(SPOKE|SPEAKS?|SPOKEN|OWN VIEWS)", "PN1"),
)
_LEGAL = _wordings(
    (r"\b75\+? NIGHTS", "V2"),  # so many nights of short breaks are care
    (r"REGULAR OCC|SHORT.TERM BREAK|SHORT BREAK|RESPITE|SERIES OF", "V4"),
    (r"INTERIM CARE|\bICO\b", "C1"),
    (r"PLACEMENT ORDER", "E1"),
    (r"FREEING", "D1"),
    (r"EMERGENCY PROTECTION|\bEPO\b", "L2"),
    (r"POLICE PROTECTION", "L1"),
    (r"CHILD ASSESSMENT", "L3"),
    (r"\bPACE\b", "J2"),
    (r"REMAND", "J1"),
    (r"YOUTH REHABILITATION", "J3"),
    (r"^(?!.*\b(SECURE|INTERIM|AFTER|EDUCATION|DISCHARGE)).*\bCARE ORDER", "C2"),
    (r"SINGLE (PERIOD|PLACEMENT)|(S|SEC|SECTION)\.? ?20\b|VOLUNTARY ACC", "V2"),
)
_ABUSE = _wordings(
    (r"MULTIPLE|,|\bAND\b|/", "MUL"),
    (r"NEGLECT", "NEG"),
    (r"PHYSICAL", "PHY"),
    (r"SEXUAL", "SAB"),
    (r"EMOTIONAL", "EMO"),
)
_CODE_FIRST = re.compile(r"([A-Z0-9]{2,4})\b")


def participation(cell: str) -> str | None:
    """Return the code that is typed or meant; None where neither is clear."""
    return _meant(cell, PARTICIPATION, _PARTICIPATION)


def legal_status(cell: str) -> str | None:
    """Return the code of a looked-after legal status; None for any other wording."""
    return _meant(cell, LEGAL_STATUS, _LEGAL)


def abuse(cell: str) -> str | None:
    """Return the code of a category of abuse."""
    return _meant(cell, ABUSE, _ABUSE)


def leading_code(cell: str, codes: Container[str]) -> str:
    """Return the code that a cell is or begins with; else the cell in capitals."""
    text = clean_code(cell)
    first = _CODE_FIRST.match(text)
    return first[1] if first and first[1] in codes else text


def _meant(cell: str, codes: Container[str], wordings: Wordings) -> str | None:
    code = leading_code(cell, codes)
    return code if code in codes else _by_words(code, tuple(wordings))


@lru_cache(maxsize=1 << 10)
def _by_words(
    text: str, wordings: tuple[tuple[re.Pattern[str], str], ...]
) -> str | None:
    words = " ".join(text.split())
    return next((code for pattern, code in wordings if pattern.search(words)), None)
