"""Orders that deprive children of their liberty, by a chance of their own.

They begin and end about the days on which care begins, ends, or has a review due.
"""

from datetime import timedelta

from tests.metrics.truth.chance import Chance
from tests.metrics.truth.days import DAY, months_on, working_days_on

LENGTHS = (0, 1, 28, 90, 180, 400)


class Orders(Chance):
    """What is added to a council once all else is there."""

    def add(self):
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
