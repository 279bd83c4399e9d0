"""Children who came into care or whose plans began: what the estimate is made from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data_access.casework.forecast.facts import Facts
from domain.capacity import A_YEAR
from domain.entrants import Entry, Estimate, estimate, inflow, whole_weeks
from domain.periods import Period

FEWEST_WEEKS = 26


def estimated(facts: Facts, day: date, weeks: Sequence[Period]) -> Estimate | None:
    """Return what children to come add; None where too few past weeks are loaded."""
    runs = {
        kind: run
        for kind, covered in facts.loaded.items()
        for run in covered.up_to(day).runs[-1:]
    }
    if not runs:
        return None
    first = max(run.start for run in runs.values())
    past = whole_weeks(min(run.end for run in runs.values()), first, A_YEAR)
    if past is None or (past.end - past.start).days + 1 < FEWEST_WEEKS * 7:
        return None
    entries = [
        Entry(time.kind, time.since, time.ended)
        for time in facts.times
        if time.start_known
    ]
    flows = {kind: inflow(entries, kind, past, facts.timescales) for kind in runs}
    return estimate(flows, past, weeks, facts.timescales)
