"""The words, abbreviations and codes that a reader meets, and what each means."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from domain.codes import PARTICIPATION, PARTICIPATION_GROUPS
from ui.kit import tables

ABBREVIATIONS: Mapping[str, str] = {
    "CIN": "Children in need; their census also holds child protection",
    "CSV": "A plain table that any spreadsheet opens",
    "DRP": "Dispute resolution process: how an IRO challenges a child's plan",
    "FTE": "Full-time equivalent: 0.5 is half a full-time post",
    "ICPC": "Initial child protection conference: where a plan is first made",
    "IRO": "Independent Reviewing Officer: reviews the plans of children in care",
    "PN": "Participation: how a child took part in a review, by codes PN0 to PN7",
    "RCPC": "Review child protection conference: where a plan is reviewed",
    "SSDA903": "Yearly return on children in care",
    "WCAG": "Web Content Accessibility Guidelines: what a page must do for everybody",
}
"""Each with its words first, as a page says them where it first uses it."""
TERMS: Mapping[str, str] = ABBREVIATIONS | {
    "Child protection plan": "What is agreed, by whom, to keep a child safe",
    "Deprivation of liberty": "A court lets a child be kept where they may not leave",
    "Pre-proceedings": "What a council does before it asks a court about a child",
    "Section 47 enquiry": "The enquiry made when a child may be suffering harm",
    "Short breaks": "Planned stays away from home; they have reviews of their own",
    "Working day": "Monday to Friday, bank holidays in England left out",
}


def shown() -> None:
    """Write the words and codes a reader meets."""
    st.header("Words used", anchor=False)
    rows = [{"Word": word, "Meaning": TERMS[word]} for word in sorted(TERMS)]
    tables.show(pd.DataFrame(rows), "Words used and their meaning")
    st.header("Participation codes", anchor=False)
    codes = [
        {"Code": code, "Meaning": meaning, "Plain group": PARTICIPATION_GROUPS[code]}
        for code, meaning in PARTICIPATION.items()
    ]
    tables.show(pd.DataFrame(codes), "Participation codes and their plain groups")
