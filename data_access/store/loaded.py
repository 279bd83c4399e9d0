"""The tables of what was loaded. One class a table; its docstring says what a row is.

`SourceRow` holds what files said, one row a statement; the tables about children
(derived.py) are made from the live source rows and can be rebuilt (ADR 0004).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, Index, MetaData, Table, select
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMING)
Each = TypeVar("Each")
INVENTED = "demo"  # the kind of import that no council's own file is


class Base(SQLModel, registry=registry(metadata=METADATA)):
    """A registry of our own: survives Streamlit's reload of edited modules."""

    metadata = METADATA


def table(model: type[Base]) -> Table:
    """Return a model's table, whose columns (`.c`) queries are written with."""
    return METADATA.tables[str(model.__tablename__)]


def batches(values: Iterable[Each], at_once: int) -> Iterator[list[Each]]:
    """Yield values in order, so many at once: a query takes only so many."""
    rest = iter(values)
    while some := list(islice(rest, at_once)):
        yield some


def keys_in(measures: str) -> tuple[str, ...]:
    """Return the keys of measures that a line names; none where it names none."""
    return tuple(json.loads(measures)) if measures else ()


def as_kept(keys: tuple[str, ...]) -> str:
    """Return keys of measures as a line keeps them."""
    return json.dumps(sorted(keys)) if keys else ""


class StoreState(Base, table=True):
    """One row: the number that moves with every change of data."""

    __tablename__ = "store_state"
    id: int = Field(default=1, primary_key=True)
    version: int = 0


class CouncilState(Base, table=True):
    """The store's number at a council's last change: what is kept of it holds on."""

    __tablename__ = "council_state"
    la: str = Field(primary_key=True)
    version: int


class CouncilSetting(Base, table=True):
    """One choice of one council (stage list, theme list, mapping), as JSON."""

    __tablename__ = "council_setting"
    la: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class CouncilTarget(Base, table=True):
    """A value that a council aims at in one measure, from a month on."""

    __tablename__ = "council_target"
    id: int | None = Field(default=None, primary_key=True)
    la: str = Field(index=True)
    measure: str  # its key in the catalogue
    value: float
    start: dt.date
    source: str
    set_by: str
    set_at: dt.datetime
    removed_by: str | None = None
    removed_at: dt.datetime | None = None  # a change removes one and adds another


class CouncilRebase(Base, table=True):
    """A month from which the limits of one measure's chart are worked out anew."""

    __tablename__ = "council_rebase"
    id: int | None = Field(default=None, primary_key=True)
    la: str = Field(index=True)
    measure: str  # its key in the catalogue
    start: dt.date
    reason: str
    set_by: str
    set_at: dt.datetime
    removed_by: str | None = None
    removed_at: dt.datetime | None = None


class CouncilEvent(Base, table=True):
    """A day on which something changed in the work of a council, in its own words."""

    __tablename__ = "council_event"
    id: int | None = Field(default=None, primary_key=True)
    la: str
    day: dt.date
    words: str
    measures: str = ""  # their keys in the catalogue, as JSON; empty: every one
    set_by: str
    set_at: dt.datetime
    removed_by: str | None = None
    removed_at: dt.datetime | None = None  # a change removes one and adds another


class CouncilAction(Base, table=True):
    """One saving of what a meeting decided; the latest of its number stands."""

    __tablename__ = "council_action"
    __table_args__ = (Index("ix_council_action_number", "la", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    number: int  # the council's own, from 1; the same in each saving of one action
    decided: dt.date
    what: str  # empty: it was written down by mistake, and is taken back
    who: str  # who is to do it
    due: dt.date
    measures: str = ""  # their keys in the catalogue, as JSON; empty: the service
    state: str  # of domain.actions
    evidence: str = ""
    author: str
    written_at: dt.datetime


class CommentaryLine(Base, table=True):
    """One saving of what is written of a measure in a month; the latest stands."""

    __tablename__ = "commentary"
    __table_args__ = (Index("ix_commentary_month", "la", "month", "measure"),)
    id: int | None = Field(default=None, primary_key=True)
    la: str
    measure: str  # its key in the catalogue
    month: dt.date  # its first day
    text: str  # empty: what stood before was taken away
    author: str
    written_at: dt.datetime


class CommentaryDraft(Base, table=True):
    """What somebody has typed of a measure in a month and not saved; one a person."""

    __tablename__ = "commentary_draft"
    la: str = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    month: dt.date = Field(primary_key=True)
    who: str = Field(primary_key=True)
    text: str
    base: int  # the saving that it was begun from; 0 where there was none
    typed_at: dt.datetime


class Release(Base, table=True):
    """Figures that somebody signed for a council's board: frozen, or withdrawn since."""

    __tablename__ = "release"
    id: int | None = Field(default=None, primary_key=True)
    la: str = Field(index=True)
    up_to: dt.date  # the last day of its latest quarter
    policy: str  # of domain.about
    head: str  # what goes for all of it, as JSON: the council, its rules, the files
    hash: str  # of the head and of every part
    signed_by: str
    signed_at: dt.datetime
    withdrawn_by: str | None = None
    withdrawn_at: dt.datetime | None = None
    withdrawn_why: str | None = None


class ReleasePart(Base, table=True):
    """One measure of a release."""

    __tablename__ = "release_part"
    release_id: int = Field(primary_key=True, foreign_key="release.id")
    measure: str = Field(primary_key=True)  # its key in the catalogue
    place: int  # in the order of the release
    words: str  # its definition, and the definition's version, as JSON
    counted: str  # every cell as it was counted, as JSON: for the group alone
    told: str  # every cell as a board reads it, as JSON


class Import(Base, table=True):
    """One file accepted into the store, or undone since."""

    __tablename__ = "import"
    id: int | None = Field(default=None, primary_key=True)
    la: str = Field(index=True)
    file_name: str
    file_hash: str = Field(index=True)
    kind: str  # of an importer (importers/registry.py), or demo
    year: int  # the return year, by the 31 March that ends it; 0 where none
    # What the file is a whole account of: care,reviews,plans,disputes; of an Annex A
    # what it tells whole of its one day.
    covers: str = ""
    covers_from: dt.date | None = None  # first and last day that the rows speak for
    covers_to: dt.date | None = None
    # Of children it has, all is told from then on; None where that is not known.
    known_from: dt.date | None = None
    loaded_by: str
    loaded_at: dt.datetime
    rows_read: int
    added: int
    changed: int
    left_out: int
    undone_at: dt.datetime | None = None


def only_invented(connection: Connection) -> bool:
    """Say whether no council's own file was ever accepted here, undone since or not."""
    kind = table(Import).c.kind
    own = connection.execute(select(kind).where(kind != INVENTED).limit(1)).first()
    return own is None


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
    day: dt.date | None = None  # what was found, where joining files found a day
    code: str  # what is wrong, of a Fault; the two sentences are for readers
    expected: str
    remedy: str
    record: str
    child_id: str = Field(default="", index=True)
    whole_row: bool = True  # False: the row is kept, this field of it is not
    joining: bool = False  # found while joining files: judged anew at each load
    mended_by: int | None = None  # the later import that put it right or lists it anew


class RecordedRow(Base, table=True):
    """What a row of a recorded sheet said from a moment on: by a file, or typed.

    Rows are only added, and those that files made are made anew with what is derived.
    Of one key the latest stands, unless it says that the row was removed.
    """

    __tablename__ = "recorded_row"
    __table_args__ = (
        Index("ix_recorded_row_key", "la", "sheet", "key"),
        Index("ix_recorded_row_child", "la", "child_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    la: str
    sheet: str  # its key among domain.recorded.SHEETS
    key: str  # what names the row in its sheet
    child_id: str = ""  # whom it is about, where it is about somebody
    content: str  # domain.recorded.Values, as JSON
    removed: bool = False
    import_id: int | None = None  # None where somebody typed it
    by: str
    at: dt.datetime


class Person(Base, table=True):
    """Somebody who was given a role by an administrator; once for each council."""

    __tablename__ = "person"
    id: int | None = Field(default=None, primary_key=True)
    who: str = Field(index=True)  # as sign-in names them, in small letters
    role: str
    la: str | None = None  # None: every council in the store
    teams: str = ""  # a manager's, as JSON; ["*"] for all
    staff_id: str = ""  # an IRO's own
    given_by: str
    given_at: dt.datetime
    ended_by: str | None = None
    ended_at: dt.datetime | None = None  # roles are ended, never rubbed out


class LedgerEntry(Base, table=True):
    """Somebody opened a screen or took a download that has children in it."""

    __tablename__ = "ledger_entry"
    id: int | None = Field(default=None, primary_key=True)
    at: dt.datetime = Field(index=True)
    who: str = Field(index=True)
    role: str
    la: str
    screen: str
    what: str  # opened, downloaded
    child: str = ""  # the pseudonymous id, where it was one child
    rows: int = 0


class WorklistMark(Base, table=True):
    """Somebody put a line of the worklist aside until a day, or marked it done."""

    __tablename__ = "worklist_mark"
    id: int | None = Field(default=None, primary_key=True)
    la: str = Field(index=True)
    child_id: str
    rule: str  # which rule of the worklist the line is of
    due: dt.date  # the day the line is about: another day makes another line
    done: bool = False
    until: dt.date | None = None  # put aside until then; None where done
    reason: str = ""
    by: str
    at: dt.datetime
    ended_at: dt.datetime | None = None  # taken back: marks are never rubbed out
