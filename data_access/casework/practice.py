"""What was learnt where the service looked at its own practice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from data_access.access.look import Look
from data_access.derive import council
from data_access.derive.recorded import standing_of
from domain.access import Screen
from domain.codes import NOT_RECORDED
from domain.recorded import PRACTICE, as_label


@dataclass(frozen=True)
class Learnt:
    """What was learnt in a month, and of which theme."""

    month: date
    theme: str
    words: str


def learnt(look: Look) -> tuple[Learnt, ...]:
    """Return what was learnt, the latest first, each theme together."""
    return look.given(Screen.FIGURES, lambda session: _learnt(session, look.la))


def _learnt(session: Session, la: str) -> tuple[Learnt, ...]:
    words = council.recorded_words(session, la)
    themes = words.of(PRACTICE, PRACTICE.by_key["theme"])
    rows = session.execute(standing_of(la, PRACTICE.key))
    said = [json.loads(row.content) for row in rows]
    found = [
        Learnt(
            month=date.fromisoformat(each["month"]),
            theme=_theme(themes, each),
            words=each["words"],
        )
        for each in said
        if each.get("words")
    ]
    by_theme = sorted(found, key=lambda each: (each.theme, each.words))
    return tuple(sorted(by_theme, key=lambda each: each.month, reverse=True))


def _theme(themes: dict[str, str], said: dict[str, str]) -> str:
    """Return the theme of a row in the council's words, given by their codes."""
    code = said.get("theme", NOT_RECORDED)
    return as_label(themes.get(code, code))
