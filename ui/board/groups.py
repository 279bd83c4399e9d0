"""A measure of a release by the groups of one grouping, for the period that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from domain.codes import NOT_RECORDED
from domain.periods import Period
from domain.tables import DIMENSIONS
from metrics.release.said import NOT_RELEASED, number_words, value_words
from metrics.release.told import Span, ToldCell
from metrics.said import between, in_units
from reports.released import ReleasedMeasure
from ui.board.reading import Reading
from ui.kit import drawings, words
from ui.kit.charts import ORDERED, Panel
from ui.kit.group_words import lower

CROSS, BETWEEN = " x ", ", "  # of two groupings, and of their groups
NOT_DIVIDED = "No group is released: there are too few in all to be divided."


def panels(measure: ReleasedMeasure, by: str, reading: Reading) -> list[Panel]:
    """Return a measure's groups of the period, or of the last year that is released.

    Of a period that is read as two, both.
    """
    parts = measure.parts(reading.period, by) or _last(measure, by, reading.period)
    if not parts:
        return [_not_released(measure, by, reading.period)]
    return [_panel(measure, by, part) for part in parts[::-1]]


def _last(measure: ReleasedMeasure, by: str, period: Period) -> tuple[Period, ...]:
    """Return the last period by a grouping that ends no later than the one chosen."""
    over = [each for each in measure.periods(by) if each.end <= period.end]
    return tuple(over[-1:])


def _panel(measure: ReleasedMeasure, by: str, period: Period) -> Panel:
    found = measure.groups(by, period)
    key = f"{by}-{measure.words.key}-{period.start}".replace(CROSS, "-")
    heading = _heading(measure, by, period, found)
    if not any(cell.divided for cell in found):
        return Panel(key, heading, None, "", table=pd.DataFrame, under=NOT_DIVIDED)
    if CROSS in by:
        return Panel(
            key, heading, None, "", table=lambda: _cross_table(measure, by, found)
        )
    kept = in_order(by, found)
    said = [value_words(measure.words.unit, cell) for cell in kept]
    listed = "; ".join(
        f"{cell.key.group} {value}" for cell, value in zip(kept, said, strict=True)
    )
    return Panel(
        key=key,
        heading=heading,
        drawing=_bars(measure, by, period, kept, said),
        alt=f"{heading}: {listed}.",
        table=lambda: _table(measure, by, kept, said),
    )


def _not_released(measure: ReleasedMeasure, by: str, period: Period) -> Panel:
    return Panel(
        key=f"{by}-{measure.words.key}".replace(CROSS, "-"),
        heading=f"{_name(measure, by)}: {NOT_RELEASED}",
        drawing=None,
        alt="",
        table=pd.DataFrame,
        under=(
            f"Groups of {words.period(period)} are not in this release. Choose a later "
            "financial year."
        ),
    )


def _name(measure: ReleasedMeasure, by: str) -> str:
    if by == measure.words.natural:
        return measure.words.name
    return f"{measure.words.name} by {by_words(by)}"


def by_words(by: str) -> str:
    """Return a grouping, or two, as a sentence has them."""
    return " and ".join(
        lower(each) if each in DIMENSIONS else each.replace("_", " ")
        for each in by.split(CROSS)
    )


def _heading(
    measure: ReleasedMeasure, by: str, period: Period, found: Sequence[ToldCell]
) -> str:
    """Return a heading; a most or a range is stated only where every group is told."""
    when = words.when(measure.words, period)
    name = _name(measure, by)
    values = {
        cell.key.group: cell.value.exact
        for cell in found
        if cell.value is not None and cell.key.group != NOT_RECORDED
    }
    hidden = any(cell.withheld for cell in found)
    told = {group: value for group, value in values.items() if value is not None}
    if hidden or CROSS in by or not told:
        return f"{name} {when}"
    return f"{name} {when}: {_standing_out(measure, by, told)}"


def _standing_out(measure: ReleasedMeasure, by: str, told: dict[str, float]) -> str:
    of = measure.words
    low, high = (in_units(of.unit, each(told.values())) for each in (min, max))
    if of.natural == by or of.plain_count:
        top = [group for group, value in told.items() if value == max(told.values())]
        return words.most_often(top, high)
    return high if low == high else between(low, high)


def in_order(by: str, found: Sequence[ToldCell]) -> list[ToldCell]:
    """Return groups that have cases, or may have: by value but where order says more."""
    kept = [cell for cell in found if _may_have_cases(cell)] or list(found)
    if by in ORDERED:
        return sorted(kept, key=_is_unknown)
    return sorted(kept, key=lambda cell: (_is_unknown(cell), -_exact(cell)))


def _may_have_cases(cell: ToldCell) -> bool:
    cases = cell.numerator if cell.denominator is None else cell.denominator
    if cell.key.group == NOT_RECORDED:
        cases = cell.numerator
    return cases.high != 0


def _is_unknown(cell: ToldCell) -> bool:
    return cell.key.group == NOT_RECORDED


def _exact(cell: ToldCell) -> float:
    """Return a value to order by; what is not told comes after what is."""
    known = cell.value is not None and cell.value.exact is not None
    return cell.value.low if known and cell.value is not None else -np.inf


def _bars(
    measure: ReleasedMeasure,
    by: str,
    period: Period,
    kept: Sequence[ToldCell],
    said: Sequence[str],
) -> drawings.Drawing:
    """Return bars of what is told; what is not is said beside its name."""
    values = [
        np.nan if cell.value is None or cell.value.exact is None else cell.value.exact
        for cell in kept
    ]
    names = [
        f"{words.label(cell.key.group)} ({told})"
        if np.isnan(value)
        else words.label(cell.key.group)
        for cell, told, value in zip(kept, said, values, strict=True)
    ]
    whole = None
    if measure.words.denominator and by != measure.words.natural:
        all_of_it = measure.told(period)
        whole = all_of_it.value.exact if all_of_it and all_of_it.value else None
    groups = list(zip(names, values, strict=True))
    return drawings.bars(measure.words, groups, said, whole)


def _table(
    measure: ReleasedMeasure, by: str, kept: Sequence[ToldCell], said: Sequence[str]
) -> pd.DataFrame:
    cells = {
        DIMENSIONS.get(by, by): [words.label(cell.key.group) for cell in kept],
        measure.words.name: list(said),
    }
    if any(cell.denominator is not None for cell in kept):
        cells["Counted"] = [_number(cell, cell.numerator) for cell in kept]
        cells["Out of"] = [_number(cell, cell.denominator) for cell in kept]
    return pd.DataFrame(cells)


def _number(cell: ToldCell, span: Span | None) -> str:
    return number_words(span) if cell.divided else ""


def _cross_table(
    measure: ReleasedMeasure, by: str, found: Sequence[ToldCell]
) -> pd.DataFrame:
    """Return the cells of two groupings as lines and columns."""
    down, _ = by.split(CROSS)
    pairs = [cell.key.group.rsplit(BETWEEN, 1) for cell in found]
    said = {
        tuple(pair): value_words(measure.words.unit, cell)
        for pair, cell in zip(pairs, found, strict=True)
    }
    rows, columns = (list(dict.fromkeys(each)) for each in zip(*pairs, strict=True))
    return pd.DataFrame(
        [[row, *(said.get((row, column), "") for column in columns)] for row in rows],
        columns=[DIMENSIONS.get(down, down), *columns],
    )
