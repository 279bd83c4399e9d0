"""Rules about time in care: how it ended, and whether it should have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from data_access.access.scope import CHAIR, IRO
from data_access.casework.quality.rows import (
    Exit,
    Owner,
    QualityRows,
    QualityRule,
    Rows,
    Seen,
)
from data_access.casework.worklist.rules import Unallocated
from data_access.derive import left_out
from data_access.importers.rows import UNBORN
from domain.codes import AGED_UNDER_4, CARE_GOES_ON, FOUR
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
    "children_deprived_of_liberty",
)
ON_TIME = (
    "reviews_held_on_time",
    "reviews_due_held_on_time",
    "children_with_all_reviews_on_time",
    "reviews_overdue",
    "reviews_on_time_of_children_deprived_of_liberty",
)
PLACEMENTS = (
    "children_with_three_or_more_placements",
    "children_in_long_term_stability",
)
EXITS = ("exits_by_reason", "exits_without_a_reason")


def _without_reason(facts: QualityRows) -> Iterator[Seen]:
    for left in _exits(facts):
        wrong = left.reason in NOT_RECORDED and not _bad(facts, left)
        yield Seen(left.child_id, left.ended, wrong)


def _bad_reason(facts: QualityRows) -> Iterator[Seen]:
    for left in _exits(facts):
        wrong = left.reason is None and _bad(facts, left)
        yield Seen(left.child_id, left.ended, wrong)


def _other_under_18(facts: QualityRows) -> Iterator[Seen]:
    for left in _exits(facts):
        if not _is_18(facts, left.child_id, left.ended):
            yield Seen(left.child_id, left.ended, left.reason == OTHER)


def _other_at_18(facts: QualityRows) -> Iterator[Seen]:
    for left in _exits(facts):
        if _is_18(facts, left.child_id, left.ended):
            yield Seen(left.child_id, left.ended, left.reason == OTHER)


def _open_at_18(facts: QualityRows) -> Iterator[Seen]:
    """Look at who is in care, and at whose care or plan goes on after the birthday."""
    day = last_day(facts)
    past = facts.past_end[left_out.GROWN_UP.code]
    in_care = [care.child_id for care in facts.care if _is_open(care, day)]
    for child_id in dict.fromkeys([*in_care, *past]):
        born = facts.born.get(child_id)
        if born is not None:
            yield Seen(child_id, birthday(born, GROWN_UP), child_id in past)


def _open_after_death(facts: QualityRows) -> Iterator[Seen]:
    past = facts.past_end[left_out.DIED.code]
    ends: dict[str, date] = {}
    for child_id, end in (
        *((care.child_id, care.ceased) for care in facts.care),
        *((plan.child_id, plan.ended) for plan in facts.plans),
    ):
        if end is not None:
            ends[child_id] = max(end, ends.get(child_id, end))
    for child_id in dict.fromkeys([*ends, *past]):
        day = ends.get(child_id) or past.get(child_id) or facts.as_at
        yield Seen(child_id, day, child_id in past)


def _gap(facts: QualityRows) -> Iterator[Seen]:
    for row in facts.joined:
        wrong = (row.child_id, row.decom) in facts.gaps
        yield Seen(row.child_id, row.decom, wrong)


def _no_review(months: int) -> Callable[[QualityRows], Iterator[Seen]]:
    """Return a look at children whose reviews are all loaded, from the last one on."""

    def look(facts: QualityRows) -> Iterator[Seen]:
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


def _exits(facts: QualityRows) -> Iterator[Exit]:
    return (left for left in facts.exits if left.reason != CARE_GOES_ON)


def _bad(facts: QualityRows, left: Exit) -> bool:
    return (left.child_id, left.started) in facts.bad_reasons


def _is_18(facts: QualityRows, child_id: str, day: date) -> bool:
    born = facts.born.get(child_id)
    return born is not None and birthday(born, GROWN_UP) <= day


def _is_open(care: Any, day: date) -> bool:  # noqa: ANN401
    return care.started <= day and (care.ceased is None or care.ceased > day)


def last_day(facts: QualityRows) -> date:
    """Return the last day that files of children in care speak for."""
    runs = facts.days_of_care.runs
    return min(facts.as_at, runs[-1].end) if runs else facts.as_at


CARE_RULES = (
    QualityRule(
        key="exit_without_reason",
        words="Left care, no reason recorded",
        why="Nobody can tell why care ended.",
        mend="Record the reason the episode ceased (REC).",
        owner=Owner.SOCIAL_WORK,
        look=_without_reason,
        touches=EXITS,
    ),
    QualityRule(
        key="exit_bad_reason",
        words="Left care, the reason is no known code",
        why="A code that is not on the list is read as none.",
        mend="Choose a reason from the list of the return (REC).",
        owner=Owner.PERFORMANCE,
        look=_bad_reason,
        touches=(*EXITS, "days_to_adoption", "days_to_special_guardianship"),
    ),
    QualityRule(
        key="exit_other",
        words="Left care for “any other reason” (E8)",
        why="E8 is for when no other reason fits, and hides what happened.",
        mend="Check whether another reason fits. If none does, leave it.",
        owner=Owner.SOCIAL_WORK,
        look=_other_under_18,
        touches=EXITS,
    ),
    QualityRule(
        key="exit_other_at_18",
        words="Left care at 18 for “any other reason” (E8)",
        why="E8 is not meant for turning 18: another code is likely.",
        mend="Choose the reason that says where the young person went to live.",
        owner=Owner.SOCIAL_WORK,
        look=_other_at_18,
        touches=EXITS,
    ),
    QualityRule(
        key="gap_in_care",
        words="Days or months without an episode, between two that were joined",
        why="Care went on by what the episodes say, so the child is counted as in care in "
        "between, though no episode tells of those days.",
        mend="Record the episode that is missing. If care ended, correct why the earlier "
        "one ceased (REC).",
        owner=Owner.PERFORMANCE,
        look=_gap,
        touches=(*IN_CARE, *PLACEMENTS, *ON_TIME),
    ),
    QualityRule(
        key="open_at_18",
        words="Still open after the 18th birthday",
        why="Care and plans end at 18. From then on the young person is counted in "
        "neither.",
        mend="Close the episode or the plan, or correct the date of birth.",
        owner=Owner.SOCIAL_WORK,
        look=_open_at_18,
        touches=(*IN_CARE, *EXITS, "reviews_overdue", "reviews_due_held_on_time"),
        standing=True,
    ),
    QualityRule(
        key="open_after_death",
        words="Still open after the child's death",
        why="Nobody is asked to review for a child who has died. From then on the child "
        "is in no count of care or of plans.",
        mend="Close the episode or the plan on that day, or correct the date of death.",
        owner=Owner.SOCIAL_WORK,
        look=_open_after_death,
        touches=(*IN_CARE, "plans_open", "reviews_overdue", "plan_reviews_overdue"),
        standing=True,
    ),
)


def no_review_for_long(months: int) -> QualityRule:
    """Return the rule about children whose last review is so many months ago."""
    return QualityRule(
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


# Rules about children: when they were born, and who answers for them.


BY_AGE = (
    "children_in_care_at_end",
    "children_in_long_term_stability",
    "reviews_held_on_time",
    "plans_open",
)


def _not_born(facts: QualityRows) -> Iterator[Seen]:
    for child_id, day in _first_days(facts).items():
        yield Seen(child_id, day, facts.born.get(child_id) is None)


def _born_late(facts: QualityRows) -> Iterator[Seen]:
    """A plan may start before a birth; time in care may not."""
    in_care, on_plan = _earliest(facts.care), _earliest(facts.plans)
    for child_id, first in _first_days(facts).items():
        born = facts.born.get(child_id)
        if born is None:
            continue
        care, plan = in_care.get(child_id), on_plan.get(child_id)
        if care is not None and born > care:
            yield Seen(child_id, care, wrong=True)
        else:
            late = plan is not None and born > plan + UNBORN
            yield Seen(child_id, plan if plan and late else first, late)


def _first_days(facts: QualityRows) -> dict[str, date]:
    return _earliest([*facts.care, *facts.plans])


def _earliest(rows: Rows) -> dict[str, date]:
    found: dict[str, date] = {}
    for row in rows:
        found[row.child_id] = min(row.started, found.get(row.child_id, row.started))
    return found


def _nobody(role: str) -> Callable[[QualityRows], Iterator[Seen]]:
    """Return a look for children without an IRO or chair, as the worklist finds them."""
    rule = Unallocated("", "", role)

    def look(facts: QualityRows) -> Iterator[Seen]:
        if role not in facts.today.registered:
            return
        alone = {line.child_id: line.due for line in rule.find(facts.today)}
        for child_id in facts.today.since[role]:
            yield Seen(child_id, alone.get(child_id, facts.as_at), child_id in alone)

    return look


CHILD_RULES = (
    QualityRule(
        key="no_birth_date",
        words="No date of birth",
        why="The child is in no age band, and codes that depend on age cannot be "
        "checked.",
        mend="Record the date of birth.",
        owner=Owner.SOCIAL_WORK,
        look=_not_born,
        touches=BY_AGE,
    ),
    QualityRule(
        key="born_after_event",
        words="Date of birth later than what happened to the child",
        why="One of the two dates is wrong. The child is in the wrong age band.",
        mend="Correct the date of birth, or the date that care or the plan started.",
        owner=Owner.SOCIAL_WORK,
        look=_born_late,
        touches=BY_AGE,
    ),
    QualityRule(
        key="no_iro",
        words="In care for more than 5 working days without an IRO",
        why="Nobody is recorded who answers for the child's reviews. The child is in "
        "nobody's caseload.",
        mend="Give the child an IRO, or record who it is.",
        owner=Owner.IRO_SERVICE,
        look=_nobody(IRO),
        touches=(
            *("children_in_care_at_end", "reviews_held_on_time"),
            "same_iro_as_a_year_before",
        ),
        standing=True,
    ),
    QualityRule(
        key="no_chair",
        words="On a plan for more than 5 working days without a chair",
        why="Nobody is recorded who answers for the plan's reviews. The child is in "
        "nobody's caseload.",
        mend="Give the child a chair, or record who it is.",
        owner=Owner.IRO_SERVICE,
        look=_nobody(CHAIR),
        touches=("plans_open", "plan_reviews_held_on_time"),
        role=CHAIR,
        standing=True,
    ),
)


# Rules about reviews of children in care: their days, and how the child took part.


SATURDAY = 5
TAKING_PART = (
    "children_taking_part",
    "children_taking_part_of_all_ages",
    "children_attending",
    "participation_codes",
    "participation_groups",
    "participation_groups_aged_4_and_over",
    "children_by_participation",
    "children_not_heard_twice",
)


def is_weekend(day: date) -> bool:
    """Say whether a day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def _under_4_at_4(facts: QualityRows) -> Iterator[Seen]:
    """Look from the fourth birthday on; the return lets PN0 pass on that day."""
    for child_id, held, code, fourth in _coded(facts):
        if held >= fourth:
            yield Seen(child_id, held, code == AGED_UNDER_4)


def _code_under_4(facts: QualityRows) -> Iterator[Seen]:
    for child_id, held, code, fourth in _coded(facts):
        if held < fourth:
            yield Seen(child_id, held, code != AGED_UNDER_4)


def _coded(facts: QualityRows) -> Iterator[tuple[str, date, str, date]]:
    """Return reviews with a code: whose, when, the code and the fourth birthday."""
    for review in facts.reviews:
        born = facts.born.get(review.child_id)
        if born is not None and review.participation:
            fourth = birthday(born, FOUR)
            yield review.child_id, review.held, review.participation, fourth


def _not_recorded(facts: QualityRows) -> Iterator[Seen]:
    for review in facts.reviews:
        yield Seen(review.child_id, review.held, review.participation is None)


def _outside_care(facts: QualityRows) -> Iterator[Seen]:
    yield from _held(facts)
    for child_id, held, after in _outside(facts):
        yield Seen(child_id, held, not after)


def _after_care(facts: QualityRows) -> Iterator[Seen]:
    yield from _held(facts)
    for child_id, held, after in _outside(facts):
        yield Seen(child_id, held, after)


def _held(facts: QualityRows) -> Iterator[Seen]:
    for review in facts.reviews:
        yield Seen(review.child_id, review.held, wrong=False)


def _outside(facts: QualityRows) -> Iterator[tuple[str, date, bool]]:
    """Return reviews that no care holds, and whether care had ended before."""
    ended: dict[str, list[date]] = defaultdict(list)
    for care in facts.care:
        if care.ceased is not None:
            ended[care.child_id].append(care.ceased)
    for child_id, held in facts.outside:
        yield child_id, held, any(day < held for day in ended[child_id])


def _weekend(facts: QualityRows) -> Iterator[Seen]:
    for review in facts.reviews:
        yield Seen(review.child_id, review.held, is_weekend(review.held))


REVIEW_RULES = (
    QualityRule(
        key="participation_not_recorded",
        words="How the child took part is not recorded",
        why="Where nothing is recorded, nobody can say whether the child was heard.",
        mend="Record one of the codes PN0 to PN7 for the review.",
        owner=Owner.IRO_SERVICE,
        look=_not_recorded,
        touches=(*TAKING_PART, "participation_not_recorded"),
    ),
    QualityRule(
        key="pn0_at_4_or_over",
        words="Aged 4 or over, recorded as under 4 (PN0)",
        why="Nobody can say whether the child was heard: the review is left out.",
        mend="Record how the child took part (PN1 to PN7), or correct the birth date.",
        owner=Owner.IRO_SERVICE,
        look=_under_4_at_4,
        touches=TAKING_PART,
    ),
    QualityRule(
        key="pn1_to_pn7_under_4",
        words="Under 4, recorded as aged 4 or over (PN1 to PN7)",
        why="By age, the review is not among those of children aged 4 and over.",
        mend="Record PN0, or correct the birth date.",
        owner=Owner.IRO_SERVICE,
        look=_code_under_4,
        touches=TAKING_PART,
    ),
    QualityRule(
        key="review_outside_care",
        words="Review of a child who was not in care that day",
        why="The review is left out of every figure.",
        mend="Correct the review's date, or load the episode it belongs to.",
        owner=Owner.PERFORMANCE,
        look=_outside_care,
        touches=(*ON_TIME, *TAKING_PART),
    ),
    QualityRule(
        key="review_after_care",
        words="Review dated after care had ended",
        why="Either the review's date or the end of care is wrong. The review is left "
        "out of every figure.",
        mend="Correct the review's date, or the day care ended (DEC).",
        owner=Owner.PERFORMANCE,
        look=_after_care,
        touches=(*ON_TIME, *TAKING_PART),
    ),
    QualityRule(
        key="review_on_weekend",
        words="Review held on a Saturday or Sunday",
        why="Reviews are seldom held then, so the date may be wrong.",
        mend="Check the date. If it is right, leave it.",
        owner=Owner.IRO_SERVICE,
        look=_weekend,
        touches=ON_TIME,
    ),
)
