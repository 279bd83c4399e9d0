"""Is the service better, is it good enough, and what should I ask?"""

from __future__ import annotations

from domain.access import Screen
from metrics import caseloads, cla_reviews, conferences, disputes, participation, plans
from ui.kit import cards, changes, frame, led, trends

viewer = frame.opened(
    Screen.FIGURES,
    "Are children's reviews on time, are children heard, are they safe, and do "
    "disputes get settled?",
)
columns, chosen = frame.filtered(viewer)
HEADLINES = (
    cla_reviews.REVIEWS_HELD_ON_TIME,
    participation.CHILDREN_TAKING_PART,
    plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT,
    conferences.ICPCS_HELD_WITHIN_15_WORKING_DAYS,
    disputes.DISPUTES_RAISED,
    disputes.DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS,
    caseloads.CHILDREN_IN_CARE_AT_END,
    plans.PLANS_OPEN,
    caseloads.CASELOAD_IN_CARE_PER_FTE
    if led.since(columns, chosen.period)
    else caseloads.CASELOAD_PER_FTE,
)
cards.rows(HEADLINES, columns, chosen)
changes.show(HEADLINES, columns, chosen)
trends.trend(cla_reviews.REVIEWS_HELD_ON_TIME, columns, chosen)
trends.trend(participation.CHILDREN_TAKING_PART, columns, chosen)
