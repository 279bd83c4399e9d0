"""What surrounds every page: its title in the browser, focus rings, what data it is."""

from __future__ import annotations

import logging

import streamlit as st

from data_access.store.database import StoreError
from domain.access import Screen, Viewer, may
from domain.errors import DashboardError
from domain.tables import Columns
from metrics.disclosure import too_few
from ui.kit import filters, state, viewing, words
from ui.kit.filters import Selection

LOG = logging.getLogger(__name__)
SERVICE = "IRO quality assurance"
TITLE = "title"  # what the session keeps of the page being drawn

# The only CSS in the app: focus that can be seen, on what can be seen, tables that
# scroll in a box of their own, names of figures that wrap instead of being cut, and
# links to pages that look like links.
STYLE = """<style>
:is(a,button,input,select,summary,[tabindex]):focus-visible{
outline:3px solid #0b0c0c;outline-offset:2px;box-shadow:0 0 0 5px #ffdd00}
[data-testid=stElementToolbar]:focus-within{opacity:1}
.wide{overflow-x:auto}
.wide table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
.wide :is(th,td){padding:.4rem 1rem .4rem 0;border-bottom:1px solid #d6d6d6;
text-align:left;vertical-align:top;font-weight:400;min-width:4rem}
.wide td.long{min-width:16rem}
.wide thead th{font-weight:600;vertical-align:bottom}
[data-testid=stMetric] :is(label,div,p){white-space:normal;overflow:visible}
[data-testid=stMain] [data-testid=stPageLink] a{padding-left:0;padding-right:0}
[data-testid=stMain] [data-testid=stPageLink] p{text-decoration:underline}
</style>"""


def begin(title: str) -> None:
    """Set the browser's title and the style; the page that follows has this title."""
    st.set_page_config(page_title=f"{title}, {SERVICE}", layout="wide")
    st.html(STYLE)
    state.keep(TITLE, title)


def refused(why: DashboardError) -> None:
    """Say why a page, or the rest of it, is not shown; the administrator's log too."""
    if isinstance(why, StoreError):
        LOG.error("%s", why)
    st.error(str(why))


def opened(screen: Screen, question: str) -> Viewer:
    """Write the page's one title and the question it answers; return who is looking.

    Stops the page where they may not see its screen.
    """
    viewer = viewing.require(screen)
    st.title(state.value(TITLE), anchor=False)
    st.markdown(question)
    return viewer


def loaded(viewer: Viewer) -> Columns:
    """Return the rows of the viewer's council.

    Stops the page, with what to do, when the store holds nothing.
    """
    columns = filters.council(viewer)
    if columns is None or columns.data_to is None:
        _nothing_yet(viewer)
        st.stop()
    return columns


def filtered(viewer: Viewer) -> tuple[Columns, Selection]:
    """Draw the filters; return the rows of the viewer's council and what is chosen.

    Stops the page, with what to do or why, when there is nothing to show.
    """
    columns = loaded(viewer)
    chosen = filters.bar(columns, leads_on=may(viewer, Screen.BEHIND, columns.la))
    _whose(columns)
    st.markdown(words.plain(chosen.sentence))
    if columns.small:
        _keep_few_apart(columns, chosen)
    return columns, chosen


def _keep_few_apart(columns: Columns, chosen: Selection) -> None:
    """Say what is withheld here; stop where the filters point at too few children."""
    if len(chosen.where) > 1:
        st.info(
            "Choose one filter at a time. Two together could point at single children, "
            "so nothing is shown."
        )
        st.stop()
    if too_few(columns, chosen.where, chosen.period, columns.small):
        st.info(
            f"These filters leave fewer than {columns.small + 1} children, so nothing "
            "is shown."
        )
        st.stop()
    st.markdown(f"{words.WITHHELD}: {words.withheld_rule(columns.small)}")


def _nothing_yet(viewer: Viewer) -> None:
    """Say that the store holds nothing, and what to do."""
    if not may(viewer, Screen.FILES):
        st.info(
            "There is nothing to show yet. A performance analyst loads files; board "
            "members are then shown whole quarters."
        )
        return
    st.info(
        "There is nothing in the store yet. Go to Load files and drop your SSDA903 "
        "return, CIN census, Annex A or dispute log there."
    )
    st.page_link("data/load_files.py", label="Load files")


def _whose(columns: Columns) -> None:
    if columns.invented:
        st.info(
            f"{columns.council}: every child, member of staff and figure here is "
            "invented."
        )
    if left_out := words.left_out(columns):
        st.warning(
            f"{left_out} Performance analysts find them, with the reasons, on Load "
            "files."
        )
