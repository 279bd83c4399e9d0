"""Pre-proceedings as columns: what comes before a court is asked about a child."""

from __future__ import annotations

from dataclasses import dataclass

from domain.tables import Bools, Ints, Rows


@dataclass(frozen=True, kw_only=True)
class PreProceedings(Rows):
    """Pre-proceedings, one row each for a child; each day UNKNOWN where there is none.

    `letter` is that of the letter before proceedings, `decided` that of the decision to
    go to court or not. A family group decision-making meeting was `offered`, and `met`:
    each known where `_known`.
    """

    start: Ints
    letter: Ints
    decided: Ints
    offered: Bools
    offered_known: Bools
    met: Bools
    met_known: Bools
