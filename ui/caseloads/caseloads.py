"""Caseloads of the whole service: each month's end beside guidance and a target."""

from __future__ import annotations

from typing import Any

import streamlit as st

from domain.recorded_staff import POSTS
from domain.rounding import rounded
from domain.tables import Columns
from domain.workload import CaseloadRules
from metrics import caseloads
from metrics.figure import Figure
from metrics.led import event
from metrics.measure import Metric
from ui.kit import led, palette, trends, words
from ui.kit.cards import measured
from ui.kit.filters import Selection
from ui.kit.series_chart import Level
from ui.kit.trends import Beside

BANDED = caseloads.CASELOAD_IN_CARE_PER_FTE
TARGETED = caseloads.CASELOAD_PER_FTE
BAND, TARGET = "Guidance band", "Council's target"
ABOVE_ALL = 1.1  # of the highest number or line: how far the axis goes
LED = "The council's own most is of children in care and on plans: it is not compared."
POSTS_NOT_SAID = "How many posts are vacant is not known: the council has not said how many it agreed."
NOT_COMPARABLE = (
    "The band is about IROs who do nothing else. Here a post's time also goes to child "
    "protection conferences, so these figures and the band are not comparable."
)


def beside_guidance(columns: Columns, chosen: Selection, rules: CaseloadRules) -> None:
    """Say what guidance and the council hold to be right, and where the service is."""
    now, _ = measured(BANDED, columns, chosen)
    total, _ = measured(TARGETED, columns, chosen)
    lines = [f"**{BAND}:** {rules.source} {_place(now, total, rules)}"]
    if led.since(columns, chosen.period) is not None:
        lines.append(LED)
    elif rules.target is not None:
        lines.append(
            f"**{TARGET}:** no more than {rules.target} cases, in care and on plans, "
            f"for each full-time post. {_beside_target(total, rules.target)}"
        )
    else:
        lines.append("The council has set no target of its own.")
    lines += [_vacant(columns, chosen, rules), _on_probation(columns, chosen)]
    if not columns.staff.size:
        lines.append("No staff list is loaded, so caseloads cannot be worked out.")
    st.markdown("\n\n".join(line.strip() for line in lines if line))


def vacancies(columns: Columns, chosen: Selection, rules: CaseloadRules) -> None:
    """Say how many agreed posts nobody fills, and how many people are on probation."""
    lines = [
        _vacant(columns, chosen, rules) or _not_said(columns),
        _on_probation(columns, chosen),
    ]
    st.markdown("\n\n".join(filter(None, lines)))


def _not_said(columns: Columns) -> str:
    """Say that vacant posts are not known, where nothing is recorded of posts either."""
    return "" if columns.of(POSTS.rows_name).size else POSTS_NOT_SAID


def trend(
    metric: Metric, columns: Columns, chosen: Selection, rules: CaseloadRules
) -> None:
    """Show three years by month's end, or quarter's; guidance and target beside."""
    said = _beside(metric, rules)
    levels = ()
    if rules.target is not None:
        levels = (Level("Target", rules.target, palette.PINK, "dash"),)
    beside = Beside(levels, (rules.low, rules.high), said, key(rules))
    trends.trend(metric, columns, chosen, event(columns), beside)


def _beside(metric: Metric, rules: CaseloadRules) -> dict[str, str]:
    """Return what is drawn beside a measure, as its table says it.

    Where it is of other cases than the measure, it says of which.
    """
    of_band = "" if metric is BANDED else " children in care"
    found = {BAND: f"{rules.low} to {rules.high}{of_band}"}
    if rules.target is not None:
        of_target = "" if metric is TARGETED else " in care and on plans"
        found[TARGET] = f"{rules.target}{of_target}"
    return found


def lines(rules: CaseloadRules, along: str) -> list[dict[str, Any]]:
    """Return the band and the target as shapes of a drawing, by its axis of values."""
    across = "y" if along == "x" else "x"
    whole = {f"{across}ref": "paper", f"{across}0": 0, f"{across}1": 1}
    band = {
        **whole,
        "layer": "below",
        "type": "rect",
        f"{along}0": rules.low,
        f"{along}1": rules.high,
        "fillcolor": palette.GRID,
        "line": {"width": 0},
    }
    if rules.target is None:
        return [band]
    target = {
        **whole,
        "layer": "below" if along == "y" else "above",  # bars would hide it
        "type": "line",
        f"{along}0": rules.target,
        f"{along}1": rules.target,
        "line": {"color": palette.PINK, "width": 3, "dash": "dash"},
    }
    return [band, target]


def room(highest: float, rules: CaseloadRules) -> float:
    """Return how far an axis goes that shows the highest number, band and target."""
    return max(highest, rules.high, rules.target or 0) * ABOVE_ALL


def key(rules: CaseloadRules) -> str:
    """Return what the lines of a drawing are, where they carry no words."""
    said = (
        f"The grey band is the {BAND.lower()}, {rules.low} to {rules.high} children in "
        f"care for an IRO who does nothing else."
    )
    if rules.target is None:
        return said
    return (
        f"{said} The dashed line is the {TARGET[0].lower()}{TARGET[1:]}, {rules.target} "
        "cases in care and on plans."
    )


def _place(now: Figure, total: Figure, rules: CaseloadRules) -> str:
    """Say what the service has beside the band, and where that is if it can be said.

    Posts of IROs and chairs are counted together, so they are beside the band only
    where nobody has a child on a plan.
    """
    if now.value is None:
        return ""
    said = (
        f"This service has {words.figure(now)} children in care for each full-time post "
        f"{words.when(now.metric, now.period)}"
    )
    if total.value is not None and total.numerator == now.numerator:
        return f"{said}: {rules.place(now.value)} the band."
    return f"{said}. {NOT_COMPARABLE}"


def _vacant(columns: Columns, chosen: Selection, rules: CaseloadRules) -> str:
    """Say how many agreed posts nobody fills; nothing where either is not known."""
    if rules.posts is None:
        return ""
    filled, _ = measured(caseloads.POSTS_FILLED, columns, chosen)
    if filled.value is None:
        return ""
    vacant = rounded(rules.posts - filled.value)
    beside = (
        f"{words.figure(filled)} of {rules.posts:g} full-time posts agreed are filled "
        f"{words.when(filled.metric, filled.period)}"
    )
    if vacant < 0:
        return f"**Vacant posts:** none. {beside}: {-vacant:g} more than agreed."
    return f"**Vacant posts:** {vacant:g}. {beside}."


def _on_probation(columns: Columns, chosen: Selection) -> str:
    """Say how many are on probation; nothing where no staff list is loaded."""
    now, _ = measured(caseloads.STAFF_ON_PROBATION, columns, chosen)
    if not columns.staff.size or not now.covered:
        return ""
    said = f"{words.figure(now)} {words.when(now.metric, now.period)}."
    return f"**{now.metric.name}:** {said}"


def _beside_target(now: Figure, target: int) -> str:
    if now.value is None:
        return ""
    found = "above" if rounded(now.value) > target else "not above"
    return (
        f"This service has {words.figure(now)} {words.when(now.metric, now.period)}: "
        f"{found} the target."
    )
