"""A council's releases: listed for whoever may read them, signed and withdrawn by some.

The ledger has who signed and who withdrew, in the same change of the store.
"""

from __future__ import annotations

from sqlmodel import Session

from data_access.access.look import Look
from data_access.store import releases
from data_access.store.releases import Signed, Unsigned
from domain.access import Screen
from domain.errors import RefusedError
from domain.periods import say_day


def listed(look: Look) -> tuple[Signed, ...]:
    """Return every release there is, withdrawn ones too, the latest signed first."""
    return look.given(
        Screen.RELEASES, lambda session: releases.releases(session, look.la)[::-1]
    )


def overtaken(look: Look, draft: Unsigned) -> str:
    """Return why a draft cannot be signed any more, empty where it can."""

    def refusal(session: Session) -> str:
        try:
            releases.refuse_what_is_past(session, draft)
        except RefusedError as refused:
            return str(refused)
        return ""

    return look.given(Screen.RELEASES, refusal)


def sign(look: Look, draft: Unsigned) -> Signed:
    """Sign a draft, as who is looking: whole, or not at all.

    Raises:
        RefusedError: another was signed or rows changed since, or one stands.
    """
    with look.writing(Screen.SIGNING) as session:
        signed = releases.sign(session, draft, look.viewer.who, look.now)
        _wrote(session, look, "release", signed)
    return signed


def withdraw(look: Look, number: int, why: str) -> None:
    """Withdraw a release with a reason, as who is looking.

    Raises:
        RefusedError: there is none, it is withdrawn already, or no reason is given.
    """
    with look.writing(Screen.SIGNING) as session:
        releases.withdraw(
            session, look.la, number, who=look.viewer.who, why=why, now=look.now
        )
        signed = releases.release(session, look.la, number)
        _wrote(session, look, "withdrawal of release", signed)


def _wrote(session: Session, look: Look, what: str, signed: Signed) -> None:
    said = f"{what} {signed.number} to {say_day(signed.up_to)}"
    look.wrote(session, Screen.SIGNING, said)
