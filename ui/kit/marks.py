"""How a verdict looks: a word first, a shape second, a colour third."""

from __future__ import annotations

from typing import NamedTuple

from metrics.verdict import Variation
from ui.kit import palette


class Mark(NamedTuple):
    """A shape as a letter and as plotly names it, its colour, and what it is called."""

    letter: str
    symbol: str
    colour: str
    shape: str


MARKS = {
    Variation.IMPROVING: Mark("◆", "diamond", palette.TURQUOISE, "Diamond"),
    Variation.WORSENING: Mark("■", "square", palette.ORANGE, "Square"),
    Variation.RISING: Mark("▲", "triangle-up", palette.PURPLE, "Triangle"),
    Variation.FALLING: Mark("▼", "triangle-down", palette.PURPLE, "Triangle"),
    Variation.STEADY: Mark("●", "circle", palette.BLUE, "Circle"),
    Variation.TOO_FEW: Mark("○", "circle-open", palette.GREY, "Circle"),
}
MEANINGS = {
    Variation.IMPROVING: "Diamond: better than chance explains.",
    Variation.WORSENING: "Square: worse than chance explains.",
    Variation.RISING: "Triangle up: higher than chance explains.",
    Variation.FALLING: "Triangle down: lower than chance explains.",
}
