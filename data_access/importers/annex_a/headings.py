"""Which of Annex A's lists a row of headings belongs to, however they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from data_access.importers.annex_a.lists import (
    ENQUIRIES,
    IN_CARE,
    LISTS,
    PLANS,
    AnnexList,
    Column,
)

_NOT_WORD = re.compile(r"[^a-z0-9]")
_SUM_OF = re.compile(r"^sumof")
_YES_NO = re.compile(r"yn$")
OWN_AT_LEAST = 2  # headings of a list's own tell which list it is


def plain(heading: str) -> str:
    """Return a heading as it is compared: small letters and digits, nothing else."""
    text = _NOT_WORD.sub("", heading.casefold())
    return _YES_NO.sub("", _SUM_OF.sub("", text))


_NAMED = {  # other names of sheets and files, as parts of words
    ENQUIRIES: re.compile(r"list0?5(?!\d)|sec47|s47|section47|icpc"),
    PLANS: re.compile(r"list0?7(?!\d)|protection|cpp"),
    IN_CARE: re.compile(
        r"list0?8(?!\d)|childrenincare|lookedafter|childrenlookedafter"
    ),
}


def _spellings(columns: Iterable[Column]) -> Mapping[str, str]:
    return {
        plain(words): column.heading
        for column in columns
        for words in (column.heading, *column.also)
    }


_COLUMNS = {each.number: _spellings(each.columns) for each in LISTS}
_OWN = {each.number: _spellings(each.own) for each in LISTS}


def places_of(each: AnnexList, headings: Sequence[str]) -> dict[int, str]:
    """Return the template's heading at each place where the list has one."""
    known = _COLUMNS[each.number]
    found = ((place, known.get(plain(words))) for place, words in enumerate(headings))
    return {place: heading for place, heading in found if heading}


def list_of(headings: Sequence[str]) -> AnnexList | None:
    """Return the list that most of the headings are of, if two of its own are there."""
    typed = {plain(words) for words in headings}
    counts = {
        each: len(
            {_OWN[each.number][word] for word in typed & _OWN[each.number].keys()}
        )
        for each in LISTS
    }
    best = max(LISTS, key=lambda each: counts[each])
    return best if counts[best] >= OWN_AT_LEAST else None


def list_named(name: str) -> AnnexList | None:
    """Return the list that is read and that a sheet's name means."""
    squeezed = _NOT_WORD.sub("", name.casefold())
    return next(
        (each for each, words in _NAMED.items() if words.search(squeezed)), None
    )
