"""What is said where an extract or an Annex A differs from what is believed more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from data_access.derive.left_out import LeftOutValues, as_left_out
from data_access.derive.told import Told
from data_access.store.statements import Record

WORDS: Mapping[str, str] = {
    "born": "date of birth",
    "rne": "reason for the new episode",
    "legal_status": "legal status",
    "placement": "placement",
    "provider": "placement provider",
    "dec": "end of the episode",
    "reason_ceased": "reason the episode ceased",
    "held": "date held",
    "transfer_in": "transfer in",
    "not_required": "conference not required",
    "ended": "end of the plan",
    "initial_category": "initial category of abuse",
    "latest_category": "latest category of abuse",
    "previous_plans": "number of previous plans",
}
SIGNED_OFF = (
    "The return was signed off, so what it says is used. Correct whichever is wrong."
)
TELLS_MORE = (
    "An extract tells more than an Annex A, so what it says is used. Correct whichever "
    "is wrong."
)
LATER_USED = (
    "A later Annex A is believed before an earlier one. Nothing to do if the later one "
    "is right."
)
NOT_IN_RETURN = (
    "The return was signed off, so what is in it alone is used for its year. Correct "
    "whichever is wrong."
)


def differences_of_child(
    returned: Record, extracted: Told[Record]
) -> Iterator[LeftOutValues]:
    """Return where an extract says otherwise of a child than the returns do."""
    for name in ("born", "sex", "ethnicity"):
        here, there = getattr(returned, name), getattr(extracted.record, name)
        if None not in (here, there) and here != there:
            yield difference(extracted, name, here, there)


def not_there(extracted: Told[Record], *, by_return: bool) -> LeftOutValues:
    """Return what is said of a thing that what is believed more does not hold."""
    return as_left_out(
        extracted,
        field="whole row",
        found=extracted.record.key.partition("|")[2],
        expected="the same in the return of that year"
        if by_return
        else "the same in the extract that tells of that day",
        remedy=NOT_IN_RETURN if by_return else TELLS_MORE,
    )


def put_right(told: Told[Any], field: str, started: date) -> LeftOutValues:
    """Return what is said of a thing that a later Annex A gives another start."""
    return as_left_out(
        told,
        field=field,
        found=f"{told.record.started:%d/%m/%Y}",
        expected=f"{started:%d/%m/%Y}, as a later Annex A has it",
        remedy=LATER_USED,
    )


def difference(
    extracted: Told[Record],
    name: str,
    here: Any,  # noqa: ANN401
    there: Any,  # noqa: ANN401
    *,
    by_extract: bool = False,
) -> LeftOutValues:
    """Return what is said of a value that what is believed more has otherwise."""
    return as_left_out(
        extracted,
        whole_row=False,
        field=WORDS.get(name, name),
        found=_say(there),
        expected=f"{_say(here)}, as the {'extract' if by_extract else 'return'} has it",
        remedy=TELLS_MORE if by_extract else SIGNED_OFF,
    )


def _say(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "blank" if value is None else str(value)
