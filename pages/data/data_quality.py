"""What looks wrong in the rows these figures rest on, and who can mend it?"""

from __future__ import annotations

from datetime import UTC, datetime

from domain.access import Screen
from ui.kit import frame
from ui.quality import quality

viewer = frame.opened(
    Screen.DATA_QUALITY,
    "What looks wrong in the rows that these figures rest on, who can mend it, and how.",
)
columns = frame.loaded(viewer)
quality.shown(viewer, columns, columns.data_to, datetime.now(UTC))
