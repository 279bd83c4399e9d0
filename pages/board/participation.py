"""Are children heard in their reviews, and how?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "Each review records how the child took part, by a participation (PN) code. "
        "Children under 4 are counted apart, because nobody expects them to speak for "
        "themselves. Each child has an independent reviewing officer (IRO).",
    ),
    first=(
        "children_taking_part",
        "children_taking_part_of_all_ages",
        "children_attending",
        "participation_not_recorded",
    ),
    more=(
        "children_not_heard_twice",
        "children_seen_before_review",
        "views_asked_before_review",
        "advocate_offered_before_review",
        "parents_taking_part_in_reviews",
        "review_reports_shared_before",
    ),
    tables=(
        ("participation_groups", "participation"),
        ("participation_groups_aged_4_and_over", "participation"),
        ("participation_codes", "code"),
        ("children_by_participation", "code"),
        ("reviews_by_how_views_came", "reviews_views_came"),
        ("reviews_by_mode", "reviews_mode"),
    ),
)
