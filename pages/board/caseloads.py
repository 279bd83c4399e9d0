"""How many children does each IRO or chair work for, and is that too many?"""

from __future__ import annotations

from domain.access import Screen
from metrics import caseloads as measures
from ui.caseloads import by_name, caseloads
from ui.kit import cards, data, frame, led

viewer = frame.opened(
    Screen.FIGURES,
    "An IRO or chair with too many children cannot know each of them. These are "
    "children on the last day of the period, or of each month.",
)
columns, chosen = frame.filtered(viewer)
rules = data.caseload_rules(columns.la)
EACH_POST = (
    measures.CASELOAD_IN_CARE_PER_FTE,
    measures.CASELOAD_ON_PLANS_PER_FTE,
    measures.CASELOAD_PER_FTE,
)
EACH_PERSON = (
    measures.CASELOAD_IN_CARE_PER_IRO,
    measures.CASELOAD_ON_PLANS_PER_IRO,
    measures.CASELOAD_PER_IRO,
)
STAFF = (
    measures.POSTS_FILLED,
    measures.STAFF_WITH_BOTH_ROLES,
    measures.STAFF_FROM_AGENCIES,
)
if led.without_conferences(columns, chosen.period):
    EACH_POST, EACH_PERSON = EACH_POST[:1], EACH_PERSON[:1]
view = by_name.view(viewer, columns.la)
if view == by_name.SERVICE:
    cards.rows((*EACH_POST, *EACH_PERSON, *STAFF), columns, chosen)
caseloads.beside_guidance(columns, chosen, rules)
if view == by_name.SERVICE:
    for metric in (*EACH_POST, *EACH_PERSON):
        caseloads.trend(metric, columns, chosen, rules)
else:
    look = data.look(viewer, columns.la, columns.data_to)
    by_name.by_name(look, columns.version, rules, view)
