"""A release as its reader opens it: typed, whole, and never counted anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from data_access.store.releases import Part, Signed
from domain.about import Policy
from domain.periods import Period
from domain.units import Good, Unit
from metrics.measure import ALL
from metrics.release.cells import Key
from metrics.release.declared import latest_four_quarters
from metrics.release.judged import Judged, Said
from metrics.release.told import Span, ToldCell
from metrics.verdict import Grain, Variation

Json = dict[str, Any]


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
    def groupings(self) -> tuple[str, ...]:
        """The groupings it is released by, in the order of the release."""
        return tuple(dict.fromkeys(key.by for key in self.cells if key.by))

    def periods(self, by: str = "") -> tuple[Period, ...]:
        """Return the periods it is released for, by a grouping or for the whole service."""
        return tuple(sorted({key.period for key in self.cells if key.by == by}))

    def groups(self, by: str, period: Period) -> tuple[ToldCell, ...]:
        """Return a period's cells by a grouping, in the order of its groups."""
        return tuple(
            cell
            for key, cell in self.cells.items()
            if (key.by, key.period) == (by, period)
        )


@dataclass(frozen=True)
class Released:
    """All that a reader can open of a release; `signed` is None of a draft.

    `changed` are sentences on the latest four quarters and those before.
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

    @property
    def latest(self) -> Period:
        """The four quarters that the headlines are of."""
        return latest_four_quarters(self.to)


def released(
    to: date,
    policy: str,
    head: Json,
    parts: Iterable[Part],
    signed: Signed | None = None,
) -> Released:
    """Return a release, or a draft of one, as its reader opens it."""
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
