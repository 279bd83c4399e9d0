"""Is the service better, is it good enough, and what should I ask?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import overview
from ui.kit import frame

overview.shown(
    frame.opened(
        Screen.RELEASED,
        "Each child in our care has an Independent Reviewing Officer (IRO), who checks "
        "their plan.",
    )
)
