"""The CIN census as a kind of file."""

from __future__ import annotations

from data_access.importers.cin_census.cin_census import KIND, TABLE, read, recognise
from data_access.importers.importer import Belief, Importer, alone

CIN_CENSUS = Importer(
    kind=KIND,
    words="CIN census",
    an_example="a CIN census",
    formats="XML",
    endings=("xml",),
    belief=Belief.RETURN,
    recognise=lambda file, context: recognise(file),
    open=alone(read),
    whole=TABLE,
)
