"""The filter bar: one set of choices for every page, kept in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import streamlit as st

from domain import periods
from domain.access import Viewer
from domain.codes import NOT_RECORDED
from domain.labels import REVIEW_TYPES
from domain.periods import Period
from domain.tables import DIMENSIONS, Columns
from metrics.figure import Figure
from metrics.measure import Metric, Where
from ui.kit import data, state, words

ALL = "All"
ROLLING, YEAR, QUARTER, MONTH, CHOSEN = (
    "Twelve months",
    "Financial year",
    "Quarter",
    "Month",
    "Months I choose",
)
KINDS = (ROLLING, YEAR, QUARTER, MONTH, CHOSEN)
WHICH = {  # the kind of period: the label of its list, its name in the address
    ROLLING: ("Twelve months to", "to"),
    YEAR: ("Which year", "year"),
    QUARTER: ("Which quarter", "quarter"),
    MONTH: ("Which month", "month"),
}
SO_FAR = " so far"
TREND_MONTHS = 36
COMPARED = (
    "team",
    "iro",
    "age_band",
    "sex",
    "ethnic_group",
    "disability",
    "alone",
    "legal_status",
    "placement",
    "highest_stage",
)
OF_PERIODS = ("period", "from", "until", *(key for _, key in WHICH.values()))
FILTERED = ("team", "iro", "age_band", "review_type")
KEPT = (  # what the address carries from page to page
    *("council", "compare"),
    *OF_PERIODS,
    *FILTERED,
)


@dataclass(frozen=True)
class Selection:
    """What the reader chose: days, and groups to keep.

    `part`: the days are one side of a period that is read as two (ui/kit/led.py).
    """

    period: Period
    where: Where
    data_to: date | None
    leads_on: bool = False  # whether figures lead to the rows they count
    part: bool = False
    figures: dict[str, tuple[Figure, Figure]] = field(
        default_factory=dict, compare=False, repr=False
    )  # already counted while this page was drawn, by the measure's key

    def on(self, metric: Metric, columns: Columns) -> Where:
        """Return the filters that a measure's rows carry."""
        carried = metric.dimensions(columns)
        return {name: kept for name, kept in self.where.items() if name in carried}

    def ignored(self, metric: Metric, columns: Columns) -> tuple[str, ...]:
        """Return, in words, the filters that do not apply to a measure."""
        applied = self.on(metric, columns)
        return tuple(DIMENSIONS[name] for name in self.where if name not in applied)

    @property
    def before(self) -> Period:
        """The same days a year earlier."""
        return self.period.same_last_year()

    def trend(self, metric: Metric, columns: Columns) -> tuple[Period, ...]:
        """Return the months a trend shows: three years, or what is loaded of them."""
        last = periods.month_of(self.period.end)
        first = periods.add_months(last.start, 1 - TREND_MONTHS)
        runs = columns.covered.get(metric.coverage, ())
        if runs and runs[0].start <= last.end:
            first = max(first, runs[0].start)
        return periods.months_between(first, last.end)

    def month(self, month: Period) -> dict[str, str]:
        """Return what an address says for one month instead of the chosen days."""
        last = self.data_to or month.end
        return {"period": MONTH, WHICH[MONTH][1]: _label(MONTH, month, last)}

    @property
    def sentence(self) -> str:
        """The choice as one sentence."""
        kept = [
            f"{DIMENSIONS[name].lower()} {' or '.join(choice)}"
            for name, choice in self.where.items()
        ]
        only = f" Only {', '.join(kept)}." if kept else " All teams, ages and reviews."
        return (
            f"Showing {words.period(self.period)}.{only} {words.data_to(self.data_to)}"
        )


def council(viewer: Viewer) -> Columns | None:
    """Return the rows of the council shown; None if there is none."""
    la = council_shown(viewer)
    return None if la is None else data.columns(viewer, la)


def council_shown(viewer: Viewer) -> str | None:
    """Return the code of the only council, or of the one chosen; None if none is."""
    found = data.councils(viewer)
    if not found:
        return None
    if len(found) == 1:
        return found[0][0]
    apart = words.told_apart({la: name for la, name, _ in found})
    names = {name: la for la, name in apart.items()}
    with st.sidebar:
        state.at_hand("council", list(names))
        chosen = st.selectbox(
            "Council", list(names), key="council", bind="query-params"
        )
    return names[chosen]


def bar(columns: Columns, *, leads_on: bool = False) -> Selection:
    """Draw the filters in the sidebar and return what they say."""
    with st.sidebar:
        above, below = st.container(), st.container()
    # Drawn first, and without a callback: of a session that a server that was started
    # again has just begun, Streamlit knows none, and a list takes no value once drawn.
    if below.button("Reset filters", width="stretch"):
        _reset(ROLLING)
    with above:
        period = _period(columns)
        where = {
            name: (choice,)
            for name in FILTERED
            if (name != "iro" or len(columns.labels[name]) > 1)
            and (choice := _choice(name, columns)) != ALL
        }
    return Selection(period, where, columns.data_to, leads_on)


def compared(metric: Metric, columns: Columns) -> str:
    """Ask by what to compare a measure's groups; the same answer on every page."""
    names = {
        DIMENSIONS[name]: name
        for name in metric.dimensions(columns)
        if name in COMPARED
    }
    return names[_select("Compare by", "compare", list(names))]


def _choice(name: str, columns: Columns) -> str:
    labels = [each for each in columns.labels[name] if each != NOT_RECORDED]
    if name == "review_type":
        labels = [*REVIEW_TYPES[1:], REVIEW_TYPES[0]]
    if name in ("team", "iro"):
        labels = sorted(labels)
    return _select(DIMENSIONS[name], name, [ALL, *labels])


def _select(label: str, key: str, options: list[str]) -> str:
    state.at_hand(key, options)
    return st.selectbox(label, options, key=key, bind="query-params")


def _reset(kind: str) -> None:
    state.reset({"period": kind, **dict.fromkeys(FILTERED, ALL)})


def _period(columns: Columns) -> Period:
    last = columns.data_to or date(periods.APRIL, 1, 1)
    runs = _runs(columns) or (Period(last, last),)
    kind = _select("Period", "period", list(_kinds(columns, runs, last)))
    if kind == CHOSEN:
        return _months_chosen(runs, last)
    offered = _offered(kind, runs, last)
    found = offered[_select(*WHICH[kind], list(offered))]
    return Period(found.start, min(found.end, last)) if found.end > last else found


Runs = tuple[Period, ...]
BETWEEN: dict[str, Callable[[date, date], Runs]] = {
    ROLLING: periods.rolling_years_between,
    YEAR: periods.years_between,
    QUARTER: periods.quarters_between,
    MONTH: periods.months_between,
    CHOSEN: periods.months_between,
}


def _kinds(columns: Columns, runs: Runs, last: date) -> tuple[str, ...]:
    """Return the kinds of period of which one at least is loaded; all if none is."""
    return tuple(kind for kind in KINDS if _loaded(kind, runs, last)) or KINDS


@lru_cache(maxsize=64)
def _offered(kind: str, runs: Runs, last: date) -> dict[str, Period]:
    """Return the periods of one kind that are loaded, the latest first.

    Those that touch the data, where none is loaded from its first day.
    """
    found = _loaded(kind, runs, last) or BETWEEN[kind](runs[0].start, last)
    return {_label(kind, each, last): each for each in found[::-1]}


@lru_cache(maxsize=64)
def _loaded(kind: str, runs: Runs, last: date) -> Runs:
    """Return the periods of which some kind of file tells each day up to the last.

    Of twelve-month periods only those that are over.
    """
    return tuple(
        each
        for each in BETWEEN[kind](runs[0].start, last)
        if (kind != ROLLING or each.end <= last)
        and any(
            run.holds(each.start) and run.holds(min(each.end, last)) for run in runs
        )
    )


def _label(kind: str, period: Period, last: date) -> str:
    so_far = SO_FAR if period.end > last else ""
    if kind == ROLLING:
        return f"{period.end:%B %Y}"
    if kind == QUARTER:
        return f"{words.period(period).capitalize()}{so_far}"
    return f"{period.label}{so_far}"


def _months_chosen(runs: Runs, last: date) -> Period:
    months = {
        f"{each.start:%B %Y}": each
        for each in list(_offered(CHOSEN, runs, last).values())[::-1]
    }
    names = list(months)
    start = months[_select("From", "from", names)]
    later = [name for name in names if months[name].start >= start.start]
    end = months[_select("To", "until", later[::-1])]
    return Period(start.start, min(end.end, last))


def _runs(columns: Columns) -> Runs:
    """Return the days that files of any kind speak for, the earliest first."""
    return tuple(sorted({run for runs in columns.covered.values() for run in runs}))
