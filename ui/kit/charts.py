"""The charts that pages ask for: what each finds, draws and lists."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from domain.codes import NOT_RECORDED
from domain.events import Event
from domain.tables import DIMENSIONS, Columns
from metrics.figure import cross, figure, of_row
from metrics.measure import EVERYTHING, Counts, Metric, Shape, counted
from metrics.rows import sourced
from ui.kit import beside, drawings, links, printed, tables, words
from ui.kit import led as sides
from ui.kit.cards import measured
from ui.kit.drawings import Drawing
from ui.kit.filters import Selection
from ui.kit.group_words import heading, lower

# The frame of every chart: heading, chart, table, CSV, how it is calculated.


TABLE = "View as a table, and how this is calculated"
LEADS_ON = "The first column leads to the rows behind each line."
LABEL_LIMIT = 250
CONFIG = {"displayModeBar": False, "responsive": True}


@dataclass(frozen=True)
class Panel:
    """What a chart says: its heading, drawing, the same cells as a table, its words.

    `events` are marked in a drawing over months, named in its text and listed below.
    """

    key: str
    heading: str
    drawing: Drawing | None
    alt: str
    table: Callable[[], pd.DataFrame]
    metrics: tuple[Metric, ...] = ()
    links: Callable[[], Sequence[str]] = tuple  # to the rows behind each line
    events: tuple[Event, ...] = ()
    alt_more: str = ""  # what its text says after the events, as long as there is room
    under: str = ""  # a line between heading and chart: measure, area and period


def show(panel: Panel, columns: Columns, chosen: Selection) -> None:
    """Draw a panel: heading, chart, then what a reader may open beneath it."""
    picture(panel)
    expand(TABLE, panel, columns, chosen, open_at_first=panel.drawing is None)


def picture(panel: Panel, more: Sequence[str] = ()) -> None:
    """Draw a panel's heading, the line under it, its chart, and what happened.

    `more` are paragraphs after that.
    """
    st.header(words.plain(panel.heading), anchor=False)
    if panel.under:
        st.markdown(words.plain(panel.under))
    there = drawings.within(panel.drawing, panel.events)
    said = drawings.listed(there)
    if panel.drawing is not None:
        drawing = drawings.marked(panel.drawing, there) if there else panel.drawing
        parts = (panel.alt, said, panel.alt_more)
        draw(drawing, panel.key, " ".join(part for part in parts if part))
    if said or more:
        st.markdown("\n\n".join(line for line in (words.plain(said), *more) if line))


def draw(drawing: Drawing, key: str, alt: str) -> None:
    """Draw a chart, with a text that sends its listener to the table below."""
    st.plotly_chart(
        _AsDrawn(drawing),
        key=key,
        theme=None,
        config=CONFIG,
        alt=_short(alt) + " Table below.",
    )


def expand(
    label: str,
    panel: Panel,
    columns: Columns,
    chosen: Selection,
    *,
    open_at_first: bool = False,
) -> None:
    """Offer a panel's table, its CSV and its calculation, made once it is opened."""
    part = printed.opened(label, panel.key, at_first=open_at_first)
    if part is not None:
        with part:
            beneath(panel, columns, chosen)


def beneath(
    panel: Panel,
    columns: Columns,
    chosen: Selection,
    more: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Draw a panel's table, its CSV and its calculation; `more` are notes of the CSV."""
    table = panel.table()
    links = panel.links()
    if len(table):
        tables.show(table, panel.heading, links)
        if any(links):
            st.markdown(LEADS_ON)
        tables.download(table, notes(panel, chosen) | more, panel.key)
    for metric in panel.metrics:
        calculation(metric, columns, chosen)


def _short(alt: str) -> str:
    limit = LABEL_LIMIT - 14
    return alt if len(alt) <= limit else textwrap.shorten(alt, limit)


class _AsDrawn(go.Figure):
    """A drawing handed to the browser as it is.

    Validating a figure costs more than all the counting of its page; tests validate
    every drawing instead.
    """

    def __init__(self, drawing: Drawing) -> None:
        object.__setattr__(self, "_drawing", drawing)

    def to_dict(self) -> Drawing:
        """Return the drawing."""
        return self._drawing


def notes(panel: Panel, chosen: Selection) -> dict[str, str]:
    """Return what each row of a download says of itself."""
    return {
        "Measure": "; ".join(metric.name for metric in panel.metrics),
        "Filters": chosen.sentence,
        "Source": sourced([each.source for each in panel.metrics], chosen.period),
    }


def calculation(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Write a measure's definition, its parts, its limits and its source."""
    ignored = chosen.ignored(metric, columns)
    lines = [
        f"**{words.plain(metric.name)}.** {words.plain(metric.definition)}",
        *(
            _parts(metric, columns, half)
            for half in sides.each(metric, columns, chosen)
        ),
        f"Counts {words.plain(metric.grain)}.",
        words.plain(metric.caveat),
        words.plain(metric.why),
        f"Not filtered by {' or '.join(ignored).lower()}." if ignored else "",
        f"Source: {words.plain(sourced([metric.source], chosen.period))}",
        *map(words.plain, beside.lines(metric, columns, chosen.period)),
    ]
    if metric.intervals:
        lines.append(f"Intervals are counted as {columns.rule}.")
    if metric.rows.name in columns.rules:
        lines.append(f"{columns.rules[metric.rows.name]}.")
    st.markdown("\n\n".join(line for line in lines if line))


def _parts(metric: Metric, columns: Columns, chosen: Selection) -> str:
    """Return what a figure counts; its days too, of a period that is read as two."""
    now = figure(metric, columns, chosen.period, chosen.on(metric, columns))
    days = f"{chosen.period.label}: " if chosen.part else ""
    lines = [
        f"{days}{words.figure(now)}: {words.fraction(now).removesuffix('.')}.",
        words.aside(now),
        words.days_counted(now),
    ]
    return "\n\n".join(words.plain(line) for line in lines if line)


OPEN_LISTS = ("team", "iro")
ORDERED = (  # groupings whose groups have an order of their own
    *("iro", "age_band", "review_type", "participation", "code", "stage"),
    *("highest_stage", "duration_band", "working_day_band", "iros"),
    *("service_band", "outcome", "late_kind"),
)
TOTAL = "Total"
MORE = "More figures, and how each is calculated"


def by_group(metric: Metric, by: str, columns: Columns, chosen: Selection) -> None:
    """Show a measure for each group of one grouping, over the chosen period."""
    for panel, half in group_panels(metric, by, columns, chosen):
        show(panel, columns, half)


def group_panels(
    metric: Metric, by: str, columns: Columns, chosen: Selection
) -> list[tuple[Panel, Selection]]:
    """Return a measure by the groups of one grouping, and what it is chosen by.

    One that is read as two gives two, the later first.
    """
    return [
        (_group_panel(metric, by, columns, half, f"{by}-{metric.key}{suffix}"), half)
        for half, suffix in zip(
            sides.each(metric, columns, chosen), ("", "-before"), strict=False
        )
    ]


def _group_panel(
    metric: Metric, by: str, columns: Columns, chosen: Selection, key: str
) -> Panel:
    where = chosen.on(metric, columns)
    counts = counted(metric, columns, (chosen.period,), where, by)
    kept = _in_order(_worth_showing(counts, by), counts, by)
    groups = [(counts.labels[position], counts.value[position, 0]) for position in kept]
    said = [said_of(metric, counts, position) for position in kept]
    listed = "; ".join(
        f"{label} {value}" for (label, _), value in zip(groups, said, strict=True)
    )
    now, _ = measured(metric, columns, chosen)
    when = words.when_counted(now)
    whole = now.value if metric.shape is Shape.SHARE and by != metric.natural else None
    return Panel(
        key=key,
        heading=heading(metric, by, counts, kept, now),
        drawing=drawings.bars(metric, groups, said, whole) if groups else None,
        alt=f"{metric.name} by {lower(by)}, {when}: {listed}.",
        table=lambda: _group_table(metric, DIMENSIONS[by], counts, kept),
        metrics=(metric,),
        links=lambda: links.of_groups(
            metric, chosen, by, [counts.labels[position] for position in kept]
        ),
    )


def more_figures(
    metrics: Sequence[Metric], columns: Columns, chosen: Selection
) -> None:
    """Offer further figures as one table, with what each counts."""
    panel = Panel(
        key="more-figures",
        heading=f"More figures {words.period(chosen.period)}",
        drawing=None,
        alt="",
        table=lambda: _more(metrics, columns, chosen),
        metrics=tuple(metrics),
        links=lambda: links.of_figures(
            [
                measured(metric, columns, half)[0]
                for metric in metrics
                for half in sides.each(metric, columns, chosen)
            ],
            chosen,
        ),
    )
    expand(MORE, panel, columns, chosen)


def _more(
    metrics: Sequence[Metric], columns: Columns, chosen: Selection
) -> pd.DataFrame:
    return pd.DataFrame(
        _line(metric, columns, half)
        for metric in metrics
        for half in sides.each(metric, columns, chosen)
    )


def _line(metric: Metric, columns: Columns, chosen: Selection) -> dict[str, str]:
    now, before = measured(metric, columns, chosen)
    apart = sides.no_comparison(metric, columns, chosen)
    return {
        "Figure": metric.name + (f", {chosen.period.label}" if chosen.part else ""),
        "Value": words.figure(now),
        "What it counts": _sentences(words.fraction(now), words.days_counted(now)),
        "Change": apart or words.change(now, before),
        "Left out": words.aside(now),
    }


def _sentences(counted: str, days: str) -> str:
    """Return what a figure counts, with the days that it does not count, if any."""
    return f"{counted.removesuffix('.')}. {days}" if days else counted


def cross_panel(
    metric: Metric, across: tuple[str, str], columns: Columns, chosen: Selection
) -> Panel:
    """Return a count by two groupings at once, with totals that reconcile."""
    where = chosen.on(metric, columns)
    found = cross(metric, columns, chosen.period, across[0], across[1], where)
    when = words.when_counted(measured(metric, columns, chosen)[0])
    rows, cols = (DIMENSIONS[name] for name in across)
    lines = [
        [label, *map(words.count, cells), words.count(total)]
        for label, cells, total in sorted(
            zip(found.row_labels, found.cells, found.row_totals, strict=True),
            key=lambda line: line[0] == NOT_RECORDED,
        )
    ]
    totals = [*map(words.count, found.column_totals), words.count(found.total)]
    table = pd.DataFrame(
        [*lines, [TOTAL, *totals]], columns=[rows, *found.column_labels, TOTAL]
    )
    return Panel(
        key=f"{across[0]}-{across[1]}-{metric.key}",
        heading=f"{metric.name} {when}: {rows.lower()} by {cols.lower()}, {words.count(found.total)} in all",
        drawing=None,
        alt="",
        table=lambda: table,
        metrics=(metric,),
    )


def _in_order(kept: list[int], counts: Counts, by: str) -> list[int]:
    """Return groups by their value, but where their own order says more.

    Nobody is ranked: people come by name.
    """
    if by in ORDERED:
        return kept
    value = counts.value[:, 0]

    def last_of_all(place: int) -> tuple[bool, bool, float]:
        unknown = counts.labels[place] == NOT_RECORDED
        return unknown, bool(np.isnan(value[place])), -np.nan_to_num(value[place])

    return sorted(kept, key=last_of_all)


def _worth_showing(counts: Counts, by: str) -> list[int]:
    """Return the groups that have cases: teams and people by name, unknown last."""
    cases = counts.numerator if counts.denominator is None else counts.denominator
    there = [
        position for position in range(len(counts.labels)) if cases[position, 0] > 0
    ]
    if by in OPEN_LISTS:
        there.sort(key=lambda position: counts.labels[position])
    there.sort(key=lambda position: counts.labels[position] == NOT_RECORDED)
    return [
        position
        for position in there
        if counts.labels[position] != NOT_RECORDED or counts.numerator[position, 0] > 0
    ]


def said_of(metric: Metric, counts: Counts, group: int) -> str:
    """Return the value of one of the groups counted of a period, in words."""
    return words.figure(of_row(metric, counts, EVERYTHING, group)[0])


def said_by_period(metric: Metric, counts: Counts) -> list[str]:
    """Return the value of each period counted, in words."""
    return [words.figure(each) for each in of_row(metric, counts, EVERYTHING, 0)]


def _group_table(
    metric: Metric, by: str, counts: Counts, kept: Sequence[int]
) -> pd.DataFrame:
    cells: dict[str, list[str]] = {
        by: [words.label(counts.labels[position]) for position in kept],
        metric.name: [said_of(metric, counts, position) for position in kept],
    }
    if counts.denominator is not None:
        cells["Counted"] = [
            words.count(counts.numerator[position, 0]) for position in kept
        ]
        cells["Out of"] = [
            words.count(counts.denominator[position, 0]) for position in kept
        ]
    return pd.DataFrame(cells)
