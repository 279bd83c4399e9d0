"""What every invented row is made of: chance, and days on which figures turn."""

from datetime import date, timedelta

from tests.metrics.truth.days import DAY, months_on

KNOWN = date(2018, 4, 1)  # every row since is there


class Chance:
    """Chances by one generator, for the rows of one council."""

    def __init__(self, rng, town):
        self.rng, self.town = rng, town

    def chance(self, share):
        return self.rng.random() < share

    def day(self, start=None, end=None):
        start, end = start or KNOWN, end or self.town.last
        if end <= start:
            return start
        return start + timedelta(days=self.rng.randint(0, (end - start).days))

    def marked(self, start, end):
        """Return a day, often one on which a period ends or begins."""
        if self.chance(0.5):
            day = self.day(start, end)
            month = day.replace(day=1)
            day = self.rng.choice((month, month - DAY, months_on(month, 1) - DAY))
            if start <= day <= end:
                return day
        return self.day(start, end)

    def quarter_end(self):
        """Return the last day of a quarter of which files speak."""
        month = self.day(self.town.first).replace(day=1)
        month = months_on(month, -((month.month - 1) % 3))
        return months_on(month, 3) - DAY

    def near(self, due):
        """Return a day about another, often on it, one under or one over."""
        off = self.rng.choice((0, 0, 1, -1, 1, 2, -8, -20, 12, 45))
        return due + timedelta(days=off)
