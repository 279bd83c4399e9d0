"""The copy that docs/deploy/backup.sh makes of an SQLite store is the store."""

import os
import shutil
import sqlite3
import subprocess

import pytest

from tests.browser.serving import REPOSITORY
from tests.conftest import url_of

BACKUP = REPOSITORY / "docs" / "deploy" / "backup.sh"
TABLES = ("child", "source_row", "cla_review", "store_state")


def copied(url, folder):
    return subprocess.run(
        ["sh", str(BACKUP), str(folder)],
        env={**os.environ, "DATABASE_URL": url},
        check=False,
        capture_output=True,
        text=True,
    )


def counted(file):
    with sqlite3.connect(file) as store:
        query = "SELECT count(*) FROM {}"
        return [store.execute(query.format(each)).fetchone() for each in TABLES]


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="There is no sqlite3 here.")
def test_a_copy_holds_every_row_and_is_its_owners_alone(exampleshire_file, tmp_path):
    done = copied(url_of(exampleshire_file), tmp_path / "copies")
    assert (done.returncode, done.stderr) == (0, "")
    (copy,) = (tmp_path / "copies").iterdir()
    assert str(copy) == done.stdout.strip()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert counted(copy) == counted(exampleshire_file)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no sh.")
def test_what_cannot_be_copied_is_said_and_leaves_nothing(tmp_path):
    done = copied("mysql://somewhere/iro", tmp_path / "copies")
    assert (done.returncode, done.stderr) == (
        2,
        "DATABASE_URL begins with neither postgresql:// nor sqlite:///.\n",
    )
    assert list((tmp_path / "copies").iterdir()) == []
