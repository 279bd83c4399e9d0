"""What looks wrong in the rows these figures rest on, and who can mend it?"""

from __future__ import annotations

from datetime import UTC, datetime

from domain.access import Screen
from ui.kit import filters, frame, viewing
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
    quality.shown(viewer, columns, columns.data_to, datetime.now(UTC))
