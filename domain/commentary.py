"""What is written of a measure in a month: a line for each saving, the latest stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.errors import RefusedError

LONGEST = 2000  # letters
NOBODY_YET = "nobody yet"


@dataclass(frozen=True)
class Comment:
    """A saving of somebody's words on one measure (`key`) of one month.

    `number` is the store's; a later saving of the same measure and month has a higher
    one. Without text, what stood before was taken away.
    """

    number: int
    key: str
    text: str
    author: str
    written_at: datetime


@dataclass(frozen=True)
class Draft:
    """What somebody has typed and not saved; `base` is the saving they began from.

    `base` is 0 where nothing was written when they began.
    """

    text: str
    base: int
    author: str
    typed_at: datetime


@dataclass(frozen=True)
class Written:
    """All that is written of a measure in a month, as one person sees it.

    `earlier` are the savings that do not stand any more, the latest first; `others` the
    drafts of everybody else.
    """

    standing: Comment | None = None
    earlier: tuple[Comment, ...] = ()
    draft: Draft | None = None
    others: tuple[Draft, ...] = ()

    @property
    def base(self) -> int:
        """The saving that somebody who begins to write now begins from."""
        return self.standing.number if self.standing else 0


class OvertakenError(RefusedError):
    """Somebody else saved after this text was begun; `newer` is what they saved."""

    def __init__(self, said: str, newer: Comment) -> None:
        super().__init__(said)
        self.newer = newer


def tidy(text: str) -> str:
    """Return a commentary as it is kept: its lines, without spaces at their ends.

    Raises:
        RefusedError: it has more than LONGEST letters.
    """
    lines = (
        "".join(each if each.isprintable() else " " for each in line).rstrip()
        for line in text.strip().splitlines()
    )
    kept = "\n".join(lines)
    if len(kept) > LONGEST:
        raise RefusedError(
            f"Commentary: {len(kept):,} letters are written. Say it in up to "
            f"{LONGEST:,}. It is kept as your draft, and is not saved."
        )
    return kept
