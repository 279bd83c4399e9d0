"""Which return year each file of one drop is for: by names, dates and companions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from data_access.importers.importer import Recognised
from data_access.importers.rows import years_standing_in
from domain.periods import say_return_year

# So many of its dates lie after the year that a file's name is read as: it is another.
SHARE_AFTER = 0.1
QUESTION = (
    "Does a year alone in a file's name, such as {year}, mean the year in which the "
    "return starts ({starts}) or the one in which it ends ({ends})?"
)
DISAGREES = (
    "Its name says {year}, read as the return of {ends}, and {some:,} of its {of:,} "
    "dates are of {years}. Say what the year in its name means."
)
BESIDE = (
    "Its name says {year}, read as the return of {ends}, and the dates in files named "
    "like it are of other years. Say what the year in its name means."
)


@dataclass(frozen=True)
class YearOfFile:
    """The return year of a file; `disagrees` and `question` where it must be asked."""

    year: int | None
    disagrees: str = ""
    question: str = ""


Named = tuple[str, Recognised]  # a return file's name, and what it is


def settle(files: Sequence[Named], *, starting: bool | None) -> list[YearOfFile]:
    """Return the year of each file of a drop, in the order given.

    `starting` says whether a year alone in a name is the one that a return starts in,
    or ends in; None asks, once the dates inside say otherwise than the name.
    """
    if starting:
        return _shared(_as_starting(files))
    asked = _asked(files) if starting is None else {}
    told = _shared(files)
    for index, disagrees in asked.items():
        told[index] = YearOfFile(None, disagrees, _question(files[index][1]))
    return told


def _as_starting(files: Sequence[Named]) -> list[Named]:
    return [
        (name, replace(found, year=found.year + 1))
        if found.year_alone and found.year
        else (name, found)
        for name, found in files
    ]


def _question(found: Recognised) -> str:
    year = found.year or 0
    starts, ends = say_return_year(year + 1), say_return_year(year)
    return QUESTION.format(year=year, starts=starts, ends=ends)


def _asked(files: Sequence[Named]) -> dict[int, str]:
    """Return the files whose names and dates disagree, those named like them too.

    Where any does, those that have no dates are asked about with them.
    """
    alike: dict[tuple[PurePath, int | None], list[int]] = defaultdict(list)
    for index, (name, found) in enumerate(files):
        if found.year_alone:
            alike[PurePath(name).parent, found.year].append(index)
    apart = [some for some in alike.values() if any(_others(files[i][1]) for i in some)]
    if not apart:
        return {}
    undated = [
        some for some in alike.values() if not any(files[i][1].dated for i in some)
    ]
    asked = [index for some in (*apart, *undated) for index in some]
    return {index: _disagrees(files[index][1]) for index in asked}


def _others(found: Recognised) -> Counter[int]:
    """Return the dates by year that are of other years than the name's, if too many.

    Reviews are all of their year. Episodes may have begun in any year before it.
    """
    year, dated = found.year or 0, Counter(found.dated)
    after = Counter({each: rows for each, rows in dated.items() if each > year})
    if after.total() > SHARE_AFTER * dated.total():
        return after
    return (
        dated
        if found.covers == "reviews" and max(dated, default=year) < year
        else Counter()
    )


def _disagrees(found: Recognised) -> str:
    year, others = found.year or 0, _others(found)
    ends = say_return_year(year)
    if not others:
        return BESIDE.format(year=year, ends=ends)
    first, last = say_return_year(min(others)), say_return_year(max(others))
    years = first if first == last else f"{first} to {last}"
    of = sum(found.dated.values())
    return DISAGREES.format(
        year=year, ends=ends, some=others.total(), of=of, years=years
    )


def _shared(files: Sequence[Named]) -> list[YearOfFile]:
    """Return each file's year, that of its companions where nothing in it tells one.

    Companions are the files of one folder with the same numbers of years in their
    names, then those of the folder, then the whole drop. The tables of one return that
    are told by dates alone are of one year, the latest: one of them may have no date in
    its last year.
    """
    years = [found.year for _, found in files]
    by_name, by_folder = defaultdict(list), defaultdict(list)
    for index, (name, _) in enumerate(files):
        folder = PurePath(name).parent
        by_name[folder, years_standing_in(PurePath(name).name)].append(index)
        by_folder[folder].append(index)
    for some in by_name.values():
        tables = [files[index][1].table for index in some]
        latest = max((year for i in some if (year := years[i])), default=None)
        if len(set(tables)) == len(tables):
            for index in some:
                years[index] = latest if _by_dates(files[index][1]) else years[index]
    for some in (*by_name.values(), *by_folder.values(), list(range(len(files)))):
        _fill(years, some)
    return [YearOfFile(year) for year in years]


def _by_dates(found: Recognised) -> bool:
    return bool(found.dated) and not found.year_alone


def _fill(years: list[int | None], some: Sequence[int]) -> None:
    known = {year for index in some if (year := years[index])}
    if len(known) == 1:
        for index in some:
            years[index] = years[index] or min(known)
