"""Exampleshire, an invented council whose 2023-24 repeats a published report.

It is put into a store through the same rules as any file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session

from data_access.columns import councils
from data_access.demo.council import EARLIEST, imagine
from data_access.demo.decided import set_actions
from data_access.demo.difference import RULES
from data_access.demo.meeting import remove_events, set_meeting
from data_access.demo.people import OPENING
from data_access.demo.targets import remove_targets, set_targets
from data_access.demo.writing import records as written
from data_access.derive import council
from data_access.derive.rebuild import rebuild
from data_access.importers.registry import DEMO
from data_access.intake import sources
from data_access.store import database, releases
from data_access.store.loaded import Import, only_invented
from data_access.store.statements import Item, Record, Statement
from domain.access import COMMAND_LINE
from domain.periods import return_year_of

CODE = "EXM"
NAME = "Exampleshire (invented)"
COVERS = (
    "care,reviews,plans,disputes,missing,care_plans,adoption,liberty,pre_proceedings"
)
DEMO_FROM = OPENING  # the first day whose reviews and plan reviews are all there
FIRST_AS_AT = date(2024, 6, 1)


def imagined(as_at: date, seed: int = 2024) -> list[Record]:
    """Return the invented council's records as they stand on `as_at`.

    The same day and seed give the same records; another day gives the same past.
    Children in care or on a plan at DEMO_FROM have their records from the start,
    none of them before EARLIEST, so that every due date is known.

    Raises:
        ValueError: `as_at` is before FIRST_AS_AT, when the published year is too near.
    """
    if as_at < FIRST_AS_AT:
        raise ValueError(f"Exampleshire starts on {FIRST_AS_AT}. Choose a later day.")
    return written(imagine(seed, as_at), as_at)


def fill(
    engine: Engine,
    as_at: date,
    now: datetime,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Put Exampleshire into the store, made up to a day, in place of an earlier one.

    Returns how many rows it has.
    """
    records = imagined(as_at)

    def items() -> Iterator[Item]:
        for number, record in enumerate(records, start=1):
            yield Statement(record, f"Row {number}")

    load = Import(
        la=CODE,
        file_name="Exampleshire, invented",
        file_hash=f"exampleshire {as_at.isoformat()}",
        kind=DEMO.kind,
        year=return_year_of(as_at),
        covers=COVERS,
        covers_from=DEMO_FROM,
        covers_to=as_at,
        known_from=EARLIEST,
        loaded_by="set-up",
        loaded_at=now,
        rows_read=len(records),
        added=len(records),
        changed=0,
        left_out=0,
    )
    with Session(engine) as session, database.writing(session):
        remove(session, now)
        session.add(load)
        session.flush()
        council.save_name(session, CODE, NAME)
        council.save_dispute_rules(session, CODE, RULES)
        set_targets(session, CODE, now)
        set_meeting(session, CODE, as_at, now)
        set_actions(session, CODE, as_at, now)
        sources.receive(session, load, items())
        rebuild(session, CODE, None, progress)
        database.bump(session, CODE)
    return len(records)


def remove(session: Session, now: datetime) -> None:
    """Take every earlier Exampleshire out of the store, and what was made of it.

    Those are its rows, targets, events and releases.
    """
    remove_targets(session, CODE, now)
    remove_events(session, CODE, now)
    releases.forget(session, CODE)
    for load in sources.live_imports(session, CODE):
        sources.forget(session, load, now)


def clear(engine: Engine, now: datetime) -> None:
    """Remove the invented council, once a real one has been loaded."""
    with Session(engine) as session, database.writing(session):
        remove(session, now)
        rebuild(session, CODE)
        database.bump(session, CODE)


def needed(engine: Engine) -> bool:
    """Say whether the store holds no council yet."""
    return not councils(engine, COMMAND_LINE)


def alone(engine: Engine) -> bool:
    """Say whether no council's own file was ever accepted here, undone since or not."""
    with engine.connect() as connection:
        return only_invented(connection)
