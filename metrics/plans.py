"""Child protection plans: how many, how long, how often again, reviewed in time?"""

from __future__ import annotations

import numpy as np

from domain.tables import Ints, PlanReviews, PlanSpans
from metrics.all_events import AllEvents
from metrics.kernel import AtEnd, InPeriod, Mask, Standing
from metrics.kinds import Count, Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.rows import CENSUS, ONCE_EACH, PLAN_REVIEWS, PLAN_SPANS, PLANS, Source

AGAIN = Source(
    CENSUS, "ChildProtectionPlans (CPPstartDate, CPPendDate, NumberOfPreviousCPP)"
)
NOT_KNOWN = "plans for which it is not known when an earlier one ended"
WHY_AGAIN = (
    "A child who needs a second plan was not safe for long. A very low figure can "
    "also mean that children who need a plan are not given one."
)
ASK_AGAIN = (
    "What help went on for the family after the first plan ended?",
    "Did the first plan end too soon?",
)
WHY_LONG = "A long plan can mean that nothing is changing for the child."
EVER = "plans_started_second_or_subsequent"
OTHER_TIME = (
    "It asks how soon a plan followed the last one; the Department counts an earlier "
    "plan however long ago it was."
)
PART_OF_A_YEAR = (
    "The Department's figure is of all plans that started in a financial year; a figure "
    "of some months, or a mean of monthly percentages, is another number."
)
STARTED = InPeriod(lambda rows: rows.start)
ENDED = InPeriod(lambda rows: rows.end)
OPEN_AT_END = AtEnd(lambda rows: rows.start, lambda rows: rows.end)


PLANS_STARTED = Count(
    key="plans_started",
    name="Plans started",
    definition=("Child protection plans that started in the period."),
    numerator="plans started in the period",
    grain="plans started; one child may count more than once",
    published="CPP_start",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=PLANS,
    when=STARTED,
)

PLANS_ENDED = Count(
    key="plans_ended",
    name="Plans ended",
    definition=("Child protection plans that ended in the period."),
    numerator="plans ended in the period",
    grain="plans ended; one child may count more than once",
    published="CPP_end",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=PLANS,
    when=ENDED,
)

PLANS_OPEN = Count(
    key="plans_open",
    name="Plans open",
    definition=("Child protection plans open at the end of the period."),
    numerator="plans open on the last day of the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=PLAN_SPANS,
    why="Each of these children may not be safe at home without the plan.",
    ask=("Are there children who need a plan and are not given one?",),
    shadow="plans_started_second_or_subsequent",
    published="CPP_Num",
    when=OPEN_AT_END,
)


def _again(
    key: str,
    name: str,
    whose: str,
    passes: Mask,
    unknown: Mask,
    *,
    differs: str = OTHER_TIME,
    published: str = "",
    counterpart: str = EVER,
) -> Proportion:
    return Proportion(
        key=key,
        name=name,
        definition=(
            f"Plans started in the period for a child {whose}. Where the files tell only "
            "of children who had been, there is no percentage."
        ),
        numerator=f"for a child {whose}",
        denominator="plans started in the period",
        grain="plans started; one child may count more than once",
        unit=Unit.PERCENT,
        good=Good.LOW,
        source=AGAIN,
        rows=PLANS,
        counted_words=f"plans for a child {whose}",
        rest_words="plans for other children",
        why=WHY_AGAIN,
        ask=ASK_AGAIN,
        shadow="plans_open_over_24_months",
        published=published,
        differs=differs,
        counterpart=counterpart,
        aside_words=NOT_KNOWN,
        when=STARTED,
        unknown=unknown,
        passes=passes,
        yes_sooner=True,
        divided=not counterpart,
    )


PLANS_STARTED_SECOND_OR_SUBSEQUENT = _again(
    EVER,
    "Second or subsequent plans",
    "who had been on a plan before, however long ago",
    lambda rows: rows.second,
    lambda rows: ~rows.second_known,
    differs=PART_OF_A_YEAR,
    published="PrevRegCPR",
    counterpart="",
)

PLANS_STARTED_WITHIN_24_MONTHS_OF_LAST = _again(
    "plans_started_within_24_months_of_last",
    "Plans started within 24 months of the last",
    "whose last plan had ended under 24 calendar months before",
    lambda rows: rows.within_24,
    lambda rows: ~rows.within_24_known,
)

PLANS_STARTED_WITHIN_12_MONTHS_OF_LAST = _again(
    "plans_started_within_12_months_of_last",
    "Plans started within 12 months of the last",
    "whose last plan had ended under 12 calendar months before",
    lambda rows: rows.within_12,
    lambda rows: ~rows.within_12_known,
)

PLANS_OPEN_BY_DURATION = Split(
    key="plans_open_by_duration",
    name="Plans open, by time on the plan",
    definition=(
        "Plans open at the end of the period, by how long they had lasted by then."
    ),
    numerator="open this long",
    denominator="plans open on the last day of the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    rows=PLAN_SPANS,
    natural="duration_band",
    published="CPP_open_duration",
    when=OPEN_AT_END,
)

PLANS_ENDED_BY_DURATION = Split(
    key="plans_ended_by_duration",
    name="Plans ended, by time on the plan",
    definition=("Plans that ended in the period, by how long they had lasted."),
    numerator="that lasted this long",
    denominator="plans ended in the period",
    grain="plans ended; one child may count more than once",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    rows=PLANS,
    natural="duration_band",
    published="CPP_end_duration",
    when=ENDED,
)

PLANS_OPEN_BY_CATEGORY = Split(
    key="plans_open_by_category",
    name="Plans open, by category of abuse",
    definition=(
        "Plans open at the end of the period, by the latest category recorded."
    ),
    numerator="with this category",
    denominator="plans open on the last day of the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    rows=PLAN_SPANS,
    natural="category",
    published="CPP_category",
    when=OPEN_AT_END,
)

PLANS_OPEN_OVER_15_MONTHS = Proportion(
    key="plans_open_over_15_months",
    name="Plans open 15 months or more",
    definition=(
        "Plans open at the end of the period that had reached 15 calendar months."
    ),
    numerator="that had reached 15 months",
    denominator="plans open on the last day of the period",
    unit=Unit.PERCENT,
    good=Good.LOW,
    rows=PLAN_SPANS,
    counted_words="plans that had reached 15 months",
    rest_words="plans that had not reached 15 months",
    divided=False,
    why=WHY_LONG,
    when=OPEN_AT_END,
    passes=lambda rows: rows.over_15,
)

PLANS_OPEN_OVER_24_MONTHS = Proportion(
    key="plans_open_over_24_months",
    name="Plans open two years or more",
    definition=(
        "Plans open at the end of the period that had lasted more than 729 days, which "
        "the Department counts as two years or longer."
    ),
    numerator="that had lasted more than 729 days",
    denominator="plans open on the last day of the period",
    unit=Unit.PERCENT,
    good=Good.LOW,
    rows=PLAN_SPANS,
    counted_words="plans open two years or more",
    rest_words="plans open for less than two years",
    divided=False,
    why=WHY_LONG,
    ask=("What has changed for each of these children, and what is the next step?",),
    shadow="plans_started_second_or_subsequent",
    when=OPEN_AT_END,
    passes=lambda rows: rows.over_24,
    published="CPPlans2yrsActive",
)

PLANS_REACHING_15_MONTHS = Count(
    key="plans_reaching_15_months",
    name="Plans reaching the 15-month conference",
    definition=(
        "Plans that reached 15 calendar months in the period and were still open that "
        "day."
    ),
    numerator="plans that reached 15 months in the period",
    unit=Unit.COUNT,
    good=Good.LOW,
    rows=PLANS,
    divided=False,
    why=WHY_LONG,
    caveat="The 15-month conference is a local rule, not a national one.",
    when=InPeriod(lambda rows: rows.fifteen_months),
    population=lambda rows: rows.end > rows.fifteen_months,
)


# Review child protection conferences: held in time, as events and as children.


ASIDE = "whose due date cannot be known from the censuses that are loaded"
WHY = "The review decides whether the plan is keeping the child safe."


def _in_scope_from(spans: PlanSpans) -> Ints:
    return np.maximum(spans.start, spans.counts_from)


PLAN_REVIEWS_HELD_ON_TIME = Proportion(
    key="plan_reviews_held_on_time",
    name="Plan reviews held on time",
    definition=(
        "Review child protection conferences held in the period, on or before the day "
        f"they were due. {ONCE_EACH}"
    ),
    numerator="held on or before the due date",
    denominator="plan reviews held in the period whose due date is known",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=PLAN_REVIEWS,
    counted_words="plan reviews that were on time",
    rest_words="plan reviews that were late",
    why=WHY,
    ask=("Why were plan reviews late, and was each child seen in the meantime?",),
    shadow="plans_open_over_24_months",
    differs=(
        "It counts conferences held; the Department counts children, and only those "
        "whose every review was in time."
    ),
    counterpart="children_with_all_plan_reviews_on_time",
    aside_words=f"plan reviews {ASIDE}",
    when=InPeriod(lambda rows: rows.held),
    population=PlanReviews.was_held,
    unknown=PlanReviews.due_unknown,
    passes=PlanReviews.on_time,
)

CHILDREN_WITH_ALL_PLAN_REVIEWS_ON_TIME = AllEvents(
    key="children_with_all_plan_reviews_on_time",
    name="Children whose every plan review was on time",
    short="Every plan review on time",
    definition=(
        "Children on a plan at the end of the period, for three months or more, for whom "
        "a review was due in the period, and whose every review due was held by its day. "
        "A review still owed from before counts as late. It counts each child once, not "
        "each review, so it is lower than the share of reviews."
    ),
    numerator="with every review due held on time",
    denominator="children on a plan for 3 months or more with a review due",
    grain="children, each once",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=PLAN_SPANS,
    counted_words="children whose every plan review was on time",
    rest_words="children with a late plan review",
    why=WHY,
    ask=("Are the same children let down again and again?",),
    shadow="plans_open_over_24_months",
    published="RevCP",
    aside_words=f"children with a review {ASIDE}",
    at=AtEnd(_in_scope_from, lambda spans: spans.end),
    unit_of=lambda spans: spans.plan,
    events=PLAN_REVIEWS,
    unit_of_event=lambda rows: rows.plan,
    event_when=Standing(lambda rows: rows.due, PlanReviews.last_day_unsettled),
    event_population=PlanReviews.due_known,
    event_passes=PlanReviews.on_time,
    event_unknown=PlanReviews.due_unknown,
    unknown_when=InPeriod(lambda rows: rows.held),
)

PLAN_REVIEWS_OVERDUE = Count(
    key="plan_reviews_overdue",
    name="Plan reviews overdue",
    definition=(
        "Review conferences that were due before the last day of the period and had not "
        "been held by then, for plans still open. "
        f"{ONCE_EACH}"
    ),
    numerator="plan reviews overdue on the last day of the period",
    grain="reviews; at most one a plan",
    unit=Unit.COUNT,
    good=Good.LOW,
    rows=PLAN_REVIEWS,
    divided=False,
    why=WHY,
    when=AtEnd(lambda rows: rows.due + 1, PlanReviews.settled),
    population=PlanReviews.due_known,
)

METRICS: tuple[Metric, ...] = (
    PLANS_STARTED,
    PLANS_ENDED,
    PLANS_OPEN,
    PLANS_STARTED_SECOND_OR_SUBSEQUENT,
    PLANS_STARTED_WITHIN_24_MONTHS_OF_LAST,
    PLANS_STARTED_WITHIN_12_MONTHS_OF_LAST,
    PLANS_OPEN_BY_DURATION,
    PLANS_ENDED_BY_DURATION,
    PLANS_OPEN_BY_CATEGORY,
    PLANS_OPEN_OVER_15_MONTHS,
    PLANS_OPEN_OVER_24_MONTHS,
    PLANS_REACHING_15_MONTHS,
    PLAN_REVIEWS_HELD_ON_TIME,
    CHILDREN_WITH_ALL_PLAN_REVIEWS_ON_TIME,
    PLAN_REVIEWS_OVERDUE,
)
