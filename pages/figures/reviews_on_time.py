"""Are reviews of children in our care held by the day they are due?"""

from __future__ import annotations

from domain.access import Screen
from domain.recorded import READY
from metrics import cla_reviews, ready
from ui.comparison import comparison, others
from ui.kit import cards, charts, filters, frame, offered, questions, trends
from ui.recorded import pair

viewer = frame.opened(
    Screen.FIGURES,
    "The plan for each child in our care is reviewed by an Independent Reviewing "
    "Officer (IRO): within 20 working days, then after 3 months, then every 6 months.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    cla_reviews.REVIEWS_HELD_ON_TIME,
    cla_reviews.CHILDREN_WITH_ALL_REVIEWS_ON_TIME,
    cla_reviews.REVIEWS_OVERDUE,
    cla_reviews.REVIEW_DAYS_LATE,
)
cards.rows(FIRST, columns, chosen)
charts.more_figures(
    (
        cla_reviews.REVIEWS_DUE_HELD_ON_TIME,
        cla_reviews.REVIEW_RECORDS_SENT_IN_TIME,
        cla_reviews.LATE_REVIEWS_AVOIDABLE,
        *(ready.METRICS if columns.of(READY.rows_name).size else ()),
    ),
    columns,
    chosen,
)
trends.trend(cla_reviews.REVIEWS_HELD_ON_TIME, columns, chosen)
charts.by_group(cla_reviews.REVIEWS_HELD_ON_TIME, "review_type", columns, chosen)
charts.by_group(cla_reviews.LATE_REVIEWS_BY_REASON, "late_reason", columns, chosen)
trends.trend(cla_reviews.REVIEWS_OVERDUE, columns, chosen)
trends.trend(cla_reviews.REVIEW_RECORDS_SENT_IN_TIME, columns, chosen)
by = filters.compared(cla_reviews.REVIEWS_HELD_ON_TIME, columns)
charts.by_group(cla_reviews.REVIEWS_HELD_ON_TIME, by, columns, chosen)
offered.by_group(cla_reviews.LATE_REVIEWS_BY_KIND, "late_kind", columns, chosen)
pair.warning(columns, chosen)
comparison.by_team(cla_reviews.REVIEWS_HELD_ON_TIME, columns, chosen)
comparison.by_groups(cla_reviews.REVIEWS_HELD_ON_TIME, columns, chosen)
others.other_councils(FIRST, columns, chosen)
questions.might_ask(FIRST)
