"""What children and families said, as far as they agreed to its being shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from data_access.access.look import Look
from data_access.derive.recorded import standing_of
from domain.access import Screen
from domain.codes import NOT_RECORDED
from domain.recorded import VOICE, as_label

QUOTE, YOU_SAID = "quote", "you_said"


@dataclass(frozen=True)
class Heard:
    """What somebody said in a month, or what was said and done, and its theme."""

    month: date
    kind: str
    words: str
    theme: str


def heard(look: Look) -> tuple[Heard, ...]:
    """Return what may be shown, the latest first, each theme together.

    A quote is there only with consent; what was said and done unless it was refused.
    """
    return look.given(Screen.FIGURES, lambda session: _heard(session, look.la))


def _heard(session: Session, la: str) -> tuple[Heard, ...]:
    rows = session.execute(standing_of(la, VOICE.key))
    said = [json.loads(row.content) for row in rows]
    found = [
        Heard(
            month=date.fromisoformat(each["month"]),
            kind=each["kind"],
            words=each["words"],
            theme=as_label(each.get("theme", NOT_RECORDED)),
        )
        for each in said
        if each.get("consent", each["kind"] != QUOTE)
    ]
    by_words = sorted(found, key=lambda each: (each.theme, each.words))
    return tuple(sorted(by_words, key=lambda each: each.month, reverse=True))
