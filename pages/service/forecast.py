"""How many reviews fall due in the next 26 weeks, and is there time for them?"""

from __future__ import annotations

from domain.access import Screen
from ui.forecast import forecast
from ui.kit import data, frame

viewer = frame.opened(
    Screen.FORECAST,
    "Reviews and conferences that fall due in the next 26 weeks, and whether there is "
    "time for them. A week that is too full makes reviews late, and can be seen months "
    "ahead.",
)
columns = frame.loaded(viewer)
forecast.shown(data.look(viewer, columns.la, columns.data_to), columns.version)
