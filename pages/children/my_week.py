"""What is to be done for the children I answer for, and by when?"""

from __future__ import annotations

from domain.access import Screen
from ui.children import worklist
from ui.kit import data, filters, frame, viewing

viewer = viewing.require(Screen.WORKLIST)
frame.heading(
    "My week",
    "What is to be done for the children you answer for, and by when. Each opening of "
    "this page is written to the access ledger.",
)
columns = filters.council(viewer)
if columns is None or columns.data_to is None:
    frame.nothing_yet(viewer)
else:
    worklist.shown(data.look(viewer, columns.la, columns.data_to))
