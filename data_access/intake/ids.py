"""Children's ids that cannot be one, and those that differ by leading zeros only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import Session

from data_access.store.loaded import Import, SourceRow, table
from data_access.store.statements import Fault, Item, LeftOut, Statement

SOURCE = table(SourceRow).c
LONGEST = 50  # signs
AT_ONCE = 500  # ids in one query
SHOWN = 5  # pairs of ids
FIELD = "the child's id"
_NO_ID = re.compile(r"=|[-\u2212]\s*\d")
NO_ID_AT_ALL = Fault(
    "not_an_id",
    f"an id of at most {LONGEST} signs that is no formula and no negative number",
    "Correct it in your system, or take the formula out of the spreadsheet, and load "
    "the file again.",
)
LEADING_ZEROS = Fault(
    "differ_by_zeros",
    "one spelling of each id",
    "They are counted as different children. If they are the same, a spreadsheet took "
    "the zeros off: export the file again with this column as text, and load it without "
    "opening it in Excel.",
)


def checked(item: Item) -> Item:
    """Return a statement, or that its row is left out as its child's id is none."""
    if not isinstance(item, Statement) or _is_good(item.record.child_id):
        return item
    return LeftOut.of(
        NO_ID_AT_ALL,
        place=item.place,
        field=FIELD,
        found=item.record.child_id[: LONGEST + 1],
        record=item.record.name,
    )


def _is_good(child_id: str) -> bool:
    return len(child_id) <= LONGEST and not _NO_ID.match(child_id)


def told_apart_by_zeros(session: Session, load: Import) -> list[LeftOut]:
    """Return one message where ids of a file just kept are others with zeros before."""
    zeros = select(SOURCE.child_id).where(
        SOURCE.la == load.la, SOURCE.child_id >= "0", SOURCE.child_id < "1"
    )
    alike: dict[str, set[str]] = defaultdict(set)
    for (child_id,) in session.execute(zeros.distinct()):
        alike[_bare(child_id)].add(child_id)
    if not alike:
        return []
    for child_id in _known(session, load.la, list(alike)):
        alike[child_id].add(child_id)
    several = {bare: ids for bare, ids in alike.items() if len(ids) > 1}
    every_one = [child_id for ids in several.values() for child_id in ids]
    here = set(_known(session, load.la, every_one, load.id))
    pairs = [" and ".join(sorted(ids)) for ids in several.values() if ids & here]
    return [_message(pairs)] if pairs else []


def _message(pairs: list[str]) -> LeftOut:
    more = len(pairs) - SHOWN
    found = ", ".join(sorted(pairs)[:SHOWN]) + (
        f" and {more:,} more" if more > 0 else ""
    )
    return LeftOut.of(
        LEADING_ZEROS,
        place="The file",
        field=FIELD,
        found=found,
        record="child",
        whole_row=False,
    )


def _bare(child_id: str) -> str:
    return child_id.lstrip("0") or "0"


def _known(
    session: Session, la: str, ids: list[str], of_import: int | None = None
) -> Iterator[str]:
    """Yield those of the ids that the council's rows have, or one import's."""
    mine = [SOURCE.import_id == of_import] if of_import is not None else []
    for first in range(0, len(ids), AT_ONCE):
        some = SOURCE.child_id.in_(ids[first : first + AT_ONCE])
        query = select(SOURCE.child_id).where(SOURCE.la == la, some, *mine)
        yield from session.execute(query.distinct()).scalars()
