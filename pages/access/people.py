"""Who may look at what, and who said so?"""

from __future__ import annotations

from datetime import UTC, datetime

from domain.access import Screen
from ui.access import people
from ui.kit import frame

viewer = frame.opened(
    Screen.PEOPLE,
    "Give somebody a role, or end one. A role that is ended stops working at the "
    "person's next click.",
)
now = datetime.now(UTC)
found = people.listed(viewer)
people.give(viewer, now)
people.end(viewer, found, now)
