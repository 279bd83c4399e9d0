"""What somebody keeps for themselves: ways to a page, and numbers to be told of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from domain.errors import RefusedError

LONGEST = 80  # letters of a name
LONGEST_ADDRESS = 1000
MOST = 30  # of each, for one person and council
PAGE = re.compile(r"[a-z][a-z-]*")


@dataclass(frozen=True)
class View:
    """A page with what was chosen on it; `address` is its last part, and its query."""

    name: str
    address: str


@dataclass(frozen=True)
class Threshold:
    """A number that somebody wants to be told of: a measure that goes past it."""

    measure: str
    above: bool
    number: float

    @property
    def words(self) -> str:
        """Which side of the number it is about."""
        return "above" if self.above else "below"

    def crossed_by(self, value: float) -> bool:
        """Say whether a value is past it; the number itself is not."""
        return value > self.number if self.above else value < self.number


@dataclass(frozen=True)
class Own:
    """All that one person keeps of one council, in the order in which it was kept."""

    views: tuple[View, ...] = ()
    thresholds: tuple[Threshold, ...] = ()

    def with_view(self, name: str, address: str, may_keep: Iterable[str]) -> Own:
        """Return it with a view; one of the same name is replaced.

        Raises:
            RefusedError: it has no name or a long one, is no address of a page here,
                or there are too many.
        """
        named = " ".join(name.split())
        if not named or len(named) > LONGEST:
            raise RefusedError(
                f"Name: found {len(named)} letters, expected 1 to {LONGEST}."
            )
        kept = tuple(each for each in self.views if each.name != named)
        _refuse_more(len(kept), "views")
        view = View(named, address_of(address, may_keep))
        return replace(self, views=(*kept, view))

    def with_threshold(self, wanted: Threshold) -> Own:
        """Return it with a threshold; one of the same measure and side is replaced.

        Raises:
            RefusedError: there are too many.
        """
        same = (wanted.measure, wanted.above)
        kept = tuple(e for e in self.thresholds if (e.measure, e.above) != same)
        _refuse_more(len(kept), "numbers")
        return replace(self, thresholds=(*kept, wanted))

    def without(self, gone: View | Threshold) -> Own:
        """Return it without a view or a threshold."""
        return Own(
            tuple(each for each in self.views if each != gone),
            tuple(each for each in self.thresholds if each != gone),
        )


def _refuse_more(there: int, what: str) -> None:
    if there >= MOST:
        raise RefusedError(f"Found {there} {what} kept. Remove one, then keep another.")


def address_of(words: str, may_keep: Iterable[str]) -> str:
    """Return a page and what was chosen on it, of an address that somebody gives.

    Only choices that are named in `may_keep` are kept, so no child's code ever is; nor
    is the server's name.

    Raises:
        RefusedError: it is no address of a page here.
    """
    found = urlsplit(words.strip()[:LONGEST_ADDRESS])
    page = found.path.rstrip("/").rpartition("/")[2]
    if not PAGE.fullmatch(page):
        raise RefusedError(
            f"Address: found '{words[:LONGEST]}', expected the address of a page here, "
            "such as /reviews-on-time?team=North. Copy it from the browser."
        )
    names = set(may_keep)
    kept = [(name, said) for name, said in parse_qsl(found.query) if name in names]
    return f"{page}?{urlencode(kept)}" if kept else page


def as_text(own: Own) -> str:
    """Return all of it as it is kept."""
    return json.dumps(asdict(own), ensure_ascii=False)


def from_text(text: str | None) -> Own:
    """Return what is kept; nothing where there is nothing."""
    if not text:
        return Own()
    kept = json.loads(text)
    return Own(
        tuple(View(**each) for each in kept["views"]),
        tuple(Threshold(**each) for each in kept["thresholds"]),
    )
