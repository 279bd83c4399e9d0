"""Which report do we need, what is left to write in it, and who has written what?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import frame
from ui.reports import reports

viewer = frame.opened(
    Screen.REPORTS,
    "A report is made of a release. So each number in it was signed, and says what it "
    "is of. Choose one, make it, and take it with you.",
)
reports.shown(viewer)
