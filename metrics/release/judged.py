"""What a release says of its figures: made of what it tells, and of nothing else.

So a sentence gives nothing away that its numbers do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from domain.periods import Period, financial_year_of, quarter_of
from domain.tables import Bools, Columns
from metrics.benchmark import beside, last_years, range_of
from metrics.changed import RARE, Changed, changed_of, compared_with
from metrics.comparison import Quoted, compare
from metrics.figure import Figure
from metrics.kernel import Numbers
from metrics.measure import ALL, Metric
from metrics.release.cells import Key
from metrics.release.declared import latest_four_quarters
from metrics.release.told import Span, ToldCell
from metrics.said import briefly
from metrics.series import Grain, Series, control_of
from metrics.spc import FEWEST
from metrics.verdict import Assurance, Variation, Verdict, target_of, verdict_of

QUARTERS = 20  # at most, that a verdict is of
HALF = 0.5  # of the periods have to be told, for a series of them
Told = Mapping[Key, ToldCell]


@dataclass(frozen=True)
class Judged:
    """One period of a series; None where a number is withheld, or there is none.

    `towards` is 1 where the point is higher than chance explains, -1 where lower.
    """

    period: Period
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    towards: int


@dataclass(frozen=True)
class Said:
    """What a release says of one measure, in words, with the points that say so.

    `finding` is a heading. `change` is from the four quarters before; `beside` what the
    Department published. `grain` says what one of the points is; there are none where
    too few periods are told.
    """

    finding: str
    trend: str
    of_target: str
    why: str
    variation: Variation
    target: float | None
    change: str
    beside: str
    grain: Grain
    points: tuple[Judged, ...] = ()
    assurance: Assurance = Assurance.NO_TARGET


def said_of(metric: Metric, columns: Columns, to: date, told: Told) -> Said:
    """Return what a release to a day says of a measure."""
    series = _series(metric, columns, told)
    found = verdict_of(metric, series, target_of(metric, columns, to))
    latest = latest_four_quarters(to)
    return Said(
        finding=found.finding,
        trend=found.trend,
        of_target=found.of_target,
        why=found.why,
        variation=found.variation,
        target=found.target,
        change=_change(metric, columns, latest, told),
        beside=_beside(metric, columns, latest, told),
        grain=series.grain if series else Grain.YEAR,
        points=_points(found),
        assurance=found.assurance,
    )


def changed_in(
    metrics: Sequence[Metric], columns: Columns, to: date, told: Told
) -> Changed | None:
    """Return what changed of some measures, of the last four quarters and those before.

    None where nothing is told of both.
    """
    latest = latest_four_quarters(to)
    pairs = [both for metric in metrics if (both := _both(metric, latest, told))]
    return changed_of(pairs, columns.led_from)


# A series of what is told: quarters, or years where too few quarters are.


def _series(metric: Metric, columns: Columns, told: Told) -> Series | None:
    if metric.natural:
        return None
    periods = sorted(
        key.period for key in told if key.measure == metric.key and not key.by
    )
    quarters = [each for each in periods if _within(each, quarter_of(each.start))]
    years = [each for each in periods if _is_year(each)]
    for grain, some in ((Grain.QUARTER, quarters[-QUARTERS:]), (Grain.YEAR, years)):
        if some and (found := _told_series(metric, columns, grain, tuple(some), told)):
            return found
    return None


def _within(period: Period, whole: Period) -> bool:
    return whole.start <= period.start and period.end <= whole.end


def _is_year(period: Period) -> bool:
    """Say whether a period is a financial year, or what a change leaves of one."""
    year = financial_year_of(period.start)
    return _within(period, year) and not _within(period, quarter_of(period.start))


def _told_series(
    metric: Metric,
    columns: Columns,
    grain: Grain,
    periods: tuple[Period, ...],
    told: Told,
) -> Series | None:
    """Return the series of some periods; None where most of them are withheld."""
    cells = [told[Key(metric.key, "", ALL, period)] for period in periods]
    hidden = np.array([_withheld(cell) for cell in cells])
    if hidden.mean() > HALF:
        return None
    spoken = metric.count(columns, periods)  # of it no number is taken
    counts = replace(
        spoken,
        numerator=_exact(hidden, (cell.numerator for cell in cells)),
        denominator=(
            None
            if spoken.denominator is None
            else _exact(hidden, (cell.denominator for cell in cells))
        ),
        value=_exact(hidden, (cell.value for cell in cells)),
        aside=_exact(hidden, (cell.aside for cell in cells)),
        withheld=hidden[None, :],
        nobody_listed=False,  # else nothing would be told
    ).only_whole()
    return Series(grain, periods, control_of(metric, columns, counts), counts)


def _exact(hidden: Bools, spans: Iterable[Span | None]) -> Numbers:
    """Return a row of numbers, NaN where one is withheld or there is none."""
    told = (None if span is None else span.exact for span in spans)
    row = np.array([np.nan if each is None else each for each in told], np.float64)
    return np.where(hidden, np.nan, row)[None, :]


def _withheld(cell: ToldCell) -> bool:
    """Say whether any number that its value is made of is withheld."""
    numbers = cell.numerator, cell.denominator, cell.value
    return any(each is not None and each.exact is None for each in numbers)


def _points(found: Verdict) -> tuple[Judged, ...]:
    series = found.series
    if series is None:
        return ()
    control = series.control
    if control.in_phase < FEWEST:
        control = control.bare
    lines = (control.values, control.mean, control.lower, control.upper)
    value, mean, lower, upper = (_or_none(line) for line in lines)
    points = zip(
        series.periods, value, mean, lower, upper, control.towards, strict=True
    )
    return tuple(Judged(*each) for each in points)


def _or_none(line: Numbers) -> list[float | None]:
    return [None if np.isnan(each) else each for each in line.tolist()]


def _beside(metric: Metric, columns: Columns, latest: Period, told: Told) -> str:
    """Return what is published beside a measure; or of its own years, those told."""
    years = (told.get(Key(metric.key, "", ALL, year)) for year in last_years(latest))
    values = {
        cell.key.period: cell.value.exact
        for cell in years
        if cell and cell.value and cell.value.exact is not None
    }
    found = beside(metric, columns, latest)
    return replace(found, own_range=range_of(metric, values)).line


# The last four quarters and the four before.


def _both(metric: Metric, latest: Period, told: Told) -> tuple[Figure, Figure] | None:
    """Return both figures as they are told; None where one of them is not there."""
    now, before = (
        told.get(Key(metric.key, "", ALL, period))
        for period in (latest, latest.same_last_year())
    )
    if now is None or before is None:
        return None
    return _figure(metric, now), _figure(metric, before)


def _figure(metric: Metric, cell: ToldCell) -> Figure:
    below = cell.denominator
    return Figure(
        metric=metric,
        period=cell.key.period,
        where={},
        numerator=cell.numerator.low,
        denominator=None if below is None else below.low,
        value=None if cell.value is None else cell.value.exact,
        aside=cell.aside.low,
        covered=True,
        withheld=_withheld(cell),
    )


def _change(metric: Metric, columns: Columns, latest: Period, told: Told) -> str:
    """Return the change from the four quarters before in words; empty if none is told."""
    both = _both(metric, latest, told)
    if both is None:
        return ""
    now, before = both
    if now.withheld or before.withheld:
        return "Not compared with a year before: a number is withheld."
    if now.value is None or before.value is None:
        return ""
    day = columns.led_from if metric.of_conferences else None
    found = compare(Quoted.of(now), Quoted.of(before), day)
    if found.refused:
        return found.words
    one = compared_with(now, before, columns.led_from)
    was = briefly(metric, before.value)
    way = "Up" if now.value > before.value else "Down"
    then = "a year before" if metric.is_stock else "in the four quarters before"
    said = f"{way} from {was} {then}."
    if briefly(metric, now.value) == was:
        said = f"{was} {then} too."
    chance = found.words
    if not chance and one is not None:
        rare = one.rarity <= RARE
        chance = "" if rare else "The difference is no more than chance gives."
    return f"{said} {chance}".strip()
