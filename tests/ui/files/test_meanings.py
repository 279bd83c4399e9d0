"""A log is asked about wherever it lies: alone, or in a zip among other files."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

LOG = (
    "Child ID,IRO,Team,Date raised,Stage,Theme,Date resolved\n"
    "C1,A A,North,10/05/2024,Step one,Drift,24/05/2024\n"
)
HEADER = "CHILD,SEX,DOB,ETHNIC\nC1,F,03/04/2012,WBRI\n"


def asking(content, name):
    from contextlib import contextmanager
    from datetime import UTC, datetime
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from data_access.importers.importer import SourceFile
    from data_access.intake.door import LoadAsked
    from ui.files import load

    class Dropped:
        @contextmanager
        def on_disk(self, at_most=None):
            with TemporaryDirectory() as folder:
                (Path(folder) / name).write_bytes(content)
                yield [SourceFile(Path(folder) / name, name)]

    load.meanings(Dropped(), LoadAsked("999", "a test", datetime.now(UTC)))


@pytest.mark.parametrize("zipped", [False, True])
def test_the_words_of_a_log_are_asked_about(with_nothing, zipped):
    content, name = LOG.encode(), "log.csv"
    if zipped:
        content, name = in_zip({"903/log.csv": LOG, "903/Header.csv": HEADER}), "a.zip"
    page = AppTest.from_function(asking, args=(content, name)).run()
    assert not page.exception
    shown = "a.zip/903/log.csv" if zipped else "log.csv"
    assert [each.label for each in page.expander] == [f"What the words in {shown} mean"]


def test_a_damaged_zip_asks_nothing(with_nothing):
    page = AppTest.from_function(asking, args=(b"PK kid", "a.zip")).run()
    assert not page.exception
    assert not page.expander


def in_zip(files):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return kept.getvalue()
