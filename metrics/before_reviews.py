"""How a child's views came to their review, and what was done before it."""

from __future__ import annotations

from domain.about import About
from domain.recorded import REVIEWS
from domain.tables import Bools, Recorded
from metrics.kinds import Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.permanence import far_away
from metrics.recorded import (
    BLANK,
    IN_PERIOD,
    answer_is,
    held,
    source_of,
    yes_or_no,
)
from metrics.rows import RECORDED

ROWS = RECORDED[REVIEWS.key]
HELD = "Ordinary reviews of children in our care held in the period"
WHY = (
    "A child can only be heard by somebody who has asked, and in a way that suits them."
)

between_reviews = answer_is(
    REVIEWS, "kind", "midway", "check", "ratifying", "disruption"
)


def _ordinary(rows: Recorded) -> Bools:
    return held(rows) & ~between_reviews(rows)


def _by(column: str, **words: str) -> Split:
    def known(rows: Recorded) -> Bools:
        return _ordinary(rows) & rows.said(column)

    return Split(
        key=words["key"],
        name=words["name"],
        definition=(
            f"{HELD}, by {words['what']}, as the service recorded it. Reviews of which "
            "it is not recorded are not in it."
        ),
        numerator="in this way",
        denominator="reviews held in the period of which it is recorded",
        unit=Unit.PERCENT,
        good=Good.NEUTRAL,
        source=source_of(REVIEWS, "held", column),
        rows=ROWS,
        natural=REVIEWS.group_of(REVIEWS.by_key[column]),
        divided=False,
        of_a_year=True,
        why=WHY,
        when=IN_PERIOD,
        population=known,
    )


REVIEWS_BY_HOW_VIEWS_CAME = _by(
    "views_came",
    key="reviews_by_how_views_came",
    name="How the child's views came to the review",
    what="the way in which the child's views came",
)
REVIEWS_BY_MODE = _by(
    "mode",
    key="reviews_by_mode",
    name="How reviews were held",
    what="whether people met in person",
)


def _of_children_far_away(rows: Recorded) -> Bools:
    return _ordinary(rows) & far_away(rows)


REVIEWS_IN_PERSON_FAR_AWAY = Proportion(
    key="reviews_in_person_far_away",
    name="Reviews held in person of children more than 20 miles from home",
    short="Reviews in person, far from home",
    definition=(
        f"{HELD} of children who lived more than 20 miles from home on the day, and at "
        "which people met in person. One that some joined from elsewhere is not counted "
        f"as such. Children of whom no file says how far they live are left out. {BLANK}"
    ),
    numerator="at which people met in person",
    denominator=(
        "reviews held in the period of children more than 20 miles from home, of which "
        "it is recorded how they were held"
    ),
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=source_of(REVIEWS, "held", "mode"),
    rows=ROWS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    counted_words="reviews held in person, far from home",
    rest_words="reviews held otherwise, far from home",
    aside_words="reviews of which it is not recorded how they were held",
    why="Somebody who lives far from all they know should not meet them on a screen alone.",
    ask=("Would the child rather have met in person?",),
    shadow="reviews_by_mode",
    when=IN_PERIOD,
    population=_of_children_far_away,
    unknown=lambda rows: ~rows.said("mode"),
    passes=answer_is(REVIEWS, "mode", "in_person"),
)

CHILDREN_SEEN_BEFORE_REVIEW = yes_or_no(
    REVIEWS,
    "seen_before",
    population=_ordinary,
    cases="reviews",
    key="children_seen_before_review",
    name="Children seen by their IRO before the review",
    definition=(
        f"{HELD}, for which the Independent Reviewing Officer (IRO) saw the child first."
    ),
    counted="whose child was seen by their IRO first",
    rest="whose child was not seen by their IRO first",
    why=WHY,
    ask=("What keeps IROs from seeing the others?",),
    shadow="children_taking_part",
)
VIEWS_ASKED_BEFORE_REVIEW = yes_or_no(
    REVIEWS,
    "views_asked",
    population=_ordinary,
    cases="reviews",
    key="views_asked_before_review",
    name="Children asked for their views before the review",
    definition=f"{HELD}, before which the child was asked for their views.",
    counted="whose child was asked first",
    rest="whose child was not asked first",
    why=WHY,
    ask=("Who asks a child who does not speak?",),
    shadow="children_taking_part",
)
ADVOCATE_OFFERED_BEFORE_REVIEW = yes_or_no(
    REVIEWS,
    "advocate_offered",
    population=_ordinary,
    cases="reviews",
    key="advocate_offered_before_review",
    name="Children offered an advocate before the review",
    definition=f"{HELD}, before which the child was offered an advocate.",
    counted="whose child was offered an advocate",
    rest="whose child was not offered an advocate",
    why="Some things are easier said by somebody else.",
    ask=("How many took the offer up?",),
    shadow="views_asked_before_review",
)
PARENTS_TAKING_PART_IN_REVIEWS = yes_or_no(
    REVIEWS,
    "parents_took_part",
    population=_ordinary,
    cases="reviews",
    key="parents_taking_part_in_reviews",
    name="Reviews in which parents took part",
    definition=f"{HELD}, in which a parent took part, in person or by another way.",
    counted="in which a parent took part",
    rest="in which no parent took part",
    why="Most children go back to their families, or stay in touch with them.",
    ask=("When is it right that a parent does not take part?",),
    shadow="children_taking_part",
    good=Good.NEUTRAL,
)

REVIEW_REPORTS_SHARED_BEFORE = Proportion(
    key="review_reports_shared_before",
    name="Reviews with the report shared before the day",
    definition=(
        f"{HELD}, whose report was shared with child and family on a day before. Where "
        "no day of sharing is recorded it is not known, and in neither number."
    ),
    numerator="with the report shared on a day before",
    denominator="reviews held in the period that record when the report was shared",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=source_of(REVIEWS, "held", "report_shared"),
    rows=ROWS,
    divided=False,
    of_a_year=True,
    counted_words="reviews with the report shared before the day",
    rest_words="reviews with the report shared on the day or later",
    why="Nobody can answer what they read for the first time in the room.",
    ask=("What held the report up?",),
    shadow="reviews_held_on_time",
    aside_words="reviews without a day on which the report was shared",
    when=IN_PERIOD,
    population=_ordinary,
    unknown=lambda rows: ~rows.said("report_shared"),
    passes=lambda rows: rows.values["report_shared"] < rows.values["held"],
)

METRICS: tuple[Metric, ...] = (
    REVIEWS_BY_HOW_VIEWS_CAME,
    REVIEWS_BY_MODE,
    REVIEWS_IN_PERSON_FAR_AWAY,
    CHILDREN_SEEN_BEFORE_REVIEW,
    VIEWS_ASKED_BEFORE_REVIEW,
    ADVOCATE_OFFERED_BEFORE_REVIEW,
    PARENTS_TAKING_PART_IN_REVIEWS,
    REVIEW_REPORTS_SHARED_BEFORE,
)
