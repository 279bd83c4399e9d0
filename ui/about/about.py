"""The page About the figures: the catalogue, the rules in force, the glossary."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_access.store.settings import settings
from domain.codes import NOT_RECORDED, PARTICIPATION, PARTICIPATION_GROUPS
from domain.periods import Period, say_day
from domain.rulebook import RULEBOOK
from domain.tables import Columns
from metrics.measure import Good, Metric
from ui.kit import beside, tables, words

FILES = {
    "care": "Episodes of care (SSDA903)",
    "reviews": "Reviews of children in care (SSDA903)",
    "plans": "Child protection (CIN census)",
    "disputes": "Dispute log",
}
DIFFERS = "Where a published figure differs"  # told beside both figures, on the page
TERMS = {
    "Child protection plan": "What is agreed, by whom, to keep a child safe",
    "CIN census": "Yearly return on children in need, which holds child protection",
    "DRP": "Dispute resolution process: how an IRO challenges a child's plan",
    "FTE": "Full-time equivalent: 0.5 is half a full-time post",
    "ICPC": "Initial child protection conference",
    "IRO": "Independent Reviewing Officer: reviews the plans of children in care",
    "PN code": "How a child took part in a review, PN0 to PN7",
    "Section 47 enquiry": "The enquiry made when a child may be suffering harm",
    "Short breaks": "Planned stays away from home; they have reviews of their own",
    "SSDA903": "Yearly return on children in care",
    "Working day": "Monday to Friday, bank holidays in England left out",
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


def catalogue(metrics: Sequence[Metric], columns: Columns | None) -> None:
    """Write every measure, then offer all of them as one table."""
    st.header(f"The {len(metrics)} figures", anchor=False)
    for metric in metrics:
        with st.expander(metric.name):
            _measure(metric, columns)
    table = pd.DataFrame([as_row(metric) for metric in metrics])
    tables.download(table, {}, "figures")


def as_row(metric: Metric) -> dict[str, str]:
    """Return every word of a measure, as one row of a table."""
    return {
        "Key": metric.key,
        "Name": metric.name,
        "Definition": metric.definition,
        "Counted": metric.numerator,
        "Out of": metric.denominator or "a plain count",
        "What is counted": metric.grain,
        "Left out as unknown": metric.aside_words or "nothing",
        "Unit": metric.unit.value or "number",
        "Which way is better": metric.good.value,
        "Source": metric.source.words,
        "Why it matters": metric.why,
        "Note": metric.caveat,
        "Published figure it is set beside": beside.series_words(metric),
        DIFFERS: metric.differs,
    }


def _measure(metric: Metric, columns: Columns | None) -> None:
    lines = [
        words.plain(metric.definition),
        *(
            f"**{name}:** {words.plain(said)}"
            for name, said in as_row(metric).items()
            if said and name not in ("Name", "Definition", DIFFERS)
        ),
    ]
    if metric.good is Good.NEUTRAL:
        lines.append("It is never coloured as good or bad.")
    if columns is not None and columns.data_to:
        until = Period(columns.data_to, columns.data_to)
        lines += map(words.plain, beside.lines(metric, columns, until))
    st.markdown("\n\n".join(lines))


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
        words.WITHHELD: words.withheld_rule(settings().small_number),
        "less than 0.1%": "More than none, and too little for one decimal",
        "more than 99.9%": "Not all, and too near to all for one decimal",
        NOT_RECORDED: "Counted, in a group that the files do not tell",
    }
    rows = [{"Shown": shown, "Meaning": said} for shown, said in meanings.items()]
    tables.show(pd.DataFrame(rows), "What stands in place of a number")


def glossary() -> None:
    """Write the words and codes a reader meets."""
    st.header("Words used", anchor=False)
    rows = [{"Word": word, "Meaning": meaning} for word, meaning in TERMS.items()]
    tables.show(pd.DataFrame(rows), "Words used and their meaning")
    st.header("Participation codes", anchor=False)
    codes = [
        {"Code": code, "Meaning": meaning, "Plain group": PARTICIPATION_GROUPS[code]}
        for code, meaning in PARTICIPATION.items()
    ]
    tables.show(pd.DataFrame(codes), "Participation codes and their plain groups")
