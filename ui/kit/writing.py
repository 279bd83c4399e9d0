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
RETURNED = (
    "Nothing is saved yet: the connection was lost while you wrote, and somebody else "
    "may have saved since you began. What stands is shown above, and what you typed is "
    "still here, kept as your draft. Save again once you have looked."
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


@dataclass(frozen=True)
class _Begun:
    """The words that a box began with, and the number of the saving they go on from."""

    base: int
    text: str


def _box(look: Look, about: About, there: Written, of: _Box) -> None:
    here = of.here
    begun, text = _text(there, of)
    if text != begun.text and _done(
        lambda: commentary.keep_draft(look, about, text, begun.base)
    ):
        there = _reread(look, about, there)
        begun = _Begun(begun.base, text)
    _remember(here, begun)
    pressed = st.button(of.asked.button, key=f"{here}-save")
    doubt = of.asked.doubt(text)
    sure = not doubt or _sure(doubt, f"{here}-sure-{begun.base}")
    if pressed and not sure:
        st.error(words.plain(DOUBTED.format(doubt)))
    elif pressed and _new_to_them(look, there, here):
        st.error(words.plain(RETURNED))
    elif pressed:
        _save(look, about, (text, begun.base), of)
    if there.draft is None:
        return
    # Below the button: what came in above it would move it from under a click.
    st.markdown(words.plain(f"Kept as your draft, {_at(there.draft.typed_at)}."))
    if not st.button("Drop my draft", key=f"{here}-drop"):
        return
    if _done(lambda: commentary.drop_draft(look, about)):
        _begin_anew(here)
        st.rerun()


def _text(there: Written, of: _Box) -> tuple[_Begun, str]:
    """Draw the box; return what its words go on from, and its words.

    It has one name on the page for good. A browser holds what is typed and not sent
    under that name, and sends it to whichever server answers after a lost connection;
    under another name it would be dropped.
    """
    box, asked = f"{of.here}-box", of.asked
    known, begun = state.there(box), _remembered(of.here)
    begins = _beginning(there, asked)
    if known and begun and not _overtaken(begun, begins, state.value(box)):
        begins = begun
    elif known:
        state.keep(box, begins.text)
    text = st.text_area(
        asked.label,
        value="" if known else begins.text,
        key=box,
        help=asked.help,
        max_chars=LONGEST,
        height=160,
    )
    if known or text == begins.text:
        return begins, text
    return _returned(there, begins, of, text), text


def _beginning(there: Written, asked: Asked) -> _Begun:
    """Return what a box begins with now: the draft, or what stands."""
    if there.draft is not None:
        return _Begun(there.draft.base, there.draft.text)
    stands = there.standing.text if there.standing else ""
    return _Begun(there.base, stands or asked.begin)


def _overtaken(begun: _Begun, begins: _Begun, text: str) -> bool:
    """Tell if somebody else saved and nothing was typed since the box began.

    Where something was, it still goes on from the saving that this page began with.
    """
    return begun.base != begins.base and text == begun.text


def _returned(there: Written, begins: _Begun, of: _Box, text: str) -> _Begun:
    """Return what the words go on from that a browser held while no server answered."""
    savings = [each for each in (there.standing, *there.earlier) if each]
    untouched = [_Begun(each.number, text) for each in savings if each.text == text]
    if text == of.asked.begin:
        untouched.append(_Begun(0, text))
    if untouched:
        return untouched[0]
    if there.draft is None:
        state.keep(f"{of.here}-returned", "1")
    return begins


def _new_to_them(look: Look, there: Written, here: str) -> bool:
    """Tell, once, if what stands is somebody else's and may be newer than their words.

    Words that a browser held while no server answered do not say when they were begun.
    """
    returned = state.value(f"{here}-returned")
    state.keep(f"{here}-returned", "")
    standing = there.standing
    return bool(returned and standing and standing.author != look.viewer.who)


def _sure(doubt: str, key: str) -> bool:
    """Say why what is typed is doubtful, below the button; return if it was looked at."""
    st.warning(words.plain(doubt))
    return st.checkbox(SURE, key=f"{key}-{doubt}")


def _save(look: Look, about: About, written: tuple[str, int], of: _Box) -> None:
    """Save; where somebody else did meanwhile, keep both and say whose theirs is."""
    (text, base), here = written, of.here
    try:
        of.asked.refuse(text)
        commentary.save(look, about, text, base)
    except OvertakenError as refusal:
        newer = refusal.newer.number
        if _done(lambda: commentary.keep_draft(look, about, text, newer)):
            _remember(here, _Begun(newer, text))
            state.keep(f"{here}-refused", str(refusal))
            st.rerun()
        return
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return
    state.keep(f"{here}-saved", "Saved.")
    _begin_anew(here)
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


def _remember(here: str, begun: _Begun) -> None:
    state.keep(f"{here}-base", str(begun.base))
    state.keep(f"{here}-begun", begun.text)


def _remembered(here: str) -> _Begun | None:
    """Return what the box of this session began with; None where it begins anew."""
    base = state.value(f"{here}-base")
    return _Begun(int(base), state.value(f"{here}-begun")) if base else None


def _begin_anew(here: str) -> None:
    """Have the box begin anew, with what stands."""
    state.keep(f"{here}-base", "")


def _at(moment: datetime) -> str:
    return f"{say_day(moment.date())} at {moment:%H:%M}"
