"""Who comes to the IRO service, who stays and who leaves?"""

from __future__ import annotations

from domain.access import Screen
from domain.recorded_staff import POSTS
from metrics import caseloads, workforce
from ui.caseloads import caseloads as beside
from ui.caseloads import groups
from ui.kit import cards, charts, data, frame, questions, trends

viewer = frame.opened(
    Screen.FIGURES,
    "Children keep their Independent Reviewing Officer (IRO) only where IROs stay. "
    "These are IROs and chairs who hold cases.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    workforce.STAFF_TURNOVER,
    workforce.STAFF_JOINED,
    workforce.STAFF_LEFT,
)
MORE = (
    caseloads.STAFF_FROM_AGENCIES,
    caseloads.STAFF_ON_PROBATION,
    caseloads.STAFF_WITH_BOTH_ROLES,
)
POSTS_RECORDED = (
    workforce.POSTS_VACANT,
    workforce.POSTS_OF_AGENCIES,
    workforce.POSTS_AWAY,
)
recorded = columns.of(POSTS.rows_name).size > 0
cards.rows((*FIRST, caseloads.POSTS_FILLED), columns, chosen)
beside.vacancies(columns, chosen, data.caseload_rules(columns.la))
if recorded:
    cards.rows(POSTS_RECORDED, columns, chosen)
charts.more_figures(MORE, columns, chosen)
charts.by_group(workforce.STAFF_BY_LENGTH_OF_SERVICE, "service_band", columns, chosen)
if recorded:
    charts.by_group(workforce.POSTS_VACANT, workforce.BY_ROLE, columns, chosen)
groups.shown(viewer, columns, chosen)
trends.trend(workforce.STAFF_TURNOVER, columns, chosen)
questions.might_ask(FIRST)
