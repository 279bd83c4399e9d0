"""The releases of the invented council, signed quarter after quarter."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import Engine

from data_access.columns import read_columns
from data_access.demo.exampleshire import CODE, DEMO_FROM
from data_access.store import database, releases
from domain.about import Policy
from domain.access import EVERYTHING
from domain.periods import Period, quarters_between
from metrics.measure import MeasureError
from metrics.release.workings import Workings
from reports import signing

QUARTERS: Final = 12  # three years
SIGNED_AFTER: Final = timedelta(weeks=3)
WHO: Final = "Chair, quality assurance group"
LOG = logging.getLogger(__name__)


def quarters_to_sign(as_at: date, latest: int = QUARTERS) -> tuple[Period, ...]:
    """Return the quarters of the invented council that are over, oldest first."""
    over = [q for q in quarters_between(DEMO_FROM, as_at) if q.end <= as_at]
    return tuple(q for q in over if q.start >= DEMO_FROM)[-latest:]


def sign_quarters(
    engine: Engine,
    as_at: date,
    progress: Callable[[int, int], None] = lambda done, of: None,
    latest: int = QUARTERS,
) -> int:
    """Sign the invented council's latest quarters that no release was signed to yet.

    Each is signed whole or not at all, and attacked together with those before it that
    stand. One that cannot be told safely is left out, which is logged. `progress` is
    given the place of the one that is being made, and how many there are. Returns how
    many were signed.
    """
    with database.reading(engine) as session:
        there = {each.up_to for each in releases.releases(session, CODE)}
    quarters = quarters_to_sign(as_at, latest)
    missing = [each.end for each in quarters if each.end not in there]
    if not missing:
        return 0
    of, signed = Workings(read_columns(engine, CODE, EVERYTHING)), 0
    for place, to in enumerate(missing, start=1 + len(quarters) - len(missing)):
        progress(place, len(quarters))
        try:
            signing.sign(
                engine,
                CODE,
                to,
                policy=Policy.COUNCILS,
                who=WHO,
                now=_when(to, as_at),
                of=of,
            )
        except MeasureError as refused:
            LOG.warning("Release to %s was not signed: %s", to, refused)
        else:
            signed += 1
    return signed


def _when(to: date, as_at: date) -> datetime:
    """Return when a quarter was signed: at the meeting some weeks later, or now."""
    return datetime.combine(min(to + SIGNED_AFTER, as_at), time(10, 30), UTC)
