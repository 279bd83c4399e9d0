"""How many children does each IRO or chair work for, and is that too many?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "An Independent Reviewing Officer (IRO) or chair with too many children cannot know "
        "each of them. These are children on the last day of the period.",
    ),
    first=(
        "caseload_in_care_per_fte",
        "caseload_per_fte",
        "children_in_care_at_end",
        "posts_filled",
        "staff_with_both_roles",
        "staff_from_agencies",
    ),
    more=(
        "caseload_in_care_per_iro",
        "caseload_per_iro",
        "caseload_on_plans_per_fte",
        "caseload_on_plans_per_iro",
        "staff_on_probation",
    ),
)
