"""What changed between two periods, in a few sentences, and what made it.

Rules, no more: the same rows always give the same words, and each number in a sentence
is one of the table's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.periods import ONE_DAY, Period, add_months, month_of, quarter_of
from domain.rounding import rounded
from domain.tables import DIMENSIONS, Columns
from metrics.chance import rarity, rarity_of_counts
from metrics.comparison import Quoted, compare, days_in
from metrics.figure import Figure, figures
from metrics.measure import EVERYTHING, Counts, Good, Metric, Shape, Where, counted
from metrics.said import briefly

MOST = 5  # sentences
RARE = 0.05  # how often chance may make any one of all that are called changed
DRIVERS = ("team", "review_type", "highest_stage", "theme", "category")
HALF = 0.5  # of a change: a group that made less is not what made it
LEAST = 1.0  # cases


@dataclass(frozen=True)
class Driver:
    """The one group that made most of a change, and how many cases it made."""

    by: str
    group: str
    cases: float

    @property
    def words(self) -> str:
        """The group and its cases, as the table and the sentence have them."""
        number = int(rounded(abs(self.cases), 0))
        more = "more" if self.cases > 0 else "fewer"
        return f"{DIMENSIONS[self.by].lower()} {self.group}, {number} {more}"


@dataclass(frozen=True)
class Change:
    """One measure in two periods, and how rarely chance alone sets them so far apart."""

    metric: Metric
    now: Figure
    before: Figure
    rarity: float
    driver: Driver | None = None

    @property
    def sentence(self) -> str:
        """What changed, from what, and what made it."""
        now, before = (briefly(self.metric, _value(each)) for each in self.both)
        way = "up" if _value(self.now) > _value(self.before) else "down"
        good = self.metric.good
        judged = ""
        if good is not Good.NEUTRAL:
            judged = ", better" if (way == "up") == (good is Good.HIGH) else ", worse"
        made = f" Most of it: {self.driver.words}." if self.driver else ""
        return f"{self.metric.short_name}: {now}, {way} from {before}{judged}.{made}"

    @property
    def the_same(self) -> str:
        """That it did not change."""
        now, before = (briefly(self.metric, _value(each)) for each in self.both)
        return (
            f"{self.metric.short_name} stayed about the same: {now}, {before} before."
        )

    @property
    def both(self) -> tuple[Figure, Figure]:
        """The later figure and the earlier one."""
        return self.now, self.before


@dataclass(frozen=True)
class Changed:
    """What changed by more than chance gives, the rarest first, and what did not.

    `compared` are all that could be, in the order in which they were asked for.
    """

    period: Period
    before: Period
    compared: tuple[Change, ...]
    changed: tuple[Change, ...]
    unchanged: Change | None

    @property
    def sentences(self) -> tuple[str, ...]:
        """At most five sentences: what changed, and one thing that did not."""
        if not self.compared:
            return ("There is nothing to compare: not all of both periods is loaded.",)
        told = [each.sentence for each in self.changed[: MOST - 1]]
        if not told:
            told = ["No measure changed by more than chance gives."]
        if self.unchanged is not None:
            told.append(self.unchanged.the_same)
        return tuple(told)


def earlier(period: Period) -> Period:
    """Return what a period is compared with: the month or quarter before, else a year.

    Anything that is neither a month nor a quarter is compared with the same days of the
    year before.
    """
    if period == month_of(period.start):
        return month_of(add_months(period.start, -1))
    if period == quarter_of(period.start):
        return quarter_of(period.start - ONE_DAY)
    return period.same_last_year()


def changed(
    metrics: Sequence[Metric],
    columns: Columns,
    period: Period,
    where: Where = EVERYTHING,
) -> Changed:
    """Return what changed of some measures since the period before.

    Chance makes one in twenty of such lists name anything at all, however many measures
    are on it (Holm, 1979). A filter that a measure's rows do not carry is not applied.

    Raises:
        MeasureError: `where` names a group that is not there.
    """
    before = earlier(period)
    compared = [
        found
        for metric in metrics
        if (found := _change(metric, columns, (before, period), where))
    ]
    named = [_driven(each, columns, where) for each in _holm(compared)]
    return _changed(period, before, compared, named)


def changed_of(
    pairs: Sequence[tuple[Figure, Figure]], led_from: date | None = None
) -> Changed | None:
    """Return what changed of figures, each with the earlier one; None of none at all.

    `led_from` is the day from which others chair conferences. No group is named.
    """
    if not pairs:
        return None
    (now, before), *_ = pairs
    compared = [found for both in pairs if (found := compared_with(*both, led_from))]
    return _changed(now.period, before.period, compared, _holm(compared))


def _changed(
    period: Period, before: Period, compared: list[Change], named: list[Change]
) -> Changed:
    least = _least(compared, named)
    return Changed(period, before, tuple(compared), tuple(named), least)


def _change(
    metric: Metric, columns: Columns, both: tuple[Period, Period], where: Where
) -> Change | None:
    """Return a measure in two periods; None where they are not to be compared."""
    before, now = figures(metric, columns, both, _kept(metric, columns, where))
    return compared_with(now, before, columns.led_from)


def compared_with(now: Figure, before: Figure, led_from: date | None) -> Change | None:
    """Return a figure beside an earlier one; None where they are not to be compared.

    What a row sums up was looked at together, so chance of single cases says too little.
    """
    metric = now.metric
    if metric.shape is Shape.DAYS or now.withheld or before.withheld:
        return None
    if not metric.counts_rows:
        return None
    day = led_from if metric.of_conferences else None
    if compare(Quoted.of(now), Quoted.of(before), day).refused:
        return None
    return Change(metric, now, before, _rarity(metric, now, before))


def _kept(metric: Metric, columns: Columns, where: Where) -> Where:
    carried = metric.dimensions(columns) if where else ()
    return {name: words for name, words in where.items() if name in carried}


def _rarity(metric: Metric, now: Figure, before: Figure) -> float:
    if metric.shape is Shape.SHARE:
        return rarity(
            now.numerator,
            now.denominator or 0,
            before.numerator,
            before.denominator or 0,
        )
    stock = metric.is_stock
    if now.denominator is None or before.denominator is None:
        days = [1 if stock else days_in(each.period) for each in (now, before)]
        return rarity_of_counts(now.numerator, before.numerator, (days[0], days[1]))
    of = now.denominator, before.denominator
    return rarity_of_counts(now.numerator, before.numerator, of, both_sides=stock)


def _holm(compared: Sequence[Change]) -> list[Change]:
    """Return the changes that chance does not explain, the rarest first."""
    ranked = sorted(compared, key=lambda each: each.rarity)
    found = []
    for place, each in enumerate(ranked):
        if each.rarity > RARE / (len(ranked) - place):
            break
        found.append(each)
    return found


def _least(compared: Sequence[Change], named: Sequence[Change]) -> Change | None:
    """Return the measure that changed least, of those with the most cases to show it."""
    keys = {each.metric.key for each in named}
    rest = [each for each in compared if each.metric.key not in keys]
    shares = [each for each in rest if each.metric.shape is Shape.SHARE] or rest
    return max(shares, key=lambda each: each.rarity, default=None)


# What made a change: the group with most of the cases that are more, or fewer.


def _driven(found: Change, columns: Columns, where: Where) -> Change:
    """Return the same with the group that made most of it, if one did."""
    carried = found.metric.dimensions(columns)
    kept = _kept(found.metric, columns, where)
    drivers = [
        driver
        for by in DRIVERS
        if by in carried
        and by not in kept
        and (driver := _driver(found, columns, kept, by))
    ]
    if not drivers:
        return found
    driver = max(drivers, key=lambda each: abs(each.cases))
    return Change(found.metric, found.now, found.before, found.rarity, driver)


def _driver(found: Change, columns: Columns, where: Where, by: str) -> Driver | None:
    """Return the group of one grouping that made half of a change or more.

    Of a share, it is the cases above or below what the group's own share before gives.
    """
    both = found.before.period, found.now.period
    counts = counted(found.metric, columns, both, where, by)
    if counts.withheld.any():
        return None
    now, before = found.now, found.before
    whole = _made(
        now.numerator, now.denominator or 0, before.numerator, before.denominator or 0
    )
    unknown = columns.labels[by][0]
    rows = [
        Driver(by, label, _made_by(counts, place))
        for place, label in enumerate(counts.labels)
        if label != unknown and counts.numerator[place].any()
    ]
    several = rows if len(rows) > 1 else []
    told = [each for each in several if each.cases * whole > 0]
    most = max(told, key=lambda each: abs(each.cases), default=None)
    if most is None or abs(most.cases) < max(LEAST, HALF * abs(whole)):
        return None
    return most


def _made(now: float, of: float, before: float, out_of: float) -> float:
    """Return how many cases are more than at the earlier share, or than were before."""
    return now - of * before / out_of if out_of else now - before


def _made_by(counts: Counts, place: int) -> float:
    before, now = counts.numerator[place]
    if counts.denominator is None:
        return float(now - before)
    out_of, of = counts.denominator[place]
    return _made(float(now), float(of), float(before), float(out_of))


def _value(shown: Figure) -> float:
    return 0.0 if shown.value is None else shown.value
