"""Which days a file just read speaks for, and of what it is a whole account."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from data_access.derive.coverage import (
    LATEST_CONFERENCES,
    LATEST_REVIEWS,
    OPEN_PLANS,
)
from data_access.importers.ssd import ssd, window
from data_access.intake.batch import Choice
from data_access.store.doubles import record_of
from data_access.store.loaded import Import, SourceRow, table
from data_access.store.statements import (
    InCareRecord,
    PlanRecord,
    PlanReviewRecord,
    ReviewRecord,
)
from domain.periods import Period, financial_year, quarter_of

COVERS = {
    ("ssda903", "Episodes"): "care",
    ("ssda903", "Reviews"): "reviews",
    ("ssda903", "whole return"): "care,reviews",
    ("cin_census", "whole census"): "plans",
    ("disputes_log", "log"): "disputes",
}
# What a picture tells whole on its own day: who is in care and on a plan, and that
# nothing was held between the latest review it tells and that day.
PICTURED = {
    "care": InCareRecord.name,
    LATEST_REVIEWS: ReviewRecord.name,
    OPEN_PLANS: PlanRecord.name,
    LATEST_CONFERENCES: PlanReviewRecord.name,
}
SOURCE = table(SourceRow).c


def set_span(
    session: Session, load: Import, choice: Choice, today: date, *, told: bool
) -> None:
    """Write on an import's line what it covers, from which day to which.

    A file that `told` nothing covers no day.
    """
    report = choice.report
    days: Period | None
    if choice.picture is not None:
        day = choice.picture.as_at.day
        load.covers, days = _pictured(session, load), Period(day, day)
    elif choice.extract is not None:
        load.covers = ssd.covers(report.table, choice.extract)
        days = window.window(choice.extract, today) if told else None
    else:
        load.covers = COVERS.get((report.kind, report.table), "")
        days = _span(session, load, today) if load.covers and told else None
    if days is not None:
        load.covers_from, load.covers_to = days.start, days.end


def _pictured(session: Session, load: Import) -> str:
    """Return what a picture tells whole of its day, by what was kept of it.

    A column that is blank in every row tells of nothing, not that nothing happened.
    """
    query = select(SOURCE.record).where(SOURCE.import_id == load.id).distinct()
    kept = set(session.execute(query).scalars())
    return ",".join(what for what, record in PICTURED.items() if record in kept)


def _span(session: Session, load: Import, today: date) -> Period:
    """Return the days a file speaks for: its return year, or a log's whole quarters.

    A return drawn off before its year is over speaks for the days up to the latest
    one in it: what was due after that day may have been held since.
    """
    year = financial_year(load.year) if load.year else None
    if year is not None and year.end <= today:
        return year
    days = sorted(_days(session, load)) or [today]
    if year is not None:
        return Period(min(year.start, days[-1]), days[-1])
    last = quarter_of(days[-1]).end
    return Period(quarter_of(days[0]).start, min(last, max(today, days[-1])))


def _days(session: Session, load: Import) -> set[date]:
    """Return the latest day that each statement of a file tells of."""
    query = select(SOURCE.record, SOURCE.content).where(SOURCE.import_id == load.id)
    days = (record_of(name, content).latest for name, content in session.execute(query))
    return {day for day in days if day is not None}
