"""Are reviews of children in our care held by the day they are due?"""

from __future__ import annotations

from domain.access import Screen
from metrics import cla_reviews
from ui.comparison import comparison
from ui.kit import cards, charts, filters, frame, trends

viewer = frame.opened(
    Screen.FIGURES,
    "The plan for each child in our care is reviewed by an Independent Reviewing "
    "Officer (IRO): within 20 working days, then after 3 months, then every 6 months.",
)
columns, chosen = frame.filtered(viewer)
cards.rows(cla_reviews.METRICS, columns, chosen)
trends.trend(cla_reviews.REVIEWS_HELD_ON_TIME, columns, chosen)
charts.by_group(cla_reviews.REVIEWS_HELD_ON_TIME, "review_type", columns, chosen)
trends.trend(cla_reviews.REVIEWS_OVERDUE, columns, chosen)
by = filters.compared(cla_reviews.REVIEWS_HELD_ON_TIME, columns)
charts.by_group(cla_reviews.REVIEWS_HELD_ON_TIME, by, columns, chosen)
comparison.by_team(cla_reviews.REVIEWS_HELD_ON_TIME, columns, chosen)
comparison.by_groups(cla_reviews.REVIEWS_HELD_ON_TIME, columns, chosen)
