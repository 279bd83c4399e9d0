"""Reading what another council sent: whole, signed by a key that is trusted, or not."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data_access.importers.exchange.file import (
    PARTS,
    SIGNED,
    VERSION,
    Content,
    SentFigure,
    as_bytes,
)
from data_access.importers.importer import ReadingContext, SourceFile
from data_access.store.signatures import fingerprint, is_signed
from data_access.store.statements import ExchangedFigureRecord, Items, Statement
from domain import councils
from domain.errors import RefusedError
from domain.exchange import Definition, canonical

TRUSTED_SETTING = "exchange_keys"  # the CouncilSetting that keeps them
LARGEST = 1 << 20  # bytes
AGAIN = (
    "Nothing of it is kept. Ask the council that it is of to send its file again, just "
    "as the dashboard wrote it."
)
TOO_LARGE = f"This file is larger than 1 MB; such a file has some 40 KB. {AGAIN}"
NOT_WHOLE = (
    "The file says that it is figures of another council, but it is cut short or was "
    f"changed: {{}}. {AGAIN}"
)
LATER = (
    "The file is of version {}, and this dashboard reads version {}. Nothing of it is "
    "kept. Bring the dashboard up to date, or ask the council that it is of for a file "
    "by the version that you have."
)
NOT_SIGNED = (
    "The file's signature is not that of its content by its key {}: it was changed "
    f"after it was signed. {AGAIN}"
)
NOT_KNOWN = (
    "The file says that it is of {council}, signed with the key {found}. Expected a key "
    "that you trust for this council, and there is none. Nothing of it is kept. Ask "
    "somebody whom you know there, by telephone and not by the message that the file "
    "came with, to read you the fingerprint of their key. If it is this one, type what "
    "they read to you on Load files, or after --trust, and load the file again."
)
ANOTHER_KEY = (
    "The file says that it is of {council}, signed with the key {found}. Expected the "
    "key that you trust for this council, {known}. Nothing of it is kept. Ask somebody "
    "whom you know there, by telephone, whether they have a new key. If they have, type "
    "what they read to you on Load files, or after --trust, and load the file again."
)


class TrustedKeys(BaseModel):
    """The fingerprints of other councils' keys, by the code of the council."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    keys: dict[str, str] = Field(default_factory=dict)

    def of(self, code: str) -> str:
        """Return the key of a council, by its code in either list; empty if none is."""
        mine = (key for la, key in self.keys.items() if councils.same(la, code))
        return next(mine, "")

    def refusal(self, content: Content, found: str) -> str:
        """Return why a key is not taken for a council's; empty where it is."""
        known = self.of(content.council)
        if known == found:
            return ""
        words = ANOTHER_KEY if known else NOT_KNOWN
        return words.format(council=said(content), found=found, known=known)


def read(file: SourceFile, context: ReadingContext) -> Items:
    """Return the figures that a file states.

    Raises:
        RefusedError: it is not whole, not signed, or by a key that is not trusted.
    """
    content, found = opened(file)
    trusted = context.setting(TRUSTED_SETTING, TrustedKeys)
    if refusal := trusted.refusal(content, found):
        raise RefusedError(refusal)
    return _statements(content, found)


def opened(file: SourceFile) -> tuple[Content, str]:
    """Return what a file holds and the fingerprint of the key that signed it.

    Whose key it is has still to be asked.

    Raises:
        RefusedError: it is not whole, of a later version, or not signed by its key.
    """
    if file.path.stat().st_size > LARGEST:
        raise RefusedError(TOO_LARGE)
    raw = file.path.read_bytes()
    parts = _parts(raw)
    _check_version(parts["version"])
    public, signature = _bytes(parts, "key"), _bytes(parts, "signature")
    found = fingerprint(public)
    signed = canonical({name: parts[name] for name in SIGNED})
    if not is_signed(signed, signature, public):
        raise RefusedError(NOT_SIGNED.format(found))
    if as_bytes(parts) != raw:
        raise RefusedError(NOT_WHOLE.format("it is not written as it was signed"))
    return _content(parts["content"]), found


def said(content: Content) -> str:
    """Return the council that a file says it is of: its name and its code."""
    listed = councils.english_council(content.council)
    return f"{listed.name if listed else content.name} ({content.council})"


def _parts(raw: bytes) -> Mapping[str, Any]:
    try:
        parts = json.loads(raw.decode())
        canonical(parts)
    except (ValueError, RecursionError):
        raise RefusedError(NOT_WHOLE.format("it is no JSON")) from None
    missing = [name for name in PARTS if name not in parts]
    if missing:
        told = ", ".join(missing)
        raise RefusedError(NOT_WHOLE.format(f"it lacks {told}"))
    found: Mapping[str, Any] = parts
    return found


def _check_version(version: object) -> None:
    if type(version) is not int or version < 1:
        raise RefusedError(NOT_WHOLE.format("its version is no number"))
    if version > VERSION:
        raise RefusedError(LATER.format(version, VERSION))


def _bytes(parts: Mapping[str, Any], name: str) -> bytes:
    try:
        return b64decode(parts[name], validate=True)
    except (ValueError, TypeError):
        raise RefusedError(NOT_WHOLE.format(f"its {name} cannot be read")) from None


def _content(told: object) -> Content:
    try:
        content = Content.model_validate_json(canonical(told))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise RefusedError(
            NOT_WHOLE.format(f"{where or 'its content'} is not as expected")
        ) from None
    stated = {each.measure: each for each in content.definitions}
    for each in stated.values():
        if each.stated.hash != each.hash:
            raise RefusedError(
                NOT_WHOLE.format(f"the definition of {each.measure} has another hash")
            )
    for figure in content.figures:
        definition = stated.get(figure.measure)
        if definition is None or definition.group != figure.group:
            raise RefusedError(
                NOT_WHOLE.format(f"nothing says what {figure.measure} counts")
            )
        if figure.start > figure.end:
            raise RefusedError(
                NOT_WHOLE.format(f"a period of {figure.measure} ends before it starts")
            )
    return content


def _statements(content: Content, found: str) -> Iterator[Statement]:
    definitions = {each.measure: each.stated for each in content.definitions}
    for number, figure in enumerate(content.figures, start=1):
        record = _record(content, figure, definitions[figure.measure], found)
        yield Statement(record, f"Figure {number}")


def _record(
    content: Content, figure: SentFigure, stated: Definition, found: str
) -> ExchangedFigureRecord:
    return ExchangedFigureRecord(
        council=content.council,
        council_name=content.name,
        up_to=content.up_to,
        signed_by=content.signed_by,
        signed_on=content.signed_on,
        fingerprint=found,
        definition=stated.hash,
        counts=stated.words,
        **figure.model_dump(exclude={"group"}),
    )
