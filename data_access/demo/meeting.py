"""What Exampleshire wrote down: events, and commentary that its own figures bear out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from sqlalchemy import update
from sqlmodel import Session

from data_access.derive.council import EVENTS
from data_access.store.commentary import lines_of
from data_access.store.loaded import CommentaryLine, CouncilEvent, as_kept
from domain.periods import month_of

SET_UP = "set-up"
MEETS_AFTER: Final = timedelta(days=8)  # the end of a month
MANAGER, LEAD = "IRO service manager", "Quality assurance lead"
ON_TIME = "reviews_held_on_time"
TAKING_PART = "children_taking_part"
NOT_RECORDED = "participation_not_recorded"
CONFERENCES = "icpcs_held_within_15_working_days"
PLAN_REVIEWS = "plan_reviews_held_on_time"
OVERDUE = "plan_reviews_overdue"
RAISED = "disputes_raised"
RESOLVED = "disputes_resolved_within_20_working_days"
HAPPENED: Final = (  # day, words, measures
    (
        date(2023, 6, 5),
        "New form for children's views",
        (TAKING_PART, "children_taking_part_of_all_ages"),
    ),
    (
        date(2024, 9, 2),
        "Dispute protocol relaunched",
        (RAISED, "disputes_open", RESOLVED, "dispute_working_days_to_resolve"),
    ),
    (
        date(2025, 1, 13),
        "Two chairs on long leave until April",
        (CONFERENCES, "icpcs_overdue", PLAN_REVIEWS, OVERDUE),
    ),
)


class Said(NamedTuple):
    """A commentary: of a measure in a month, by whom, and its words."""

    key: str
    month: date
    author: str
    text: str


WRITTEN: Final = (
    Said(
        ON_TIME,
        date(2022, 12, 1),
        MANAGER,
        "The lowest month of this quarter. Reviews that were due around the holidays "
        "are being gone through.",
    ),
    Said(
        CONFERENCES,
        date(2023, 2, 1),
        MANAGER,
        "Fewer than eight in ten were in time, after more than nine in ten in January.",
    ),
    Said(
        RESOLVED,
        date(2023, 4, 1),
        LEAD,
        "Fewer than half in time, and the lowest month since October. Few are resolved "
        "in a month, so we do not read much into one of them.",
    ),
    Said(
        TAKING_PART,
        date(2023, 6, 1),
        LEAD,
        "A new form for children's views is in use since 5 June. The month is below the "
        "target, as May was; we look again when the form has been in use for a while.",
    ),
    Said(
        CONFERENCES,
        date(2023, 8, 1),
        MANAGER,
        "All in time, as in July.",
    ),
    Said(
        ON_TIME,
        date(2023, 8, 1),
        MANAGER,
        "The lowest month of this financial year so far. Several reviews waited for "
        "schools to be back.",
    ),
    Said(
        RESOLVED,
        date(2023, 12, 1),
        LEAD,
        "The lowest month so far, of few that were resolved. More disputes are open at "
        "the end of the month than at the end of any month before.",
    ),
    Said(
        ON_TIME,
        date(2024, 3, 1),
        MANAGER,
        "The best month since April 2023, and still below the target.",
    ),
    Said(
        TAKING_PART,
        date(2024, 3, 1),
        LEAD,
        "Above the target in each month of this quarter. Since the new form came, "
        "participation has been recorded for every review.",
    ),
    Said(
        PLAN_REVIEWS,
        date(2024, 5, 1),
        MANAGER,
        "Just below the target, for the first time since it was set.",
    ),
    Said(
        ON_TIME,
        date(2024, 6, 1),
        MANAGER,
        "Fewer than eight in ten, for the first time since December.",
    ),
    Said(
        RAISED,
        date(2024, 9, 1),
        LEAD,
        "The protocol was relaunched on 2 September. We expect more challenges to be "
        "written down from now on, so a rise would not by itself mean that practice is "
        "worse.",
    ),
    Said(
        CONFERENCES,
        date(2024, 9, 1),
        MANAGER,
        "Well below the target, and the lowest month of this financial year so far. "
        "Each late conference is being looked at by the chairs' manager.",
    ),
    Said(
        RAISED,
        date(2024, 11, 1),
        LEAD,
        "The most in a month since the protocol was relaunched. We read it as "
        "challenge being recorded, which is what we asked for.",
    ),
    Said(
        ON_TIME,
        date(2024, 12, 1),
        MANAGER,
        "Lower than October and November, as December was in the two years before.",
    ),
    Said(
        ON_TIME,
        date(2025, 1, 1),
        MANAGER,
        "Above the target for the first time since it was set.",
    ),
    Said(
        PLAN_REVIEWS,
        date(2025, 1, 1),
        MANAGER,
        "Two chairs are on long leave until April, and colleagues cover for them. The "
        "month is just above the target.",
    ),
    Said(
        PLAN_REVIEWS,
        date(2025, 4, 1),
        MANAGER,
        "Both chairs are back. No plan review was late in February, in March or this "
        "month.",
    ),
    Said(
        CONFERENCES,
        date(2025, 5, 1),
        MANAGER,
        "Lower than in March and April. Chairs' diaries for June have been opened "
        "earlier.",
    ),
    Said(
        CONFERENCES,
        date(2025, 7, 1),
        MANAGER,
        "The lowest month of this financial year so far, after a good June. The way "
        "these conferences were booked is being gone through one by one.",
    ),
    Said(
        ON_TIME,
        date(2025, 8, 1),
        MANAGER,
        "Lower than June and July, as August was last year. For next August, reviews "
        "that can be held earlier are to be brought into July.",
    ),
    Said(
        ON_TIME,
        date(2025, 9, 1),
        MANAGER,
        "Up on August, and just above the target. No single month tells; the twelve "
        "months are still below it.",
    ),
    Said(
        OVERDUE,
        date(2025, 9, 1),
        MANAGER,
        "Two are overdue at the end of the month. The chairs' manager is asked to say "
        "at the next meeting why, and when they will be held.",
    ),
    Said(
        RESOLVED,
        date(2025, 9, 1),
        LEAD,
        "The same as in August, and below the target. Few are resolved in a month, so "
        "one or two make the difference. Times by stage are asked for.",
    ),
)


def set_meeting(session: Session, la: str, as_at: date, now: datetime) -> None:
    """Give the invented council its events, and its commentary where it has none."""
    for day, words, keys in HAPPENED:
        if day <= as_at:
            session.add(
                CouncilEvent(
                    la=la,
                    day=day,
                    words=words,
                    measures=as_kept(keys),
                    set_by=SET_UP,
                    set_at=_written(day, now),
                )
            )
    for each in WRITTEN:
        there = lines_of(session, la, each.month, (each.key,))
        if month_of(each.month).end <= as_at and not there:
            session.add(
                CommentaryLine(
                    la=la,
                    measure=each.key,
                    month=each.month,
                    text=each.text,
                    author=each.author,
                    written_at=_written(month_of(each.month).end, now),
                )
            )


def remove_events(session: Session, la: str, now: datetime) -> None:
    """Remove its events, whoever wrote them down; what is written of months stays."""
    session.execute(
        update(EVENTS)
        .where(EVENTS.c.la == la, EVENTS.c.removed_at.is_(None))
        .values(removed_by=SET_UP, removed_at=now)
    )


def _written(day: date, now: datetime) -> datetime:
    """Return when something of a day was written: at the next meeting, or now."""
    return min(now, datetime.combine(day + MEETS_AFTER, time(10, 30), UTC))
