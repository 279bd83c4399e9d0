"""What do we need to talk about this month, and what do we say of it?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, frame
from ui.meeting import meeting

viewer = frame.opened(
    Screen.MEETING,
    "One line a measure, those that most need talking about first. Open one for its "
    "course, what changed it, what happened, and what the service says of it.",
)
columns = frame.loaded(viewer)
meeting.shown(data.look(viewer, columns.la, columns.data_to), columns)
