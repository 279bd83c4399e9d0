"""The trend of errors on screen: of the rows that rules looked at, how many are wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from data_access.casework.quality import Summary
from domain.periods import MONTHS, say_day
from ui.kit import drawings, panels, state, tables, words

RULE, EVERY = "quality-trend", "Every rule"
KEY = "trend-of-errors"
Months = Sequence[tuple[int, int]]  # rows wrong and rows looked at
HOW = (
    "A check is one rule looking at one row. A row belongs to the month in which what it "
    "tells of happened, not that in which it was typed or loaded; what has been mended "
    "since is not counted. Rules that ask how things stand today have no months and are "
    "left out."
)
NO_CHECKS = "Nothing happened in these two years that a rule looks at."


def shown(found: Summary) -> None:
    """Draw the share of checks, month by month, that found something."""
    names = {"": EVERY} | {
        line.rule.key: line.rule.words
        for line in found.lines
        if line.found and not line.rule.standing
    }
    state.hold(RULE, list(names))
    rule = st.selectbox(
        "Trend of", list(names), format_func=names.__getitem__, key=RULE
    )
    months = found.by_month(rule or "")
    said = names[rule] if rule else "Checks that found something to mend"
    heading = finding(said, months, found)
    st.header(words.plain(heading), anchor=False)
    drawing = drawings.rates(found.months, [_share(each) for each in months])
    if drawing is None:
        st.markdown(NO_CHECKS)
        return
    panels.draw(drawing, KEY, f"{heading}. Month by month.")
    _table(found, months, heading)


def finding(said: str, months: Months, found: Summary) -> str:
    """Return what the last twelve months come to, beside the twelve before."""
    before, now = _sum(months[:-MONTHS]), _sum(months[-MONTHS:])
    if not now[1]:
        return f"{said}: nothing looked at in the last twelve months"
    told = (
        f"{said}: {words.percent(_share(now))} ({now[0]:,} of {now[1]:,}) in the twelve "
        f"months to {found.months[-1].start:%B %Y}"
    )
    if not before[1]:
        return told
    difference = round(_share(now), 1) - round(_share(before), 1)
    was = words.percent(_share(before))
    if not round(difference, 1):
        return f"{told}, about the same as in the twelve before ({was})"
    return (
        f"{told}, {'up' if difference > 0 else 'down'} from {was} in the twelve before"
    )


def _table(found: Summary, months: Months, heading: str) -> None:
    expander = st.expander(panels.TABLE, key=f"table-{KEY}", on_change="rerun")
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
        tables.download(table, {"As at": say_day(found.as_at)}, KEY)
        st.markdown(HOW)


def _sum(months: Months) -> tuple[int, int]:
    return sum(wrong for wrong, _ in months), sum(looked for _, looked in months)


def _share(month: tuple[int, int]) -> float:
    wrong, looked = month
    return 100 * wrong / looked if looked else np.nan
