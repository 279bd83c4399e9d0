"""One measure as rows: by month, quarter, year, or any grouping its rows carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain import rulebook
from domain.events import Event
from domain.periods import (
    Period,
    clip,
    financial_year_of,
    months_between,
    parted,
    quarter_number,
    quarters_between,
    rolling_years_between,
    years_between,
)
from domain.rounding import rounded
from domain.tables import Columns
from metrics import led
from metrics.figure import Figure, of_row
from metrics.measure import (
    ALL,
    EVERYTHING,
    Counts,
    MeasureError,
    Metric,
    Where,
    spoken_for,
)
from metrics.spoken import days_counted, first_counted

Number = int | float
VALUE_DECIMALS, POST_DECIMALS = 6, 2
ONLY_GROUPS_WITH_CASES = frozenset({"team", "iro"})
APRIL = 4


@dataclass(frozen=True)
class Row:
    """One group's figure; `value` None where there are no cases or no file.

    Where no file speaks for the days (`covered` False) no number is there. `edition`
    says which editions of the rules it leans on were in force in its own days. `shown`
    is the figure, for words. `part` are the days counted where, of a row that is named
    after a time, they are not all of it.
    """

    group: str
    numerator: Number | None
    denominator: Number | None
    value: float | None
    aside: int
    covered: bool
    shown: Figure
    edition: str = ""
    part: Period | None = None


@dataclass(frozen=True)
class Figures:
    """A measure's rows, with all that a reader needs to know what they are.

    `spoken` are the days of the period that files speak for. `events` are days on which
    what is counted became another service's; a period with such a day in it is two rows.
    """

    metric: Metric
    period: Period
    where: Where
    by: str | None
    data_to: date | None
    rows: tuple[Row, ...]
    spoken: tuple[Period, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def counted_from(self) -> date | None:
        """The first day that is counted, where it is later than the period's."""
        return first_counted(self.metric, self.period, self.spoken)

    @property
    def days_counted(self) -> str:
        """Which days of the period are not counted, in words; empty if all are."""
        return days_counted(self.metric, self.period, self.spoken)


def _month(period: Period) -> str:
    return f"{period.start:%Y-%m}"


def _quarter(period: Period) -> str:
    return f"{_year(period)} Q{quarter_number(period.start)}"


def _year(period: Period) -> str:
    return financial_year_of(period.start).label


def _year_to(period: Period) -> str:
    return f"year to {period.end:%Y-%m}"


Periods = Callable[[date, date], tuple[Period, ...]]
TIMES: Mapping[str, tuple[Periods, Callable[[Period], str]]] = {
    "month": (months_between, _month),
    "quarter": (quarters_between, _quarter),
    "year": (years_between, _year),
    "rolling_year": (rolling_years_between, _year_to),
}


def figures(
    metric: Metric,
    columns: Columns,
    period: Period,
    *,
    by: str | None = None,
    where: Where = EVERYTHING,
) -> Figures:
    """Return a measure of a period: one row, or one for each group of `by`.

    Months, quarters and years are those that touch the period, cut to it; a rolling
    year starts where it starts and is cut at the period's end only. One that files do
    not speak for in full has no figure: beside others it would tell of the loading. Of
    teams, IROs and what is not recorded, only those with cases are there.

    Raises:
        MeasureError: `by` or `where` names what the measure does not have.
    """
    day = metric.dividing(columns)
    if by is not None and by in TIMES:
        rows = _by_time(metric, columns, period, by, where)
    elif by is None:
        parts = parted(period, day)
        counts = metric.count(columns, parts, where)
        rows = tuple(
            _row(each, _days_of(ALL, part, period))
            for each, part in zip(of_row(metric, counts, where, 0), parts, strict=True)
        )
    else:
        rows = tuple(
            replace(row, group=_days_of(row.group, part, period))
            for part in parted(period, day)
            for row in _by_group(metric, columns, part, by, where)
        )
    runs = spoken_for(columns, metric.files)
    last = runs[-1].end if runs else None
    spoken = clip(runs, period)
    events = led.events(metric, columns)
    return Figures(metric, period, where, by, last, rows, spoken, events)


def _days_of(group: str, part: Period, whole: Period) -> str:
    """Return a row's group, with its days where the whole period is read as two."""
    if part == whole:
        return group
    if part.start == whole.start:
        return f"{group}, up to {part.end.isoformat()}"
    return f"{group}, from {part.start.isoformat()}"


def _by_time(
    metric: Metric, columns: Columns, period: Period, by: str, where: Where
) -> tuple[Row, ...]:
    between, name = TIMES[by]
    whole = between(period.start, period.end)
    within = Period(min(whole[0].start, period.start), period.end)
    periods = clip(whole, within if by == "rolling_year" else period)
    day = metric.dividing(columns)
    parts = {
        part: (each, named)
        for each, named in zip(periods, whole, strict=True)
        for part in parted(each, day)
    }
    ordered = tuple(sorted(parts))
    counts = metric.count(columns, ordered, where).only_whole()
    found = of_row(metric, counts, where, 0)
    return tuple(
        replace(
            _row(found[ordered.index(part)], _days_of(name(each), part, each)),
            part=_part(found[ordered.index(part)], named),
        )
        for part, (each, named) in parts.items()
    )


def _part(shown: Figure, named: Period) -> Period | None:
    """Return the days counted of a month, quarter or year; None if they are all."""
    if shown.metric.is_stock or not shown.covered:
        return None
    counted = Period(shown.spoken[0].start, shown.spoken[-1].end)
    return None if counted == named else counted


def _by_group(
    metric: Metric, columns: Columns, period: Period, by: str, where: Where
) -> tuple[Row, ...]:
    carried = metric.dimensions(columns)
    if by not in carried:
        raise MeasureError(
            f"{metric.key} cannot be broken down by '{by}'. "
            f"Expected one of: {', '.join((*TIMES, *carried))}."
        )
    counts = metric.count(columns, (period,), where, by)
    not_recorded = columns.labels[by][0]
    named = [label for label in counts.labels if label != not_recorded]
    shown = [
        label
        for label in (*named, not_recorded)
        if label in counts.labels
        and (
            (label != not_recorded and by not in ONLY_GROUPS_WITH_CASES)
            or _has_cases(metric, counts, by, counts.labels.index(label))
        )
    ]
    return tuple(
        _row(of_row(metric, counts, where, counts.labels.index(label))[0], label)
        for label in shown
    )


def _has_cases(metric: Metric, counts: Counts, by: str, position: int) -> bool:
    sides = [counts.numerator]
    if by != metric.natural:
        sides += [counts.aside]
        sides += [] if counts.denominator is None else [counts.denominator]
    return any(side[position].any() for side in sides)


def _row(shown: Figure, group: str) -> Row:
    edition = rulebook.on(shown.metric.source.law, shown.period)
    if not shown.covered:
        return Row(
            group, None, None, None, 0, covered=False, shown=shown, edition=edition
        )
    below, value = shown.denominator, shown.value
    return Row(
        group=group,
        numerator=_number(shown.numerator),
        denominator=None if below is None else _number(below),
        value=None if value is None else rounded(value, VALUE_DECIMALS),
        aside=int(shown.aside),
        covered=True,
        shown=shown,
        edition=edition,
    )


def _number(counted: float) -> Number:
    """Return a count: whole, but for full-time posts, which are parts of one too."""
    found = rounded(float(counted), POST_DECIMALS)
    return int(found) if found.is_integer() else found
