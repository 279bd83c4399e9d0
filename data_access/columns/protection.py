"""Child protection as columns: conferences, plans, days on plans, plan reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row

from data_access.columns import bands
from data_access.columns.made_of import CONFERENCES, PLAN_REVIEWS, PLANS
from data_access.columns.reading import CHILD_GROUPS, CP_CHAIR, Reading, spans
from data_access.derive.coverage import Coverage
from data_access.derive.rebuild import coverage
from domain.codes import ABUSE
from domain.periods import MONTHS, add_months
from domain.tables import OPEN, UNKNOWN, Conferences, PlanReviews, Plans, PlanSpans

IN_SCOPE_AFTER = 3  # months on a plan before a first review must have been held
FIFTEEN_MONTHS, TWO_YEARS = 15, 24
PLAN_GROUPS = (*CHILD_GROUPS, "category", "duration_band")


def conferences(reading: Reading) -> Conferences:
    """Return the conferences held or owed; none for an enquiry that needs none."""
    growing = reading.growing()
    for row in reading.rows(CONFERENCES):
        day = row.held or row.due or row.s47_started
        band = bands.working_days(row.working_days)
        growing.add(
            {**reading.child_groups(row, day), "working_day_band": band},
            s47_started=row.s47_started or UNKNOWN,
            due=row.due or UNKNOWN,
            held=row.held or UNKNOWN,
            working_days=UNKNOWN if row.working_days is None else row.working_days,
            transfer_in=row.transfer_in,
        )
    return growing.frozen(Conferences, (*CHILD_GROUPS, "working_day_band"))


def plans(reading: Reading) -> Plans:
    """Return the plans, and what is known of each child's plan before."""
    growing = reading.growing()
    covered = coverage(reading.session, reading.la, "plans")
    for plan, row in enumerate(reading.rows(PLANS)):
        band = bands.duration(row.started, row.ended) if row.ended else None
        growing.add(
            {
                **reading.child_groups(row, row.started),
                "category": ABUSE.get(row.latest_category or ""),
                "duration_band": band,
            },
            plan=plan,
            start=row.started,
            end=row.ended or OPEN,
            second=bool(row.previous_plans),
            second_known=row.previous_plans is not None,
            within_24=_ended_under(row, TWO_YEARS),
            within_24_known=_end_known(row, TWO_YEARS, covered),
            within_12=_ended_under(row, MONTHS),
            within_12_known=_end_known(row, MONTHS, covered),
            fifteen_months=add_months(row.started, FIFTEEN_MONTHS),
        )
    return growing.frozen(Plans, PLAN_GROUPS)


def plan_spans(reading: Reading) -> PlanSpans:
    """Return the days on plans, cut where a group or the time on the plan changes."""
    growing = reading.growing()
    for plan, row in enumerate(reading.rows(PLANS)):
        fifteen = add_months(row.started, FIFTEEN_MONTHS)
        birthdays = bands.birthdays(row.started)
        cuts, life = (*birthdays, fifteen), reading.life(row)
        for start, end in spans(life, row.started, row.ended, CP_CHAIR, cuts):
            growing.add(
                {
                    **reading.child_groups(row, start),
                    "category": ABUSE.get(row.latest_category or ""),
                    "duration_band": bands.after(birthdays, start),
                },
                plan=plan,
                over_15=start >= fifteen,
                over_24=start >= birthdays[-1],
                start=start,
                end=end or OPEN,
                counts_from=add_months(row.started, IN_SCOPE_AFTER),
            )
    return growing.frozen(PlanSpans, PLAN_GROUPS)


def plan_reviews(reading: Reading) -> PlanReviews:
    """Return the review conferences, held or owed."""
    plans_of = {
        (row.child_id, row.started): (plan, row.ended)
        for plan, row in enumerate(reading.rows(PLANS))
    }
    growing = reading.growing()
    for row in reading.rows(PLAN_REVIEWS):
        plan, ended = plans_of[row.child_id, row.plan_started]
        growing.add(
            reading.child_groups(row, row.held or row.due),
            plan=plan,
            due=row.due or UNKNOWN,
            held=row.held or UNKNOWN,
            ended=ended or OPEN,
        )
    return growing.frozen(PlanReviews, CHILD_GROUPS)


def _ended_under(plan: Row[Any], months: int) -> bool:
    last: date | None = plan.last_plan_ended
    return last is not None and add_months(last, months) > plan.started


def _end_known(plan: Row[Any], months: int, covered: Coverage) -> bool:
    """Say whether it is known if the child's last plan ended under `months` before.

    It is where there was no plan before, where that plan is in the store, or where
    the censuses of all those months were loaded and none of them holds it.
    """
    if plan.previous_plans == 0 or plan.last_plan_ended is not None:
        return True
    before = add_months(plan.started, -months)
    return plan.previous_plans is not None and covered.holds(before, plan.started)
