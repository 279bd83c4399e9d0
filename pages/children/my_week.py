"""What is to be done for the children I answer for, and by when?"""

from __future__ import annotations

from domain.access import Screen
from ui.children import worklist
from ui.kit import data, frame
from ui.views import crossed

viewer = frame.opened(
    Screen.WORKLIST,
    "What is to be done for the children you answer for, and by when. Each opening of "
    "this page is written to the access ledger.",
)
columns = frame.loaded(viewer)
look = data.look(viewer, columns.la, columns.data_to)
crossed.shown(look, columns)
worklist.shown(look)
