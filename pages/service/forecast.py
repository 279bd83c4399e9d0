"""How many reviews fall due in the next 26 weeks, and is there time for them?"""

from __future__ import annotations

from domain.access import Screen
from ui.forecast import forecast
from ui.kit import data, filters, frame, viewing

viewer = viewing.require(Screen.FORECAST)
frame.heading(
    "Forecast",
    "Reviews and conferences that fall due in the next 26 weeks, and whether there is "
    "time for them. A week that is too full makes reviews late, and can be seen months "
    "ahead.",
)
columns = filters.council(viewer)
if columns is None or columns.data_to is None:
    frame.nothing_yet(viewer)
else:
    forecast.shown(data.look(viewer, columns.la, columns.data_to), columns.version)
