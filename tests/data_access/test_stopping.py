"""Ctrl-C in the shell: a sentence, whenever it comes, and a store as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data_access.store import database

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = (0.2, 0.4, 0.7, 1, 1.5)  # seconds; libraries take the first
CHILDREN = 40_000
pytestmark = [
    pytest.mark.walk,
    pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal"),
]


def stopped_after(seconds, *command):
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    printed, told = process.communicate(timeout=60)
    return printed, told, process.returncode


@pytest.mark.parametrize("seconds", MOMENTS)
def test_a_load_that_is_stopped_says_that_nothing_was_loaded(
    sqlite_url, tmp_path, seconds
):
    rows = "".join(f"C{number},F,01/02/2015,WBRI\n" for number in range(CHILDREN))
    file = tmp_path / "Header 2023-24.csv"
    file.write_text("CHILD,SEX,DOB,ETHNIC\n" + rows)
    printed, told, code = stopped_after(
        seconds,
        *("data_access", "load", file, "--local-authority", "TST"),
        *("--database", sqlite_url),
    )
    *progress, last = told.splitlines()
    assert (printed, last, code) == ("", "Stopped. Nothing was loaded.", 1)
    assert all(" rows read" in line or "due dates" in line for line in progress)
    engine = database.get_engine(sqlite_url)
    database.upgrade(engine)
    with engine.connect() as connection:
        assert database.version(connection) == 0
    engine.dispose()


def test_a_report_that_is_stopped_says_so():
    printed, told, code = stopped_after(0.15, "reports", "figures", "--list")
    assert (printed, told, code) == ("", "Stopped.\n", 1)
