"""How long until a child is back on a plan: the curve, its numbers, its groups."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from domain.periods import Period, say_day
from domain.tables import Columns
from metrics import survival
from metrics.measure import Unit
from metrics.plans import PLANS_ENDED
from metrics.rows import PLANS_SOURCE
from metrics.survival import FEWEST, MONTHS, Curve, Returns
from ui.kit import palette, words
from ui.kit.charts import Panel
from ui.kit.drawings import AXIS, FONT, Drawing, layout_of
from ui.kit.filters import Selection
from ui.kit.offered import Offer, offer

LABEL = "How long until a child is back on a plan?"
KEY = "back-on-a-plan"
KINDS = {
    "year": "Ended in",
    "category": "Category",
    "duration_band": "Time on the plan",
}
TOO_FEW, NOT_YET = "too few to say", "not over yet"
HOW = (
    "Each plan that ended is followed to the child's next plan. Where there is none, "
    "it is followed as long as the files tell without a break, and no longer than to "
    "the child's 18th birthday or death. A plan in another council is not seen. The "
    "shares are estimated from all who were still followed at each time (Kaplan and "
    "Meier's method), so that a plan which ended lately counts for as long as it can "
    "be seen. In brackets: between which shares the true one lies 95 times of 100, "
    "if each plan stood for itself. Brothers and sisters often come back together, "
    "so the truth is less sure."
)
WHO = (
    "It counts plans: a child with several may count more than once. Left out are "
    "plans whose end or time after it no file tells, those that gave way to another "
    "on their last day, and those of children who had died or turned 18 by then. 3, "
    f"6, 12 and 24 months are 91, 183, 365 and 730 days. Of fewer than {FEWEST} still "
    "followed nothing is said."
)
SOURCE = f"Source: {PLANS_SOURCE.words}."


def shown(columns: Columns, chosen: Selection) -> None:
    """Offer how soon children are back on a plan."""
    offer(LABEL, KEY, lambda: in_full(columns, chosen), columns, chosen)


def in_full(columns: Columns, chosen: Selection) -> Offer:
    """Return the curve of all plans chosen, and a table with their groups."""
    days = _days(columns, chosen)
    where = chosen.on(PLANS_ENDED, columns)
    (whole, *_) = survival.returns(columns, days, where) or (None,)
    ended = f"plans that ended from {say_day(days.start)} to {say_day(days.end)}"
    heading = f"Back on a plan: {_finding(whole)}, of {ended}"
    panel = Panel(
        key=KEY,
        heading=heading,
        drawing=drawn(whole.curve) if whole else None,
        alt=f"{heading}. The share back on a plan by months since the last one ended, "
        "and how many were still followed.",
        table=lambda: _table(columns, days, chosen, whole),
        metrics=(),
    )
    followed = f"All {ended}, followed up to {say_day(days.end)}."
    only = chosen.sentence.split(". ", 1)[1]
    notes = (
        ("Measure", "Time from a plan's end to the child's next plan"),
        ("Filters", f"{followed} {only}"),
        ("Source", PLANS_SOURCE.words),
    )
    return Offer(panel, (HOW, WHO, SOURCE), notes)


def _days(columns: Columns, chosen: Selection) -> Period:
    """Return all days told up to the last one chosen."""
    told = survival.days_told(columns)
    if told is None or told.start > chosen.period.end:
        return chosen.period
    return Period(told.start, min(told.end, chosen.period.end))


def _finding(whole: Returns | None) -> str:
    if whole is None or not whole.curve.size:
        return "no plan to follow"
    for months in (12, 6, 3):
        if whole.told(months):
            share = words.percent(100 * whole.curve.share(MONTHS[months])[0])
            return f"{share} within {months} months"
    return TOO_FEW


def _table(
    columns: Columns, days: Period, chosen: Selection, whole: Returns | None
) -> pd.DataFrame:
    where = chosen.on(PLANS_ENDED, columns)
    lines = [_line("All", whole)] if whole else []
    for by, kind in KINDS.items():
        lines += [
            _line(f"{kind}: {words.label(each.label)}", each)
            for each in survival.returns(columns, days, where, by)
        ]
    return pd.DataFrame(lines)


def _line(name: str, found: Returns) -> dict[str, str]:
    curve = found.curve
    return {
        "Plans that ended": name,
        "Followed": words.number(curve.size),
        "Back on a plan": words.number(int(curve.events.sum())),
        **{f"Within {months} months": share(found, months) for months in MONTHS},
        "Still followed at 3, 6, 12 and 24 months": ", ".join(
            words.number(curve.watched(time)) for time in MONTHS.values()
        ),
        "Left out": words.number(found.aside),
    }


def share(found: Returns, months: int) -> str:
    """Return a share with its bounds, or why there is none, in words."""
    if not found.told(months):
        over = found.curve.watched(MONTHS[months]) or found.curve.size < FEWEST
        return TOO_FEW if over else NOT_YET
    back, low, high = (100 * each for each in found.curve.share(MONTHS[months]))
    if math.isnan(high):
        return f"{words.percent(back)} (none seen)"
    return f"{words.percent(back)} ({words.percent(low)} to {words.percent(high)})"


# The drawing: a stepped curve between its bounds, with the numbers at risk beneath.


HEIGHT = 380
MONTH = 365 / 12  # days
LAST = 730  # days
TICKS = {0: 0, 6: 183, 12: 365, 24: 730}  # with room for numbers on a telephone
LEAST_SPAN, ROOM = 20.0, 1.1  # percentage points; above the highest bound


def drawn(curve: Curve) -> Drawing | None:
    """Return the share back on a plan as steps; None where too few are followed."""
    until = min(LAST, _followed_by_enough(curve))
    if until <= 0:
        return None
    steps = list(_steps(curve, until))
    x, back, low, high = (list(each) for each in zip(*steps, strict=True))
    traces = [
        _line_of("Back on a plan", x, back, {"color": palette.BLUE, "width": 3}),
        *(
            {
                **_line_of("95% bounds", x, bound, {"dash": "dot", "width": 1.5}),
                "showlegend": number == 0,
            }
            for number, bound in enumerate((low, high))
        ),
    ]
    layout = layout_of(Unit.PERCENT, HEIGHT)
    top = max(each for each in (*back, *high) if each is not None)
    layout["yaxis"] |= {"range": [0, min(100.0, max(LEAST_SPAN, top * ROOM))]}
    layout["xaxis"] |= {
        **AXIS,
        "showgrid": False,
        "tickvals": list(TICKS),
        "ticktext": [
            f"{months}<br>{words.number(curve.watched(days) if days else curve.size)}"
            for months, days in TICKS.items()
        ],
        "range": [0, 25],
        "title": {
            "text": "Months; plans still followed",
            "font": {"size": FONT},
        },
    }
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}
    layout |= {"showlegend": True, "legend": {**legend, "font": {"size": FONT}}}
    return {"data": traces, "layout": layout}


def _followed_by_enough(curve: Curve) -> int:
    """Return the last day on which enough are still followed; 0 where there is none."""
    return int(curve.durations[-FEWEST]) if curve.size >= FEWEST else 0


def _steps(
    curve: Curve, until: int
) -> Iterator[tuple[float, float, float | None, float | None]]:
    """Yield months, share and bounds in percent, at 0, at each step and at the end."""
    for day in (0, *curve.times[curve.times <= until].tolist(), until):
        back, low, high = (100 * each for each in curve.share(day))
        known = not np.isnan(high)
        yield day / MONTH, back, low if known else None, high if known else None


def _line_of(
    name: str, x: list[float], y: list[float | None], line: dict[str, object]
) -> Drawing:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": palette.WORDS, "shape": "hv", **line},
        "text": ["" if each is None else words.percent(each) for each in y],
        "hovertemplate": "%{text} by month %{customdata}<extra></extra>",
        "customdata": [words.number(each) for each in x],
    }
