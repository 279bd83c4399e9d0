"""What was counted, heard and looked at in a month?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, frame
from ui.recorded import recorded

viewer = frame.opened(
    Screen.RECORDED_MONTHLY,
    "What the service counts, hears and looks at month by month. It tells of no one "
    "child: write no name, and nothing that tells who it was.",
)
columns = frame.loaded(viewer)
recorded.edit(data.look(viewer, columns.la, columns.data_to))
