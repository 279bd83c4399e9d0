"""Colours, with the contrast each has on white (Analysis Function palette)."""

DARK_BLUE = "#12436D"  # 10.25:1
MID_BLUE = "#2073BC"  # 4.95:1
TURQUOISE = "#28A197"  # 3.17:1, fills only
DARK_PINK = "#801650"  # 9.77:1
ORANGE = "#F46A25"  # 3.03:1, fills only
GREY = "#6b6b6b"  # 5.33:1
AXIS = "#595959"  # 7.00:1
GRID = "#D6D6D6"  # decoration
PALE_BLUE = "#DCE7F2"  # fills inside a DARK_BLUE line, behind INK
INK = "#0b0c0c"
