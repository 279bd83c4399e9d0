"""What was shown as written outlives the process, and a power cut as far as told.

No power is cut here. SQLite and PostgreSQL promise that what was committed is on the
disk where they are set so: that is held for every connection. That a line needs nothing
of a process that is killed is tried, on copies of the files as they then lie.
"""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from data_access.access import ledger
from data_access.store import database
from domain.access import Role, Viewer
from tests.browser.serving import REPOSITORY
from tests.conftest import url_of

FULL, EXTRA = 2, 3  # of SQLite's PRAGMA synchronous
LINES = 25
ANN = Viewer("ann@example.org", Role.MANAGER, teams=("*",))
WRITES = """
import sys, time
from datetime import UTC, datetime
from data_access.access import ledger
from data_access.store import database
from domain.access import Role, Screen, Viewer
engine = database.get_engine(sys.argv[1])
database.upgrade(engine)
ann = Viewer("ann@example.org", Role.MANAGER, teams=("*",))
for line in range(int(sys.argv[2])):
    ledger.write(engine, ann, "TST", Screen.CHILDREN, datetime.now(UTC), rows=line)
print("shown", flush=True)
time.sleep(60)
"""


def test_every_connection_writes_through_at_every_commit(engine):
    asked = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
    with ExitStack() as stack:
        several = [stack.enter_context(engine.connect()) for _ in range(4)]
        query = text(asked[engine.dialect.name])
        found = {each.execute(query).scalar() for each in several}
    assert found <= {FULL, EXTRA, "on", "remote_apply"}


@pytest.mark.walk
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_line_that_was_shown_is_there_after_a_kill(bare_url, tmp_path):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITES, bare_url, str(LINES)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout.readline() == "shown\n"
    writer.send_signal(signal.SIGKILL)
    as_they_lay = copied_of(bare_url, tmp_path)
    assert writer.wait(timeout=30) == -signal.SIGKILL
    writer.stdout.close()
    for url in (as_they_lay, bare_url):
        engine = database.get_engine(url)
        database.upgrade(engine)
        found = ledger.own(engine, ANN)
        assert list(found["Rows"]) == list(range(LINES))[::-1]
        engine.dispose()


def copied_of(url, folder):
    """Copy an SQLite store and its log as they lie; a server's cannot be."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return url
    file, to = Path(parsed.database), folder / "copy"
    to.mkdir()
    for part in (file, Path(f"{file}-wal")):  # its index is made anew from the log
        shutil.copy(part, to / part.name)
    return url_of(to / file.name)
