"""A release as a line of words and as a file: the same in the shell and on a page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from domain.about import Policy
from domain.cells import harmless
from domain.periods import say_day

if TYPE_CHECKING:
    from data_access.store.releases import Signed

COLUMNS = (
    "measure",
    "by",
    "group",
    "start",
    "end",
    *(
        f"{name}{end}"
        for name in ("numerator", "denominator", "value", "aside")
        for end in ("", "_from", "_to")
    ),
    "why",
    "definition_version",
)
SHORT = 12  # letters of a hash


def line(signed: Signed) -> str:
    """Return a release in a line: its day, policy, who signed, and if it is withdrawn."""
    told = (
        f"Release {signed.number} to {say_day(signed.up_to)}, policy {signed.policy}, "
        f"signed by {signed.signed_by} on {say_day(signed.signed_at.date())}, "
        f"{short(signed)}"
    )
    if signed.withdrawn_at is None:
        return told
    when = say_day(signed.withdrawn_at.date())
    return (
        f"{told}; withdrawn on {when} by {signed.withdrawn_by}: {signed.withdrawn_why}"
    )


def first_line(signed: Signed) -> str:
    """Return what stands first in every file of a release."""
    return f"# {line(signed)}. {Policy(signed.policy).words}"


def short(signed: Signed) -> str:
    """Return as much of a release's hash as is read out."""
    return signed.hash[:SHORT]


def as_csv(signed: Signed, cells: Iterable[Mapping[str, Any]]) -> str:
    """Return a release's cells as CSV, of which the first line says what they are of."""
    text = io.StringIO()
    text.write(f"{first_line(signed)}\n")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: harmless(value) for name, value in cell.items()} for cell in cells
    )
    return text.getvalue()


def said(numbers: Mapping[str, Any]) -> str:
    """Return a signed cell in words; it has no numbers where it was not there."""
    if not numbers:
        return "no figure"
    top, below, value = (
        numbers[each] for each in ("numerator", "denominator", "value")
    )
    if below is None:
        return f"{top:g}" if value in (None, top) else f"{value:g} of {top:g} cases"
    return f"{top:g} of {below:g}"
