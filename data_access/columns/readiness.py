"""Was all ready for a review ten working days before it was due?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from data_access.columns.rows import Reading
from data_access.derive.recorded import standing_of
from domain.ready import looked_at, missing
from domain.recorded import READY


def readiness(reading: Reading) -> Mapping[tuple[str, date | None], bool]:
    """Return whether all was, by child and day due, where something is recorded."""
    found: dict[tuple[str, date | None], bool] = {}
    for row in reading.session.execute(standing_of(reading.la, READY.key)):
        values = json.loads(row.content)
        due = date.fromisoformat(values["due"])
        found[values["child"], due] = not missing(values, looked_at(due))
    return found
