"""Who comes to the IRO service, who stays and who leaves?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "Children keep their Independent Reviewing Officer (IRO) only where IROs stay. "
        "These are IROs and chairs who hold cases.",
    ),
    first=("staff_turnover", "staff_joined", "staff_left", "posts_filled"),
    more=("staff_from_agencies", "staff_on_probation", "staff_with_both_roles"),
    tables=(("staff_by_length_of_service", "service_band"),),
)
