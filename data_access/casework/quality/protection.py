"""Rules about child protection: enquiries, conferences, plans and their reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from data_access.access.scope import CHAIR
from data_access.casework.quality.care import is_weekend
from data_access.casework.quality.rows import Owner, QualityRows, QualityRule, Seen
from data_access.derive.protection import CONFERENCE_TO_PLAN

NEAR = timedelta(days=CONFERENCE_TO_PLAN)
PLANS = (
    "plans_started",
    "plans_open",
    "plans_started_second_or_subsequent",
    "plans_started_within_24_months_of_last",
    "plans_started_within_12_months_of_last",
    "plans_open_by_duration",
    "caseload_per_fte",
    "caseload_on_plans_per_fte",
)
PLAN_REVIEWS = (
    "plan_reviews_held_on_time",
    "children_with_all_plan_reviews_on_time",
    "plan_reviews_overdue",
)
CONFERENCES = (
    "icpcs_held_within_15_working_days",
    "icpcs_by_working_days",
    "icpcs_overdue",
)


def _two_open(facts: QualityRows) -> Iterator[Seen]:
    before: dict[str, Any] = {}
    for plan in sorted(facts.plans, key=lambda plan: plan.started):
        last = before.get(plan.child_id)
        wrong = last is not None and _is_open(facts, last, plan.started)
        yield Seen(plan.child_id, plan.started, wrong)
        before[plan.child_id] = plan


def _is_open(facts: QualityRows, plan: Any, day: date) -> bool:  # noqa: ANN401
    """Say whether a plan was open on a day that another started, as files tell it."""
    not_closed = (plan.child_id, plan.started) in facts.not_closed
    return plan.ended is None or plan.ended > day or (not_closed and plan.ended == day)


def _not_on_conference_day(facts: QualityRows) -> Iterator[Seen]:
    for plan, near in _conferences_of(facts):
        if near:
            yield Seen(plan.child_id, plan.started, plan.started not in near)


def _without_conference(facts: QualityRows) -> Iterator[Seen]:
    for plan, near in _conferences_of(facts):
        yield Seen(plan.child_id, plan.started, not near)


def _conferences_of(facts: QualityRows) -> Iterator[tuple[Any, list[date]]]:
    """Return plans with the conferences held near their start, where all are loaded."""
    held: dict[str, list[date]] = defaultdict(list)
    for conference in facts.conferences:
        if conference.held is not None:
            held[conference.child_id].append(conference.held)
    for plan in facts.plans:
        if facts.days_of_plans.holds(plan.started - NEAR, plan.started):
            days = held[plan.child_id]
            yield plan, [day for day in days if abs(day - plan.started) <= NEAR]


def _review_before_plan(facts: QualityRows) -> Iterator[Seen]:
    for review in facts.plan_reviews:
        wrong = review.held <= review.plan_started
        yield Seen(review.child_id, review.held, wrong)


def _no_conference(facts: QualityRows) -> Iterator[Seen]:
    """Look at enquiries whose working days are over by the last day loaded."""
    runs = facts.days_of_plans.runs
    day = min(facts.as_at, runs[-1].end) if runs else facts.as_at
    for enquiry in facts.conferences:
        asked = enquiry.s47_started is not None and not enquiry.not_required
        if asked and enquiry.due < day:
            owed = enquiry.held is None and enquiry.settled is None
            yield Seen(enquiry.child_id, enquiry.due, owed)


def _weekend(facts: QualityRows) -> Iterator[Seen]:
    for meeting in (*facts.conferences, *facts.plan_reviews):
        if meeting.held is not None:
            yield Seen(meeting.child_id, meeting.held, is_weekend(meeting.held))


PROTECTION_RULES = (
    QualityRule(
        key="two_open_plans",
        words="Two plans open at once",
        why="A child has one plan at a time. The child is counted twice, or the first "
        "plan's end is a guess.",
        mend="Close the earlier plan on the day it ended, or remove the plan that "
        "was typed twice.",
        owner=Owner.SOCIAL_WORK,
        look=_two_open,
        touches=(*PLANS, "plans_ended", "plans_ended_by_duration"),
        role=CHAIR,
    ),
    QualityRule(
        key="plan_without_conference",
        words="Plan with no initial conference",
        why="A conference makes a plan. Its first review is counted from the plan's "
        "start instead.",
        mend="Record the conference, or the transfer-in conference.",
        owner=Owner.PERFORMANCE,
        look=_without_conference,
        touches=(*CONFERENCES, *PLAN_REVIEWS),
        role=CHAIR,
    ),
    QualityRule(
        key="plan_not_on_conference_day",
        words="Plan starts on another day than its conference",
        why="The two should be one day. Reviews are counted from the conference.",
        mend="Correct the plan's start, or the conference's date.",
        owner=Owner.PERFORMANCE,
        look=_not_on_conference_day,
        touches=(*PLANS, *PLAN_REVIEWS),
        role=CHAIR,
    ),
    QualityRule(
        key="plan_review_before_plan",
        words="Plan review dated on or before the plan's start",
        why="A plan cannot be reviewed before it is there. The next review is counted "
        "from that date.",
        mend="Correct the review's date, or the plan's start.",
        owner=Owner.PERFORMANCE,
        look=_review_before_plan,
        touches=PLAN_REVIEWS,
        role=CHAIR,
    ),
    QualityRule(
        key="enquiry_without_conference",
        words="Section 47 enquiry, 15 working days over, no conference",
        why="The conference is counted as overdue, or was not needed and nobody said so.",
        mend="Record the conference, or that none is required.",
        owner=Owner.SOCIAL_WORK,
        look=_no_conference,
        touches=("icpcs_overdue",),
        role=CHAIR,
    ),
    QualityRule(
        key="conference_on_weekend",
        words="Conference held on a Saturday or Sunday",
        why="Conferences are seldom held then, so the date may be wrong.",
        mend="Check the date. If it is right, leave it.",
        owner=Owner.IRO_SERVICE,
        look=_weekend,
        touches=(*CONFERENCES, *PLAN_REVIEWS),
        role=CHAIR,
    ),
)


# Rules about the dispute log.


MEANINGS = "If it is there, tell its meaning on Load files."


def _without_theme(facts: QualityRows) -> Iterator[Seen]:
    for dispute in facts.disputes:
        yield Seen(dispute.child_id, dispute.raised, dispute.theme is None)


def _without_stage(facts: QualityRows) -> Iterator[Seen]:
    for dispute in facts.disputes:
        yield Seen(dispute.child_id, dispute.raised, dispute.highest_stage is None)


def _of_nobody_known(facts: QualityRows) -> Iterator[Seen]:
    """Look at days for which all children in care and on plans are loaded."""
    rows = (*facts.care, *facts.plans, *facts.conferences)
    there = {row.child_id for row in rows}
    both = facts.days_of_care.both(facts.days_of_plans)
    for dispute in facts.disputes:
        if both.run_of(dispute.raised):
            wrong = dispute.child_id not in there
            yield Seen(dispute.child_id, dispute.raised, wrong)


DISPUTE_RULES = (
    QualityRule(
        key="dispute_without_theme",
        words="Dispute without a theme",
        why="What it was about is shown as not recorded.",
        mend=f"Record the theme in the dispute log. {MEANINGS}",
        owner=Owner.IRO_SERVICE,
        look=_without_theme,
        touches=("disputes_raised",),
    ),
    QualityRule(
        key="dispute_without_stage",
        words="Dispute without a stage",
        why="How far it went is shown as not recorded.",
        mend=f"Record the stage in the dispute log. {MEANINGS}",
        owner=Owner.IRO_SERVICE,
        look=_without_stage,
        touches=("disputes_raised", "disputes_open"),
    ),
    QualityRule(
        key="dispute_of_nobody_known",
        words="Dispute of a child who is in no other file",
        why="The child's age, team and IRO are not known, so the dispute is missing "
        "where figures are split by these.",
        mend="Write the child's own id in the dispute log, as other files have it.",
        owner=Owner.IRO_SERVICE,
        look=_of_nobody_known,
        touches=("disputes_raised", "disputes_open", "disputes_per_100_children"),
    ),
)
