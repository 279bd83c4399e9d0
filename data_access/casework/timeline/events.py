"""Events of a child in care: periods of care, legal status, placements and reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from data_access.casework.timeline.parts import (
    NOT_KNOWN,
    ChildRows,
    Event,
    Lane,
    Mark,
    days,
    last_held,
    meeting,
    owed,
    runs,
    sentences,
)
from data_access.store.tables import (
    ClaReview,
    Conference,
    Dispute,
    DisputeStageEvent,
    Episode,
    PeriodOfCare,
    Plan,
    ReviewNote,
)
from domain.codes import (
    ABUSE,
    LEGAL_STATUS,
    LOCATIONS,
    NOT_RECORDED,
    PARTICIPATION,
    PLACEMENTS,
    PROVIDERS,
    REASONS_CARE_ENDED,
    say,
)
from domain.due import DISPUTE_LIMIT, ICPC_LIMIT, Timescales, working_days_between
from domain.periods import say_day

NEW_CARER = frozenset({"P", "B"})  # RNE: the placement and the carer changed
NO_REASON = "no reason recorded"
SHORT_BREAKS = "Short breaks"
EARLIER_REVIEW_MAY_BE = (
    "Due date not known: an earlier review may be in a file not loaded"
)
REVIEW = "Review"


def care_events(
    rows: ChildRows, as_at: date, timescales: Timescales
) -> Iterator[Event]:
    """Yield what happened in care, and the review owed."""
    yield from (_period(care) for care in rows.care)
    yield from (_status(stay) for stay in _joined(rows.episodes, _same_status))
    yield from (_placement(stay) for stay in _joined(rows.episodes, _same_placement))
    for care in rows.care:
        yield from events_of_care(rows, care, as_at, timescales)


def events_of_care(
    rows: ChildRows, care: PeriodOfCare, as_at: date, timescales: Timescales
) -> Iterator[Event]:
    """Yield the reviews of one period of care, the one owed last."""
    still = runs(care.started, care.ceased, as_at)
    for review in rows.reviews_in(care):
        if review.held is not None:
            note = _note(review.held, rows.notes, timescales)
            yield _held(review, review.held, note)
        elif review.due is not None:
            yield owed(Lane.REVIEWS, REVIEW, review.due, as_at, still=still)


def _period(care: PeriodOfCare) -> Event:
    text, ended = f"Since {say_day(care.started)}", None
    if care.ceased is not None:
        text = say(REASONS_CARE_ENDED, care.reason_ceased)
        ended = f"Why it ended: {text}"
    start = None if care.start_known else "Care began on this day or earlier"
    return Event(
        Lane.CARE,
        Mark.SPAN,
        care.started,
        SHORT_BREAKS if care.short_breaks else str(Lane.CARE),
        sentences(start, ended),
        until=care.ceased,
        text=text,
    )


def _status(stay: Sequence[Episode]) -> Event:
    said = say(LEGAL_STATUS, stay[0].legal_status)
    return _stay(Lane.LEGAL, stay, said, sentences(said))


def _placement(stay: Sequence[Episode]) -> Event:
    first = stay[0]
    said = say(PLACEMENTS, first.placement)
    by = f"Provided by {say(PROVIDERS, first.provider)}" if first.provider else None
    where = say(LOCATIONS, first.location) if first.location else None
    return _stay(Lane.PLACEMENT, stay, said, sentences(said, by, where))


def _stay(lane: Lane, stay: Sequence[Episode], said: str, detail: str) -> Event:
    return Event(
        lane,
        Mark.SPAN,
        stay[0].decom,
        str(lane),
        detail,
        until=stay[-1].dec,
        text=said.partition(",")[0],
    )


def _joined(
    episodes: Sequence[Episode], same: Callable[[Episode, Episode], bool]
) -> list[list[Episode]]:
    """Return episodes that follow on with nothing changed as one stay."""
    found: list[list[Episode]] = []
    for episode in episodes:
        last = found[-1][-1] if found else None
        if last is not None and _follows(last, episode) and same(last, episode):
            found[-1].append(episode)
        else:
            found.append([episode])
    return found


def _follows(last: Episode, this: Episode) -> bool:
    return last.period_number == this.period_number and last.dec == this.decom


def _same_status(last: Episode, this: Episode) -> bool:
    return last.legal_status == this.legal_status


def _same_placement(last: Episode, this: Episode) -> bool:
    return this.rne not in NEW_CARER and (
        (last.placement, last.provider, last.location)
        == (this.placement, this.provider, this.location)
    )


def _note(
    held: date, notes: Sequence[ReviewNote], timescales: Timescales
) -> ReviewNote | None:
    """Return the note of a review, whichever of its meetings it was made of."""
    last = held + timedelta(days=timescales.review_series_days)
    return next((note for note in notes if held <= note.held <= last), None)


def _held(review: ClaReview, held: date, note: ReviewNote | None) -> Event:
    late = review.due is not None and held > review.due
    reason = note.late_reason if note and note.late_reason else None
    sent = note.record_sent if note else None
    part = say(PARTICIPATION, review.participation)
    return meeting(
        Lane.REVIEWS,
        REVIEW,
        review.due,
        held,
        EARLIER_REVIEW_MAY_BE if review.due is None else None,
        f"Why late: {reason or NO_REASON}" if late else None,
        f"How the child took part: {part if part != NOT_RECORDED else 'not recorded'}",
        f"Record sent {say_day(sent)}" if sent else None,
    )


# Events of child protection: enquiries, conferences, plans and plan reviews.


ENQUIRY = "Section 47 enquiry"
CONFERENCE, TRANSFER = "Initial conference", "Transfer-in conference"
PLAN, PLAN_REVIEW = "Child protection plan", "Plan review"
EARLIER_PLAN_REVIEW_MAY_BE = (
    "Due date not known: an earlier plan review may be in a file not loaded"
)


def protection_events(rows: ChildRows, as_at: date) -> Iterator[Event]:
    """Yield what happened in child protection, and the plan review owed."""
    for conference in rows.conferences:
        yield from _conference(conference, as_at)
    for plan in rows.plans:
        yield _plan(plan)
        yield from events_of_plan(rows, plan, as_at)


def events_of_plan(rows: ChildRows, plan: Plan, as_at: date) -> Iterator[Event]:
    """Yield the reviews of one plan, the one owed last."""
    still = runs(plan.started, plan.ended, as_at)
    for review in rows.reviews_of(plan):
        if review.held is not None:
            unknown = EARLIER_PLAN_REVIEW_MAY_BE if review.due is None else None
            yield meeting(
                Lane.CONFERENCES, PLAN_REVIEW, review.due, review.held, unknown
            )
        elif review.due is not None:
            yield owed(Lane.CONFERENCES, PLAN_REVIEW, review.due, as_at, still=still)


def _conference(row: Conference, as_at: date) -> Iterator[Event]:
    none_needed = row.not_required and row.held is None
    if row.s47_started is not None:
        yield Event(
            Lane.CONFERENCES,
            Mark.POINT,
            row.s47_started,
            ENQUIRY,
            "No conference was needed." if none_needed else "",
        )
    if row.held is not None:
        yield _initial(row, row.held)
    elif row.due is not None and not none_needed:
        yield owed(Lane.CONFERENCES, CONFERENCE, row.due, as_at, still=False)


def _initial(row: Conference, held: date) -> Event:
    """Return a conference; it is late once it took more working days than it may."""
    what = TRANSFER if row.transfer_in else CONFERENCE
    if row.working_days is None or row.due is None:
        on_time = "" if row.transfer_in else NOT_KNOWN
        return Event(Lane.CONFERENCES, Mark.UNKNOWN, held, what, "", on_time)
    late = row.working_days > ICPC_LIMIT
    return Event(
        Lane.CONFERENCES,
        Mark.LATE if late else Mark.ON_TIME,
        held,
        what,
        sentences(
            f"Due {say_day(row.due)}",
            f"{row.working_days} working days after the enquiry began",
        ),
        f"{days((held - row.due).days)} late" if late else "On time",
    )


def _plan(plan: Plan) -> Event:
    category = say(ABUSE, plan.latest_category)
    first = say(ABUSE, plan.initial_category)
    before = plan.previous_plans
    return Event(
        Lane.PLANS,
        Mark.SPAN,
        plan.started,
        PLAN,
        sentences(
            f"Category: {category}" if plan.latest_category else None,
            f"At first: {first}"
            if plan.initial_category and first != category
            else None,
            f"Plans before this one: {before}" if before else None,
        ),
        until=plan.ended,
        text=category if plan.latest_category else PLAN,
    )


# Events of disputes: when each was raised, how far it went and how it ended.


DISPUTE = "Dispute"


def dispute_events(rows: ChildRows, as_at: date) -> Iterator[Event]:
    """Yield each dispute, from the day it was raised until it was resolved."""
    for dispute in rows.disputes:
        stages = [each for each in rows.stages if _is_of(each, dispute)]
        yield Event(
            Lane.DISPUTES,
            Mark.SPAN,
            dispute.raised,
            DISPUTE,
            _detail(dispute, stages),
            _on_time(dispute, as_at),
            until=dispute.resolved,
            text=dispute.highest_stage or dispute.entry_stage or DISPUTE,
        )


def working_day(dispute: Dispute, as_at: date) -> str:
    """Return which of its working days an open dispute is on."""
    day = working_days_between(dispute.raised, as_at)
    if day > DISPUTE_LIMIT:
        return f"{DISPUTE_LIMIT} working days are over"
    return f"working day {day} of {DISPUTE_LIMIT}"


def _on_time(dispute: Dispute, as_at: date) -> str:
    if runs(dispute.raised, dispute.resolved, as_at):
        return f"Open, {working_day(dispute, as_at)}"
    taken = dispute.working_days
    if taken is None or taken <= DISPUTE_LIMIT:
        return "" if taken is None else "On time"
    return f"Late: {taken} working days, {DISPUTE_LIMIT} allowed"


def _detail(dispute: Dispute, stages: list[DisputeStageEvent]) -> str:
    theme = dispute.theme or dispute.theme_as_typed
    return sentences(
        f"Theme: {theme or NOT_RECORDED.lower()}",
        _stages(dispute, stages),
        f"Raised by {dispute.iro_name}" if dispute.iro_name else None,
        f"Outcome: {dispute.outcome}" if dispute.outcome else None,
    )


def _stages(dispute: Dispute, stages: list[DisputeStageEvent]) -> str:
    """Return the stages in order, with the day of each that is known."""
    said = [
        f"{each.stage or each.stage_as_typed or NOT_RECORDED.lower()}"
        + (f" from {say_day(each.entered)}" if each.entered else "")
        for each in stages
    ]
    reached = dispute.highest_stage or dispute.entry_stage
    return f"Stage: {', then '.join(said) or reached or NOT_RECORDED.lower()}"


def _is_of(stage: DisputeStageEvent, dispute: Dispute) -> bool:
    return (stage.raised, stage.ordinal) == (dispute.raised, dispute.ordinal)


# The days that the service register plans for reviews and plan reviews.


REVIEW_PLANNED, PLAN_REVIEW_PLANNED = (
    "review",
    "plan_review",
)  # kinds of a planned review


def planned_events(rows: ChildRows, as_at: date) -> Iterator[Event]:
    """Yield what is planned and not held yet."""
    for day in planned_in_care(rows, as_at):
        yield Event(Lane.REVIEWS, Mark.PLANNED, day, "Review planned")
    for day in planned_on_plan(rows, as_at):
        yield Event(Lane.CONFERENCES, Mark.PLANNED, day, "Plan review planned")


def planned_in_care(rows: ChildRows, as_at: date) -> list[date]:
    """Return the days planned since the last review of a child in care."""
    care = rows.in_care(as_at)
    if care is None:
        return []
    return _after(
        last_held(rows.reviews_in(care)) or care.started, REVIEW_PLANNED, rows
    )


def planned_on_plan(rows: ChildRows, as_at: date) -> list[date]:
    """Return the days planned since the last review of the plan."""
    plan = rows.on_plan(as_at)
    if plan is None:
        return []
    return _after(
        last_held(rows.reviews_of(plan)) or plan.started, PLAN_REVIEW_PLANNED, rows
    )


def beside_planned(planned: list[date], due: date | None, as_at: date) -> str:
    """Return the next day planned, and whether it is after the due date."""
    to_come = [day for day in planned if day >= as_at]
    if not to_come:
        gone = "which is gone by, and none is recorded"
        return f"Planned for {say_day(planned[-1])}, {gone}" if planned else ""
    if due is None:
        return f"Planned for {say_day(to_come[0])}"
    late = (to_come[0] - due).days
    after = f"{days(late)} after the due date" if late > 0 else "by the due date"
    return f"Planned for {say_day(to_come[0])}, {after}"


def _after(last: date, kind: str, rows: ChildRows) -> list[date]:
    return [
        each.planned_for
        for each in rows.planned
        if each.kind == kind and each.planned_for > last
    ]


# Events of visits: who went to see the child, or was in contact, on which day.


KINDS: Mapping[str, str] = {
    "iro": "Visit or contact by the IRO",
    "social_worker": "Visit by the social worker, in care",
    "plan": "Visit by the social worker, on a plan",
}


def visit_events(rows: ChildRows) -> Iterator[Event]:
    """Yield each visit."""
    for visit in rows.visits:
        what = say(KINDS, visit.kind)
        yield Event(Lane.VISITS, Mark.POINT, visit.visited, what)
