"""Reviews and visits that no return tells of: in time, and by whom."""

from __future__ import annotations

from domain.recorded import OTHER_REVIEWS, REVIEWS
from domain.tables import UNKNOWN, Bools, Recorded
from metrics.before_reviews import between_reviews
from metrics.kernel import InPeriod
from metrics.kinds import Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.recorded import BLANK, IN_PERIOD, answer_is, held, source_of
from metrics.rows import RECORDED

ROWS = RECORDED[OTHER_REVIEWS.key]
BY_KIND = OTHER_REVIEWS.group_of(OTHER_REVIEWS.by_key["kind"])
BETWEEN = REVIEWS.group_of(REVIEWS.by_key["kind"])
OWED = (
    "One that was due and has no day held counts as not in time. One held without a due "
    "day is not known, and in neither number."
)
HELD_IN_PERIOD = InPeriod(lambda rows: rows.values["held"])
OUT_OF_SIGHT = "No court and no return sees these children: only the review does."


def _in_time(rows: Recorded) -> Bools:
    return rows.said("held") & (rows.values["held"] <= rows.values["due"])


def _on_time(kind: str, *, cases: str, short: str, **words: str) -> Proportion:
    return Proportion(
        key=words["key"],
        name=f"{cases[0].upper()}{cases[1:]} held in time",
        definition=(
            f"{cases[0].upper()}{cases[1:]} due in the period that were held on or "
            f"before the day they were due, as the service recorded them. {OWED}"
        ),
        numerator="held on or before the due day",
        denominator=f"{cases} due in the period",
        unit=Unit.PERCENT,
        good=Good.HIGH,
        source=source_of(OTHER_REVIEWS, "kind", "due", "held"),
        rows=ROWS,
        divided=False,
        of_a_year=True,
        counted_words=f"{short} held in time",
        rest_words=f"{short} not held in time",
        why=words["why"],
        ask=(words["ask"],),
        shadow=words["shadow"],
        aside_words=f"{short} without a due day",
        when=IN_PERIOD,
        population=answer_is(OTHER_REVIEWS, "kind", kind),
        unknown=lambda rows: ~rows.said("due"),
        passes=_in_time,
    )


PRIVATE_FOSTERING_VISITS_IN_TIME = _on_time(
    "private_fostering_visit",
    key="private_fostering_visits_in_time",
    cases="private fostering visits",
    short="visits",
    why=OUT_OF_SIGHT,
    ask="Which child has gone longest without a visit?",
    shadow="private_fostering_reviews_in_time",
)
PRIVATE_FOSTERING_REVIEWS_IN_TIME = _on_time(
    "private_fostering_review",
    key="private_fostering_reviews_in_time",
    cases="private fostering reviews",
    short="reviews",
    why=OUT_OF_SIGHT,
    ask="Do we know of every child who is privately fostered?",
    shadow="private_fostering_visits_in_time",
)
FOSTER_CARER_REVIEWS_IN_TIME = _on_time(
    "foster_carer",
    key="foster_carer_reviews_in_time",
    cases="foster carer reviews",
    short="reviews",
    why="A review finds what a carer needs before a placement breaks down.",
    ask="What did carers tell us in their reviews?",
    shadow="private_fostering_reviews_in_time",
)
PRE_BIRTH_REVIEWS_IN_TIME = _on_time(
    "pre_birth",
    key="pre_birth_reviews_in_time",
    cases="pre-birth reviews",
    short="reviews",
    why="After the birth there is no time left to plan.",
    ask="Which baby was born before there was a plan?",
    shadow="icpcs_held_within_15_working_days",
)
SECURE_REVIEWS_IN_TIME = _on_time(
    "secure",
    key="secure_reviews_in_time",
    cases="secure accommodation reviews",
    short="reviews",
    why="A child who is locked up must be asked soon, and often, whether they should be.",
    ask="Was there another way to keep the child safe?",
    shadow="secure_reviews_by_another_iro",
)

SECURE_REVIEWS_BY_ANOTHER_IRO = Proportion(
    key="secure_reviews_by_another_iro",
    name="Secure accommodation reviews by somebody else than the child's own IRO",
    short="Secure reviews by another IRO",
    definition=(
        "Reviews of secure accommodation held in the period by somebody who was not the "
        "child's own Independent Reviewing Officer (IRO) on that day, by allocation. "
        "Where no allocation says who that was, it is not known. "
        f"{BLANK}"
    ),
    numerator="by somebody else than the child's own IRO",
    denominator=(
        "secure accommodation reviews held in the period, reviewer and own IRO known"
    ),
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=source_of(OTHER_REVIEWS, "kind", "held", "reviewer"),
    rows=ROWS,
    divided=False,
    of_a_year=True,
    counted_words="reviews by another IRO",
    rest_words="reviews by the child's own IRO",
    why="Whoever made the plan should not alone say that a child stays locked up.",
    ask=("Who reviews if no other IRO is free?",),
    shadow="secure_reviews_in_time",
    aside_words="reviews of which nobody knows who held them, or who the own IRO was",
    when=HELD_IN_PERIOD,
    population=lambda rows: (
        held(rows) & answer_is(OTHER_REVIEWS, "kind", "secure")(rows)
    ),
    unknown=lambda rows: rows.values["reviewer"] == UNKNOWN,
    passes=lambda rows: rows.values["reviewer"] == 0,
)

OTHER_REVIEWS_HELD = Split(
    key="other_reviews_held",
    name="Other reviews and visits held, by kind",
    definition=(
        "Reviews and visits held in the period that no return tells of, by their kind, "
        "as the service recorded them."
    ),
    numerator="of this kind",
    denominator="other reviews and visits held in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=source_of(OTHER_REVIEWS, "kind", "held"),
    rows=ROWS,
    natural=BY_KIND,
    divided=False,
    of_a_year=True,
    why=OUT_OF_SIGHT,
    when=HELD_IN_PERIOD,
    population=held,
)

MEETINGS_BETWEEN_REVIEWS = Split(
    key="meetings_between_reviews",
    name="Midway reviews, checks and other meetings, by kind",
    short="Meetings between reviews",
    definition=(
        "Midway reviews, checks between reviews, ratifying and disruption meetings held "
        "in the period, by their kind, as the service recorded them. Ordinary reviews "
        "are not in it."
    ),
    numerator="of this kind",
    denominator="reviews held in the period that were not ordinary ones",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=source_of(REVIEWS, "held", "kind"),
    rows=RECORDED[REVIEWS.key],
    natural=BETWEEN,
    divided=False,
    of_a_year=True,
    why="Six months are long for a child whose plan goes wrong.",
    when=IN_PERIOD,
    population=between_reviews,
)

METRICS: tuple[Metric, ...] = (
    PRIVATE_FOSTERING_VISITS_IN_TIME,
    PRIVATE_FOSTERING_REVIEWS_IN_TIME,
    FOSTER_CARER_REVIEWS_IN_TIME,
    PRE_BIRTH_REVIEWS_IN_TIME,
    SECURE_REVIEWS_IN_TIME,
    SECURE_REVIEWS_BY_ANOTHER_IRO,
    OTHER_REVIEWS_HELD,
    MEETINGS_BETWEEN_REVIEWS,
)
