"""Reports of a release: which one, made and taken, what is left to write, and writing."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_access.store.releases import Signed
from domain.access import Screen, Viewer
from domain.periods import say_day
from reports.documents.annual import to_be_written
from reports.documents.bodies import ANNUAL
from reports.documents.narrative import Slot
from ui.kit import data, filters, frame, state, tables, words
from ui.reports import making, writing
from ui.reports.making import Chosen

NONE_YET = (
    "There is no release to write a report of yet. The quality assurance group makes "
    "and signs one on Releases."
)
ALL_WRITTEN = "Nothing is left to write."


def shown(viewer: Viewer) -> None:
    """Ask which report, make it, and let those who may write of it."""
    la = filters.council_shown(viewer)
    if la is None:
        frame.nothing_yet(viewer)
        return
    found = data.releases(viewer, la)
    if not found:
        st.info(NONE_YET)
        return
    signed = _chosen(la, found)
    release = data.opened(viewer, signed)
    chosen = making.ask(data.look(viewer, la, signed.up_to), signed, release)
    st.markdown(words.plain(chosen.read.signed_words))
    st.markdown(words.plain(release.policy.words))
    making.offer(chosen)
    if chosen.kind is not ANNUAL:
        return
    slots = to_be_written(chosen.read)
    _left(slots, chosen)
    if chosen.look.may(Screen.WRITING):
        writing.ask(chosen, slots)


def _chosen(la: str, found: Sequence[Signed]) -> Signed:
    names = {_name(each): each for each in found}
    key = f"reports-release-{la}"
    state.hold(key, list(names))
    return names[st.selectbox("Release", list(names), key=key)]


def _name(signed: Signed) -> str:
    return f"To {say_day(signed.up_to)}, release {signed.number}"


def _left(slots: Sequence[Slot], chosen: Chosen) -> None:
    """List what is still to write in the annual report."""
    written = making.standing(chosen)
    rows = [each for each in slots if each.asked and each.key not in written]
    st.header("Still to write", anchor=False)
    if not rows:
        st.success(ALL_WRITTEN)
        return
    st.markdown(
        f"There are {len(slots)} parts. Of those, {len(rows)} are left to write."
    )
    with st.expander("What is left to write"):
        table = pd.DataFrame(
            {"Section": each.section, "What is asked for": each.asked} for each in rows
        )
        tables.show(table, "What is still to write")
