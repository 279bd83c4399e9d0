"""Are children heard in their reviews, and how?"""

from __future__ import annotations

from domain.access import Screen
from domain.recorded import REVIEWS
from metrics import before_reviews, participation
from ui.comparison import comparison, others
from ui.kit import cards, charts, filters, frame, offered, questions, trends

viewer = frame.opened(
    Screen.FIGURES,
    "Each review records how the child took part, by a participation (PN) code. "
    "Children under 4 are counted apart, because nobody expects them to speak for "
    "themselves.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    participation.CHILDREN_TAKING_PART,
    participation.CHILDREN_TAKING_PART_OF_ALL_AGES,
    participation.CHILDREN_ATTENDING,
    participation.CHILDREN_NOT_HEARD_TWICE,
    participation.PARTICIPATION_NOT_RECORDED,
)
cards.rows(FIRST, columns, chosen)
charts.by_group(participation.PARTICIPATION_GROUPS, "participation", columns, chosen)
is_recorded = columns.of(REVIEWS.rows_name).size > 0
if is_recorded:
    charts.more_figures(
        tuple(each for each in before_reviews.METRICS if not each.natural),
        columns,
        chosen,
    )
    came = before_reviews.REVIEWS_BY_HOW_VIEWS_CAME
    charts.by_group(came, came.natural, columns, chosen)
trends.trend(participation.CHILDREN_TAKING_PART, columns, chosen)
by = filters.compared(participation.CHILDREN_TAKING_PART, columns)
charts.by_group(participation.CHILDREN_TAKING_PART, by, columns, chosen)
for metric in (
    participation.PARTICIPATION_CODES,
    participation.CHILDREN_BY_PARTICIPATION,
):
    offered.by_group(metric, "code", columns, chosen)
if is_recorded:
    mode = before_reviews.REVIEWS_BY_MODE
    offered.by_group(mode, mode.natural, columns, chosen)
comparison.by_team(participation.CHILDREN_TAKING_PART, columns, chosen)
comparison.by_groups(participation.CHILDREN_TAKING_PART, columns, chosen)
others.other_councils(FIRST, columns, chosen)
questions.might_ask(FIRST)
