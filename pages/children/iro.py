"""How was one IRO's or chair's year, and what is there to talk about?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, filters, frame, viewing
from ui.supervision import supervision

viewer = viewing.require(Screen.SUPERVISION)
frame.heading(
    "IRO supervision",
    "One IRO's or chair's year, to talk about in supervision. They see it, and "
    "managers. Each opening of this page is written to the access ledger.",
)
columns = filters.council(viewer)
if columns is None or columns.data_to is None:
    frame.nothing_yet(viewer)
else:
    supervision.shown(data.look(viewer, columns.la, columns.data_to), columns)
