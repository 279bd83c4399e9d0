"""A release as its reader opens it: typed, whole, and never counted anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from data_access.store.releases import Part, Signed
from data_access.store.written import for_a_board
from domain.about import Policy
from domain.periods import ONE_DAY, Period
from domain.units import Good, Unit
from metrics.measure import ALL
from metrics.release.cells import Key
from metrics.release.declared import latest_four_quarters
from metrics.release.judged import Judged, Said
from metrics.release.told import Span, ToldCell
from metrics.series import Grain
from metrics.verdict import Assurance, Variation

Json = dict[str, Any]
Made = TypeVar("Made")
ANSWERS_KEPT = 2000


@dataclass(frozen=True)
class Words:
    """What a measure was when it was signed: Metric's own words, without its arithmetic."""

    key: str
    name: str
    short_name: str
    definition: str
    numerator: str
    denominator: str
    unit: Unit
    good: Good
    joined: str
    plain_count: bool
    natural: str
    is_stock: bool
    source: str
    about: str
    version: str
    why: str
    ask: tuple[str, ...]
    shadow: str
    caveat: str
    aside_words: str


@dataclass(frozen=True)
class ReleasedMeasure:
    """A measure of a release: its words, what is said of it, and every cell told."""

    words: Words
    said: Said
    cells: Mapping[Key, ToldCell]

    def told(self, period: Period, by: str = "", group: str = ALL) -> ToldCell | None:
        """Return one cell; None where it is not in the release."""
        return self.cells.get(Key(self.words.key, by, group, period))

    @cached_property
    def _sheets(self) -> Mapping[str, Mapping[Period, tuple[ToldCell, ...]]]:
        """Its cells by grouping and period, the earliest period first."""
        found: dict[str, dict[Period, tuple[ToldCell, ...]]] = {}
        for key, cell in sorted(self.cells.items(), key=lambda each: each[0].period):
            sheet = found.setdefault(key.by, {})
            sheet[key.period] = (*sheet.get(key.period, ()), cell)
        return found

    @cached_property
    def has_cases(self) -> bool:
        """Whether any cell has a case, be it withheld: else nothing of it is recorded."""
        return any(
            cell.value is not None or cell.why or cell.aside.exact != 0
            for cell in self.cells.values()
        )

    @cached_property
    def groupings(self) -> tuple[str, ...]:
        """The groupings it is released by, in the order of the release."""
        return tuple(dict.fromkeys(key.by for key in self.cells if key.by))

    def periods(self, by: str = "") -> tuple[Period, ...]:
        """Return the periods it is released for, by a grouping or for the whole service."""
        return tuple(self._sheets.get(by, ()))

    def parts(self, period: Period, by: str = "") -> tuple[Period, ...]:
        """Return a period as it is released: whole, or the two that a change makes of it.

        Empty where it is not released.
        """
        there = self.periods(by)
        if period in there:
            return (period,)
        inside = [p for p in there if period.start <= p.start and p.end <= period.end]
        halves = [
            (one, other)
            for one in inside
            for other in inside
            if (one.start, other.end) == (period.start, period.end)
            and one.end + ONE_DAY == other.start
        ]
        return halves[0] if halves else ()

    def groups(self, by: str, period: Period) -> tuple[ToldCell, ...]:
        """Return a period's cells by a grouping, in the order of its groups."""
        return self._sheets.get(by, {}).get(period, ())


@dataclass(frozen=True)
class Released:
    """All that a reader can open of a release; `signed` is None of a draft.

    `changed` are sentences on the latest four quarters and those before. `answers` are
    what was made of it for a reader, kept with it for the next (`once`).
    """

    to: date
    policy: Policy
    council: str
    invented: bool
    changed: tuple[str, ...]
    measures: Mapping[str, ReleasedMeasure]
    signed: Signed | None = None
    commentary: tuple[Json, ...] = ()
    events: tuple[Json, ...] = ()
    actions: tuple[Json, ...] = field(default=())
    answers: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def latest(self) -> Period:
        """The four quarters that the headlines are of."""
        return latest_four_quarters(self.to)

    def once(self, asked: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is made of it by name: nothing of it changes, so it is made once."""
        if asked not in self.answers:
            if len(self.answers) >= ANSWERS_KEPT:
                self.answers.clear()
            self.answers[asked] = make()
        found: Made = self.answers[asked]
        return found


def released(
    to: date,
    policy: str,
    head: Json,
    parts: Iterable[Part],
    signed: Signed | None = None,
) -> Released:
    """Return a release, or a draft of one, as its reader opens it: without who wrote."""
    head = for_a_board(head)
    return Released(
        to=to,
        policy=Policy(policy),
        council=head["council"],
        invented=head["invented"],
        changed=tuple(head["changed"]),
        measures={part.measure: _measure(part) for part in parts},
        signed=signed,
        commentary=tuple(head.get("commentary", ())),
        events=tuple(head.get("events", ())),
        actions=tuple(head.get("actions", ())),
    )


def _measure(part: Part) -> ReleasedMeasure:
    words = dict(part.words)
    said = _said(words.pop("said"))
    words |= {
        "unit": Unit(words["unit"]),
        "good": Good[words["good"]],
        "ask": tuple(words["ask"]),
    }
    cells = (_cell(part.measure, cell) for cell in part.told)
    return ReleasedMeasure(
        Words(key=part.measure, **words), said, {cell.key: cell for cell in cells}
    )


def _said(kept: Json) -> Said:
    return Said(
        **{
            **kept,
            "variation": Variation(kept["variation"]),
            "grain": Grain(kept["grain"]),
            "assurance": Assurance(kept.get("assurance", Assurance.NO_TARGET)),
            "points": tuple(
                Judged(_period(start, end), *numbers)
                for start, end, *numbers in kept["points"]
            ),
        }
    )


def _cell(measure: str, cell: Json) -> ToldCell:
    key = Key(measure, cell["by"], cell["group"], _period(cell["start"], cell["end"]))
    return ToldCell(
        key=key,
        numerator=_span(cell, "numerator") or Span(0.0, None),
        denominator=_span(cell, "denominator"),
        value=_span(cell, "value"),
        aside=_span(cell, "aside") or Span(0.0, None),
        why=cell["why"],
    )


def _span(cell: Json, name: str) -> Span | None:
    if f"{name}_from" in cell:
        return Span(cell[f"{name}_from"], cell[f"{name}_to"])
    number = cell[name]
    return None if number is None else Span.of(number)


def _period(start: str, end: str) -> Period:
    return Period(date.fromisoformat(start), date.fromisoformat(end))
