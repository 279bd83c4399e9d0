"""How far from home, who a child is besides, and disputes about a lasting home.

All by a chance of their own, so that what was invented before stays as it is.
"""

from datetime import timedelta

from tests.metrics.truth.chance import Chance
from tests.metrics.truth.days import DAY, months_on

MILES = (None, None, 0.0, 3.5, 19.9, 20.0, 20.1, 20.1, 45.0, 312.4)
REGIONS = (
    "London",
    "London",
    "North East",
    "Wales",
    "Outside the United Kingdom",
    None,
)


class Homes(Chance):
    """What is added to a council once all else is there."""

    def add(self):
        for child, each in self.town.children.items():
            each["disabled"] = self.rng.choice((True, False, False, None))
            each["alone"] = self.rng.choice((True, False, None, None, None, None))
            if self.chance(0.1):
                self.town.listed.append(child)
        for care in self.town.care:
            for each in care["episodes"]:
                each["miles"] = self.rng.choice(MILES)
                each["region"] = self.rng.choice(REGIONS)
            for _ in range(2):
                self.make_dispute(care)
        self.make_reviews()

    def make_dispute(self, care):
        """Raise a dispute six months before a day on which care changed, or about."""
        days = [each["from"] for each in care["episodes"]]
        ends = [care["end"]] * 2 if care["end"] else []
        day = self.rng.choice([*days, *days[1:], *ends])
        off = self.rng.choice((0, 0, 1, -1)) * DAY
        raised = months_on(day, self.rng.choice((-6, -6, -3, 0))) + off
        if self.chance(0.2):
            raised = months_on(self.town.last, -6) + off
        known = {
            each["raised"]
            for each in self.town.disputes
            if each["child"] == care["child"]
        }
        earliest = months_on(self.town.first, -3)
        if raised in known or not earliest <= raised <= self.town.last:
            return
        self.town.disputes.append(
            {
                "child": care["child"],
                "raised": raised,
                "resolved": None,
                "team": None,
                "theme": "Drift and delay",
                "outcome": None,
                "stages": [],
            }
        )

    def make_reviews(self):
        """Record of more reviews how they were held, often as a child moved."""
        sheet = self.town.sheets["reviews"]
        told = {(row["child"], row["held"]) for row in sheet}
        for care in self.town.care:
            if care["breaks"]:
                continue
            for each in care["episodes"][1:]:
                held = each["from"] + timedelta(days=self.rng.choice((-1, 0, 0, 1)))
                if (care["child"], held) in told or held > self.town.last:
                    continue
                told.add((care["child"], held))
                mode = self.rng.choice(("in_person", "video", "mixed", None))
                row = {"child": care["child"], "held": held}
                sheet.append(row | ({"mode": mode} if mode else {}))
