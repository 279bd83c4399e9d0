"""A measure of a release in a few lines: what it does, its value, of how many, target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import numpy as np
import streamlit as st

from metrics.release.said import aside_said, cases_words, value_words
from metrics.verdict import Assurance, Variation
from reports.released import ReleasedMeasure
from ui.board.reading import Reading
from ui.kit import printed
from ui.kit.marks import MARKS
from ui.kit.sparkline import Pictured, picture

HOW = "How these figures are calculated"
OF_HEADLINES = {
    "Better than chance explains": lambda said: said.variation is Variation.IMPROVING,
    "Worse than chance explains": lambda said: said.variation is Variation.WORSENING,
    "Misses its target": lambda said: said.assurance is Assurance.FAILS,
    "Meets its target": lambda said: said.assurance is Assurance.MEETS,
}
NOTHING = "None of these is better or worse than chance explains."


def cards(measures: Sequence[ReleasedMeasure], reading: Reading) -> None:
    """Draw a card for each measure, as many in a row as there is room for."""
    shown = "".join(_once(_card, each, reading) for each in measures)
    with st.container(key=f"cards-{len(measures)}"):  # whose height the style knows
        st.html(f'<div class="cards">{shown}</div>{_how(measures, reading)}')


def rows(measures: Sequence[ReleasedMeasure], reading: Reading) -> None:
    """Draw the headlines under each other."""
    shown = "".join(_once(_row, each, reading) for each in measures)
    with st.container(key="tiles"):  # whose height the style knows
        st.html(
            f'<div class="tiles"><div class="cards">{shown}</div></div>'
            f"{_how(measures, reading)}"
        )


def _once(
    made: Callable[[ReleasedMeasure, Reading], str],
    measure: ReleasedMeasure,
    reading: Reading,
) -> str:
    asked = made.__name__, measure.words.key, reading.period
    return reading.release.once(asked, lambda: made(measure, reading))


def verdict(measures: Sequence[ReleasedMeasure]) -> str:
    """Return which headlines are better or worse, and which meet or miss their target."""
    found = {
        said: [each.words.name for each in measures if holds(each.said)]
        for said, holds in OF_HEADLINES.items()
    }
    lines = [f"{said}: {_listed(names)}." for said, names in found.items() if names]
    if not any(_moves(each) for each in measures):
        lines.insert(0, NOTHING)
    return " ".join(lines)


def _listed(names: Sequence[str]) -> str:
    *others, last = [f"{name[0].lower()}{name[1:]}" for name in names]
    return f"{', '.join(others)} and {last}" if others else last


def _moves(measure: ReleasedMeasure) -> bool:
    return measure.said.variation in (Variation.IMPROVING, Variation.WORSENING)


def calls_for_a_question(measure: ReleasedMeasure) -> bool:
    """Say whether a measure gets worse, or misses its target."""
    said = measure.said
    return said.variation is Variation.WORSENING or said.assurance is Assurance.FAILS


def _card(measure: ReleasedMeasure, reading: Reading) -> str:
    beside = measure.said.beside if reading.is_latest else ""
    return "".join(
        [
            _begun(measure),
            *_sentences(measure),
            _value(measure, reading),
            _picture(measure),
            *map(_line, _lines(measure, reading)),
            f'<p class="beside">{escape(_ended(beside))}</p>',
            "</div>",
        ]
    )


def _row(measure: ReleasedMeasure, reading: Reading) -> str:
    return "".join(
        [
            _begun(measure),
            f"<div>{''.join(_sentences(measure))}</div>",
            _value(measure, reading),
            _line(" ".join(_lines(measure, reading))),
            "</div>",
        ]
    )


def _begun(measure: ReleasedMeasure) -> str:
    name = escape(measure.words.short_name)
    return f'<div class="card" role="group" aria-label="{name}">'


def _sentences(measure: ReleasedMeasure) -> tuple[str, str]:
    """Return its name, and the verdict as a sentence after its shape."""
    said, mark = measure.said, MARKS[measure.said.variation]
    sentence = f"{said.trend[0].upper()}{said.trend[1:]}."
    return (
        f'<p class="name">{escape(measure.words.short_name)}</p>',
        f'<p class="verdict"><span aria-hidden="true" style="color:{mark.colour}">'
        f"{mark.letter}</span> {escape(sentence)}</p>",
    )


def _value(measure: ReleasedMeasure, reading: Reading) -> str:
    said = value_words(measure.words.unit, reading.told(measure))
    size = "value" if said[0].isdigit() else "value in-words"
    return f'<p class="{size}">{escape(capital(said))}</p>'


def _lines(measure: ReleasedMeasure, reading: Reading) -> list[str]:
    """Return n of N, the change and the target."""
    of, cell = measure.words, reading.told(measure)
    found = [
        _ended(cases_words(of, cell)),
        _days(measure, reading),
        measure.said.change if reading.is_latest else "",
        measure.said.of_target,
    ]
    return [capital(line) for line in found if line]


def _days(measure: ReleasedMeasure, reading: Reading) -> str:
    """Return the days of a value that is not of the whole period."""
    parts = measure.parts(reading.period)
    return f"Of {parts[-1].label} alone." if len(parts) > 1 else ""


def _picture(measure: ReleasedMeasure) -> str:
    points = measure.said.points
    if not points:
        return ""
    values = [np.nan if each.value is None else each.value for each in points]
    return picture(
        Pictured(
            measure.words,
            measure.words.name,
            [each.period for each in points],
            np.array(values),
            measure.said.target,
            measure.said.variation,
        )
    )


def _line(said: str) -> str:
    return f"<p>{escape(said)}</p>"


def _how(measures: Sequence[ReleasedMeasure], reading: Reading) -> str:
    more = "".join(
        f"<dt>{escape(each.words.name)}</dt>"
        f"<dd>{escape(_once(_calculation, each, reading))}</dd>"
        for each in measures
    )
    is_open = ' open="open"' if printed.asked() else ""
    return f'<details class="how"{is_open}><summary>{HOW}</summary><dl>{more}</dl></details>'


def _calculation(measure: ReleasedMeasure, reading: Reading) -> str:
    """Return what a card leaves out: its definition, what is not known, why it counts."""
    of = measure.words
    aside = aside_said(of, reading.told(measure))
    lines = [of.definition, aside, measure.said.why, of.why, of.caveat]
    return " ".join(_ended(line) for line in lines if line)


def capital(said: str) -> str:
    """Return words as a line of their own begins."""
    return f"{said[:1].upper()}{said[1:]}"


def _ended(said: str) -> str:
    return f"{said.removesuffix('.')}." if said else ""
