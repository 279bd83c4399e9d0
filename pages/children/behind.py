"""Which children are behind this figure?"""

from __future__ import annotations

from domain.access import Screen
from ui.children import rows_behind
from ui.kit import data, frame

viewer = frame.opened(
    Screen.BEHIND,
    "The rows that one figure counts, and the children they are about. Each opening of "
    "this page is written to the access ledger.",
)
columns, chosen = frame.filtered(viewer)
look = data.look(viewer, columns.la, columns.data_to)
rows_behind.shown(look, columns, chosen)
