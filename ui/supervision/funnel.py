"""A funnel plot on screen: one IRO's or chair's share beside what chance alone gives."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from domain.codes import NOT_RECORDED
from domain.periods import Period, say_day
from domain.tables import Columns
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.figure import figure
from metrics.funnel import (
    FEWEST,
    LEAST_IN_POST,
    RARE,
    USUAL,
    Funnel,
    LeftOut,
    Place,
    Point,
    funnel,
)
from metrics.led import of_the_service
from metrics.measure import Metric
from metrics.plans import PLAN_REVIEWS_HELD_ON_TIME
from metrics.since import CHILDREN_WITH_A_DISPUTE
from ui.kit import charts, funnels, words
from ui.kit.charts import Panel
from ui.kit.filters import Selection

MEASURES = {  # with what each counts
    REVIEWS_HELD_ON_TIME: "Reviews held in the period",
    PLAN_REVIEWS_HELD_ON_TIME: "Plan reviews held in the period",
    CHILDREN_WITH_A_DISPUTE: "Children in care at the end of the period",
}
CHAIR = "cp_chair"
ANOTHER = "Another IRO or chair"
OTHERS = (
    "The other points are other IROs and chairs. They have no names and no order but "
    "the number of cases: this is no table of who is best."
)
OWN_ONLY = "You see your own point only, and the limits around the whole service."
LIMITS = (
    "If each review had the same chance of being on time, that of the whole service, "
    "chance alone would keep at least 95 people of 100 within the 95% limits, and 998 "
    "of 1,000 within the 99.8% limits; a point on a limit is within it. A point outside "
    "says that something may be different: not what, nor whose doing it is. Brothers "
    "and sisters often have their reviews together, so points stray further than the "
    "limits allow for."
)
LIMITS_OF_DISPUTES = (
    "If each child had the same chance of a dispute about them, that of the whole "
    "service, chance alone would keep at least 95 people of 100 within the 95% limits, "
    "and 998 of 1,000 within the 99.8% limits. Neither many disputes nor few are good or "
    "bad: a point outside is something to talk about. Whoever raised the dispute, it "
    "counts where the child is now."
)
RULE = (
    f"Nobody with fewer than {FEWEST} reviews in the period, or in post for less than "
    f"{LEAST_IN_POST:.0%} of it, is compared."
)


def shown(
    name: str,
    role: str,
    in_post: Mapping[str, float],
    columns: Columns,
    chosen: Selection,
    *,
    others: bool,
) -> None:
    """Draw somebody's point among the limits; the others' too where they may be seen."""
    metric = _asked(role, columns, chosen.period)
    days = of_the_service(metric, columns, chosen.period) or chosen.period
    labels = columns.labels["iro"] if others else (name,)
    known = [label for label in labels if label != NOT_RECORDED]
    found = funnel(metric, columns, days, known, in_post)
    own = next((point for point in found.points if point.label == name), None)
    if own is None:
        st.header(words.plain(f"{metric.name}: none to compare"), anchor=False)
        st.markdown(_why_none(columns, metric, days))
        return
    rest = [point for point in found.points if point is not own]
    whole = figure(metric, columns, days)
    heading = f"{_heading(found, own)}{words.counted_from(whole)}"
    drawing = funnels.of_one(found, own, rest, MEASURES[metric], FEWEST)
    charts.show(
        Panel(
            key=f"funnel-{metric.key}",
            heading=heading,
            drawing=drawing,
            alt=f"{heading}. Each point is an IRO or chair, by number of cases and "
            f"share {_passed(metric)}.",
            table=lambda: _table(found, own, rest),
            metrics=(metric,),
        ),
        columns,
        chosen,
    )
    lines = [
        _until(chosen.period, days),
        OTHERS if others else OWN_ONLY,
        _not_compared(rest),
        _with_none(found) if others else "",
        LIMITS_OF_DISPUTES if metric is CHILDREN_WITH_A_DISPUTE else LIMITS,
        RULE,
    ]
    st.markdown(words.plain("\n\n".join(line for line in lines if line)))


def _passed(metric: Metric) -> str:
    return "with a dispute" if metric is CHILDREN_WITH_A_DISPUTE else "on time"


def _with_none(found: Funnel) -> str:
    """Say how many have no dispute about any of their children in 12 months."""
    compared = [point for point in found.points if point.compared]
    if found.metric is not CHILDREN_WITH_A_DISPUTE or not compared:
        return ""
    none = sum(not point.passed for point in compared)
    return (
        f"Of {len(compared):,} who are compared, {none:,} have no dispute about any of "
        "their children in the 12 months."
    )


def _until(whole: Period, days: Period) -> str:
    if days == whole:
        return ""
    return (
        f"These are conferences up to {say_day(days.end)}: lead practitioners chair "
        "since."
    )


def _asked(role: str, columns: Columns, days: Period) -> Metric:
    own = PLAN_REVIEWS_HELD_ON_TIME if role == CHAIR else REVIEWS_HELD_ON_TIME
    measures = [
        metric
        for metric in (own, *(each for each in MEASURES if each is not own))
        if of_the_service(metric, columns, days)
    ]
    names = {metric.name: metric for metric in measures}
    chosen = st.radio(
        "Reviews to compare", list(names), horizontal=True, key=f"funnel-of-{role}"
    )
    return names[chosen or measures[0].name]


def _why_none(columns: Columns, metric: Metric, days: Period) -> str:
    whole = figure(metric, columns, days)
    if not whole.covered:
        return "No file that is loaded speaks for these days."
    return f"There were no {metric.denominator} {words.when_counted(whole)}."


def _heading(found: Funnel, own: Point) -> str:
    counted = f"{found.metric.name}: {own.passed:,} of {own.cases:,} ({words.percent(own.share)})"
    if isinstance(own.says, LeftOut):
        return f"{counted}, not compared: {own.says.value}"
    return f"{counted}, {own.says.value} around the service's {_service(found)}"


def _service(found: Funnel) -> str:
    return words.percent(100 * found.passed / found.cases)


def _not_compared(rest: list[Point]) -> str:
    why = [point.says.value for point in rest if not point.compared]
    if not why:
        return ""
    counts = ", ".join(f"{each} ({why.count(each)})" for each in dict.fromkeys(why))
    return f"Not compared, and not drawn, of the others: {len(why)}. Why: {counts}."


def _table(found: Funnel, own: Point, rest: list[Point]) -> pd.DataFrame:
    return pd.DataFrame([_line(found, each, own) for each in (own, *rest)])


def _line(found: Funnel, point: Point, own: Point) -> dict[str, str]:
    compared = isinstance(point.says, Place)
    return {
        "Whose": own.label if point is own else ANOTHER,
        "Cases": words.number(point.cases),
        _passed(found.metric).capitalize(): words.number(point.passed),
        "Share": words.percent(point.share),
        "95% limits": funnels.span(found, point, USUAL),
        "99.8% limits": funnels.span(found, point, RARE),
        "What it says": point.says.value
        if compared
        else f"Not compared: {point.says.value}",
    }
