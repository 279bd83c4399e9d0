"""How long the script of each page of figures takes, beside an empty page of the same server.

python -m benchmarks.page [--runs 30]

A client speaks to a real server: it sends what a browser sends when a filter is
changed and waits for the message that the script has finished. Pages take turns, so
that a noisy machine disturbs all of them. Exit 1 when a page's median is over the bar.
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
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from domain.access import Screen
from pages.router import PAGES

HERE = Path(__file__).resolve().parent.parent
OF_FIGURES = Screen.FIGURES, Screen.MEETING
MEASURED = [each for each in PAGES if each.screen in OF_FIGURES]
EMPTY = "empty"
BAR = 5.0  # times an empty page
START_LIMIT = 120  # seconds
TEAMS = ("North", "South", "East")


class Reader:
    """One reader's connection to the server, on one page."""

    def __init__(self, port: int, page: str) -> None:
        from websockets.sync.client import connect

        self.page = "" if page == EMPTY else page
        self.socket = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            legacy=True,
            max_size=None,
            compression=None,
            origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        )

    def rerun(self, team: str) -> float:
        """Ask for the page with another team; return seconds to the finished script."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        ask = BackMsg()
        ask.rerun_script.query_string = f"team={team}"
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
def served(script: str = "benchmarks/served/server.py") -> Iterator[Server]:
    """Serve a script as the README starts one, on a store with the invented council.

    What it serves if not told is the dashboard with an empty page more.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        database = f"sqlite:///{(Path(folder) / 'iro.db').as_posix()}"
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
    with served() as server:
        readers = {
            page: Reader(server.port, page)
            for page in (EMPTY, *(each.address for each in MEASURED))
        }
        took: dict[str, list[float]] = {page: [] for page in readers}
        for number in range(-2, runs):  # the first two warm up
            for page, reader in readers.items():
                seconds = reader.rerun(TEAMS[number % len(TEAMS)])
                if number >= 0:
                    took[page].append(seconds)
    floor = statistics.median(took[EMPTY])
    over = False
    print(f"{'page':20}{'median ms':>10}{'times empty':>13}")
    for page, seconds in took.items():
        median = statistics.median(seconds)
        over = over or median > BAR * floor
        print(f"{page:20}{1000 * median:>10.1f}{median / floor:>13.2f}")
    print(f"Bar: {BAR:g} times an empty page.")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
