"""How children took part in their reviews (SSDA903 codes PN0 to PN7)."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from domain import codes
from domain.codes import ATTENDED, CHILDREN_IN_CARE, TOOK_PART, UNDER_4
from domain.labels import FIXED_LABELS
from domain.tables import UNKNOWN, Bools, Ints, Reviews
from metrics.continuity import LATEST_REVIEW
from metrics.kernel import InPeriod, LastInPeriod, Mask
from metrics.kinds import Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.rows import CARE_RETURN, REVIEWS, Source

SOURCE = Source(CARE_RETURN, "Reviews (REVIEW, REVIEW_CODE)")
TOOK_PART_SOURCE = Source(
    CARE_RETURN,
    "Reviews (REVIEW, REVIEW_CODE)",
    "Took part: participation codes PN1, PN2, PN3, PN5, PN6. Not: PN4, PN7. Children "
    "under 4 are PN0",
)
WHY = "A plan made without the child's voice is a plan made about somebody else."
BY_AGE = (
    "Age is that on the day of the review, or follows from the code where the date of "
    "birth is not known."
)
NO_CODE = (
    "reviews that do not record how the child took part, or record an older child as "
    "under 4"
)
VOICES = [group for group in codes.PARTICIPATION_GROUPS.values() if group != UNDER_4]
HELD_IN_PERIOD = InPeriod(lambda rows: rows.held)


def _held(rows: Reviews) -> Bools:
    return rows.held != UNKNOWN


def _coded(wanted: Collection[str]) -> Mask:
    among = np.array([label in wanted for label in FIXED_LABELS["code"]])
    return lambda rows: among[rows.code]


_heard = _coded(TOOK_PART)


def _held_aged_4_or_over(rows: Reviews) -> Bools:
    return _held(rows) & ~rows.under_4()


def _heard_aged_4_or_over(rows: Reviews) -> Bools:
    return _heard(rows) & ~rows.under_4()


def _not_told(rows: Reviews) -> Bools:
    return rows.not_told()


def review_before(rows: Reviews) -> Ints:
    """Return the place of the review held before each, in one period of care.

    UNKNOWN where there is none, and of a review that was not held.
    """
    order = np.lexsort((rows.held, rows.care))
    held = order[rows.was_held()[order]]
    one, other = held[:-1], held[1:]
    same = rows.care[one] == rows.care[other]
    found = np.full(rows.size, UNKNOWN)
    found[other[same]] = one[same]
    return found


def _two_reviews(rows: Reviews) -> Bools:
    before = review_before(rows)
    old_enough = _held_aged_4_or_over(rows)
    return old_enough & (before != UNKNOWN) & old_enough[before]


def _either_not_told(rows: Reviews) -> Bools:
    not_told = rows.not_told()
    return not_told | not_told[review_before(rows)]


def _not_heard_twice(rows: Reviews) -> Bools:
    heard = _heard(rows)
    return ~heard & ~heard[review_before(rows)]


def _not_recorded(rows: Reviews) -> Bools:
    return rows.code == 0


CHILDREN_TAKING_PART = Proportion(
    key="children_taking_part",
    name="Children aged 4 and over who took part",
    short="Children who took part",
    definition=(
        "Reviews held in the period of children aged 4 and over in which the child's "
        "views were heard: in person, through an advocate, without speech or by "
        "another way. Coming without giving views is not taking part. "
        f"{BY_AGE}"
    ),
    numerator="in which the child's views were heard",
    denominator="reviews of children aged 4 and over that record how they took part",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=TOOK_PART_SOURCE,
    rows=REVIEWS,
    counted_words="reviews in which the child was heard",
    rest_words="reviews in which the child was not heard",
    why=WHY,
    ask=(
        "What do we do when a child does not want to come?",
        "What changed for a child because of what they said?",
    ),
    shadow="reviews_held_on_time",
    aside_words=NO_CODE,
    when=HELD_IN_PERIOD,
    population=_held_aged_4_or_over,
    unknown=_not_told,
    passes=_heard,
)

CHILDREN_TAKING_PART_OF_ALL_AGES = Proportion(
    key="children_taking_part_of_all_ages",
    name="Children of all ages who took part",
    definition=(
        "As for children aged 4 and over, but out of all reviews, those of children "
        "under 4 too. It is lower for that reason alone."
    ),
    numerator="in which the child's views were heard",
    denominator="reviews held in the period that record how the child took part",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=TOOK_PART_SOURCE,
    rows=REVIEWS,
    counted_words="reviews in which the child was heard",
    rest_words="reviews in which the child was not heard, or was under 4",
    divided=False,
    why=WHY,
    ask=("How do we learn what children under 4 need?",),
    shadow="participation_not_recorded",
    aside_words=NO_CODE,
    when=HELD_IN_PERIOD,
    population=_held,
    unknown=_not_told,
    passes=_heard_aged_4_or_over,
)

CHILDREN_ATTENDING = Proportion(
    key="children_attending",
    name="Children aged 4 and over who came to their review",
    short="Children who came to their review",
    definition=(
        "Reviews held in the period of children aged 4 and over to which the child "
        "came (PN1 to PN4), whether or not they gave views. "
        f"{BY_AGE}"
    ),
    numerator="to which the child came",
    denominator="reviews of children aged 4 and over that record how they took part",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=SOURCE,
    rows=REVIEWS,
    counted_words="reviews to which the child came",
    rest_words="reviews to which the child did not come",
    divided=False,
    why="Some children would rather send their views than come. That is their choice.",
    ask=("Do we ask each child where and when they want to meet?",),
    shadow="children_taking_part",
    aside_words=NO_CODE,
    when=HELD_IN_PERIOD,
    population=_held_aged_4_or_over,
    unknown=_not_told,
    passes=_coded(ATTENDED),
)

PARTICIPATION_NOT_RECORDED = Proportion(
    key="participation_not_recorded",
    name="Participation not recorded",
    definition="Reviews held in the period that do not record how the child took part.",
    numerator="that do not record how the child took part",
    denominator="reviews held in the period",
    grain="reviews",
    unit=Unit.PERCENT,
    good=Good.LOW,
    source=SOURCE,
    rows=REVIEWS,
    counted_words="reviews that do not record how the child took part",
    rest_words="reviews that record how the child took part",
    divided=False,
    why="Where nothing is recorded, nobody can say whether the child was heard.",
    ask=("Why is it not written down, and whose reviews are they?",),
    shadow="children_taking_part",
    when=HELD_IN_PERIOD,
    population=_held,
    passes=_not_recorded,
)

CHILDREN_NOT_HEARD_TWICE = Proportion(
    key="children_not_heard_twice",
    name="Children not heard at their last two reviews",
    short="Children not heard twice running",
    definition=(
        "Children in our care at the end of the period with two reviews or more held in "
        "this period of care since they were 4, heard in neither of the last two "
        "(PN4, PN7). Where either does not record how the child took part, it "
        f"is not known. {BY_AGE}"
    ),
    numerator="heard in neither of their last two reviews",
    denominator=(
        f"{CHILDREN_IN_CARE} on the last day, with two reviews held since they were 4"
    ),
    grain="children, each once",
    unit=Unit.PERCENT,
    good=Good.LOW,
    source=TOOK_PART_SOURCE,
    rows=REVIEWS,
    counted_words="children not heard at their last two reviews",
    rest_words="children heard at one of their last two reviews, or at both",
    divided=False,
    of_a_year=True,
    why="A child who is not heard twice may stop trying.",
    ask=("Who goes to see each of these children before the next review?",),
    shadow="children_taking_part",
    aside_words="children of whom one of the last two reviews does not say",
    when=LATEST_REVIEW,
    population=_two_reviews,
    unknown=_either_not_told,
    passes=_not_heard_twice,
)

PARTICIPATION_CODES = Split(
    key="participation_codes",
    name="Reviews by participation code",
    definition="Reviews held in the period, by the code recorded, under-4s included.",
    numerator="with this code",
    denominator="reviews held in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=SOURCE,
    rows=REVIEWS,
    why=WHY,
    natural="code",
    when=HELD_IN_PERIOD,
    population=_held,
)

PARTICIPATION_GROUPS = Split(
    key="participation_groups",
    name="How children took part",
    definition=(
        "Reviews held in the period in plain groups. Own voice: came and spoke (PN1). "
        "Supported: came, with an advocate or without speech (PN2, PN3). Represented: "
        "did not come, views were brought (PN5, PN6). Not heard: PN4, PN7. Children "
        f"under 4 apart, whatever their code. {BY_AGE}"
    ),
    numerator="in this group",
    denominator="reviews held in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=SOURCE,
    rows=REVIEWS,
    why=WHY,
    natural="participation",
    when=HELD_IN_PERIOD,
    population=_held,
)

PARTICIPATION_GROUPS_AGED_4_AND_OVER = Split(
    key="participation_groups_aged_4_and_over",
    name="How children aged 4 and over took part",
    short="How older children took part",
    definition=(
        "Reviews held in the period of children aged 4 and over, in the four plain "
        f"groups: own voice, supported, represented, not heard. {BY_AGE}"
    ),
    numerator="in this group",
    denominator="reviews of children aged 4 and over that record how they took part",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=SOURCE,
    rows=REVIEWS,
    why=WHY,
    aside_words=NO_CODE,
    natural="participation",
    when=HELD_IN_PERIOD,
    population=_held_aged_4_or_over,
    unknown=_not_told,
    only=tuple(dict.fromkeys(VOICES)),
)

CHILDREN_BY_PARTICIPATION = Split(
    key="children_by_participation",
    name="Children by how they took part in their latest review",
    short="Latest review",
    definition=(
        "Children who had a review in the period, each once, by the code of their "
        "last review in it."
    ),
    numerator="with this code at their last review",
    denominator="children with a review held in the period",
    grain="children, each once",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=SOURCE,
    rows=REVIEWS,
    why=WHY,
    caveat=(
        "Reports that say 'children' and show review codes often mean this count; it "
        "is neither the children in care at the year's end nor the reviews held."
    ),
    differs=(
        "It counts each child with a review in the period, also those who have left "
        "since; the Department counts children looked after on 31 March."
    ),
    counterpart="children_in_care_at_end",
    natural="code",
    when=LastInPeriod(lambda rows: rows.held, lambda rows: rows.next_held),
    population=_held,
)

METRICS: tuple[Metric, ...] = (
    CHILDREN_TAKING_PART,
    CHILDREN_TAKING_PART_OF_ALL_AGES,
    CHILDREN_ATTENDING,
    PARTICIPATION_NOT_RECORDED,
    CHILDREN_NOT_HEARD_TWICE,
    PARTICIPATION_CODES,
    PARTICIPATION_GROUPS,
    PARTICIPATION_GROUPS_AGED_4_AND_OVER,
    CHILDREN_BY_PARTICIPATION,
)
