"""Writing a part of the annual report: what rules say, the box, and how it will stand."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data_access.casework import commentary
from data_access.casework.commentary import of_report
from data_access.store.commentary import release_of
from domain.errors import DashboardError
from reports.documents import narrative
from reports.documents.model import plain
from reports.documents.narrative import Slot
from ui.kit import state, tables, words
from ui.kit import writing as box
from ui.reports import making
from ui.reports.making import Chosen

LABEL = "Your words for this part"
HELP = (
    "What you type is kept as your draft when you leave the box. It is yours alone "
    "until you save it. Name no child. A figure stands by its name in braces, and is "
    "taken from the release with its note. Saved empty, what rules say stands again."
)
BUTTON = "Save this part"
NOBODY = "Nobody has written this part yet."
BEFORE = (
    "Nobody has written this part of this release yet. The box begins with what was "
    "written of release {}: save it if it still holds."
)
LONGEST_NAME = 70


def ask(chosen: Chosen, slots: Sequence[Slot]) -> None:
    """Ask for a part of the report, and let it be written."""
    st.header("Write a part", anchor=False)
    names = {_name(place, each): each for place, each in enumerate(slots, 1)}
    key = f"reports-part-{chosen.look.la}"
    state.hold(key, list(names))
    part = names[st.selectbox("Part of the report", list(names), key=key)]
    _told(part)
    _figures(part, chosen)
    about = of_report(chosen.report.part(part.key))
    here = f"report-{chosen.look.la}-{about.key}"
    box.ask(chosen.look, about, here, _asked(part, chosen))
    _as_it_stands(part, chosen)


def _name(place: int, part: Slot) -> str:
    said = part.asked or part.said
    short = said if len(said) <= LONGEST_NAME else f"{said[:LONGEST_NAME].rstrip()} ..."
    return f"{place}. {part.section}: {short}"


def _told(part: Slot) -> None:
    if part.asked:
        st.markdown(words.plain(f"What is asked for: {part.asked}"))
        return
    st.markdown(words.plain(f"Rules say: {part.said}"))


def _figures(part: Slot, chosen: Chosen) -> None:
    """List the figures of the section, by the names that stand for them."""
    read = chosen.read
    rows = [
        {
            "Figure": measure.words.name,
            "Write": f"{{{key}}}",
            read.when: read.figure(key).words,
            "Of": plain((read.figure(key, ask="cases"),)).strip(" ()"),
        }
        for key in part.measures
        if (measure := read.measure(key)) and read.figure(key).of
    ]
    if not rows:
        return
    with st.expander("Figures of this section, and how to write them"):
        st.markdown(
            words.plain(
                "Add :cases for what it is of, and :before for the year before: "
                "{reviews_held_on_time:cases}, {reviews_held_on_time:before}."
            )
        )
        tables.show(pd.DataFrame(rows), "Figures of this section")


def _asked(part: Slot, chosen: Chosen) -> box.Asked:
    hidden = making.hidden(chosen, part)

    def doubt(text: str) -> str:
        found = narrative.doubtful(text, hidden)
        if not found:
            return ""
        return (
            f"You write {', '.join(found)}. The release withholds a figure of this "
            "section that is that number, so that no child can be known by it."
        )

    before = commentary.written_in_others(chosen.look, chosen.report).get(part.key)
    nobody = BEFORE.format(release_of(before)) if before else NOBODY
    return box.Asked(
        LABEL,
        HELP,
        BUTTON,
        nobody,
        begin=before.text if before else part.draft,
        refuse=lambda text: narrative.lines(text, chosen.read),
        doubt=doubt,
    )


def _as_it_stands(part: Slot, chosen: Chosen) -> None:
    """Show how what is saved stands in the report, with its figures."""
    comment = making.standing(chosen).get(part.key)
    if comment is None:
        return
    try:
        found = narrative.lines(comment.text, chosen.read)
    except DashboardError as refusal:
        st.error(words.plain(str(refusal)))
        return
    st.subheader("As it stands in the report", anchor=False)
    for runs in found:
        st.markdown(words.plain(plain(runs)))
