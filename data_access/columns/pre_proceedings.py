"""Pre-proceedings as columns."""

from __future__ import annotations

from data_access.columns.rows import CHILD_GROUPS, PRE_PROCEEDINGS, Reading
from domain.pre_proceedings import PreProceedings
from domain.tables import UNKNOWN


def pre_proceedings(reading: Reading) -> PreProceedings:
    """Return the pre-proceedings on children, with the groups of the day they began."""
    growing = reading.growing()
    for row in reading.rows(PRE_PROCEEDINGS):
        growing.add(
            reading.child_groups(row, row.started),
            start=row.started,
            letter=row.letter_sent or UNKNOWN,
            decided=row.decided or UNKNOWN,
            offered=bool(row.offered),
            offered_known=row.offered is not None,
            met=bool(row.met),
            met_known=row.met is not None,
        )
    return growing.frozen(PreProceedings, CHILD_GROUPS)
