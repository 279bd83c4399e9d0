"""Do children find a home that lasts, near their own, and how do they leave care?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "Permanence is a home that lasts: with parents or family, with a special "
        "guardian, with adopters, or with carers who stay. Until then a child should "
        "move as little, and live as near, as can be.",
    ),
    first=(
        "children_with_three_or_more_placements",
        "children_in_long_term_stability",
        "children_placed_out_of_area",
        "accommodated_over_6_months",
        "days_to_adoption",
        "exits_without_a_reason",
    ),
    more=(
        "children_at_home_for_12_months",
        "children_in_care_and_on_plans",
        "days_to_placement_order",
        "days_to_placement_for_adoption",
        "days_to_special_guardianship",
    ),
    tables=(("exits_by_reason", "exit_reason"),),
)
