"""A short form, made of a sheet's declaration: a field a column, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from domain.periods import add_months
from domain.sheets import (
    LARGEST,
    LONGEST_ANSWER,
    LONGEST_WORDS,
    WHOLE_POST,
    CellKind,
    Column,
    Values,
)

SHAPE = "DD/MM/YYYY"
EARLIEST = date(1990, 1, 1)
MONTHS = 36  # to choose from, the latest first
SAID = {True: "Yes", False: "No"}
_DATES = {CellKind.DAY: "%d/%m/%Y", CellKind.MONTH: "%B %Y"}
Answers = Mapping[str, Mapping[str, str]]
"""The words of the answers of each list, by column and code."""


def ask(
    columns: tuple[Column, ...],
    begun: Values,
    answers: Answers,
    today: date,
    key: Callable[[str], str],
) -> dict[str, object]:
    """Draw the fields of a row, begun with what it says; return what they hold.

    `key` gives the key of a column's field. What is blank is None.
    """
    return {
        column.key: _FIELDS[column.kind](
            column,
            begun.get(column.key),
            {"key": key(column.key), "help": column.says or None},
            _choices(column, begun, answers, today),
        )
        for column in columns
    }


def said(column: Column, value: object, answers: Answers) -> str:
    """Return a value as a reader says it; nothing where it is blank."""
    if value is None or value == "":
        return ""
    if column.kind in _DATES:
        return f"{date.fromisoformat(str(value)):{_DATES[column.kind]}}"
    if column.kind is CellKind.YES_NO:
        return SAID[bool(value)]
    if column.kind is CellKind.ANSWER:
        return answers[column.key].get(str(value), str(value))
    if column.kind is CellKind.POSTS:
        return f"{int(str(value)) / WHOLE_POST:g}"
    return str(value)


def _label(column: Column) -> str:
    return f"{column.heading} (needed)" if column.needed else column.heading


def _choices(
    column: Column, begun: Values, answers: Answers, today: date
) -> dict[str, str]:
    """Return what there is to choose from, in words; of other kinds nothing."""
    value = begun.get(column.key)
    if column.kind is CellKind.ANSWER:
        found = dict(answers[column.key])
    elif column.kind is CellKind.MONTH:
        months = [add_months(today.replace(day=1), -back) for back in range(MONTHS)]
        found = {each.isoformat(): f"{each:%B %Y}" for each in months}
    else:
        return {}
    if value is not None:
        found.setdefault(str(value), said(column, value, answers))
    return found


def _day(
    column: Column, value: object, more: dict[str, Any], choices: Mapping[str, str]
) -> object:
    begun = date.fromisoformat(str(value)) if value else None
    label = _label(column)
    return st.date_input(label, begun, min_value=EARLIEST, format=SHAPE, **more)


def _one_of(
    column: Column, value: object, more: dict[str, Any], choices: Mapping[str, str]
) -> object:
    codes = list(choices)
    found = st.selectbox(
        _label(column),
        codes,
        index=codes.index(str(value)) if value is not None else None,
        format_func=_Words(choices).__getitem__,
        placeholder="Choose, or type another" if column.others else "Choose",
        accept_new_options=column.others,
        **more,
    )
    return _month(found) if column.kind is CellKind.MONTH else found


class _Words(dict[str, str]):
    """The words of what there is to choose from; another answer is its own words."""

    def __missing__(self, key: str) -> str:
        return key


def _month(found: str | None) -> date | None:
    return date.fromisoformat(found) if found else None


def _number(
    column: Column, value: object, more: dict[str, Any], choices: Mapping[str, str]
) -> object:
    return st.number_input(
        _label(column),
        min_value=0,
        max_value=LARGEST,
        value=None if value is None else int(str(value)),
        step=1,
        **more,
    )


def _posts(
    column: Column, value: object, more: dict[str, Any], choices: Mapping[str, str]
) -> object:
    return st.number_input(
        _label(column),
        min_value=0.0,
        max_value=float(LARGEST),
        value=None if value is None else int(str(value)) / WHOLE_POST,
        step=0.1,
        **more,
    )


def _yes_no(
    column: Column, value: object, more: dict[str, Any], choices: Mapping[str, str]
) -> object:
    both = list(SAID)
    return st.selectbox(
        _label(column),
        both,
        index=None if value is None else both.index(bool(value)),
        format_func=SAID.__getitem__,
        placeholder="Not recorded",
        **more,
    )


def _words(
    column: Column, value: object, more: dict[str, Any], choices: Mapping[str, str]
) -> object:
    begun = str(value or "")
    label = _label(column)
    return st.text_area(label, begun, max_chars=LONGEST_WORDS, **more) or None


def _id(
    column: Column, value: object, more: dict[str, Any], choices: Mapping[str, str]
) -> object:
    begun = str(value or "")
    label = _label(column)
    return st.text_input(label, begun, max_chars=LONGEST_ANSWER, **more) or None


_FIELDS = {
    CellKind.DAY: _day,
    CellKind.MONTH: _one_of,
    CellKind.CHILD: _id,
    CellKind.PERSON: _id,
    CellKind.STAFF: _id,
    CellKind.ANSWER: _one_of,
    CellKind.NUMBER: _number,
    CellKind.POSTS: _posts,
    CellKind.YES_NO: _yes_no,
    CellKind.WORDS: _words,
}
