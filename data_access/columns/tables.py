"""Each kind of row as columns: reviews, care, conferences, plans, disputes, staff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row

from data_access.columns.child_groups import (
    IRO,
)
from data_access.columns.liberty import days_deprived
from data_access.columns.readiness import readiness
from data_access.columns.rows import (
    CARE_GROUPS,
    CHILD_GROUPS,
    CONFERENCES,
    CP_CHAIR,
    NOTES,
    PERIODS,
    PLAN_REVIEWS,
    PLANS,
    REVIEWS,
    STAFF,
    Reading,
    spans,
)
from data_access.derive import council
from data_access.derive.known import Coverage
from data_access.derive.rebuild import coverage
from domain import tables
from domain.codes import (
    ABUSE,
    AGED_UNDER_4,
    DURATION_BANDS,
    FOUR,
    PARTICIPATION_GROUPS,
    SERVICE_BANDS,
    UNDER_4,
    WORKING_DAY_BANDS,
)
from domain.due import RECORD_LIMIT, add_working_days
from domain.labels import REVIEW_TYPES
from domain.periods import MONTHS, ONE_DAY, add_months, birthday
from domain.tables import (
    OPEN,
    UNKNOWN,
    Conferences,
    PlanReviews,
    Plans,
    PlanSpans,
    Reviews,
)

# Bands of working days and of time on a plan, as the Department publishes them.


WORKING_DAY_LIMITS = (10, 15, 20)
LONG_PLAN = 729  # days: over this is two years or longer (DfE, CPPs2yrs)
UNDER_TWO_YEARS_AFTER = 12  # months


def working_days(taken: int | None) -> str | None:
    """Return the band of a count of working days; None where there is no count."""
    if taken is None:
        return None
    over = sum(taken > limit for limit in WORKING_DAY_LIMITS)
    return WORKING_DAY_BANDS[1 + over]


def birthdays(started: date) -> tuple[date, ...]:
    """Return the days on which a plan moves into its second and later bands."""
    day = timedelta(days=1)
    return (
        add_months(started, 3) + day,
        add_months(started, 6) + day,
        add_months(started, UNDER_TWO_YEARS_AFTER),
        started + timedelta(days=LONG_PLAN + 1),
    )


def duration(started: date, on: date) -> str:
    """Return the band of the time from a plan's start to a day."""
    return after(birthdays(started), on)


def after(days: tuple[date, ...], on: date) -> str:
    """Return the band of a plan on a day, given its `birthdays`."""
    return DURATION_BANDS[1 + sum(on >= day for day in days)]


IN_A_ROW = 3  # reviews whose IRO is asked to be the same
REVIEW_GROUPS = (
    *(*CARE_GROUPS, "review_type", "code", "participation"),
    *("late_reason", "late_kind"),
)


def reviews(reading: Reading) -> Reviews:
    """Return the reviews of children in care, held or owed."""
    periods = {
        (row.child_id, row.number): (care, row.ceased)
        for care, row in enumerate(reading.rows(PERIODS))
    }
    growing = reading.growing()
    rows = reading.rows(REVIEWS)
    ready, deprived = readiness(reading), days_deprived(reading)
    beside = zip(
        rows, _next_held(rows), _notes(reading, rows), _iros(reading, rows), strict=True
    )
    for row, next_held, note, iros in beside:
        care, ceased = periods[row.child_id, row.period_number]
        code, life = row.participation, reading.life(row)
        fourth = birthday(life.born, FOUR) if life.born else None
        asked = row.due or row.held
        sent = note.record_sent if note else None
        reason = reading.reasons.reason(note.late_reason) if note else None
        growing.add(
            {
                **life.groups(row.held or row.due, IRO),
                "review_type": REVIEW_TYPES[row.number or 0],
                "code": code,
                "participation": took_part(code, row.held, fourth),
                "late_reason": reason,
                "late_kind": reading.reasons.kind(reason) if reason else None,
            },
            care=care,
            child=reading.numbers[row.child_id],
            due=row.due or UNKNOWN,
            held=row.held or UNKNOWN,
            next_held=next_held or OPEN,
            ceased=ceased or OPEN,
            code=reading.labels["code"].position(code),
            fourth=fourth or UNKNOWN,
            sent=sent or UNKNOWN,
            send_by=add_working_days(row.held, RECORD_LIMIT) if row.held else UNKNOWN,
            third=len(iros) == IN_A_ROW,
            iro_same=len(set(iros)) == 1,
            iro_known=None not in iros,
            deprived=any(start <= asked < end for start, end in deprived[row.child_id]),
            ready=bool(ready.get((row.child_id, row.due))),
            ready_known=(row.child_id, row.due) in ready,
        )
    return growing.frozen(Reviews, REVIEW_GROUPS)


def _notes(reading: Reading, rows: Sequence[Row[Any]]) -> Iterator[Row[Any] | None]:
    """Yield, row by row, what is noted of the review, of whichever of its meetings."""
    noted = {(note.child_id, note.held): note for note in reading.rows(NOTES)}
    apart = council.timescales(reading.session, reading.la).review_series_days
    meetings = [timedelta(days=day) for day in range(apart + 1)] if noted else []
    for row in rows:
        found = (
            noted.get((row.child_id, row.held + later))
            for later in meetings
            if row.held is not None
        )
        yield next((note for note in found if note is not None), None)


def _iros(
    reading: Reading, rows: Sequence[Row[Any]]
) -> Iterator[tuple[str | None, ...]]:
    """Yield, row by row, the IROs of the last three reviews of the period of care."""
    care: tuple[str, int] | None = None
    iros: tuple[str | None, ...] = ()
    for row in rows:
        if care != (row.child_id, row.period_number):
            care, iros = (row.child_id, row.period_number), ()
        if row.held is not None:
            iro = reading.life(row).continuity.iro(row.held)
            iros = (*iros, iro)[-IN_A_ROW:]
        yield iros


def took_part(code: str | None, held: date | None, fourth: date | None) -> str | None:
    """Return how a child took part, by age where known; None where it is not told.

    With a code, a child is under 4 up to the day they are 4 (`fourth`), whichever code
    it is; from then on PN0 tells nothing.
    """
    if code is None or held is None or fourth is None:
        return PARTICIPATION_GROUPS.get(code or "")
    if held < fourth:
        return UNDER_4
    return None if code == AGED_UNDER_4 else PARTICIPATION_GROUPS.get(code)


def _next_held(rows: Sequence[Row[Any]]) -> list[date | None]:
    """Return, row by row, when the same child's next review was held."""
    following: list[date | None] = []
    child_id, held = None, None
    for row in reversed(rows):
        if row.child_id != child_id:
            child_id, held = row.child_id, None
        following.append(held)
        held = row.held or held
    return following[::-1]


# Child protection as columns: conferences, plans, days on plans, plan reviews.


IN_SCOPE_AFTER_MONTHS = 3  # months on a plan before a first review must have been held
FIFTEEN_MONTHS, TWO_YEARS = 15, 24
PLAN_GROUPS = (*CHILD_GROUPS, "category", "duration_band")


def conferences(reading: Reading) -> Conferences:
    """Return the conferences held or owed; none for an enquiry that needs none."""
    growing = reading.growing()
    for row in reading.rows(CONFERENCES):
        day = row.held or row.due or row.s47_started
        band = working_days(row.working_days)
        growing.add(
            {**reading.child_groups(row, day), "working_day_band": band},
            s47_started=row.s47_started or UNKNOWN,
            due=row.due or UNKNOWN,
            held=row.held or UNKNOWN,
            settled=row.held or row.settled or OPEN,
            working_days=UNKNOWN if row.working_days is None else row.working_days,
            transfer_in=row.transfer_in,
        )
    return growing.frozen(Conferences, (*CHILD_GROUPS, "working_day_band"))


def plans(reading: Reading) -> Plans:
    """Return the plans, and what is known of each child's plan before."""
    growing = reading.growing()
    covered = coverage(reading.session, reading.la, "plans")
    rows = reading.rows(PLANS)
    for plan, (row, after) in enumerate(zip(rows, _next_started(rows), strict=True)):
        band = duration(row.started, row.ended) if row.ended else None
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
            next_start=after or OPEN,
            followed_to=_followed_to(reading, row, after, covered) or UNKNOWN,
        )
    return growing.frozen(Plans, PLAN_GROUPS)


def _next_started(rows: Sequence[Row[Any]]) -> list[date | None]:
    """Return, row by row, when the same child's next plan started."""
    following = (*rows[1:], None)
    return [
        after.started if after is not None and after.child_id == row.child_id else None
        for row, after in zip(rows, following, strict=False)
    ]


def _followed_to(
    reading: Reading, plan: Row[Any], after: date | None, covered: Coverage
) -> date | None:
    """Return until when files tell whether a child is back on a plan.

    None where the plan is open, where no file speaks for its end, and where the next
    started by the day it ended: then the end is a guess, or one of the two is wrong.
    """
    run = covered.run_of(plan.ended) if plan.ended else None
    if run is None or (after is not None and after <= plan.ended):
        return None
    return min(run.end, reading.life(plan).grown_up_or_died)


def plan_spans(reading: Reading) -> PlanSpans:
    """Return the days on plans, cut where a group or the time on the plan changes."""
    growing = reading.growing()
    led_from = council.led_from(reading.session, reading.la)
    for plan, row in enumerate(reading.rows(PLANS)):
        fifteen = add_months(row.started, FIFTEEN_MONTHS)
        bands = birthdays(row.started)
        cuts, life = (*bands, fifteen), reading.life(row)
        for start, end in spans(life, row.started, row.ended, CP_CHAIR, cuts):
            growing.add(
                {
                    **reading.child_groups(row, start),
                    "category": ABUSE.get(row.latest_category or ""),
                    "duration_band": after(bands, start),
                },
                plan=plan,
                over_15=start >= fifteen,
                over_24=start >= bands[-1],
                start=start,
                end=end or OPEN,
                chaired_to=_chaired_to(start, end, led_from),
                counts_from=add_months(row.started, IN_SCOPE_AFTER_MONTHS),
            )
    return growing.frozen(PlanSpans, PLAN_GROUPS)


def _chaired_to(start: date, end: date | None, led_from: date | None) -> date | int:
    """Return the day from which a plan is no IRO's or chair's; OPEN if there is none."""
    last = min((day for day in (end, led_from) if day), default=None)
    return OPEN if last is None else max(start, last)


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
    files speak for all those months and none of them holds it.
    """
    if plan.previous_plans == 0 or plan.last_plan_ended is not None:
        return True
    before = add_months(plan.started, -months)
    return covered.holds(before, plan.started)


# The staff who hold cases, as columns.


DUAL = "dual"
ROLES_WITH_CASES = frozenset({IRO, CP_CHAIR, DUAL})
LONG_AGO = date(1970, 1, 1)
SERVICE_YEARS = (1, 2, 5)  # at which a band of service ends


def staff(reading: Reading) -> tables.Staff:
    """Return the IROs and chairs in post who hold cases, cut by length of service."""
    growing = reading.growing()
    for row in reading.rows(STAFF):
        if row.role not in ROLES_WITH_CASES or not row.fte:
            continue
        served = _served(row)
        for start, end, band in served:
            last = end == row.ended
            growing.add(
                {"iro": reading.staff[row.staff_id], "service_band": band},
                start=start,
                end=end or OPEN,
                start_later=add_months(start, MONTHS),
                end_later=add_months(end, MONTHS) if end else OPEN,
                joined=row.started if start == row.started else UNKNOWN,
                left=end if end and last else OPEN,
                left_until=add_months(end, MONTHS) if end and last else OPEN,
                settled=_settled(start, end, row.probation_until),
                fte=round(row.fte * 100),
                dual=row.role == DUAL,
                agency=row.agency,
            )
    return growing.frozen(tables.Staff, ("iro", "service_band"))


def _served(row: Row[Any]) -> list[tuple[date, date | None, str | None]]:
    """Return the days in post, cut where a band of service ends, each with its band."""
    if row.started is None:
        return [(LONG_AGO, row.ended, None)]
    years = [add_months(row.started, MONTHS * each) for each in SERVICE_YEARS]
    cuts = [row.started, *(day for day in years if day < (row.ended or date.max))]
    ends = [*cuts[1:], row.ended]
    return [
        (start, end, SERVICE_BANDS[1 + place])
        for place, (start, end) in enumerate(zip(cuts, ends, strict=True))
    ]


def _settled(start: date, ended: date | None, until: date | None) -> date:
    """Return the first day without probation; nobody is on it who has left."""
    if until is None or until < start:
        return start
    return min(until + ONE_DAY, ended or date.max)
