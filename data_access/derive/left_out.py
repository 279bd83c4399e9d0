"""Rows that joining the files shows to be wrong, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from data_access.derive.care import Care, Doubt, EpisodeStated
from data_access.derive.protection import PlanSeen
from data_access.derive.winning import Winning
from data_access.store.statements import PlanReviewRecord, Record, ReviewRecord
from domain.codes import CARE_GOES_ON

LeftOutValues = dict[str, Any]
OUTSIDE_CARE = "a day inside one of the child's periods of care"
PLAN_NOT_CLOSED = "the day the plan ended: a later census or plan shows that it did"


def review_outside(
    winning: Winning[ReviewRecord], *, has_episodes: bool
) -> LeftOutValues:
    """Return what is said of a review held outside every period of care."""
    remedy = (
        "Correct the review's date, or the episode it belongs to, and load again."
        if has_episodes
        else "Load the Episodes file that holds this child."
    )
    return as_left_out(
        winning,
        field="REVIEW",
        found=_say(winning.record.held),
        expected=OUTSIDE_CARE,
        remedy=remedy,
    )


def review_in_short_breaks(winning: Winning[ReviewRecord]) -> LeftOutValues:
    """Return what is said of a review of a child who only has short breaks."""
    return as_left_out(
        winning,
        field="REVIEW",
        found=_say(winning.record.held),
        expected="no review, as every episode is a short break (LS V3 or V4)",
        remedy="Correct the legal status of the episodes, or remove the review.",
    )


def part_of_review(
    winning: Winning[ReviewRecord], first: Mapping[date, date]
) -> LeftOutValues:
    """Return what is said of a meeting counted as a part of an earlier review."""
    return as_left_out(
        winning,
        whole_row=False,
        field="REVIEW",
        found=_say(winning.record.held),
        expected="a review of its own, more days after the one before",
        remedy=f"Counted as a part of the review of {_say(first[winning.record.held])}. "
        "The number of days is one of the council's own rules.",
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
    broken_off = care.doubt is Doubt.BROKEN_OFF and dec is not None
    yield as_left_out(
        item,
        whole_row=False,
        field="REC" if broken_off else "DEC",
        found=CARE_GOES_ON if broken_off else _say(dec),
        expected=_expected(care, dec),
        remedy=_counted_until(care.ceased, "in care")
        + ("Load the episode that follows." if broken_off else CLOSE_IT),
    )


CLOSE_IT = "Load the return that closes this episode."


def _expected(care: Care, dec: date | None) -> str:
    if care.doubt is Doubt.BROKEN_OFF:
        return f"another episode from {_say(dec)}"
    if care.doubt is Doubt.LOST:
        return "the day care ceased: a later return has no such child"
    return f"the day care ceased, by {_say(care.ceased)} when it started again"


def review_without_plan(winning: Winning[PlanReviewRecord]) -> LeftOutValues:
    """Return what is said of a review whose plan is not in the store."""
    return as_left_out(
        winning,
        field="CPPreviewDate",
        found=_say(winning.record.held),
        expected="a plan of this child that is not itself left out",
        remedy="Correct the plan this review belongs to, and load again.",
    )


def end_of_plan(plan: PlanSeen) -> LeftOutValues:
    """Return what is said of a plan that no census closes."""
    return as_left_out(
        plan.winning,
        whole_row=False,
        field="CPPendDate",
        found="blank",
        expected=PLAN_NOT_CLOSED,
        remedy=_counted_until(plan.ended, "on the plan")
        + "Load the census that closes this plan.",
    )


def _counted_until(day: date | None, what: str) -> str:
    return f"Counted as {what} until {_say(day)}. " if day else f"Counted as {what}. "


def _say(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "blank"


def as_left_out(winning: Winning[Record], **words: Any) -> LeftOutValues:  # noqa: ANN401
    """Return a row of what is left out, for something that joining shows to be wrong."""
    return {
        "import_id": winning.import_id,
        "place": winning.place,
        "record": winning.record.name,
        "joining": True,
        "whole_row": True,
        **words,
    }
