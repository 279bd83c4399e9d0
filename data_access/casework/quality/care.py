"""Rules about time in care: how it ended, and whether it should have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from data_access.casework.quality.facts import Exit, Facts
from data_access.casework.quality.rule import Owner, Rule, Seen
from domain.codes import CARE_GOES_ON
from domain.due import GROWN_UP
from domain.periods import add_months, birthday

OTHER = "E8"
NOT_RECORDED = (None, "E99")  # E99: an extract's word for not recorded
IN_CARE = (
    "children_in_care_at_end",
    "caseload_per_fte",
    "caseload_in_care_per_fte",
    "caseload_per_iro",
    "caseload_in_care_per_iro",
    "disputes_per_100_children",
)
NO_FIGURE = "No figure here is counted by reason. The SSDA903 return is."


def _without_reason(facts: Facts) -> Iterator[Seen]:
    for left in _exits(facts):
        wrong = left.reason in NOT_RECORDED and not _bad(facts, left)
        yield Seen(left.child_id, left.ended, wrong)


def _bad_reason(facts: Facts) -> Iterator[Seen]:
    for left in _exits(facts):
        wrong = left.reason is None and _bad(facts, left)
        yield Seen(left.child_id, left.ended, wrong)


def _other_under_18(facts: Facts) -> Iterator[Seen]:
    for left in _exits(facts):
        if not _is_18(facts, left.child_id, left.ended):
            yield Seen(left.child_id, left.ended, left.reason == OTHER)


def _other_at_18(facts: Facts) -> Iterator[Seen]:
    for left in _exits(facts):
        if _is_18(facts, left.child_id, left.ended):
            yield Seen(left.child_id, left.ended, left.reason == OTHER)


def _open_at_18(facts: Facts) -> Iterator[Seen]:
    day = last_day(facts)
    for care in facts.care:
        born = facts.born.get(care.child_id)
        if born is not None and _is_open(care, day):
            eighteen = birthday(born, GROWN_UP)
            yield Seen(care.child_id, max(eighteen, care.started), eighteen <= day)


def _no_review(months: int) -> Callable[[Facts], Iterator[Seen]]:
    """Return a look at children whose reviews are all loaded, from the last one on."""

    def look(facts: Facts) -> Iterator[Seen]:
        day = last_day(facts)
        run = facts.days_of_reviews.run_of(day)
        if run is None:
            return
        held: dict[str, date] = {}
        for review in facts.reviews:
            child_id = review.child_id
            held[child_id] = max(review.held, held.get(child_id, review.held))
        for care in facts.care:
            if _is_open(care, day):
                last = held.get(care.child_id, care.started)
                until = add_months(max(last, care.started, run.start), months)
                yield Seen(care.child_id, until, until < day)

    return look


def _exits(facts: Facts) -> Iterator[Exit]:
    return (left for left in facts.exits if left.reason != CARE_GOES_ON)


def _bad(facts: Facts, left: Exit) -> bool:
    return (left.child_id, left.started) in facts.bad_reasons


def _is_18(facts: Facts, child_id: str, day: date) -> bool:
    born = facts.born.get(child_id)
    return born is not None and birthday(born, GROWN_UP) <= day


def _is_open(care: Any, day: date) -> bool:  # noqa: ANN401
    return care.started <= day and (care.ceased is None or care.ceased > day)


def last_day(facts: Facts) -> date:
    """Return the last day that files of children in care speak for."""
    runs = facts.days_of_care.runs
    return min(facts.as_at, runs[-1].end) if runs else facts.as_at


RULES = (
    Rule(
        key="exit_without_reason",
        words="Left care, no reason recorded",
        why=f"Nobody can tell why care ended. {NO_FIGURE}",
        mend="Record the reason the episode ceased (REC).",
        owner=Owner.SOCIAL_WORK,
        look=_without_reason,
    ),
    Rule(
        key="exit_bad_reason",
        words="Left care, the reason is no known code",
        why=f"A code that is not on the list is read as none. {NO_FIGURE}",
        mend="Choose a reason from the list of the return (REC).",
        owner=Owner.PERFORMANCE,
        look=_bad_reason,
    ),
    Rule(
        key="exit_other",
        words="Left care for “any other reason” (E8)",
        why=f"E8 is for when no other reason fits, and hides what happened. {NO_FIGURE}",
        mend="Check whether another reason fits. If none does, leave it.",
        owner=Owner.SOCIAL_WORK,
        look=_other_under_18,
    ),
    Rule(
        key="exit_other_at_18",
        words="Left care at 18 for “any other reason” (E8)",
        why=f"E8 is not meant for turning 18: another code is likely. {NO_FIGURE}",
        mend="Choose the reason that says where the young person went to live.",
        owner=Owner.SOCIAL_WORK,
        look=_other_at_18,
    ),
    Rule(
        key="open_at_18",
        words="Still in care at 18 or over",
        why="Care ends at 18. The young person is counted as a child in care.",
        mend="Close the episode, or correct the date of birth.",
        owner=Owner.SOCIAL_WORK,
        look=_open_at_18,
        touches=(*IN_CARE, "reviews_overdue", "reviews_due_held_on_time"),
        standing=True,
    ),
)


def no_review_for_long(months: int) -> Rule:
    """Return the rule about children whose last review is so many months ago."""
    return Rule(
        key="no_review_for_long",
        words=f"In care, and no review for over {months} months",
        why="Either reviews are missing, or care has ended and nobody said so.",
        mend="Record the reviews that were held, or close the episode.",
        owner=Owner.IRO_SERVICE,
        look=_no_review(months),
        touches=(
            *IN_CARE,
            "reviews_overdue",
            "reviews_due_held_on_time",
            "children_with_all_reviews_on_time",
        ),
        standing=True,
    )
