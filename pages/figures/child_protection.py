"""Are conferences in time, do plans work, and do children come back?"""

from __future__ import annotations

from domain.access import Screen
from domain.recorded import CONFERENCES
from metrics import conferences, conferences_held, plans, pre_proceedings
from ui.comparison import others
from ui.kit import cards, charts, filters, frame, led, offered, questions, trends
from ui.returns import returns

viewer = frame.opened(
    Screen.FIGURES,
    "When a child may not be safe, those who know the child meet at an initial child "
    "protection conference (ICPC). If a plan is made there, it is reviewed after 3 "
    "months, then every 6.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    conferences.ICPCS_HELD_WITHIN_15_WORKING_DAYS,
    plans.PLAN_REVIEWS_HELD_ON_TIME,
    plans.CHILDREN_WITH_ALL_PLAN_REVIEWS_ON_TIME,
    plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT,
    plans.PLANS_OPEN,
    plans.PLANS_OPEN_OVER_24_MONTHS,
)
HELD = tuple(each for each in conferences_held.METRICS if not each.natural)
has_recorded = bool(columns.of(CONFERENCES.rows_name).size)
cards.rows(FIRST, columns, chosen)
led.apart(FIRST, columns, chosen)
charts.more_figures(
    (
        plans.PLANS_STARTED_WITHIN_24_MONTHS_OF_LAST,
        plans.PLANS_STARTED_WITHIN_12_MONTHS_OF_LAST,
        plans.PLANS_STARTED,
        plans.PLANS_ENDED,
        plans.PLANS_OPEN_OVER_15_MONTHS,
        plans.PLANS_REACHING_15_MONTHS,
        conferences.ICPCS_TRANSFERRED_IN,
        conferences.ICPCS_OVERDUE,
        plans.PLAN_REVIEWS_OVERDUE,
        *(HELD if has_recorded else ()),
        *(pre_proceedings.METRICS if columns.pre_proceedings.size else ()),
    ),
    columns,
    chosen,
)
trends.trend(plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT, columns, chosen)
trends.trend(conferences.ICPCS_HELD_WITHIN_15_WORKING_DAYS, columns, chosen)
charts.by_group(conferences.ICPCS_BY_WORKING_DAYS, "working_day_band", columns, chosen)
charts.by_group(plans.PLANS_OPEN_BY_DURATION, "duration_band", columns, chosen)
charts.by_group(plans.PLANS_OPEN_BY_CATEGORY, "category", columns, chosen)
by = filters.compared(plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT, columns)
charts.by_group(plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT, by, columns, chosen)
offered.by_group(plans.PLANS_ENDED_BY_DURATION, "duration_band", columns, chosen)
if has_recorded:
    for metric in (
        conferences_held.LATE_CONFERENCES_BY_REASON,
        conferences_held.CONFERENCES_AT_15_MONTHS,
        conferences_held.LONG_PLANS_BY_REASON,
        conferences_held.PLANS_ENDED_EARLY_BY_REASON,
    ):
        offered.by_group(metric, metric.natural, columns, chosen)
returns.shown(columns, chosen)
others.other_councils(FIRST, columns, chosen)
questions.might_ask(FIRST)
