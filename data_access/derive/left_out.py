"""Rows that joining the files shows to be wrong, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from data_access.derive.care import Care, Doubt, EpisodeStated
from data_access.derive.known import LatestEnd, Why, Winning
from data_access.derive.protection import PlanSeen
from data_access.store.statements import (
    Fault,
    PlanReviewRecord,
    Record,
    ReviewRecord,
)
from domain.codes import CARE_GOES_ON

LeftOutValues = dict[str, Any]
INSIDE_CARE = "a day inside one of the child's periods of care"
OUTSIDE_CARE = Fault(
    "outside_care",
    INSIDE_CARE,
    "Correct the review's date, or the episode it belongs to, and load again.",
)
WITHOUT_CARE = Fault(
    "without_care", INSIDE_CARE, "Load the Episodes file that holds this child."
)
IN_SHORT_BREAKS = Fault(
    "review_in_short_breaks",
    "no review, as every episode is a short break (LS V3 or V4)",
    "Correct the legal status of the episodes, or remove the review.",
)
PART_OF_REVIEW = Fault(
    "part_of_review",
    "a review of its own, more days after the one before",
    "Counted as a part of the review of {first}. The number of days is one of the "
    "council's own rules.",
)
BROKEN_OFF = Fault(
    "care_broken_off",
    "another episode from {dec}",
    "{counted}Load the episode that follows.",
)
CLOSE_IT = "{counted}Load the return that closes this episode."
LOST = Fault(
    "care_not_closed",
    "the day care ceased: a later return has no such child",
    CLOSE_IT,
)
BEGAN_AGAIN = Fault(
    "care_began_again",
    "the day care ceased, by {ceased} when it started again",
    CLOSE_IT,
)
GROWN_UP = Fault(
    "open_past_18",
    "an end by {ceased}, the 18th birthday",
    "{counted}Care ends at 18: close it by that day, or correct the date of birth.",
)
DIED = Fault(
    "open_past_death",
    "an end by {ceased}, when the child died",
    "{counted}Close it on that day, or correct the date of death.",
)
TURNED = Fault(
    "care_turned_into_short_breaks",
    "a legal status other than short breaks, as the child was in care until then",
    "Not counted as in care from {since} on, and no review falls due. Correct the "
    "legal status if care went on.",
)
GAP = Fault(
    "gap_in_care",
    "an episode from {dec} on, as care went on",
    "Counted as in care from {dec} to {decom}, though no episode says so. Load the "
    "episode that is missing, or correct the reason the one before ceased.",
)
END_OF_CARE = {
    Doubt.BROKEN_OFF: BROKEN_OFF,
    Doubt.LOST: LOST,
    Doubt.BEGAN_AGAIN: BEGAN_AGAIN,
    Doubt.GROWN_UP: GROWN_UP,
    Doubt.DIED: DIED,
}
WITHOUT_PLAN = Fault(
    "review_without_plan",
    "a plan of this child that is not itself left out",
    "Correct the plan this review belongs to, and load again.",
)
PLAN_NOT_CLOSED = Fault(
    "plan_not_closed",
    "the day the plan ended: a later census or plan shows that it did",
    "{counted}Load the census that closes this plan.",
)


def review_outside(
    winning: Winning[ReviewRecord], *, has_episodes: bool
) -> LeftOutValues:
    """Return what is said of a review held outside every period of care."""
    fault = OUTSIDE_CARE if has_episodes else WITHOUT_CARE
    return as_left_out(winning, fault, field="REVIEW", found=winning.record.held)


def review_in_short_breaks(winning: Winning[ReviewRecord]) -> LeftOutValues:
    """Return what is said of a review of a child who only has short breaks."""
    held = winning.record.held
    return as_left_out(winning, IN_SHORT_BREAKS, field="REVIEW", found=held)


def part_of_review(
    winning: Winning[ReviewRecord], first: Mapping[date, date]
) -> LeftOutValues:
    """Return what is said of a meeting counted as a part of an earlier review."""
    return as_left_out(
        winning,
        PART_OF_REVIEW,
        whole_row=False,
        field="REVIEW",
        found=winning.record.held,
        first=_say(first[winning.record.held]),
    )


def end_of_care(
    care: Care, episodes: Iterable[EpisodeStated]
) -> Iterator[LeftOutValues]:
    """Return what is said of an episode that does not tell when care ceased."""
    if care.doubt is None:
        return
    last = care.episodes[-1]
    item = next(item for item in episodes if item.record.decom == last.decom)
    dec = item.record.dec
    broken_off = care.doubt is Doubt.BROKEN_OFF
    yield as_left_out(
        item,
        END_OF_CARE[care.doubt],
        whole_row=False,
        field="REC" if broken_off else "DEC",
        found=CARE_GOES_ON if broken_off else dec,
        dec=_say(dec),
        ceased=_say(care.ceased),
        counted=_counted_until(care.ceased, "in care"),
    )


def gaps_in_care(
    care: Care, episodes: Iterable[EpisodeStated]
) -> Iterator[LeftOutValues]:
    """Return what is said of episodes that start some days after the one before."""
    ended = {
        after.decom: before.dec
        for before, after in pairwise(care.episodes)
        if before.dec is not None and before.dec < after.decom
    }
    for item in episodes:
        decom = item.record.decom
        if decom in ended:
            yield as_left_out(
                item,
                GAP,
                whole_row=False,
                field="DECOM",
                found=decom,
                dec=_say(ended[decom]),
                decom=_say(decom),
            )


def care_after_end(
    after: Iterable[Care], end: LatestEnd | None, episodes: Iterable[EpisodeStated]
) -> Iterator[LeftOutValues]:
    """Return what is said of episodes that start once all has ended for the child."""
    started = {each.decom for care in after for each in care.episodes}
    for item in episodes:
        if end and item.record.decom in started:
            yield _after_end(item, end, "DECOM", item.record.decom)


def plan_after_end(plan: PlanSeen, end: LatestEnd) -> LeftOutValues:
    """Return what is said of a plan that starts once all has ended for the child."""
    return _after_end(plan.winning, end, "CPPstartDate", plan.started)


def _after_end(
    item: Winning[Any], end: LatestEnd, field: str, found: date
) -> LeftOutValues:
    fault = DIED if end.why is Why.DEATH else GROWN_UP
    ceased = _say(end.day)
    return as_left_out(item, fault, field=field, found=found, ceased=ceased, counted="")


def turned_into_short_breaks(
    care: Care, episodes: Iterable[EpisodeStated]
) -> LeftOutValues:
    """Return what is said of short breaks that follow on from care."""
    first = care.episodes[0]
    item = next(item for item in episodes if item.record.decom == first.decom)
    return as_left_out(
        item,
        TURNED,
        whole_row=False,
        field="LS",
        found=first.legal_status,
        since=_say(care.started),
    )


def review_without_plan(winning: Winning[PlanReviewRecord]) -> LeftOutValues:
    """Return what is said of a review whose plan is not in the store."""
    held = winning.record.held
    return as_left_out(winning, WITHOUT_PLAN, field="CPPreviewDate", found=held)


def end_of_plan(plan: PlanSeen) -> LeftOutValues:
    """Return what is said of a plan that no census closes, or closes too late."""
    cut = {Why.DEATH: DIED, Why.GROWN_UP: GROWN_UP}
    return as_left_out(
        plan.winning,
        cut[plan.cut] if plan.cut else PLAN_NOT_CLOSED,
        whole_row=False,
        field="CPPendDate",
        found=plan.winning.record.ended,
        ceased=_say(plan.ended),
        counted=_counted_until(plan.ended, "on the plan"),
    )


def _counted_until(day: date | None, what: str) -> str:
    return f"Counted as {what} until {_say(day)}. " if day else f"Counted as {what}. "


def _say(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "blank"


def as_left_out(
    winning: Winning[Record],
    fault: Fault,
    *,
    field: str,
    found: date | str | None,
    whole_row: bool = True,
    **values: object,
) -> LeftOutValues:
    """Return a row of what is left out, for something that joining shows to be wrong.

    A day that was found is kept as a day beside its words; `values` fill in the
    fault's sentences.
    """
    expected, remedy = fault.said(**values)
    return {
        "import_id": winning.import_id,
        "place": winning.place,
        "field": field,
        "found": found if isinstance(found, str) else _say(found),
        "day": found if isinstance(found, date) else None,
        "code": fault.code,
        "expected": expected,
        "remedy": remedy,
        "record": winning.record.name,
        "joining": True,
        "whole_row": whole_row,
    }
