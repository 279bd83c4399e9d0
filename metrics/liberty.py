"""Children deprived of their liberty by a court's order, and their reviews."""

from __future__ import annotations

from domain.about import About
from domain.tables import Bools, Reviews
from metrics.kernel import InPeriod
from metrics.kinds import Count, Proportion
from metrics.measure import Good, Metric, Unit
from metrics.permanence import BREAKS, IN_CARE_AT_END
from metrics.rows import CARE_RETURN, CARE_SPANS, REVIEWS, Source

LIBERTY = "liberty"  # the files that orders are in
ORDER = "an order that they may be deprived of their liberty"
LASTS = (
    "An order lasts from its first day to the day before it ended; one without an end "
    "until the next begins, care ends, or a later return does not have it."
)
WHY = "No limit on a child is graver, so somebody must ask often if it is still needed."
NEW = "The yearly return has these orders from 2026-27 on. It tells nothing of before."

CHILDREN_DEPRIVED_OF_LIBERTY = Count(
    key="children_deprived_of_liberty",
    name="Children in care deprived of their liberty",
    short="Deprived of their liberty",
    definition=(
        f"Children in our care at the end of the period under {ORDER}. {LASTS} {BREAKS}"
    ),
    numerator="children under such an order on the last day of the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    source=Source(CARE_RETURN, "DoLO (DOLO_START, DOLO_END), Episodes (DECOM, DEC)"),
    rows=CARE_SPANS,
    files=(LIBERTY, CARE_SPANS.coverage),
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    caveat=NEW,
    why=WHY,
    ask=("For which of these children could the order end, and who asks?",),
    shadow="reviews_on_time_of_children_deprived_of_liberty",
    when=IN_CARE_AT_END,
    population=lambda rows: rows.deprived,
)


def _owed(rows: Reviews) -> Bools:
    """Return the reviews of such children that fell due in care, or may have."""
    return rows.deprived & (rows.due_unknown() | (rows.ceased > rows.due))


REVIEWS_ON_TIME_OF_CHILDREN_DEPRIVED_OF_LIBERTY = Proportion(
    key="reviews_on_time_of_children_deprived_of_liberty",
    name="Reviews on time of children deprived of their liberty",
    short="Reviews on time, deprived of liberty",
    definition=(
        "Reviews of children in our care that fell due in the period, while the child "
        f"was under {ORDER}, and were held by that day. A review held later, or never "
        f"held, counts as late. {LASTS}"
    ),
    numerator="held on or before the due date",
    denominator="reviews that fell due in the period under such an order",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=Source(
        CARE_RETURN,
        "Reviews (REVIEW), Episodes (DECOM, RNE, DEC, REC), DoLO (DOLO_START, DOLO_END)",
        law=REVIEWS.source.law,
    ),
    rows=REVIEWS,
    files=(LIBERTY, REVIEWS.coverage),
    intervals=True,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    counted_words="reviews that were on time",
    rest_words="reviews that were late, or not held",
    aside_words=(
        "reviews held in the period, under such an order, whose due date cannot be known "
        "from the returns that are loaded"
    ),
    caveat=(
        f"{NEW} These are the reviews of any child in care. Whether the order was looked "
        "at, in them or between them, no file tells."
    ),
    why=WHY,
    ask=("Which of these reviews were late, and was the order looked at before?",),
    shadow="children_deprived_of_liberty",
    when=InPeriod(lambda rows: rows.due),
    population=_owed,
    unknown=Reviews.due_unknown,
    unknown_when=InPeriod(lambda rows: rows.held),
    passes=Reviews.on_time,
)

METRICS: tuple[Metric, ...] = (
    CHILDREN_DEPRIVED_OF_LIBERTY,
    REVIEWS_ON_TIME_OF_CHILDREN_DEPRIVED_OF_LIBERTY,
)
