"""Is practice good enough, by the service's own audits?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "Is what is done for children good enough? Audits, dip samples and a form before "
        "each review look at some of it.",
    ),
    first=("practice_meeting_standard", "audits_good_or_better"),
)
