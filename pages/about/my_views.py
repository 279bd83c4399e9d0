"""What do I come back to, and has anything gone past the number I watch?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import frame
from ui.views import views

viewer = frame.opened(
    Screen.OWN_VIEWS,
    "Pages that you come back to, as you left them, and measures of which you want to "
    "know when they go past a number.",
)
views.shown(viewer)
