"""The dispute log as a kind of file, read by the council's own words."""

from __future__ import annotations

from data_access.importers.disputes import disputes
from data_access.importers.disputes.mapping import MAPPING_SETTING, DisputeMapping
from data_access.importers.importer import (
    BOOK_ENDINGS,
    TEXT_ENDINGS,
    Belief,
    Importer,
    ReadingContext,
    Recognised,
    SourceFile,
    alone,
)
from data_access.store.statements import Items


def _recognise(file: SourceFile, context: ReadingContext) -> Recognised | None:
    return disputes.recognise(file, _mapping(context))


def _read(file: SourceFile, context: ReadingContext) -> Items:
    return disputes.read(file, context, _mapping(context))


def _mapping(context: ReadingContext) -> DisputeMapping:
    return context.setting(MAPPING_SETTING, DisputeMapping)


DISPUTES_LOG = Importer(
    kind=disputes.KIND,
    words="dispute log",
    an_example="a dispute log",
    formats="xlsx or csv",
    endings=(*TEXT_ENDINGS, *BOOK_ENDINGS),
    belief=Belief.OWN,
    recognise=_recognise,
    open=alone(_read),
    whole=disputes.TABLE,
)
