"""How was one IRO's or chair's year, and what is there to talk about?"""

from __future__ import annotations

from datetime import UTC, datetime

from domain.access import Screen
from ui.kit import frame
from ui.supervision import supervision

viewer = frame.opened(
    Screen.SUPERVISION,
    "One IRO's or chair's year, to talk about in supervision. They see it, and "
    "managers. Each opening of this page is written to the access ledger.",
)
columns = frame.loaded(viewer)
supervision.shown(viewer, columns, columns.data_to, datetime.now(UTC))
