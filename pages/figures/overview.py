"""Is the service better, is it good enough, and what should I ask?"""

from __future__ import annotations

from domain.access import Screen
from metrics import caseloads, cla_reviews, conferences, disputes, participation, plans
from ui.kit import cards, changes, frame, led, questions, trends

viewer = frame.opened(
    Screen.FIGURES,
    "Are children's reviews on time, are children heard, are they safe, and do "
    "disputes get settled? Each child in our care has an Independent Reviewing Officer "
    "(IRO), who checks their plan.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (  # each near the measure that keeps it honest
    cla_reviews.REVIEWS_HELD_ON_TIME,
    participation.CHILDREN_TAKING_PART,
    caseloads.CASELOAD_IN_CARE_PER_FTE
    if led.since(columns, chosen.period)
    else caseloads.CASELOAD_PER_FTE,
    caseloads.CHILDREN_IN_CARE_AT_END,
    conferences.ICPCS_HELD_WITHIN_15_WORKING_DAYS,
    plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT,
    plans.PLANS_OPEN_OVER_24_MONTHS,
    disputes.DISPUTES_RAISED,
    disputes.DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS,
)
cards.rows(FIRST, columns, chosen)
changes.show(FIRST, columns, chosen)
trends.trend(cla_reviews.REVIEWS_HELD_ON_TIME, columns, chosen)
trends.trend(participation.CHILDREN_TAKING_PART, columns, chosen)
questions.might_ask(FIRST)
