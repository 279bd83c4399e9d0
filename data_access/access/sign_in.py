"""How people sign in here, from the settings: all of it, or none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, model_validator

from data_access.store.settings import Settings
from domain.access import Role
from domain.errors import DashboardError

CALLBACK = "/oauth2callback"  # the address Streamlit answers at
SHORTEST_SECRET = 32  # characters
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SignInError(DashboardError):
    """What is set of signing in is not whole, or cannot be read."""


class Granted(BaseModel):
    """The role a claim's value stands for.

    `la` is the one council it is for, None for all; an IRO has one, for a staff id is
    a council's own. `teams` are a manager's, ["*"] for every team. `staff_claim` names
    the claim that carries an IRO's staff id.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
    role: Role
    la: str | None = None
    teams: tuple[str, ...] = ()
    staff_claim: str = ""

    @model_validator(mode="after")
    def _says_how_far(self) -> Granted:
        if self.role is Role.MANAGER and not self.teams:
            raise ValueError("teams are missing")
        if self.role is Role.IRO and not self.staff_claim:
            raise ValueError("staff_claim is missing")
        if self.role is Role.IRO and not self.la:
            raise ValueError("la is missing")
        return self


@dataclass(frozen=True)
class SignIn:
    """Whom to ask who somebody is, and what their claims make them here."""

    metadata_url: str
    client_id: str
    client_secret: SecretStr
    redirect_uri: str
    cookie_secret: SecretStr
    role_claim: str
    roles: Mapping[str, Granted]
    longest: float  # seconds that one sign-in lasts

    @property
    def https(self) -> bool:
        """Whether readers come by https."""
        return self.redirect_uri.startswith("https://")


@lru_cache(maxsize=1)
def sign_in(chosen: Settings) -> SignIn | None:
    """Return how people sign in, None where nothing is set of it.

    Raises:
        SignInError: something is missing or cannot be right; it never repeats a
            value, which may be a secret.
    """
    parts = {
        "IRO_OIDC_METADATA_URL": chosen.oidc_metadata_url,
        "IRO_OIDC_CLIENT_ID": chosen.oidc_client_id,
        "IRO_OIDC_CLIENT_SECRET": chosen.oidc_client_secret.get_secret_value(),
        "IRO_OIDC_REDIRECT_URI": chosen.oidc_redirect_uri,
        "IRO_COOKIE_SECRET": chosen.cookie_secret.get_secret_value(),
    }
    if not any(parts.values()):
        return None
    missing = [name for name, value in parts.items() if not value]
    if missing:
        raise SignInError(
            f"Signing in is set up by half: {', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} missing. Set all five of "
            f"{', '.join(parts)}, or none."
        )
    _check(parts)
    return SignIn(
        metadata_url=chosen.oidc_metadata_url,
        client_id=chosen.oidc_client_id,
        client_secret=chosen.oidc_client_secret,
        redirect_uri=chosen.oidc_redirect_uri,
        cookie_secret=chosen.cookie_secret,
        role_claim=chosen.role_claim,
        roles=_roles(chosen.role_map),
        longest=chosen.session_hours * 3600,
    )


def _check(parts: Mapping[str, str]) -> None:
    for name in ("IRO_OIDC_METADATA_URL", "IRO_OIDC_REDIRECT_URI"):
        if not _guarded(parts[name]):
            raise SignInError(
                f"{name} is not an https address. Only on this machine itself, at "
                "127.0.0.1 or localhost, may it be http."
            )
    if urlsplit(parts["IRO_OIDC_REDIRECT_URI"]).path.endswith(CALLBACK) is False:
        raise SignInError(
            f"IRO_OIDC_REDIRECT_URI does not end in {CALLBACK}. It is the dashboard's "
            f"own address with {CALLBACK} after it."
        )
    if len(parts["IRO_COOKIE_SECRET"]) < SHORTEST_SECRET:
        raise SignInError(
            f"IRO_COOKIE_SECRET is shorter than {SHORTEST_SECRET} characters. Make a "
            'random one: python -c "import secrets; print(secrets.token_hex(32))"'
        )


def _guarded(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in LOOPBACK
    )


def _roles(written: str) -> dict[str, Granted]:
    """Read IRO_ROLE_MAP: a claim's value to a role's name, or to all of `Granted`."""
    try:
        found = json.loads(written or "{}")
        return {
            value: Granted.model_validate(
                {"role": granted} if isinstance(granted, str) else granted
            )
            for value, granted in found.items()
        }
    except (json.JSONDecodeError, ValidationError, AttributeError):
        raise SignInError(
            "IRO_ROLE_MAP cannot be read. Expected JSON such as "
            '{"a group": "analyst", "another": {"role": "manager", "teams": '
            '["North"]}}. Roles are board, quality, manager, iro, analyst and '
            'administrator; a manager has teams, ["*"] for all, and an iro has '
            "staff_claim, the claim with the staff id, and la, the council it is in."
        ) from None
