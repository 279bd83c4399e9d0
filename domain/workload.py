"""Caseloads: the band that guidance gives, a council's own rules, loads by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

LOW, HIGH = 50, 70  # children in care for a full-time IRO: IRO Handbook (2010)
HANDBOOK = (
    "The IRO Handbook, statutory guidance of 2010, holds 50 to 70 children in care to "
    "be right for a full-time IRO."
)


@dataclass(frozen=True)
class Weights:
    """What each child adds to a weighted load, and what some children add to that.

    Each further brother or sister with the same IRO takes `siblings` off. No guidance
    gives such weights: these are a start, for a council to replace.
    """

    each: float = 1.0
    out_of_area: float = 0.5
    open_dispute: float = 0.5
    under_four: float = 0.25
    first_year: float = 0.5
    siblings: float = 0.25


@dataclass(frozen=True)
class CaseloadRules:
    """One council's band of children in care and its own most, and its weights.

    `target` is the most cases, in care and on plans, that it wants for a full-time
    post, `posts` how many full-time posts it has agreed, filled or vacant; None where
    it has not said.
    """

    low: int = LOW
    high: int = HIGH
    target: int | None = None
    weights: Weights = Weights()
    posts: float | None = None

    @property
    def source(self) -> str:
        """Where the band comes from, as the pages print it."""
        if (self.low, self.high) == (LOW, HIGH):
            return HANDBOOK
        return f"{self.low} to {self.high} is this council's own band. {HANDBOOK}"

    def place(self, value: float) -> str:
        """Return where a number lies beside the band."""
        shown = round(value, 1)
        if shown < self.low:
            return "below"
        return "above" if shown > self.high else "within"


@dataclass(frozen=True)
class Load:
    """What one IRO or chair holds on a day.

    `in_care` are children whose IRO they are, `on_plans` those whose conferences they
    chair; a child can be both, and is one of `children`. The next five are parts of
    `children`, `siblings` those with a brother or sister counted before them;
    `families` are the cases of each family, one child or several. `disputes` are those they raised that are open. `records` are those of
    reviews not sent in time, None where no day of sending is kept. `role` is that of
    the staff list: iro, cp_chair or dual; empty for somebody who has left.
    """

    staff_id: str
    name: str
    fte: float | None
    children: int = 0
    in_care: int = 0
    on_plans: int = 0
    out_of_area: int = 0
    open_dispute: int = 0
    under_four: int = 0
    first_year: int = 0
    siblings: int = 0
    families: tuple[int, ...] = ()
    due_soon: int = 0
    overdue: int = 0
    disputes: int = 0
    records: int | None = None
    role: str = ""
    probation_until: date | None = None

    @property
    def post(self) -> Post:
        """Their cases and their post."""
        cases = self.in_care + self.on_plans
        return Post(self.staff_id, cases, self.fte or 0.0, self.families)

    def weighted(self, weights: Weights) -> float:
        """Return the load with each child counted by what it adds."""
        return (
            weights.each * self.children
            + weights.out_of_area * self.out_of_area
            + weights.open_dispute * self.open_dispute
            + weights.under_four * self.under_four
            + weights.first_year * self.first_year
            - weights.siblings * self.siblings
        )


@dataclass(frozen=True)
class Post:
    """Cases and full-time posts of one IRO or chair; an FTE of 0 is one not known.

    `families` are the cases of each family, which stay together; where they are not
    given, every case can go by itself.
    """

    staff_id: str
    cases: int
    fte: float
    families: tuple[int, ...] = ()

    @property
    def per_post(self) -> float | None:
        """Cases for a full-time post, None where the post is not known."""
        return self.cases / self.fte if self.fte else None


@dataclass(frozen=True)
class Spread:
    """The fewest and the most cases for a full-time post, and those of all together."""

    fewest: float
    most: float
    together: float


def spread(posts: Sequence[Post]) -> Spread | None:
    """Return how cases spread over the posts that are known; None where none is."""
    known = [post for post in posts if post.fte]
    each = [post.cases / post.fte for post in known]
    if not each:
        return None
    together = sum(post.cases for post in known) / sum(post.fte for post in known)
    return Spread(min(each), max(each), together)


def moved(
    posts: Sequence[Post], giver: str, taker: str, number: int
) -> tuple[Post, ...]:
    """Return the posts with some cases moved; no more than the giver has.

    Brothers and sisters go together, so fewer may go than were asked for.
    """
    given = sum(
        whole_families(post, number) for post in posts if post.staff_id == giver
    )
    change = {giver: -given}
    change[taker] = change.get(taker, 0) + given
    return tuple(
        replace(post, cases=post.cases + change.get(post.staff_id, 0)) for post in posts
    )


def whole_families(post: Post, number: int) -> int:
    """Return the most cases, up to a number, that go without parting a family."""
    most = min(max(number, 0), post.cases)
    if not post.families:
        return most
    within = {0}
    for cases in post.families:
        within |= {sofar + cases for sofar in within if sofar + cases <= most}
    return max(within)


def with_more(posts: Sequence[Post], staff_id: str, fte: float) -> tuple[Post, ...]:
    """Return the posts with some full-time post added to one of them."""
    return tuple(
        replace(post, fte=post.fte + fte) if post.staff_id == staff_id else post
        for post in posts
    )
