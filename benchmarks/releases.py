"""How long a release of Exampleshire takes, and how much of it is withheld.

    python -m benchmarks.releases

Prints, for each policy, seconds, and of the numbers that are not 0 how many are small and
must not be told, and how many are withheld in all, by breakdown. Ends with 1 when a
release takes over a minute or this process over a gigabyte.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from datetime import date
from tempfile import TemporaryDirectory

from domain.about import Policy
from metrics.release.made import Made, made
from metrics.release.told import ToldCell
from metrics.release.workings import Workings
from tests.golden.store import filled

TO = date(2026, 9, 30)
SECONDS, KILOBYTES = 60.0, 1_000_000


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


def main() -> int:
    """Print what each policy costs; return 1 where it is too slow or too big."""
    slow = False
    with TemporaryDirectory() as folder:
        columns = filled(folder)
    for policy in Policy:
        begun = time.perf_counter()
        found = made(Workings(columns), TO, policy)
        took = time.perf_counter() - begun
        slow |= took > SECONDS
        print(f"{policy.value}: {took:.1f} s")
        print("\n".join(shares(found)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{peak / 1000:.0f} MB at most")
    return int(slow or peak > KILOBYTES)


if __name__ == "__main__":
    sys.exit(main())
