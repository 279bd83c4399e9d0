"""A format that is added by halves is found here."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from data_access import importers
from data_access.importers.importer import Belief, Importer
from data_access.importers.registry import DEMO, IMPORTERS, OFFERED, importer_of

FOLDER = Path(importers.__file__).parent
README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
FORMATS = sorted(
    each.name for each in FOLDER.iterdir() if (each / "__init__.py").exists()
)
EVERY = pytest.mark.parametrize("importer", IMPORTERS, ids=lambda each: each.kind)


@pytest.mark.parametrize("folder", FORMATS)
def test_every_folder_makes_one_importer_that_stands_in_the_registry(folder):
    module = import_module(f"data_access.importers.{folder}.importer")
    made = [each for each in vars(module).values() if isinstance(each, Importer)]
    assert len(made) == 1
    assert made[0] in IMPORTERS


def test_there_are_as_many_importers_as_folders_each_of_a_kind_of_its_own():
    assert len({each.kind for each in IMPORTERS}) == len(IMPORTERS) == len(FORMATS)


@EVERY
def test_every_importer_is_found_by_the_kind_the_store_keeps(importer):
    assert importer_of(importer.kind) is importer


@EVERY
def test_every_importer_has_words_formats_and_endings_for_a_reader(importer):
    assert importer.words in importer.an_example
    assert importer.title()[0].isupper()
    assert importer.title(importer.whole) == importer.title()
    assert importer.title("part 1") == f"{importer.title()}, part 1"
    assert importer.formats
    assert {*importer.endings} >= {
        *re.findall("xml|csv|xlsx", importer.formats.lower())
    }


@EVERY
def test_every_importer_has_one_line_in_the_readme_and_says_the_same_formats(importer):
    cells = [line.split("|")[1] for line in README.splitlines() if "|" in line]
    (cell,) = (cell for cell in cells if importer.words.lower() in cell.lower())
    for told in re.findall("xml|csv|xlsx", importer.formats.lower()):
        assert told in cell.lower() or (told == "xlsx" and "workbook" in cell)


def test_returns_and_own_files_are_believed_before_extracts_and_those_before_pictures():
    assert [each.rank for each in Belief] == [0, 1, 2, 0]
    ranks = {each.kind: each.belief.rank for each in (*IMPORTERS, DEMO)}
    assert {kind: rank for kind, rank in ranks.items() if rank} == {
        "ssd": 1,
        "annex_a": 2,
    }


def test_no_kind_of_record_is_closed_by_two_whole_lists():
    closed = [
        name
        for each in IMPORTERS
        for name in (each.whole_list.closes if each.whole_list else ())
    ]
    assert sorted(closed) == ["allocation", "planned_review", "staff"]


def test_the_kinds_that_stores_hold_already_keep_their_names():
    assert {
        "ssda903": "SSDA903",
        "cin_census": "CIN census",
        "ssd": "Standard Safeguarding Dataset",
        "annex_a": "Annex A",
        "register": "Service register",
        "disputes_log": "Dispute log",
    }.items() <= {each.kind: each.title() for each in IMPORTERS}.items()


def test_the_invented_council_comes_in_no_file_and_has_words_too():
    assert DEMO not in IMPORTERS
    assert importer_of("demo").title() == "Invented council"


def test_readers_are_told_of_returns_first_and_of_the_services_own_files_last():
    beliefs = [each.belief for each in OFFERED]
    assert beliefs == sorted(beliefs)
    assert {*OFFERED} == {*IMPORTERS}


def test_a_kind_that_is_no_longer_known_is_named_as_the_store_has_it():
    assert importer_of("gone").title() == "Gone"
