"""Are the reviews that no return tells of held in time, and by whom?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import board
from ui.kit import frame

board.shown(
    frame.opened(
        Screen.RELEASED,
        "Private fostering, secure accommodation, foster carers, children not yet born: "
        "no return to government tells of these reviews, so the service records them. "
        "An independent reviewing officer (IRO) chairs some of them.",
    ),
    first=(
        "private_fostering_visits_in_time",
        "private_fostering_reviews_in_time",
        "foster_carer_reviews_in_time",
        "secure_reviews_by_another_iro",
    ),
    more=("secure_reviews_in_time", "pre_birth_reviews_in_time"),
    tables=(
        ("other_reviews_held", "other_reviews_kind"),
        ("meetings_between_reviews", "reviews_kind"),
    ),
)
