"""Charts as SVG: the same bytes in every body, drawn from numbers that are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from metrics.said import number
from reports.documents.model import Bars, Chart, Line

WIDTH, HEIGHT = 680, 240
LEFT, RIGHT, TOP, BOTTOM = 52, 128, 14, 34
BAR, BAR_WORDS = 26, 150
LETTER = 7.2  # pixels, at most on average
BLUE, GREY, ORANGE, INK, GRID = "#12436D", "#767676", "#C2410C", "#0b0c0c", "#D6D6D6"
FONT = "Arial, Liberation Sans, DejaVu Sans, sans-serif"
APART = 17.0  # between two words at the lines' ends
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000)
HALF = 50.0  # percent: above it an axis need not begin at nothing
LINES = 6  # on an axis, at most
Points = list[tuple[float, float]]


def drawing(chart: Chart) -> str:
    """Return a chart as one SVG element, which says in words what it shows."""
    drawn = chart.drawn
    body, height = _bars(drawn) if isinstance(drawn, Bars) else (_line(drawn), HEIGHT)
    alt = escape(chart.alt, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{alt}" '
        f'font-family="{FONT}" font-size="13">'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{"".join(body)}</svg>'
    )


def axis_of(line: Line) -> tuple[float, float, float]:
    """Return where a series' axis begins and ends, and its step.

    It begins at nothing, but for a percentage that stays above a half.
    """
    known = [each for each in _all(line) if each is not None]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if line.percent:
        low = 0.0 if low < HALF else min(90.0, 10.0 * (low // 10))
        high = min(100.0, max(low + 10.0, -10.0 * (-high // 10)))
    else:
        low, high = 0.0, max(1.0, high)
    wide = next((step for step in STEPS if (high - low) / step <= LINES), STEPS[-1])
    steps = -(-(high - low) // wide)
    return low, low + steps * wide, float(wide)


def _all(line: Line) -> Iterable[float | None]:
    yield from (*line.values, *line.mean, *line.lower, *line.upper, line.target)


class _Scale:
    """Where on the drawing a point of a series stands."""

    def __init__(self, line: Line) -> None:
        self.low, self.high, self.step = axis_of(line)
        self.wide = (WIDTH - LEFT - RIGHT) / max(1, len(line.labels))

    def x(self, at: float) -> float:
        return LEFT + self.wide * (at + 0.5)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)


def _line(line: Line) -> Iterable[str]:
    scale = _Scale(line)
    yield from _grid(line, scale)
    yield from _names(line, scale)
    for limit in (line.lower, line.upper):
        yield from _steps(limit, scale, 'stroke-width="1.2" stroke-dasharray="2 4"')
    yield from _steps(line.mean, scale, 'stroke-width="1.6"')
    if line.target is not None:
        y = _n(scale.y(line.target))
        yield (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" '
            f'stroke="{ORANGE}" stroke-width="2" stroke-dasharray="8 4"/>'
        )
    for run in _runs(line.values):
        points = " ".join(f"{_n(scale.x(at))},{_n(scale.y(v))}" for at, v in run)
        yield (
            f'<polyline points="{points}" fill="none" stroke="{BLUE}" '
            'stroke-width="2.2"/>'
        )
    for at, value in enumerate(line.values):
        if value is not None:
            x, y = _n(scale.x(at)), _n(scale.y(value))
            yield f'<circle cx="{x}" cy="{y}" r="3.6" fill="{BLUE}"/>'
    yield from _ends(line, scale)


def _grid(line: Line, scale: _Scale) -> Iterable[str]:
    value = scale.low
    while value <= scale.high:
        y = scale.y(value)
        said = f"{number(value)}%" if line.percent else number(value)
        yield (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_n(y)}" y2="{_n(y)}" '
            f'stroke="{GRID}"/>'
        )
        yield _words(LEFT - 8, y + 4, said, "#595959", "end")
        value += scale.step


def _names(line: Line, scale: _Scale) -> Iterable[str]:
    """Yield the periods' names: each year once, under its first quarter."""
    before = ""
    shown = -99.0
    for at, label in enumerate(line.labels):
        year = label.split()[-1]
        x = scale.x(at)
        if year != before and x - shown > 60:  # noqa: PLR2004
            shown = x
            yield _words(x, HEIGHT - 12, year, "#595959", "middle")
        before = year


def _steps(values: Sequence[float | None], scale: _Scale, style: str) -> Iterable[str]:
    for run in _runs(values):
        points = []
        for at, value in run:
            y = _n(scale.y(value))
            points += [f"{_n(scale.x(at - 0.5))},{y}", f"{_n(scale.x(at + 0.5))},{y}"]
        yield f'<polyline points="{" ".join(points)}" fill="none" stroke="{GREY}" {style}/>'


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """Return the unbroken runs of a series: where nothing is told, the line breaks."""
    found: list[list[tuple[int, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            found.append([])
        else:
            found[-1].append((at, value))
    return [run for run in found if run]


def _ends(line: Line, scale: _Scale) -> Iterable[str]:
    """Yield the words at the lines' ends, moved apart where they would touch."""
    wanted = [
        (_last(line.values), line.last, BLUE, 'font-weight="bold"'),
        (line.target, "Target", ORANGE, ""),
        (_last(line.mean), "Average", "#595959", ""),
        (_last(line.upper), "Limit", "#595959", ""),
        (_last(line.lower), "Limit", "#595959", ""),
    ]
    ends = sorted(
        (scale.y(value), words, colour, style)
        for value, words, colour, style in wanted
        if value is not None and words
    )
    floor = -APART
    for place, (y, words, colour, style) in enumerate(ends):
        room = HEIGHT - BOTTOM - APART * (len(ends) - 1 - place)
        floor = max(floor + APART, min(y, room))
        yield _words(WIDTH - RIGHT + 8, floor + 4, words, colour, "start", style)


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)


def _bars(bars: Bars) -> tuple[Iterable[str], int]:
    height = BAR * len(bars.labels) + 12
    most = (
        max((value for value in bars.values if value is not None), default=0.0) or 1.0
    )
    names = min(LETTER * max(map(len, bars.labels)) + 12, WIDTH / 2)
    room = WIDTH - names - BAR_WORDS
    body = []
    for at, (label, value, words) in enumerate(
        zip(bars.labels, bars.values, bars.words, strict=True)
    ):
        y = 6 + BAR * at
        middle = y + BAR / 2 + 4
        wide = 0.0 if value is None else room * value / most
        body.append(_words(names - 8, middle, label, INK, "end"))
        body.append(
            f'<rect x="{_n(names)}" y="{_n(y + 4)}" width="{_n(wide)}" '
            f'height="{BAR - 8}" fill="{BLUE}"/>'
        )
        body.append(_words(names + wide + 6, middle, words, INK, "start"))
    return body, height


def _words(
    x: float, y: float, words: str, colour: str, anchor: str, style: str = ""
) -> str:
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="{colour}" {style}>'
        f"{escape(words)}</text>"
    )


def _n(amount: float) -> str:
    """Return a place on the drawing, always in the same letters."""
    return f"{amount:.1f}"
