"""Files that other councils would send, for tests of what is made of them."""

from datetime import date

from data_access.importers.exchange.file import (
    Content,
    SentDefinition,
    SentFigure,
    written,
)
from data_access.importers.importer import SourceFile
from data_access.store import signatures
from data_access.store.settings import settings
from domain.exchange import BY_KEY
from domain.periods import financial_year
from metrics.catalogue import get
from metrics.exchanged import definition_of

YEAR = financial_year(2025)
GATESHEAD = "390"
SIGNED_ON = date(2025, 4, 30)


def sent(folder, monkeypatch, columns, **figures):
    """Return a file of Gateshead's and its key's fingerprint.

    `figures` are numerators and denominators of 2024-25, by measure; definitions are those
    of `columns`.
    """
    key = folder / "gateshead.key"
    monkeypatch.setenv("IRO_EXCHANGE_KEY", str(key))
    settings.cache_clear()
    fingerprint = signatures.make_key(key)
    content = Content(
        council=GATESHEAD,
        name="Gateshead",
        invented=False,
        release=3,
        release_hash="0" * 64,
        up_to=YEAR.end,
        policy="councils",
        signed_by="A. Director",
        signed_on=SIGNED_ON,
        definitions=tuple(
            SentDefinition.of(definition_of(get(each), columns), "of-today")
            for each in figures
        ),
        figures=tuple(
            SentFigure(
                measure=each,
                group=BY_KEY[each].group,
                start=YEAR.start,
                end=YEAR.end,
                numerator=top,
                denominator=below,
                value=100 * top / below,
                aside=0,
            )
            for each, (top, below) in figures.items()
        ),
    )
    path = folder / "gateshead.json"
    path.write_bytes(written(content))
    return SourceFile(path, path.name), fingerprint
