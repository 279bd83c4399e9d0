"""Invented people: children, and the posts of the service with those who hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from data_access.demo.chance import LAST_SURE_DAY, birthday, pick, stream
from domain.periods import ONE_DAY

ADULT = 18

ETHNICITIES: Final = {
    "WBRI": 820,
    "WIRI": 4,
    "WIRT": 6,
    "WOTH": 30,
    "WROM": 12,
    "MWBC": 15,
    "MWBA": 12,
    "MWAS": 18,
    "MOTH": 20,
    "AIND": 5,
    "APKN": 10,
    "ABAN": 8,
    "AOTH": 10,
    "CHNE": 3,
    "BAFR": 16,
    "BCRB": 4,
    "BOTH": 5,
    "OOTH": 10,
    "REFU": 2,
    "NOBT": 6,
}
ETHNICITIES_ALONE: Final = {"BAFR": 36, "AOTH": 26, "OOTH": 26, "WOTH": 12}
SEXES: Final = {"M": 54, "F": 46}
SEXES_ALONE: Final = {"M": 94, "F": 6}  # teenagers who came to the country alone


@dataclass(frozen=True)
class InventedChild:
    """An invented child; `family` is empty where brothers and sisters play no part."""

    child_id: str
    born: date
    sex: str
    ethnicity: str
    family: str = ""

    @property
    def adult_on(self) -> date:
        """The eighteenth birthday."""
        return birthday(self.born, ADULT)


def child(
    rng: Random, child_id: str, born: date, *, alone: bool = False
) -> InventedChild:
    """Return a child born on `born`; `alone` is a child seeking asylum."""
    sexes, groups = (SEXES_ALONE, ETHNICITIES_ALONE) if alone else (SEXES, ETHNICITIES)
    return InventedChild(child_id, born, pick(rng, sexes), pick(rng, groups))


# The service's posts and the invented people who hold them, one after another.


OPENING = date(2021, 4, 1)  # everybody then in post came before
LONGEST_IN_POST = timedelta(days=8 * 365)
AGENCY_STAY = timedelta(days=500)
FOR_EVER = date.max

GIVEN_NAMES = (
    "Juniper Bramble Marlow Wren Tansy Orrin Saffron Linnet Perrin Hazelle Corvin "
    "Meadow Thistle Larkin Rowena Fennel Jessamy Quill Odell Briar Sorrel Elowen "
    "Dashiel Pippin Isolde Tarn Verity Ambrose Clove Merrin Oakley Primrose Septimus"
)
FAMILY_NAMES = (
    "Ashgrovely Fennimarsh Quillfeather Tallowby Netherwick Brackenshaw Dovecotely "
    "Marshlark Oxenholt Pennywhistle Rookhaven Silverbeck Thornapple Underbough "
    "Wetherfold Yarrowgate Cobblestead Driftwell Emberley Foxgloven Gorsemoor "
    "Harrowmist Ivyholme Kettlewyn Lanternby Mossbank Nettlecombe Orchardine "
    "Plumstone Reedwater Starlington"
)
GIVEN: Final = tuple(GIVEN_NAMES.split())
FAMILY: Final = tuple(FAMILY_NAMES.split())


@dataclass(frozen=True)
class Post:
    """A place in the team.

    `in_care` and `on_plans` are how much of a full caseload of each kind it carries.
    """

    role: str
    fte: float = 1.0
    agency: bool = False
    in_care: float = 0.0
    on_plans: float = 0.0


DUAL = Post("dual", in_care=1.0, on_plans=1.0)
POSTS: Final = (
    *(DUAL for _ in range(7)),
    Post("dual", fte=0.8, in_care=0.8, on_plans=0.8),
    Post("cp_chair", on_plans=0.3),  # designated officer, chairs conferences too
    Post("other"),  # foster carers' reviews only
    Post("iro", fte=0.5, agency=True, in_care=0.4),
)


@dataclass(frozen=True)
class Member:
    """Somebody in a post, from the first to the last day."""

    staff_id: str
    full_name: str
    post: Post
    started: date
    ended: date = FOR_EVER

    def in_post(self, day: date) -> bool:
        return self.started <= day <= self.ended


def team(seed: int, until: date) -> tuple[Member, ...]:
    """Return everybody who holds a post from the opening to `until`.

    Each post is held all the time: who follows comes the day after. Nobody leaves
    near a month's end, so that month-end caseloads are never those of a handover.
    """
    terms = sorted(
        (started, number, ended)
        for number, post in enumerate(POSTS)
        for started, ended in _terms(seed, number, post, until)
    )
    return tuple(
        Member(f"S{order + 1:02d}", _name(order), POSTS[number], started, ended)
        for order, (started, number, ended) in enumerate(terms)
    )


def _name(order: int) -> str:
    return f"{GIVEN[order % len(GIVEN)]} {FAMILY[order % len(FAMILY)]}"


def _terms(
    seed: int, number: int, post: Post, until: date
) -> Iterator[tuple[date, date]]:
    """Yield the first and last day of each who holds the post."""
    rng = stream(seed, "post", number)
    longest = AGENCY_STAY if post.agency else LONGEST_IN_POST
    started = OPENING - timedelta(days=rng.randint(60, longest.days // 2))
    while started <= until:
        latest = max(started, OPENING) + longest * rng.uniform(0.15, 1)
        ended = latest.replace(day=min(max(latest.day, 5), LAST_SURE_DAY - 4))
        yield started, ended
        started = ended + ONE_DAY
