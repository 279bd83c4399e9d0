"""Two groupings of a measure at once, as a table with the totals that are released."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.measure import ALL
from metrics.release.told import ToldCell
from reports.documents.model import Block, Table, ToWrite
from reports.documents.reading import Reading
from reports.documents.told import NOT_HERE, count_words

TOGETHER = " x "  # between the names of two groupings
BESIDE = ", "  # between the names of two groups
TOTAL = "All"
Pair = tuple[str, str]


def crossed(
    read: Reading, key: str, by: str, title: str, name: str
) -> tuple[Block, ...]:
    """Return a measure by two groupings, `theme x stage` say; or what is to write.

    A row or a column in which every number is 0 is left out.
    """
    measure = read.measure(key)
    told = measure.groups(by, read.period) if measure else ()
    cells = {_pair(cell.key.group): cell for cell in told}
    if not cells:
        return (ToWrite(f"{title}: {NOT_HERE}.", f"{key} {by}"),)
    rows, columns = (_shown(cells, place) for place in (0, 1))
    down, across = by.split(TOGETHER)

    def total(grouping: str, group: str) -> str:
        return _count(read.cell(key, None, grouping, group))

    body = [
        (row, *(_count(cells.get((row, each))) for each in columns), total(down, row))
        for row in rows
    ]
    last = (TOTAL, *(total(across, each) for each in columns), total("", ALL))
    figures = tuple(each for each in (read.figure(key),) if each.of)
    heads = (name, *columns, TOTAL)
    return (Table(title, heads, (*body, last), figures),)


def _pair(group: str) -> Pair:
    row, _, column = group.rpartition(BESIDE)
    return row, column


def _shown(cells: Mapping[Pair, ToldCell], place: int) -> list[str]:
    """Return the groups of one of the two that have a case, or may have one."""
    some = (pair[place] for pair, cell in cells.items() if cell.numerator.exact != 0)
    order = list(dict.fromkeys(pair[place] for pair in cells))
    return sorted(set(some), key=order.index)


def _count(cell: ToldCell | None) -> str:
    return "" if cell is None else count_words(cell, cell.numerator)
