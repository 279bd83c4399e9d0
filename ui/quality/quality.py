"""Data quality on screen: how much there is to mend, of what, and by whom."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pandas as pd
import streamlit as st

from data_access.casework.quality import Line, Owner, Summary
from domain.access import Role, Screen, Viewer, may
from domain.errors import DashboardError
from domain.periods import say_day
from domain.tables import Columns
from metrics.catalogue import CATALOGUE
from ui.kit import data, tables, words
from ui.quality import quality_list, quality_trend

FIRST = 5  # that are to be mended first
COUNTS, LIST = "How much there is", "The list, child by child"
NOTHING = "Nothing to mend: no rule finds anything wrong in the rows figures rest on"
EVERY_RULE = "What each rule looks for, why it matters, and which figures it changes"
NAMES = {metric.key: metric.name for metric in CATALOGUE}
WHOSE = {
    Role.IRO: "Only what is about the children who are yours today.",
    Role.MANAGER: "Of the whole council. Where fewer are about children who are your "
    "teams' today, that is said too, and those are in the list.",
}


def shown(viewer: Viewer, columns: Columns, as_at: date, now: datetime) -> None:
    """Draw what there is to mend: counts, or, for whoever may see it, the list."""
    la = columns.la
    try:
        found = data.to_mend(viewer, la, as_at, columns.version)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    views = [COUNTS, LIST] if may(viewer, Screen.QUALITY_FINDINGS, la) else []
    if views and st.radio("Show", views, horizontal=True, key="quality-view") == LIST:
        quality_list.shown(viewer, la, as_at, now)
        return
    _counts(found, viewer)


def headline(found: Summary) -> str:
    """Return how much there is to mend, in one sentence."""
    things = "thing" if found.found == 1 else "things"
    older = {0: "none", found.found: "all"}.get(found.older, f"{found.older:,}")
    return (
        f"{found.found:,} {things} to mend in the rows these figures rest on, "
        f"{older} from more than a month ago"
    )


def how_many(line: Line) -> str:
    """Return a rule's count, with how many of them the reader's list holds."""
    if line.listed in (None, line.found):
        return f"{line.found:,}"
    return f"{line.found:,}, of which {line.listed:,} are your teams'"


def first(found: Summary) -> list[Line]:
    """Return the rules to mend first: they change most figures, and most lately."""
    wrong = [line for line in found.lines if line.found]
    return sorted(
        wrong, key=lambda line: (-len(line.rule.touches), -line.recent, -line.found)
    )[:FIRST]


def _counts(found: Summary, viewer: Viewer) -> None:
    as_at = f"As at {say_day(found.as_at)}, the last day loaded."
    st.header(headline(found) if found.found else NOTHING, anchor=False)
    st.markdown(" ".join([as_at, *_whose(viewer)]))
    if found.found:
        _mend_first(found)
        _every_line(found)
        _owners(found)
        quality_trend.shown(found)
    _beside(found, viewer)
    _rules(found)


def _whose(viewer: Viewer) -> list[str]:
    return [WHOSE[viewer.role]] if viewer.role in WHOSE else []


def _mend_first(found: Summary) -> None:
    some = first(found)
    st.subheader("Mend these first this month", anchor=False)
    st.markdown("They change the most figures. Of those, what happened lately leads.")
    table = pd.DataFrame(
        {
            "What is wrong": line.rule.words,
            "How many": how_many(line),
            "In the last month": f"{line.recent:,}",
            "Figures it changes": f"{len(line.rule.touches)}",
            "How to mend it": line.rule.mend,
        }
        for line in some
    )
    tables.show(table, "What to mend first this month")


def _every_line(found: Summary) -> None:
    st.subheader("Everything that was found", anchor=False)
    table = pd.DataFrame(
        {
            "What is wrong": line.rule.words,
            "How many": how_many(line),
            "Rows looked at": f"{line.looked_at:,}",
            "Share": words.percent(100 * line.found / line.looked_at),
            "Newest": _day(line.newest),
            "Who mends it": line.rule.owner.value,
        }
        for line in found.lines
        if line.found
    )
    tables.show(table, "Everything that was found, rule by rule")
    tables.download(table, {"As at": say_day(found.as_at)}, "data-quality")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _owners(found: Summary) -> None:
    counts = Counter[Owner]()
    older = Counter[Owner]()
    for line in found.lines:
        counts[line.rule.owner] += line.found
        older[line.rule.owner] += line.found - line.recent
    st.subheader("Who can mend it", anchor=False)
    table = pd.DataFrame(
        {
            "Who mends it": owner.value,
            "How many": f"{count:,}",
            "From more than a month ago": f"{older[owner]:,}",
        }
        for owner, count in counts.most_common()
        if count
    )
    tables.show(table, "How much there is to mend, by who can mend it")


def _beside(found: Summary, viewer: Viewer) -> None:
    """Say what else is known of the files, that is no finding of a rule."""
    st.subheader("Beside these", anchor=False)
    left_out = (
        f"{found.left_out:,} rows and single cells were left out, or read another way, "
        "when the files were loaded. Some are found by the rules as well."
    )
    st.markdown(left_out if found.left_out else "No row was left out by the loading.")
    if found.left_out and may(viewer, Screen.FILES):
        st.page_link("data/load_files.py", label="Load files lists them, with reasons")
    if found.both_due:
        st.markdown(
            f"{found.other_due:,} of {found.both_due:,} due dates that a file gives "
            "differ from ours. Neither need be wrong: councils count intervals in two "
            "ways. These figures use ours."
        )


def _rules(found: Summary) -> None:
    expander = st.expander(EVERY_RULE, key="table-quality-rules", on_change="rerun")
    if not expander.open:
        return
    with expander:
        table = pd.DataFrame(
            {
                "What is wrong": line.rule.words,
                "Found": f"{line.found:,} of {line.looked_at:,} rows",
                "Why it matters": line.rule.why,
                "Figures it changes": _figures(line.rule.touches),
                "How to mend it": line.rule.mend,
                "Who mends it": line.rule.owner.value,
            }
            for line in found.lines
        )
        tables.show(table, EVERY_RULE)


def _figures(touched: tuple[str, ...]) -> str:
    return "; ".join(NAMES[key] for key in touched) or "None"
