"""What a rule of data quality is: the rows it looks at, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from data_access.access.scope import IRO
from data_access.casework.quality.facts import Facts


class Owner(StrEnum):
    """Who can mend what a rule finds."""

    IRO_SERVICE = "IRO service"
    PERFORMANCE = "Performance team"
    SOCIAL_WORK = "Social work team"


class Seen(NamedTuple):
    """A row that a rule looked at: whose, the day it is about, whether it is wrong."""

    child_id: str
    day: date
    wrong: bool


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that can be wrong in what is loaded, and what it does to figures.

    `touches` are the keys of the measures that a wrong row changes. `role` is the role
    of whoever answers for the child: IRO or chair. A `standing` rule asks how things
    are today; once mended it leaves no trace, so it has no history. `look` gives every
    row that the rule looks at, right or wrong.
    """

    key: str
    words: str
    why: str
    mend: str
    owner: Owner
    look: Callable[[Facts], Iterator[Seen]]
    touches: tuple[str, ...] = ()
    role: str = IRO
    standing: bool = False
