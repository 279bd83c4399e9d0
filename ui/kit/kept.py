"""What this process keeps ready for its readers, as much as memory is given for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from domain.tables import Columns

Kind = TypeVar("Kind")
ANSWER_BYTES = 9_000  # of one answer kept with its rows, 36 months by one grouping


@dataclass
class _Place:
    """One thing kept: the state of the store that it was made of, and it."""

    making: Lock = field(default_factory=Lock)
    made: tuple[Hashable, Any] | None = None
    size: int = 0

    def of(self, state: Hashable) -> tuple[Hashable, Any] | None:
        """Return what was made, if it was made of this state."""
        made = self.made
        return made if made is not None and made[0] == state else None

    @property
    def bytes(self) -> int:
        """About how much it takes; rows grow by the answers that stay with them."""
        _, value = self.made or (None, None)
        return self.size + ANSWER_BYTES * len(getattr(value, "answers", ()))


class Kept:
    """Keeps what was made by a key; what nobody asked for longest goes first.

    A key names all that decides who may be given the value. Of one key only one state
    is kept: asked for in another state, it is made again in its place. Many who ask at
    once wait for one of them to make it.
    """

    def __init__(self, most: int) -> None:
        """Keep about `most` bytes in all, and the latest thing whatever it takes."""
        self.most = most
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()
        self._moving = Lock()

    def get(
        self,
        key: Hashable,
        state: Hashable,
        make: Callable[[], Kind],
        size: Callable[[Kind], int],
    ) -> Kind:
        """Return what is kept by a key, made now if it is not of this state.

        `size` tells the bytes of what was made.
        """
        with self._moving:
            place = self._places.setdefault(key, _Place())
            self._places.move_to_end(key)
            self._make_room()
        found = place.of(state)
        if found is None:
            with place.making:
                found = place.of(state)
                if found is None:
                    place.made = None
                    found = state, make()
                    place.size, place.made = size(found[1]), found
        value: Kind = found[1]
        return value

    def there(self, key: Hashable) -> object | None:
        """Return what is kept by a key, whatever it was made of; None if nothing is."""
        with self._moving:
            place = self._places.get(key)
        made = place.made if place else None
        return made[1] if made else None

    def _make_room(self) -> None:
        taken = sum(place.bytes for place in self._places.values())
        while taken > self.most and len(self._places) > 1:
            _, gone = self._places.popitem(last=False)
            taken -= gone.bytes

    def __len__(self) -> int:
        """Return how many things are kept."""
        return len(self._places)


def rows_bytes(columns: Columns) -> int:
    """Return the bytes of a council's rows, without the answers that stay with them."""
    return sum(
        array.nbytes
        for rows in columns.every_kind.values()
        for each in vars(rows).values()
        for array in (each.values() if isinstance(each, Mapping) else (each,))
    )
