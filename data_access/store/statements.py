"""What a file can state: one frozen record a statement, with the key that names it.

Importers make these; `sources.py` keeps them; `derive.py` makes the tables from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from data_access.store.law import LibertyRecord, PreProceedingsRecord
from data_access.store.permanence import AdoptionPlanRecord, CarePlanRecord
from data_access.store.record import Record


class ChildRecord(Record):
    """SSDA903 Header, or CIN ChildIdentifiers; `born` may be the expected date.

    Brothers and sisters have one `family`, a name that means nothing else. `disabled`
    and `alone`, an unaccompanied asylum-seeking child, are None where a file is silent.
    """

    name = "child"
    identity = ("child_id",)
    born: date | None = None
    died: date | None = None
    sex: str | None = None
    ethnicity: str | None = None
    family: str | None = None
    disabled: bool | None = None
    alone: bool | None = None


class AloneRecord(Record):
    """A child in the return's list of unaccompanied asylum-seeking children (UASC)."""

    name = "alone"
    identity = ("child_id",)


class EpisodeRecord(Record):
    """One line of SSDA903 Episodes; `miles` from home, None where nobody knows.

    `region` is that of the council the child is placed in, or a country.
    """

    name = "episode"
    identity = ("child_id", "decom")
    happened = ("decom", "dec")
    decom: date
    rne: str | None = None
    legal_status: str | None = None
    placement: str | None = None
    provider: str | None = None
    location: str | None = None
    region: str | None = None
    miles: float | None = None
    dec: date | None = None
    reason_ceased: str | None = None


class ReviewRecord(Record):
    """One review of a child in care that was held; `born` is what its row says."""

    name = "review"
    identity = ("child_id", "held")
    happened = ("held",)
    held: date
    participation: str | None = None
    born: date | None = None
    source_due: date | None = None


class ConferenceRecord(Record):
    """A section 47 enquiry, its conference, or a transfer-in conference alone."""

    name = "conference"
    identity = ("child_id", "s47_started", "transfer_held")
    happened = ("s47_started", "held")
    s47_started: date | None = None
    held: date | None = None
    source_due: date | None = None
    transfer_in: bool = False
    not_required: bool = False

    @property
    def transfer_held(self) -> date | None:
        """Without an enquiry the conference's own date names it."""
        return self.held if self.s47_started is None else None


class PlanRecord(Record):
    """One child protection plan."""

    name = "plan"
    identity = ("child_id", "started")
    happened = ("started", "ended")
    started: date
    ended: date | None = None
    initial_category: str | None = None
    latest_category: str | None = None
    previous_plans: int | None = None


class PlanReviewRecord(Record):
    """One review child protection conference that was held."""

    name = "plan_review"
    identity = ("child_id", "plan_started", "held")
    happened = ("held",)
    plan_started: date
    held: date
    source_due: date | None = None


class StageEntry(BaseModel):
    """A dispute entering a stage, as typed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    stage_as_typed: str | None = None
    entered: date | None = None
    response_due: date | None = None
    responded: date | None = None


class DisputeRecord(Record):
    """One dispute as the council's log has it, wording untouched.

    `ordinal` tells apart two disputes raised for one child on one day.
    """

    name = "dispute"
    identity = ("child_id", "raised", "ordinal")
    happened = ("raised",)
    raised: date
    ordinal: int = 1
    iro_name: str | None = None
    team: str | None = None
    theme_as_typed: str | None = None
    resolved: date | None = None
    outcome: str | None = None
    stages: tuple[StageEntry, ...] = ()


class StaffRecord(Record):
    """A member of staff; `child_id` is always empty."""

    name = "staff"
    identity = ("staff_id",)
    child_id: str = ""
    staff_id: str
    full_name: str
    role: str
    fte: float | None = None
    agency: bool = False
    started: date | None = None
    ended: date | None = None
    probation_until: date | None = None


class AllocationRecord(Record):
    """A child allocated to an IRO or chair from one day to another."""

    name = "allocation"
    identity = ("child_id", "role", "started")
    staff_id: str
    role: str
    team: str | None = None
    started: date
    ended: date | None = None


class ReviewNoteRecord(Record):
    """What the service notes of a review of a child in care that was held."""

    name = "review_note"
    identity = ("child_id", "held")
    happened = ("held",)
    held: date
    late_reason: str | None = None
    record_sent: date | None = None


class PlannedReviewRecord(Record):
    """A day that a review of either kind is planned for: `review`, `plan_review`."""

    name = "planned_review"
    identity = ("child_id", "kind", "planned_for")
    kind: str
    planned_for: date


class VisitRecord(Record):
    """A visit to a child, or contact with them: one of `kinds`."""

    name = "visit"
    identity = ("child_id", "kind", "visited")
    happened = ("visited",)
    kinds: ClassVar[tuple[str, str, str]] = ("iro", "social_worker", "plan")
    kind: str
    visited: date


class HealthCheckRecord(Record):
    """A check of a child's health that was done on a day: one of `kinds`."""

    name = "health_check"
    identity = ("child_id", "kind", "done")
    happened = ("done",)
    kinds: ClassVar[tuple[str, str, str]] = ("assessment", "initial", "dental")
    kind: str
    done: date


class HealthAnswersRecord(Record):
    """What a file answers, of a day, on a child's health; None where it is silent.

    Of assessments and of the dentist it is whether all of the 12 months were done.
    """

    name = "health_answers"
    identity = ("child_id", "as_at")
    happened = ("as_at",)
    as_at: date
    assessment: bool | None = None
    dental: bool | None = None
    immunised: bool | None = None


class MissingRecord(Record):
    """A time that a child was missing from care, or away without leave: of `kinds`."""

    name = "missing"
    identity = ("child_id", "kind", "started")
    happened = ("started", "ended")
    kinds: ClassVar[tuple[str, str]] = ("missing", "away")
    kind: str
    started: date
    ended: date | None = None


class InCareRecord(Record):
    """What an Annex A says, on its day, of a child's latest time in care.

    It is a picture and no account: of each of legal status and placement only the
    present one is told, and since when.
    """

    name = "in_care"
    identity = ("child_id", "as_at", "started")
    happened = ("started", "ceased")
    as_at: date
    started: date
    ceased: date | None = None
    reason_ceased: str | None = None
    legal_since: date | None = None
    legal_status: str | None = None
    placed_since: date | None = None
    placement: str | None = None
    provider: str | None = None
    location: str | None = None
    region: str | None = None


class RecordedRecord(Record):
    """A row of a sheet of what the service records (domain/recorded.py).

    `child_id` is empty where it is about nobody whom the returns know.
    """

    name = "recorded"
    identity = ("sheet", "row")
    child_id: str = ""
    sheet: str
    row: str  # what names it in its sheet
    values: dict[str, bool | int | str]


class PublishedFigureRecord(Record):
    """A figure that the Department publishes of an area; `child_id` is always empty.

    `value` is None where it is suppressed, or not available.
    """

    name = "published_figure"
    identity = ("measure", "area", "ending")
    child_id: str = ""
    measure: str  # the code of a series (domain/series.py)
    area: str
    ending: int  # the year whose 31 March ends it
    value: float | None = None


class ExchangedFigureRecord(Record):
    """A figure that another council sent, signed; `child_id` is always empty."""

    name = "exchanged_figure"
    identity = ("council", "measure", "start", "end")
    child_id: str = ""
    council: str  # its code
    council_name: str
    up_to: date  # of the release that the file is made from
    signed_by: str
    signed_on: date
    fingerprint: str  # of the key that signed the file
    measure: str
    definition: str  # the hash of what is counted
    counts: str  # the same, in words
    start: date
    end: date
    numerator: float
    denominator: float | None = None
    value: float
    aside: float


RECORDS: dict[str, type[Record]] = {
    record.name: record
    for record in (
        ChildRecord,
        AloneRecord,
        EpisodeRecord,
        ReviewRecord,
        ConferenceRecord,
        PlanRecord,
        PlanReviewRecord,
        DisputeRecord,
        StaffRecord,
        AllocationRecord,
        ReviewNoteRecord,
        PlannedReviewRecord,
        VisitRecord,
        HealthCheckRecord,
        HealthAnswersRecord,
        MissingRecord,
        CarePlanRecord,
        AdoptionPlanRecord,
        LibertyRecord,
        PreProceedingsRecord,
        InCareRecord,
        RecordedRecord,
        PublishedFigureRecord,
        ExchangedFigureRecord,
    )
}


# What every importer gives back, so that one door serves them all.


class Place(str):
    """Where a row stands, in its owner's words, with the sheet that it is on.

    `sheet` is empty for a file without sheets.
    """

    __slots__ = ("sheet",)
    sheet: str

    @classmethod
    def of(cls, sheet: str, row: int) -> Place:
        """Return `Sheet Q1, row 4`, or `Row 4` where there are no sheets."""
        place = cls(f"Sheet {sheet}, row {row}" if sheet else f"Row {row}")
        place.sheet = sheet
        return place


def sheet_of(place: str) -> str:
    """Return the sheet that a row is on; empty where it is on none."""
    return place.sheet if isinstance(place, Place) else ""


@dataclass(frozen=True)
class Statement:
    """One good record and where in the file it stands, as its owner counts."""

    record: Record
    place: str


@dataclass(frozen=True)
class Fault:
    """Something that can be wrong: its code, and the sentences for whoever puts it right.

    Rules decide by the code alone, so that a sentence can be worded anew. Blanks in
    the sentences, such as `{day}`, are filled in where the fault is found.
    """

    code: str
    expected: str
    remedy: str

    def said(self, **values: object) -> tuple[str, str]:
        """Return what was expected and what to do, with the blanks filled in."""
        return self.expected.format(**values), self.remedy.format(**values)


@dataclass(frozen=True)
class LeftOut:
    """A row (or one field of it, `whole_row` False) that cannot be used, and why.

    Raises nothing and is never logged: `found` may hold a child's details.
    """

    place: str
    field: str
    found: str
    code: str
    expected: str
    remedy: str
    record: str
    child_id: str = ""
    whole_row: bool = True

    @classmethod
    def of(
        cls,
        fault: Fault,
        *,
        place: str,
        field: str,
        found: str,
        record: str,
        child_id: str = "",
        whole_row: bool = True,
        **values: object,
    ) -> LeftOut:
        """Return what is left out for a fault; `values` fill in its sentences."""
        expected, remedy = fault.said(**values)
        return cls(
            *(place, field, found, fault.code, expected, remedy),
            *(record, child_id, whole_row),
        )

    @property
    def sentence(self) -> str:
        """`Row 3, REVIEW: found '2024-13-45', expected a date. Correct it ...`."""
        return (
            f"{self.place}, {self.field}: found '{self.found}', "
            f"expected {self.expected}. {self.remedy}"
        )


Item = Statement | LeftOut
Items = Iterator[Item]


# A record as it is stored.


def content_of(record: Record) -> str:
    """Return a record as it is stored; what is blank is not."""
    return record.model_dump_json(exclude_none=True)


def record_of(name: str, content: str) -> Record:
    """Return a record from what is stored of it."""
    return RECORDS[name].model_validate_json(content)
