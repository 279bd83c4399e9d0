"""What did children and families tell us, and who had somebody on their side?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "What children and families said is counted month by month, and so is who had "
        "an advocate, or an independent visitor: a grown-up friend.",
    ),
    first=(
        "feedback_from_children",
        "advocacy_referrals",
        "advocacy_taken_up",
        "visitors_matched",
        "visitors_waiting",
    ),
    more=("feedback_from_families", "feedback_from_professionals"),
)
