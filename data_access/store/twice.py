"""Two rows of one file about one thing: the first is used, filled from the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data_access.store.statements import Fault, LeftOut, Statement

THINGS = {
    "child": "child",
    "alone": "child",
    "review": "child and review date",
    "episode": "child and start date",
    "conference": "child and enquiry date",
    "plan": "child and plan start",
    "plan_review": "plan and review date",
    "visit": "child and day of the visit",
    "health_check": "child, check and day",
    "health_answers": "child and day",
    "missing": "child and first day missing",
    "care_plan": "child and start of the care plan",
    "adoption_plan": "child and decision for adoption",
    "deprivation_of_liberty": "child and start of the order",
    "pre_proceedings": "child and start of pre-proceedings",
    "in_care": "child and start of care",
    "published_figure": "measure, area and year",
}
SAID_TWICE = Fault("said_twice", "each once", "Nothing to do: both rows say the same.")
SAID_OTHERWISE = Fault(
    "said_otherwise", "each once", "The first is used. Remove the row that is wrong."
)

SAID_OPEN_AND_CLOSED = Fault(
    "said_open_and_closed",
    "each once",
    "The end is used. Remove the row that is wrong.",
)
ENDS = ("dec", "ended")
OF_A_CHILD = {"born": "date of birth", "died": "date of death", "sex": "sex"}


def join(first: Statement, second: Statement) -> tuple[Statement, LeftOut]:
    """Return the first filled where blank from the second, and what to say of it."""
    one, other = first.record.model_dump(), second.record.model_dump()
    filled = {name: other[name] for name, value in one.items() if value is None}
    differ = [
        name
        for name, value in one.items()
        if value is not None and other[name] not in (None, value)
    ]
    is_end_missing = any(
        (one[name] is None) != (other[name] is None) for name in ENDS if name in one
    )
    joined = Statement(first.record.model_copy(update=filled), first.place)
    if differ or not is_end_missing:
        fault = SAID_OTHERWISE if differ else SAID_TWICE
        left_out = _double(first.place, second, fault)
        words = _with_other(one, other, differ) if differ else ""
        return joined, replace(left_out, found=left_out.found + words)
    left_out = _double(first.place, second, SAID_OPEN_AND_CLOSED)
    told = f"{left_out.found}; one has an end, the other is open"
    return joined, replace(left_out, found=told)


def _with_other(
    one: dict[str, object], other: dict[str, object], names: list[str]
) -> str:
    """Return that details differ; of who a child is, which, and what is used."""
    told = [
        f"{OF_A_CHILD[name]} {_say(other[name])} where {_say(one[name])} is used"
        for name in names
        if name in OF_A_CHILD
    ]
    return f", with other details{': ' if told else ''}{'; '.join(told)}"


def _say(value: object) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _double(first_place: str, second: Statement, fault: Fault) -> LeftOut:
    thing = THINGS.get(second.record.name, second.record.name)
    return LeftOut.of(
        fault,
        place=second.place,
        field="whole row",
        found=f"the same {thing} as {first_place}",
        record=second.record.name,
        child_id=second.record.child_id,
    )
