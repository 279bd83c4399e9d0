"""What a council sends to others: figures of a release that a board is told in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data_access.importers.exchange.file import (
    Content,
    SentDefinition,
    SentFigure,
    written,
)
from data_access.store.releases import Signed
from domain.about import Policy
from domain.errors import RefusedError
from domain.exchange import SENT, Definition, Sent, goes_in, rules_of
from metrics.release.told import Span, ToldCell
from reports.released import Released, ReleasedMeasure

CLOSED = (
    "Release {} is of a closed session, in which nothing is withheld, so nothing of it "
    "goes to another council. Expected one that a board reads: sign one with another "
    "policy."
)
NOTHING = (
    "Release {} tells a board no figure in full that councils send one another. Nothing "
    "is written."
)


@dataclass(frozen=True)
class Made:
    """A file, what is in it, and the measures that are not, by their keys."""

    file: bytes
    content: Content
    absent: tuple[str, ...]


def made(signed: Signed, found: Released) -> Made:
    """Return the file of a release, signed by the council's key.

    Each figure in it is a cell that the release tells a board as a number: of the whole
    service, of financial years and of the latest four quarters.

    Raises:
        RefusedError: it is of a closed session, or tells nothing that goes in.
        NoKeyError: the council has no key, or it cannot be used.
    """
    if signed.policy == Policy.CLOSED:
        raise RefusedError(CLOSED.format(signed.number))
    figures = {
        sent: tuple(_figures(sent, found.measures[sent.key], found))
        for sent in SENT
        if sent.key in found.measures
    }
    there = {sent: some for sent, some in figures.items() if some}
    if not there:
        raise RefusedError(NOTHING.format(signed.number))
    content = Content(
        council=signed.la,
        name=found.council,
        invented=found.invented,
        release=signed.number,
        release_hash=signed.hash,
        up_to=signed.up_to,
        policy=signed.policy,
        signed_by=signed.signed_by,
        signed_on=signed.signed_at.date(),
        definitions=tuple(
            _definition(sent, found.measures[sent.key], signed) for sent in there
        ),
        figures=tuple(figure for some in there.values() for figure in some),
    )
    absent = tuple(sent.key for sent in SENT if sent not in there)
    return Made(written(content), content, absent)


def _definition(sent: Sent, measure: ReleasedMeasure, signed: Signed) -> SentDefinition:
    words = measure.words
    stated = Definition(
        measure=sent.key,
        group=sent.group,
        definition=words.definition,
        numerator=words.numerator,
        joined=words.joined,
        denominator=words.denominator,
        left_out=words.aside_words,
        unit=words.unit.value,
        rules=rules_of(sent, signed.head["rule"], signed.head["rules"]),
    )
    return SentDefinition.of(stated, words.version)


def _figures(
    sent: Sent, measure: ReleasedMeasure, found: Released
) -> Iterator[SentFigure]:
    for period in measure.periods(sent.by):
        cell = measure.told(period, sent.by, sent.group)
        if cell is not None and goes_in(period, found.to) and _in_full(cell):
            yield SentFigure(
                measure=sent.key,
                group=sent.group,
                start=period.start,
                end=period.end,
                numerator=_number(cell.numerator),
                denominator=cell.denominator and _number(cell.denominator),
                value=_number(cell.value),
                aside=_number(cell.aside),
            )


def _in_full(cell: ToldCell) -> bool:
    """Say whether a board is told every number of a cell, and there are cases."""
    exact = cell.value is not None and cell.value.exact is not None
    return exact and not cell.why and not cell.withheld


def _number(span: Span | None) -> int | float:
    """Return a number that is told as JSON says it best."""
    exact = span.exact if span else None
    if exact is None:
        raise ValueError("A number that is withheld goes into no file.")
    return int(exact) if exact == int(exact) else exact
