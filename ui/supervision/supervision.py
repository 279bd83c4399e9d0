"""One IRO's or chair's year on screen: who they are, what they hold, how it went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import supervision
from data_access.casework.supervision import Supervised, SupervisionPart
from domain.access import Role
from domain.errors import DashboardError
from domain.periods import Period, say_day, year_to
from domain.tables import Columns
from ui.kit import links, seen, tables, words
from ui.kit.filters import Selection
from ui.supervision import funnel, their_year

CHOOSE = "Choose an IRO or chair: each name in Caseloads, by name, leads here."
NOT_KNOWN = "not known"
NOT_A_POST = "Not an IRO or chair on the staff list"
NO_FIGURES = (
    "They are not on the staff list, so no figure can be told to be theirs. The "
    "service register names IROs and chairs."
)
SHEET = "Download the supervision sheet (CSV)"
NO_VISITS = "No visits are in the files loaded."
QUESTIONS = (
    "How might we find out what made the late reviews late, and what of that can be "
    "changed by us?",
    "How might we find out what children think of how they are heard in their reviews?",
    "How might we find out what changed for a child after something was challenged, "
    "and whether anything was left unsaid?",
    "How might we find out what this caseload takes that no number here shows: travel, "
    "court, reports, cover for others?",
    "How might we find out what would help most in the next six weeks?",
)


def shown(look: Look, columns: Columns) -> None:
    """Draw the year of whom the address names; an IRO's own where it names nobody."""
    code = st.query_params.get(links.STAFF, "")
    as_at, manages = look.as_at, look.viewer.role is Role.MANAGER
    if manages:
        st.page_link(seen.file("caseloads.py"), label="Back to caseloads by name")
        if not code:
            st.info(CHOOSE)
            return
    year = year_of(columns, as_at)
    try:
        found = supervision.one(look, code, year)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    chosen = Selection(year, {"iro": (found.name,)}, columns.data_to)

    def taken(part: SupervisionPart) -> pd.DataFrame:
        return tables.said(supervision.part_taken(look, found.code, year, part))

    _who(found, as_at, year)
    if found.name in columns.labels["iro"]:
        funnel.shown(
            found.name, found.role, found.in_post, columns, chosen, others=manages
        )
        figures = their_year.figures(columns, chosen)
        their_year.participation(columns, chosen)
        their_year.late(found, chosen, taken)
        their_year.disputes(found, columns, chosen, taken)
    else:
        figures = pd.DataFrame()
        st.info(NO_FIGURES)
    _visits(found, as_at)
    _caseload(found, taken, as_at)
    _questions()
    _sheet(found, figures, as_at, year)


def year_of(columns: Columns, as_at: date) -> Period:
    """Return the twelve months to the last day that reviews are told of."""
    ends = [columns.last_day(what) for what in ("reviews", "plans")]
    return year_to(max((end for end in ends if end), default=as_at))


def _who(found: Supervised, as_at: date, year: Period) -> None:
    st.header(words.plain(found.name), anchor=False)
    lines = [
        " ".join(f"{name}: {said}." for name, said in _facts(found, as_at).items()),
        f"The year is the twelve months to {say_day(year.end)}: {year.label}. What is "
        f"held now is as at {say_day(as_at)}, the last day loaded. A review counts for "
        "whoever was the child's IRO, or chair, on the day it was held, or was due where "
        "it was not held: one that was late when the child came to them is theirs too.",
    ]
    st.markdown(words.plain("\n\n".join(lines)))
    held = _held(found)
    for place, (name, number) in zip(
        st.columns(len(held), border=True), held.items(), strict=True
    ):
        place.metric(name, number)


def _facts(found: Supervised, as_at: date) -> dict[str, str]:
    employer = "an agency" if found.agency else "the council"
    known = {
        "Post": words.POSTS.get(found.role, NOT_A_POST),
        "Full-time post (FTE)": NOT_KNOWN if found.fte is None else f"{found.fte:g}",
        "Employed by": employer if found.role else NOT_KNOWN,
        "In post since": say_day(found.started) if found.started else NOT_KNOWN,
    }
    if found.probation_until and found.probation_until >= as_at:
        known["On probation until"] = say_day(found.probation_until)
    return known


def _held(found: Supervised) -> dict[str, str]:
    return {
        "Children now": f"{found.children:,}",
        "In care, as IRO": f"{found.in_care:,}",
        "On plans, as chair": f"{found.on_plans:,}",
    }


def _visits(found: Supervised, as_at: date) -> None:
    st.header(f"Visits by an IRO: {_visited(found)}", anchor=False)
    if found.visited is None:
        st.markdown(NO_VISITS)
        return
    st.markdown(
        f"Children in care whose IRO they are on {say_day(as_at)}, with a visit or "
        "other contact of any IRO in the six months to that day. A visit that was not "
        "recorded is not counted."
    )


def _visited(found: Supervised) -> str:
    if found.visited is None:
        return NOT_KNOWN
    if not found.in_care:
        return "no children in care"
    visited = f"{found.visited:,} of {found.in_care:,}"
    return f"{visited} children in care in the last six months"


def _caseload(
    found: Supervised, taken: Callable[[SupervisionPart], pd.DataFrame], as_at: date
) -> None:
    listed = found.caseload
    st.header(f"Children now: {found.children:,}", anchor=False)
    if found.unseen:
        st.markdown(
            f"{len(listed):,} of them are listed. The other {found.unseen:,} are not "
            "with your teams."
        )
    if listed.empty:
        return
    tables.show(
        tables.said(listed.drop(columns=["Code"])),
        "Children now, and what is due for each",
        links=[links.to_child(code) for code in listed["Code"]],
        stacked=True,
    )
    tables.download(
        lambda: taken(SupervisionPart.CASELOAD),
        {"As at": say_day(as_at)},
        "iro-caseload",
    )
    st.markdown(
        "The download has codes in place of the council's own ids. That somebody took "
        "it is written to the access ledger."
    )


def _questions() -> None:
    st.header("To talk about in supervision", anchor=False)
    st.markdown("\n".join(f"- {question}" for question in QUESTIONS))


def _sheet(found: Supervised, figures: pd.DataFrame, as_at: date, year: Period) -> None:
    """Offer all of the year that names no child as one table, with room for notes."""
    own = {
        "IRO or chair": found.name,
        **_facts(found, as_at),
        **_held(found),
        "Visits by an IRO": _visited(found),
    }
    lines = [
        *({"Figure": name, their_year.THEIRS: said} for name, said in own.items()),
        *figures.to_dict("records"),
        *({"Figure": question} for question in QUESTIONS),
    ]
    table = pd.DataFrame(lines).fillna("").assign(**{"What we said": ""})
    days = {"Period": year.label, "As at": say_day(as_at)}
    tables.download(table, days, "supervision-sheet", SHEET)
