"""What looks wrong in the rows these figures rest on, and who can put it right?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, frame
from ui.quality import quality

viewer = frame.opened(
    Screen.DATA_QUALITY,
    "What looks wrong in the rows that these figures rest on, who can put it right, and how.",
)
columns = frame.loaded(viewer)
quality.shown(data.look(viewer, columns.la, columns.data_to), columns.version)
