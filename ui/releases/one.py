"""One release: its policy, its cells as a file, what moved since, and withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import releases
from data_access.store.releases import Signed
from domain.about import Policy
from domain.access import Screen
from domain.errors import DashboardError, RefusedError
from domain.periods import say_day
from reports import printed
from reports.signing import Moved
from ui.kit import data, downloads, links, state, tables, words
from ui.kit.forms import Forms

NOTHING_MOVED = "Nothing moved: every signed figure would be the same today."
A_LINE = (
    "One line for each measure: its figure for the whole service and the latest period "
    "that would differ, as it was signed and as it would be now. Nothing signed moves."
)
WITHDRAWN = (
    "It is withdrawn: no board reads it. It is kept as it was signed, with its reason."
)
KEPT_AS_SIGNED = (
    "A release is never altered. Withdrawn, it is kept and no board reads it any more; "
    "it cannot be put back. The quarter can then be signed anew."
)
CLOSED = "It is of a closed session, so no board has it."
A_REASON = "a file was wrong, and is loaded again"
SURE = "Boards shall not read it any more"


def shown(look: Look, found: Sequence[Signed]) -> None:
    """Show the release that is chosen, with all that can be done with it."""
    st.header("One release", anchor=False)
    names = {_name(each): each for each in found}
    key = _forms(look).key("which")
    state.hold(key, list(names))
    signed = names[st.selectbox("Release", list(names), key=key)]
    st.markdown(words.plain(Policy(signed.policy).words))
    if signed.stands:
        _reading(look, signed)
    else:
        st.markdown(WITHDRAWN)
    _moved(look, signed)
    if signed.stands and look.may(Screen.SIGNING):
        _ask_withdrawal(look, signed)


def told(look: Look) -> None:
    """Say what was done last, of releases and of the draft alike."""
    _forms(look).tell()


def _name(signed: Signed) -> str:
    state_now = "" if signed.stands else ", withdrawn"
    return f"Release {signed.number} to {say_day(signed.up_to)}{state_now}"


def _reading(look: Look, signed: Signed) -> None:
    """Lead to the board's pages, and give the cells as a file."""
    if signed.policy == Policy.CLOSED:
        st.markdown(CLOSED)
    else:
        lead(str(signed.number), "See the board's pages from this release")
    downloads.offer(
        "Download every cell that is read of it (CSV)",
        lambda: printed.as_csv(*data.board_cells(look, signed.number)).encode(
            "utf-8-sig"
        ),
        file_name=f"release-{signed.number}-to-{signed.up_to}.csv",
        mime="text/csv",
        key=f"cells-{look.la}-{signed.number}",
    )


def lead(see: str, label: str) -> None:
    """Lead to the board's pages from a release or the draft."""
    st.html(tables.leading(label, links.to_board(see)))


def _moved(look: Look, signed: Signed) -> None:
    """Say on demand what would now differ; it stays while this release is chosen."""
    key = _forms(look).key("moved")
    if st.button("What moved since", key=f"{key}-{signed.number}"):
        state.keep(key, str(signed.number))
    if state.value(key) != str(signed.number):
        return
    try:
        found = data.moved(look, signed.number)
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return
    if not found:
        st.success(NOTHING_MOVED)
        return
    st.markdown(A_LINE)
    table = tables.said(as_table(found))
    tables.show(table, f"What moved since release {signed.number}", stacked=True)
    notes = {"Release": str(signed.number), "Signed to": say_day(signed.up_to)}
    tables.download(table, notes, f"moved-since-release-{signed.number}")


def as_table(found: Sequence[Moved]) -> pd.DataFrame:
    """Return a line for each measure of which a signed figure would now differ."""
    return pd.DataFrame(
        {
            "Figure": each.name,
            "Group": each.key.group if each.key.by else "Whole service",
            "Period": each.key.period.label,
            "Signed": printed.said(each.signed),
            "Now": printed.said(each.now),
            "More of its figures that differ": each.others,
            "Because of": "; ".join(each.loads) or "a rule",
        }
        for each in found
    )


def _ask_withdrawal(look: Look, signed: Signed) -> None:
    with st.expander("Withdraw this release"):
        st.markdown(KEPT_AS_SIGNED)
        with st.form(_forms(look).turned(f"withdraw-{signed.number}")):
            why = st.text_input(
                "Reason",
                placeholder=f"For example {A_REASON}",
                key=_forms(look).turned(f"why-{signed.number}"),
            )
            sure = st.checkbox(SURE, key=_forms(look).turned(f"sure-{signed.number}"))
            pressed = st.form_submit_button("Withdraw it")

        def change() -> None:
            if not sure:
                raise RefusedError(f"Nothing was withdrawn. Tick '{SURE}' first.")
            releases.withdraw(look, signed.number, why)

        if pressed:
            _forms(look).do(change, f"{_name(signed)} is withdrawn.")


def _forms(look: Look) -> Forms:
    return Forms("releases", look.la)
