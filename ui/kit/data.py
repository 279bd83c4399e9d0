"""The one door from pages to the store; everything cached is cached here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st
from sqlalchemy import Engine
from sqlmodel import Session

from data_access import columns as stored
from data_access.casework import forecast, quality
from data_access.casework import workloads as loads
from data_access.casework.quality import Summary
from data_access.casework.workloads import Workloads
from data_access.derive import council
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.importers.ssd.spec import StaffRoles
from data_access.store import database
from data_access.store.settings import settings
from domain import access
from domain.access import Screen, Sight, Viewer
from domain.due import Timescales
from domain.forecast import Forecast
from domain.tables import Columns
from domain.workload import CapacityRules, CaseloadRules

COUNCILS_KEPT = 4
SIGHTS_KEPT = 24  # councils, times how much is seen: each IRO has a sight of their own


def engine() -> Engine:
    """Return this process's engine."""
    return database.get_engine(settings().database_url)


def columns(viewer: Viewer, la: str, version: int) -> Columns:
    """Return as much of a council's rows as somebody may see.

    Read again only when the store has changed, once for everybody; what each is given
    of it is kept under how much they may see.

    Raises:
        NotAllowedError: they may not see this council's figures.
    """
    access.require(viewer, Screen.FIGURES, la)
    return _columns(settings().database_url, la, version, access.sight(viewer))


def councils(viewer: Viewer, version: int) -> list[tuple[str, str, bool]]:
    """Return the councils somebody may see: code, name, whether invented."""
    found = _councils(settings().database_url, version)
    return [each for each in found if access.may(viewer, Screen.FIGURES, each[0])]


def workloads(viewer: Viewer, la: str, as_at: date, version: int) -> Workloads:
    """Return what each IRO and chair holds on a day, as much of it as somebody may see.

    Kept as long as the store does not change, for each who asks as who they are.

    Raises:
        NotAllowedError: they may not see caseloads by name, or not this council's.
    """
    access.require(viewer, Screen.CASELOADS_BY_NAME, la)
    anybody = replace(viewer, who="")
    return _workloads(settings().database_url, anybody, la, as_at, version)


def to_mend(viewer: Viewer, la: str, as_at: date, version: int) -> Summary:
    """Return how much there is to mend on a day, as much of it as somebody may see.

    Kept as long as the store does not change, for each who asks as who they are.

    Raises:
        NotAllowedError: they may not see data quality, or not this council's.
    """
    access.require(viewer, Screen.DATA_QUALITY, la)
    anybody = replace(viewer, who="")
    return _to_mend(settings().database_url, anybody, la, as_at, version)


def expected(viewer: Viewer, la: str, as_at: date, version: int) -> Forecast:
    """Return the reviews due in the weeks after a day, as much as somebody may see.

    Kept as long as the store does not change, for each role and each IRO: a manager
    sees every line, whatever their teams.

    Raises:
        NotAllowedError: they may not see a forecast, or not this council's.
    """
    access.require(viewer, Screen.FORECAST, la)
    anybody = replace(viewer, who="", la=la, teams=())
    return _expected(settings().database_url, anybody, la, as_at, version)


def version() -> int:
    """Return the store's number, which moves with every change of data."""
    with engine().connect() as connection:
        return database.version(connection)


@st.cache_resource(max_entries=SIGHTS_KEPT, show_spinner=False)
def _columns(url: str, la: str, version: int, seen: Sight) -> Columns:
    return _whole(url, la, version).seen(seen)


@st.cache_resource(max_entries=COUNCILS_KEPT, show_spinner="Reading the store")
def _whole(url: str, la: str, version: int) -> stored.Whole:
    return stored.read_whole(database.get_engine(url), la)


@st.cache_resource(max_entries=SIGHTS_KEPT, show_spinner=False)
def _workloads(
    url: str, viewer: Viewer, la: str, as_at: date, version: int
) -> Workloads:
    return loads.by_name(database.get_engine(url), viewer, la, as_at)


@st.cache_resource(max_entries=SIGHTS_KEPT, show_spinner="Checking what is loaded")
def _to_mend(url: str, viewer: Viewer, la: str, as_at: date, version: int) -> Summary:
    return quality.summary(database.get_engine(url), viewer, la, as_at)


@st.cache_resource(max_entries=SIGHTS_KEPT, show_spinner="Looking ahead")
def _expected(url: str, viewer: Viewer, la: str, as_at: date, version: int) -> Forecast:
    return forecast.expected(database.get_engine(url), viewer, la, as_at)


@st.cache_resource(max_entries=COUNCILS_KEPT, show_spinner=False)
def _councils(url: str, version: int) -> list[tuple[str, str, bool]]:
    return stored.councils(database.get_engine(url), access.COMMAND_LINE)


def dispute_mapping(la: str) -> DisputeMapping:
    """Return what the council's dispute log wording means."""
    with Session(engine()) as session:
        return council.dispute_mapping(session, la)


def staff_roles(la: str) -> StaffRoles:
    """Return what the council's role codes and job titles mean."""
    with Session(engine()) as session:
        return council.staff_roles(session, la)


def caseload_rules(la: str) -> CaseloadRules:
    """Return the council's rules about caseloads."""
    with Session(engine()) as session:
        return council.caseload_rules(session, la)


def review_record_days() -> int:
    """Return within how many working days a review's record is sent."""
    return settings().review_record_days


def capacity_rules(la: str) -> CapacityRules:
    """Return what the council says of the time its reviews take."""
    with Session(engine()) as session:
        return council.capacity_rules(session, la)


def timescales(la: str) -> Timescales:
    """Return how the council counts intervals."""
    with Session(engine()) as session:
        return council.timescales(session, la)
