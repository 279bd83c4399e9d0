"""The Department's published figures as a kind of file (ADR 0032)."""

from __future__ import annotations

from data_access.importers.importer import (
    BOOK_ENDINGS,
    TEXT_ENDINGS,
    Belief,
    Importer,
    alone,
)
from data_access.importers.published import layouts
from data_access.importers.published.published import KIND, read, recognise

PUBLISHED = Importer(
    kind=KIND,
    words="published figures",
    an_example="published figures of the Department for Education",
    formats="CSV or xlsx",
    endings=(*TEXT_ENDINGS, *BOOK_ENDINGS),
    belief=Belief.OWN,
    recognise=lambda file, context: recognise(file),
    open=alone(read),
    is_table=lambda headings: (
        layouts.is_open_data(headings) or layouts.is_of_tool(headings)
    ),
)
