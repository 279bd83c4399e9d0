"""The Word file as LibreOffice opens it: it converts, and no page of it is empty."""

import re
import shutil
import subprocess

import pytest

from reports.documents import word
from reports.documents.board import board
from reports.documents.young import young
from tests.reports.documents import reading_back as back

pytestmark = [
    pytest.mark.walk,
    pytest.mark.office,
    pytest.mark.xdist_group("documents"),
]


@pytest.fixture(scope="module")
def converted(report, shire, tmp_path_factory):
    if not (shutil.which("soffice") and back.HAS_TEXT):
        pytest.skip("Needs LibreOffice and poppler.")
    folder = tmp_path_factory.mktemp("office")
    made = {"annual": report, "board": board(shire), "young": young(shire)}
    for name, document in made.items():
        (folder / f"{name}.docx").write_bytes(word.written(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.docx") for name in made]
    convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir"]
    subprocess.run([*convert, str(folder), *files], check=True, capture_output=True)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in made}


@pytest.mark.parametrize("name", ["annual", "board", "young"])
def test_a_word_file_opens_and_every_page_has_words(converted, name):
    pages = back.pdf_text(converted[name]).split("\f")[:-1]
    assert len(pages) > 1
    for page in pages:
        assert len(page.split()) > 30


def test_what_it_says_stays_what_it_says(converted):
    text = " ".join(back.pdf_text(converted["annual"]).split())
    assert "Did not attend, sent no views (PN7) 18 614 2.9%" in text
    assert re.search(
        r"In 2023-24, 138(\[\d+\])? disputes were raised", text
    )  # and its note
