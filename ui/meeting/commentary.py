"""The box in which a measure's month is written of; what is typed is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import streamlit as st

from data_access.access.look import Look
from data_access.casework import commentary
from data_access.casework.commentary import About
from domain.commentary import LONGEST, Comment, Draft, OvertakenError, Written
from domain.errors import DashboardError
from domain.periods import Period, say_day
from metrics.measure import Metric
from ui.kit import state, words

LABEL = "What do you say of this month?"
HELP = (
    "What you type is kept as your draft when you leave the box. It is yours alone "
    "until you save it. Name no child."
)
NOBODY = "Nobody has written of this month yet."


def ask(look: Look, metric: Metric, month: Period) -> None:
    """Show what is written of a measure in a month, and let it be written anew."""
    st.subheader("Commentary", anchor=False)
    about = About(metric.key, month.start)
    here = f"commentary-{look.la}-{metric.key}-{month.start:%Y-%m}"
    there = commentary.of_measure(look, about)
    _told(here)
    _standing(there)
    _others(there.others)
    _box(look, about, there, here)
    _earlier(there.earlier)


def _box(look: Look, about: About, there: Written, here: str) -> None:
    base, begun = _begun_from(there, here)
    box = _box_key(here, base)
    text = st.text_area(
        LABEL, value=begun, key=box, help=HELP, max_chars=LONGEST, height=160
    )
    state.keep(f"{here}-base", str(base))
    state.keep(f"{here}-begun", begun)
    if text != begun and _done(lambda: commentary.keep_draft(look, about, text, base)):
        there = _reread(look, about, there)
        state.keep(f"{here}-begun", text)
    if st.button("Save this commentary", key=f"{box}-save"):
        _save(look, about, (text, base), here)
    if there.draft is None:
        return
    # Below the button: what came in above it would move it from under a click.
    st.markdown(words.plain(f"Kept as your draft, {_at(there.draft.typed_at)}."))
    if not st.button("Drop my draft", key=f"{box}-drop"):
        return
    if _done(lambda: commentary.drop_draft(look, about)):
        _turn(here)
        st.rerun()


def _begun_from(there: Written, here: str) -> tuple[int, str]:
    """Return the saving that what is in the box was begun from, and its first words.

    Where somebody else saved between the opening of this page and the first letter
    typed, it is still the saving that this page was opened with.
    """
    if there.draft is not None:
        return there.draft.base, there.draft.text
    seen = state.value(f"{here}-base")
    if seen and int(seen) != there.base:
        begun = state.value(f"{here}-begun")
        if state.value(_box_key(here, int(seen)), begun) != begun:
            return int(seen), begun
    return there.base, there.standing.text if there.standing else ""


def _save(look: Look, about: About, written: tuple[str, int], here: str) -> None:
    """Save; where somebody else did meanwhile, keep both and say whose theirs is."""
    text, base = written
    try:
        commentary.save(look, about, text, base)
    except OvertakenError as refusal:
        newer = refusal.newer.number
        if _done(lambda: commentary.keep_draft(look, about, text, newer)):
            state.keep(f"{here}-refused", str(refusal))
            st.rerun()
        return
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return
    state.keep(f"{here}-saved", "Saved.")
    _turn(here)
    st.rerun()


def _told(here: str) -> None:
    """Say once what came of the last saving."""
    for what, tell in (("refused", st.error), ("saved", st.success)):
        if said := state.value(f"{here}-{what}"):
            tell(words.plain(said))
            state.keep(f"{here}-{what}", "")


def _standing(there: Written) -> None:
    standing = there.standing
    if standing is None or not standing.text:
        st.markdown(NOBODY)
        return
    _line(standing)


def _line(comment: Comment) -> None:
    who = f"{comment.author}, {_at(comment.written_at)}"
    said = comment.text or "What stood before was taken away."
    lines = "\n\n".join(words.plain(line) for line in said.splitlines())
    st.markdown(f"**{words.plain(who)}**\n\n{lines}")


def _others(drafts: Iterable[Draft]) -> None:
    """Tell somebody who else is writing of the same."""
    for each in drafts:
        st.info(
            words.plain(
                f"{each.author} is writing of this too, and has not saved: last typed "
                f"{_at(each.typed_at)}. Speak to them before you save."
            )
        )


def _earlier(lines: Iterable[Comment]) -> None:
    kept = list(lines)
    if not kept:
        return
    with st.expander(f"Earlier savings ({len(kept)})"):
        for each in kept:
            _line(each)


def _reread(look: Look, about: About, there: Written) -> Written:
    try:
        return commentary.of_measure(look, about)
    except DashboardError:
        return there


def _done(change: Callable[[], None]) -> bool:
    """Make a change of the store; say why where it cannot be made."""
    try:
        change()
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return False
    return True


def _turn(here: str) -> None:
    """Have the box begin anew, with what stands."""
    state.keep(f"{here}-turn", str(int(state.value(f"{here}-turn", "0")) + 1))


def _box_key(here: str, base: int) -> str:
    return f"{here}-box-{state.value(f'{here}-turn', '0')}-{base}"


def _at(moment: datetime) -> str:
    return f"{say_day(moment.date())} at {moment:%H:%M}"
