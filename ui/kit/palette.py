"""Colours that hold on a light page and on a dark one.

With each, the contrast it has on white and on the dark page (#171614). Three to one is
enough for lines and fills, of which none is told apart by colour alone. Words in charts
take the colour of the page's own words (ui/start/style.py).
"""

from __future__ import annotations

BLUE = "#2073BC"  # 4.95, 3.65
PINK = "#B8417F"  # 5.12, 3.53
TURQUOISE = "#1F8A81"  # 4.19, 4.31
ORANGE = "#D4560B"  # 4.09, 4.42
PURPLE = "#8B5CC7"  # 4.72, 3.83
GREY = "#767676"  # 4.54, 3.98
GRID = "#76767640"  # decoration
PALE = "#DCE7F2"  # fills inside a line, behind INK
INK = "#0b0c0c"
WORDS = "#595959"  # 7.00 on white; the style makes it the page's own
CLEAR = "rgba(0,0,0,0)"
