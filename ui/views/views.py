"""A reader's own page: numbers they want to be told of, and pages that they keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import streamlit as st

from data_access.access.look import Look
from data_access.casework import views
from domain.access import Screen, Viewer, may
from domain.views import LONGEST, LONGEST_ADDRESS, Own, Threshold, View
from metrics.catalogue import CATALOGUE
from ui.kit import data, filters, frame, keeping, tables, viewing, words
from ui.kit.forms import Forms
from ui.views import crossed
from ui.views.crossed import Told

NO_VIEWS = "You keep no page yet. Choose what you want on a page, then Keep this view."
NO_NUMBERS = "You have set no number yet."
ONLY_YOURS = (
    "All of this is yours alone. Nothing is sent to you: a line stands here, and on My "
    "week where you have it."
)
SIDES = {"Below": False, "Above": True}


def shown(viewer: Viewer) -> None:
    """Show and change what a reader keeps, and say which numbers are crossed."""
    la = filters.council_shown(viewer)
    if la is None:
        frame.nothing_yet(viewer)
        return
    look = data.look(viewer, la, datetime.now(UTC).date())
    _forms(look).tell()
    own = views.of(look)
    told, measures = _told(look, own)
    crossed.lines(told)
    st.markdown(ONLY_YOURS)
    _views(look, own)
    _numbers(look, told, measures)


def _told(look: Look, own: Own) -> tuple[list[Told], dict[str, str]]:
    """Return the numbers with their measures now, and the measures by their names."""
    viewer, la = look.viewer, look.la
    if may(viewer, Screen.FIGURES, la):
        offered = {each.name: each.key for each in CATALOGUE if not each.natural}
        return crossed.live(own, data.columns(viewer, la)), offered
    found = data.releases(viewer, la)
    if not found:
        return [], {}
    release = data.opened(viewer, found[0])
    offered = {
        each.words.name: key
        for key, each in release.measures.items()
        if not each.words.natural
    }
    return crossed.released(own, release), offered


# Pages that are kept.


def _views(look: Look, own: Own) -> None:
    st.header("Pages that you keep", anchor=False)
    if not own.views:
        st.markdown(NO_VIEWS)
    for place, view in enumerate(own.views):
        st.html(tables.leading(view.name, _address(view)))
        _ask_to_drop(look, view, f"Remove {view.name}", f"view-{place}")
    asked = st.query_params.get(keeping.KEEP, "")
    with st.form(_forms(look).turned("view")):
        name = st.text_input(
            "Name", max_chars=LONGEST, key=_forms(look).turned("view-name")
        )
        address = st.text_input(
            "Address",
            value=asked,
            max_chars=LONGEST_ADDRESS,
            key=_forms(look).turned(f"view-address-{asked}"),
            help="Of a page here, as it stands in the browser.",
        )
        pressed = st.form_submit_button("Keep this page")
    if pressed:
        _forms(look).do(
            lambda: views.keep_view(look, name, address, keeping.CHOICES),
            f"Kept: {name}.",
        )


def _address(view: View) -> str:
    """Return where a view leads; a demonstration's role stays chosen."""
    role = st.query_params.get(viewing.ADDRESS, "")
    if not role:
        return view.address
    joined = "&" if "?" in view.address else "?"
    return f"{view.address}{joined}{viewing.ADDRESS}={role}"


# Numbers to be told of.


def _numbers(look: Look, told: Iterable[Told], measures: dict[str, str]) -> None:
    st.header("Numbers that you want to be told of", anchor=False)
    some = list(told)
    if not some:
        st.markdown(NO_NUMBERS)
    for place, each in enumerate(some):
        state_now = "past it now" if each.crossed else "not past it"
        said = f"{each.name}, {each.threshold.words} {each.number}: {state_now}"
        st.markdown(words.plain(f"{said}. It is {each.value}."))
        name = f"Remove {each.name}, {each.threshold.words} {each.number}"
        _ask_to_drop(look, each.threshold, name, f"number-{place}")
    if not measures:
        return
    with st.form(_forms(look).turned("number")):
        measure = st.selectbox(
            "Measure", list(measures), key=_forms(look).turned("measure")
        )
        side = st.radio(
            "Tell me when it is",
            list(SIDES),
            horizontal=True,
            key=_forms(look).turned("side"),
        )
        number = st.number_input(
            "Number", format="%.1f", key=_forms(look).turned("value")
        )
        pressed = st.form_submit_button("Keep this number")
    if pressed:
        wanted = Threshold(measures[measure], SIDES[side], float(number))
        _forms(look).do(lambda: views.keep_threshold(look, wanted), f"Kept: {measure}.")


def _ask_to_drop(look: Look, gone: View | Threshold, label: str, key: str) -> None:
    if st.button(words.plain(label), key=_forms(look).turned(key)):
        _forms(look).do(lambda: views.drop(look, gone), "Removed.")


def _forms(look: Look) -> Forms:
    return Forms("views", look.la)
