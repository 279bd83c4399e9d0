"""The commands as processes: Ctrl-C at any moment, any terminal, any time zone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data_access.store import database
from tests.conftest import url_of

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


@pytest.mark.parametrize(
    "here",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=["a Western terminal", "no locale at all"],
)
def test_a_name_that_a_terminal_cannot_write_stops_no_load(sqlite_url, tmp_path, here):
    file = tmp_path / "\u0141uk Header 2023-24.csv"
    file.write_text("CHILD,SEX,DOB,ETHNIC\nC1,F,01/02/2015,WBRI\n")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "data_access", "load", tmp_path),
            *("--local-authority", "TST", "--database", sqlite_url),
        ],
        cwd=ROOT,
        env={**os.environ, **here},
        capture_output=True,
        check=False,
    )
    assert done.stdout.startswith(b"Loaded.")
    assert b"uk Header 2023-24.csv: 1 rows read, 1 added" in done.stdout
    assert (b"Traceback" in done.stderr, done.returncode) == (False, 0)


def test_figures_are_the_same_in_every_time_zone(exampleshire_file):
    def printed(zone):
        return subprocess.run(
            [
                *(sys.executable, "-m", "reports", "figures", "reviews_held_on_time"),
                *("--from", "2024-04-01", "--to", "2025-03-31", "--by", "month"),
                *("--format", "json", "--database", url_of(exampleshire_file)),
            ],
            cwd=ROOT,
            env={**os.environ, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout

    zones = ("UTC", "America/New_York", "Pacific/Kiritimati")
    (said,) = {printed(zone) for zone in zones}
    assert said
