"""Do children keep their IRO, and does the IRO see them between reviews?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "A child in our care should have one Independent Reviewing Officer (IRO) who "
        "knows them. Who the IRO was is told by allocation.",
    ),
    first=(
        "same_iro_as_a_year_before",
        "seen_by_iro_in_6_months",
        "same_iro_at_last_three_reviews",
    ),
    tables=(("iros_in_12_months", "iros"),),
)
