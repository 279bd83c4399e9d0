"""Who opened which screen with children on it, and when?"""

from __future__ import annotations

from domain.access import Screen
from ui.access import ledger
from ui.kit import frame

viewer = frame.opened(
    Screen.OWN_LEDGER,
    "The access ledger: each opening and each download of a screen with children on "
    "it, by whom and in which role. Nobody can change it here.",
)
ledger.show(viewer)
