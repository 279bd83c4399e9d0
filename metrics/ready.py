"""Was all ready for the review, and was the warning of what was not worth heeding?"""

from __future__ import annotations

from domain.ready import AHEAD
from domain.recorded import READY
from domain.tables import Bools, Reviews
from metrics.kernel import InPeriod
from metrics.kinds import Proportion
from metrics.measure import Good, Metric, Unit
from metrics.recorded import source_of
from metrics.rows import REVIEWS

HELD = InPeriod(lambda rows: rows.held)
SOURCE = source_of(READY, *(column.key for column in READY.columns[1:]))
IT_IS = (
    "Ready: the report in and shared, the child seen and asked for their views, an "
    "advocate offered, and the decisions of last time done. What is blank is not done."
)


def _told(rows: Reviews) -> Bools:
    return rows.was_held() & rows.due_known() & rows.ready_known


def _of_these(ready: bool, **words: str) -> Proportion:
    """Return the share held late of reviews that were ready, or were not."""
    which = "ready" if ready else "not ready"

    def population(rows: Reviews) -> Bools:
        return _told(rows) & (rows.ready == ready)

    def late(rows: Reviews) -> Bools:
        return rows.late()

    return Proportion(
        key=words["key"],
        name=words["name"],
        short=words["short"],
        definition=(
            f"Reviews held in the period for which all was {which} {AHEAD} working days "
            f"before they were due, and those of them that were held late. {IT_IS}"
            if ready
            else "Reviews held in the period for which something was not ready "
            f"{AHEAD} working days before they were due, and those of them that were "
            f"held late. The others are false alarms. {IT_IS}"
        ),
        numerator="held late",
        denominator=f"reviews held in the period that were {which} {AHEAD} working days ahead",
        unit=Unit.PERCENT,
        good=Good.NEUTRAL,
        source=SOURCE,
        rows=REVIEWS,
        divided=False,
        of_a_year=True,
        counted_words="reviews held late",
        rest_words="reviews held on time",
        why="A warning that is mostly wrong is soon passed over.",
        ask=("Which of what was missing made reviews late?",),
        shadow=words["shadow"],
        when=HELD,
        population=population,
        passes=late,
    )


REVIEWS_READY_AHEAD = Proportion(
    key="reviews_ready_ahead",
    name=f"Reviews for which all was ready {AHEAD} working days ahead",
    short="Reviews ready ahead",
    definition=(
        f"Reviews held in the period for which all was ready {AHEAD} working days before "
        f"they were due. {IT_IS}"
    ),
    numerator="for which all was ready",
    denominator="reviews held in the period of which it is recorded what was ready",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=SOURCE,
    rows=REVIEWS,
    divided=False,
    of_a_year=True,
    counted_words="reviews for which all was ready",
    rest_words="reviews for which something was not ready",
    aside_words="reviews of which nothing was recorded ahead",
    why="A child's review is only as good as what is there when it begins.",
    ask=("What is missing most often?",),
    shadow="reviews_held_on_time",
    when=HELD,
    population=Reviews.was_held,
    unknown=lambda rows: ~_told(rows),
    passes=lambda rows: rows.ready,
)
REVIEWS_LATE_THOUGH_READY = _of_these(
    True,
    key="reviews_late_though_ready",
    name="Reviews held late though all was ready ahead",
    short="Reviews late though ready",
    shadow="reviews_late_after_warning",
)
REVIEWS_LATE_AFTER_WARNING = _of_these(
    False,
    key="reviews_late_after_warning",
    name="Reviews held late after something was not ready ahead",
    short="Reviews late after a warning",
    shadow="reviews_late_though_ready",
)

METRICS: tuple[Metric, ...] = (
    REVIEWS_READY_AHEAD,
    REVIEWS_LATE_AFTER_WARNING,
    REVIEWS_LATE_THOUGH_READY,
)
