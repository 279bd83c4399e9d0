"""A draft of the next release: made with its progress shown, looked at, and signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data_access.access.look import Look
from data_access.casework import releases
from data_access.store.releases import Signed, Unsigned
from domain.about import Policy
from domain.access import Screen
from domain.errors import DashboardError, RefusedError
from domain.periods import Period, quarters_between, say_day
from domain.rounding import rounded
from domain.tables import DIMENSIONS, Columns
from reports.signing import extent
from ui.kit import data, links, state, words
from ui.kit.forms import Forms
from ui.releases.one import lead

BLOCKS = 40  # of a council with rows of every kind: what a bar is divided by
LAST = {
    "attack": "Trying to work out what is withheld",
    "what it says": "Writing what the figures say",
}
BEGUN = "Counting every figure"
GONE_THROUGH = "We have gone through the month"
ANOTHER = (
    "Nothing was signed: this is another draft than the one that you looked at. "
    "Somebody has made it meanwhile. Look at it, then sign."
)
GONE = (
    "Nothing was signed: the draft is not kept any more. Make it again; it takes about "
    "half a minute."
)
EVERY_QUARTER = (
    "Under this policy every quarter that files speak for in full has a release that "
    "stands. Load the next quarter's files, or withdraw a release."
)


def ask(look: Look, columns: Columns, found: Sequence[Signed]) -> None:
    """Ask for a quarter and a policy, and make a draft of them."""
    st.header("Make a release", anchor=False)
    policies = {each.name_words: each for each in Policy}
    chosen = st.radio(
        "Which small numbers are withheld",
        list(policies),
        captions=[_reason(each) for each in Policy],
        key=_forms(look).key("policy"),
    )
    policy = policies[chosen]
    offered = {_to(each): each for each in quarters(columns, found, policy)}
    if not offered:
        st.markdown(EVERY_QUARTER)
        return
    key = _forms(look).key("quarter")
    state.hold(key, list(offered))
    quarter = offered[st.selectbox("Quarter", list(offered), key=key)]
    if missing := silent(columns, quarter):
        st.warning(f"No file speaks for the whole quarter of: {', '.join(missing)}.")
    if st.button("Make a draft", key=_forms(look).key("make")):
        _make(look, quarter, policy)


def _reason(policy: Policy) -> str:
    """Return what a policy withholds, without its name, as a sentence."""
    said = policy.words.partition(": ")[2]
    return f"{said[:1].upper()}{said[1:]}"


def quarters(
    columns: Columns, found: Sequence[Signed], policy: Policy
) -> tuple[Period, ...]:
    """Return the quarters that can be signed under a policy, the latest first."""
    signed = {each.up_to for each in found if each.stands and each.policy == policy}
    whole = columns.whole(quarters_between)
    return tuple(each for each in whole if each.end not in signed)


def silent(columns: Columns, quarter: Period) -> list[str]:
    """Return of which kinds, told of elsewhere, no file speaks for a whole quarter."""
    return [
        kind
        for kind, runs in columns.covered.items()
        if runs
        and not any(run.holds(quarter.start) and run.holds(quarter.end) for run in runs)
    ]


def _to(quarter: Period) -> str:
    return f"To {say_day(quarter.end)}"


def _make(look: Look, quarter: Period, policy: Policy) -> None:
    bar = st.progress(0.0, BEGUN)
    try:
        data.draft(look, quarter.end, policy, along(bar.progress))
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
    bar.empty()


def along(tell: Callable[[float, str], object]) -> Callable[[str], None]:
    """Return what is told each block's name, and moves a bar along with words."""
    done = 0

    def progress(block: str) -> None:
        nonlocal done
        done += 1
        tell(min(done / BLOCKS, 1.0), said(block))

    return progress


def said(block: str) -> str:
    """Return in words what is done to a block: `reviews age_band` is of reviews by age."""
    if block in LAST:
        return LAST[block]
    kind, _, by = block.partition(" ")
    group = f" by {DIMENSIONS[by].lower()}" if by in DIMENSIONS else ""
    return f"Checking {kind.replace('_', ' ')}{group}"


def shown(look: Look) -> None:
    """Show the draft that is kept, and let those who may sign it."""
    kept, why = data.draft_made(look)
    pressed = state.value(_forms(look).turned("sign")) == str(True)
    seen = state.value(_forms(look).key("seen"))
    state.keep(_forms(look).key("seen"), _mark(kept) if kept else "")
    if kept is None:
        if pressed:
            st.error(GONE)
        return
    if why and not pressed and _is_signed(look, kept):
        return
    st.header(words.plain(f"Draft to {say_day(kept.up_to)}"), anchor=False)
    if why:
        st.warning(words.plain(why))
        return
    _summary(kept)
    if look.may(Screen.SIGNING):
        _ask_to_sign(look, kept, as_seen=seen == _mark(kept))


def _summary(kept: Unsigned) -> None:
    cells, some, withheld = extent(kept)
    said = f"{Policy(kept.policy).words} It has {cells:,} cells"
    if kept.policy == Policy.CLOSED:
        st.markdown(words.plain(f"{said}, and no board will read it."))
        return
    st.markdown(
        words.plain(
            f"{said}. Of the {some:,} that are not 0, {withheld:,} have a number "
            f"withheld{_share(withheld, some)}. It was tried whether that can be worked "
            "out from what is shown: it cannot."
        )
    )
    lead(links.DRAFT, "See the board's pages from this draft")


def _share(part: int, whole: int) -> str:
    return f", which is {rounded(100 * part / whole, 1):g}%" if whole else ""


def _ask_to_sign(look: Look, kept: Unsigned, *, as_seen: bool) -> None:
    with st.form(_forms(look).turned("signing")):
        through = st.checkbox(GONE_THROUGH, key=_forms(look).turned("through"))
        st.markdown(words.plain(f"It is signed by {look.viewer.who}."))
        pressed = st.form_submit_button("Sign", key=_forms(look).turned("sign"))
    if not pressed:
        return

    def change() -> None:
        if not as_seen:
            raise RefusedError(ANOTHER)
        if not through:
            raise RefusedError(f"Nothing was signed. Tick '{GONE_THROUGH}' first.")
        releases.sign(look, kept)

    _forms(look).do(change, f"Signed: the release to {say_day(kept.up_to)}.")


def _mark(kept: Unsigned) -> str:
    seen = ",".join(map(str, sorted(kept.seen)))
    return f"{kept.up_to} {kept.policy} {kept.version} {seen}"


def _is_signed(look: Look, kept: Unsigned) -> bool:
    return any(
        (each.up_to, each.policy) == (kept.up_to, kept.policy) and each.stands
        for each in releases.listed(look)
    )


def _forms(look: Look) -> Forms:
    return Forms("releases", look.la)
