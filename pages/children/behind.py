"""Which children are behind this figure?"""

from __future__ import annotations

from domain.access import Screen
from ui.children import rows_behind
from ui.kit import data, frame, viewing

viewer = viewing.require(Screen.BEHIND)
columns, chosen = frame.opened(
    viewer,
    "Behind a figure",
    "The rows that one figure counts, and the children they are about. Each opening of "
    "this page is written to the access ledger.",
)
look = data.look(viewer, columns.la, columns.data_to)
rows_behind.shown(look, columns, chosen)
