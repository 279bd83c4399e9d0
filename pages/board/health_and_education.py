"""Are children in care well, in school, and where they should be?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "Children in our care should see a doctor and a dentist in time, learn, and be "
        "safe. An Independent Reviewing Officer (IRO) asks for it where it is late.",
    ),
    first=(
        "health_assessments_in_time",
        "dental_checks_in_time",
        "immunisations_up_to_date",
        "children_missing_from_care",
        "missing_episodes",
        "education_plans_in_time",
        "children_excluded_from_school",
    ),
)
