"""With whom a council compares itself: its region, its statistical neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from domain.benchmarks import Comparison
from domain.councils import REGIONS, named
from domain.errors import DashboardError

NO_REGION = "None"
NO_COUNCIL = (
    "'{}' is the name of no English council. Write each neighbour as the Department "
    "does, one a line, such as Stockton-on-Tees. Nothing is kept."
)


@dataclass(frozen=True)
class ComparisonAsked:
    """What was typed, before anybody knows whether it can be read."""

    region: str
    neighbours: str


def ask(kept: Comparison) -> ComparisonAsked:
    """Ask with whom the council compares itself, beginning with what is kept."""
    st.markdown("**Published figures.** The Department's are shown beside yours.")
    regions = [NO_REGION, *REGIONS]
    at = regions.index(kept.region) if kept.region in regions else 0
    region = st.selectbox("Region", regions, index=at)
    neighbours = st.text_area(
        "Statistical neighbours by name, one a line; empty if none",
        value="\n".join(kept.neighbours),
    )
    return ComparisonAsked(region, neighbours)


def read(asked: ComparisonAsked) -> Comparison:
    """Return with whom the council compares itself, each neighbour once.

    Raises:
        DashboardError: a name is that of no English council.
    """
    lines = (line.strip() for line in asked.neighbours.splitlines())
    names = dict.fromkeys(_name(line) for line in lines if line)
    return Comparison("" if asked.region == NO_REGION else asked.region, tuple(names))


def _name(typed: str) -> str:
    council = named(typed)
    if council is None:
        raise DashboardError(NO_COUNCIL.format(typed))
    return council.name
