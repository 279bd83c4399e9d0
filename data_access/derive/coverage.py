"""Which days the loaded files speak for: outside them, absence proves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.periods import ONE_DAY, Period


@dataclass(frozen=True)
class Coverage:
    """Days for which a kind of row was loaded whole, as separate runs in order."""

    runs: tuple[Period, ...] = ()

    @classmethod
    def of(cls, periods: Iterable[Period]) -> Coverage:
        """Join periods that overlap or follow one another on the next day."""
        runs: list[Period] = []
        for period in sorted(periods):
            if runs and period.start <= runs[-1].end + ONE_DAY:
                runs[-1] = Period(runs[-1].start, max(runs[-1].end, period.end))
            else:
                runs.append(period)
        return cls(tuple(runs))

    def run_of(self, day: date) -> Period | None:
        """Return the run that holds a day, None where no file speaks for it."""
        for run in self.runs:
            if run.start <= day <= run.end:
                return run
        return None

    def holds(self, start: date, end: date) -> bool:
        """Say whether every day from `start` to `end` is spoken for."""
        run = self.run_of(start)
        return run is not None and end <= run.end
