"""How fast a year's reviews are loaded, and how much memory it takes.

    python -m benchmarks.load [--rows 12600] [--limit 10]

Makes the Episodes and Reviews of an invented council in a temporary folder, reads
them plainly with the csv module, then loads them into an empty store with the command
line, as anybody would. Prints seconds of processor time, rows a second, how many times
a plain reading that is, and the most memory held. Run it with twice the rows: memory
should stay where it was. Ends with 1 where the load takes longer than the limit.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from data_access.store.settings import url_of

REVIEWS_A_CHILD = 7
DAYS_APART = 50
KILOBYTES_IN_MEGABYTE = 1024
START = date(2024, 4, 1)
EPISODES = ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC")
REVIEWS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")


def write(folder: Path, rows: int) -> list[Path]:
    """Write the Episodes and Reviews of as many children as have `rows` reviews."""
    children = -(-rows // REVIEWS_A_CHILD)
    episodes = (
        (f"C{child:07}", _day(0), "S", "C2", "U6", "", "") for child in range(children)
    )
    reviews = (
        (
            f"C{child:07}",
            "03/04/2012",
            _day(number * DAYS_APART + child % DAYS_APART),
            f"PN{1 + number}",
        )
        for child in range(children)
        for number in range(REVIEWS_A_CHILD)
    )
    files = [folder / "Episodes 2024-25.csv", folder / "Reviews 2024-25.csv"]
    for file, headings, lines in zip(
        files, (EPISODES, REVIEWS), (episodes, reviews), strict=True
    ):
        with file.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(headings)
            writer.writerows(lines)
    return files


def plainly(files: list[Path]) -> tuple[int, float]:
    """Return how many rows there are, and the seconds it took only to read them."""
    start, rows = time.process_time(), 0
    for file in files:
        with file.open(newline="", encoding="utf-8") as stream:
            rows += sum(1 for _ in csv.reader(stream)) - 1
    return rows, time.process_time() - start


def loaded(files: list[Path], store: Path) -> tuple[float, float]:
    """Return the processor seconds of loading, and the most megabytes it held."""
    arguments = ["--local-authority", "TST", "--database", url_of(store)]
    subprocess.run(
        [sys.executable, "-m", "data_access", "load", *files, *arguments],
        check=True,
        capture_output=True,
    )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / KILOBYTES_IN_MEGABYTE


def main() -> int:
    """Print one line of figures; return 1 when loading takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=12_600, help="reviews to load")
    parser.add_argument("--limit", type=float, default=10.0, help="processor seconds")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        files = write(Path(folder), asked.rows)
        rows, reading = plainly(files)
        seconds, megabytes = loaded(files, Path(folder) / "iro.db")
    print(
        f"{rows:,} rows loaded in {seconds:.1f} s of processor time: "
        f"{rows / seconds:,.0f} rows a second, {seconds / reading:,.0f} times plainly "
        f"reading them, {megabytes:,.0f} MB held at most"
    )
    return int(seconds > asked.limit)


def _day(number: int) -> str:
    return f"{START + timedelta(days=number):%d/%m/%Y}"


if __name__ == "__main__":
    sys.exit(main())
