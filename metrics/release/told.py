"""What a board is told of a cell: its numbers, or how far they can lie apart."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.release.cells import Cell, Key
from metrics.release.numbers import Of

TOO_FEW = "Withheld: a number of 1 to 5, or one that would tell such a number."
NOT_DIVIDED = "Not released for this period: too few in all to be divided."


@dataclass(frozen=True)
class Span:
    """The least and the greatest that a number can be; `high` None where nothing says.

    They are the same of a number that is shown.
    """

    low: float
    high: float | None

    @classmethod
    def of(cls, number: float) -> Span:
        """Return the span of a number that is shown."""
        return cls(number, number)

    @property
    def exact(self) -> float | None:
        """The number where it is shown, None where it is withheld."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True)
class ToldCell:
    """One figure as a board reads it; `why` is not empty where a number is withheld.

    `value` is None where there are no cases, `denominator` where it is a plain count.
    """

    key: Key
    numerator: Span
    denominator: Span | None
    value: Span | None
    aside: Span
    why: str = ""

    @property
    def divided(self) -> bool:
        """Whether its breakdown is released for its period."""
        return self.why != NOT_DIVIDED

    @property
    def withheld(self) -> tuple[Of, ...]:
        """Its numbers that are told as a span."""
        numbers = {
            Of.NUMERATOR: self.numerator,
            Of.DENOMINATOR: self.denominator,
            Of.ASIDE: self.aside,
        }
        return tuple(of for of, span in numbers.items() if span and span.exact is None)


def in_full(cell: Cell) -> ToldCell:
    """Return a figure of which nothing is withheld."""
    return ToldCell(
        key=cell.key,
        numerator=Span.of(cell.numerator),
        denominator=None if cell.denominator is None else Span.of(cell.denominator),
        value=None if cell.value is None else Span.of(cell.value),
        aside=Span.of(cell.aside),
    )
