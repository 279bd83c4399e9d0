"""Who can use this dashboard, what falls short, and whom does a reader tell?"""

from __future__ import annotations

from domain.access import Screen
from ui.about import statement
from ui.kit import frame

frame.opened(
    Screen.ABOUT,
    "Everybody should be able to use this dashboard: with the keyboard alone, at any "
    "size of text, on a telephone or with a screen reader.",
)
statement.shown()
