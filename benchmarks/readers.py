"""How long many readers at once wait for their pages, on the README's own start.

python -m benchmarks.readers [--readers 10 50 100] [--seconds 40]

Each reader opens the Overview and then changes its team every 5 to 10 seconds, and
waits for the message that the script has finished. Printed for each number of readers:
the middle and the 95th percentile of these waits, errors (connections, scripts and
waits that failed), and the server's memory. Exit 1 when the 95th percentile is over
the bar, or anything failed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from benchmarks.page import TEAMS, served

BAR = 1.0  # seconds
SOONEST, LATEST = 5.0, 10.0  # seconds between two changes of one reader
PATIENCE = 20.0  # seconds a reader waits for a page
ARRIVING = 10.0  # seconds within which all readers come
FAILURES = (OSError, TimeoutError, WebSocketException, RuntimeError)


@dataclass
class Seen:
    """What the readers of one round met."""

    waits: list[float] = field(default_factory=list)  # seconds
    errors: list[str] = field(default_factory=list)


async def read(port: int, seen: Seen, chance: random.Random, until: float) -> None:
    """Be one reader: come, open the page, change it until the time is over."""
    await asyncio.sleep(chance.uniform(0, ARRIVING))
    try:
        async with connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
            origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        ) as socket:
            await _rerun(socket, chance.choice(TEAMS))  # the first: not measured
            while time.monotonic() < until:
                await asyncio.sleep(chance.uniform(SOONEST, LATEST))
                seen.waits.append(await _rerun(socket, chance.choice(TEAMS)))
    except FAILURES as error:
        seen.errors.append(repr(error))


async def _rerun(socket: ClientConnection, team: str) -> float:
    """Ask for the page with a team; return seconds to the finished script."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    ask = BackMsg()
    ask.rerun_script.query_string = f"team={team}"
    ask.rerun_script.page_name = "overview"
    began = time.perf_counter()
    await socket.send(ask.SerializeToString())
    async with asyncio.timeout(PATIENCE):
        while True:
            message = ForwardMsg.FromString(await socket.recv())
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.new_element.HasField("exception"):
                raise RuntimeError(message.delta.new_element.exception.type)
            if kind == "script_finished":
                return time.perf_counter() - began


async def together(port: int, readers: int, seconds: float) -> Seen:
    """Have that many readers at once; return what they met."""
    seen, until = Seen(), time.monotonic() + ARRIVING + seconds
    await asyncio.gather(
        *(read(port, seen, random.Random(number), until) for number in range(readers))
    )
    return seen


def memory(process: int) -> str:
    """Return how much memory a process holds, where the system tells (Linux)."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return "?"
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text())
    return f"{int(found[1]) // 1024:,}" if found else "?"


def main() -> int:
    """Measure, print a line a number of readers, and say whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, nargs="+", default=[10, 50, 100])
    parser.add_argument("--seconds", type=float, default=40)
    asked = parser.parse_args()
    well = True
    with served("app.py") as server:
        print(f"{'readers':>8}{'pages':>7}{'p50 ms':>8}{'p95 ms':>8}", end="")
        print(f"{'errors':>8}{'memory MB':>11}")
        for readers in asked.readers:
            seen = asyncio.run(together(server.port, readers, asked.seconds))
            cuts = statistics.quantiles(seen.waits or [PATIENCE] * 2, n=20)
            well = well and cuts[-1] < BAR and not seen.errors
            print(f"{readers:>8}{len(seen.waits):>7}", end="")
            print(f"{1000 * cuts[9]:>8.0f}{1000 * cuts[-1]:>8.0f}", end="")
            print(f"{len(seen.errors):>8}{memory(server.process):>11}", flush=True)
            for each in sorted(set(seen.errors)):
                print(f"  {each}")
    print(f"Bar: a 95th percentile under {1000 * BAR:g} ms, and no errors.")
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
