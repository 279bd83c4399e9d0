"""Figures of another council as a kind of file (ADR 0044)."""

from __future__ import annotations

from data_access.importers.cells import head_of
from data_access.importers.exchange.file import FORMAT
from data_access.importers.exchange.read import read
from data_access.importers.importer import (
    Belief,
    Importer,
    Recognised,
    SourceFile,
    alone,
)

KIND, WHOLE = "exchange", "file"
BEGINNING = 100  # letters within which such a file says what it is


def recognise(file: SourceFile) -> Recognised | None:
    """Return what the file is; None where it does not begin as one of these."""
    head = (head_of(file) or "")[:BEGINNING].lstrip("\ufeff \t\r\n")
    if head.startswith("{") and f'"{FORMAT}"' in head:
        return Recognised(KIND, WHOLE)
    return None


EXCHANGE = Importer(
    kind=KIND,
    words="figures of another council",
    an_example="signed figures of another council",
    formats="JSON",
    endings=("json",),
    belief=Belief.OWN,
    recognise=lambda file, context: recognise(file),
    open=alone(read),
    whole=WHOLE,
)
