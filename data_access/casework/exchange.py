"""Files that councils send one another: made, read, and whose keys are trusted.

The ledger has who made one, who read one and who trusted a key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_access.access.look import Look
from data_access.derive import council
from data_access.importers.exchange.importer import KIND
from data_access.importers.exchange.read import TrustedKeys
from data_access.intake.batch import FileReport
from data_access.store.releases import Signed
from data_access.store.signatures import FINGERPRINT, grouped
from domain import councils
from domain.access import Screen
from domain.errors import RefusedError
from domain.periods import say_day

HEX = re.compile(rf"[0-9a-f]{{{FINGERPRINT}}}")
LONGEST_CODE = 20
NOT_A_FINGERPRINT = (
    "Found '{}', expected the fingerprint of a key: eight groups of four of the digits 0 "
    "to 9 and letters a to f. Ask for it again, and type it as it was read to you."
)
NO_CODE = (
    "Found '{}', expected the code of another council, such as 390. Nothing is kept."
)


def made(look: Look, signed: Signed) -> None:
    """Write to the ledger that a file for other councils was made of a release."""
    with look.writing(Screen.RELEASES) as session:
        of = f"file for other councils of release {signed.number} to"
        look.wrote(session, Screen.RELEASES, f"{of} {say_day(signed.up_to)}")


def read(look: Look, reports: list[FileReport]) -> None:
    """Write to the ledger which files of other councils were loaded, if any was.

    A file that was only tried was not.
    """
    new = [
        each
        for each in reports
        if each.kind == KIND and each.import_id and not (each.refused or each.note)
    ]
    if not new:
        return
    with look.writing(Screen.FILES) as session:
        for each in new:
            look.wrote(
                session, Screen.FILES, f"figures of another council, {each.file}"
            )


def trusted(look: Look) -> Mapping[str, str]:
    """Return the fingerprints of the keys that are trusted, by the council's code."""
    return look.given(
        Screen.FILES, lambda session: council.exchange_keys(session, look.la).keys
    )


def trust(look: Look, of: str, fingerprint: str) -> None:
    """Trust a key for a council's files from now on, in the place of one before.

    Raises:
        RefusedError: the code or the fingerprint cannot be one.
    """
    code, plain = of.strip(), grouped(fingerprint)
    if not code or len(code) > LONGEST_CODE or councils.same(code, look.la):
        raise RefusedError(NO_CODE.format(of))
    if not HEX.fullmatch(plain.replace(" ", "")):
        raise RefusedError(NOT_A_FINGERPRINT.format(fingerprint))
    _change(look, code, plain, f"trust in the key {plain} of council {code}")


def distrust(look: Look, of: str) -> None:
    """Trust no key for a council any more; what was read stays until it is undone."""
    _change(look, of, "", f"no more trust in a key of council {of}")


def _change(look: Look, of: str, plain: str, what: str) -> None:
    with look.writing(Screen.FILES) as session:
        before = council.exchange_keys(session, look.la).keys
        kept = {la: key for la, key in before.items() if not councils.same(la, of)}
        keys = {**kept, of: plain} if plain else kept
        council.save_exchange_keys(session, look.la, TrustedKeys(keys=keys))
        look.wrote(session, Screen.FILES, what)
