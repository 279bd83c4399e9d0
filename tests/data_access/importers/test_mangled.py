"""Whatever is done to a file: reading ends, in items or in words, and nothing is lost."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data_access.importers.importer import ReadingContext, SourceFile
from data_access.importers.registry import IMPORTERS, taken_apart
from data_access.store.statements import LeftOut, Statement
from domain.errors import RefusedError
from tests.data_access.importers.importing import TODAY
from tests.data_access.importers.mangling import (
    BOOKS,
    EXTRACT,
    FOLDERS,
    RETURN_TABLES,
    SECRETS,
    XMLS,
    as_csv,
    as_old_workbook,
    as_workbook,
    bytes_changed,
    cells_changed,
    encoded,
    shape_changed,
    texts_changed,
    xml_changed,
)

FEW = 6
MANY = 40
HOW_MANY = pytest.mark.parametrize(
    "most", [FEW, pytest.param(MANY, marks=pytest.mark.walk)]
)
CONTEXT = ReadingContext(2025, TODAY)
TABLES = {
    "ssda903": RETURN_TABLES,
    **FOLDERS,
    "annex_a": {
        f"Annex A 2025-01-31 {name}": rows[1:]
        for name, rows in BOOKS["annex_a"].items()
    },
    "disputes_log": BOOKS["disputes_log"],
}
WRITERS = {".xlsx": as_workbook, ".xls": as_old_workbook}


def holds(strategy, check, most):
    """Hold a check for as many examples; the few are always the same ones."""
    run = settings(
        max_examples=most,
        deadline=None,
        derandomize=most == FEW,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate] if most == FEW else [Phase.generate, Phase.shrink],
    )
    run(given(strategy)(check))()


def read_in(folder):
    """Read every file of a folder as the door does; items or the refusal, by name."""
    paths = sorted(Path(folder).iterdir())
    told = {}
    known = {}
    with taken_apart([SourceFile(path, path.name) for path in paths]) as files:
        for file in files:
            told[file.name] = file.refused or "passed over"
            if not file.refused and not file.passed_over:
                importer, found = recognised(file)
                told[file.name] = found if isinstance(found, str) else "passed over"
                known.setdefault(importer, []).append((file, found))
        known.pop(None, None)
        for importer, some in known.items():
            used = (each for each in importer.open(some, CONTEXT) if each.found.used)
            told |= {opened.file.name: read(opened) for opened in used}
    return told


def recognised(file):
    try:
        found = ((each, each.recognise(file, CONTEXT)) for each in IMPORTERS)
        return next((each for each in found if each[1]), (None, None))
    except RefusedError as refusal:
        return None, str(refusal)


def read(opened):
    try:
        assert isinstance(opened.table, str)
        assert isinstance(opened.fingerprint, str)
        return list(opened.items(2025))
    except RefusedError as refusal:
        return str(refusal)


def check(told):
    """Hold that there are only items, and refusals that tell of no child."""
    for outcome in told.values():
        if isinstance(outcome, str):
            assert not [secret for secret in SECRETS if secret in outcome.lower()]
        else:
            assert {*map(type, outcome)} <= {Statement, LeftOut}


def of_bytes(name):
    def checked(content):
        with TemporaryDirectory() as folder:
            (Path(folder) / name).write_bytes(content)
            check(read_in(folder))

    return checked


def numbers(items, sheet):
    """The numbers of the rows that items tell of, in a sheet or a CSV file."""
    told = re.compile(rf"Sheet {sheet}, row (\d+)" if sheet else r"[Rr]ow (\d+)")
    return {int(number) for item in items for number in told.findall(item.place)}


@HOW_MANY
@pytest.mark.parametrize("kind", XMLS)
def test_a_mangled_return_as_xml_is_read_or_refused(kind, most):
    mangled = xml_changed(XMLS[kind]).flatmap(encoded)
    holds(mangled, of_bytes("2024-25.xml"), most)


@HOW_MANY
@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in TABLES for name in TABLES[kind]]
)
def test_a_mangled_table_is_read_or_refused(kind, name, most):
    mangled = shape_changed(TABLES[kind][name]).map(as_csv).flatmap(encoded)
    holds(mangled, of_bytes(f"{name}.csv"), most)


@HOW_MANY
@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in FOLDERS for name in FOLDERS[kind]]
)
def test_a_mangled_table_is_read_with_the_others_of_its_folder(kind, name, most):
    def checked(content):
        with TemporaryDirectory() as folder:
            for other, rows in FOLDERS[kind].items():
                path = Path(folder) / f"{other}.csv"
                path.write_text(as_csv(rows), encoding="utf-8")
            (Path(folder) / f"{name}.csv").write_bytes(content)
            check(read_in(folder))

    mangled = shape_changed(FOLDERS[kind][name]).map(as_csv).flatmap(encoded)
    holds(mangled, checked, most // 2)


@HOW_MANY
@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("kind", BOOKS)
def test_a_mangled_workbook_is_read_or_refused(kind, ending, most):
    def checked(sheets):
        with TemporaryDirectory() as folder:
            WRITERS[ending](Path(folder) / f"2025-01-31{ending}", sheets)
            check(read_in(folder))

    mangled = {name: shape_changed(rows) for name, rows in BOOKS[kind].items()}
    holds(st.fixed_dictionaries(mangled), checked, most // 2)


@HOW_MANY
@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("kind", BOOKS)
def test_a_workbook_with_changed_bytes_is_read_or_refused(tmp_path, kind, ending, most):
    WRITERS[ending](tmp_path / "good", BOOKS[kind])
    whole = (tmp_path / "good").read_bytes()
    holds(bytes_changed(whole), of_bytes(f"2025-01-31{ending}"), most)


def lost(rows, outcome, sheet=""):
    """Which rows under the headings, by number, are in no item; none if refused.

    One that is blank, or says again what one above says, need not be told.
    """
    if isinstance(outcome, str):
        return {}
    said = [tuple(cell.strip() for cell in row) for row in rows]
    heads = 1 + max(range(2), key=lambda at: len(said[at]))
    numbered = list(enumerate(said, start=1))[heads:]
    return {
        number: row
        for number, row in numbered
        if any(row)
        and row not in said[: number - 1]
        and number not in numbers(outcome, sheet)
    }


# Tables whose every row is of something the dashboard shows.
WHOLE = [
    *(("ssda903", name) for name in RETURN_TABLES),
    *(
        ("ssd", name)
        for name in (
            "ssd_cla_reviews",
            "ssd_s47_enquiry",
            "ssd_cp_plans",
            "ssd_cp_reviews",
        )
    ),
    *(("annex_a", name) for name in TABLES["annex_a"]),
    ("disputes_log", "Log"),
]


@HOW_MANY
@pytest.mark.parametrize(("kind", "name"), WHOLE)
def test_every_row_of_a_table_with_changed_cells_is_kept_or_told(kind, name, most):
    def checked(rows):
        with TemporaryDirectory() as folder:
            others = EXTRACT if kind == "ssd" else {}
            for other, cells in {**others, name: rows}.items():
                path = Path(folder) / f"{other}.csv"
                path.write_text(as_csv(cells), encoding="utf-8", newline="")
            told = read_in(folder)
            check(told)
            assert lost(rows, told[f"{name}.csv"]) == {}

    holds(cells_changed(TABLES[kind][name]), checked, most)


@HOW_MANY
@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("kind", ["register", "annex_a", "disputes_log"])
def test_every_row_of_a_workbook_with_changed_cells_is_kept_or_told(kind, ending, most):
    def checked(sheets):
        with TemporaryDirectory() as folder:
            WRITERS[ending](Path(folder) / f"2025-01-31{ending}", sheets)
            told = read_in(folder)
            check(told)
            (outcome,) = told.values()
            for name, rows in sheets.items():
                assert lost(rows, outcome, name) == {}

    mangled = {name: cells_changed(rows) for name, rows in BOOKS[kind].items()}
    holds(st.fixed_dictionaries(mangled), checked, most)


@HOW_MANY
@pytest.mark.parametrize("kind", XMLS)
def test_every_part_of_a_return_with_changed_texts_is_kept_or_told(kind, most):
    def places(text):
        with TemporaryDirectory() as folder:
            (Path(folder) / "2024-25.xml").write_text(text, encoding="utf-8")
            (outcome,) = read_in(folder).values()
            return {item.place for item in outcome}

    whole = places(XMLS[kind])

    def checked(text):
        assert places(text) >= whole

    holds(texts_changed(XMLS[kind]), checked, most)
