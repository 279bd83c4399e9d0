"""Two rows of one file about one thing: the first is used, filled from the second."""

from __future__ import annotations

from data_access.importers.report import LeftOut, Statement
from data_access.store.statements import RECORDS, Record

THINGS = {
    "child": "child",
    "review": "child and review date",
    "episode": "child and start date",
    "conference": "child and enquiry date",
    "plan": "child and plan start",
    "plan_review": "plan and review date",
    "visit": "child and day of the visit",
    "in_care": "child and start of care",
}


def content_of(record: Record) -> str:
    """Return a record as it is stored; what is blank is not."""
    return record.model_dump_json(exclude_none=True)


def record_of(name: str, content: str) -> Record:
    """Return a record from what is stored of it."""
    return RECORDS[name].model_validate_json(content)


def join(first: Statement, second: Statement) -> tuple[Statement, LeftOut]:
    """Return the first filled where blank from the second, and what to say of it."""
    one, other = first.record.model_dump(), second.record.model_dump()
    filled = {name: other[name] for name, value in one.items() if value is None}
    differ = any(
        value is not None and other[name] not in (None, value)
        for name, value in one.items()
    )
    joined = Statement(first.record.model_copy(update=filled), first.place)
    return joined, _double(first.place, second, differ=differ)


def _double(first_place: str, second: Statement, *, differ: bool) -> LeftOut:
    thing = THINGS.get(second.record.name, second.record.name)
    return LeftOut(
        place=second.place,
        field="whole row",
        found=f"the same {thing} as {first_place}"
        + (", with other details" if differ else ""),
        expected="each once",
        remedy="The first is used. Remove the row that is wrong."
        if differ
        else "Nothing to do: both rows say the same.",
        record=second.record.name,
        child_id=second.record.child_id,
        whole_row=True,
    )
