"""Review child protection conferences: held in time, as events and as children."""

from __future__ import annotations

import numpy as np

from domain.tables import Ints, PlanReviews, PlanSpans
from metrics.due import (
    due_known,
    due_unknown,
    last_day_unsettled,
    on_time,
    settled,
    was_held,
)
from metrics.every_one import EveryOne
from metrics.kernel import AtEnd, InPeriod, Standing
from metrics.kinds import Count, Proportion
from metrics.measure import Good, Metric, Source, Unit

SOURCE = Source(
    "CIN census",
    "ChildProtectionPlans (CPPstartDate, CPPreviewDate)",
    "First review 3 months after the initial conference, later ones at 6 months: "
    "Working Together to Safeguard Children",
)
ASIDE = "whose due date cannot be known from the censuses that are loaded"
WHY = "The review decides whether the plan is keeping the child safe."


def _settled(rows: PlanReviews) -> Ints:
    return settled(rows, rows.ended)


def _last_day_unsettled(rows: PlanReviews) -> Ints:
    return last_day_unsettled(rows, rows.ended)


def _in_scope_from(spans: PlanSpans) -> Ints:
    return np.maximum(spans.start, spans.counts_from)


PLAN_REVIEWS_HELD_ON_TIME = Proportion(
    key="plan_reviews_held_on_time",
    name="Plan reviews held on time",
    definition=(
        "Review child protection conferences held in the period, on or before the day "
        "they were due. It counts conferences, not children."
    ),
    numerator="held on or before the due date",
    denominator="plan reviews held in the period whose due date is known",
    grain="review conferences, counted for each child",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=SOURCE,
    rows="plan_reviews",
    coverage="plans",
    why=WHY,
    aside_words=f"plan reviews {ASIDE}",
    when=InPeriod(lambda rows: rows.held),
    population=was_held,
    unknown=due_unknown,
    passes=on_time,
)

CHILDREN_WITH_ALL_PLAN_REVIEWS_ON_TIME = EveryOne(
    key="children_with_all_plan_reviews_on_time",
    name="Children whose every plan review was on time",
    definition=(
        "Children on a plan at the end of the period, for three months or more, for whom "
        "a review was due in the period, and whose every review due was held by its day. "
        "A review still owed from before counts as late. It counts children, not "
        "conferences, so it is lower than the share of conferences."
    ),
    numerator="with every review due held on time",
    denominator="children on a plan for 3 months or more with a review due",
    grain="children, each once",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=SOURCE,
    rows="plan_spans",
    coverage="plans",
    why=WHY,
    aside_words=f"children with a review {ASIDE}",
    at=AtEnd(_in_scope_from, lambda spans: spans.end),
    unit_of=lambda spans: spans.plan,
    events="plan_reviews",
    unit_of_event=lambda rows: rows.plan,
    event_when=Standing(lambda rows: rows.due, _last_day_unsettled),
    event_population=due_known,
    event_passes=on_time,
    event_unknown=due_unknown,
    unknown_when=InPeriod(lambda rows: rows.held),
)

PLAN_REVIEWS_OVERDUE = Count(
    key="plan_reviews_overdue",
    name="Plan reviews overdue",
    definition=(
        "Review conferences that were due before the last day of the period and had not "
        "been held by then, for plans still open."
    ),
    numerator="plan reviews overdue on the last day of the period",
    grain="reviews; at most one a plan",
    unit=Unit.COUNT,
    good=Good.LOW,
    source=SOURCE,
    rows="plan_reviews",
    coverage="plans",
    why=WHY,
    when=AtEnd(lambda rows: rows.due + 1, _settled),
    population=due_known,
)

METRICS: tuple[Metric, ...] = (
    PLAN_REVIEWS_HELD_ON_TIME,
    CHILDREN_WITH_ALL_PLAN_REVIEWS_ON_TIME,
    PLAN_REVIEWS_OVERDUE,
)
