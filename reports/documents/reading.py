"""A release read for one period: figures, sentences, tables and charts of it.

What is counted is only ever chosen here, never counted anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property

from domain.periods import ONE_DAY, Period, financial_year_of, say_day
from domain.units import Unit
from metrics.measure import ALL
from metrics.release.judged import Judged
from metrics.release.told import ToldCell
from metrics.series import Grain
from reports.documents.model import (
    Bars,
    Block,
    Chart,
    Figure,
    Line,
    Paragraph,
    Run,
    Table,
    ToWrite,
    ended,
)
from reports.documents.svg import axis_of
from reports.documents.told import (
    NOT_HERE,
    NOT_RELEASED,
    WITHHELD,
    cases_words,
    count_words,
    label,
    quoted_words,
    value_words,
    when,
)
from reports.released import Released, ReleasedMeasure

TOKEN = re.compile(r"\{(\w+)(?:@(\w+)=([^}:]+))?(?::(\w+))?\}")
TIMES = ("year", "before", "day", "day_before")
QUARTERS = 12  # of a chart, at most: three years
UNKNOWN = "Not recorded"


class NotHereError(Exception):
    """A sentence asks for a figure that is not in the release."""


@dataclass(frozen=True)
class Reading:
    """A release and the period of it that a document tells of."""

    released: Released
    period: Period

    @property
    def is_latest(self) -> bool:
        """Whether the verdicts of the release are on the period itself."""
        return self.released.to == self.period.end

    @property
    def before(self) -> Period:
        """The same days a year before."""
        return self.period.same_last_year()

    @property
    def when(self) -> str:
        """The period as a sentence has it."""
        return label(self.period)

    @cached_property
    def signed_words(self) -> str:
        """Say which release it is, who signed it, and when."""
        signed = self.released.signed
        to = say_day(self.released.to)
        if signed is None:
            return f"Draft of a release to {to}, signed by nobody."
        day = say_day(signed.signed_at.date())
        return (
            f"Release {signed.number} to {to}, signed by {signed.signed_by} on {day} "
            f"({signed.hash[:12]})."
        )

    @property
    def made(self) -> datetime:
        """The time at which it was signed, in whole seconds: the only one there is."""
        signed = self.released.signed
        if signed is None:
            return datetime.combine(self.released.to, time(), UTC)
        return signed.signed_at.astimezone(UTC).replace(microsecond=0)

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands under a document's title."""
        invented = "An invented council: no child in it is real."
        said = (
            self.signed_words,
            f"Period: {_days(self.period)}.",
            self.released.policy.words,
        )
        return (*said, invented) if self.released.invented else said

    @property
    def foot(self) -> str:
        """What stands on every page."""
        policy = self.released.policy.words.split(":")[0]
        return f"{self.signed_words} {policy}. Period: {_days(self.period)}."

    def measure(self, key: str) -> ReleasedMeasure | None:
        """Return a measure; None where it is not in the release."""
        return self.released.measures.get(key)

    def cell(
        self, key: str, period: Period | None = None, by: str = "", group: str = ALL
    ) -> ToldCell | None:
        """Return a cell; None where it is not in the release."""
        measure = self.measure(key)
        return measure.told(period or self.period, by, group) if measure else None

    def parts(self, key: str, period: Period) -> tuple[Period, ...]:
        """Return a period, or the two of a measure that a day divides it into.

        Empty where neither is in the release.
        """
        measure = self.measure(key)
        there = measure.periods() if measure else ()
        if period in there:
            return (period,)
        for first in there:
            rest = first.end + ONE_DAY
            if first.start == period.start and rest < period.end:
                second = Period(rest, period.end)
                if second in there:
                    return first, second
        return ()

    def figure(
        self,
        key: str,
        period: Period | None = None,
        by: str = "",
        group: str = ALL,
        ask: str = "",
    ) -> Figure:
        """Return a figure: its value, or with `ask` its `cases` or its `top`."""
        measure, cell = self.measure(key), self.cell(key, period, by, group)
        if measure is None or cell is None:
            return Figure(NOT_HERE)
        words = {
            "": lambda: value_words(measure.words, cell),
            "cases": lambda: _in_brackets(cases_words(measure.words, cell)),
            "top": lambda: count_words(cell, cell.numerator),
        }[ask]()
        quoted = quoted_words(measure.words, cell)
        return Figure(words, quoted, measure.words, alone=ask == "cases")

    # Sentences, in which figures stand as {measure}, {measure:cases}, {measure:before},
    # {measure@grouping=group} or {measure@grouping=group:top}. Cases stand in brackets of
    # their own, with a space before them, or not at all.

    def sentence(self, pattern: str) -> tuple[Run, ...]:
        """Return a sentence with its figures.

        Raises:
            NotHereError: one of them is not in the release.
        """
        found: list[Run] = []
        at = 0
        for token in TOKEN.finditer(pattern):
            found.append(pattern[at : token.start()])
            found.append(self._token(*token.groups()))
            at = token.end()
        return tuple(run for run in (*found, pattern[at:]) if run)

    def _token(
        self, key: str, by: str | None, group: str | None, ask: str | None
    ) -> Run:
        if key in TIMES:
            return self._time(key)
        period = self.before if ask in ("before", "cases_before") else self.period
        asked = {"before": "", "cases_before": "cases"}.get(ask or "", ask or "")
        if asked not in ("", "cases", "top"):
            raise NotHereError(f"{key}:{ask}")
        found = self.figure(key, period, by or "", group or ALL, asked)
        if found.of is None:
            raise NotHereError(key)
        return found

    def _time(self, key: str) -> str:
        return {
            "year": self.when,
            "before": label(self.before),
            "day": say_day(self.period.end),
            "day_before": say_day(self.before.end),
        }[key]

    def told(
        self, *patterns: str, instead: str = "", slot: str = ""
    ) -> tuple[Block, ...]:
        """Return sentences as one paragraph; those without a figure fall out of it.

        The others lean on the first. Where that one has no figure, but the two parts of
        a divided period have, each is told; else what `instead` names is told as not in
        the release, and left to be written. `slot` is where a person's words go.
        """
        slot = slot or slot_of(patterns[0])
        try:
            runs = [*self.sentence(patterns[0])]
        except NotHereError as error:
            parts = self.parts(str(error), self.period)
            if len(parts) > 1:
                each = (replace(self, period=part) for part in parts)
                return tuple(b for read in each for b in read.told(*patterns))
            waiting = ToWrite(f"{instead}: {NOT_HERE}.", slot)
            return (waiting,) if instead else ()
        said = [patterns[0]]
        for pattern in patterns[1:]:
            with suppress(NotHereError):
                runs += [" ", *self.sentence(pattern)]
                said.append(pattern)
        return (Paragraph(tuple(runs), slot=slot, draft=" ".join(said)),)

    # What is beside: the verdict, what England has, what was said in the year.

    def verdict(self, key: str, *, headed: bool = False) -> tuple[Block, ...]:
        """Return what the release says of a measure, where it is of this period.

        What stands in the heading already, where it is `headed`, is not said again.
        """
        measure = self.measure(key)
        if measure is None:
            return ()
        said = measure.said
        asked = [self.line_beside(key)]
        if self.is_latest:
            sentence = f"{measure.words.short_name}: {said.trend}."
            asked = [
                "" if headed else sentence,
                said.why,
                said.change,
                said.of_target,
                *asked,
            ]
        words = " ".join(
            ended(each) for each in asked if each and each != "No target is set."
        )
        return (Paragraph((words,)),) if words else ()

    def line_beside(self, key: str) -> str:
        """Return what is published beside a measure, where it is of this period."""
        measure = self.measure(key)
        return measure.said.beside if measure and self.is_latest else ""

    def commentary(self, keys: Iterable[str]) -> tuple[Block, ...]:
        """Return what was written of measures in the months of the period."""
        wanted = tuple(keys)
        lines = [
            f"{_month(each.get('month', ''))}: {each.get('text', '')}"
            for each in self.released.commentary
            if each.get("measure") in wanted and self._within(each.get("month", ""))
        ]
        return tuple(Paragraph((line,), small=True) for line in lines)

    def _within(self, month: str) -> bool:
        first, last = f"{self.period.start:%Y-%m}", f"{self.period.end:%Y-%m}"
        return first <= month[:7] <= last

    def happened(self) -> tuple[str, ...]:
        """Return what happened in the period, as it was logged."""
        first, last = self.period.start.isoformat(), self.period.end.isoformat()
        return tuple(
            _happened(each["day"], each.get("words", ""))
            for each in self.released.events
            if first <= each.get("day", "") <= last
        )

    # Tables and charts.

    def quarters(self, key: str) -> tuple[Judged, ...]:
        """Return the points of a measure's series up to the period's end."""
        measure = self.measure(key)
        if measure is None:
            return ()
        many = QUARTERS if measure.said.grain is Grain.QUARTER else None
        points = [p for p in measure.said.points if p.period.end <= self.period.end]
        return tuple(points[-many:] if many else points)

    def trend(self, key: str, title: str = "") -> tuple[Block, ...]:
        """Return a measure's series as a chart with its table.

        The limits are of the whole series of the release, so they are drawn only where
        the release is to the period's end.
        """
        measure, points = self.measure(key), self.quarters(key)
        if measure is None or not any(p.value is not None for p in points):
            return ()
        table = self.table_over(key, [point.period for point in points])
        drawn = self._line(measure, points)
        grain = "quarter" if measure.said.grain is Grain.QUARTER else "year"
        name = title or f"{measure.words.short_name}, by {grain}"
        alt = _alt(measure, points, drawn, grain)
        low, high, _ = axis_of(drawn)
        if low:
            name = f"{name}. The axis runs from {low:g}% to {high:g}%"
        return (Chart(name, alt, drawn, table),)

    def _line(self, measure: ReleasedMeasure, points: Sequence[Judged]) -> Line:
        values = [point.value for point in points]
        nothing: tuple[float | None, ...] = (None,) * len(points)
        lines = (nothing, nothing, nothing)
        if self.is_latest:
            lines = (
                tuple(p.mean for p in points),
                tuple(p.lower for p in points),
                tuple(p.upper for p in points),
            )
        last = max(at for at, value in enumerate(values) if value is not None)
        cell = measure.told(points[last].period)
        return Line(
            labels=tuple(label(point.period) for point in points),
            values=tuple(values),
            mean=lines[0],
            lower=lines[1],
            upper=lines[2],
            target=measure.said.target if self.is_latest else None,
            percent=measure.words.unit is Unit.PERCENT,
            last=value_words(measure.words, cell),
        )

    def table_over(self, key: str, periods: Sequence[Period]) -> Table:
        """Return a measure's cells over periods as a table."""
        measure = self.released.measures[key]
        cells = [(period, measure.told(period)) for period in periods]
        what = (
            "Day" if measure.words.is_stock else "Period",
            *_heads(measure),
        )
        rows = tuple(
            (when(period, measure.words.is_stock), *_row(measure, cell))
            for period, cell in cells
        )
        return Table(f"{measure.words.name}, in numbers", what, rows, self._of(key))

    def by(
        self, key: str, by: str, title: str, name: str, labels: Labels | None = None
    ) -> tuple[Block, ...]:
        """Return a measure by the groups of a grouping, as bars with their table.

        No group is named the most or the least: some may be withheld.
        """
        measure = self.measure(key)
        cells = measure.groups(by, self.period) if measure else ()
        cells = tuple(cell for cell in cells if not _nothing_of_the_unknown(cell))
        if measure is None or not cells:
            return (ToWrite(f"{title}: {NOT_HERE}.", f"{key} {by}"),)
        called = [_called(cell.key.group, labels) for cell in cells]
        table = Table(
            f"{title}, in numbers",
            (name, *_heads(measure)),
            tuple(
                (group, *_row(measure, cell))
                for group, cell in zip(called, cells, strict=True)
            ),
            tuple(self.figure(key, None, by, cell.key.group) for cell in cells[:1]),
        )
        values = tuple(cell.value.exact if cell.value else None for cell in cells)
        words = tuple(value_words(measure.words, cell) for cell in cells)
        if any(value is None for value in values) and not any(values):
            return (table,)
        alt = f"Bars. {title}: " + "; ".join(
            f"{group} {said}" for group, said in zip(called, words, strict=True)
        )
        return (Chart(title, f"{alt}.", Bars(tuple(called), values, words), table),)

    def years(self, key: str) -> tuple[Period, ...]:
        """Return the financial years of a measure up to the period's end."""
        measure = self.measure(key)
        return tuple(
            period
            for period in (measure.periods() if measure else ())
            if period == financial_year_of(period.start)
            and period.end <= self.period.end
        )

    def _of(self, key: str) -> tuple[Figure, ...]:
        found = (self.figure(key, part) for part in self.parts(key, self.period))
        return tuple(each for each in found if each.of)


Labels = dict[str, str]


def slot_of(pattern: str) -> str:
    """Return the key of the first measure that a sentence quotes."""
    keys = (token.group(1) for token in TOKEN.finditer(pattern))
    return next((key for key in keys if key not in TIMES), "")


def _heads(measure: ReleasedMeasure) -> tuple[str, ...]:
    words = measure.words
    if words.plain_count:
        return ("Number",)
    below = () if not words.denominator else ("Of" if words.joined == "of" else "For",)
    return ("Number", *below, _value_head(measure))


def _value_head(measure: ReleasedMeasure) -> str:
    return {
        Unit.PERCENT: "Share",
        Unit.DAYS: "Days (median)",
        Unit.WORKING_DAYS: "Working days (median)",
    }.get(measure.words.unit, "Rate")


def _row(measure: ReleasedMeasure, cell: ToldCell | None) -> tuple[str, ...]:
    width = len(_heads(measure))
    if cell is None:
        return (NOT_HERE, *[""] * (width - 1))
    found = [count_words(cell, cell.numerator)]
    if measure.words.plain_count:
        return (value_words(measure.words, cell),)
    if measure.words.denominator:
        found.append(count_words(cell, cell.denominator))
    return (*found, value_words(measure.words, cell))


def _alt(
    measure: ReleasedMeasure, points: Sequence[Judged], line: Line, grain: str
) -> str:
    """Return what a chart of a series shows, in words."""
    told = [point for point in points if point.value is not None]
    hidden = len(points) - len(told)

    def said(point: Judged) -> str:
        return value_words(measure.words, measure.told(point.period))

    low = min(told, key=lambda point: point.value or 0.0)
    high = max(told, key=lambda point: point.value or 0.0)
    first, last = told[0], told[-1]
    parts = [
        f"Line of {measure.words.name.lower()} by {grain}, from {said(first)} in "
        f"{label(first.period)} to {said(last)} in {label(last.period)}."
    ]
    if not hidden:
        parts.append(
            f"Lowest {said(low)} in {label(low.period)}, highest {said(high)} in "
            f"{label(high.period)}."
        )
    else:
        parts.append("Some are withheld, or had no cases: the line has gaps there.")
    if any(value is not None for value in line.mean):
        parts.append("Average and limits are drawn.")
    if line.target is not None:
        parts.append(f"The target is {line.target:g}{'%' if line.percent else ''}.")
    return " ".join(parts)


def _called(group: str, labels: Labels | None) -> str:
    return (labels or {}).get(group, group)


def _nothing_of_the_unknown(cell: ToldCell) -> bool:
    return cell.key.group == UNKNOWN and cell.numerator.exact == 0


def _in_brackets(cases: str) -> str:
    """Return ` (5 of 7)`; nothing where both are withheld, as the value says so."""
    return "" if cases in ("", WITHHELD, NOT_RELEASED) else f" ({cases})"


def _days(period: Period) -> str:
    return f"{say_day(period.start)} to {say_day(period.end)}"


def _happened(day: str, words: str) -> str:
    said = day_words(day)
    return words if said in words else f"{said}: {words}"


def _month(month: str) -> str:
    try:
        return f"{date.fromisoformat(f'{month[:7]}-01'):%B %Y}"
    except ValueError:
        return month


def day_words(day: str) -> str:
    """Return a day as it is kept, `2024-04-03`, as it is said."""
    try:
        return say_day(date.fromisoformat(day))
    except ValueError:
        return day
