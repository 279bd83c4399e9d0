"""What do IROs challenge, at which stage, and how soon is it settled?"""

from __future__ import annotations

import streamlit as st

from domain.access import Screen, may
from domain.recorded import FOLLOW_UP
from metrics import disputes, impact, since, stages
from ui.comparison import comparison, others
from ui.kit import cards, charts, filters, frame, links, offered, questions, trends
from ui.recorded import pair

viewer = frame.opened(
    Screen.FIGURES,
    "When an Independent Reviewing Officer (IRO) thinks that a child's plan is going "
    "wrong, they can raise a dispute. Many disputes are not a bad sign.",
)
columns, chosen = frame.filtered(viewer)
FIRST = (
    disputes.DISPUTES_RAISED,
    disputes.DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS,
    disputes.DISPUTES_OPEN,
    disputes.DISPUTE_WORKING_DAYS_TO_RESOLVE,
    disputes.DISPUTES_PER_100_CHILDREN,
)
cards.rows(FIRST, columns, chosen)
if may(viewer, Screen.RECORDED, columns.la):
    st.page_link(
        "children/record.py",
        label="Record what came of a dispute",
        query_params={links.SHEET: FOLLOW_UP.key},
    )
charts.more_figures(
    (
        disputes.DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS,
        disputes.DISPUTES_WITH_IMPACT_RECORDED,
        disputes.DISPUTES_WITH_OUTCOME_RECORDED,
        *(each for each in impact.METRICS if not each.natural),
        *stages.METRICS,
        *(each for each in since.METRICS if each is not since.GOOD_PRACTICE_ALERTS),
    ),
    columns,
    chosen,
)
trends.trend(disputes.DISPUTES_RAISED, columns, chosen)
charts.by_group(disputes.DISPUTES_RAISED, "theme", columns, chosen)
charts.by_group(disputes.DISPUTES_RAISED, "stage", columns, chosen)
is_followed_up = columns.of(FOLLOW_UP.rows_name).size > 0
if is_followed_up:
    charts.by_group(impact.DISPUTES_BY_IMPACT, disputes.IMPACT, columns, chosen)
trends.trend(disputes.DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS, columns, chosen)
by = filters.compared(disputes.DISPUTES_RAISED, columns)
charts.by_group(disputes.DISPUTES_RAISED, by, columns, chosen)
offered.crossed(disputes.DISPUTES_RAISED, ("theme", "stage"), columns, chosen)
for metric in stages.BY_STAGE:
    offered.by_group(metric, "at_stage", columns, chosen)
if is_followed_up:
    for answer in ("challenged", "answered_by", "sub_theme"):
        by = FOLLOW_UP.group_of(FOLLOW_UP.by_key[answer])
        offered.by_group(disputes.DISPUTES_RAISED, by, columns, chosen)
pair.challenges(columns, chosen)
offered.by_group(disputes.DISPUTES_BY_OUTCOME, "outcome", columns, chosen)
settled = disputes.DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS
comparison.by_groups(settled, columns, chosen)
others.other_councils(FIRST, columns, chosen)
questions.might_ask(FIRST)
