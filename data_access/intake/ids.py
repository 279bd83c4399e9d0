"""Children's ids that cannot be one, and those that differ by leading zeros only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session

from data_access.store.loaded import Import, SourceRow, batches, table
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


@dataclass
class LeadingZeros:
    """Ids of one load that are others of the council with zeros before them.

    The council's own ids of this kind are asked for once, with the first file.
    """

    la: str
    _spelt: dict[str, set[str]] | None = None  # ids with zeros, by the id without

    def told(self, session: Session, load: Import) -> list[LeftOut]:
        """Return one message where ids of a file just kept are others' with zeros."""
        new = load.id if self._spelt is not None else None
        with_zeros = list(_with_zeros(session, self.la, new))
        self._spelt = self._spelt or {}
        for child_id in with_zeros:
            self._spelt.setdefault(_bare(child_id), set()).add(child_id)
        mine = {_bare(each) for each in _with_zeros(session, self.la, load.id)}
        mine |= set(_known(session, self.la, list(self._spelt), load.id))
        ids = [each for bare in mine for each in (bare, *self._spelt[bare])]
        alike: dict[str, set[str]] = defaultdict(set)
        for child_id in _known(session, self.la, ids):
            alike[_bare(child_id)].add(child_id)
        pairs = [" and ".join(sorted(some)) for some in alike.values() if len(some) > 1]
        return [_message(pairs)] if pairs else []


def _with_zeros(session: Session, la: str, of_import: int | None) -> Iterator[str]:
    """Yield the ids that begin with a zero, of the council or of one import."""
    query = select(SOURCE.child_id).where(
        SOURCE.la == la, SOURCE.child_id >= "0", SOURCE.child_id < "1"
    )
    if of_import is not None:
        query = query.where(SOURCE.import_id == of_import)
    yield from session.execute(query.distinct()).scalars()


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
    for some in batches(ids, AT_ONCE):
        known = SOURCE.la == la, SOURCE.child_id.in_(some), *mine
        query = select(SOURCE.child_id).where(*known)
        yield from session.execute(query.distinct()).scalars()
