"""Making a release of a council's rows, signing it, and what moved since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from data_access.columns import read_columns
from data_access.store import database, releases
from data_access.store.releases import Part, Signed, Unsigned
from domain.about import Policy
from domain.access import EVERYTHING
from domain.periods import Period
from domain.rounding import rounded
from domain.tables import Columns
from metrics.catalogue import get
from metrics.measure import Metric
from metrics.release.cells import Cell, Key, version_of
from metrics.release.declared import about
from metrics.release.judged import Said
from metrics.release.kept import Spot
from metrics.release.made import Made, counted_cells, made
from metrics.release.numbers import Of
from metrics.release.protect import Progress
from metrics.release.told import NOT_DIVIDED, Span, ToldCell
from metrics.release.workings import Earlier, Workings, earlier_of

Json = dict[str, Any]
NUMBERS = ("numerator", "denominator", "value", "aside")
FIELDS = ("by", "group", "start", "end", *NUMBERS)


def sign(
    engine: Engine,
    la: str,
    to: date,
    *,
    policy: Policy,
    who: str,
    now: datetime,
    progress: Progress = lambda _: None,
    of: Workings | None = None,
) -> Signed:
    """Make a release of a council's figures to the end of a quarter, and sign it.

    Releases that are signed one after another share the workings `of` their rows.

    Raises:
        MeasureError: the day ends no quarter, or what is withheld can be worked out.
        RefusedError: another was signed or rows changed meanwhile, or one stands.
    """
    made_now = draft(engine, la, to, policy=policy, progress=progress, of=of)
    return sign_draft(engine, made_now, who, now)


def draft(
    engine: Engine,
    la: str,
    to: date,
    *,
    policy: Policy,
    progress: Progress = lambda _: None,
    of: Workings | None = None,
) -> Unsigned:
    """Make a release and check it; nothing is signed.

    `of` holds what was worked out of the same rows before.

    Raises:
        MeasureError: the day ends no quarter, or what is withheld can be worked out.
    """
    of = of or Workings(read_columns(engine, la, EVERYTHING))
    with database.reading(engine) as session:
        standing = [each for each in releases.releases(session, la) if each.stands]
        read = [each for each in standing if each.policy != Policy.CLOSED]
        for each in read:
            if each.hash not in of.earlier:
                parts = releases.parts(session, each.number)
                of.earlier[each.hash] = _earlier(each, parts)
    before = [of.earlier[each.hash] for each in read]
    found = made(of, to, policy, before, progress)
    return Unsigned(
        la=la,
        up_to=to,
        policy=policy.value,
        version=of.columns.version,
        seen=frozenset(each.number for each in standing),
        head=_head(of.columns, found),
        parts=tuple(_parts(found)),
    )


def sign_draft(engine: Engine, unsigned: Unsigned, who: str, now: datetime) -> Signed:
    """Sign what was made.

    Raises:
        RefusedError: another was signed or rows changed since, or one stands.
    """
    with Session(engine) as session, database.writing(session):
        return releases.sign(session, unsigned, who, now)


class Extent(NamedTuple):
    """How many cells a release has, how many count any case, and tell it withheld."""

    cells: int
    with_cases: int
    withheld: int


def extent(of: Unsigned) -> Extent:
    """Return how much a draft has, and how much of it a board is not told."""
    told = [cell for part in of.parts for cell in part.told]
    counted = [cell[4:] for part in of.parts for cell in part.counted]
    some = [any(numbers) for numbers in counted]
    hidden = [any(f"{name}_from" in cell for name in NUMBERS) for cell in told]
    both = sum(there and gone for there, gone in zip(some, hidden, strict=True))
    return Extent(len(told), sum(some), both)


def _earlier(signed: Signed, parts: Iterable[Part]) -> Earlier:
    """Return what a release tells, number by number."""
    numbers: dict[Spot, float | None] = {}
    undivided: list[Spot] = []
    for part in parts:
        for cell in part.told:
            key = _key_of(part.measure, list(cell.values()))
            for of in (Of.NUMERATOR, Of.DENOMINATOR, Of.ASIDE):
                numbers[key, of] = cell[of.value]
                if cell[of.value] is None and cell["why"] == NOT_DIVIDED:
                    undivided.append((key, of))
    return earlier_of(signed.up_to, numbers, undivided)


def _head(columns: Columns, found: Made) -> Json:
    return {
        "changed": list(found.changed.sentences) if found.changed else [],
        "council": columns.council,
        "invented": columns.invented,
        "rule": columns.rule,
        "rules": dict(columns.rules),
    }


def _parts(of: Made) -> Iterator[Part]:
    for metric in of.metrics:
        yield Part(
            measure=metric.key,
            words=_words(metric) | {"said": _said(of.said[metric.key])},
            counted=[_counted(c) for c in of.counted if c.key.measure == metric.key],
            told=[_told(t) for t in of.told if t.key.measure == metric.key],
        )


def _words(metric: Metric) -> Json:
    """Return what a measure is, as it was when it was signed."""
    return {
        "name": metric.name,
        "short_name": metric.short_name,
        "why": metric.why,
        "ask": list(metric.ask),
        "shadow": metric.shadow,
        "caveat": metric.caveat,
        "aside_words": metric.aside_words,
        "good": metric.good.name,
        "joined": metric.joined,
        "plain_count": metric.plain_count,
        "natural": metric.natural,
        "is_stock": metric.is_stock,
        "definition": metric.definition,
        "numerator": metric.numerator,
        "denominator": metric.denominator,
        "unit": metric.unit.value,
        "source": metric.source.words,
        "about": about(metric, metric.natural).words,
        "version": version_of(metric),
    }


def _said(said: Said) -> Json:
    """Return what is said of a measure, as it is kept."""
    points = [
        [
            *_days(point.period),
            *map(_plain, (point.value, point.mean, point.lower, point.upper)),
            point.towards,
        ]
        for point in said.points
    ]
    return {
        **{each.name: getattr(said, each.name) for each in fields(said)},
        "points": points,
    }


def _counted(cell: Cell) -> list[Any]:
    """Return a cell as it is kept, in the order of FIELDS."""
    numbers = (cell.numerator, cell.denominator, cell.value, cell.aside)
    return [*_key(cell.key), *(_plain(number) for number in numbers)]


def _told(told: ToldCell) -> Json:
    """Return a cell as a board reads it: what is withheld has a span, and says why."""
    found: Json = dict(zip(FIELDS, _key(told.key), strict=False))
    for name in NUMBERS:
        span: Span | None = getattr(told, name)
        found[name] = None if span is None else _plain(span.exact)
        if span is not None and span.exact is None:
            found[f"{name}_from"] = _plain(span.low)
            found[f"{name}_to"] = _plain(span.high)
    return {**found, "why": told.why}


def _key(key: Key) -> tuple[str, str, str, str]:
    return (key.by, key.group, *_days(key.period))


def _days(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def _plain(number: float | None) -> int | float | None:
    """Return a number as JSON says it best: a whole one without a point."""
    if number is None:
        return None
    return int(number) if number == int(number) else rounded(number, 6)


# What a board reads, cell by cell.


def board_cells(engine: Engine, la: str, number: int) -> tuple[Signed, list[Json]]:
    """Return every cell that a board can read of a release.

    Raises:
        RefusedError: there is none, or it is withdrawn.
    """
    with database.reading(engine) as session:
        signed = releases.standing(session, la, number)
        parts = releases.parts(session, number)
    cells = [
        {"measure": part.measure, **cell, "definition_version": part.words["version"]}
        for part in parts
        for cell in part.told
    ]
    return signed, cells


# What moved since.


@dataclass(frozen=True)
class Moved:
    """One measure of which signed cells would now differ.

    `key` is the one for the most: the whole service before groups, the latest period.
    `others` are how many more cells of the measure would.
    """

    key: Key
    name: str
    signed: Json
    now: Json
    others: int
    loads: tuple[str, ...]


def moved(engine: Engine, la: str, number: int) -> tuple[Moved, ...]:
    """Return which measures of a release would now differ, and by which loads.

    Raises:
        RefusedError: there is no such release.
    """
    with database.reading(engine) as session:
        signed = releases.release(session, la, number)
        parts = releases.parts(session, number)
        files = releases.files_of(session, la)
    columns = read_columns(engine, la, EVERYTHING)
    now: dict[Key, list[Any]] = {}
    for cell in counted_cells(columns, signed.up_to):
        now[cell.key] = _counted(cell)
    loads = _loads(signed.head["files"], files)
    return tuple(
        found for part in parts if (found := _moved(part, now, loads)) is not None
    )


def _moved(
    part: Part, now: dict[Key, list[Any]], loads: list[tuple[str, str]]
) -> Moved | None:
    metric = get(part.measure)
    then = {_key_of(part.measure, cell): cell for cell in part.counted}
    here = {key: cell for key, cell in now.items() if key.measure == part.measure}
    differing = [key for key in {**then, **here} if then.get(key) != here.get(key)]
    if not differing:
        return None
    first = min(differing, key=_rank)
    return Moved(
        key=first,
        name=part.words["name"],
        signed=_numbers(then.get(first)),
        now=_numbers(here.get(first)),
        others=len(differing) - 1,
        loads=tuple(_of(metric, loads)),
    )


def _rank(key: Key) -> tuple[bool, int, int]:
    """Rank the whole service first, then the latest period, then the longest."""
    return (
        bool(key.by),
        -key.period.end.toordinal(),
        key.period.start.toordinal(),
    )


def _key_of(measure: str, cell: list[Any]) -> Key:
    by, group, start, end = cell[:4]
    return Key(
        measure,
        by,
        group,
        Period(date.fromisoformat(start), date.fromisoformat(end)),
    )


def _numbers(cell: list[Any] | None) -> Json:
    return {} if cell is None else dict(zip(FIELDS[4:], cell[4:], strict=True))


def _loads(then: list[Json], now: list[Json]) -> list[tuple[str, str]]:
    """Return what was loaded or undone since: what it is told of, and words for it."""
    before, after = ({file["id"]: file for file in some} for some in (then, now))
    found = [
        (file["covers"], f"{file['file_name']}, loaded on {file['loaded_at'][:10]}")
        for number, file in after.items()
        if number not in before
    ]
    return found + [
        (file["covers"], f"{file['file_name']}, undone since")
        for number, file in before.items()
        if number not in after
    ]


def _of(metric: Metric, loads: Iterable[tuple[str, str]]) -> list[str]:
    """Return the loads that tell of what a measure counts; all where none says so."""
    some = list(loads)
    own = [words for covers, words in some if set(covers.split(",")) & {*metric.files}]
    return own or [words for _, words in some]
