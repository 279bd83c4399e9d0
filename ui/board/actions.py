"""What was decided before, who is to do it, and how its measures went since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import streamlit as st

from domain.periods import say_day
from metrics.release.said import value_words
from reports.released import Released, ReleasedMeasure
from ui.board.reading import Reading
from ui.kit import words

HEADING = "What we decided last time"
NONE_YET = "No action is written down in this release."
DECIDED, WHAT, WHO, DUE = "decided", "what", "who", "due"
STATE, EVIDENCE, KEYS = "state", "evidence", "keys"


def shown(read: Reading) -> None:
    """List the actions of the release, the latest decided first."""
    st.header(HEADING, anchor=False)
    found = read.release.actions
    if not found:
        st.markdown(NONE_YET)
        return
    latest_first = sorted(found, key=_decided, reverse=True)
    st.markdown("\n".join(line for each in latest_first for line in lines(each, read)))


def lines(action: dict[str, Any], read: Reading) -> list[str]:
    """Return an action in words: what, who by when, its state, and its measures since."""
    told = [
        f"Who: {_text(action, WHO)}" if _text(action, WHO) else "",
        f"By {_day(_text(action, DUE))}" if _text(action, DUE) else "",
        f"{_text(action, STATE).capitalize()}" if _text(action, STATE) else "",
        _text(action, EVIDENCE).removesuffix("."),
    ]
    said = ". ".join(words.plain(each) for each in told if each)
    before = read.earlier(_decided(action)) if _decided(action) else None
    return [
        f"- **{words.plain(_text(action, WHAT).removesuffix('.'))}.** {said}{'.' if said else ''}",
        *(
            f"    - {words.plain(_course(each, before, read))}"
            for each in read.measures(_keys(action))
        ),
    ]


def _course(measure: ReleasedMeasure, before: Released | None, read: Reading) -> str:
    """Return a measure's headline at the release before an action, and now."""
    now = f"{_headline(measure, read.release)} in this release"
    then = before.measures.get(measure.words.key) if before else None
    if before is None or then is None or before.to >= read.release.to:
        return f"{measure.words.name}: {now}."
    was = _headline(then, before)
    return f"{measure.words.name}: {was} at {say_day(before.to)}, {now}."


def _headline(measure: ReleasedMeasure, of: Released) -> str:
    parts = measure.parts(of.latest)
    return value_words(measure.words.unit, measure.told(parts[-1]) if parts else None)


def _decided(action: dict[str, Any]) -> str:
    return _text(action, DECIDED)


def _text(action: dict[str, Any], name: str) -> str:
    return str(action.get(name) or "")


def _keys(action: dict[str, Any]) -> Iterable[str]:
    return tuple(action.get(KEYS) or ())


def _day(said: str) -> str:
    try:
        return say_day(date.fromisoformat(said))
    except ValueError:
        return said
