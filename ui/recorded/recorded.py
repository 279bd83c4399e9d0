"""A sheet of what is recorded: what stands, and its form; changed, removed, put back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import recorded
from data_access.casework.recorded import Saying
from domain.errors import DashboardError
from domain.periods import say_day
from domain.recorded import SHEETS
from domain.sheets import CellKind, Sheet, Values
from ui.kit import data, links, state, tables, words
from ui.kit.forms import Forms
from ui.recorded import fields, waiting
from ui.recorded.fields import Answers

WHICH = "record-sheet"
ON_A_PAGE = 25
NONE_YET = "Nothing is recorded here yet, of what you may see."
KEPT = "Recorded."
LONGEST_NAME = 70  # letters of a row's name in a list


def edit(look: Look) -> None:
    """Let somebody choose a sheet, see what stands of it, and record."""
    try:
        sheet = _chosen(look)
        there = recorded.listed(look, sheet)
        answers = _answers(look, sheet)
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return
    about = f"{sheet.about[:1].upper()}{sheet.about[1:]}"
    st.markdown(words.plain(about))
    forms = Forms(f"record-{sheet.key}", look.la)
    _said(look, sheet, forms)
    begun = waiting.ask(look, sheet)
    opened = _opened(forms, sheet, there, begun)
    if opened:
        _ask_change(look, sheet, there, answers, expanded=True)
    else:
        _ask(look, sheet, answers, begun)
    st.header("What stands", anchor=False)
    _list(sheet, there, answers)
    if not opened and (there or state.value(forms.turned("which"))):
        _ask_change(look, sheet, there, answers)


def _opened(
    forms: Forms, sheet: Sheet, there: tuple[Saying, ...], begun: Values
) -> str:
    """Return the row that stands of what is chosen, and choose it to change, once."""
    key = sheet.key_of(begun) if begun else ""
    opened = key if key in {each.key for each in there} else ""
    which = forms.turned("which")
    now = f"{opened} {which}"
    if opened and state.value(forms.key("opened")) != now:
        state.keep(which, opened)
    state.keep(forms.key("opened"), now)
    return opened


def _sheets(look: Look) -> list[Sheet]:
    """Return the sheets that somebody records on."""
    return [each for each in SHEETS.values() if look.may(recorded.screen_of(each))]


def _answers(look: Look, sheet: Sheet) -> Answers:
    """Return a council's words for the answers of each list."""
    said = data.recorded_words(look.la)
    return {
        column.key: said.of(sheet, column)
        for column in sheet.columns
        if column.kind is CellKind.ANSWER
    }


def _chosen(look: Look) -> Sheet:
    """Return the sheet that is chosen; at first the one that the address names."""
    offered = {each.key: each.name for each in _sheets(look)}
    asked = st.query_params.get(links.SHEET, "")
    if asked in offered and not state.value(WHICH):
        state.keep(WHICH, asked)
    state.hold(WHICH, list(offered))
    key = st.selectbox("Sheet", list(offered), format_func=offered.get, key=WHICH)
    return SHEETS[key]


def _said(look: Look, sheet: Sheet, forms: Forms) -> None:
    """Say what was done last, and offer to undo a removal."""
    key = forms.tell()
    if key and st.button("Undo: put this row back", key=forms.key("put-back")):
        forms.do(lambda: _put_back(look, sheet, key), "Put back.")


def _put_back(look: Look, sheet: Sheet, key: str) -> None:
    for latest in recorded.history(look, sheet, key)[:1]:
        recorded.put_back(look, latest)


def _list(sheet: Sheet, there: tuple[Saying, ...], answers: Answers) -> None:
    if not there:
        st.markdown(NONE_YET)
        return
    found = tables.page_of(_as_table(there, answers), f"{WHICH}-page", ON_A_PAGE)
    tables.show(found, f"{sheet.name}, as recorded", stacked=True)


def _as_table(some: Iterable[Saying], answers: Answers) -> pd.DataFrame:
    """Return rows as a reader says them: filled columns, by whom and when."""
    kept = list(some)
    filled = {key for each in kept for key in each.values}
    return pd.DataFrame(
        {
            **{
                column.heading: fields.said(
                    column, each.values.get(column.key), answers
                )
                for column in each.sheet.columns
                if column.key in filled
            },
            "Recorded": _how(each),
        }
        for each in kept
    )


def _how(each: Saying) -> str:
    what = "Removed by" if each.removed else "By"
    file = ", from a file" if each.from_file else ""
    return f"{what} {each.by}{file}, {say_day(each.at.date())} at {each.at:%H:%M}"


def _ask(look: Look, sheet: Sheet, answers: Answers, begun: Values) -> None:
    forms = Forms(f"record-{sheet.key}", look.la)
    with st.expander("Record a row", expanded=bool(begun)):
        which = f"new-{_short(sheet.key_of(begun))}" if begun else "new"
        with st.form(forms.turned(which)):
            asked = _fields(look, sheet, answers, begun, which)
            if st.form_submit_button("Record it"):
                forms.do(lambda: recorded.add(look, sheet, asked), KEPT)


def _fields(
    look: Look, sheet: Sheet, answers: Answers, begun: Values, which: str
) -> dict[str, object]:
    forms = Forms(f"record-{sheet.key}", look.la)

    def key(name: str) -> str:
        return forms.turned(f"{name}-{which}")

    return fields.ask(sheet.columns, begun, answers, look.now.date(), key)


def _ask_change(
    look: Look,
    sheet: Sheet,
    there: tuple[Saying, ...],
    answers: Answers,
    *,
    expanded: bool = False,
) -> None:
    """Ask for a change, of what somebody else has just removed too.

    What was typed stays, and whoever presses is told who was first.
    """
    forms = Forms(f"record-{sheet.key}", look.la)
    with st.expander("Change or remove a row", expanded=expanded):
        key = forms.turned("which")
        offered = {each.key: each for each in there}
        chosen = state.value(key)
        if chosen and chosen not in offered:
            offered[chosen] = _remembered(forms, sheet, chosen)
        which = st.selectbox(
            "Which row",
            list(offered),
            format_func={
                each: _name(of, answers) for each, of in offered.items()
            }.__getitem__,
            key=key,
        )
        seen = _seen(forms, offered[which])
        short = _short(which)
        with st.form(forms.turned(f"change-{short}")):
            asked = _fields(look, sheet, answers, seen.values, f"change-{short}")
            left, right = st.columns(2)
            changed = left.form_submit_button("Keep this change")
            gone = right.form_submit_button("Remove this row")
        if changed:
            forms.do(lambda: recorded.change(look, seen, asked), "Changed.")
        if gone:
            said = f"Removed: {_name(seen, answers)}."
            forms.do(lambda: recorded.remove(look, seen), said, undo=which)
        if changed or gone:  # refused: what stands now is what is seen from here on
            _refused(look, forms, sheet, which, answers)
        _history(look, sheet, which, answers)


def _refused(
    look: Look, forms: Forms, sheet: Sheet, which: str, answers: Answers
) -> None:
    """Show what stands now of a row; the next saving is a change of that."""
    said = recorded.history(look, sheet, which)[:1]
    if said:
        _remember(forms, said[0])
        tables.show(_as_table(said, answers), "As the row is now", stacked=True)


def _history(look: Look, sheet: Sheet, which: str, answers: Answers) -> None:
    """List who changed what of a row, once asked to."""
    short = _short(which)
    if not st.checkbox("Show who changed what", key=f"{WHICH}-history-{short}"):
        return
    try:
        said = recorded.history(look, sheet, which)
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return
    tables.show(
        _as_table(said, answers),
        "All that this row said, the latest first",
        stacked=True,
    )


# The row as its reader saw it first, kept until the page begins anew.


def _seen(forms: Forms, now: Saying) -> Saying:
    """Return a row as it was when its form was first drawn."""
    if not state.value(_seen_key(forms, now.key)):
        _remember(forms, now)
    return _remembered(forms, now.sheet, now.key)


def _remember(forms: Forms, seen: Saying) -> None:
    kept = {
        "values": dict(seen.values),
        "by": seen.by,
        "at": seen.at.isoformat(),
        "removed": seen.removed,
        "from_file": seen.from_file,
    }
    state.keep(_seen_key(forms, seen.key), json.dumps(kept))


def _remembered(forms: Forms, sheet: Sheet, key: str) -> Saying:
    kept = json.loads(state.value(_seen_key(forms, key)))
    at = datetime.fromisoformat(kept.pop("at"))
    return Saying(sheet, key, at=at, **kept)


def _seen_key(forms: Forms, key: str) -> str:
    return forms.turned(f"seen-{_short(key)}")


def _short(key: str) -> str:
    """Return what stands for a row in the names of its fields: no id of a child."""
    return sha256(key.encode()).hexdigest()[:12]


def _name(row: Saying, answers: Answers) -> str:
    """Return the name of a row in a list: `C1, 06/05/2025`."""
    sheet = row.sheet
    named = [*sheet.named_by, *sheet.either]
    said = [
        fields.said(sheet.by_key[key], row.values.get(key), answers) for key in named
    ]
    return ", ".join(each for each in said if each)[:LONGEST_NAME]
