"""Whether a child is disabled, or came alone, from what files type.

A blank, a refusal and words that nobody knows are no answer: never a no.
"""

from __future__ import annotations

import re

from data_access.importers.rows import MEND, Row
from data_access.store.statements import Fault

BETWEEN = ";"  # what stands between several disabilities of one child
NOT_RECORDED = f"It counts as not recorded. {MEND}"
DISABILITY_NOT_KNOWN = Fault(
    "disability_not_known", "NONE, or a disability, such as LD or AUT", NOT_RECORDED
)
DISABLED_AND_NOT = Fault(
    "disabled_and_not", "NONE alone, or disabilities without it", NOT_RECORDED
)
ALONE_NOT_KNOWN = Fault("came_alone_not_known", "1 for yes or 0 for no", NOT_RECORDED)

# The first that fits is meant. A cell of NONE is an answer here, and not a blank.
_LETTER = re.compile(r"^[A-Z]\)\s*")  # `a) ` before a choice
_NO_ANSWER = re.compile(
    r"[\s.\-\u2013\u2014]*|NULL|N/?A|#N/A|<.*>|PD\.NA|NO DATA|NOBT.*|REFU.*|"
    r"(.*\b(UNKNOWN|NOT (YET )?(OBTAINED|KNOWN|STATED)|NOT ?RECORDED|NOT CAPTURED)\b.*)|"
    r"Z+NOT ?RECORDED|PLACEHOLDER.*"
)
_NO = re.compile(r"(0|N|NO|FALSE)\b")
_YES = re.compile(r"(1|Y|YES|TRUE)\b")
_NOT_DISABLED = re.compile(r"NONE\b|NOT DISAB")
_DISABLED = re.compile(
    r"\b(MOB|HAND|PC|INC|COMM|LD|HEAR|VIS|BEH|CON|AUT|DDA)\b|MOBILITY|PERSONAL CARE|"
    r"INCONT|COMMUNICATION|LEARNING|HEARING|VISION|BEHAVIOUR|CONS?CI|AUTIS|ASPERGER|"
    r"DISAB"
)
_OTHERWISE = re.compile(r"NON?[ -]*(UASC|UNACC)|\bNOT (AN? )?(UASC|UNACC)")
_ALONE = re.compile(r"\bUASC\b|UNACCOMPANIED")


def disabled(row: Row, heading: str) -> bool | None:
    """Return whether a child is disabled; None where that is not told, or told twice."""
    typed = row.cells.get(heading, "").split(BETWEEN)
    said = [words for words in map(_words, typed) if not _NO_ANSWER.fullmatch(words)]
    meant = {_disabled(words) for words in said}
    if None in meant:
        row.note(heading, DISABILITY_NOT_KNOWN)
    if meant >= {True, False}:
        row.note(heading, DISABLED_AND_NOT)
        return None
    return True if True in meant else False if meant == {False} else None


def _disabled(words: str) -> bool | None:
    if _NO.match(words) or _NOT_DISABLED.match(words):
        return False
    return True if _YES.match(words) or _DISABLED.search(words) else None


def alone(row: Row, heading: str) -> bool | None:
    """Return whether a child is an unaccompanied asylum-seeking child; None if untold."""
    words = _words(row.cells.get(heading, ""))
    if _NO_ANSWER.fullmatch(words):
        return None
    meant = said_alone(words)
    if meant is None:
        row.note(heading, ALONE_NOT_KNOWN)
    return meant


def said_alone(typed: str) -> bool | None:
    """Return what words of a status say of it; None where they are of something else."""
    words = _words(typed)
    if _NO.match(words) or _OTHERWISE.search(words):
        return False
    return True if _YES.match(words) or _ALONE.search(words) else None


def _words(typed: str) -> str:
    return _LETTER.sub("", " ".join(typed.upper().split()))
