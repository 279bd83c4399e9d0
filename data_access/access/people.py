"""Who was given which role. A role is ended, never rubbed out.

Whoever is no administrator is refused with `NotAllowedError`, and so is one of another
council than the role's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import pandas as pd
from sqlalchemy import Engine, select, union
from sqlmodel import Session

from data_access.store import database
from data_access.store.loaded import Person, table
from data_access.store.tables import Allocation, Dispute, Staff
from domain.access import EVERY_TEAM, Role, Screen, Viewer, require
from domain.errors import RefusedError

PERSON = table(Person).c
STAFF = table(Staff).c
HELD = table(Allocation).c
DISPUTE = table(Dispute).c
NO_CASES = "other"  # a post that holds neither reviews nor conferences


def roles_of(engine: Engine, who: str) -> list[Viewer]:
    """Return every role somebody has now, asked of the store each time."""
    query = (
        select(PERSON.who, PERSON.role, PERSON.la, PERSON.teams, PERSON.staff_id)
        .where(PERSON.who == plain(who), PERSON.ended_at.is_(None))
        .order_by(PERSON.id)
    )
    with engine.connect() as connection:
        found = connection.execute(query).all()
    return [
        Viewer(
            who=row.who,
            role=Role(row.role),
            la=row.la,
            teams=tuple(json.loads(row.teams or "[]")),
            staff_id=row.staff_id,
        )
        for row in found
    ]


def plain(who: str) -> str:
    """Return a name as sign-in and this table both write it."""
    return who.strip().lower()


def give(engine: Engine, viewer: Viewer | None, person: Viewer, now: datetime) -> None:
    """Give somebody a role.

    Raises:
        RefusedError: the role does not say how far it sees, or is theirs already.
    """
    giver = require(viewer, Screen.PEOPLE, person.la)
    _refuse_unfinished(giver, person)
    with Session(engine) as session, database.writing(session):
        if person in roles_of(engine, person.who):
            raise RefusedError("This person has this role already.")
        session.add(
            Person(
                who=plain(person.who),
                role=person.role.value,
                la=person.la,
                teams=json.dumps(person.teams) if person.teams else "",
                staff_id=person.staff_id,
                given_by=giver.who,
                given_at=now,
            )
        )


def _refuse_unfinished(giver: Viewer, person: Viewer) -> None:
    if not plain(person.who) or person.who != plain(person.who):
        raise RefusedError(
            "Type the person's e-mail address, as they sign in with it, in small "
            "letters."
        )
    if giver.la is not None and person.la is None:
        raise RefusedError("Choose the council: you are administrator of one only.")
    if person.role is Role.MANAGER and not person.teams:
        raise RefusedError("A manager needs a team, or every team.")
    if person.role is Role.IRO and not (person.la and person.staff_id):
        raise RefusedError(
            "An IRO or chair needs their council and their staff id in it."
        )


def end(engine: Engine, viewer: Viewer | None, number: int, now: datetime) -> None:
    """End a role; it stops working at the person's next click.

    Raises:
        RefusedError: there is no such role, or it has ended.
    """
    require(viewer, Screen.PEOPLE)
    with Session(engine) as session, database.writing(session):
        person = session.get(Person, number)
        if person is None or person.ended_at is not None:
            raise RefusedError("This role has ended already.")
        giver = _over(viewer, person)
        person.ended_by = giver.who
        person.ended_at = now
        session.add(person)


def _over(viewer: Viewer | None, person: Person) -> Viewer:
    """Require an administrator who is over that person's council, or over all."""
    giver = require(viewer, Screen.PEOPLE, person.la)
    if person.la is None and giver.la is not None:
        raise RefusedError(
            "This role is for every council, and you are administrator of one only."
        )
    return giver


def listed(engine: Engine, viewer: Viewer | None) -> pd.DataFrame:
    """Return every role given, those that stand first; `id` is for ending one.

    Columns: id, Who, Role, Council, Teams, Staff id, Given by, Given, Ended by, Ended.
    """
    giver = require(viewer, Screen.PEOPLE)
    query = select(table(Person)).order_by(
        PERSON.ended_at.is_not(None), PERSON.who, PERSON.id
    )
    if giver.la is not None:
        query = query.where(PERSON.la == giver.la)
    with engine.connect() as connection:
        found = pd.read_sql(query, connection)
    return pd.DataFrame(
        {
            "id": found["id"],
            "Who": found["who"],
            "Role": [Role(role).words for role in found["role"]],
            "Council": found["la"].fillna("Every council"),
            "Teams": [say_teams(json.loads(each or "[]")) for each in found["teams"]],
            "Staff id": found["staff_id"],
            "Given by": found["given_by"],
            "Given": found["given_at"],
            "Ended by": found["ended_by"].fillna(""),
            "Ended": found["ended_at"],
        }
    )


def say_teams(teams: Sequence[str]) -> str:
    """Return a manager's teams in words."""
    return "Every team" if EVERY_TEAM in teams else ", ".join(teams)


def chairs(engine: Engine, la: str | None = None) -> list[tuple[str, str, str]]:
    """Return the IROs and chairs now in post: council, staff id and name."""
    query = (
        select(STAFF.la, STAFF.staff_id, STAFF.name)
        .where(STAFF.ended.is_(None), STAFF.role != NO_CASES)
        .order_by(STAFF.name)
    )
    if la is not None:
        query = query.where(STAFF.la == la)
    with engine.connect() as connection:
        return [(row.la, row.staff_id, row.name) for row in connection.execute(query)]


def teams(engine: Engine, la: str | None = None) -> list[str]:
    """Return the names of the teams in the store, or of one council's."""
    named = union(
        select(HELD.la, HELD.team), select(DISPUTE.la, DISPUTE.team)
    ).subquery()
    query = select(named.c.team).where(named.c.team.is_not(None)).distinct()
    if la is not None:
        query = query.where(named.c.la == la)
    with engine.connect() as connection:
        return sorted(connection.execute(query).scalars())
