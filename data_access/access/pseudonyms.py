"""Ids that mean nothing outside this installation, for links and exports."""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import b32encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from sqlalchemy import make_url

from data_access.store.settings import HERE, settings
from domain.errors import DashboardError

LENGTH = 16  # letters and digits: 80 bits
OWNER_ONLY = 0o600
KEY_FILE = "pseudonym.key"


class PseudonymKeyError(DashboardError):
    """The key cannot be read or made."""


def pseudonym(la: str, child_id: str) -> str:
    """Return a child's id for links and exports; the same as long as the key is."""
    return _code(la, child_id)


def staff_pseudonym(la: str, staff_id: str) -> str:
    """Return a member of staff's id for links; never that of a child with their id."""
    return _code(la, "staff", staff_id)


def _code(*said: str) -> str:
    digest = hmac.new(key(), "\n".join(said).encode(), sha256).digest()
    return b32encode(digest).decode().lower()[:LENGTH]


def key() -> bytes:
    """Return the key: IRO_PSEUDONYM_SECRET, or a file made at the first need of it.

    Never in the database, so that a copy of that tells nobody whose links are whose.

    Raises:
        PseudonymKeyError: the file cannot be read or made.
    """
    given = settings().pseudonym_secret.get_secret_value()
    return given.encode() if given else _kept(key_file())


def key_file() -> Path:
    """Return where the key is kept: beside an SQLite store, or in the data folder."""
    return _beside(settings().database_url)


@lru_cache(maxsize=8)
def _beside(database_url: str) -> Path:
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).parent / KEY_FILE
    return HERE / "data" / KEY_FILE


@lru_cache(maxsize=8)
def _kept(file: Path) -> bytes:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            made = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
        except FileExistsError:
            pass
        else:
            with os.fdopen(made, "wb") as new:
                new.write(secrets.token_hex(32).encode())
        if found := file.read_bytes():
            return found
        raise OSError
    except OSError:
        raise PseudonymKeyError(
            f"The key for children's ids cannot be kept in {file.name}. Let this "
            "account write to its folder, or set IRO_PSEUDONYM_SECRET."
        ) from None
