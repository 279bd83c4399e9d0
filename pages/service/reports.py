"""Which report do we need, what is left to write in it, and who has written what?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import frame
from ui.reports import reports

viewer = frame.opened(
    Screen.REPORTS,
    "The annual report, the board's pack and the others are made of a release, so each "
    "number in them was signed, and says what it is of.",
)
reports.shown(viewer)
