"""What does each figure count, out of what, and where does it come from?"""

from __future__ import annotations

from domain.access import Screen, may
from ui.about import about, catalogue, glossary
from ui.kit import filters, frame

viewer = frame.opened(
    Screen.ABOUT,
    "Every figure in this dashboard: what it counts, out of what, which way is better, "
    "how good its data is and where it comes from. All of it is written from the same "
    "definitions that do the counting. An IRO is an Independent Reviewing Officer; "
    "other short words are told below.",
)
reads_rows = may(viewer, Screen.FIGURES)  # a board reads releases alone
columns = filters.council(viewer) if reads_rows else None
catalogue.shown(columns)
catalogue.how_graded()
if reads_rows:
    about.standing(columns)
about.rules()
about.in_place_of_numbers()
glossary.shown()
