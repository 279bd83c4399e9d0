"""What services' words for a stage or a theme of a dispute seem to mean."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data_access.importers.disputes_cells import normalise

STAGES = ("Informal", "Stage 1", "Stage 2", "Stage 3", "Cafcass")
THEMES = (
    "Care planning",
    "Drift and delay",
    "Practice",
    "Safety",
    "Participation",
    "Placement and resources",
    "Health and education",
    "Other",
)

_NUMBERS = {
    **dict.fromkeys(("1", "one", "i", "first", "1st"), "1"),
    **dict.fromkeys(("2", "two", "ii", "second", "2nd"), "2"),
    **dict.fromkeys(("3", "three", "iii", "third", "3rd"), "3"),
    **dict.fromkeys(("4", "four", "iv", "fourth", "4th"), "4"),
    **dict.fromkeys(("5", "five", "v", "fifth", "5th"), "5"),
    **dict.fromkeys(("6", "six", "vi", "sixth", "6th"), "6"),
}
_NUMBERED = re.compile(
    r"\b(?:(?:stage|stg|st|level|lvl|formal|s) ?(?P<after>[1-6]|[iv]+|one|two|three|"
    r"four|five|six)|(?P<before>[1-6](?:st|nd|rd|th)|first|second|third|fourth|fifth|"
    r"sixth) (?:formal )?(?:stage|level))\b"
)
_APART = tuple(  # beside a numbered stage these leave the meaning in doubt
    (stage, re.compile(pattern))
    for stage, pattern in (
        ("Informal", r"\b(?:informal|(?:pre|non) ?formal|alert)\b"),
        ("Cafcass", r"\bcafcass\b"),
    )
)
_ROLES = tuple(
    (stage, re.compile(pattern))
    for stage, pattern in (
        ("Stage 1", r"\b(?:team managers?|tm)\b"),
        ("Stage 2", r"\b(?:service managers?|sm|heads? of service|hos)\b"),
        ("Stage 3", r"\b(?:directors?|ad|dcs)\b"),
    )
)
_THEMES = tuple(
    (theme, re.compile(pattern))
    for theme, pattern in (
        (
            "Care planning",
            r"\b(?:care plan(?:ning|s)?|pathway plan(?:ning|s)?|permanen(?:ce|cy)\b.*|"
            r"contact|family time|care order|discharge|reunification|life ?story)\b",
        ),
        ("Drift and delay", r"\b(?:drift\w*|delay\w*)\b"),
        (
            "Practice",
            r"\b(?:practice|sw report|social work(?:er)? (?:report|visits?)|"
            r"(?:no|late|missing|poor) (?:sw )?(?:report|visits?|minutes|paperwork|"
            r"recording|assessment)|statutory visits?|visiting|supervision|"
            r"case record\w*|change of (?:sw|social worker))\b",
        ),
        (
            "Safety",
            r"\b(?:risks?|safeguarding|safety|unsafe|exploitation|harm|missing from)\b",
        ),
        (
            "Participation",
            r"\b(?:participation|voice|advoca(?:te|cy)|wishes and feelings|"
            r"not consulted|consultation)\b",
        ),
        (
            "Placement and resources",
            r"\b(?:placements?|resources?|funding|accommodation|sufficiency|housing)\b",
        ),
        (
            "Health and education",
            r"\b(?:health|education\w*|e?pep|school|sen|ehcp?|camhs|dental|dentist|"
            r"medical|iha|rha|college|therapy)\b",
        ),
    )
)
_DRIFT_IN_PLANNING = {"Care planning", "Drift and delay"}


def propose_stage(wording: str, stages: Iterable[str]) -> str | None:
    """Return the stage of the council's list that a wording seems to mean, or None."""
    listed, words = tuple(stages), normalise(wording)
    if own := if_listed(words, listed):
        return own
    apart = {stage for stage, pattern in _APART if pattern.search(words)}
    if numbers := _numbers_in(words):
        numbered = {own for own in listed if _numbers_in(normalise(own)) == numbers}
        return _only(numbered | apart if numbered else apart & {"Cafcass"}, listed)
    roles = {stage for stage, pattern in _ROLES if pattern.search(words)}
    return _only(apart or roles, listed)


def propose_theme(wording: str, themes: Iterable[str]) -> str | None:
    """Return the theme of the council's list that a wording seems to mean, or None."""
    listed, words = tuple(themes), normalise(wording)
    if own := if_listed(words, listed):
        return own
    meant = {theme for theme, pattern in _THEMES if pattern.search(words)}
    if meant == _DRIFT_IN_PLANNING:
        meant = {"Drift and delay"}
    return _only(meant, listed)


def _numbers_in(words: str) -> set[str]:
    """Return the numbers of the stages that the words name."""
    named = (found["after"] or found["before"] for found in _NUMBERED.finditer(words))
    return {_NUMBERS[name] for name in named if name in _NUMBERS}


def if_listed(words: str | None, listed: tuple[str, ...]) -> str | None:
    """Return the list's own spelling of the words; None where it lacks them."""
    wanted = normalise(words or "")
    return next((own for own in listed if wanted and normalise(own) == wanted), None)


def _only(meant: set[str], listed: tuple[str, ...]) -> str | None:
    """Return the one thing meant; None where nothing or more than one thing is."""
    return if_listed(meant.pop(), listed) if len(meant) == 1 else None
