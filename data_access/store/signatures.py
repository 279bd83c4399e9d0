"""A council's own key, and whether what another council sent was signed by theirs.

Ed25519, by the library cryptography (ADR 0044). The key is a file outside the store that
its owner alone reads; what is known of another council's is a fingerprint.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from data_access.store.settings import settings
from domain.errors import DashboardError

if TYPE_CHECKING:  # which takes a moment, and most who read settings sign nothing
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

OWNER_ONLY = 0o600
OTHERS = 0o077  # the rights of everybody else
FINGERPRINT = 32  # hex digits, 128 bits
AT_ONCE = 4
MAKE_ONE = "Make one with python -m reports exchange-key --make."


class NoKeyError(DashboardError):
    """The council's key is not there, is no key, or can be read by others."""


def make_key(path: Path) -> str:
    """Make the council's key where there is none; return its fingerprint.

    Raises:
        NoKeyError: there is one already, or it cannot be written there.
    """
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    except FileExistsError:
        raise NoKeyError(
            f"{path} is there already. A key is not written over: the councils that "
            "trust it would refuse what another one signs."
        ) from None
    except OSError as error:
        raise NoKeyError(f"{path} cannot be written: {error.strerror}.") from None
    with os.fdopen(made, "wb") as new:
        new.write(text)
    return fingerprint(key.public_key().public_bytes_raw())


def key_file() -> Path:
    """Return where the council keeps its key.

    Raises:
        NoKeyError: it does not say.
    """
    kept = settings().exchange_key
    if not kept:
        raise NoKeyError(
            "IRO_EXCHANGE_KEY is not set. Expected the path of the file with the "
            f"council's key, outside the store and its backups. {MAKE_ONE}"
        )
    return Path(kept)


def signature_of(content: bytes) -> bytes:
    """Return the signature of some content by the council's key.

    Raises:
        NoKeyError: there is no key, or it cannot be used.
    """
    return _key(key_file()).sign(content)


def own_public() -> bytes:
    """Return the public key of the council.

    Raises:
        NoKeyError: there is no key, or it cannot be used.
    """
    return _key(key_file()).public_key().public_bytes_raw()


def is_signed(content: bytes, signature: bytes, public: bytes) -> bool:
    """Say whether content was signed by whoever holds the key of a public key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Return what people compare a key by: eight groups of four letters and digits."""
    digits = sha256(public).hexdigest()[:FINGERPRINT]
    return grouped(digits)


def grouped(digits: str) -> str:
    """Return hex digits as a fingerprint is written, however they were typed."""
    plain = "".join(digits.split()).replace("-", "").lower()
    return " ".join(plain[at : at + AT_ONCE] for at in range(0, len(plain), AT_ONCE))


def _key(path: Path) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        if os.name == "posix" and path.stat().st_mode & OTHERS:
            raise NoKeyError(
                f"{path} can be read by others than its owner, so it proves nothing. "
                f"Take their rights away (chmod 600 {path}), or make another key."
            )
        text = path.read_bytes()
    except FileNotFoundError:
        raise NoKeyError(f"There is no file {path}. {MAKE_ONE}") from None
    except OSError as error:
        raise NoKeyError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        found = load_pem_private_key(text, password=None)
    except (ValueError, TypeError):
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise NoKeyError(f"{path} holds no Ed25519 key without a password. {MAKE_ONE}")
    return found
