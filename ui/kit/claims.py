"""What a provider's claims say: who somebody is, since when, and what they are here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data_access.access.people import plain
from data_access.access.sign_in import Granted, SignIn
from domain.access import Role, Viewer

Claims = Mapping[str, Any]
NAMES = ("email", "preferred_username", "sub")
SAFEST_FIRST = list(Role)


def who(claims: Claims) -> str:
    """Return a signed-in person's name in small letters; empty if nobody is."""
    if not claims.get("is_logged_in"):
        return ""
    for name in NAMES:
        if name == "email" and claims.get("email_verified") is False:
            continue
        if found := plain(str(claims.get(name) or "")):
            return found
    return ""


def over(claims: Claims, longest: float, now: float) -> bool:
    """Say whether a sign-in is older than it may become.

    Counted from when the token was issued. Its `exp` is no end of a sign-in: some
    providers give a token five minutes, to be taken to where it is used. It is the
    end only where no time of issue is told; with neither, the sign-in is over.
    """
    issued, ends = claims.get("iat"), claims.get("exp")
    if isinstance(issued, int | float):
        return now >= issued + longest
    return not isinstance(ends, int | float) or now >= ends


_ended: set[tuple[str, float]] = set()


def end(claims: Claims) -> None:
    """Have a sign-in be over, in this process, in every tab and with every cookie.

    Streamlit reads a cookie once a tab, so another tab would go on.
    """
    _ended.add(_mark(claims))


def ended(claims: Claims) -> bool:
    """Say whether somebody has signed out of a sign-in."""
    return _mark(claims) in _ended


def _mark(claims: Claims) -> tuple[str, float]:
    issued = claims.get("iat") or claims.get("exp")
    return str(claims.get("sub")), issued if isinstance(issued, int | float) else 0


def viewers(claims: Claims, agreed: SignIn) -> list[Viewer]:
    """Return every role that the claims stand for."""
    found = claims.get(agreed.role_claim)
    values = found if isinstance(found, list) else [found]
    granted = [
        agreed.roles[value]
        for value in values
        if isinstance(value, str) and value in agreed.roles
    ]
    made = [_viewer(claims, each) for each in granted]
    return [each for each in made if each.role is not Role.IRO or each.staff_id]


def _viewer(claims: Claims, granted: Granted) -> Viewer:
    staff = claims.get(granted.staff_claim) if granted.staff_claim else None
    return Viewer(
        who=who(claims),
        role=granted.role,
        la=granted.la,
        teams=granted.teams,
        staff_id=str(staff or "").strip(),
    )


def safest_first(found: list[Viewer]) -> list[Viewer]:
    """Return each role once, those that see least of children before the others."""
    return sorted(
        dict.fromkeys(found), key=lambda viewer: SAFEST_FIRST.index(viewer.role)
    )
