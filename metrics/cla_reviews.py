"""Reviews of children in care: were they held by the day the law sets?"""

from __future__ import annotations

import numpy as np

from domain.codes import AVOIDABLE, LATE_KINDS, NOT_RECORDED
from domain.tables import UNKNOWN, Bools, CareSpans, Ints, Reviews
from metrics.all_events import AllEvents
from metrics.kernel import AtEnd, InPeriod, Mask, Standing
from metrics.kinds import Count, Median, Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.rows import CARE_RETURN, CARE_SPANS, REVIEWS, Source

ASIDE = "whose due date cannot be known from the returns that are loaded"
WHY = (
    "A review is where the plan for a child is checked. One held late is a decision "
    "that waited."
)


def _in_scope_from(spans: CareSpans) -> Ints:
    return np.maximum(spans.start, spans.counts_from)


def _owed(rows: Reviews) -> Bools:
    """Return which reviews fell due in care, or have no known due day."""
    return rows.due_unknown() | (rows.ceased > rows.due)


REVIEWS_HELD_ON_TIME = Proportion(
    key="reviews_held_on_time",
    name="Reviews held on time",
    definition=(
        "Reviews of children in our care held in the period, on or before the day "
        "they were due. A review that was never held is not seen by this figure."
    ),
    numerator="held on or before the due date",
    denominator="reviews held in the period whose due date is known",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=REVIEWS,
    intervals=True,
    counted_words="reviews that were on time",
    rest_words="reviews that were late",
    why=WHY,
    ask=(
        "What are the most common reasons for late reviews, and which could we change?",
        "Is any child waiting for a review now, and since when?",
    ),
    shadow="children_taking_part",
    aside_words=f"reviews {ASIDE}",
    when=InPeriod(lambda rows: rows.held),
    population=Reviews.was_held,
    unknown=Reviews.due_unknown,
    passes=Reviews.on_time,
)

REVIEWS_DUE_HELD_ON_TIME = Proportion(
    key="reviews_due_held_on_time",
    name="Reviews due that were held on time",
    definition=(
        "Reviews that fell due in the period and were held by that day. A review "
        "held later, or never held, counts as late. Nothing is owed to a child who "
        "left our care by the due day."
    ),
    numerator="held on or before the due date",
    denominator="reviews that fell due in the period",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=REVIEWS,
    intervals=True,
    counted_words="reviews that were on time",
    rest_words="reviews that were late, or not held",
    why=WHY,
    aside_words=f"reviews held in the period {ASIDE}",
    when=InPeriod(lambda rows: rows.due),
    population=_owed,
    unknown=Reviews.due_unknown,
    unknown_when=InPeriod(lambda rows: rows.held),
    passes=Reviews.on_time,
)

CHILDREN_WITH_ALL_REVIEWS_ON_TIME = AllEvents(
    key="children_with_all_reviews_on_time",
    name="Children whose every review was on time",
    short="Every review on time",
    definition=(
        "Children in our care at the end of the period, for 20 working days or more, "
        "for whom a review was due in the period, and whose every review due was "
        "held by its day. A review still owed from before counts as late. Short "
        "breaks are left out. Over a year every child in scope has a review due."
    ),
    numerator="with every review due held on time",
    denominator="children in our care at the end of the period with a review due",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=CARE_SPANS,
    intervals=True,
    counted_words="children whose every review was on time",
    rest_words="children with a late review",
    why="It shows how many children were let down at least once, not how many times.",
    ask=("Are the same children let down again and again?",),
    shadow="children_taking_part",
    aside_words=f"children with a review {ASIDE}",
    at=AtEnd(_in_scope_from, lambda spans: spans.end),
    unit_of=lambda spans: spans.care,
    events=REVIEWS,
    unit_of_event=lambda rows: rows.care,
    event_when=Standing(lambda rows: rows.due, Reviews.last_day_unsettled),
    event_population=Reviews.due_known,
    event_passes=Reviews.on_time,
    event_unknown=Reviews.due_unknown,
    unknown_when=InPeriod(lambda rows: rows.held),
)

REVIEWS_OVERDUE = Count(
    key="reviews_overdue",
    name="Reviews overdue",
    definition=(
        "Reviews that were due before the last day of the period and had not been "
        "held by then, for children still in our care."
    ),
    numerator="reviews overdue on the last day of the period",
    grain="reviews; at most one a child",
    unit=Unit.COUNT,
    good=Good.LOW,
    rows=REVIEWS,
    divided=False,
    intervals=True,
    why="These children are waiting now.",
    ask=("Who is waiting longest, and when will their review be held?",),
    shadow="reviews_held_on_time",
    when=AtEnd(lambda rows: rows.due + 1, Reviews.settled),
    population=Reviews.due_known,
)

REVIEW_DAYS_LATE = Median(
    key="review_days_late",
    name="Days late, when late",
    definition=(
        "The middle number of days between the due date and the day held, among "
        "reviews held late in the period."
    ),
    numerator="reviews held late in the period",
    grain="reviews held late",
    unit=Unit.DAYS,
    good=Good.LOW,
    rows=REVIEWS,
    divided=False,
    intervals=True,
    why="A review two days late is not one two months late.",
    ask=("Which child waited longest, and what did they miss?",),
    shadow="reviews_overdue",
    when=InPeriod(lambda rows: rows.held),
    population=Reviews.late,
    measured=lambda rows: rows.held - rows.due,
)

NOTED = Source(
    f"{CARE_RETURN} and the service's notes of reviews",
    "Reviews (REVIEW), reason if late, date the record was sent",
)
HELD = InPeriod(lambda rows: rows.held)
KINDS = (
    "The council lists its reasons and says of each whether it was avoidable by us or "
    "for the child's sake; until it does, the usual list holds. Words that fit none of "
    "them are another reason."
)
WHY_LATE = "Only a delay whose reason is known can be kept from happening again."


def _kind(name: str) -> Mask:
    place = LATE_KINDS.index(name)
    return lambda rows: rows.groups["late_kind"] == place


REVIEW_RECORDS_SENT_IN_TIME = Proportion(
    key="review_records_sent_in_time",
    name="Records of reviews sent by working day 20",
    definition=(
        "Reviews of children in our care whose record was due in the period, 20 working "
        "days after the review, and was sent by that day. Where no day of sending is "
        "recorded, nobody can say whether it was sent late, or not at all. 20 days is "
        "the service's own limit."
    ),
    numerator="with the record sent by working day 20",
    denominator="reviews whose record was due in the period and has a day of sending",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=NOTED,
    rows=REVIEWS,
    divided=False,
    counted_words="reviews whose record was sent in time",
    rest_words="reviews whose record was sent late",
    why="Until they have the record, child and family cannot hold us to what was decided.",
    aside_words="reviews without a day on which the record was sent",
    when=InPeriod(lambda rows: rows.send_by),
    population=Reviews.was_held,
    unknown=lambda rows: rows.sent == UNKNOWN,
    passes=lambda rows: rows.sent <= rows.send_by,
)

LATE_REVIEWS_BY_REASON = Split(
    key="late_reviews_by_reason",
    name="Late reviews, by reason",
    definition=(
        f"Reviews held late in the period, by the reason noted for it. {KINDS}"
    ),
    numerator="for this reason",
    denominator="reviews held late in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=NOTED,
    rows=REVIEWS,
    intervals=True,
    natural="late_reason",
    why=WHY_LATE,
    when=HELD,
    population=Reviews.late,
)

LATE_REVIEWS_BY_KIND = Split(
    key="late_reviews_by_kind",
    name="Late reviews, by kind of delay",
    definition=(
        "Reviews held late in the period: those that we could have kept on time, those "
        "delayed for the child's sake, those delayed by others or by something else, and "
        f"those without a reason. {KINDS}"
    ),
    numerator="with this kind of delay",
    denominator="reviews held late in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=NOTED,
    rows=REVIEWS,
    intervals=True,
    natural="late_kind",
    why=WHY_LATE,
    when=HELD,
    population=Reviews.late,
)

LATE_REVIEWS_AVOIDABLE = Proportion(
    key="late_reviews_avoidable",
    name="Late reviews that we could have avoided",
    definition=(
        "Reviews held late in the period for a reason that was ours to avoid, of those "
        f"whose reason is noted. {KINDS}"
    ),
    numerator="for a reason that was avoidable by us",
    denominator="reviews held late in the period whose reason is noted",
    unit=Unit.PERCENT,
    good=Good.LOW,
    source=NOTED,
    rows=REVIEWS,
    divided=False,
    intervals=True,
    counted_words="reviews late for a reason that was avoidable by us",
    rest_words="reviews late for another reason",
    why=WHY_LATE,
    aside_words="reviews held late without a reason noted",
    when=HELD,
    population=Reviews.late,
    unknown=_kind(NOT_RECORDED),
    passes=_kind(AVOIDABLE),
)

METRICS: tuple[Metric, ...] = (
    REVIEWS_HELD_ON_TIME,
    REVIEWS_DUE_HELD_ON_TIME,
    CHILDREN_WITH_ALL_REVIEWS_ON_TIME,
    REVIEWS_OVERDUE,
    REVIEW_DAYS_LATE,
    REVIEW_RECORDS_SENT_IN_TIME,
    LATE_REVIEWS_BY_REASON,
    LATE_REVIEWS_BY_KIND,
    LATE_REVIEWS_AVOIDABLE,
)
