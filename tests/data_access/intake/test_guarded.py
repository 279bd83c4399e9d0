"""An importer's own failure refuses its file alone, and tells nothing of a child."""

from dataclasses import replace

import pytest

from data_access.importers import registry
from data_access.intake import batch
from tests.data_access.councils import a_census, a_child, a_plan
from tests.data_access.intake.test_door import EPISODES_24, HEADER

OF_A_CHILD = "C1 born 03/04/2012"
GOOD = {"2023-24/Episodes.csv": EPISODES_24, "2023-24/Header.csv": HEADER}
CENSUS = a_census(2025, a_child("C3", a_plan("2024-05-03")))


def fails(*_):
    raise LookupError(OF_A_CHILD)


def fails_midway(items):
    yield next(items)
    fails()


def broken(importer, part):
    """Return the census's importer failing in one part of its work."""
    if part == "recognise":
        return replace(importer, recognise=fails)
    if part == "open":
        return replace(importer, open=fails)

    def opened(files, context):
        def read(file, context):
            return fails_midway(importer.open(files, context)[0].items(context.year))

        found = [replace(each, read=read) for each in importer.open(files, context)]
        if part != "read":
            parts = {part: property(fails) if part == "table" else fails}
            kind = type("Broken", (type(found[0]),), parts)
            found = [kind(**vars(each)) for each in found]
        return found

    return replace(importer, open=opened)


@pytest.mark.parametrize(
    "part", ["recognise", "open", "table", "beside", "read", "covers", "period"]
)
def test_a_file_that_an_importer_fails_on_is_refused_alone(council, monkeypatch, part):
    (census,) = [each for each in registry.IMPORTERS if each.kind == "cin_census"]
    changed = tuple(
        broken(census, part) if each is census else each for each in registry.IMPORTERS
    )
    if part == "beside":
        monkeypatch.setattr(
            "data_access.importers.importer.Opened.fingerprint", property(fails)
        )
        reports = council.load_tables({"CIN_2024-25.xml": CENSUS})
    else:
        monkeypatch.setattr(batch, "IMPORTERS", changed)
        monkeypatch.setitem(registry._BY_KIND, "cin_census", changed[1])
        reports = council.load_tables({"CIN_2024-25.xml": CENSUS, **GOOD})
        assert [each.added for each in reports[1:]] == [2, 2]
    assert "The file cannot be read: something in it is not as" in reports[0].refused
    assert "(LookupError, test_guarded.py line " in reports[0].refused
    assert "C1" not in reports[0].refused
    assert council.rows("source_row", "key", record="plan") == []


@pytest.mark.parametrize("encoding", ["unicode", "utf-7", "x-foo", "latin-99", "idna"])
def test_an_encoding_that_is_not_known_is_refused_in_words(council, encoding):
    census = f'<?xml version="1.0" encoding="{encoding}"?>\n{CENSUS}'
    reports = council.load_tables({"CIN_2024-25.xml": census, **GOOD})
    assert reports[0].refused == (
        f"The XML says in its first line that it is written in {encoding}, which "
        "cannot be read. Expected UTF-8. Export it again from your system, or save it "
        "as UTF-8 and correct that line."
    )
    assert [each.added for each in reports[1:]] == [2, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "iso-8859-1", "windows-1252"])
def test_the_usual_encodings_are_read(council, encoding):
    census = f'<?xml version="1.0" encoding="{encoding}"?>\n{CENSUS}'
    (report,) = council.load_tables({"CIN_2024-25.xml": census})
    assert (report.refused, report.added) == (None, 2)
