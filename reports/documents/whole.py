"""A file that is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from domain.errors import DashboardError


class NotWrittenError(DashboardError):
    """A file cannot be written where it is asked for."""


def put(path: Path, content: bytes) -> None:
    """Write a file: beside its place first, then there in one step.

    A run that is killed leaves what was there before.

    Raises:
        NotWrittenError: it cannot be written there.
    """
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o666 & ~_mask())
        beside.replace(path)
        beside = None
    except OSError as error:
        raise NotWrittenError(
            f"--out: {path} cannot be written: {error.strerror}."
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _mask() -> int:
    """Return which rights a new file is not given here."""
    found = os.umask(0)
    os.umask(found)
    return found
