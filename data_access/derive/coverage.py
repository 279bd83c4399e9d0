"""Which days the loaded files speak for: outside them, absence proves nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.periods import ONE_DAY, Period, clip, financial_year


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

    def both(self, other: Coverage) -> Coverage:
        """Return the days that this coverage and another both hold."""
        return Coverage.of(
            part for run in other.runs for part in clip(self.runs, within=run)
        )

    def up_to(self, day: date) -> Coverage:
        """Return the days up to one of them, as if nothing later had been loaded."""
        return Coverage(
            tuple(
                Period(run.start, min(run.end, day))
                for run in self.runs
                if run.start <= day
            )
        )

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

    def goes_past(self, day: date) -> bool:
        """Say whether any file speaks for a day after `day`."""
        return bool(self.runs) and self.runs[-1].end > day

    def settles(self, start: date, ended: date | None) -> bool:
        """Say whether files tell all that happened from `start` until now, or the end.

        They do not where a year that came after `start` was never loaded.
        """
        run = self.run_of(start)
        if run is None:
            return False
        return run == self.runs[-1] or (ended is not None and ended <= run.end)


def lost_after(year: int, covered: Coverage) -> date | None:
    """Return the first day on which something open in a year's return may have ended.

    That is the day after the return's last, on which it still was open. None where it
    may be open still: every return repeats what is open, so it has ended once a later
    return that does not hold it was loaded. Year 0 is no return.
    """
    end = financial_year(year).end if year else None
    return end + ONE_DAY if end is not None and covered.goes_past(end) else None
