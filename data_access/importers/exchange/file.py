"""The file that councils send one another: its parts, how it is written and signed.

One JSON object, written in one way alone, so that a file that differs in any byte is
another: `format`, `version`, `content`, the public `key` and the `signature` over the
canonical JSON of those four.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from data_access.store import signatures
from domain.exchange import Definition, canonical

FORMAT, VERSION = "iro-exchange", 1
SIGNED = ("format", "version", "content", "key")
PARTS = (*SIGNED, "signature")
MOST, LONGEST = 1_000_000_000, 4000
Number = Annotated[int | float, Field(ge=0, le=MOST)]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=LONGEST)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, hide_input_in_errors=True
    )


class SentDefinition(_Part):
    """What a figure counts, in the words of the release, and the hash of them.

    `version` is that of the measure in the release, for whoever looks into a difference.
    """

    measure: Line
    group: Line
    definition: Text
    numerator: Text
    joined: Text
    denominator: Text
    left_out: Text
    unit: Text
    rules: tuple[Text, ...]
    hash: Line
    version: Line

    @classmethod
    def of(cls, stated: Definition, version: str) -> SentDefinition:
        """Return a definition as it is sent."""
        return cls(**vars(stated), hash=stated.hash, version=version)

    @property
    def stated(self) -> Definition:
        """The definition that its words are."""
        return Definition(**self.model_dump(exclude={"hash", "version"}))


class SentFigure(_Part):
    """One figure that a board is told in full."""

    measure: Line
    group: Line
    start: date
    end: date
    numerator: Number
    denominator: Number | None
    value: Number
    aside: Number


class Content(_Part):
    """All that a council sends: of which release, what each figure counts, figures."""

    council: Line  # its code
    name: Line
    invented: bool
    release: int
    release_hash: Line
    up_to: date
    policy: Line
    signed_by: Line
    signed_on: date
    definitions: tuple[SentDefinition, ...]
    figures: tuple[SentFigure, ...]


def written(content: Content) -> bytes:
    """Return the file of some content, signed by the council's key.

    The same content and key make the same bytes.

    Raises:
        NoKeyError: there is no key, or it cannot be used.
    """
    parts: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "content": content.model_dump(mode="json"),
        "key": _text(signatures.own_public()),
    }
    signature = signatures.signature_of(canonical(parts))
    return as_bytes({**parts, "signature": _text(signature)})


def as_bytes(parts: Mapping[str, Any]) -> bytes:
    """Return the one way in which a file with these parts is written."""
    ordered = {name: json.loads(canonical(parts[name])) for name in PARTS}
    return f"{json.dumps(ordered, ensure_ascii=False, indent=1)}\n".encode()


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
