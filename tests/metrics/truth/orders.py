"""Orders that deprive of liberty, and pre-proceedings, by a chance of their own.

Orders begin and end about the days on which care begins, ends, or has a review due.
"""

from datetime import timedelta

from tests.metrics.truth.chance import Chance
from tests.metrics.truth.days import DAY, months_on, working_days_on

LENGTHS = (0, 1, 28, 90, 180, 400)


class Orders(Chance):
    """What is added to a council once all else is there."""

    def add(self):
        self.make_before_court()
        for care in self.town.care:
            for _ in range(self.rng.choice((0, 0, 1, 2, 3))):
                self.make_order(care)

    def make_order(self, care):
        held = [each["day"] for each in care["meetings"]]
        due = [working_days_on(care["start"], 20)]
        due += [months_on(day, months) for day in held for months in (3, 6)]
        turn = self.rng.choice((*due, *held, care["start"], care["end"] or due[0]))
        start = turn + self.rng.choice((0, 0, 1, -1, -90)) * DAY
        if self.chance(0.3):
            start = self.marked(care["start"], care["end"] or self.town.last)
        end = start + timedelta(days=self.rng.choice(LENGTHS))
        if self.chance(0.3) and start < turn:
            end = turn
        if self.chance(0.2) or end > self.town.last:
            end = None
        known = {(each["child"], each["from"]) for each in self.town.orders}
        if start <= self.town.last and (care["child"], start) not in known:
            order = {"child": care["child"], "from": start, "to": end}
            self.town.orders.append(order)

    def make_before_court(self):
        for child in self.town.children:
            start = self.marked(self.town.first, self.town.last)
            for _ in range(self.rng.choice((0, 0, 1, 2))):
                self.town.before_court.append(
                    {
                        "child": child,
                        "from": start,
                        "letter": self.after(start, 30),
                        "offered": self.rng.choice((True, True, False, None)),
                        "held": self.rng.choice((True, False, None)),
                        "decided": self.after(start, 150),
                    }
                )
                start += timedelta(days=self.rng.choice((1, 90, 200)))
                if start > self.town.last:
                    break

    def after(self, start, most):
        """Return a day so soon after another, often the last of a quarter; or None."""
        day = start + timedelta(days=self.rng.randint(0, most))
        if self.chance(0.2):
            day = max(start, self.quarter_end() + self.rng.choice((0, 1)) * DAY)
        return None if day > self.town.last or self.chance(0.15) else day
