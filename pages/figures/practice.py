"""Is practice good enough, and what was learnt?"""

from __future__ import annotations

from domain.access import Screen
from metrics import practice
from ui.kit import cards, charts, frame, offered, questions, trends
from ui.practice import practice as looked

viewer = frame.opened(
    Screen.FIGURES,
    "Is practice good enough, and what was learnt? What audits, dip samples and the "
    "quality and compliance form found, and how staff are helped to do their work well.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    practice.PRACTICE_MEETING_STANDARD,
    practice.AUDITS_GOOD_OR_BETTER,
    practice.STAFF_SUPERVISED,
    practice.STAFF_TRAINED,
)
if looked.is_recorded(columns):
    there = looked.of_period(viewer, columns.la, chosen.period)
    looked.latest(there)
    cards.rows(FIRST, columns, chosen)
    charts.by_group(
        practice.PRACTICE_MEETING_STANDARD, practice.BY_THEME, columns, chosen
    )
    looked.told(there)
    looked.beside(columns, chosen)
    charts.more_figures(
        (practice.PRACTICE_LOOKED_AT, practice.STAFF_APPRAISED), columns, chosen
    )
    for metric in (practice.PRACTICE_MEETING_STANDARD, practice.AUDITS_GOOD_OR_BETTER):
        trends.trend(metric, columns, chosen)
    for by in (practice.BY_KIND, practice.BY_GRADE):
        offered.by_group(practice.PRACTICE_MEETING_STANDARD, by, columns, chosen)
    questions.might_ask(FIRST)
