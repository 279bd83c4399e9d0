"""A month's measures as one table: in the page, and in a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from domain.commentary import NOBODY_YET, Comment
from domain.periods import Period, add_months
from domain.tables import Columns
from domain.units import Good
from metrics.figure import Figure
from metrics.meeting import Line, Meeting
from metrics.said import briefly, in_units
from metrics.series import Series
from metrics.verdict import Verdict
from ui.kit import links, tables, trends, words
from ui.kit.filters import Selection
from ui.kit.marks import MARKS
from ui.kit.sparkline import sparkline

MONTHS = 24  # of the small picture
RECORDED = "If not recorded is counted"
LONGER = "Last year, and longer"
COMMENTED = "{} commented"
ROOM = {  # rem
    "Measure": 9,
    "How it goes": 10,
    "Target": 6,
    LONGER: 8.5,
}
ON_A_DAY = ""  # what is counted on a day has no year
NO_TARGET = "none"
Cell = Callable[[Line], str]


def show(
    found: Meeting,
    columns: Columns,
    chosen: Selection,
    written: Mapping[str, Comment],
    address: Mapping[str, str],
) -> None:
    """Draw the table; whatever is no shape or picture of ours is escaped."""
    with st.container(key=f"lines-{len(found.lines)}"):  # whose height the style knows
        st.html(as_html(found, columns, chosen, written, address))


def as_html(
    found: Meeting,
    columns: Columns,
    chosen: Selection,
    written: Mapping[str, Comment],
    address: Mapping[str, str],
) -> str:
    """Return the table in a named box that scrolls and takes focus.

    `address` gives, by the measure's key, where its line leads.
    """
    cells: dict[str, Cell] = {
        found.month.label: lambda line: _leading_on(line, chosen),
        "How it goes": lambda line: _verdict(line.verdict),
        "Target": _target,
        f"Last {MONTHS} months": lambda line: sparkline(
            two_years(line.verdict, columns, chosen)
        ),
        LONGER: _longer,
    }
    head = "".join(
        f'<th scope="col">{escape(name)}</th>' for name in ("Measure", *cells)
    )
    lines = "".join(
        f'<tr><th scope="row"{_room("Measure")}>'
        f'<a href="{escape(address[line.metric.key])}">'
        f"{escape(line.metric.name)}</a>{_commented(line, written)}</th>"
        + "".join(
            f"<td{_room(name)}{tables.named(name)}>{cell(line)}</td>"
            for name, cell in cells.items()
        )
        + "</tr>"
        for line in found.lines
    )
    return (
        '<div class="wide stacked tight" role="region" tabindex="0" '
        f'aria-label="Measures of {escape(found.month.label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _room(name: str) -> str:
    """Return what gives a column of words the room that keeps its lines few."""
    return f' style="min-width:{ROOM[name]}rem"' if name in ROOM else ""


def as_frame(found: Meeting, written: Mapping[str, Comment]) -> pd.DataFrame:
    """Return the same cells as text, with what is written in full."""
    return pd.DataFrame(
        {
            "Measure": line.metric.name,
            found.month.label: words.figure(line.latest),
            "Counted": words.fraction(line.latest),
            "How it goes": _capital(line.verdict.trend),
            "Target": _aim(line) or NO_TARGET,
            "Whether it is met": line.verdict.of_target,
            found.month.same_last_year().label: _then(line.last_year),
            "Year to date": _of_year(line.year_to_date),
            "Twelve months": _of_year(line.twelve_months),
            RECORDED: _bounds(line),
            "Comments": _author(line, written),
            "Commentary": _text(line, written),
        }
        for line in found.lines
    )


def two_years(found: Verdict, columns: Columns, chosen: Selection) -> Verdict:
    """Return a verdict whose series is the points of two years that a chart shows."""
    points = trends.points(found, columns, chosen)
    first = add_months(chosen.period.start, 1 - MONTHS)
    at = [n for n, each in enumerate(points.counts.periods) if each.end >= first]
    if not at:
        return found
    counts = replace(
        points.counts,
        periods=tuple(points.counts.periods[n] for n in at),
        value=points.counts.value[:, at],
        withheld=points.counts.withheld[:, at],
    )
    return replace(
        found, series=Series(points.grain, counts.periods, points.control, counts)
    )


def _verdict(found: Verdict) -> str:
    mark = MARKS[found.variation]
    return (
        f'<span aria-hidden="true" style="color:{mark.colour}">{mark.letter}</span> '
        f"{escape(_capital(found.trend))}"
    )


def _target(line: Line) -> str:
    aim = _aim(line)
    if not aim:
        return NO_TARGET
    return f"{escape(aim)}<br/>{escape(line.verdict.assurance.value)}"


def _aim(line: Line) -> str:
    target = line.verdict.target
    if target is None:
        return ""
    at = "at least" if line.metric.good is Good.HIGH else "at most"
    return f"{at} {briefly(line.metric, target)}"


def _with_count(shown: Figure) -> str:
    said = escape(words.figure(shown))
    if shown.value is None or not shown.denominator:
        return said
    above, below = map(words.count, (shown.numerator, shown.denominator))
    return f"{said}<br/>{escape(f'{above} {shown.metric.joined} {below}')}"


def _leading_on(line: Line, chosen: Selection) -> str:
    """Return a month's value and count; they lead to its rows, for whoever sees them.

    Below them between which values it lies, whatever is not recorded.
    """
    said = _with_count(line.latest)
    if address := links.of_month(line.latest, chosen):
        said = f'<a href="{escape(address)}">{said}</a>'
    if bounds := _bounds(line):
        unknown = f"{bounds} with {words.count(line.latest.aside)} not recorded"
        said += f"<br/><small>{escape(unknown)}</small>"
    return said


def _longer(line: Line) -> str:
    """Return the same month last year, the year to date and twelve months, a line each."""
    said = {
        f"{line.last_year.period.start:%b %Y}": _then(line.last_year),
        "Year to date": _of_year(line.year_to_date),
        "12 months": _of_year(line.twelve_months),
    }
    lines = "<br/>".join(
        f"{escape(name)} {escape(value)}" for name, value in said.items() if value
    )
    return f"<small>{lines}</small>"


def _commented(line: Line, written: Mapping[str, Comment]) -> str:
    comment = written.get(line.metric.key)
    if comment is None:
        return ""
    return f"<br/><small>{escape(COMMENTED.format(comment.author))}</small>"


def _then(shown: Figure) -> str:
    return "Not compared" if shown.unlike else words.figure(shown)


def _of_year(shown: Figure | None) -> str:
    return ON_A_DAY if shown is None else words.figure(shown) + _since(shown.period)


def _since(period: Period) -> str:
    """Say from when a period counts that a change of service divides."""
    return "" if period.start.day == 1 else f" from {period.start:%d/%m/%Y}"


def _bounds(line: Line) -> str:
    found = line.bounds
    if found is None:
        return ""
    low, high = (in_units(line.metric.unit, each) for each in found)
    return low if low == high else f"{low} to {high}"


def _author(line: Line, written: Mapping[str, Comment]) -> str:
    comment = written.get(line.metric.key)
    return comment.author if comment else NOBODY_YET


def _text(line: Line, written: Mapping[str, Comment]) -> str:
    comment = written.get(line.metric.key)
    return comment.text if comment else ""


def _capital(said: str) -> str:
    return said[0].upper() + said[1:]
