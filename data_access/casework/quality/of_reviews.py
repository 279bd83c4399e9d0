"""Rules about reviews of children in care: their days, and how the child took part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from data_access.casework.quality.facts import Facts
from data_access.casework.quality.rule import Owner, Rule, Seen
from domain.codes import AGED_UNDER_4
from domain.periods import birthday

SATURDAY = 5
FOUR = 4  # years old
TAKING_PART = (
    "children_taking_part",
    "children_taking_part_of_all_ages",
    "children_attending",
    "participation_codes",
    "participation_groups",
    "participation_groups_aged_4_and_over",
    "children_by_participation",
)
ON_TIME = (
    "reviews_held_on_time",
    "reviews_due_held_on_time",
    "children_with_all_reviews_on_time",
    "reviews_overdue",
)


def is_weekend(day: date) -> bool:
    """Say whether a day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def _under_4_at_4(facts: Facts) -> Iterator[Seen]:
    """Look after the fourth birthday; on it either code is taken, as the DfE does."""
    for child_id, held, code, fourth in _coded(facts):
        if held > fourth:
            yield Seen(child_id, held, code == AGED_UNDER_4)


def _code_under_4(facts: Facts) -> Iterator[Seen]:
    for child_id, held, code, fourth in _coded(facts):
        if held < fourth:
            yield Seen(child_id, held, code != AGED_UNDER_4)


def _coded(facts: Facts) -> Iterator[tuple[str, date, str, date]]:
    """Return reviews with a code: whose, when, the code and the fourth birthday."""
    for review in facts.reviews:
        born = facts.born.get(review.child_id)
        if born is not None and review.participation:
            fourth = birthday(born, FOUR)
            yield review.child_id, review.held, review.participation, fourth


def _not_recorded(facts: Facts) -> Iterator[Seen]:
    for review in facts.reviews:
        yield Seen(review.child_id, review.held, review.participation is None)


def _outside_care(facts: Facts) -> Iterator[Seen]:
    yield from _held(facts)
    for child_id, held, after in _outside(facts):
        yield Seen(child_id, held, not after)


def _after_care(facts: Facts) -> Iterator[Seen]:
    yield from _held(facts)
    for child_id, held, after in _outside(facts):
        yield Seen(child_id, held, after)


def _held(facts: Facts) -> Iterator[Seen]:
    for review in facts.reviews:
        yield Seen(review.child_id, review.held, wrong=False)


def _outside(facts: Facts) -> Iterator[tuple[str, date, bool]]:
    """Return reviews that no care holds, and whether care had ended before."""
    ended: dict[str, list[date]] = defaultdict(list)
    for care in facts.care:
        if care.ceased is not None:
            ended[care.child_id].append(care.ceased)
    for child_id, held in facts.outside:
        yield child_id, held, any(day < held for day in ended[child_id])


def _weekend(facts: Facts) -> Iterator[Seen]:
    for review in facts.reviews:
        yield Seen(review.child_id, review.held, is_weekend(review.held))


RULES = (
    Rule(
        key="participation_not_recorded",
        words="How the child took part is not recorded",
        why="Where nothing is recorded, nobody can say whether the child was heard.",
        mend="Record one of the codes PN0 to PN7 for the review.",
        owner=Owner.IRO_SERVICE,
        look=_not_recorded,
        touches=(*TAKING_PART, "participation_not_recorded"),
    ),
    Rule(
        key="pn0_at_4_or_over",
        words="Aged 4 or over, recorded as under 4 (PN0)",
        why="The review drops out of the count of children who were heard.",
        mend="Record how the child took part (PN1 to PN7), or correct the birth date.",
        owner=Owner.IRO_SERVICE,
        look=_under_4_at_4,
        touches=TAKING_PART,
    ),
    Rule(
        key="pn1_to_pn7_under_4",
        words="Under 4, recorded as aged 4 or over (PN1 to PN7)",
        why="The review is counted among those of children aged 4 and over.",
        mend="Record PN0, or correct the birth date.",
        owner=Owner.IRO_SERVICE,
        look=_code_under_4,
        touches=TAKING_PART,
    ),
    Rule(
        key="review_outside_care",
        words="Review of a child who was not in care that day",
        why="The review is left out of every figure.",
        mend="Correct the review's date, or load the episode it belongs to.",
        owner=Owner.PERFORMANCE,
        look=_outside_care,
        touches=(*ON_TIME, *TAKING_PART),
    ),
    Rule(
        key="review_after_care",
        words="Review dated after care had ended",
        why="Either the review's date or the end of care is wrong. The review is left "
        "out of every figure.",
        mend="Correct the review's date, or the day care ended (DEC).",
        owner=Owner.PERFORMANCE,
        look=_after_care,
        touches=(*ON_TIME, *TAKING_PART),
    ),
    Rule(
        key="review_on_weekend",
        words="Review held on a Saturday or Sunday",
        why="Reviews are seldom held then, so the date may be wrong.",
        mend="Check the date. If it is right, leave it.",
        owner=Owner.IRO_SERVICE,
        look=_weekend,
        touches=ON_TIME,
    ),
)
