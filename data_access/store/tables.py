"""The tables about children, made from what was loaded (ADR 0004). One class a table."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from data_access.store.loaded import Base


class Child(Base, table=True):
    """A child known to the council, once."""

    __tablename__ = "child"
    __table_args__ = (UniqueConstraint("la", "child_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    born: dt.date | None = None
    died: dt.date | None = None
    sex: str | None = None
    ethnicity: str | None = None
    family: str | None = None  # the same for brothers and sisters; None where unknown
    disabled: bool | None = None
    alone: bool | None = None  # an unaccompanied asylum-seeking child, or was one


class PeriodOfCare(Base, table=True):
    """An unbroken chain of episodes of one child (SSDA903 Episodes)."""

    __tablename__ = "period_of_care"
    __table_args__ = (UniqueConstraint("la", "child_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    number: int
    started: dt.date
    start_known: bool  # False: the first episode seen is not the start of care
    ceased: dt.date | None = None
    reason_ceased: str | None = None
    short_breaks: bool  # every episode is V3 or V4
    counts_from: dt.date | None = None  # the first review does, if not from the start


class Episode(Base, table=True):
    """One legal status and placement of a child in care (SSDA903 Episodes)."""

    __tablename__ = "episode"
    __table_args__ = (UniqueConstraint("la", "child_id", "decom"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    period_number: int
    decom: dt.date
    rne: str | None = None
    legal_status: str | None = None
    placement: str | None = None
    provider: str | None = None
    location: str | None = None  # IN or OUT of the council's area
    region: str | None = None  # of the council that the child is placed in
    miles: float | None = None  # from home
    dec: dt.date | None = None
    reason_ceased: str | None = None


class ClaReview(Base, table=True):
    """A review of a child in care: held, or due and not held."""

    __tablename__ = "cla_review"
    __table_args__ = (Index("ix_cla_review_child", "la", "child_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    period_number: int
    number: int | None = None  # 1 first, 2 second, 3 later; None where unknown
    due: dt.date | None = None  # None where earlier reviews were never loaded
    source_due: dt.date | None = None
    held: dt.date | None = None
    participation: str | None = None


class Conference(Base, table=True):
    """A section 47 enquiry and the initial conference it led to (CIN census)."""

    __tablename__ = "conference"
    __table_args__ = (Index("ix_conference_child", "la", "child_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    s47_started: dt.date | None = None
    due: dt.date | None = None
    source_due: dt.date | None = None
    held: dt.date | None = None
    working_days: int | None = None
    settled: dt.date | None = None  # from then on none is owed, though none was held
    transfer_in: bool = False
    not_required: bool = False


class Plan(Base, table=True):
    """A child protection plan (CIN census ChildProtectionPlans)."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("la", "child_id", "started"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    started: dt.date
    ended: dt.date | None = None
    initial_category: str | None = None
    latest_category: str | None = None
    previous_plans: int | None = None
    last_plan_ended: dt.date | None = None  # the child's plan before this one


class PlanReview(Base, table=True):
    """A review child protection conference: held, or due and not held."""

    __tablename__ = "plan_review"
    __table_args__ = (Index("ix_plan_review_child", "la", "child_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    plan_started: dt.date
    due: dt.date | None = None
    source_due: dt.date | None = None
    held: dt.date | None = None


class Dispute(Base, table=True):
    """A dispute raised by an IRO or chair: one row however many stages it climbs."""

    __tablename__ = "dispute"
    __table_args__ = (UniqueConstraint("la", "child_id", "raised", "ordinal"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    ordinal: int = 1
    raised: dt.date
    iro_name: str | None = None
    team: str | None = None
    entry_stage: str | None = None  # a stage of the council's list; None unmapped
    highest_stage: str | None = None
    theme: str | None = None  # a theme of the council's list; None unmapped
    theme_as_typed: str | None = None
    resolved: dt.date | None = None
    working_days: int | None = None  # from raised to resolved
    outcome: str | None = None


class DisputeStageEvent(Base, table=True):
    """A dispute entering a stage."""

    __tablename__ = "dispute_stage_event"
    __table_args__ = (Index("ix_dispute_stage_event_child", "la", "child_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    raised: dt.date
    ordinal: int = 1
    position: int
    stage: str | None = None
    stage_as_typed: str | None = None
    entered: dt.date | None = None
    response_due: dt.date | None = None
    responded: dt.date | None = None


class Staff(Base, table=True):
    """An IRO or chair, with the time they are employed for."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("la", "staff_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    staff_id: str
    name: str
    role: str  # iro, cp_chair, dual, lcpp, other
    fte: float | None = None
    agency: bool = False
    started: dt.date | None = None
    ended: dt.date | None = None
    probation_until: dt.date | None = None


class Allocation(Base, table=True):
    """A child's IRO or chair, and the team the child is with, over some days."""

    __tablename__ = "allocation"
    __table_args__ = (Index("ix_allocation_child", "la", "child_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    staff_id: str
    role: str  # iro: for a child in care; cp_chair: for a child on a plan
    team: str | None = None
    started: dt.date
    ended: dt.date | None = None


class ReviewNote(Base, table=True):
    """What the service notes of a review: why it was late, when its record was sent."""

    __tablename__ = "review_note"
    __table_args__ = (UniqueConstraint("la", "child_id", "held"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    held: dt.date
    late_reason: str | None = None  # in the council's own words
    record_sent: dt.date | None = None


class PlannedReview(Base, table=True):
    """A day that a child's review, or review conference, is planned for."""

    __tablename__ = "planned_review"
    __table_args__ = (UniqueConstraint("la", "child_id", "kind", "planned_for"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    kind: str  # review: of a child in care; plan_review: of a child on a plan
    planned_for: dt.date


class Visit(Base, table=True):
    """A visit to a child, or other contact with them, on a day."""

    __tablename__ = "visit"
    __table_args__ = (UniqueConstraint("la", "child_id", "kind", "visited"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    kind: str  # iro, social_worker (to a child in care), plan (to a child on a plan)
    visited: dt.date


class Health(Base, table=True):
    """A check of a child's health on a day, or what a file answers of that day."""

    __tablename__ = "health"
    __table_args__ = (Index("ix_health_child", "la", "child_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    kind: str  # assessment, initial, dental, immunised
    day: dt.date
    answer: bool | None = None  # None: a check was done; else whether all was in time


class Missing(Base, table=True):
    """A time that a child in care was missing, or away without leave."""

    __tablename__ = "missing"
    __table_args__ = (UniqueConstraint("la", "child_id", "kind", "started"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    kind: str  # missing, away
    started: dt.date
    ended: dt.date | None = None


class CarePlan(Base, table=True):
    """A care plan of a child in care, and whether it names a lasting home."""

    __tablename__ = "care_plan"
    __table_args__ = (UniqueConstraint("la", "child_id", "started"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    started: dt.date
    lasting: bool | None = None  # None: its answer is not understood


class AdoptionPlan(Base, table=True):
    """A decision that a child in care should be placed for adoption, and what came of it."""

    __tablename__ = "adoption_plan"
    __table_args__ = (UniqueConstraint("la", "child_id", "decided"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    decided: dt.date
    matched: dt.date | None = None
    placed: dt.date | None = None
    reversed: dt.date | None = None
    reason: str | None = None  # RD1 to RD4: why it was reversed
    sibling: bool | None = None  # part of a sibling group
    together: int | None = None  # children placed with this one, who is among them
    apart: int | None = None  # brothers and sisters placed elsewhere


class Liberty(Base, table=True):
    """A court's order that a child in care may be deprived of their liberty."""

    __tablename__ = "deprivation_of_liberty"
    __table_args__ = (UniqueConstraint("la", "child_id", "started"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    started: dt.date
    ended: dt.date | None = None


class PreProceedings(Base, table=True):
    """Pre-proceedings on a child, which may end before a court or lead there."""

    __tablename__ = "pre_proceedings"
    __table_args__ = (UniqueConstraint("la", "child_id", "started"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    started: dt.date
    letter_sent: dt.date | None = None
    offered: bool | None = None  # a family group decision-making meeting was
    met: bool | None = None
    decided: dt.date | None = None
    applied: dt.date | None = None


class PublishedFigure(Base, table=True):
    """A figure of the Department's that the council loaded, of any area and year."""

    __tablename__ = "published_figure"
    __table_args__ = (UniqueConstraint("la", "measure", "area", "ending"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str  # who loaded it, not whom it is of
    import_id: int  # the file that says so
    measure: str
    area: str
    ending: int  # the year whose 31 March ends it
    value: float | None = None  # None: suppressed, or not available
