"""Documents from the shell: which release, which file, and what a killed run leaves."""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from typer.testing import CliRunner

from data_access.access.look import Look
from data_access.casework import commentary
from data_access.casework.commentary import of_report
from data_access.store import database
from data_access.store.commentary import Report
from domain.access import Role, Viewer
from reports.__main__ import app
from reports.documents import whole
from reports.documents.whole import NotWrittenError, put
from tests.conftest import url_of
from tests.reports.documents.conftest import SIGNED
from tests.small_store import CODE

pytestmark = pytest.mark.xdist_group("documents")
PAPERS = (
    ("annual", "html"),
    ("annual", "pdf"),
    ("annual", "docx"),
    ("board", "pdf"),
    ("evidence", "docx"),
    ("young", "html"),
    ("monthly", "xlsx"),
)
FIRST = {"html": b"<!DOCTYPE", "pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}


@pytest.fixture(scope="module")
def place(withheld_file, tmp_path_factory):
    return shutil.copy(withheld_file, tmp_path_factory.mktemp("command") / "iro.db")


@pytest.fixture(scope="module")
def run(place):
    def command(*arguments):
        asked = [*map(str, arguments), "--database", url_of(place)]
        return CliRunner().invoke(app, asked)

    return command


@pytest.mark.parametrize(("paper", "body"), PAPERS)
def test_a_document_is_written_twice_the_same(run, tmp_path, paper, body):
    for name in ("one", "two"):
        found = run(paper, "--release", 1, "--out", tmp_path / f"{name}.{body}")
        assert found.exit_code == 0, found.output
        assert "Reading release 1" in found.stderr
    one, two = ((tmp_path / f"{name}.{body}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert one.startswith(FIRST[body])
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        f"one.{body}",
        f"two.{body}",
    ]


def test_an_annual_report_is_made_once_for_all_its_files(run, tmp_path):
    apart, together = tmp_path / "apart", tmp_path / "together"
    names = ["annual.html", "annual.pdf", "annual.docx"]
    for folder in (apart, together):
        folder.mkdir()
    for name in names:
        run("annual", "--release", "1", "--out", str(apart / name))
    asked = [part for name in names for part in ("--out", str(together / name))]
    done = run("annual", "--release", "1", *asked)
    assert done.exit_code == 0, done.stderr
    for name in names:
        assert (together / name).read_bytes() == (apart / name).read_bytes()
    wrong = ("--out", str(together / "b.html"), "--out", str(together / "b.xlsx"))
    assert run("annual", "--release", "1", *wrong).exit_code == 2
    assert not (together / "b.html").exists()


def test_the_boards_pack_can_be_for_a_screen(run, tmp_path):
    out = tmp_path / "pack.html"
    found = run("board", "--screen", "--out", out)
    assert found.exit_code == 0, found.output
    assert b'<section class="slide" id="slide-1"' in out.read_bytes()
    refused = run("board", "--screen", "--out", tmp_path / "pack.pdf")
    assert refused.exit_code == 2
    assert "--format: found pdf, expected one of: html." in refused.stderr


def test_what_people_wrote_is_in_the_annual_report_from_the_shell(run, tmp_path, place):
    to = date(2025, 3, 31)
    part = of_report(Report(1, to, "2024-25").part("good-practice"))
    viewer = Viewer("ann@example.org", Role.QUALITY)
    look = Look(database.get_engine(url_of(place)), viewer, CODE, to, SIGNED)
    commentary.save(look, part, "We ask first.", 0)
    out = tmp_path / "report.html"
    found = run("annual", "--year", "2024-25", "--out", out)
    assert found.exit_code == 0, found.output
    assert "<p>We ask first.</p>" in out.read_text(encoding="utf-8")
    assert "ann@example.org" not in out.read_text(encoding="utf-8")


def test_a_year_chooses_the_release_and_the_format_may_be_said(run, tmp_path):
    out = tmp_path / "report"
    found = run("annual", "--year", "2024-25", "--out", out, "--format", "html")
    assert found.exit_code == 0, found.output
    assert b"annual report 2024-25</h1>" in out.read_bytes()


@pytest.mark.parametrize(
    ("asked", "number", "words"),
    [
        (("annual", "--year", "2031-32"), 2, "No release that holds 2031-32 stands."),
        (("annual", "--year", "20x"), 2, "--year: found '20x', expected one such as"),
        (("annual", "--release", 1, "--year", "2030-31"), 2, "does not hold 2030-31."),
        (("annual", "--release", 9), 1, "There is no release 9."),
        (("board", "--format", "pdf"), 2, "--format: found pdf, but --out is called"),
        (("board", "--format", "xlsx"), 2, "--format: found xlsx"),
        (("board", "--template", "own.docx"), 2, "--template is for docx; found html."),
        (("evidence", "--framework", "none.json"), 1, "none.json cannot be used."),
    ],
)
def test_what_cannot_be_done_is_said(run, tmp_path, asked, number, words):
    found = run(*asked, "--out", tmp_path / "x.html")
    assert found.exit_code == number
    assert words in found.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(run, tmp_path):
    found = run("young", "--out", tmp_path / "no" / "x.html")
    assert found.exit_code == 1
    assert "cannot be written: No such file or directory." in found.output


def test_a_closed_session_is_no_boards_to_read(shire_file, tmp_path):
    place = shutil.copy(shire_file, tmp_path / "iro.db")
    out = tmp_path / "x.html"
    asked = ["young", "--out", str(out), "--database", url_of(place)]
    assert CliRunner().invoke(app, [*asked, "--release", "1"]).exit_code == 2
    assert CliRunner().invoke(app, asked).exit_code == 2
    assert not out.exists()
    assert CliRunner().invoke(app, [*asked, "--as", "closed"]).exit_code == 0
    assert out.exists()


def test_what_stood_there_stays_where_writing_fails(tmp_path, monkeypatch):
    place = tmp_path / "report.html"
    put(place, b"before")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole.os, "fsync", full)
    with pytest.raises(NotWrittenError, match="No space left on device"):
        put(place, b"after")
    assert place.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_run_that_is_killed_leaves_no_half_file(withheld_file, tmp_path):
    place = shutil.copy(withheld_file, tmp_path / "iro.db")
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / "report.pdf"
    out.write_bytes(b"the one before")
    arguments = ["annual", "--out", str(out), "--database", url_of(place)]
    run = subprocess.Popen(
        [sys.executable, "-m", "reports", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ},
    )
    for line in run.stderr:
        if "Writing" in line:
            break
    time.sleep(0.05)
    run.send_signal(signal.SIGKILL)
    run.wait(30)
    run.stderr.close()
    content = out.read_bytes()
    assert content == b"the one before" or content.rstrip().endswith(b"%%EOF")
