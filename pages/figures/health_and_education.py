"""Are children in care well, in school, and where they should be?"""

from __future__ import annotations

from domain.access import Screen
from domain.recorded import EDUCATION
from metrics import education, health
from ui.kit import cards, charts, filters, frame, offered, questions, trends

viewer = frame.opened(
    Screen.FIGURES,
    "Children in our care should see a doctor and a dentist in time, learn, and be "
    "safe. An Independent Reviewing Officer (IRO) asks for it where it is late.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    health.HEALTH_ASSESSMENTS_IN_TIME,
    health.INITIAL_HEALTH_ASSESSMENTS_IN_TIME,
    health.DENTAL_CHECKS_IN_TIME,
    health.IMMUNISATIONS_UP_TO_DATE,
    health.CHILDREN_MISSING_FROM_CARE,
    health.MISSING_EPISODES,
    education.EDUCATION_PLANS_IN_TIME,
    education.CHILDREN_EXCLUDED_FROM_SCHOOL,
)
cards.rows(FIRST, columns, chosen)
trends.trend(health.HEALTH_ASSESSMENTS_IN_TIME, columns, chosen)
trends.trend(health.INITIAL_HEALTH_ASSESSMENTS_IN_TIME, columns, chosen)
trends.trend(health.DENTAL_CHECKS_IN_TIME, columns, chosen)
trends.trend(health.MISSING_EPISODES, columns, chosen)
trends.trend(education.EDUCATION_PLANS_IN_TIME, columns, chosen)
by = filters.compared(health.HEALTH_ASSESSMENTS_IN_TIME, columns)
charts.by_group(health.HEALTH_ASSESSMENTS_IN_TIME, by, columns, chosen)
offered.by_group(health.MISSING_EPISODES, by, columns, chosen)
if columns.of(EDUCATION.rows_name).size:
    offered.by_group(
        education.EDUCATION_PLANS_BY_QUALITY, education.GRADE, columns, chosen
    )
questions.might_ask(FIRST)
