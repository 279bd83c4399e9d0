"""Blocks of a return as XML that are passed over, named once for the whole file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from data_access.importers.xml import name_of
from data_access.store.statements import Fault, Item, LeftOut

BLOCKS_NOT_USED = Fault(
    "blocks_not_used",
    "{read}",
    "Nothing in the other blocks is shown by the dashboard. Nothing to do.",
)


@dataclass
class PassedOver:
    """Gathers what stands in children's elements beside the blocks that are read.

    `read` are their names in lower case, `words` those that a reader is told.
    """

    read: Collection[str]
    words: str
    names: dict[str, None] = field(default_factory=dict)

    def look(self, element: Element) -> None:
        """Keep the names of the blocks within an element that is read."""
        for inner in element:
            if name_of(inner) in self.read:
                self.look(inner)
            elif len(inner):
                self.names[inner.tag.rpartition("}")[2]] = None

    def told(self, record: str) -> Iterator[Item]:
        """Yield what is said of them; nothing where every block is read."""
        if self.names:
            yield LeftOut.of(
                BLOCKS_NOT_USED,
                place="The file",
                field="blocks",
                found=", ".join(self.names),
                record=record,
                whole_row=False,
                read=self.words,
            )
