"""Are reviews of children in our care held by the day they are due?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "The plan for each child in our care is reviewed by an Independent Reviewing "
        "Officer (IRO): within 20 working days, then after 3 months, then every 6 months.",
    ),
    first=(
        "reviews_held_on_time",
        "children_with_all_reviews_on_time",
        "reviews_overdue",
        "review_days_late",
    ),
    more=(
        "reviews_due_held_on_time",
        "review_records_sent_in_time",
        "late_reviews_avoidable",
        "reviews_ready_ahead",
    ),
    tables=(
        ("reviews_held_on_time", "review_type"),
        ("late_reviews_by_reason", "late_reason"),
        ("late_reviews_by_kind", "late_kind"),
    ),
)
