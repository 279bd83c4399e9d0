"""Care plans, and plans for adoption, of an invented council: by a chance of their own."""

from datetime import date, timedelta

from tests.metrics.truth.chance import Chance
from tests.metrics.truth.days import DAY, months_on

REASONS = ("RD1", "RD2", "RD3", "RD4", None)


class Planned(Chance):
    """What is added to a council once all else is there."""

    def add(self):
        for care in self.town.care:
            self.make_plans(care)
            if self.chance(0.7):
                self.make_adoption(care)

    def until(self, care):
        return min(care["end"] or self.town.last, self.town.last)

    def make_plans(self, care):
        """Begin plans in a time in care, often on its last day, or the day before it."""
        for _ in range(self.rng.choice((0, 1, 1, 2, 3))):
            day = self.marked(care["start"], self.until(care))
            if self.chance(0.15):
                day = self.rng.choice((care["start"], care["start"] - DAY))
            if self.chance(0.1) and care["end"] and care["end"] <= self.town.last:
                day = care["end"]
            lasting = self.rng.choice((True, True, False, None))
            known = {(each["child"], each["from"]) for each in self.town.care_plans}
            if (care["child"], day) not in known:
                self.town.care_plans.append(
                    {"child": care["child"], "from": day, "lasting": lasting}
                )

    def make_adoption(self, care):
        decided = self.marked(care["start"], self.until(care))
        known = {(each["child"], each["decided"]) for each in self.town.adoptions}
        if (care["child"], decided) in known:
            return
        self.town.adoptions.append(
            {
                "child": care["child"],
                "decided": decided,
                **{
                    name: self.later(decided)
                    for name in ("matched", "placed", "reversed")
                },
                "reason": self.rng.choice(REASONS),
                "sibling": self.rng.choice((True, True, True, False, None)),
                "together": self.rng.choice((None, 0, 1, 2, 2, 3)),
                "apart": self.rng.choice((None, 0, 0, 0, 1, 2)),
            }
        )

    def later(self, decided) -> date | None:
        if self.chance(0.25):
            return None
        day = decided + timedelta(days=self.rng.choice((0, 1, 30, 90, 200)))
        if self.chance(0.3):
            day = self.marked(decided, months_on(decided, 12))
        return day if day <= self.town.last else None
