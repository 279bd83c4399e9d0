"""How long a release of Exampleshire takes, and how much of it is withheld.

    python -m benchmarks.releases

Prints, for each policy, seconds, and of the numbers that are not 0 how many are withheld,
by breakdown, and how many would be if nothing were shown again. Then how long twelve
releases in a row take, as seconds and as a ratio to the first of them. Ends with 1 when
a release takes over a minute, the twelve over two, or this process over a gigabyte.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from datetime import date
from tempfile import TemporaryDirectory
from unittest.mock import patch

from domain.about import Policy
from domain.tables import Columns
from metrics.release import protect
from metrics.release.made import Made, made
from metrics.release.told import ToldCell
from metrics.release.workings import Earlier, Workings, told_in
from reports.demonstration import quarters_to_sign
from tests.golden.store import filled

TO = date(2026, 9, 30)
SECONDS, OF_TWELVE, KILOBYTES = 60.0, 120.0, 1_000_000


def shares(of: Made) -> list[str]:
    """Return a line for each breakdown: numbers that are not 0, and those withheld."""
    there: Counter[str] = Counter()
    hidden: Counter[str] = Counter()
    for told, cell in zip(of.told, of.counted, strict=True):
        by = told.key.by or "the whole service"
        numbers = (cell.numerator, cell.denominator, cell.aside)
        there[by] += sum(bool(number) for number in numbers)
        hidden[by] += _hidden(told, numbers)
    every = [(by, there[by], hidden[by]) for by in there]
    every.append(("in all", there.total(), hidden.total()))
    return [
        f"  {by:20} {some:6} not 0, {gone:6} withheld, {gone / max(some, 1):6.1%}"
        for by, some, gone in every
    ]


def _hidden(told: ToldCell, numbers: tuple[float | None, ...]) -> int:
    spans = (told.numerator, told.denominator, told.aside)
    return sum(
        bool(number) and span is not None and span.exact is None
        for span, number in zip(spans, numbers, strict=True)
    )


def in_vain(columns: Columns, policy: Policy) -> str:
    """Return what is withheld in all where nothing of it is shown again."""
    with patch.object(protect, "_show_again"):
        return shares(made(Workings(columns), TO, policy))[-1]


def twelve(columns: Columns) -> tuple[float, float]:
    """Return the seconds of twelve releases in a row, and of the first of them."""
    of, before, took = Workings(columns), list[Earlier](), list[float]()
    for quarter in quarters_to_sign(TO):
        begun = time.process_time()
        found = made(of, quarter.end, Policy.COUNCILS, before)
        took.append(time.process_time() - begun)
        before.append(told_in(quarter.end, found.told))
    return sum(took), took[0]


def main() -> int:
    """Print what each policy costs; return 1 where it is too slow or too big."""
    slow = False
    with TemporaryDirectory() as folder:
        columns = filled(folder)
    for policy in Policy:
        begun = time.process_time()
        found = made(Workings(columns), TO, policy)
        took = time.process_time() - begun
        slow |= took > SECONDS
        print(f"{policy.value}: {took:.1f} s")
        print("\n".join(shares(found)))
        print(in_vain(columns, policy), "before any is shown again")
    seconds, first = twelve(columns)
    slow |= seconds > OF_TWELVE
    print(f"twelve in a row: {seconds:.1f} s, {seconds / first:.1f} times the first")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{peak / 1000:.0f} MB at most")
    return int(slow or peak > KILOBYTES)


if __name__ == "__main__":
    sys.exit(main())
