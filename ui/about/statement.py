"""The accessibility statement: what is certain, from the last run of the tests."""

from __future__ import annotations

import streamlit as st

from data_access.store.settings import settings
from domain.periods import say_day
from ui.about.evidence import Issue, Run, evidence
from ui.kit import words

ASK = (
    "Ask whoever gave you access, or the team in your council that is responsible for "
    "the figures on children's services. They can put you in touch with whoever runs "
    "this dashboard."
)
REPORT = (
    "Say which page it is, what you wanted to do and what happened. Say as well what "
    "you use, such as a screen reader, a magnifier or the keyboard alone. If you need "
    "figures in another form, such as large print or read aloud, say which ones."
)
STATUS = (
    "The aim is the Web Content Accessibility Guidelines (WCAG) 2.2, up to level "
    "double A. No person has judged yet whether all of it meets them, so this statement "
    "does not say that it does. A program finds only part of what can be wrong."
)
ENFORCEMENT = (
    "The Equality and Human Rights Commission makes sure that public bodies keep the law "
    "on this.\n\n**The law:** Public Sector Bodies (Websites and Mobile Applications) "
    "(No. 2) Accessibility Regulations 2018\n\nIf you are not happy with how your "
    "complaint was answered, contact the Equality Advisory and Support Service."
)


def shown() -> None:
    """Write the statement, its parts in the order of the model that councils use."""
    found = evidence()
    _part("What this is about", _scope(found.run))
    _part("How accessible it is", STATUS)
    _part("What is known to fall short", "\n".join(map(_line, found.issues)))
    _part("How it was tested", _tested(found.run))
    _part("Whom to ask", contact())
    _part("How to report a problem", REPORT)
    _part("If you are not happy with the answer", ENFORCEMENT)


def contact() -> str:
    """Return whom to ask: what the council has set, or in general words."""
    said = settings().contact
    return f"Write to or call: {words.plain(said)}." if said else ASK


def _part(heading: str, said: str) -> None:
    st.header(heading, anchor=False)
    st.markdown(said)


def _scope(run: Run) -> str:
    return (
        f"This statement is about this dashboard: its {len(run.pages) + 1} pages and "
        "the files that can be taken from them."
    )


def _line(issue: Issue) -> str:
    return f"- {words.plain(issue.what)} {words.plain(issue.instead)}"


def _tested(run: Run) -> str:
    widths = " and ".join(f"{each:,}" for each in sorted(run.widths))
    return (
        f"The last test was on {say_day(run.day)}. {len(run.pages)} pages were opened in "
        f"{words.plain(run.browser)}, each {widths} pixels wide, and checked by axe-core "
        f"{words.plain(run.axe)}. It found nothing wrong. The page of one child is "
        "checked in a test of its own. The keyboard was tried on each page: it reaches "
        "only what can be seen. This page is written from the record of that test."
    )
