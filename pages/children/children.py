"""Which of the children I answer for are waiting, and for what?"""

from __future__ import annotations

from domain.access import Screen
from ui.children import children
from ui.kit import data, frame

viewer = frame.opened(
    Screen.CHILDREN,
    "The children in our care or on a child protection plan whom you answer for, with "
    "what is due next. Each opening of this page is written to the access ledger.",
)
columns = frame.loaded(viewer)
children.listed(data.look(viewer, columns.la, columns.data_to))
