"""What happened in the service that figures should be read beside?"""

from __future__ import annotations

from domain.access import Screen
from ui.kit import data, frame
from ui.meeting import event_log

viewer = frame.opened(
    Screen.EVENTS,
    "Days on which something changed in the work: a protocol relaunched, long leave, a "
    "new form. Each is marked on the trend of every measure that it touches.",
)
columns = frame.loaded(viewer)
event_log.edit(data.look(viewer, columns.la, columns.data_to), columns)
