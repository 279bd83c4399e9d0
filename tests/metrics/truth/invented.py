"""A council that nobody has seen: plain rows by a seed, awkward ones among them."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.metrics.truth.chance import KNOWN
from tests.metrics.truth.days import DAY, months_on
from tests.metrics.truth.families import TEAMS, Families
from tests.metrics.truth.homes import Homes
from tests.metrics.truth.lives import Lives
from tests.metrics.truth.orders import Orders
from tests.metrics.truth.planned import Planned
from tests.metrics.truth.written import Written


@dataclass
class Town:
    """A council's rows; `first` to `last` are the days that its files speak for.

    Of reviews they hold every one since `known`.
    """

    first: date
    last: date
    known: date = KNOWN
    children: dict = field(default_factory=dict)
    listed: list = field(default_factory=list)  # as having come alone, in the return
    care: list = field(default_factory=list)
    allocations: list = field(default_factory=list)
    staff: list = field(default_factory=list)
    plans: list = field(default_factory=list)
    enquiries: list = field(default_factory=list)
    disputes: list = field(default_factory=list)
    visits: list = field(default_factory=list)
    checks: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    care_plans: list = field(default_factory=list)
    adoptions: list = field(default_factory=list)
    before_court: list = field(default_factory=list)
    orders: list = field(default_factory=list)  # that deprive a child of liberty
    notes: list = field(default_factory=list)
    sheets: dict = field(default_factory=lambda: defaultdict(list))
    kept: dict = field(default_factory=dict)  # what truths have worked out of it


def invent(seed, first, last, known=KNOWN, children=170):
    """Return a council by a seed."""
    rng = random.Random(f"truth {seed}")  # noqa: S311
    town = _Maker(rng, Town(first, last, known)).make(children)
    Homes(random.Random(f"truth homes {seed}"), town).add()  # noqa: S311
    Planned(random.Random(f"truth plans {seed}"), town).add()  # noqa: S311
    Orders(random.Random(f"truth orders {seed}"), town).add()  # noqa: S311
    return town


class _Maker(Lives, Families, Written):
    def make(self, children):
        self.make_staff()
        for number in range(children):
            child = f"K{number:03}"
            self.make_child(child)
            if self.rng.random() < 0.75:
                self.make_care(child)
            if self.rng.random() < 0.45:
                self.make_plans(child)
            self.make_allocations(child)
            self.make_disputes(child)
        self.make_sheets()
        self.keep_lists()
        return self.town

    def keep_lists(self):
        """Keep of checks and visits what lists tell that begin and end some time."""
        town = self.town
        for rows in (town.checks, town.visits):
            for kind in sorted({row["kind"] for row in rows}):
                begins = self.rng.choice((KNOWN, months_on(town.first, 2)))
                ends = self.rng.choice((town.last, months_on(town.last, -4)))
                rows[:] = [
                    row
                    for row in rows
                    if row["kind"] != kind or begins <= row["day"] <= ends
                ]

    # Who there is.

    def make_child(self, child):
        rng = self.rng
        oldest = self.town.last - timedelta(days=int(18.6 * 365.25))
        born = self.day(oldest, self.town.last - timedelta(days=200))
        if self.chance(0.15):  # grown up while files speak
            grown = self.marked(self.town.first, self.town.last)
            born = months_on(grown, -12 * 18)
        if self.chance(0.06):
            born = rng.choice((date(2008, 2, 29), date(2012, 2, 29), date(2020, 2, 29)))
        self.town.children[child] = {
            "born": None if self.chance(0.05) else born,
            "sex": rng.choice(("M", "F", "F", "U", None)),
            "ethnicity": rng.choice(("WBRI", "MWBC", "BAFR", "OOTH", "NOBT", None)),
        }

    def make_staff(self):
        rng, last = self.rng, self.town.last
        roles = ("iro", "cp_chair", "dual", "dual", "manager", "iro", "cp_chair")
        for number in range(30):
            start = None if number == 5 else self.marked(months_on(KNOWN, -40), last)
            end = None
            if start and self.chance(0.55):
                end = self.marked(max(start + DAY, months_on(last, -30)), last)
                if self.chance(0.2):
                    end = months_on(start, rng.choice((12, 24)))
                if self.chance(0.4):
                    end = self.quarter_end() + rng.choice((0, 1)) * DAY
            if end and (end > last or end <= start):
                end = None
            self.town.staff.append(
                {
                    "id": f"S{number}",
                    "name": f"Officer {number:02}",
                    "role": roles[number % len(roles)],
                    "fte": rng.choice((1.0, 1.0, 0.5, 0.6, 0.8, None, 0.0)),
                    "agency": self.chance(0.3),
                    "from": start,
                    "to": end,
                    "probation": months_on(start, 6)
                    if start and self.chance(0.6)
                    else None,
                }
            )

    def make_allocations(self, child):
        for role in ("iro", "cp_chair"):
            if self.chance(0.12):
                continue
            start, used = self.day(KNOWN, months_on(self.town.last, -6)), set()
            for _ in range(self.rng.randint(1, 5)):
                length = self.rng.choice((40, 200, 364, 365, 366, 500, 900))
                end = start + timedelta(days=length)
                if start > self.town.last or start in used:
                    break
                used.add(start)
                is_open = self.chance(0.3) or end > self.town.last
                self.town.allocations.append(
                    {
                        "child": child,
                        "role": role,
                        "staff": f"S{self.rng.randint(0, 6)}",
                        "team": self.rng.choice((*TEAMS, None)),
                        "from": start,
                        "to": None if is_open else end,
                    }
                )
                start = end + timedelta(days=self.rng.choice((0, 0, 1, 1, 2, 7, 60)))
