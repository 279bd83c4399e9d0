"""A funnel plot on screen: one IRO's or chair's share beside what chance alone gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
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
    Limits,
    Place,
    Point,
    funnel,
)
from metrics.led import of_the_service
from metrics.measure import Metric
from metrics.plans import PLAN_REVIEWS_HELD_ON_TIME
from ui.kit import charts, palette, words
from ui.kit.charts import Panel
from ui.kit.drawings import AXIS, FONT, TENS, Drawing, layout_of
from ui.kit.filters import Selection

MEASURES = {  # with what each counts
    REVIEWS_HELD_ON_TIME: "Reviews held in the period",
    PLAN_REVIEWS_HELD_ON_TIME: "Plan reviews held in the period",
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
    drawing = drawn(found, own, rest, MEASURES[metric])
    charts.show(
        Panel(
            key=f"funnel-{metric.key}",
            heading=heading,
            drawing=drawing,
            alt=f"{heading}. Each point is an IRO or chair, by number of cases and "
            "share on time.",
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
        LIMITS,
        RULE,
    ]
    st.markdown(words.plain("\n\n".join(line for line in lines if line)))


def _until(whole: Period, days: Period) -> str:
    if days == whole:
        return ""
    return (
        f"These are conferences up to {say_day(days.end)}: lead practitioners chair "
        "since."
    )


def _asked(role: str, columns: Columns, days: Period) -> Metric:
    measures = [
        metric
        for metric in list(MEASURES)[:: -1 if role == CHAIR else 1]
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
        "On time": words.number(point.passed),
        "Share": words.percent(point.share),
        "95% limits": _span(found.limits(point.cases, USUAL)) if compared else "",
        "99.8% limits": _span(found.limits(point.cases, RARE)) if compared else "",
        "What it says": point.says.value
        if compared
        else f"Not compared: {point.says.value}",
    }


def _span(of: Limits) -> str:
    low, high = of.shares
    return f"{words.percent(low)} to {words.percent(high)}"


# The drawing of a funnel plot: points, the service's share, and two pairs of limits.


HEIGHT = 420
ROOM, ROOM_LEFT = 1.08, 3  # so that no point is cut at the right, nor at the left
SPAN, FULL = 20.0, 100.0  # percentage points
Trace = dict[str, Any]


def drawn(
    found: Funnel, own: Point, rest: Sequence[Point], cases: str
) -> Drawing | None:
    """Return the points that are compared among their limits; None where none is.

    `cases` says what is counted along the bottom.
    """
    others = [point for point in rest if point.compared]
    theirs = [own] if own.compared else []
    if not (others or theirs):
        return None
    last = int(max(point.cases for point in (*others, *theirs)) * ROOM) + 1
    sizes = list(range(FEWEST, last + 1))
    service = [100 * found.passed / found.cases] * len(sizes)
    traces = [
        _points("Others", others, palette.GREY, "circle-open", 11),
        _points(own.label, theirs, palette.BLUE, "diamond", 15),
        _limit_line("The service", sizes, service, "solid"),
    ]
    for kept, name, dash in ((USUAL, "95%", "dash"), (RARE, "99.8%", "dot")):
        limits = [found.limits(size, kept).shares for size in sizes]
        low, high = ([each[side] for each in limits] for side in (0, 1))
        traces.append(_limit_line(f"{name} limits", sizes, low, dash))
        traces.append({**_limit_line(name, sizes, high, dash), "showlegend": False})
    return {"data": traces, "layout": _layout(found, cases, last, traces)}


def _points(
    name: str, points: Sequence[Point], colour: str, symbol: str, size: int
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [point.cases for point in points],
        "y": [point.share for point in points],
        "text": [words.percent(point.share) for point in points],
        "marker": {
            "color": colour,
            "symbol": symbol,
            "size": size,
            "line": {"width": 2},
        },
        "cliponaxis": False,
        "showlegend": bool(points),
        "hovertemplate": "%{text} of %{x}<extra></extra>",
    }


def _limit_line(name: str, across: list[int], up: list[float], dash: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": across,
        "y": up,
        "line": {"color": palette.WORDS, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _layout(found: Funnel, cases: str, last: int, traces: list[Trace]) -> Trace:
    lowest = min(min(trace["y"]) for trace in traces if trace["y"])
    low = float(np.floor((lowest - 2) / TENS) * TENS)
    layout = layout_of(found.metric.unit, HEIGHT)
    layout["yaxis"] |= {"range": [max(0.0, min(low, FULL - SPAN)), FULL + 1]}
    layout["xaxis"] |= {
        **AXIS,
        "title": {"text": cases, "font": {"size": FONT}},
        "range": [FEWEST - ROOM_LEFT, last],
    }
    layout["legend"] = {
        "orientation": "h",
        "y": 1.02,
        "yanchor": "bottom",
        "x": 0,
        "font": {"size": FONT},
    }
    return {**layout, "showlegend": True}
