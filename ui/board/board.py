"""A board's page of measures: a card, a chart and groups of each, and what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from domain.access import Viewer
from domain.periods import quarter_of, year_to
from metrics.release.said import cases_words, value_words
from reports.released import Json, Released, ReleasedMeasure
from ui.board import groups, reading, series, tiles
from ui.board.groups import CROSS, by_words
from ui.board.reading import Reading
from ui.kit import charts, printed, tables, words
from ui.kit.charts import Panel

TABLE = "View as a table, and how this is calculated"
MORE = "More figures, and how each is calculated"
NOTHING = "The service has recorded nothing of this in a period that is released."
OF_IT, MONTHS = "Released: ", "single months"
FIELDS = re.compile(r" \([A-Z_, ]+\)")  # of a return, which a board does not read
OPEN = 2  # groupings that a page draws; of the others it tells what they show
Groups = tuple[str, str]  # a measure, and a grouping that it is always shown by


def shown(
    viewer: Viewer,
    first: Sequence[str],
    more: Sequence[str] = (),
    tables: Sequence[Groups] = (),
) -> None:
    """Draw a page of a release.

    `first` are the keys of measures with a card and a chart, `more` of those in one
    table; `tables` are always shown by a grouping of theirs.
    """
    keys = [*first, *more, *(key for key, _ in tables)]
    read = reading.read(viewer, keys, grouped=first)
    found = read.measures(first)
    if not read.measures(keys):
        st.info(NOTHING)
        return
    tiles.cards(found, read)
    _more(read.measures(more), read)
    for measure in found:
        _measure(measure, read)
        if read.by in measure.groupings and _is_a_choice(measure, read.by, tables):
            _groups(measure, read.by, read)
    for place, (key, by) in enumerate(tables):
        for measure in read.measures([key]):
            if by in measure.groupings:
                natural = by == measure.words.natural
                under = _under(measure, read.release) if natural else ()
                _groups(measure, by, read, under, closed=place >= OPEN)


def _is_a_choice(measure: ReleasedMeasure, by: str, tables: Sequence[Groups]) -> bool:
    """Say whether a grouping that is chosen is not drawn whatever is chosen."""
    return by != measure.words.natural and (measure.words.key, by) not in tables


def _measure(measure: ReleasedMeasure, read: Reading) -> None:
    """Draw a measure's chart, what of it is released, and what was written."""
    key, release = measure.words.key, read.release
    panel = release.once(("series", key), lambda: series.panel(measure, read))
    note = release.once(("note", key), lambda: words.plain(series.note(measure, read)))
    under = release.once(("under", key), lambda: _under(measure, release))
    charts.picture(panel, (note, *under))
    _expand(panel, [measure], read)


def _under(measure: ReleasedMeasure, release: Released) -> tuple[str, ...]:
    """Return the paragraphs under a chart: what is released, what was written."""
    said = words.plain(released(measure, release))
    return (said, *_commentary(measure, release))


def _groups(
    measure: ReleasedMeasure,
    by: str,
    read: Reading,
    under: Sequence[str] = (),
    *,
    closed: bool = False,
) -> None:
    """Draw a measure by groups; where none is released, one line says so.

    Closed, its heading is the line that opens it.
    """
    asked = "groups", measure.words.key, by, read.period
    for panel in read.release.once(asked, lambda: groups.panels(measure, by, read)):
        if panel.under:
            st.markdown(words.plain(f"{panel.heading}. {panel.under}"))
        elif closed:
            _closed(panel, measure, read, under)
        else:
            charts.picture(panel, under)
            _expand(panel, [measure], read)


def _expand(
    panel: Panel,
    measures: Sequence[ReleasedMeasure],
    read: Reading,
    label: str = TABLE,
) -> None:
    """Offer a panel's table, its file and its calculation, made once it is opened."""
    part = printed.opened(label, panel.key)
    if part is not None:
        with part:
            _beneath(panel, measures, read)


def _closed(
    panel: Panel, measure: ReleasedMeasure, read: Reading, under: Sequence[str]
) -> None:
    """Offer a panel, chart and all, drawn once it is opened."""
    part = printed.opened(words.plain(panel.heading), panel.key)
    if part is not None:
        with part:
            charts.picture(panel, under)
            _beneath(panel, [measure], read)


def _beneath(panel: Panel, measures: Sequence[ReleasedMeasure], read: Reading) -> None:
    """Draw a panel's table, its file and its calculation."""
    table = panel.table()
    if len(table):
        tables.show(table, panel.heading)
        notes = {"Measure": "; ".join(each.words.name for each in measures)}
        tables.download(table, notes, panel.key, first=read.first_line)
    for measure in measures:
        st.markdown(words.plain(calculation(measure)))


def calculation(measure: ReleasedMeasure) -> str:
    """Return what a measure was when it was signed, in paragraphs."""
    of = measure.words
    lines = [
        f"{of.name}. {of.definition}",
        of.caveat,
        of.why,
        f"It is about {of.about}.",
        f"Source: {FIELDS.sub('', of.source)}",
        measure.said.beside,
        f"Definition {of.version}.",
    ]
    return "\n\n".join(line for line in lines if line)


# What is released of a measure, and what is not.


def released(measure: ReleasedMeasure, release: Released) -> str:
    """Return what is released of a measure, and what is not, in short sentences."""
    whole = _kinds(measure, "", release)
    said = [f"{_listed(whole)} for the whole service"] if whole else []
    alike: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for by in measure.groupings:
        kinds = tuple(_kinds(measure, by, release))
        alike.setdefault((CROSS in by, kinds), []).append(by_words(by))
    said += [
        f"by {_listed(bys)}: {_listed(kinds)}" for (_, kinds), bys in alike.items()
    ]
    first, *more = said
    lines = [f"{OF_IT}{first}", *map(tiles.capital, more)]
    return f"{'. '.join([*lines, f'Not released: {_listed(_not(measure))}'])}."


def _not(measure: ReleasedMeasure) -> list[str]:
    """Return what is not released of a measure."""
    if not measure.groupings:
        return [MONTHS, "any groups"]
    crossed = any(CROSS in by for by in measure.groupings)
    return [MONTHS] if crossed else [MONTHS, "two groupings at once"]


def _kinds(measure: ReleasedMeasure, by: str, release: Released) -> list[str]:
    """Return which kinds of period a measure is released for."""
    there = measure.periods(by)
    kinds = {
        "quarters": any(each == quarter_of(each.start) for each in there),
        "years": any(_is_year(each.start, each.end) for each in there),
        "the latest four quarters": bool(measure.parts(release.latest, by)),
    }
    return [name for name, is_there in kinds.items() if is_there]


def _is_year(start: date, end: date) -> bool:
    march = 3
    return end.month == march and start == year_to(end).start


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _commentary(measure: ReleasedMeasure, release: Released) -> list[str]:
    """Return what was written of a measure, the latest month first."""
    found = [
        each for each in release.commentary if each["measure"] == measure.words.key
    ]
    return [
        f"> **{_month(each):%B %Y}.** {words.plain(each['text'])}"
        for each in sorted(found, key=_month, reverse=True)
    ]


def _month(written: Json) -> date:
    return date.fromisoformat(str(written["month"])[:10])


# Further figures, in one table.


def _more(measures: Sequence[ReleasedMeasure], read: Reading) -> None:
    if not measures:
        return
    panel = Panel(
        key="more-figures",
        heading=f"More figures {words.period(read.period)}",
        drawing=None,
        alt="",
        table=lambda: pd.DataFrame(_line(each, read) for each in measures),
    )
    _expand(panel, measures, read, MORE)


def _line(measure: ReleasedMeasure, read: Reading) -> dict[str, str]:
    cell = read.told(measure)
    return {
        "Figure": measure.words.name,
        "Value": value_words(measure.words.unit, cell),
        "What it counts": cases_words(measure.words, cell),
        "Change": measure.said.change if read.is_latest else "",
        "Trend": tiles.capital(measure.said.trend),
        "Beside": measure.said.beside,
    }
