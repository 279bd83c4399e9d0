"""The first start in an empty folder, and the second."""

import os
import re
import shutil
import stat
import time

import pytest

from data_access.store import database
from tests.browser.driving import go, title, words_on
from tests.browser.serving import REPOSITORY, running
from tests.conftest import url_of

NOT_COPIED = (".*_cache", ".git", ".venv", "venv", "__pycache__", "*.db*")
OWNER_ONLY = 0o600


@pytest.fixture
def copy(tmp_path):
    """The repository as somebody has just downloaded it."""
    folder = tmp_path / "copy"
    shutil.copytree(REPOSITORY, folder, ignore=_not_copied)
    return folder


def _not_copied(folder, names):
    own = ("data",) if os.fspath(folder) == os.fspath(REPOSITORY) else ()
    return shutil.ignore_patterns(*NOT_COPIED, *own)(folder, names)


def version_of(file):
    engine = database.get_engine(url_of(file))
    with engine.connect() as connection:
        found = database.version(connection)
    engine.dispose()
    return found


@pytest.mark.walk
@pytest.mark.minutes
def test_the_first_start_makes_a_store_that_the_second_keeps(visit, copy, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    file = copy / "data" / "iro.db"

    began = time.monotonic()
    with running(home, copy) as address:
        first = time.monotonic() - began
        page = go(visit(charts=True), f"{address}/overview")
        assert title(page) == "Overview"
        assert "is invented" in words_on(page)
        shown = words_on(page)
    said = "".join(log.read_text() for log in home.glob("*.log"))
    assert "e-mail" not in said.lower()
    assert "email" not in said.lower()
    assert "invented council Exampleshire" in said
    assert re.findall("invented rows are in the store|http://.*", said) == [
        "invented rows are in the store",
        address,
    ]
    assert stat.S_IMODE(file.stat().st_mode) == OWNER_ONLY
    made = version_of(file)

    began = time.monotonic()
    with running(home, copy) as address:
        assert time.monotonic() - began < first
        assert words_on(go(visit(charts=True), f"{address}/overview")) == shown
    assert version_of(file) == made > 0
