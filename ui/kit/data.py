"""The one door from pages to the store; everything cached is cached here.

Whoever asks here for what they may not see, or of a council they may not see, is
refused with `NotAllowedError`, whatever lies ready in a cache.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

import pandas as pd
import streamlit as st
from sqlalchemy import Engine
from sqlmodel import Session

from data_access import columns as stored
from data_access.access import ledger, people
from data_access.access.look import Look
from data_access.casework import forecast, quality
from data_access.casework import releases as signable
from data_access.casework import workloads as loads
from data_access.casework.quality import Summary
from data_access.casework.workloads import Workloads
from data_access.demo import exampleshire
from data_access.derive import council
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.importers.importer import SourceFile
from data_access.importers.late_reasons import LateReasons
from data_access.importers.register.recorded import RecordedWords
from data_access.importers.ssd.spec import StaffRoles
from data_access.intake import batch, door
from data_access.intake.door import FileReport, LoadAsked
from data_access.store import database
from data_access.store import releases as store
from data_access.store.releases import Signed, Unsigned
from data_access.store.settings import settings
from data_access.store.written import beside_figures
from domain import access
from domain.about import Policy
from domain.access import Screen, Viewer
from domain.benchmarks import Comparison
from domain.due import Timescales
from domain.errors import RefusedError
from domain.forecast import Forecast
from domain.health import HealthRules
from domain.permanence import CarePlanRules
from domain.tables import Columns
from domain.workload import CapacityRules, CaseloadRules, Reallocation
from reports import released as reading
from reports import signing
from reports.released import Released
from reports.signing import Moved
from ui.kit.kept import Kept, rows_bytes

KEPT = Kept(1 << 30)
LIST_BYTES = 100_000  # of the list of councils, or of posts: much more than one takes
BY_LOOK_BYTES = 600_000  # of workloads, measured; of a forecast or a summary less
DRAFT_BYTES = 5_000_000  # of a release that is not signed, measured
MOVED_BYTES = 200_000
RELEASED_BYTES = 4_000_000  # of a release as its reader opens it, measured
SIGNED_BYTES = 400_000  # of the list of releases
Kind = TypeVar("Kind")


def look(viewer: Viewer, la: str, as_at: date) -> Look:
    """Return somebody's look, now, at a council's rows as they stood on a day."""
    return Look(_engine(), viewer, la, as_at, now=datetime.now(UTC))


def _engine() -> Engine:
    return database.get_engine(settings().database_url)


def columns(viewer: Viewer, la: str) -> Columns:
    """Return as much of a council's rows as somebody may see.

    Read again only when the council has changed, once for everybody; what each is
    given of it is kept under how much they may see.
    """
    access.require(viewer, Screen.FIGURES, la)
    url, seen = settings().database_url, access.sight(viewer)
    with _engine().connect() as connection:
        version = database.version_of(connection, la)

    def narrowed() -> Columns:
        whole = KEPT.get(
            ("all rows", url, la),
            version,
            lambda: _whole(la),
            lambda made: rows_bytes(made.columns),
        )
        return whole.seen(seen)

    return KEPT.get(("rows seen", url, la, seen), version, narrowed, rows_bytes)


def _whole(la: str) -> stored.Whole:
    with st.spinner("Reading the store"):
        return stored.read_whole(_engine(), la)


def councils(viewer: Viewer) -> list[tuple[str, str, bool]]:
    """Return the councils somebody may see: code, name, whether invented."""
    found = _listed("councils", lambda: stored.councils(_engine(), access.COMMAND_LINE))
    return [
        each
        for each in found
        if access.may(viewer, Screen.FIGURES, each[0])
        or access.may(viewer, Screen.RELEASED, each[0])
    ]


def chairs(la: str | None = None) -> list[tuple[str, str, str]]:
    """Return the IROs and chairs now in post: council, staff id and name."""
    found = _listed("chairs", lambda: people.chairs(_engine()))
    return [each for each in found if la in (None, each[0])]


def _listed(what: str, read: Callable[[], list[Kind]]) -> list[Kind]:
    """Return a list of the whole store, read again only when any of it has changed."""
    with _engine().connect() as connection:
        version = database.version(connection)
    key = what, settings().database_url
    return KEPT.get(key, version, read, lambda _: LIST_BYTES)


def workloads(look: Look, version: int) -> Workloads:
    """Return what each IRO and chair holds on a day, as much of it as somebody may see.

    Kept as long as the council does not change, for each who asks as who they are.
    """
    access.require(look.viewer, Screen.CASELOADS_BY_NAME, look.la)
    anybody = replace(look, viewer=replace(look.viewer, who=""))
    return _of_look("Adding up caseloads", anybody, version, loads.by_name)


def to_mend(look: Look, version: int) -> Summary:
    """Return how much there is to put right on a day, as much of it as somebody may see.

    Kept as long as the council does not change, for each who asks as who they are.
    """
    access.require(look.viewer, Screen.DATA_QUALITY, look.la)
    anybody = replace(look, viewer=replace(look.viewer, who=""))
    return _of_look("Checking what is loaded", anybody, version, quality.summary)


def expected(look: Look, version: int) -> Forecast:
    """Return the reviews due in the weeks after a day, as much as somebody may see.

    Kept as long as the council does not change, for each role and each IRO: a manager
    sees every line, whatever their teams.
    """
    access.require(look.viewer, Screen.FORECAST, look.la)
    role = replace(look.viewer, who="", la=look.la, teams=())
    anybody = replace(look, viewer=role)
    return _of_look("Looking ahead", anybody, version, forecast.expected)


def _of_look(
    what: str, look: Look, version: int, fetch: Callable[[Look], Kind]
) -> Kind:
    """Keep what is fetched: no child is in it, and nothing of the moment of looking.

    A reader who waits for it is told what is being done.
    """

    def fetched() -> Kind:
        with st.spinner(what):
            return fetch(look)

    key = what, settings().database_url, look.viewer, look.la, look.as_at
    return KEPT.get(key, version, fetched, lambda _: BY_LOOK_BYTES)


# Releases.


def draft(
    look: Look, to: date, policy: Policy, progress: Callable[[str], None]
) -> Unsigned:
    """Return a release to the end of a quarter, made and checked, not signed.

    One is kept for each council, for all who may see it, until another is made. It is
    made again where rows or releases have changed since. `progress` is told in words
    what is being done.

    Raises:
        MeasureError: it cannot be made, or what is withheld can be worked out.
    """
    access.require(look.viewer, Screen.SIGNING, look.la)
    stands = frozenset(each.number for each in signable.listed(look) if each.stands)
    state = version(look), to, policy, stands

    def made() -> Unsigned:
        return signing.draft(look.engine, look.la, to, policy=policy, progress=progress)

    return KEPT.get(_draft_of(look), state, made, lambda _: DRAFT_BYTES)


def draft_made(look: Look) -> tuple[Unsigned | None, str]:
    """Return the council's draft, None if there is none, and why it is overtaken."""
    access.require(look.viewer, Screen.RELEASES, look.la)
    found = KEPT.there(_draft_of(look))
    if not isinstance(found, Unsigned):
        return None, ""
    return found, signable.overtaken(look, found)


def draft_kept(look: Look) -> Unsigned | None:
    """Return the council's draft as it can be signed; None where there is none."""
    found, why = draft_made(look)
    return None if why else found


def moved(look: Look, number: int) -> tuple[Moved, ...]:
    """Return what would now differ of a release, as `signing.moved` does.

    Kept as long as the council does not change.
    """
    access.require(look.viewer, Screen.RELEASES, look.la)

    def found() -> tuple[Moved, ...]:
        with st.spinner("Counting every signed figure anew, which takes some seconds"):
            return signing.moved(look.engine, look.la, number)

    key = "moved", settings().database_url, look.la, number
    return KEPT.get(key, version(look), found, lambda _: MOVED_BYTES)


def board_cells(look: Look, number: int) -> tuple[Signed, list[signing.Json]]:
    """Return every cell that is read of a release, as `signing.board_cells` does."""
    access.require(look.viewer, Screen.RELEASES, look.la)
    return signing.board_cells(look.engine, look.la, number)


def releases(viewer: Viewer, la: str) -> tuple[Signed, ...]:
    """Return the releases that a board can open, that of the latest day first.

    Read again only when one was signed or withdrawn.
    """
    access.require(viewer, Screen.RELEASED, la)
    with _engine().connect() as connection:
        state = store.state(connection, la)

    def standing() -> tuple[Signed, ...]:
        with database.reading(_engine()) as session:
            found = store.releases(session, la)
        open_to_boards = [
            each for each in found if each.stands and each.policy != Policy.CLOSED
        ]
        return tuple(sorted(open_to_boards, key=_latest_first, reverse=True))

    key = "releases", settings().database_url, la
    return KEPT.get(key, state, standing, lambda _: SIGNED_BYTES)


def _latest_first(signed: Signed) -> tuple[date, int]:
    return signed.up_to, signed.number


def released(viewer: Viewer, la: str, number: int) -> Released:
    """Return a release as a board reads it; kept, as it is never altered.

    Raises:
        RefusedError: there is none, it is withdrawn, or it is of a closed session.
    """
    signed = {each.number: each for each in releases(viewer, la)}.get(number)
    if signed is None:
        with database.reading(_engine()) as session:
            store.standing(session, la, number)
        raise RefusedError(
            f"Release {number} is of a closed session, in which nothing is withheld. "
            "It is no board's to read."
        )

    return opened(viewer, signed)


def opened(viewer: Viewer, signed: Signed) -> Released:
    """Return a release that `releases` gave, as a board reads it."""
    access.require(viewer, Screen.RELEASED, signed.la)

    def read() -> Released:
        with st.spinner("Opening the release"), database.reading(_engine()) as session:
            parts = store.parts(session, signed.number)
        return reading.released(signed.up_to, signed.policy, signed.head, parts, signed)

    key = "released", settings().database_url, signed.la, signed.number
    return KEPT.get(key, signed.hash, read, lambda _: RELEASED_BYTES)


def draft_released(look: Look) -> Released | None:
    """Return the council's draft as a board would read it; None where there is none.

    Raises:
        RefusedError: it is of a closed session.
    """
    kept = draft_kept(look)
    if kept is None:
        return None
    if kept.policy == Policy.CLOSED:
        raise RefusedError("The draft is of a closed session, so it is no board's.")

    def read() -> Released:
        with database.reading(_engine()) as session:
            written = beside_figures(session, look.la, kept.up_to, look.now)
        head = {**kept.head, **written}
        return reading.released(kept.up_to, kept.policy, head, kept.parts)

    key = "draft released", settings().database_url, look.la
    state = kept.version, kept.up_to, kept.policy, kept.seen
    return KEPT.get(key, state, read, lambda _: RELEASED_BYTES)


def _draft_of(look: Look) -> tuple[str, str, str]:
    return "draft", settings().database_url, look.la


def version(look: Look) -> int:
    """Return the version of a council's rows: what is made of them is of one."""
    with look.engine.connect() as connection:
        return database.version_of(connection, look.la)


# A council's own rules.


def dispute_mapping(la: str) -> DisputeMapping:
    """Return what the council's dispute log wording means."""
    with Session(_engine()) as session:
        return council.dispute_mapping(session, la)


def recorded_words(la: str) -> RecordedWords:
    """Return the council's own words for answers of what it records."""
    with Session(_engine()) as session:
        return council.recorded_words(session, la)


def staff_roles(la: str) -> StaffRoles:
    """Return what the council's role codes and job titles mean."""
    with Session(_engine()) as session:
        return council.staff_roles(session, la)


def caseload_rules(la: str) -> CaseloadRules:
    """Return the council's rules about caseloads."""
    with Session(_engine()) as session:
        return council.caseload_rules(session, la)


def late_reasons(la: str) -> LateReasons:
    """Return the council's reasons for late reviews, each with its kind of delay."""
    with Session(_engine()) as session:
        return council.late_reasons(session, la)


def reallocation(la: str) -> Reallocation:
    """Return what the council calls a mass re-allocation."""
    with Session(_engine()) as session:
        return council.reallocation(session, la)


def health_rules(la: str) -> HealthRules:
    """Return what the council expects of the health of children in care."""
    with Session(_engine()) as session:
        return council.health_rules(session, la)


def care_plan_rules(la: str) -> CarePlanRules:
    """Return by when the council expects a plan for a lasting home."""
    with Session(_engine()) as session:
        return council.care_plan_rules(session, la)


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


def comparison(la: str) -> Comparison:
    """Return with whom the council compares itself."""
    with Session(_engine()) as session:
        return council.comparison(session, la)


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


def another_in_store(la: str) -> str:
    """Return the warning that the store is another council's, as `whose` does."""
    return batch.another_in_store(_engine(), la)


def is_in_store(la: str) -> bool:
    """Say whether a council's own files are in the store."""
    return la in batch.in_store(_engine())


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


def teams(la: str | None = None) -> list[str]:
    """Return the names of the teams in the store, or of one council's."""
    return people.teams(_engine(), la)


def held_entries() -> AbstractContextManager[list[ledger.Leaves]]:
    """Hold back ledger entries of what is taken, as `ledger.held` does."""
    return ledger.held()


def own_entries(viewer: Viewer) -> pd.DataFrame:
    """Return somebody's own entries in the access ledger."""
    return ledger.own(_engine(), viewer)


def everybodys_entries(viewer: Viewer) -> pd.DataFrame:
    """Return everybody's entries in the access ledger, as `ledger.everybodys` does."""
    return ledger.everybodys(_engine(), viewer)
