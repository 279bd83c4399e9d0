"""Of which periods a release can be written about."""

from __future__ import annotations

from domain.periods import Period, years_between
from reports.documents.told import label
from reports.released import Released


def holds(found: Released, period: Period) -> bool:
    """Say whether a release tells any measure for a period, whole or in two parts."""
    return any(each.parts(period) for each in found.measures.values())


def offered(found: Released, *, of_a_year: bool = False) -> dict[str, Period]:
    """Return the periods that a document can be of, by what they are called.

    The latest four quarters first, unless it is `of_a_year`; then financial years that
    are over, the latest first.
    """
    starts = [key.period.start for m in found.measures.values() for key in m.cells]
    first = min(starts, default=found.latest.start)
    years = [each for each in years_between(first, found.to) if each.end <= found.to]
    some = years[::-1] if of_a_year else [found.latest, *years[::-1]]
    return {label(each): each for each in some if holds(found, each)}
