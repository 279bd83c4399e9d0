"""Every format that files come in: one line each."""

from __future__ import annotations

from data_access.importers.annex_a.importer import ANNEX_A
from data_access.importers.cin_census.importer import CIN_CENSUS
from data_access.importers.disputes.importer import DISPUTES_LOG
from data_access.importers.importer import Belief, Importer
from data_access.importers.register.importer import REGISTER
from data_access.importers.ssd.importer import SSD
from data_access.importers.ssda903.importer import SSDA903
from data_access.store.loaded import INVENTED

# In the order in which a file is tried: the first that knows it reads it.
IMPORTERS: tuple[Importer, ...] = (
    SSDA903,
    CIN_CENSUS,
    SSD,
    REGISTER,
    ANNEX_A,
    DISPUTES_LOG,
)
# As a reader is told of them.
OFFERED = tuple(sorted(IMPORTERS, key=lambda each: each.belief))


def importer_of(kind: str) -> Importer:
    """Return what is known of a kind of import.

    One that comes in no file, such as the invented council, is the council's own.
    """
    return _BY_KIND.get(kind) or _in_no_file(kind)


def _in_no_file(kind: str, words: str = "") -> Importer:
    return Importer(
        kind=kind,
        words=words or kind,
        an_example="",
        formats="",
        endings=(),
        belief=Belief.OWN,
        recognise=lambda file, context: None,
        open=lambda files, context: (),
    )


DEMO = _in_no_file(INVENTED, "invented council")
_BY_KIND = {each.kind: each for each in (*IMPORTERS, DEMO)}
