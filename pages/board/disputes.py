"""What do IROs challenge, at which stage, and how soon is it settled?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "When an Independent Reviewing Officer (IRO) thinks that a child's plan is going "
        "wrong, they can raise a dispute. Many disputes are not a bad sign.",
    ),
    first=(
        "disputes_raised",
        "disputes_resolved_within_20_working_days",
        "disputes_open",
        "dispute_working_days_to_resolve",
        "disputes_per_100_children",
    ),
    more=(
        "disputes_raised_and_resolved_within_20_working_days",
        "disputes_that_made_a_difference",
        "disputes_answered_within_limits",
        "disputes_raised_informally",
        "informal_disputes_that_went_on",
        "disputes_that_skipped_a_stage",
        "disputes_with_cafcass",
        "disputes_with_legal_advice",
        "disputes_resolved_within_own_limit",
        "dispute_working_days_at_a_stage",
        "dispute_stages_answered_in_time",
        "disputes_with_next_review_on_time",
        "children_with_a_dispute",
    ),
    tables=(
        ("disputes_raised", "theme"),
        ("disputes_raised", "stage"),
        ("disputes_raised", "theme x stage"),
        ("dispute_working_days_at_a_stage", "at_stage"),
        ("dispute_stages_answered_in_time", "at_stage"),
    ),
)
