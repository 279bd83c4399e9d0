"""The stored tables. One class a table; its docstring says what a row is.

`SourceRow` holds what files said, one row a statement; every other table about
children is derived from the live source rows and can be rebuilt from them (ADR 0004).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, MetaData, UniqueConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMING)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """A registry of our own: survives Streamlit's reload of edited modules."""

    metadata = METADATA


class StoreState(Base, table=True):
    """One row: the number that moves with every change of data."""

    __tablename__ = "store_state"
    id: int = Field(default=1, primary_key=True)
    version: int = 0


class CouncilSetting(Base, table=True):
    """One choice of one council (stage list, theme list, mapping), as JSON."""

    __tablename__ = "council_setting"
    la: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class Import(Base, table=True):
    """One file accepted into the store, or undone since."""

    __tablename__ = "import"
    id: int | None = Field(default=None, primary_key=True)
    la: str = Field(index=True)
    file_name: str
    file_hash: str = Field(index=True)
    kind: str  # ssda903, cin_census, disputes_log, demo
    year: int  # the return year, by the 31 March that ends it; 0 where none
    covers: str = ""  # what the file is a whole account of: care,reviews,plans,disputes
    covers_from: dt.date | None = None  # first and last day that the rows speak for
    covers_to: dt.date | None = None
    loaded_by: str
    loaded_at: dt.datetime
    rows_read: int
    added: int
    changed: int
    left_out: int
    undone_at: dt.datetime | None = None


class SourceRow(Base, table=True):
    """One statement of one import: for a record and key, the latest year wins."""

    __tablename__ = "source_row"
    __table_args__ = (
        Index("ix_source_row_key", "la", "record", "key"),
        Index("ix_source_row_child", "la", "child_id", "record"),
    )
    id: int | None = Field(default=None, primary_key=True)
    la: str
    import_id: int = Field(index=True)
    record: str  # child, episode, review, conference, plan, plan_review, dispute, ...
    key: str
    child_id: str
    year: int
    place: str  # row number, or sheet and row, as the uploader counts
    content: str  # the record as JSON, in our own field names


class LeftOutRow(Base, table=True):
    """A row, or a part of one, that is not in the figures, and why."""

    __tablename__ = "left_out_row"
    id: int | None = Field(default=None, primary_key=True)
    la: str = Field(index=True)
    import_id: int = Field(index=True)
    file_name: str
    place: str  # row number, or sheet and row, as the uploader counts
    field: str
    found: str
    expected: str
    remedy: str
    record: str
    child_id: str = Field(default="", index=True)
    whole_row: bool = True  # False: the row is kept, this field of it is not
    joining: bool = False  # found while joining files: judged anew at each load
    mended_by: int | None = None  # the import that put it right


class Child(Base, table=True):
    """A child known to the council, once."""

    __tablename__ = "child"
    __table_args__ = (UniqueConstraint("la", "child_id"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    child_id: str
    born: dt.date | None = None
    sex: str | None = None
    ethnicity: str | None = None


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
    role: str  # iro, cp_chair, dual, other
    fte: float | None = None
    agency: bool = False
    started: dt.date | None = None
    ended: dt.date | None = None


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
