"""How many children does each IRO or chair work for, and is that too many?"""

from __future__ import annotations

from domain.access import Screen
from metrics import caseloads as measures
from ui.caseloads import by_name, caseloads
from ui.kit import cards, charts, data, frame, led, questions

viewer = frame.opened(
    Screen.FIGURES,
    "An Independent Reviewing Officer (IRO) or chair with too many children cannot know "
    "each of them. These are children on the last day of the period, or of each month.",
)
columns, chosen = frame.filtered(viewer)
rules = data.caseload_rules(columns.la)
FIRST = (
    measures.CASELOAD_IN_CARE_PER_FTE,
    measures.CASELOAD_PER_FTE,
)
MORE = (
    measures.CASELOAD_IN_CARE_PER_IRO,
    measures.CASELOAD_PER_IRO,
    measures.CASELOAD_ON_PLANS_PER_FTE,
    measures.CASELOAD_ON_PLANS_PER_IRO,
)
STAFF = (
    measures.POSTS_FILLED,
    measures.STAFF_WITH_BOTH_ROLES,
    measures.STAFF_FROM_AGENCIES,
)
if led.without_conferences(columns, chosen.period):
    FIRST, MORE = FIRST[:1], MORE[:1]
view = by_name.view(viewer, columns.la)
if view == by_name.SERVICE:
    cards.rows((*FIRST, *STAFF), columns, chosen)
    charts.more_figures(MORE, columns, chosen)
caseloads.beside_guidance(columns, chosen, rules)
if view == by_name.SERVICE:
    for metric in FIRST:
        caseloads.trend(metric, columns, chosen, rules)
    questions.might_ask(FIRST)
else:
    look = data.look(viewer, columns.la, columns.data_to)
    by_name.by_name(look, columns.version, rules, view)
