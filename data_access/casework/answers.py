"""A council's own words for the answers of what it records: what stands, and a change."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.access.look import Look
from data_access.derive import council
from data_access.importers.register.recorded import RecordedWords
from data_access.store import database
from domain.access import Screen
from domain.errors import RefusedError
from domain.sheets import Column, Sheet
from domain.targets import NOTHING_KEPT, words_for

CHANGED = (
    "Somebody else has changed these words since you opened them. What you typed is "
    "still here: press the button again if you still want it."
)
ALIKE = (
    f"Two answers would read the same, or as 'Not recorded'. Word them apart. "
    f"{NOTHING_KEPT}"
)


def keep(
    look: Look,
    sheet: Sheet,
    column: Column,
    typed: Mapping[str, str],
    seen: Mapping[str, str],
) -> None:
    """Have a column's answers, by their codes, read as typed; blank: as the template.

    `seen` are the words that the person had before them.

    Raises:
        RefusedError: two would read the same, or other words stand by now.
    """
    with look.writing(Screen.TARGETS) as session:
        kept = council.recorded_words(session, look.la)
        if kept.of(sheet, column) != seen:
            raise RefusedError(CHANGED)
        own = {
            code: words_for(usual, typed[code], usual)
            for code, usual in column.answers
            if typed.get(code, "").strip()
        }
        group = sheet.group_of(column)
        new = RecordedWords(answers={**kept.answers, group: own})
        said = {code: own.get(code, usual) for code, usual in column.answers}
        if new.of(sheet, column) != said:
            raise RefusedError(ALIKE)
        council.save_recorded_words(session, look.la, new)
        look.wrote(session, Screen.TARGETS, f"words of {sheet.name}, {column.heading}")
        database.bump(session, look.la)
