"""Releases from the shell: signed whole, frozen, listed, moved since, withdrawn."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlmodel import Session
from typer.testing import CliRunner

from data_access.importers.importer import SourceFile
from data_access.intake.door import LoadAsked, load
from data_access.store import database, releases
from data_access.store.releases import AlteredError
from domain.about import Policy
from domain.errors import RefusedError
from reports import signing
from reports.__main__ import app
from tests.small_store import CODE, FILES, YEAR, load_small_council

LATER = datetime(2025, 5, 2, 9, 0, tzinfo=UTC)
SIGN = ("release", "--to", "2025-03-31", "--sign", "A. Reader", "--policy", "closed")


@pytest.fixture
def url(tmp_path):
    """A store with the council of three children, for one test to change."""
    found = f"sqlite:///{(tmp_path / 'small.db').as_posix()}"
    engine = database.get_engine(found)
    database.upgrade(engine)
    load_small_council(engine, tmp_path)
    yield found
    engine.dispose()


@pytest.fixture
def run(url):
    """Give the command, as often as it is called, on that store."""

    def command(*arguments):
        return CliRunner().invoke(app, [*arguments, "--database", url])

    return command


def listed(run):
    return json.loads(run("releases", "--json").stdout)


def cells(run, number=1):
    printed = run("released", "--release", str(number), "--as", "closed").stdout
    return {
        (c["measure"], c["by"], c["group"], c["start"], c["end"]): c
        for c in json.loads(printed)["cells"]
    }


def load_again(url, folder, was, now):
    """Load the list of reviews again with one row changed."""
    name = "Reviews 2024-25.csv"
    path = folder / "changed" / name
    path.parent.mkdir()
    path.write_text(FILES[name].replace(was, now), encoding="utf-8")
    asked = LoadAsked(CODE, "a test", LATER, YEAR)
    load(database.get_engine(url), [SourceFile(path, name)], asked, dry_run=False)


def test_a_release_is_signed_listed_and_read(run):
    signed = run(*SIGN)
    assert signed.exit_code == 0, signed.stderr
    assert signed.stdout.startswith(
        "Signed. Release 1 to 31 March 2025, policy closed, signed by A. Reader on "
    )
    (one,) = listed(run)
    assert (one["release"], one["to"], one["withdrawn_at"]) == (1, "2025-03-31", None)
    year = ("reviews_held_on_time", "", "all", "2024-04-01", "2025-03-31")
    found = cells(run)[year]
    assert (found["numerator"], found["denominator"], found["why"]) == (5, 7, "")
    by_sex = cells(run)["reviews_held_on_time", "sex", "Female", *year[3:]]
    assert by_sex["denominator"] == 4


def test_quarters_are_the_whole_services_alone_and_no_share_of_children_in_time(run):
    run(*SIGN)
    quarters = {key for key in cells(run) if key[3:] == ("2024-04-01", "2024-06-30")}
    assert ("reviews_held_on_time", "", "all", "2024-04-01", "2024-06-30") in quarters
    assert {by for measure, by, *_ in quarters} == {""}
    assert "children_with_all_reviews_on_time" not in {key[0] for key in quarters}
    assert "iro" not in {key[1] for key in cells(run)}


def test_a_closed_session_is_no_boards(run):
    run(*SIGN)
    refused = run("released", "--release", "1", "--as", "board")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "It is no board's to read" in refused.stderr


def test_a_file_says_first_which_release_and_policy_it_is_of(run):
    run(*SIGN)
    file = run("released", "--release", "1", "--as", "closed", "--format", "csv").stdout
    first, headings, *_ = file.splitlines()
    assert first.startswith("# Release 1 to 31 March 2025, policy closed, signed by ")
    assert headings.startswith("measure,by,group,start,end,numerator,numerator_from,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "2025-03-30"), "expected the last day of a quarter, such as 2024-12"),
        (("--to", "2026-03-31"), "those that are loaded go to 31 March 2025"),
        ((), "--to is missing"),
    ],
)
def test_what_cannot_be_released_is_said(run, arguments, said):
    refused = run("release", "--sign", "A. Reader", "--policy", "closed", *arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert listed(run) == []


def test_nothing_signed_moves_and_what_would_differ_is_listed_once(run, url, tmp_path):
    run(*SIGN)
    before = cells(run)
    assert run("moved", "--release", "1").stdout == (
        "Nothing moved since it was signed.\n"
    )
    load_again(url, tmp_path, "01/10/2024,PN7", "01/10/2024,PN4")
    assert cells(run) == before
    lines = run("moved", "--release", "1").stdout.splitlines()
    attending = [
        line for line in lines if line.startswith("Children aged 4 and over wh")
    ]
    assert attending == [
        "Children aged 4 and over who came to their review, 2024-25: signed 6 of 7, now "
        "7 of 7. So would 2 more cells of it. Because of: Reviews 2024-25.csv, loaded "
        "on 2025-05-02."
    ]
    assert not [line for line in lines if "who took part" in line]


def test_a_release_is_withdrawn_with_a_reason_and_kept(run):
    run(*SIGN)
    again = run(*SIGN)
    assert again.exit_code == 1
    assert "A release is not altered: withdraw it first." in again.stderr
    assert run("withdraw", "--release", "1", "--why", " ").exit_code == 1
    assert run("withdraw", "--release", "1", "--why", "a wrong file").exit_code == 0
    refused = run("released", "--release", "1", "--as", "closed")
    assert refused.stderr.endswith("by shell: a wrong file\n")
    assert run("withdraw", "--release", "1", "--why", "again").exit_code == 1
    assert run(*SIGN).stdout.startswith("Signed. Release 2 ")
    assert [each["withdrawn_why"] for each in listed(run)] == ["a wrong file", None]


def test_what_was_altered_in_the_store_is_not_read(run, url):
    run(*SIGN)
    with database.get_engine(url).begin() as connection:
        connection.execute(text("UPDATE release_part SET told = '[]' WHERE place = 3"))
    with Session(database.get_engine(url)) as session, pytest.raises(AlteredError):
        releases.parts(session, 1)
    assert "is not what was signed" in run("moved", "--release", "1").stderr


def test_of_two_who_sign_at_once_one_is_told(run, url, monkeypatch):
    engine = database.get_engine(url)
    making = signing.made

    def made(*asked):
        monkeypatch.setattr(signing, "made", making)
        signed = run(
            "release", "--to", "2024-12-31", "--sign", "B", "--policy", "closed"
        )
        assert signed.exit_code == 0
        return making(*asked)

    monkeypatch.setattr(signing, "made", made)
    with pytest.raises(RefusedError, match="Release 1 to 31 December 2024 by B is the"):
        signing.sign(
            engine,
            CODE,
            LATER.date().replace(month=3, day=31),
            policy=Policy.CLOSED,
            who="A",
            now=LATER,
        )
    assert [each["signed_by"] for each in listed(run)] == ["B"]


def test_rows_that_change_while_it_is_made_are_told(run, url, tmp_path, monkeypatch):
    making = signing.made

    def made(*asked):
        load_again(url, tmp_path, "01/10/2024,PN7", "01/10/2024,PN4")
        return making(*asked)

    monkeypatch.setattr(signing, "made", made)
    assert (
        "Rows of this council changed while the release was made" in run(*SIGN).stderr
    )
    assert listed(run) == []


KILLED = """
import os, signal, sys
from data_access.store import releases
releases.release = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from reports.__main__ import app
app(sys.argv[1:])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_while_it_signs_nothing_is_signed(run, url):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *SIGN, "--database", url], check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert listed(run) == []
    assert run(*SIGN).exit_code == 0
