"""Data quality on screen: how much there is to put right, of what, and by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from data_access.access.look import Look
from data_access.casework import quality
from data_access.casework.quality import KEY, TODAY, Owner, QualityLine, Summary
from domain.access import Role, Screen, Viewer, may
from domain.errors import DashboardError
from domain.periods import MONTHS, say_day
from domain.rounding import rounded
from metrics.catalogue import CATALOGUE
from ui.kit import charts, data, drawings, links, state, tables, words

FIRST = 5  # that are to be put right first
COUNTS, LIST = "How much there is", "The list, child by child"
NOTHING = (
    "Nothing to put right: no rule finds anything wrong in the rows figures rest on"
)
EVERY_RULE = "What each rule looks for, why it matters, and which figures it changes"
NAMES = {metric.key: metric.name for metric in CATALOGUE}
WHOSE = {
    Role.IRO: "Only what is about the children who are yours today.",
    Role.MANAGER: "Of the whole council. Where fewer are about children who are your "
    "teams' today, that is said too, and those are in the list.",
}


def shown(look: Look, version: int) -> None:
    """Draw what there is to put right: counts, or, for whoever may see it, the list."""
    try:
        found = data.to_mend(look, version)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    views = [COUNTS, LIST] if look.may(Screen.QUALITY_FINDINGS) else []
    if views and st.radio("Show", views, horizontal=True, key="quality-view") == LIST:
        listed(look)
        return
    _counts(found, look.viewer)


def headline(found: Summary) -> str:
    """Return how much there is to put right, in one sentence."""
    things = "thing" if found.found == 1 else "things"
    older = {0: "none", found.found: "all"}.get(found.older, f"{found.older:,}")
    return (
        f"{found.found:,} {things} to put right in the rows these figures rest on, "
        f"{older} from more than a month ago"
    )


def how_many(line: QualityLine) -> str:
    """Return a rule's count, with how many of them the reader's list holds."""
    if line.listed in (None, line.found):
        return f"{line.found:,}"
    return f"{line.found:,}, of which {line.listed:,} are your teams'"


def first(found: Summary) -> list[QualityLine]:
    """Return the rules to put right first: they change most, and most lately."""
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
        trend(found)
    _beside(found, viewer)
    _rules(found)


def _whose(viewer: Viewer) -> list[str]:
    return [WHOSE[viewer.role]] if viewer.role in WHOSE else []


def _mend_first(found: Summary) -> None:
    some = first(found)
    st.subheader("Put these right first this month", anchor=False)
    st.markdown("They change the most figures. Of those, what happened lately leads.")
    table = pd.DataFrame(
        {
            "What is wrong": line.rule.words,
            "How many": how_many(line),
            "In the last month": f"{line.recent:,}",
            "Figures it changes": f"{len(line.rule.touches)}",
            "How to put it right": line.rule.mend,
        }
        for line in some
    )
    tables.show(table, "What to put right first this month", stacked=True)


def _every_line(found: Summary) -> None:
    st.subheader("Everything that was found", anchor=False)
    table = pd.DataFrame(
        {
            "What is wrong": line.rule.words,
            "How many": how_many(line),
            "Rows looked at": f"{line.looked_at:,}",
            "Share": words.percent(100 * line.found / line.looked_at),
            "Newest": _day(line.newest),
            "Who puts it right": line.rule.owner.value,
        }
        for line in found.lines
        if line.found
    )
    tables.show(table, "Everything that was found, rule by rule", stacked=True)
    tables.download(table, {"As at": say_day(found.as_at)}, "data-quality")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _owners(found: Summary) -> None:
    counts = Counter[Owner]()
    older = Counter[Owner]()
    for line in found.lines:
        counts[line.rule.owner] += line.found
        older[line.rule.owner] += line.found - line.recent
    st.subheader("Who can put it right", anchor=False)
    table = pd.DataFrame(
        {
            "Who puts it right": owner.value,
            "How many": f"{count:,}",
            "From more than a month ago": f"{older[owner]:,}",
        }
        for owner, count in counts.most_common()
        if count
    )
    tables.show(
        table, "How much there is to put right, by who can put it right", stacked=True
    )


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
                "How to put it right": line.rule.mend,
                "Who puts it right": line.rule.owner.value,
            }
            for line in found.lines
        )
        tables.show(table, EVERY_RULE, stacked=True)


def _figures(touched: tuple[str, ...]) -> str:
    return "; ".join(NAMES[key] for key in touched) or "None"


# What is to be put right, child by child, on screen.


RULE, OWNER, PAGE = "quality-rule", "quality-owner", "quality-page"
EVERYTHING, ANYBODY = "Everything", "Anybody"
ON_A_PAGE = 50
WHO = "Who puts it right"
COLUMNS_LISTED = (
    *("Child", "What is wrong", "Happened", "Days since", WHO, "Team"),
    *("IRO or chair", "How to put it right"),
)
TAKEN = ("Code", *COLUMNS_LISTED[1:])
NOTHING_LISTED = (
    "There is nothing to put right: no rule finds anything wrong about the children whom "
    "you may see here."
)


def listed(look: Look) -> None:
    """Draw what there is to put right, what changes most figures first."""
    try:
        found = quality.listed(look)
    except DashboardError as refusal:
        st.error(str(refusal))
        return
    if found.empty:
        st.info(NOTHING_LISTED)
        return
    some = _narrowed(found)
    st.markdown(
        f"{len(some):,} of {len(found):,} things to put right, as at {say_day(look.as_at)}, "
        "the last day loaded. What changes the most figures comes first, then what "
        "happened last. Each opening of this list is written to the access ledger."
    )
    page = tables.page_of(some, PAGE, ON_A_PAGE)
    goes_on = look.may(Screen.CHILD)
    tables.show(
        tables.said(page[list(COLUMNS_LISTED)]),
        "What is to be put right, child by child",
        links=[
            links.to_child(code) if goes_on and today else ""
            for code, today in zip(page["Code"], page[TODAY], strict=True)
        ],
        stacked=True,
    )
    tables.download(
        lambda: tables.said(quality.listed(look, taken=True)[list(TAKEN)]),
        {"As at": say_day(look.as_at)},
        "to-put-right",
    )
    st.markdown(
        "The download has codes in place of the council's own ids, and holds everything, "
        "whatever is shown above. That somebody took it is written to the access ledger."
    )


def _narrowed(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the rule and the owner that are chosen."""
    counts = found[KEY].value_counts()
    names = {EVERYTHING: f"{EVERYTHING}: {len(found):,}"}
    names |= {
        rule.key: f"{rule.words}: {counts[rule.key]:,}"
        for rule in quality.rules()
        if rule.key in counts
    }
    state.hold(RULE, list(names))
    rule = st.selectbox(
        "What is wrong", list(names), format_func=names.__getitem__, key=RULE
    )
    owners = [ANYBODY, *sorted(set(found[WHO]))]
    state.hold(OWNER, owners)
    owner = st.selectbox(WHO, owners, key=OWNER)
    keep = pd.Series(data=True, index=found.index)
    if rule != EVERYTHING:
        keep &= found[KEY] == rule
    if owner != ANYBODY:
        keep &= found[WHO] == owner
    return found[keep]


# The trend of errors on screen: of the rows that rules looked at, how many are wrong.


TREND_RULE, EVERY = "quality-trend", "Every rule"
TREND_KEY = "trend-of-errors"
Months = Sequence[tuple[int, int]]  # rows wrong and rows looked at
HOW = (
    "A check is one rule looking at one row. A row belongs to the month in which what it "
    "tells of happened, not that in which it was typed or loaded; what has been put right "
    "since is not counted. Rules that ask how things stand today have no months and are "
    "left out."
)
NO_CHECKS = "Nothing happened in these two years that a rule looks at."


def trend(found: Summary) -> None:
    """Draw the share of checks, month by month, that found something."""
    names = {"": EVERY} | {
        line.rule.key: line.rule.words
        for line in found.lines
        if line.found and not line.rule.standing
    }
    state.hold(TREND_RULE, list(names))
    rule = st.selectbox(
        "Trend of", list(names), format_func=names.__getitem__, key=TREND_RULE
    )
    months = found.by_month(rule or "")
    said = names[rule] if rule else "Checks that found something to put right"
    heading = trend_finding(said, months, found)
    st.header(words.plain(heading), anchor=False)
    drawing = drawings.rates(found.months, [_share(each) for each in months])
    if drawing is None:
        st.markdown(NO_CHECKS)
        return
    charts.draw(drawing, TREND_KEY, f"{heading}. Month by month.")
    _table(found, months, heading)


def trend_finding(said: str, months: Months, found: Summary) -> str:
    """Return what the last twelve months come to, beside the twelve before."""
    before, now = _sum(months[:-MONTHS]), _sum(months[-MONTHS:])
    if not now[1]:
        return f"{said}: nothing looked at in the last twelve months"
    beside = (
        f"{said}: {words.percent(_share(now))} ({now[0]:,} of {now[1]:,}) in the twelve "
        f"months to {found.months[-1].start:%B %Y}"
    )
    if not before[1]:
        return beside
    difference = rounded(_share(now)) - rounded(_share(before))
    was = words.percent(_share(before))
    if not rounded(difference):
        return f"{beside}, about the same as in the twelve before ({was})"
    return f"{beside}, {'up' if difference > 0 else 'down'} from {was} in the twelve before"


def _table(found: Summary, months: Months, heading: str) -> None:
    expander = st.expander(charts.TABLE, key=f"table-{TREND_KEY}", on_change="rerun")
    if not expander.open:
        return
    with expander:
        table = pd.DataFrame(
            {
                "Month": month.label,
                "Found wrong": f"{wrong:,}",
                "Looked at": f"{looked:,}",
                "Share": words.percent(_share((wrong, looked))) if looked else "None",
            }
            for month, (wrong, looked) in zip(found.months, months, strict=True)
        ).iloc[::-1]
        tables.show(table, heading)
        tables.download(table, {"As at": say_day(found.as_at)}, TREND_KEY)
        st.markdown(HOW)


def _sum(months: Months) -> tuple[int, int]:
    return sum(wrong for wrong, _ in months), sum(looked for _, looked in months)


def _share(month: tuple[int, int]) -> float:
    wrong, looked = month
    return 100 * wrong / looked if looked else np.nan
