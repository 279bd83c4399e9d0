"""Which of the children I answer for are waiting, and for what?"""

from __future__ import annotations

from domain.access import Screen
from ui.children import children
from ui.kit import data, filters, frame, viewing

viewer = viewing.require(Screen.CHILDREN)
frame.heading(
    "Children",
    "The children in our care or on a child protection plan whom you answer for, with "
    "what is due next. Each opening of this page is written to the access ledger.",
)
columns = filters.council(viewer)
if columns is None or columns.data_to is None:
    frame.nothing_yet(viewer)
else:
    children.listed(data.look(viewer, columns.la, columns.data_to))
