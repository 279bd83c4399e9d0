"""How long the script of each page of figures takes, beside an empty page of the same server.

python -m benchmarks.page [--runs 30]

A client speaks to a real server: it sends what a browser sends when a filter is
changed and waits for the message that the script has finished. Pages take turns, so
that a noisy machine disturbs all of them. A board's pages are of a release, signed
before. Exit 1 when a page's median is over its bar.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from domain.access import Screen
from domain.periods import ONE_DAY
from pages.router import PAGES

HERE = Path(__file__).resolve().parent.parent
OF_FIGURES = Screen.FIGURES, Screen.MEETING
MEASURED = [each for each in PAGES if each.screen in OF_FIGURES]
OF_A_BOARD = {f"board-{each.address}": each.as_board() for each in PAGES if each.board}
EMPTY = "empty"
BAR, BOARDS_BAR = 5.0, 3.0  # times an empty page
SIGNED_AT = datetime(2025, 10, 1, 9, tzinfo=UTC)
START_LIMIT = 120  # seconds
TEAMS = ("North", "South", "East")
YEARS = ("2022-23", "2023-24", "2024-25")


class Reader:
    """One reader's connection to the server, on one page."""

    def __init__(self, port: int, page: str) -> None:
        from websockets.sync.client import connect

        self.page = "" if page == EMPTY else page
        self.is_board = page in OF_A_BOARD
        self.socket = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            legacy=True,
            max_size=None,
            compression=None,
            origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        )

    def asks(self, number: int) -> str:
        """Return what the address says: a team, or of a board which year."""
        place = number % len(TEAMS)
        return (
            f"as=board&days={YEARS[place]}" if self.is_board else f"team={TEAMS[place]}"
        )

    def rerun(self, number: int) -> float:
        """Ask for the page with another choice; return seconds to the finished script."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        ask = BackMsg()
        ask.rerun_script.query_string = self.asks(number)
        ask.rerun_script.page_name = self.page
        began = time.perf_counter()
        self.socket.send(ask.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(self.socket.recv()))  # type: ignore[arg-type]
            if message.WhichOneof("type") == "script_finished":
                return time.perf_counter() - began


class Server(NamedTuple):
    """A server that runs, and where it listens."""

    port: int
    process: int


@contextmanager
def served(
    script: str = "benchmarks/served/server.py", *, signed: bool = False
) -> Iterator[Server]:
    """Serve a script as the README starts one, on a store with the invented council.

    What it serves if not told is the dashboard with an empty page more; `signed` has a
    release be signed first.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        database = f"sqlite:///{(Path(folder) / 'iro.db').as_posix()}"
        if signed:
            _sign(database)
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            script,
        ]
        server = subprocess.Popen(
            [*command, "--server.port", str(port), "--server.headless", "true"],
            cwd=HERE,
            env={**os.environ, "DATABASE_URL": database, "PYTHONPATH": str(HERE)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(port)
            yield Server(port, server.pid)
        finally:
            server.terminate()
            server.wait()


def _sign(url: str) -> None:
    from data_access.demo import exampleshire
    from data_access.store import database
    from domain.about import Policy
    from reports import signing

    engine = database.get_engine(url)
    database.upgrade(engine)
    day = SIGNED_AT.date() - ONE_DAY
    exampleshire.fill(engine, day, SIGNED_AT)
    policy = Policy.COUNCILS
    signing.sign(
        engine, exampleshire.CODE, day, policy=policy, who="benchmark", now=SIGNED_AT
    )
    engine.dispose()


def _wait(port: int) -> None:
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health"):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(f"The server did not start within {START_LIMIT} seconds.")


def main() -> int:
    """Measure, print a line a page, and say whether all are under the bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    with served(signed=True) as server:
        readers = {
            page: Reader(server.port, page)
            for page in (EMPTY, *(each.address for each in MEASURED), *OF_A_BOARD)
        }
        took: dict[str, list[float]] = {page: [] for page in readers}
        for number in range(-2, runs):  # the first two warm up
            for page, reader in readers.items():
                seconds = reader.rerun(number)
                if number >= 0:
                    took[page].append(seconds)
    floor = statistics.median(took[EMPTY])
    over = False
    print(f"{'page':24}{'median ms':>10}{'times empty':>13}")
    for page, seconds in took.items():
        median = statistics.median(seconds)
        bar = BOARDS_BAR if page in OF_A_BOARD else BAR
        over = over or median > bar * floor
        print(f"{page:24}{1000 * median:>10.1f}{median / floor:>13.2f}")
    print(f"Bar: {BAR:g} times an empty page, of a board's {BOARDS_BAR:g} times.")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
