"""What looks wrong in the rows these figures rest on, and who can mend it?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, filters, frame, viewing
from ui.quality import quality

viewer = viewing.require(Screen.DATA_QUALITY)
frame.heading(
    "Data quality",
    "What looks wrong in the rows that these figures rest on, who can mend it, and how.",
)
columns = filters.council(viewer)
if columns is None or columns.data_to is None:
    frame.nothing_yet(viewer)
else:
    quality.shown(data.look(viewer, columns.la, columns.data_to), columns.version)
