"""Do children keep their IRO, and does the IRO see them between reviews?"""

from __future__ import annotations

from domain.access import Screen
from metrics import continuity
from ui.comparison import comparison, others
from ui.kit import cards, charts, filters, frame, questions, trends

viewer = frame.opened(
    Screen.FIGURES,
    "A child in our care should have one Independent Reviewing Officer (IRO) who knows "
    "them. Who the IRO was is told by allocation.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    continuity.SAME_IRO_AS_A_YEAR_BEFORE,
    continuity.SEEN_BY_IRO_IN_6_MONTHS,
    continuity.SAME_IRO_AT_LAST_THREE_REVIEWS,
)
cards.rows(FIRST, columns, chosen)
trends.trend(continuity.SAME_IRO_AS_A_YEAR_BEFORE, columns, chosen)
charts.by_group(continuity.IROS_IN_12_MONTHS, "iros", columns, chosen)
trends.trend(continuity.SEEN_BY_IRO_IN_6_MONTHS, columns, chosen)
by = filters.compared(continuity.SAME_IRO_AS_A_YEAR_BEFORE, columns)
charts.by_group(continuity.SAME_IRO_AS_A_YEAR_BEFORE, by, columns, chosen)
charts.by_group(continuity.SEEN_BY_IRO_IN_6_MONTHS, by, columns, chosen)
comparison.by_team(continuity.SEEN_BY_IRO_IN_6_MONTHS, columns, chosen)
others.other_councils(FIRST, columns, chosen)
questions.might_ask(FIRST)
