"""What a measure is: words and arithmetic in one frozen object, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar

import numpy as np

from domain.about import About
from domain.errors import DashboardError
from domain.periods import Period
from domain.tables import DIMENSIONS, Bools, Columns, Ints, Rows
from domain.units import Good, Shape, Unit
from metrics.kernel import Column, Mask, Numbers, Run, Runs, When, Window, tally
from metrics.rows import STAFF, RowKind, Source
from metrics.sides import Found, Side, Sides

ALL = "all"
OF_CONFERENCES = "plans"  # the files that conferences and plans are in
Where = Mapping[str, tuple[str, ...]]
EVERYTHING: Where = {}


class MeasureError(DashboardError):
    """A measure is asked for something its rows do not carry."""


@dataclass(frozen=True)
class Counts:
    """A measure by group and period: arrays of shape (groups, periods).

    `value` is None-like (NaN) where there are no cases, and where no loaded file
    speaks for the period (`covered` False). `denominator` is None for plain counts.
    `aside` are cases left out of both because the answer is unknown. What is
    `withheld` (small numbers) has no number in any of them. `spoken` gives the days of
    each period that files speak for; `whole` says which they speak for in full, up to
    the last day loaded. Where staff are counted, `nobody_listed` says that no file that
    is loaded lists any, so that these counts of nobody are no figure.
    """

    labels: tuple[str, ...]
    periods: tuple[Period, ...]
    numerator: Numbers
    denominator: Numbers | None
    value: Numbers
    covered: Bools
    aside: Numbers
    withheld: Bools = field(default_factory=lambda: np.zeros((1, 1), np.bool_))
    whole: Bools = field(default_factory=lambda: np.ones(1, np.bool_))
    spoken: tuple[Runs, ...] = ()
    nobody_listed: bool = False

    def __post_init__(self) -> None:
        """Give every cell its own answer to whether it is withheld."""
        if self.withheld.shape != self.value.shape:
            everywhere = np.broadcast_to(self.withheld, self.value.shape)
            object.__setattr__(self, "withheld", everywhere)

    def only_whole(self) -> Counts:
        """Return the same without a figure for periods not spoken for in full.

        Periods side by side are comparable only so: a rise from one of which half is
        loaded to one that is loaded is made by loading.
        """
        whole = np.broadcast_to(self.whole, self.covered.shape)
        whole = whole & (not self.nobody_listed)

        def kept(counts: Numbers) -> Numbers:
            return np.where(whole, counts, 0.0)

        below = self.denominator
        return replace(
            self,
            numerator=kept(self.numerator),
            denominator=None if below is None else kept(below),
            value=np.where(whole, self.value, np.nan),
            covered=self.covered & whole,
            aside=kept(self.aside),
            withheld=self.withheld & whole,
        )


OF_ITS_ROWS = Source("", "")


@dataclass(frozen=True, kw_only=True)
class Metric:
    """The words of a measure, the rows it counts and how.

    Every caption, table heading, export and the page About the figures is made from
    these fields. `files` are the kinds of file that must speak for a day, the one whose
    days bound it first; they, `source` and `grain` are those of its rows where it does
    not say. `aside_words` says which cases are left out of both counts because the
    answer is unknown. What else is asked of a measure its kind answers: the answers
    here are those of a kind that only counts.
    """

    key: str
    name: str
    definition: str
    numerator: str
    denominator: str = ""
    grain: str = ""
    unit: Unit
    good: Good
    source: Source = OF_ITS_ROWS
    rows: RowKind
    files: tuple[str, ...] = ()
    short: str = ""  # its name in a heading, where the whole one is long
    why: str = ""  # it matters to children
    ask: tuple[str, ...] = ()  # what a reader might ask of it; of a headline
    shadow: str = ""  # the key of the measure that keeps it honest; of a headline
    counted_words: str = ""  # the cases it counts, where `numerator` does not name them
    rest_words: str = ""  # the cases that it does not count
    caveat: str = ""
    published: str = ""  # the code of the Department's series that counts the same
    differs: str = ""  # why a published figure of its name is another number
    counterpart: str = ""  # the key of the figure that shows by how much, if one does
    elsewhere: str = ""  # a sentence: what is published of it, and not set beside it
    aside_words: str = ""
    intervals: bool = False  # whether days are due as the council counts intervals
    natural: str = ""  # the grouping whose groups are shares of one whole, if any is
    about: About = About.SERVICE  # what it tells of, where no grouping says otherwise
    divided: bool = True  # whether a release has it by who the children are
    of_a_year: bool = False  # whether a release has it of years alone, not of quarters
    released: bool = True  # whether a release has it at all
    joined: ClassVar[str] = "of"  # says how numerator and denominator go together
    plain_count: ClassVar[bool] = False  # whether its value is its numerator
    shape: ClassVar[Shape]  # how its values vary by chance
    scale: float = 100.0  # what its value is, of one counted for each of the others

    def __post_init__(self) -> None:
        """Take of its rows what it does not say itself."""
        if not self.files:
            object.__setattr__(self, "files", _files_of(self.row_kinds))
        if self.source == OF_ITS_ROWS:
            object.__setattr__(self, "source", self.row_kinds[0].source)
        if not self.grain:
            object.__setattr__(self, "grain", self.rows.grain)

    @property
    def short_name(self) -> str:
        """Its name in at most seven words."""
        return self.short or self.name

    @property
    def row_kinds(self) -> tuple[RowKind, ...]:
        """The kinds of rows that it is made of, what decides it first."""
        return (self.rows,)

    @property
    def coverage(self) -> str:
        """The kind of file whose days bound it."""
        return self.files[0]

    @property
    def counts_children(self) -> bool:
        """Whether there are children behind what it counts, not only staff."""
        return any(kind.counts_children for kind in self.row_kinds)

    @property
    def counted_when(self) -> tuple[When, ...]:
        """The rules that say in which periods what it counts belongs."""
        return ()

    @property
    def is_stock(self) -> bool:
        """Whether it counts what there is on a day, not over a time."""
        rules = self.counted_when
        return bool(rules) and all(when.is_stock for when in rules)

    @property
    def counts_rows(self) -> bool:
        """Whether each of its numbers is how many rows of children or cases there are.

        A sum of what rows say is not.
        """
        return True

    @property
    def counts_things(self) -> bool:
        """Whether each of its numbers is how many rows, or things in them, there are.

        What a sum of parts of posts would tell cannot be worked out: it is in no release.
        """
        return self.counts_rows

    @property
    def adds_up(self) -> bool:
        """Whether a year's numerator is the sum of its quarters'."""
        return any(when.adds_up for when in self.counted_when)

    @property
    def carries_over(self) -> bool:
        """Whether one case fails in each period until it is put right."""
        return False

    @property
    def of_conferences(self) -> bool:
        """Whether it is one of conferences or plans, which others may come to chair."""
        return OF_CONFERENCES in self.files

    def dividing(self, columns: Columns) -> date | None:
        """Return the day that divides its periods; None where none does.

        What there is on a day is of that day alone, so no day divides it; nor does one
        of which no loaded file speaks yet.
        """
        day, last = columns.led_from, columns.last_day(self.coverage)
        if day is None or last is None or day > last or self.is_stock:
            return None
        return day if self.of_conferences else None

    @property
    def bounded(self) -> bool:
        """Whether every unknown case is one of the period's, so that it has bounds."""
        return False

    @property
    def worst_first(self) -> tuple[Side, ...]:
        """The sides that a reader is offered, the one that needs something done first."""
        return (Side.COUNTED,)

    def dimensions(self, columns: Columns) -> tuple[str, ...]:
        """Return the groupings this measure's rows carry, in the standard order."""
        carried = self.rows_of(columns).groups
        return tuple(name for name in DIMENSIONS if name in carried)

    def nobody_listed(self, columns: Columns) -> bool:
        """Whether it counts staff, and no file that is loaded says who they are."""
        return any(
            kind == STAFF and not columns.of(kind.name).size for kind in self.row_kinds
        )

    def rows_of(self, columns: Columns) -> Rows:
        """Return the rows it counts."""
        return columns.of(self.rows.name)

    def count(
        self,
        columns: Columns,
        periods: tuple[Period, ...],
        where: Where = EVERYTHING,
        by: str | None = None,
    ) -> Counts:
        """Count by period, and by group where `by` names a grouping.

        Raises:
            MeasureError: `by` or `where` names a grouping the rows do not carry, or
                a group that does not exist.
        """
        return self.counts(Counting(self, columns, periods, where, by))

    def counts(self, counting: Counting) -> Counts:
        """Return what it counts by group and period of one call."""
        raise NotImplementedError

    def event_days(self, counting: Counting) -> Ints | None:
        """Return the days of what it counts, in order; None where it is not of a day."""
        return None

    def sides(self, counting: Counting) -> Sides:
        """Return the rows behind each side that it has, of a call's one period."""
        raise NotImplementedError


def _files_of(kinds: tuple[RowKind, ...]) -> tuple[str, ...]:
    """Return the files that rows need; those of children, if there are any, suffice."""
    of_children = [kind for kind in kinds if kind.counts_children] or kinds
    return tuple(dict.fromkeys(kind.coverage for kind in of_children))


@dataclass(frozen=True)
class Counting:
    """One call's columns, periods, filters and grouping, shared by all kinds.

    Raises:
        MeasureError: a grouping is named that the rows do not carry.
    """

    metric: Metric
    columns: Columns
    periods: tuple[Period, ...]
    where: Where
    by: str | None
    window: Window = field(init=False)

    def __post_init__(self) -> None:
        named = [*self.where, *([self.by] if self.by else [])]
        carried = self.metric.dimensions(self.columns) if named else ()
        for name in named:
            if name not in carried:
                raise MeasureError(
                    f"{self.metric.key} cannot be broken down or filtered by '{name}'. "
                    f"Its rows carry: {', '.join(carried)}."
                )
        runs = spoken_for(self.columns, self.metric.files)
        object.__setattr__(self, "window", Window.of(self.periods, runs))

    @property
    def labels(self) -> tuple[str, ...]:
        """The groups counted, `all` when there is no grouping."""
        return self.columns.labels[self.by] if self.by else (ALL,)

    def chosen(self, rows: Rows) -> Bools:
        """Return which rows the filters keep.

        Raises:
            MeasureError: a group is named that does not exist.
        """
        keep = np.ones(rows.size, dtype=np.bool_)
        for name, words in self.where.items():
            keep &= self._wanted(name, words)[rows.groups[name]]
        return keep

    def group(self, rows: Rows, row: Ints) -> Ints:
        """Return the groups of some rows, by their places in the table."""
        if self.by is None:
            return np.zeros(len(row), dtype=np.int16)
        return rows.groups[self.by][row]

    def _wanted(self, name: str, words: tuple[str, ...]) -> Bools:
        """Say of each group whether it is among those named."""
        labels = self.columns.labels[name]
        unknown = [word for word in words if word not in labels]
        if unknown:
            raise MeasureError(
                f"There is no {DIMENSIONS[name].lower()} called '{unknown[0]}'. "
                f"There are: {', '.join(labels)}."
            )
        return np.array([label in words for label in labels], dtype=np.bool_)

    def result(
        self,
        numerator: Any,  # noqa: ANN401
        denominator: Any = None,  # noqa: ANN401
        *,
        value: Any = None,  # noqa: ANN401
        aside: Any = None,  # noqa: ANN401
        labels: tuple[str, ...] | None = None,
    ) -> Counts:
        """Return counts; `value` is numerator over denominator unless given.

        A period that no file speaks for has no counts and no value.
        """
        window = self.window
        covered = window.covered

        def kept(counts: Any) -> Numbers:  # noqa: ANN401
            return np.where(covered, np.asarray(counts, np.float64), 0.0)

        top = kept(numerator)
        below = None if denominator is None else kept(denominator)
        if value is None:
            value = top if below is None else share(top, below, 100.0)
        return Counts(
            labels=self.labels if labels is None else labels,
            periods=self.periods,
            numerator=top,
            denominator=below,
            value=np.where(covered, value, np.nan),
            covered=covered,
            aside=np.zeros_like(top) if aside is None else kept(aside),
            whole=window.whole_at_end if self.metric.is_stock else window.whole,
            spoken=window.spoken,
            nobody_listed=self.metric.nobody_listed(self.columns),
        )


def share(top: Numbers, bottom: Numbers, scale: float) -> Numbers:
    """Return top over bottom times scale, NaN where bottom is 0."""
    missing = np.full(np.broadcast_shapes(top.shape, bottom.shape), np.nan)
    return np.divide(scale * top, bottom, out=missing, where=bottom > 0)


def spoken_for(columns: Columns, files: tuple[str, ...]) -> Runs:
    """Return the runs of days that every one of several kinds of file speaks for."""
    first, *others = (columns.covered.get(what, ()) for what in files)
    found = first
    for runs in others:
        found = tuple(
            Period(max(one.start, other.start), min(one.end, other.end))
            for one in found
            for other in runs
            if one.start <= other.end and other.start <= one.end
        )
    return found


# One thing that is counted: which rows, on which days, each as one or by weight.


def everyone(rows: Rows) -> Bools:
    """Return True for every row."""
    return np.ones(rows.size, dtype=np.bool_)


def nobody(rows: Rows) -> Bools:
    """Return False for every row."""
    return ~everyone(rows)


@dataclass(frozen=True)
class CountedPart:
    """Something counted, for one side of a rate say; `weight` sums a column instead."""

    rows: RowKind
    when: When
    population: Mask = everyone
    weight: Column | None = None
    per: float = 1.0  # what one unit of weight is worth

    def run(self, counting: Counting) -> Run:
        """Return where its rows belong."""
        rows = counting.columns.of(self.rows.name)
        chosen = counting.chosen(rows) & self.population(rows)
        return self.when.run(rows, chosen, counting.window)

    def count(self, counting: Counting) -> Numbers:
        """Count its rows, or sum their weights, by group and period."""
        rows = counting.columns.of(self.rows.name)
        run = self.run(counting)
        weights = None if self.weight is None else self.weight(rows)[run.row]
        shape = len(counting.labels), len(counting.periods)
        found: Numbers = tally(run, counting.group(rows, run.row), *shape, weights)
        return found * self.per

    def found(self, counting: Counting) -> Found:
        """Return its rows of a call's one period, and what they come to."""
        row = self.run(counting).row
        if self.weight is None:
            return Found(self.rows.name, row, len(row) * self.per)
        weights = self.weight(counting.columns.of(self.rows.name))[row]
        each = weights if self.sums_things else None
        return Found(self.rows.name, row, float(weights.sum()) * self.per, each)

    @property
    def sums_things(self) -> bool:
        """Whether it sums how many things each row says there are, not posts."""
        return self.weight is not None and self.per == 1.0


# Counting once: what was counted of rows is kept with them.


ANSWERS_KEPT = 4096


def counted(
    metric: Metric,
    columns: Columns,
    periods: tuple[Period, ...],
    where: Where = EVERYTHING,
    by: str | None = None,
) -> Counts:
    """Return what Metric.count does, kept with the rows it was counted of.

    Readers ask for the same figures again with every click. The answers live and die
    with their rows, so whoever may not see these rows is never given them.

    Raises:
        MeasureError: `by` or `where` names a grouping or group that is not there.
    """
    asked = metric, periods, tuple(where.items()), by
    if asked not in columns.answers:
        if len(columns.answers) >= ANSWERS_KEPT:
            columns.answers.clear()
        columns.answers[asked] = metric.count(columns, periods, where, by)
    found: Counts = columns.answers[asked]
    return found
