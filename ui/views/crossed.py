"""The numbers that a reader set, and whether their measures have gone past them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from data_access.access.look import Look
from data_access.casework import views
from domain.access import Screen
from domain.periods import ONE_DAY, Period, month_of, parted, rolling_year_to
from domain.tables import Columns
from domain.views import Own, Threshold
from metrics.catalogue import CATALOGUE
from metrics.figure import figure
from metrics.measure import Metric
from metrics.release import said as of_release
from metrics.said import in_units
from reports.released import Released, ReleasedMeasure
from ui.kit import words

HEADING = "Past a number that you set"
NOT_COMPARED = "not compared: {}"


@dataclass(frozen=True)
class Told:
    """A threshold and its measure now; `value` is in words, or why there is none."""

    threshold: Threshold
    name: str
    number: str
    value: str
    crossed: bool

    @property
    def line(self) -> str:
        """What its reader is told where it is crossed."""
        side = self.threshold.words
        return f"{self.name}: {self.value}, {side} the {self.number} that you set."


def live(own: Own, columns: Columns) -> list[Told]:
    """Return each threshold with the twelve months to the last whole month."""
    metrics = {each.key: each for each in CATALOGUE}
    days = _twelve_months(columns)
    return [
        _live(each, metrics[each.measure], columns, days)
        for each in own.thresholds
        if each.measure in metrics and days
    ]


def _twelve_months(columns: Columns) -> Period | None:
    last = columns.data_to
    if last is None:
        return None
    month = month_of(last)
    return rolling_year_to(last if month.end == last else month.start - ONE_DAY)


def _live(each: Threshold, metric: Metric, columns: Columns, days: Period) -> Told:
    period = parted(days, metric.dividing(columns))[-1]
    shown = figure(metric, columns, period).comparable
    number = in_units(metric.unit, each.number)
    if shown.value is None:
        why = NOT_COMPARED.format(words.fraction(shown))
        return Told(each, metric.name, number, why, crossed=False)
    value = in_units(metric.unit, shown.value)
    counted = "" if metric.plain_count else f" ({words.fraction(shown)})"
    said = f"{value}{counted} {words.when(metric, period)}"
    return Told(each, metric.name, number, said, each.crossed_by(shown.value))


def released(own: Own, release: Released) -> list[Told]:
    """Return each threshold with the latest four quarters of a release."""
    found = release.measures
    return [
        _released(each, found[each.measure], release)
        for each in own.thresholds
        if each.measure in found
    ]


def _released(each: Threshold, measure: ReleasedMeasure, release: Released) -> Told:
    """Return a threshold; what is withheld is not compared, as that would tell it."""
    name, unit = measure.words.name, measure.words.unit
    parts = measure.parts(release.latest)
    cell = measure.told(parts[-1]) if parts else None
    value = of_release.value_words(unit, cell)
    number = in_units(unit, each.number)
    exact = cell.value.exact if cell and cell.value else None
    if cell is None or exact is None:
        return Told(each, name, number, NOT_COMPARED.format(value), crossed=False)
    said = f"{value} {words.when(measure.words, cell.key.period)}"
    return Told(each, name, number, said, each.crossed_by(exact))


def shown(look: Look, columns: Columns) -> None:
    """Draw a line for each number that is crossed, for who keeps some; else nothing."""
    if look.may(Screen.OWN_VIEWS):
        lines(live(views.of(look), columns))


def lines(found: Iterable[Told]) -> None:
    """Draw a line for each that is crossed."""
    some = [each.line for each in found if each.crossed]
    if some:
        listed = "\n".join(f"- {words.plain(line)}" for line in some)
        st.warning(f"**{HEADING}**\n\n{listed}")
