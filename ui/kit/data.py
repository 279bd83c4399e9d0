"""The one door from pages to the store; everything cached is cached here.

Whoever asks here for what they may not see, or of a council they may not see, is
refused with `NotAllowedError`, whatever lies ready in a cache.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st
from sqlalchemy import Engine
from sqlmodel import Session

from data_access import columns as stored
from data_access.access import ledger, people
from data_access.access.look import Look
from data_access.casework import forecast, quality
from data_access.casework import workloads as loads
from data_access.casework.quality import Summary
from data_access.casework.workloads import Workloads
from data_access.demo import exampleshire
from data_access.derive import council
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.importers.importer import SourceFile
from data_access.importers.ssd.spec import StaffRoles
from data_access.intake import door
from data_access.intake.door import FileReport, LoadAsked
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


def look(viewer: Viewer, la: str, as_at: date) -> Look:
    """Return somebody's look, now, at a council's rows as they stood on a day."""
    return Look(_engine(), viewer, la, as_at, now=datetime.now(UTC))


def _engine() -> Engine:
    return database.get_engine(settings().database_url)


def columns(viewer: Viewer, la: str, version: int) -> Columns:
    """Return as much of a council's rows as somebody may see.

    Read again only when the store has changed, once for everybody; what each is given
    of it is kept under how much they may see.
    """
    access.require(viewer, Screen.FIGURES, la)
    return _columns(settings().database_url, la, version, access.sight(viewer))


def councils(viewer: Viewer, version: int) -> list[tuple[str, str, bool]]:
    """Return the councils somebody may see: code, name, whether invented."""
    found = _councils(settings().database_url, version)
    return [each for each in found if access.may(viewer, Screen.FIGURES, each[0])]


def workloads(look: Look, version: int) -> Workloads:
    """Return what each IRO and chair holds on a day, as much of it as somebody may see.

    Kept as long as the store does not change, for each who asks as who they are.
    """
    access.require(look.viewer, Screen.CASELOADS_BY_NAME, look.la)
    anybody = replace(look.viewer, who="")
    return _workloads(*_key(look, anybody), version, look.now)


def to_mend(look: Look, version: int) -> Summary:
    """Return how much there is to mend on a day, as much of it as somebody may see.

    Kept as long as the store does not change, for each who asks as who they are.
    """
    access.require(look.viewer, Screen.DATA_QUALITY, look.la)
    anybody = replace(look.viewer, who="")
    return _to_mend(*_key(look, anybody), version, look.now)


def expected(look: Look, version: int) -> Forecast:
    """Return the reviews due in the weeks after a day, as much as somebody may see.

    Kept as long as the store does not change, for each role and each IRO: a manager
    sees every line, whatever their teams.
    """
    access.require(look.viewer, Screen.FORECAST, look.la)
    anybody = replace(look.viewer, who="", la=look.la, teams=())
    return _expected(*_key(look, anybody), version, look.now)


def _key(look: Look, anybody: Viewer) -> tuple[str, Viewer, str, date]:
    return settings().database_url, anybody, look.la, look.as_at


def version() -> int:
    """Return the store's number, which moves with every change of data."""
    with _engine().connect() as connection:
        return database.version(connection)


@st.cache_resource(max_entries=SIGHTS_KEPT, show_spinner=False)
def _columns(url: str, la: str, version: int, seen: Sight) -> Columns:
    return _whole(url, la, version).seen(seen)


@st.cache_resource(max_entries=COUNCILS_KEPT, show_spinner="Reading the store")
def _whole(url: str, la: str, version: int) -> stored.Whole:
    return stored.read_whole(database.get_engine(url), la)


# What is kept here has no child in it: nothing of it depends on the moment of looking.


@st.cache_resource(max_entries=SIGHTS_KEPT, show_spinner=False)
def _workloads(
    url: str, viewer: Viewer, la: str, as_at: date, version: int, _now: datetime
) -> Workloads:
    return loads.by_name(Look(database.get_engine(url), viewer, la, as_at, _now))


@st.cache_resource(max_entries=SIGHTS_KEPT, show_spinner="Checking what is loaded")
def _to_mend(
    url: str, viewer: Viewer, la: str, as_at: date, version: int, _now: datetime
) -> Summary:
    return quality.summary(Look(database.get_engine(url), viewer, la, as_at, _now))


@st.cache_resource(max_entries=SIGHTS_KEPT, show_spinner="Looking ahead")
def _expected(
    url: str, viewer: Viewer, la: str, as_at: date, version: int, _now: datetime
) -> Forecast:
    return forecast.expected(Look(database.get_engine(url), viewer, la, as_at, _now))


@st.cache_resource(max_entries=COUNCILS_KEPT, show_spinner=False)
def _councils(url: str, version: int) -> list[tuple[str, str, bool]]:
    return stored.councils(database.get_engine(url), access.COMMAND_LINE)


def dispute_mapping(la: str) -> DisputeMapping:
    """Return what the council's dispute log wording means."""
    with Session(_engine()) as session:
        return council.dispute_mapping(session, la)


def staff_roles(la: str) -> StaffRoles:
    """Return what the council's role codes and job titles mean."""
    with Session(_engine()) as session:
        return council.staff_roles(session, la)


def caseload_rules(la: str) -> CaseloadRules:
    """Return the council's rules about caseloads."""
    with Session(_engine()) as session:
        return council.caseload_rules(session, la)


def review_record_days() -> int:
    """Return within how many working days a review's record is sent."""
    return settings().review_record_days


def capacity_rules(la: str) -> CapacityRules:
    """Return what the council says of the time its reviews take."""
    with Session(_engine()) as session:
        return council.capacity_rules(session, la)


def led_from(la: str) -> date | None:
    """Return the day from which lead practitioners chair the council's conferences."""
    with Session(_engine()) as session:
        return council.led_from(session, la)


def timescales(la: str) -> Timescales:
    """Return how the council counts intervals."""
    with Session(_engine()) as session:
        return council.timescales(session, la)


def derive_again(la: str, change: Callable[[Session], None]) -> None:
    """Make a change of the council's own rules and derive every row by it."""
    door.derive_again(_engine(), la, change)


def keep_staff_roles(la: str, roles: StaffRoles) -> None:
    """Keep what the council's role codes and job titles mean, for files to come."""
    with Session(_engine()) as session, database.writing(session):
        council.save_staff_roles(session, la, roles)


# Files loaded and taken back.


def load(
    files: Sequence[SourceFile], asked: LoadAsked, *, dry_run: bool
) -> list[FileReport]:
    """Read files into the store, as `door.load` does."""
    return door.load(_engine(), files, asked, dry_run=dry_run)


def undo(import_id: int, now: datetime) -> None:
    """Take one import back, as `door.undo` does."""
    door.undo(_engine(), import_id, now)


def remove_invented(now: datetime) -> None:
    """Remove the invented council."""
    exampleshire.clear(_engine(), now)


def only_invented() -> bool:
    """Say whether the store holds the invented council alone, and never held more."""
    return exampleshire.alone(_engine())


# Who may come in, as what, and what they looked at.


def roles_of(who: str) -> list[Viewer]:
    """Return every role somebody has now, asked of the store each time."""
    return people.roles_of(_engine(), who)


def roles_given(viewer: Viewer) -> pd.DataFrame:
    """Return every role given, as `people.listed` does."""
    return people.listed(_engine(), viewer)


def give_role(viewer: Viewer, person: Viewer, now: datetime) -> None:
    """Give somebody a role, as `people.give` does."""
    people.give(_engine(), viewer, person, now)


def end_role(viewer: Viewer, number: int, now: datetime) -> None:
    """End a role, as `people.end` does."""
    people.end(_engine(), viewer, number, now)


def chairs(la: str | None = None) -> list[tuple[str, str, str]]:
    """Return the IROs and chairs now in post: council, staff id and name."""
    return people.chairs(_engine(), la)


def teams(la: str | None = None) -> list[str]:
    """Return the names of the teams in the store, or of one council's."""
    return people.teams(_engine(), la)


def own_entries(viewer: Viewer) -> pd.DataFrame:
    """Return somebody's own entries in the access ledger."""
    return ledger.own(_engine(), viewer)


def everybodys_entries(viewer: Viewer) -> pd.DataFrame:
    """Return everybody's entries in the access ledger, as `ledger.everybodys` does."""
    return ledger.everybodys(_engine(), viewer)
