"""Files made to exhaust a server go through the real door, in a process of its own."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from data_access.importers.registry import TOO_LARGE
from tests.browser.serving import REPOSITORY
from tests.conftest import url_of
from tests.data_access.importers.bombs import (
    CENSUS,
    CHILD,
    ENTITIES,
    LAYOUTS,
    RETURN,
    WORKBOOKS,
)
from tests.data_access.importers.bombs import workbook as make
from tests.data_access.importers.old_files import (
    FORMAT,
    blanks,
    cell,
    compound,
    record,
    stream,
)

pytestmark = pytest.mark.walk
MOST_MEMORY = 600_000  # kilobytes of the process at its largest
LONGEST = 90  # seconds for one file
LOADING = """
import runpy, sys
from pathlib import Path
status = Path("/proc/self/status")
try:
    runpy.run_module("data_access", run_name="__main__", alter_sys=True)
finally:
    lines = status.read_text().splitlines() if status.exists() else ["VmHWM: 0 kB"]
    largest, = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    sys.stderr.write(f"\\n{largest}")
"""
OLD = {  # made when asked for
    "formats": lambda: stream({"Log": record(FORMAT, bytes(20)) * 250_000}),
    "blank cells": lambda: stream({"Log": blanks(13_000)}),
    "wide rows": lambda: stream(
        {"Log": b"".join(cell(row, 255, 1) for row in range(65_536))}
    ),
}
UNPACKS = (
    "This workbook would unpack to more than 100 MB, or to more than 200 times its "
    "size. Copy the cells that are needed into a new workbook and load that."
)
TOO_MUCH = (
    "This workbook holds more sheets, rows, cells or formats than a file for the "
    "dashboard would. Copy the cells that are needed into a new workbook and load that."
)
DAMAGED = (
    "This workbook cannot be read: it is damaged, or not an Excel workbook "
    "(.xlsx or .xlsm). Open it in Excel, save it as .xlsx and load it again."
)
DECLARES = (
    "The file declares a document type or entities. Expected plain elements, as the "
    "return is exported. Export it again from your system."
)
NO_RETURN = (
    "The XML is not laid out as a return is: its elements are too many, too deep or "
    "too long. Export it again from your system."
)


def refusal(path: Path) -> str:
    """Load a file from the shell; return the words, having held time and memory."""
    command = ["load", str(path), "--local-authority", "390", "--dry-run", "--json"]
    loading = subprocess.run(
        [sys.executable, "-c", LOADING, *command],
        cwd=REPOSITORY,
        env={**os.environ, "DATABASE_URL": url_of(path.with_name("iro.db"))},
        check=False,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert int(loading.stderr.split()[-1]) < MOST_MEMORY
    (report,) = json.loads(loading.stdout)["files"]
    return report["refused"]


@pytest.mark.parametrize("bomb", WORKBOOKS)
def test_a_workbook_that_would_exhaust_the_server_is_refused_in_words(tmp_path, bomb):
    make(tmp_path / "log.xlsx", **WORKBOOKS[bomb]())
    expected = UNPACKS if bomb == "inflates" else TOO_MUCH
    assert refusal(tmp_path / "log.xlsx") == expected


@pytest.mark.parametrize("bomb", OLD)
def test_an_old_workbook_that_would_exhaust_the_server_is_refused(tmp_path, bomb):
    (tmp_path / "log.xls").write_bytes(compound(OLD[bomb]()))
    assert refusal(tmp_path / "log.xls") == TOO_MUCH


def test_a_zip_that_would_exhaust_the_server_is_refused_in_words(tmp_path):
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("Episodes.csv", "w") as member,
    ):
        for _ in range(1000):
            member.write(bytes(1_000_000))
    assert refusal(tmp_path / "a.zip") == TOO_LARGE


@pytest.mark.parametrize("bomb", ENTITIES)
def test_entities_in_a_workbook_are_never_expanded(tmp_path, bomb):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>'
    make(tmp_path / "log.xlsx", before=ENTITIES[bomb], rows=rows)
    assert refusal(tmp_path / "log.xlsx") == DAMAGED


@pytest.mark.parametrize("bomb", ENTITIES)
@pytest.mark.parametrize("layout", ["census", "ssda903"])
def test_entities_in_a_return_are_never_expanded(tmp_path, bomb, layout):
    inside = "&j;" * 1000 if bomb != "outside type" else "C1"
    text = CENSUS % (CHILD % inside) if layout == "census" else RETURN % (inside, "")
    (tmp_path / "2024-25.xml").write_text(ENTITIES[bomb] + text, encoding="utf-8")
    assert refusal(tmp_path / "2024-25.xml") == DECLARES


@pytest.mark.parametrize("bomb", LAYOUTS)
def test_a_return_that_would_exhaust_the_server_is_refused_in_words(tmp_path, bomb):
    (tmp_path / "census.xml").write_text(CENSUS % LAYOUTS[bomb](), encoding="utf-8")
    assert refusal(tmp_path / "census.xml") == NO_RETURN


@pytest.mark.parametrize("text", ["<Collection>" + " " * 60_000, "<!--" * 16_000])
def test_a_head_made_to_be_searched_for_ever_is_not(tmp_path, text):
    (tmp_path / "census.xml").write_text(f"<Message>{text}", encoding="utf-8")
    assert refusal(tmp_path / "census.xml") == (
        "This is not a file the dashboard knows. Expected an SSDA903 return (CSV, XML "
        "or xlsx), a CIN census (XML, CSV or xlsx), tables of the Standard Safeguarding "
        "Dataset (CSV or xlsx), an Annex A (xlsx or csv), a service register (xlsx), "
        "a dispute log (xlsx or csv), published figures of the Department for "
        "Education (CSV or xlsx) or signed figures of another council (JSON), with "
        "their headings."
    )
