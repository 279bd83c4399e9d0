"""What does each figure count, out of what, and where does it come from?"""

from __future__ import annotations

from domain.access import Screen
from metrics.catalogue import CATALOGUE
from ui.about import about
from ui.kit import filters, frame

viewer = frame.opened(
    Screen.ABOUT,
    "Every figure in this dashboard, with what it counts, out of what, which way is "
    "better and where it comes from. It is written from the same definitions that do "
    "the counting.",
)
columns = filters.council(viewer)
about.standing(columns)
about.catalogue(CATALOGUE, columns)
about.rules()
about.in_place_of_numbers()
about.glossary()
