"""The days that one extract of the Standard Safeguarding Dataset speaks for."""

from __future__ import annotations

from datetime import date

from data_access.importers.ssd.extract import Extract
from data_access.importers.ssd.tables import CHOSEN_BY
from domain.periods import Period

YEARS_BACK = 6  # how far the dataset's own queries look back


def window(extract: Extract, today: date) -> Period | None:
    """Return the days the extract is a whole account of; None where none are told.

    It ends on the latest day that anything happened on, and starts with the earliest
    that the dataset's queries choose rows by, six years back at most.
    """
    happened = [day for days in extract.days.values() for day in days if day <= today]
    if not happened:
        return None
    end = max(happened)
    chosen = [
        day for heading in CHOSEN_BY for day in extract.days[heading] if day <= end
    ]
    back = _years_before(end, YEARS_BACK)
    return Period(max(min(chosen, default=end), back), end)


def _years_before(day: date, years: int) -> date:
    earlier = day.year - years
    leap_day = (day.month, day.day) == (2, 29)
    return date(earlier, 2, 28) if leap_day else day.replace(year=earlier)
