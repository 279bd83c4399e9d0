"""What came of it, and what else does no return tell of our children?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, frame
from ui.recorded import recorded

viewer = frame.opened(
    Screen.RECORDED,
    "What no return tells of the children you answer for: what came of a dispute, why "
    "a review was late. Each opening of this page is written to the access ledger.",
)
columns = frame.loaded(viewer)
recorded.edit(data.look(viewer, columns.la, columns.data_to))
