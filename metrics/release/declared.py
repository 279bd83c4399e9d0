"""What is in a release: by which breakdowns, for which periods, which groups together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import TypeVar

import numpy as np

from domain.about import GROUPINGS_ABOUT, About
from domain.periods import (
    ONE_DAY,
    Period,
    all_parted,
    financial_year_of,
    quarter_of,
    quarters_between,
    rolling_year_to,
    years_between,
)
from domain.tables import Columns, Ints, Rows
from metrics.measure import MeasureError, Metric

YEARS = 7  # financial years that a release goes back, with the running one
WHO = (  # children are; of single staff nothing is told
    "team",
    "age_band",
    "sex",
    "ethnic_group",
    "legal_status",
    "placement",
)
TILES = (  # what a board sees first: is it better, is it good enough
    "reviews_held_on_time",
    "children_taking_part",
    "plans_started_second_or_subsequent",
    "disputes_resolved_within_20_working_days",
    "caseload_in_care_per_fte",
)
OF_THE_WORK = ("review_type", "stage", "highest_stage", "at_stage", "theme")
CROSSED: Mapping[str, tuple[str, str]] = {"theme x stage": ("theme", "stage")}
CROSSED_OF = ("disputes_raised",)
"""Two groupings of the service's own work that make one, and of which measures."""
TOGETHER: Mapping[str, tuple[str, frozenset[str]]] = {
    "placement": (
        "Other placements",
        frozenset(
            {
                "Other residential setting",
                "Placed for adoption",
                "Placed with parents",
                "Temporary placement",
                "Other placement",
            }
        ),
    ),
    "legal_status": (
        "Other legal statuses",
        frozenset({"Emergency protection", "Youth justice", "Short breaks"}),
    ),
    "ethnic_group": (
        "Other ethnic groups, or not obtained",
        frozenset({"Other", "Refused or not obtained"}),
    ),
}
"""Groups that are small by nature, by grouping: what they are called, and which."""
RowsOf = TypeVar("RowsOf", bound=Rows)


@dataclass(frozen=True)
class Breakdown:
    """One way in which a measure is released: no grouping (`by` empty), or one."""

    by: str
    periods: tuple[Period, ...]


def about(metric: Metric, by: str) -> About:
    """Return what a measure's numbers by a grouping are about."""
    return GROUPINGS_ABOUT.get(by, metric.about)


def latest_four_quarters(to: date) -> Period:
    """Return the four quarters that a board's headline is of.

    Raises:
        MeasureError: the day ends no quarter.
    """
    if quarter_of(to).end != to:
        raise MeasureError(
            f"--to: found {to}, expected the last day of a quarter, such as "
            f"{quarter_of(to).start - ONE_DAY}."
        )
    return rolling_year_to(to)


def breakdowns(metric: Metric, columns: Columns, to: date) -> tuple[Breakdown, ...]:
    """Return how a measure is released to the end of a quarter.

    For the whole service whole quarters, financial years, the latest four quarters and
    the four before; of a measure `of_a_year` no quarters at all. By group of children the
    years alone: four quarters and the four a quarter later would tell what lies between
    them. By the work's own groups the latest four quarters too. A day that divides a
    period makes two of it. What sums posts is not released, nor what a measure says is
    not.
    """
    if not (metric.released and metric.counts_things):
        return ()
    latest = latest_four_quarters(to)
    first = financial_year_of(to).start.replace(year=to.year - YEARS)
    years = [year for year in years_between(first, to) if year.end <= to]
    quarters = [] if metric.of_a_year else quarters_between(first, to)
    day = metric.dividing(columns)
    by_year = _told(all_parted(years, day))
    groups = _told(all_parted({*years, latest}, day))
    before = latest.same_last_year()
    whole = _told(all_parted({*quarters, *years, before, latest}, day))
    found = [] if metric.natural else [Breakdown("", whole)]
    return (
        *found,
        *(
            Breakdown(by, groups if about(metric, by) is About.SERVICE else by_year)
            for by in _groupings(metric, columns)
        ),
    )


def _told(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    return tuple(sorted(set(periods)))


def _groupings(metric: Metric, columns: Columns) -> tuple[str, ...]:
    if metric.natural:
        return (metric.natural,)
    if not all(kind.counts_children for kind in metric.row_kinds):
        return ()
    carried = metric.dimensions(columns)
    wanted = (*WHO, *OF_THE_WORK) if metric.divided else OF_THE_WORK
    crossed = CROSSED if metric.key in CROSSED_OF else ()
    return tuple(by for by in (*wanted, *crossed) if by in carried)


def put_together(columns: Columns) -> Columns:
    """Return a council's rows as a release counts them.

    Groups that are small by nature are put together, by a rule that is the grouping's,
    the same in every period and council; disputes carry two groupings as one.
    """
    places: dict[str, Ints] = {}
    labels = dict(columns.labels)
    for by, (name, small) in TOGETHER.items():
        kept = [label for label in labels.get(by, ()) if label not in small]
        if not kept:
            continue
        labels[by] = (*kept, name)
        places[by] = np.array(
            [
                len(kept) if label in small else kept.index(label)
                for label in columns.labels[by]
            ],
            np.int16,
        )
    disputes = _regrouped(columns.disputes, places)
    for by, (first, second) in CROSSED.items():
        if {first, second} <= disputes.groups.keys():
            both = product(labels[first], labels[second])
            labels[by] = tuple(", ".join(each) for each in both)
            disputes = _crossed(disputes, by, first, second, len(labels[second]))
    return replace(
        columns,
        labels=labels,
        reviews=_regrouped(columns.reviews, places),
        care_spans=_regrouped(columns.care_spans, places),
        care_periods=_regrouped(columns.care_periods, places),
        conferences=_regrouped(columns.conferences, places),
        plans=_regrouped(columns.plans, places),
        plan_spans=_regrouped(columns.plan_spans, places),
        plan_reviews=_regrouped(columns.plan_reviews, places),
        missing=_regrouped(columns.missing, places),
        adoption_plans=_regrouped(columns.adoption_plans, places),
        pre_proceedings=_regrouped(columns.pre_proceedings, places),
        disputes=disputes,
        dispute_stages=_regrouped(columns.dispute_stages, places),
    )


def _crossed(rows: RowsOf, by: str, first: str, second: str, size: int) -> RowsOf:
    place = rows.groups[first] * size + rows.groups[second]
    return replace(rows, groups={**rows.groups, by: place.astype(np.int16)})


def _regrouped(rows: RowsOf, places: Mapping[str, Ints]) -> RowsOf:
    groups = {
        by: places[by][group] if by in places else group
        for by, group in rows.groups.items()
    }
    return replace(rows, groups=groups)
