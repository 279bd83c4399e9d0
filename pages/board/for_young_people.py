"""How did our reviews go, in words for a reader of nine?"""

from __future__ import annotations

from domain.access import Screen
from ui.board import young
from ui.kit import frame

young.shown(
    frame.opened(
        Screen.RELEASED,
        "This is for children and young people we look after. Grown-ups may read it too.",
    )
)
