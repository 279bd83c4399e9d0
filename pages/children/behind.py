"""Which children are behind this figure?"""

from __future__ import annotations

from datetime import UTC, datetime

from domain.access import Screen
from ui.children import rows_behind
from ui.kit import frame

viewer = frame.opened(
    Screen.BEHIND,
    "The rows that one figure counts, and the children they are about. Each opening of "
    "this page is written to the access ledger.",
)
columns, chosen = frame.filtered(viewer)
rows_behind.shown(viewer, columns, chosen, datetime.now(UTC))
