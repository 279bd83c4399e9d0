"""What has a board been given to read, does it still hold, and what do we sign next?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, frame
from ui.releases import releases

viewer = frame.opened(
    Screen.RELEASES,
    "What a board reads is a release: figures to the end of a quarter, checked, signed, "
    "and never altered. It is made and signed here before the board meets.",
)
columns = frame.loaded(viewer)
releases.shown(data.look(viewer, columns.la, columns.data_to), columns)
