"""What did children and families tell us, and what did we do?"""

from __future__ import annotations

from domain.access import Screen
from metrics import voice
from ui.kit import cards, charts, frame, questions, trends
from ui.voice import voice as said

viewer = frame.opened(
    Screen.FIGURES,
    "What children and families said, who had an advocate or an independent visitor, "
    "and what changed, as the service recorded it month by month.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    voice.FEEDBACK_FROM_CHILDREN,
    voice.ADVOCACY_REFERRALS,
    voice.ADVOCACY_TAKEN_UP,
    voice.VISITORS_MATCHED,
    voice.VISITORS_WAITING,
)
cards.rows(FIRST, columns, chosen)
charts.more_figures(
    (voice.FEEDBACK_FROM_FAMILIES, voice.FEEDBACK_FROM_PROFESSIONALS), columns, chosen
)
said.shown(viewer, columns.la, chosen.period)
for metric in FIRST:
    trends.trend(metric, columns, chosen)
questions.might_ask(FIRST)
