"""What differs between return years, and how a year is told from names and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from domain.codes import PLACEMENT_GROUPS
from domain.periods import return_year_of

FIRST_RETURN: Final = 2018  # 2017-18: a return is known by the 31 March that ends it
LAST_RETURN: Final = 2027

# Placement codes by the first return that has them. Codes that a later return drops
# (H5 and P2 in 2025, Z1 in 2026) stay good: open episodes keep the code they had.
NEW_PLACEMENTS: Mapping[int, frozenset[str]] = {
    2024: frozenset({"K3"}),
    2026: frozenset({"Z11", "Z12", "Z13", "Z14"}),
}
SEX_AS_LETTER: Final = 2025  # 1 and 2 before; every spelling is read in every year

_YEAR_END = re.compile(
    r"(?<!\d)(?:(20\d\d)([-_.]?)03\2(?:31)|(?:31)([-_.]?)03\3(20\d\d))(?!\d)", re.ASCII
)
_DATED = re.compile(
    r"(?<!\d)(?:20\d\d([-_.]?)(?:0\d|1[0-2])\1[0-3]\d"
    r"|[0-3]\d([-_.]?)(?:0\d|1[0-2])\2(?:20\d\d))(?!\d)",
    re.ASCII,
)
_TWO_YEARS = re.compile(
    r"(?<!\d)(?=((?:20)?\d\d)[-_/. ]?((?:20)?\d\d)(?!\d))", re.ASCII
)
_ONE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)", re.ASCII)


@lru_cache
def placements(year: int | None) -> frozenset[str]:
    """Return the placement codes a return of `year` can hold; all, if not known."""
    later = (codes for first, codes in NEW_PLACEMENTS.items() if year and year < first)
    return frozenset(PLACEMENT_GROUPS).difference(*later)


def sex_words(year: int | None) -> str:
    """Return what SEX must hold, as the return of `year` asks for it."""
    if year is not None and year < SEX_AS_LETTER:
        return "1 for male or 2 for female"
    return "M, F or U"


def year_in_name(name: str) -> int | None:
    """Return the return year a file's name tells, or the folders it lies in.

    `2024-25`, `202425`, `2425` and a single `2025` all are the return that ends on
    31 March 2025. None where the name tells no year, or two.
    """
    path = name.replace("\\", "/")
    last = path.rsplit("/", 1)[-1]
    if _years_in(last):
        return year_in_text(last)
    found = _years_in(path)
    return found[-1] if found else None


def year_in_text(text: str) -> int | None:
    """Return the one return year a text tells."""
    found = set(_years_in(text))
    return found.pop() if len(found) == 1 else None


def year_of_episodes(started: Iterable[date]) -> int | None:
    """Return the return year that holds the latest start of an episode."""
    return max(_known(return_year_of(day) for day in started), default=None)


def year_of_reviews(held: Iterable[date]) -> int | None:
    """Return the one return year that holds every review, or None."""
    found = {return_year_of(day) for day in held}
    return next(iter(_known(found)), None) if len(found) == 1 else None


def _years_in(text: str) -> list[int]:
    text = _DATED.sub(" ", _YEAR_END.sub(r" \1\4 ", text))
    pairs = [
        (first, second)
        for first, second in _TWO_YEARS.findall(text)
        if int(second[-2:]) == int(first[-2:]) + 1
    ]
    in_pairs = {year for pair in pairs for year in pair}
    single = [year for year in _ONE_YEAR.findall(text) if year not in in_pairs]
    return _known(2000 + int(second[-2:]) for _, second in pairs) or _known(
        int(year) for year in single
    )


def _known(years: Iterable[int]) -> list[int]:
    return [year for year in years if FIRST_RETURN <= year <= LAST_RETURN]
