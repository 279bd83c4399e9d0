"""What did children and families tell us, and who had an advocate?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "How often children and families told us something, and who had an advocate or "
        "an independent visitor, as the service recorded it month by month.",
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
