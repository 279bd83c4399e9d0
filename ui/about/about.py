"""What figures rest on: the files loaded, the rules in force, what replaces a number."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from domain.codes import NOT_RECORDED
from domain.periods import say_day
from domain.rulebook import RULEBOOK
from domain.tables import Columns
from metrics.release.said import NOT_RELEASED, TOO_FEW
from ui.kit import tables, words

FILES = {
    "care": "Episodes of care (SSDA903)",
    "reviews": "Reviews of children in care (SSDA903)",
    "plans": "Child protection (CIN census)",
    "disputes": "Dispute log",
    "missing": "Missing from care (SSDA903)",
    "care_plans": "Care plans (the dataset's extract)",
    "adoption": "Plans for adoption (the dataset's extract)",
    "liberty": "Deprivation of liberty (SSDA903)",
    "pre_proceedings": "Pre-proceedings (CIN census)",
}


def standing(columns: Columns | None) -> None:
    """Say which days each kind of file speaks for, and how intervals are counted."""
    st.header("What is loaded", anchor=False)
    if columns is None:
        st.info("There is nothing in the store yet.")
        return
    table = pd.DataFrame(
        [
            {"Files": name, "Days they speak for": _days(columns, what)}
            for what, name in FILES.items()
        ]
    )
    st.markdown(
        f"{words.plain(columns.council)}. Reviews and plan reviews fall due after "
        f"{columns.rule}. "
        f"{words.left_out(columns) or 'No row is left out of these figures.'}"
    )
    tables.show(table, "Days that the loaded files speak for")


def _days(columns: Columns, what: str) -> str:
    runs = columns.covered.get(what, ())
    if not runs:
        return "Not loaded"
    return "; ".join(f"{say_day(run.start)} to {say_day(run.end)}" for run in runs)


def rules() -> None:
    """Write the law and guidance that figures lean on, and what of it was read."""
    st.header("Law and guidance", anchor=False)
    rows = [
        {
            "Rule": rule.words if edition.read else rule.cited,
            "Edition": edition.name,
            "From": edition.first,
            "To": say_day(edition.end) if edition.end else "",
            "Where it was read": edition.read or "Not read, so not cited",
        }
        for rule in RULEBOOK
        for edition in rule.editions
    ]
    tables.show(pd.DataFrame(rows), "Law and guidance that figures lean on")
    st.markdown(
        "Every figure names the editions in force in the days that it is about. An "
        "empty day is not known, or not there yet."
    )


def in_place_of_numbers() -> None:
    """Write what stands where there is no number, and what each means."""
    st.header("What stands in place of a number", anchor=False)
    meanings = {
        "0": "Counted, and there were none",
        words.NO_CASES: "There was nothing to count, so there is no share of it",
        words.NOT_LOADED: "No file that is loaded speaks for these days",
        "1 to 5, or between 88% and 95%": "Somewhere between; a board is not told where",
        TOO_FEW: "Too few to tell a board, or they would tell of too few",
        NOT_RELEASED: "A board is given groups of whole years alone",
        "less than 0.1%": "More than none, and too little for one decimal",
        "more than 99.9%": "Not all, and too near to all for one decimal",
        NOT_RECORDED: "Counted, in a group that the files do not tell",
    }
    rows = [{"Shown": shown, "Meaning": said} for shown, said in meanings.items()]
    tables.show(pd.DataFrame(rows), "What stands in place of a number")
