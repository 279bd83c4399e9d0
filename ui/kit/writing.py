"""A box in which several people write of one thing; what is typed is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from data_access.access.look import Look
from data_access.casework import commentary
from data_access.casework.commentary import About
from domain.commentary import LONGEST, Comment, Draft, OvertakenError, Written
from domain.errors import DashboardError
from domain.periods import say_day
from ui.kit import state, words

SURE = "I have looked: nobody can be known by it"
DOUBTED = (
    "Nothing is saved yet. {} Save again once you have looked, and ticked the box."
)


@dataclass(frozen=True)
class Asked:
    """What a box asks for.

    `begin` are the words that it begins with where nobody has written. `refuse` is
    given what shall be saved, and raises a `DashboardError` where it cannot be; `doubt`
    says why somebody should look at it again first, empty where nothing is to be seen.
    """

    label: str
    help: str
    button: str
    nobody: str
    begin: str = ""
    refuse: Callable[[str], object] = str
    doubt: Callable[[str], str] = lambda _: ""


def ask(look: Look, about: About, here: str, asked: Asked) -> None:
    """Show what is written of something, and let it be written anew.

    `here` names the box among those of the page.
    """
    there = commentary.of_measure(look, about)
    _told(here)
    _standing(there, asked)
    _others(there.others)
    _box(look, about, there, _Box(here, asked))
    _earlier(there.earlier)


@dataclass(frozen=True)
class _Box:
    """The box of one thing: its name on the page, and what it asks for."""

    here: str
    asked: Asked


def _box(look: Look, about: About, there: Written, of: _Box) -> None:
    here, asked = of.here, of.asked
    base, begun = _begun_from(there, of)
    box = _box_key(here, base)
    text = st.text_area(
        asked.label,
        value=begun,
        key=box,
        help=asked.help,
        max_chars=LONGEST,
        height=160,
    )
    state.keep(f"{here}-base", str(base))
    state.keep(f"{here}-begun", begun)
    if text != begun and _done(lambda: commentary.keep_draft(look, about, text, base)):
        there = _reread(look, about, there)
        state.keep(f"{here}-begun", text)
    pressed = st.button(asked.button, key=f"{box}-save")
    doubt = asked.doubt(text)
    sure = not doubt or _sure(doubt, box)
    if pressed and not sure:
        st.error(words.plain(DOUBTED.format(doubt)))
    elif pressed:
        _save(look, about, (text, base), of)
    if there.draft is None:
        return
    # Below the button: what came in above it would move it from under a click.
    st.markdown(words.plain(f"Kept as your draft, {_at(there.draft.typed_at)}."))
    if not st.button("Drop my draft", key=f"{box}-drop"):
        return
    if _done(lambda: commentary.drop_draft(look, about)):
        _turn(here)
        st.rerun()


def _sure(doubt: str, box: str) -> bool:
    """Say why what is typed is doubtful, below the button; return if it was looked at."""
    st.warning(words.plain(doubt))
    return st.checkbox(SURE, key=f"{box}-sure-{doubt}")


def _begun_from(there: Written, of: _Box) -> tuple[int, str]:
    """Return the saving that what is in the box was begun from, and its first words.

    Where somebody else saved between the opening of this page and the first letter
    typed, it is still the saving that this page was opened with.
    """
    if there.draft is not None:
        return there.draft.base, there.draft.text
    here = of.here
    seen = state.value(f"{here}-base")
    if seen and int(seen) != there.base:
        begun = state.value(f"{here}-begun")
        if state.value(_box_key(here, int(seen)), begun) != begun:
            return int(seen), begun
    stands = there.standing.text if there.standing else ""
    return there.base, stands or of.asked.begin


def _save(look: Look, about: About, written: tuple[str, int], of: _Box) -> None:
    """Save; where somebody else did meanwhile, keep both and say whose theirs is."""
    (text, base), here = written, of.here
    try:
        of.asked.refuse(text)
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


def _standing(there: Written, asked: Asked) -> None:
    standing = there.standing
    if standing is None or not standing.text:
        st.markdown(words.plain(asked.nobody))
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
