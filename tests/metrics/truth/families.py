"""Enquiries, conferences and plans; disputes and their stages."""

from datetime import date, timedelta

from tests.metrics.truth.chance import KNOWN, Chance
from tests.metrics.truth.days import DAY, months_on, turns, working_days_on

TEAMS = ("North", "South", "Far East")


class Families(Chance):
    def make_plans(self, child):
        rng, last = self.rng, self.town.last
        born = self.town.children[child]["born"]
        grown = turns(born, 18) if born else date.max
        start = self.marked(max(KNOWN, born or KNOWN), last)
        if self.chance(0.15):  # before any file tells
            start = max(self.day(months_on(KNOWN, -12), KNOWN), born or KNOWN)
        before = rng.choice((0, 0, 0, 1, None))
        for number in range(rng.choice((1, 1, 2, 3))):
            enquiry = self.enquiry_for(start)
            if start > last or start >= grown or enquiry <= (born or date.min):
                break
            plan = self.plan(child, start, grown)
            plan["before"] = None if before is None else before + number
            self.town.plans.append(plan)
            self.make_plan_meetings(plan)
            self.make_conference(child, enquiry, start)
            if plan["end"] is None:
                break
            start = plan["end"] + timedelta(
                days=rng.choice((30, 200, 364, 365, 366, 720, 731))
            )
            if self.chance(0.4):
                start = months_on(plan["end"], rng.choice((12, 24)))
                start += timedelta(days=rng.choice((-1, 0, 1)))
        self.make_enquiries(child, max(KNOWN, born or KNOWN))

    def plan(self, child, start, grown):
        rng, last = self.rng, self.town.last
        end = self.plan_end(start)
        if end <= start or end > last or end >= grown or self.chance(0.2):
            end = None
        cut = end is None and grown <= last
        return {
            "child": child,
            "start": start,
            "end": grown if cut else end,
            "left_open": cut,
            "category": rng.choice(("NEG", "EMO", "PHY", "SAB", "MUL", None)),
            "meetings": [],
        }

    def plan_end(self, start):
        rng = self.rng
        if self.chance(0.3):
            return months_on(start, rng.choice((3, 6, 12, 15, 24)))
        if self.chance(0.2):  # when it has lasted 15 months, or the day after
            return months_on(start, 15) + rng.choice((0, 1)) * DAY
        if self.chance(0.3):
            return self.quarter_end() + rng.choice((0, 1)) * DAY
        length = rng.choice((20, 91, 92, 184, 365, 457, 729, 730, 900))
        return start + timedelta(days=length)

    def make_conference(self, child, enquiry, held):
        row = {
            "child": child,
            "from": None if self.chance(0.07) else enquiry,
            "held": held,
            "transfer": self.chance(0.08),
            "not_needed": False,
        }
        self.town.enquiries.append(row)
        if self.chance(0.15):  # another enquiry led to the same conference
            earlier = enquiry - timedelta(days=9)
            self.town.enquiries.append({**row, "from": earlier})

    def make_enquiries(self, child, earliest):
        """Add enquiries that led to no conference."""
        known = {each["from"] for each in self.town.enquiries if each["child"] == child}
        for _ in range(self.rng.choice((0, 0, 1, 2))):
            day = self.marked(earliest, self.town.last)
            if self.chance(0.3):
                due = self.quarter_end() - self.rng.choice((0, 1)) * DAY
                day = max(earliest, working_days_on(due, -15))
            if day not in known:
                known.add(day)
                self.town.enquiries.append(
                    {
                        "child": child,
                        "from": day,
                        "held": None,
                        "transfer": False,
                        "not_needed": self.chance(0.6),
                    }
                )

    def enquiry_for(self, held):
        off = self.rng.choice((3, 10, 11, 14, 15, 15, 16, 20, 21, 40))
        return working_days_on(held, -off)

    def make_plan_meetings(self, plan):
        until = min(plan["end"] or self.town.last, self.town.last)
        day, number = plan["start"], 0
        while True:
            due = months_on(day, 6 if number else 3)
            held = max(self.near(due), day + DAY)
            if held > until or self.chance(0.05):
                return
            if held >= self.town.known:
                plan["meetings"].append(held)
            day, number = held, number + 1

    # Disputes.

    def raised_on(self, child):
        """Return a day for a dispute, often one on which a review was late."""
        days = [
            meeting["day"]
            for care in self.town.care
            if care["child"] == child
            for meeting in care["meetings"]
        ]
        if days and self.chance(0.5):
            after = self.rng.choice((-4, -1, 0, 19, 20, 21))
            return working_days_on(self.rng.choice(days), after)
        return self.marked(months_on(self.town.first, -3), self.town.last)

    def make_disputes(self, child):
        rng, last = self.rng, self.town.last
        seen = set()
        for _ in range(rng.choice((0, 0, 0, 1, 2, 3))):
            raised = self.raised_on(child)
            if raised in seen or not months_on(self.town.first, -3) <= raised <= last:
                continue
            seen.add(raised)
            resolved = working_days_on(raised, rng.choice((3, 19, 20, 21, 22, 50)))
            if resolved > last or self.chance(0.15):
                resolved = None
            names = rng.choice(
                (
                    ["Informal"],
                    ["Stage 1"],
                    ["Informal", "Stage 1"],
                    ["Informal", "Stage 2"],
                    ["Stage 1", "Stage 2", "Stage 3"],
                    ["Stage 1", "Stage 3"],
                    [],
                )
            )
            stages, day = [], raised
            for number, name in enumerate(names):
                due = working_days_on(day, 5)
                answered = self.near(due)
                known = answered >= day and answered <= last and self.chance(0.8)
                stages.append(
                    {
                        "name": name,
                        "from": day if number or self.chance(0.8) else None,
                        "due": due if self.chance(0.8) else None,
                        "answered": answered if known else None,
                    }
                )
                day += timedelta(days=rng.choice((0, 3, 9)))
            self.town.disputes.append(
                {
                    "child": child,
                    "raised": raised,
                    "resolved": resolved,
                    "team": rng.choice((*TEAMS, None, None)),
                    "theme": rng.choice(("Drift and delay", "Care planning", None)),
                    "outcome": rng.choice(("Changed", "Not changed", "Withdrawn", None))
                    if resolved
                    else None,
                    "stages": stages,
                }
            )
