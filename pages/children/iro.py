"""How was one IRO's or chair's year, and what is there to talk about?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, frame
from ui.supervision import supervision

viewer = frame.opened(
    Screen.SUPERVISION,
    "One IRO's or chair's year, to talk about in supervision. They see it, and "
    "managers. Each opening of this page is written to the access ledger.",
)
columns = frame.loaded(viewer)
supervision.shown(data.look(viewer, columns.la, columns.data_to), columns)
