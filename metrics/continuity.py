"""Does a child keep their IRO, and does the IRO see them?"""

from __future__ import annotations

import numpy as np

from domain.codes import CHILDREN_IN_CARE
from domain.tables import Ints, Reviews
from metrics.kernel import AtEnd, Column
from metrics.kinds import Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.rows import CARE_RETURN, CARE_SPANS, REVIEWS, Source

ALLOCATED = Source(
    f"{CARE_RETURN} and the council's allocations of children to IROs",
    "Episodes (DECOM, DEC, REC), allocations (staff, start, end)",
)
CHAIRED = Source(
    f"{CARE_RETURN} and the council's allocations of children to IROs",
    "Reviews (REVIEW), allocations (staff, start, end)",
)
VISITS = Source(
    f"{CARE_RETURN} and the council's record of IRO visits and contacts",
    "Episodes (DECOM, DEC, REC), date of the IRO's visit or contact",
)
NOT_ALLOCATED = "children for whom no allocation says who their IRO was"
MASS = (
    "Who was the IRO is told by allocation. A day on which many children of one IRO go "
    "to others is marked on the trend as one event, and counted like any other change. "
    "How many are many is the council's choice: 10, until it says otherwise."
)
A_YEAR = f"{CHILDREN_IN_CARE} on the last day of the period, for 12 months or more"
WHY = "A child who has to start again with a new IRO may stop telling."
ASK = (
    "Why did children change IRO, and could we have kept it from happening?",
    "How is a child told who their new IRO is, and why?",
)


def _from(reached: Column) -> AtEnd:
    """Return the rule for days from which a child has been in care long enough."""

    def start(rows: object) -> Ints:
        return np.maximum(rows.start, reached(rows))  # type: ignore[attr-defined]

    return AtEnd(start, lambda rows: rows.end)


IN_CARE_A_YEAR = _from(lambda rows: rows.year)
LATEST_REVIEW = AtEnd(
    lambda rows: rows.held, lambda rows: np.minimum(rows.next_held, rows.ceased)
)


def _third_held(rows: Reviews) -> np.ndarray:
    return rows.was_held() & rows.third


SAME_IRO_AS_A_YEAR_BEFORE = Proportion(
    key="same_iro_as_a_year_before",
    name="Children with the same IRO as a year before",
    short="Same IRO as a year before",
    definition=(
        "Children in our care at the end of the period, for 12 months or more, whose "
        f"IRO is the one they had 12 months before. Short breaks are left out. {MASS}"
    ),
    numerator="with the same IRO as 12 months before",
    denominator=A_YEAR,
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=ALLOCATED,
    divided=False,
    rows=CARE_SPANS,
    counted_words="children with the same IRO as a year before",
    rest_words="children with another IRO than a year before",
    why=WHY,
    ask=ASK,
    shadow="seen_by_iro_in_6_months",
    aside_words=NOT_ALLOCATED,
    when=IN_CARE_A_YEAR,
    unknown=lambda rows: ~rows.iro_known,
    passes=lambda rows: rows.iro_same,
)

IROS_IN_12_MONTHS = Split(
    key="iros_in_12_months",
    name="Children by how many IROs they had in 12 months",
    short="How many IROs in 12 months",
    definition=(
        "Children in our care at the end of the period, for 12 months or more, by how "
        "many people were their IRO in the 12 months to that day. Days on which nobody "
        f"was add none. Short breaks are left out. {MASS}"
    ),
    numerator="with this many IROs",
    denominator=A_YEAR,
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=ALLOCATED,
    rows=CARE_SPANS,
    natural="iros",
    why=WHY,
    aside_words=f"{NOT_ALLOCATED} on the day or 12 months before",
    when=IN_CARE_A_YEAR,
    unknown=lambda rows: ~rows.iro_known,
)

SAME_IRO_AT_LAST_THREE_REVIEWS = Proportion(
    key="same_iro_at_last_three_reviews",
    name="Children whose last three reviews had the same IRO",
    short="Same IRO at the last three reviews",
    definition=(
        "Children in our care at the end of the period with three reviews or more held "
        "in this period of care, whose IRO was the same person on the days of the last "
        "three. Who was the IRO is told by allocation: who chaired is not recorded. By "
        "team or age, a child is counted as on the day of the last review."
    ),
    numerator="with one IRO at the last three reviews",
    denominator=f"{CHILDREN_IN_CARE} on the last day, with three reviews or more held",
    grain="children, each once",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=CHAIRED,
    rows=REVIEWS,
    divided=False,
    counted_words="children with one IRO at their last three reviews",
    rest_words="children with more than one IRO at their last three reviews",
    why=WHY,
    ask=ASK,
    shadow="reviews_held_on_time",
    aside_words=f"{NOT_ALLOCATED} at one of the three",
    when=LATEST_REVIEW,
    population=_third_held,
    unknown=lambda rows: ~rows.iro_known,
    passes=lambda rows: rows.iro_same,
)

SEEN_BY_IRO_IN_6_MONTHS = Proportion(
    key="seen_by_iro_in_6_months",
    name="Children seen by an IRO in six months",
    definition=(
        "Children in our care at the end of the period, for 6 months or more, with a "
        "visit or contact of an IRO in the 6 months before. A child in care for less has "
        "had less time to be seen, and is not counted. Nothing is known of days before "
        "6 months after the first visit that a file tells of, nor after the month of the "
        "last. Short breaks are left out."
    ),
    numerator="with a visit or contact of an IRO in the 6 months before",
    denominator=f"{CHILDREN_IN_CARE} on the last day of the period, for 6 months or more",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=VISITS,
    divided=False,
    rows=CARE_SPANS,
    counted_words="children seen by an IRO in the last six months",
    rest_words="children not seen by an IRO in the last six months",
    why="Between reviews, a visit is how an IRO knows what a child's life is like.",
    ask=(
        "Which children has no IRO seen, and when will one?",
        "Do IROs have the time to see children between reviews?",
    ),
    shadow="caseload_in_care_per_fte",
    caveat=(
        "An extract or an Annex A tells of each child's last visit alone: of earlier "
        "days, a child seen again since may look as if not seen."
    ),
    aside_words="children in care on a day of which no file tells whom IROs saw",
    when=_from(lambda rows: rows.half_year),
    unknown=lambda rows: ~rows.seen_known,
    passes=lambda rows: rows.seen,
)

METRICS: tuple[Metric, ...] = (
    SAME_IRO_AS_A_YEAR_BEFORE,
    IROS_IN_12_MONTHS,
    SAME_IRO_AT_LAST_THREE_REVIEWS,
    SEEN_BY_IRO_IN_6_MONTHS,
)
BY_ALLOCATION = METRICS[:3]
"""Those beside which a day of many re-allocations is marked."""
