"""Who is looking, and as what: worked out once, anew, for every run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from time import monotonic
from typing import Any, NoReturn

import streamlit as st

from data_access.access.people import plain
from data_access.access.sign_in import Granted, SignIn, sign_in
from data_access.store.settings import settings
from domain.access import EVERY_TEAM, NotAllowedError, Role, Screen, Viewer, may
from domain.access import require as required
from ui.kit import data, state

# What a provider's claims say: who somebody is, since when, and what they are here.


Claims = Mapping[str, Any]
EMAIL = "email"
OTHER_NAMES = ("preferred_username", "sub")
SAFEST_FIRST = list(Role)


def who(claims: Claims) -> str:
    """Return a signed-in person's name in small letters; empty if nobody is.

    A name that looks like an address and is none that was proved says which claim it
    is of, so that nobody who may choose it is taken for whoever has that address.
    """
    if not claims.get("is_logged_in"):
        return ""
    if found := _address_of(claims):
        return found
    for name in OTHER_NAMES:
        if found := plain(str(claims.get(name) or "")):
            return f"{found} ({name})" if "@" in found else found
    return ""


def _address_of(claims: Claims) -> str:
    """Return the e-mail address, unless the provider says that it is not proved."""
    proved = str(claims.get("email_verified", True)).lower() == "true"
    found = plain(str(claims.get(EMAIL) or ""))
    return found if proved and "@" in found else ""


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


_begun: dict[tuple[str, float], float] = {}  # on a clock that nobody sets
_ended: set[tuple[str, float]] = set()


def outlasted(claims: Claims, longest: float) -> bool:
    """Say whether a sign-in has been in use here for longer than one may last.

    The clock of the server may be put back meanwhile: then `over` does not tell.
    """
    now = monotonic()
    return now - _begun.setdefault(_mark(claims), now) >= longest


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
        if isinstance(value, str)
        and value in agreed.roles
        and _says(claims, agreed.role_claim, value)
    ]
    made = [_viewer(claims, each) for each in granted]
    return [each for each in made if each.role is not Role.IRO or each.staff_id]


def _says(claims: Claims, claim: str, value: str) -> bool:
    """Say whether a claim may be believed that a role hangs on."""
    if claim == EMAIL:
        return bool(_address_of(claims))
    return claim not in OTHER_NAMES or "@" not in value


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


AS, AS_STAFF = "as-role", "as-staff"  # the lists in the sidebar
ADDRESS = "as"  # the name in the address
DEMONSTRATION_NAME = "demonstration"
OWN_MACHINE_NAME = "this machine"
NO_FILES_IN_A_DEMONSTRATION = (
    "This is a demonstration, and takes no files: anybody who can open it would see "
    "them. On a machine of your own start it with IRO_OWN_MACHINE=true; for several "
    "people set up signing in first."
)


class How(StrEnum):
    """How this installation knows who is looking."""

    SIGN_IN = "sign-in"
    DEMONSTRATION = "demonstration"
    OWN_MACHINE = "own machine"
    CLOSED = "closed"


@dataclass(frozen=True)
class Standing:
    """Somebody before a role is chosen: who they are and what they may look as.

    `over`: they had signed in, too long ago.
    """

    how: How
    who: str = ""
    over: bool = False
    roles: Mapping[str, Viewer] = field(default_factory=dict)
    first: str = ""

    @property
    def everybody(self) -> bool:
        """Whether anybody here may look as whatever they like."""
        return self.how in (How.DEMONSTRATION, How.OWN_MACHINE)

    @property
    def key(self) -> str:
        """What they look as: chosen, else as the address says, else the first."""
        for chosen in (state.value(AS), _address()[0]):
            if chosen in self.roles:
                return chosen
        return self.first

    @property
    def viewer(self) -> Viewer | None:
        """The viewer they are now."""
        found = self.roles.get(self.key)
        if found is None or found.role is not Role.IRO or not self.everybody:
            return found
        la, _, staff_id = iro(iros()).partition("/")
        return Viewer(self.who, Role.IRO, la=la, staff_id=staff_id)


_handed: ContextVar[Standing | None] = ContextVar("handed", default=None)


@contextmanager
def looking(here: Standing) -> Iterator[None]:
    """Hand who is looking on to the page that this run draws.

    Each run has a thread, and so a context, of its own. Nothing is handed on outside
    of this: not to the next run, and not to a part of a page that is drawn alone.
    """
    before = _handed.set(here)
    try:
        yield
    finally:
        _handed.reset(before)


def standing() -> Standing:
    """Return who is looking: as handed on in this run, or else worked out now."""
    return _handed.get() or _worked_out()


def _worked_out() -> Standing:
    """Return who is looking, from the settings, the store and the claims."""
    agreed = sign_in(settings())
    if agreed is not None:
        return _signed_in(agreed, st.user.to_dict())
    if settings().own_machine:
        return _anybody(How.OWN_MACHINE, OWN_MACHINE_NAME, Role.ANALYST)
    if data.only_invented():
        return _anybody(How.DEMONSTRATION, DEMONSTRATION_NAME, Role.QUALITY)
    return Standing(How.CLOSED)


def viewer() -> Viewer | None:
    """Return who is looking, as what; None where nothing may be shown."""
    return standing().viewer


def current() -> Viewer:
    """Return who is looking, as what.

    Raises:
        NotAllowedError: nobody is that may see anything.
    """
    found = viewer()
    if found is None:
        raise NotAllowedError
    return found


def require(screen: Screen) -> Viewer:
    """Return who is looking where they may see a screen; stop the page if not."""
    try:
        return required(viewer(), screen)
    except NotAllowedError as refusal:
        st.error(str(refusal))
        st.stop()


def may_see(screen: Screen) -> bool:
    """Say whether who is looking may see a screen."""
    return may(viewer(), screen)


def still() -> Callable[[], bool]:
    """Return what says later, in any thread, whether who looks now still may.

    They may not once they have signed out, or the role has ended.
    """
    agreed = sign_in(settings())
    if agreed is None:
        return lambda: True
    claims, seen = st.user.to_dict(), viewer()
    return lambda: seen in _signed_in(agreed, claims).roles.values()


def sign_out() -> NoReturn:
    """End the sign-in, here and in every other tab, and stop the page."""
    end(st.user.to_dict())
    st.logout()
    st.stop()


def signs_in() -> bool:
    """Say whether people sign in here."""
    return sign_in(settings()) is not None


def may_load() -> str:
    """Return why no file can be accepted here, in words; empty where one can."""
    if standing().how is How.DEMONSTRATION:
        return NO_FILES_IN_A_DEMONSTRATION
    return "" if may_see(Screen.FILES) else str(NotAllowedError())


def iros() -> dict[str, str]:
    """Return what the IROs that somebody may look as are called, by council and id."""
    return {
        f"{la}/{staff_id}": f"{name} ({staff_id})"
        for la, staff_id, name in data.chairs()
    }


def iro(chairs: Mapping[str, str]) -> str:
    """Return which of the IROs is looked as."""
    for chosen in (state.value(AS_STAFF), _address()[1]):
        if chosen in chairs:
            return chosen
    return next(iter(chairs))


def link(page: str, name: str, code: str) -> str:
    """Return the address of a page about one code; a demonstration's role stays."""
    chosen = st.query_params.get(ADDRESS, "")
    return f"{page}?{name}={code}" + (f"&{ADDRESS}={chosen}" if chosen else "")


def _address() -> tuple[str, str]:
    role, _, staff = st.query_params.get(ADDRESS, "").partition(":")
    return role, staff


def _signed_in(agreed: SignIn, user: Claims) -> Standing:
    name = who(user)
    if not name:
        return Standing(How.SIGN_IN)
    if ended(user):
        return Standing(How.SIGN_IN)
    now, longest = datetime.now(UTC).timestamp(), agreed.longest
    if over(user, longest, now) or outlasted(user, longest):
        return Standing(How.SIGN_IN, over=True)
    found = safest_first([*viewers(user, agreed), *data.roles_of(name)])
    roles = {_name(each, found): each for each in found}
    return Standing(How.SIGN_IN, name, roles=roles, first=next(iter(roles), ""))


def _name(one: Viewer, among: list[Viewer]) -> str:
    """Return a role's name in the address: numbered where there are two alike."""
    alike = [each for each in among if each.role is one.role]
    number = alike.index(one) + 1
    return one.role.value if number == 1 else f"{one.role.value}-{number}"


def _anybody(how: How, who: str, first: Role) -> Standing:
    found = {
        role.value: Viewer(
            who, role, teams=(EVERY_TEAM,) if role is Role.MANAGER else ()
        )
        for role in Role
        if role is not Role.IRO or data.chairs()
    }
    return Standing(how, who, roles=found, first=first.value)
