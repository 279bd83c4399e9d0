"""Releases: signed whole or not at all, opened again as they were, never altered."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlmodel import Session

from data_access.store import database
from data_access.store.loaded import Import, Release, ReleasePart, table
from data_access.store.written import beside_figures
from domain.errors import DashboardError, RefusedError
from domain.periods import say_day

RELEASES, PARTS, IMPORTS = table(Release), table(ReleasePart), table(Import)
Json = dict[str, Any]


class AlteredError(DashboardError):
    """What is kept of a release is not what was signed."""


@dataclass(frozen=True)
class Part:
    """One measure of a release: its words, and its cells as counted and as told."""

    measure: str
    words: Json
    counted: list[Any]
    told: list[Any]


@dataclass(frozen=True)
class Unsigned:
    """What is to be signed, counted of one version of a council's rows.

    `seen` are the numbers of the releases that stood then.
    """

    la: str
    up_to: dt.date
    policy: str
    version: int
    seen: frozenset[int]
    head: Json
    parts: Sequence[Part]


@dataclass(frozen=True)
class Signed:
    """A release as it is listed."""

    number: int
    la: str
    up_to: dt.date
    policy: str
    hash: str
    head: Json
    signed_by: str
    signed_at: dt.datetime
    withdrawn_by: str | None
    withdrawn_at: dt.datetime | None
    withdrawn_why: str | None

    @property
    def stands(self) -> bool:
        """Whether nobody has withdrawn it."""
        return self.withdrawn_at is None


def sign(session: Session, made: Unsigned, who: str, now: dt.datetime) -> Signed:
    """Keep a release, all of it in the session's one transaction.

    What is written of the figures is frozen with them as it stands `now`.

    Raises:
        RefusedError: rows of the council changed while it was made, somebody else has
            signed or withdrawn one meanwhile, or one to the same day stands.
    """
    refuse_what_is_past(session, made)
    written = beside_figures(session, made.la, made.up_to, now)
    files = files_of(session, made.la)
    head = _text({**made.head, **written, "files": files})
    texts = [_texts(part) for part in made.parts]
    found = Release(
        la=made.la,
        up_to=made.up_to,
        policy=made.policy,
        head=head,
        hash=_hash(head, *(_hash(*each) for each in texts)),
        signed_by=who,
        signed_at=now,
    )
    session.add(found)
    session.flush()
    number = found.id or 0
    for place, (measure, words, counted, told) in enumerate(texts):
        session.add(
            ReleasePart(
                release_id=number,
                measure=measure,
                place=place,
                words=words,
                counted=counted,
                told=told,
            )
        )
    session.flush()
    return release(session, made.la, number)


def withdraw(
    session: Session, la: str, number: int, *, who: str, why: str, now: dt.datetime
) -> None:
    """Withdraw a release with a reason; it is kept, and is open to nobody.

    Raises:
        RefusedError: there is none, it is withdrawn already, or no reason is given.
    """
    if not why.strip():
        raise RefusedError("Found no reason. Say why the release is withdrawn.")
    standing(session, la, number)
    session.execute(
        update(RELEASES)
        .where(RELEASES.c.id == number)
        .values(withdrawn_by=who, withdrawn_at=now, withdrawn_why=why.strip())
    )


def forget(session: Session, la: str) -> None:
    """Drop every release of an invented council, which goes with all its rows."""
    numbers = select(RELEASES.c.id).where(RELEASES.c.la == la)
    session.execute(delete(PARTS).where(PARTS.c.release_id.in_(numbers)))
    session.execute(delete(RELEASES).where(RELEASES.c.la == la))


def releases(session: Session, la: str) -> tuple[Signed, ...]:
    """Return a council's releases in the order in which they were signed."""
    query = select(RELEASES).where(RELEASES.c.la == la).order_by(RELEASES.c.id)
    return tuple(
        Signed(
            number=row.id,
            la=row.la,
            up_to=row.up_to,
            policy=row.policy,
            hash=row.hash,
            head=json.loads(row.head),
            signed_by=row.signed_by,
            signed_at=row.signed_at,
            withdrawn_by=row.withdrawn_by,
            withdrawn_at=row.withdrawn_at,
            withdrawn_why=row.withdrawn_why,
        )
        for row in session.execute(query)
    )


def state(connection: Connection, la: str) -> tuple[tuple[int, bool], ...]:
    """Return each release's number and whether it stands: what readers' lists hang on."""
    columns = RELEASES.c
    query = select(columns.id, columns.withdrawn_at).where(columns.la == la)
    return tuple(
        (row.id, row.withdrawn_at is None)
        for row in connection.execute(query.order_by(columns.id))
    )


def release(session: Session, la: str, number: int) -> Signed:
    """Return a council's release by its number.

    Raises:
        RefusedError: there is none.
    """
    every = releases(session, la)
    for each in every:
        if each.number == number:
            return each
    known = ", ".join(str(each.number) for each in every) or "none yet"
    raise RefusedError(f"There is no release {number}. There are: {known}.")


def standing(session: Session, la: str, number: int) -> Signed:
    """Return a release that is open to readers.

    Raises:
        RefusedError: there is none, or it is withdrawn.
    """
    found = release(session, la, number)
    if found.withdrawn_at is not None:
        raise RefusedError(
            f"Release {number} was withdrawn on {say_day(found.withdrawn_at.date())} by "
            f"{found.withdrawn_by}: {found.withdrawn_why}"
        )
    return found


def parts(session: Session, number: int) -> tuple[Part, ...]:
    """Return a release's measures in its order.

    Raises:
        AlteredError: they are not what was signed.
    """
    query = select(PARTS).where(PARTS.c.release_id == number).order_by(PARTS.c.place)
    rows = session.execute(query).all()
    signed = session.execute(
        select(RELEASES.c.head, RELEASES.c.hash).where(RELEASES.c.id == number)
    ).one()
    hashes = [_hash(row.measure, row.words, row.counted, row.told) for row in rows]
    if _hash(signed.head, *hashes) != signed.hash:
        raise AlteredError(
            f"Release {number} in the store is not what was signed: its hash does not "
            "agree. Restore the store from a backup."
        )
    return tuple(
        Part(
            row.measure,
            json.loads(row.words),
            json.loads(row.counted),
            json.loads(row.told),
        )
        for row in rows
    )


def files_of(session: Session, la: str) -> list[Json]:
    """Return the files that a council's rows come from now, as a release keeps them."""
    columns = IMPORTS.c
    query = (
        select(
            columns.id,
            columns.file_name,
            columns.file_hash,
            columns.kind,
            columns.year,
            columns.covers,
            columns.loaded_by,
            columns.loaded_at,
        )
        .where(columns.la == la, columns.undone_at.is_(None))
        .order_by(columns.id)
    )
    return [
        {**row, "loaded_at": row["loaded_at"].isoformat()}
        for row in session.execute(query).mappings()
    ]


def refuse_what_is_past(session: Session, made: Unsigned) -> None:
    """Refuse what cannot be signed any more.

    Raises:
        RefusedError: as `sign` does.
    """
    every = [each for each in releases(session, made.la) if each.stands]
    if {each.number for each in every} != made.seen:
        last = max(every, key=lambda each: each.number, default=None)
        what = (
            f"Release {last.number} to {say_day(last.up_to)} by {last.signed_by} is the "
            "latest now"
            if last
            else "None stands now"
        )
        raise RefusedError(
            "Somebody else has signed or withdrawn a release while this one was made. "
            f"{what}. Nothing was signed: look at it, and sign again."
        )
    for each in every:
        if (each.up_to, each.policy) == (made.up_to, made.policy):
            raise RefusedError(
                f"Release {each.number} to {say_day(each.up_to)} stands, signed by "
                f"{each.signed_by}. A release is not altered: withdraw it first."
            )
    if database.version_of(session, made.la) != made.version:
        raise RefusedError(
            "Rows of this council changed while the release was made. Nothing was "
            "signed: sign again."
        )


def _texts(part: Part) -> tuple[str, str, str, str]:
    """Return a part as it is kept: its measure, words, cells counted, cells told."""
    return part.measure, _text(part.words), _text(part.counted), _text(part.told)


def _text(content: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _hash(*texts: str) -> str:
    """Return one hash of texts, none of which can pass into the next."""
    found = hashlib.sha256()
    for text in texts:
        found.update(hashlib.sha256(text.encode()).digest())
    return found.hexdigest()
