"""What councils send one another: which figures, and what makes two of them one figure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from domain.periods import Period, financial_year_of, rolling_year_to

WHOLE = "all"  # the group of a figure of the whole service
INTERVALS = "intervals"  # how the council counts the months between reviews
REVIEWS, CONFERENCES = "reviews", "conferences"  # its own rules of these rows
IN_TIME = (INTERVALS, REVIEWS)


@dataclass(frozen=True)
class Sent:
    """A measure of which figures go in a file, and the council's rules it hangs on.

    Of one that is told by its own groups alone, `by` names them, and one group goes in.
    """

    key: str
    rules: tuple[str, ...] = ()
    by: str = ""
    group: str = WHOLE


SENT = (
    Sent("disputes_per_100_children"),
    Sent("disputes_resolved_within_20_working_days"),
    Sent("children_taking_part"),
    Sent("children_attending"),
    Sent("children_not_heard_twice"),
    Sent("same_iro_as_a_year_before"),
    Sent("same_iro_at_last_three_reviews"),
    Sent("seen_by_iro_in_6_months"),
    Sent("meetings_between_reviews", by="reviews_kind", group="Midway"),
    Sent("reviews_held_on_time", IN_TIME),
    Sent("children_with_all_reviews_on_time", IN_TIME),
    Sent("icpcs_held_within_15_working_days", (CONFERENCES,)),
    Sent("plan_reviews_held_on_time", (INTERVALS,)),
)
BY_KEY: Mapping[str, Sent] = {each.key: each for each in SENT}


@dataclass(frozen=True)
class Definition:
    """What a figure counts, in words: two figures are beside each other if these agree.

    `rules` are the council's own that it hangs on. Neither the measure's name nor why it
    matters is here, nor the version of the program: they change nothing that is counted.
    """

    measure: str
    group: str
    definition: str
    numerator: str
    joined: str
    denominator: str
    left_out: str
    unit: str
    rules: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """The SHA-256 of its canonical JSON, in hex."""
        return hashlib.sha256(canonical(asdict(self))).hexdigest()

    @property
    def words(self) -> str:
        """All that it counts, as a reader is told."""
        parts = (
            self.definition,
            f"{self.numerator} {self.joined} {self.denominator}",
            f"Left out, not known: {self.left_out}" if self.left_out else "",
            *self.rules,
        )
        said = (part.strip().removesuffix(".") for part in parts)
        return " ".join(f"{part[0].upper()}{part[1:]}." for part in said if part)


def differing(one: str, other: str) -> str:
    """Return the sentences of what one definition counts that another has not.

    All of them, where the other has each of them too.
    """
    there = {*_sentences(other)}
    return " ".join(each for each in _sentences(one) if each not in there) or one


def _sentences(words: str) -> list[str]:
    return [f"{each.removesuffix('.')}." for each in words.split(". ")]


def rules_of(sent: Sent, intervals: str, of_rows: Mapping[str, str]) -> tuple[str, ...]:
    """Return a council's own rules that a measure hangs on, in words."""
    own = {**of_rows, INTERVALS: f"Intervals are counted as {intervals}"}
    return tuple(own.get(name, "") for name in sent.rules)


def canonical(content: object) -> bytes:
    """Return content as JSON that has one way of being written, in UTF-8."""
    return json.dumps(
        content,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    ).encode()


def goes_in(period: Period, to: date) -> bool:
    """Say whether figures of a period go in a file: of years, and the four quarters."""
    is_year = period == financial_year_of(period.start)
    return period.end <= to and (is_year or period == rolling_year_to(to))


@dataclass(frozen=True)
class Theirs:
    """One figure that another council sent, and who signed it.

    `definition` is the hash of what it counts, `counts` the same in words.
    """

    la: str
    council: str
    measure: str
    definition: str
    counts: str
    period: Period
    numerator: float
    denominator: float | None
    value: float
    aside: float
    signed_by: str
    signed_on: date
