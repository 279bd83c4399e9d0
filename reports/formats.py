"""Figures as JSON, as CSV and as aligned text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from domain.cells import harmless
from domain.periods import say_day
from domain.tables import DIMENSIONS
from metrics.measure import Metric
from metrics.rows import sourced
from metrics.said import UNITS, decimal, figure
from reports.figures import TIMES, Figures, Row
from reports.verdicts import LIMIT_FIELDS, VERDICT_FIELDS, Judged, Limited

CATALOGUE_FIELDS = ("key", "name", "definition")
ROW_FIELDS = ("group", "numerator", "denominator", "value", "aside")
CONTEXT_FIELDS = ("key", "name", "from", "to", "where", "data_to", "source")
ADDED_FIELDS = (
    "covered",
    "counted_from",
    "edition",
    "part",
)  # last, where no column before them moves
LIMIT_TITLES = ("Mean", "Lower limit", "Upper limit", "Rule")


def as_json(figures: Figures, judged: Judged | None = None) -> str:
    """Return one object; `aside` is in a row only where it is not 0.

    `covered` says of a row whether files speak for its days. `counted_from` is the
    first day of the period that they speak for, there only where it is not the first.
    `edition` says which editions of law or guidance were in force in a row's own days.
    `events` are there only where there is one: the days at which periods are two rows.
    `counted` are a row's days where they are a part of what it is named after. What is
    `judged` is the object's `verdict`, and what each row is judged by.
    """
    metric = figures.metric
    rows = [_json_row(row) for row in figures.rows]
    if judged is not None:
        rows = [row | each.fields for row, each in zip(rows, judged.rows, strict=True)]
    return _json(
        {
            "key": metric.key,
            "name": metric.name,
            "definition": metric.definition,
            "period": {
                "from": figures.period.start.isoformat(),
                "to": figures.period.end.isoformat(),
            },
            **_counted_from(figures),
            "where": {name: list(words) for name, words in figures.where.items()},
            "data_to": _day(figures.data_to) or None,
            "source": metric.source.words,
            **_events(figures),
            **({"verdict": judged.fields} if judged else {}),
            "rows": rows,
        }
    )


def as_csv(figures: Figures, judged: Judged | None = None) -> str:
    """Return a line for each row, each with the measure's name, days and filters.

    Where it is judged, each has what it is judged by, and the measure's verdict.
    """
    context = {
        "key": figures.metric.key,
        "name": figures.metric.name,
        "from": figures.period.start.isoformat(),
        "to": figures.period.end.isoformat(),
        "counted_from": _day(figures.counted_from),
        "where": _where(figures),
        "data_to": _day(figures.data_to),
        "source": figures.metric.source.words,
    }
    lines = [
        {**{name: getattr(row, name) for name in ROW_FIELDS}, **context}
        | {
            "covered": "yes" if row.covered else "no",
            "edition": row.edition,
            "part": _part(row),
        }
        for row in figures.rows
    ]
    fields = (*ROW_FIELDS, *CONTEXT_FIELDS, *ADDED_FIELDS)
    if judged is None:
        return _csv(fields, lines)
    said = judged.fields | {"benchmark": _as_cell(judged.benchmark)}
    lines = [
        line | each.fields | said for line, each in zip(lines, judged.rows, strict=True)
    ]
    return _csv((*fields, *LIMIT_FIELDS, *VERDICT_FIELDS), lines)


def as_table(figures: Figures, judged: Judged | None = None) -> str:
    """Return text for a screen: what the figure is, then its rows in columns.

    Where it is judged, the verdict stands above them and their limits beside them.
    """
    metric, period = figures.metric, figures.period
    filters = _where(figures)
    data_to = say_day(figures.data_to) if figures.data_to else "no file loaded"
    heading = [
        metric.name,
        metric.definition,
        f"Period: {say_day(period.start)} to {say_day(period.end)}.",
        *_days_counted(figures),
        *([f"Only: {filters}."] if filters else []),
        f"Source: {sourced([metric.source], period, with_fields=True)}",
        f"Data up to: {data_to}.",
        *(
            f"{each.words}: a period with that day in it is two."
            for each in figures.events
        ),
    ]
    aside = any(row.aside for row in figures.rows)
    if aside:
        heading.append(f"Aside: {metric.aside_words}, in neither count.")
    lines = [
        [row.group, _fraction(metric, row), _value(metric, row), *_aside(row, aside)]
        for row in figures.rows
    ]
    titles = ["Group", "Counted", "Value", *(["Aside"] if aside else [])]
    if judged is not None:
        heading.append(f"Verdict: {judged.verdict.line}")
        titles += LIMIT_TITLES
        lines = [
            [*line, *_limits(each)]
            for line, each in zip(lines, judged.rows, strict=True)
        ]
    return "\n".join([*heading, "", *_aligned([titles, *lines])])


def catalogue(metrics: Sequence[Metric], form: str) -> str:
    """Return every measure's key, name and definition in one of the formats."""
    entries = [
        {name: getattr(metric, name) for name in CATALOGUE_FIELDS} for metric in metrics
    ]
    if form == "json":
        return _json(entries)
    if form == "csv":
        return _csv(CATALOGUE_FIELDS, entries)
    return "\n".join(
        f"{entry['key']}: {entry['name']}\n    {entry['definition']}"
        for entry in entries
    )


def _json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False)


def _json_row(row: Row) -> dict[str, Any]:
    found = {name: getattr(row, name) for name in ROW_FIELDS if name != "aside"}
    found |= {"covered": row.covered, "edition": row.edition}
    if row.part:
        days = row.part.start.isoformat(), row.part.end.isoformat()
        found["counted"] = dict(zip(("from", "to"), days, strict=True))
    return {**found, "aside": row.aside} if row.aside else found


def _csv(fields: Iterable[str], lines: Iterable[Mapping[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(fields), lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {name: harmless(cell) for name, cell in line.items()} for line in lines
    )
    return text.getvalue().rstrip("\n")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _days_counted(figures: Figures) -> list[str]:
    """Return from when the period is counted; of parts of it, that some are not."""
    if figures.by in TIMES:
        unlike = ": not to be compared with the others" if figures.rows[1:] else ""
        said = [
            f"{row.group} is counted from {say_day(row.part.start)} to "
            f"{say_day(row.part.end)} only{unlike}."
            for row in figures.rows
            if row.part
        ]
        if not all(row.covered for row in figures.rows):
            said.append("A row for whose days no file speaks in full has no figure.")
        return said
    return [figures.days_counted] if figures.days_counted else []


def _part(row: Row) -> str:
    """Return the days of a part of a month, quarter or year; empty of a whole one."""
    if row.part is None:
        return ""
    return f"{row.part.start.isoformat()} to {row.part.end.isoformat()}"


def _counted_from(figures: Figures) -> dict[str, str]:
    first = figures.counted_from
    return {"counted_from": _day(first)} if first else {}


def _events(figures: Figures) -> dict[str, list[dict[str, str]]]:
    found = [{"day": _day(each.day), "words": each.words} for each in figures.events]
    return {"events": found} if found else {}


def _where(figures: Figures) -> str:
    return "; ".join(
        f"{DIMENSIONS[name]} {' or '.join(words)}"
        for name, words in figures.where.items()
    )


def _fraction(metric: Metric, row: Row) -> str:
    if row.numerator is None:
        return ""
    if row.denominator is None:
        return f"{row.numerator:,}"
    return f"{row.numerator:,} {metric.joined} {row.denominator:,}"


def _value(metric: Metric, row: Row) -> str:
    if not row.covered:
        return "No file loaded"
    said = figure(row.shown)
    named = UNITS[metric.unit] or row.value is None
    return said if named else f"{said} {metric.unit.value}".rstrip()


def _limits(found: Limited) -> list[str]:
    """Return what a row is judged by as cells of a table; empty where it is not."""
    sides = found.mean, found.lower, found.upper
    numbers = ["" if each is None else decimal(each) for each in sides]
    return [*numbers, found.rule or ""]


def _as_cell(benchmark: dict[str, Any] | None) -> str:
    return "" if benchmark is None else json.dumps(benchmark, ensure_ascii=False)


def _aside(row: Row, shown: bool) -> list[str]:
    return [f"{row.aside:,}"] if shown else []


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    """Return lines with the first column to the left and the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if position else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
