"""One IRO's or chair's year in figures: beside the service's, and what was raised."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data_access.casework.supervision import Supervised, SupervisionPart, VisiblePart
from domain.codes import NOT_RECORDED, UNDER_4
from domain.periods import ONE_DAY, say_day
from domain.tables import Columns
from metrics.cla_reviews import REVIEWS_DUE_HELD_ON_TIME, REVIEWS_HELD_ON_TIME
from metrics.disputes import (
    DISPUTES_RAISED,
    DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS,
)
from metrics.figure import Figure, figure
from metrics.led import of_the_service
from metrics.measure import Counts, Metric, counted
from metrics.participation import (
    CHILDREN_TAKING_PART,
    PARTICIPATION_GROUPS,
    PARTICIPATION_GROUPS_AGED_4_AND_OVER,
)
from metrics.plans import PLAN_REVIEWS_HELD_ON_TIME
from ui.kit import charts, drawings, links, tables, words
from ui.kit.charts import Panel
from ui.kit.filters import Selection

IN_TIME = DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS
ON_TIME = (REVIEWS_DUE_HELD_ON_TIME, PLAN_REVIEWS_HELD_ON_TIME)
FIGURES = (
    REVIEWS_HELD_ON_TIME,
    *ON_TIME,
    CHILDREN_TAKING_PART,
    DISPUTES_RAISED,
    IN_TIME,
)
THEIRS, SERVICE = "This IRO or chair", "The service"
VOICES = PARTICIPATION_GROUPS_AGED_4_AND_OVER
Taken = Callable[[SupervisionPart], pd.DataFrame]
NEUTRAL = (
    "More or fewer disputes are neither good nor bad. What matters is what comes of "
    "them."
)
CALCULATED = "How each of these is calculated"
NAMESAKES = (
    "Somebody else of the staff has this name. A dispute for which the log has the name only "
    "is counted for neither."
)


def figures(columns: Columns, chosen: Selection) -> pd.DataFrame:
    """Draw the year's figures as one table, each beside that of the whole service.

    Return the table, for the sheet.
    """
    measures = [m for m in FIGURES if of_the_service(m, columns, chosen.period)]
    pairs = [_both(metric, columns, chosen) for metric in measures]
    on_time = [pair for pair in pairs if pair[0].metric in ON_TIME]
    own, whole = next(
        (pair for pair in on_time if pair[0].value is not None), on_time[0]
    )
    st.header(words.plain(_finding(own, whole)), anchor=False)
    table = pd.DataFrame([_line(*pair, columns) for pair in pairs])
    tables.show(table, "The year in figures, beside the whole service")
    tables.download(table, {"Filters": chosen.sentence}, "supervision-figures")
    expander = st.expander(CALCULATED, key="calculated-supervision", on_change="rerun")
    if expander.open:
        with expander:
            for metric in measures:
                charts.calculation(metric, columns, chosen)
    return table


def _finding(own: Figure, whole: Figure) -> str:
    name = own.metric.name
    if own.value is None:
        return f"{name}: {words.figure(own).lower()}"
    said = f"{name}: {_counted(own)} ({words.figure(own)})"
    return f"{said}, the service {words.figure(whole)}{words.counted_from(own)}"


def _both(metric: Metric, columns: Columns, chosen: Selection) -> tuple[Figure, Figure]:
    days = of_the_service(metric, columns, chosen.period) or chosen.period
    own = figure(metric, columns, days, chosen.on(metric, columns))
    return own, figure(metric, columns, days)


def _line(own: Figure, whole: Figure, columns: Columns) -> dict[str, str]:
    last = say_day(own.period.end)
    led = own.metric in ON_TIME and columns.led_from == own.period.end + ONE_DAY
    notes = [
        words.aside(own),
        words.days_counted(own),
        f"Up to {last}: lead practitioners chair since." if led else "",
    ]
    return {
        "Figure": own.metric.name,
        THEIRS: words.figure(own),
        "Counted": _counted(own),
        SERVICE: words.figure(whole),
        "Counted in the service": _counted(whole),
        "Left out": " ".join(note for note in notes if note),
    }


def _counted(shown: Figure) -> str:
    if not shown.denominator or not shown.covered:
        return ""
    return f"{words.number(shown.numerator)} of {words.number(shown.denominator)}"


def participation(columns: Columns, chosen: Selection) -> None:
    """Draw how children aged 4 and over took part in the reviews, in four groups."""
    when = (chosen.period,)
    where = chosen.on(VOICES, columns)
    own = counted(VOICES, columns, when, where, "participation")
    whole = counted(VOICES, columns, when, by="participation")
    said = _said(own)
    days = words.counted_from(figure(VOICES, columns, chosen.period, where))
    heading = f"{_heading(own, said)}{days}"
    groups = list(zip(own.labels, own.value[:, 0].tolist(), strict=True))
    charts.show(
        Panel(
            key="supervision-participation",
            heading=heading,
            drawing=drawings.bars(VOICES, groups, said) if _cases(own) else None,
            alt=f"{heading}. "
            + "; ".join(
                f"{each[0]} {value}" for each, value in zip(groups, said, strict=True)
            )
            + ".",
            table=lambda: _groups(own, whole, said),
            metrics=(VOICES,),
        ),
        columns,
        chosen,
    )
    st.markdown(_apart(columns, chosen))


def _cases(counts: Counts) -> float:
    return 0.0 if counts.denominator is None else float(counts.denominator[0, 0])


def _heading(own: Counts, said: list[str]) -> str:
    if not _cases(own):
        return f"{VOICES.name}: {said[0].lower()}"
    top = own.numerator[:, 0].max()
    most = [
        label
        for label, number in zip(own.labels, own.numerator[:, 0], strict=True)
        if number == top
    ]
    often = f"{words.number(top)} of {words.number(_cases(own))} reviews"
    return f"{VOICES.name}: most often {' and '.join(most)}, {often}"


def _groups(own: Counts, whole: Counts, said: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "How the child took part": list(own.labels),
            THEIRS: said,
            "Counted": [_of(own, place) for place in range(len(own.labels))],
            SERVICE: _said(whole),
            "Counted in the service": [
                _of(whole, place) for place in range(len(own.labels))
            ],
        }
    )


def _said(counts: Counts) -> list[str]:
    return [
        charts.said_of(VOICES, counts, place) for place in range(len(counts.labels))
    ]


def _of(counts: Counts, place: int) -> str:
    return (
        f"{words.number(counts.numerator[place, 0])} of {words.number(_cases(counts))}"
    )


def _apart(columns: Columns, chosen: Selection) -> str:
    """Say how many reviews were of children under 4, and how many say nothing."""
    where = chosen.on(PARTICIPATION_GROUPS, columns)
    counts = counted(
        PARTICIPATION_GROUPS, columns, (chosen.period,), where, "participation"
    )
    number = dict(zip(counts.labels, counts.numerator[:, 0], strict=True))
    return (
        f"Counted apart: {words.number(number[UNDER_4])} reviews of children under 4, "
        f"and {words.number(number[NOT_RECORDED])} with no code recorded."
    )


def late(found: Supervised, chosen: Selection, taken: Taken) -> None:
    """Draw the reviews that were held late, with the reason that was noted."""
    st.header(f"Reviews held late: {found.late.number:,}", anchor=False)
    st.markdown(
        "Reviews of children in care and plan reviews, held in the year after the day "
        "they were due. Reasons are the service's own words; a blank is none noted."
    )
    _rows(found, SupervisionPart.LATE, found.late, "Reviews held late", chosen, taken)


def disputes(
    found: Supervised, columns: Columns, chosen: Selection, taken: Taken
) -> None:
    """Draw the disputes somebody raised in the year; more or fewer is neither."""
    where = chosen.on(DISPUTES_RAISED, columns)
    now = figure(DISPUTES_RAISED, columns, chosen.period, where)
    said = f"{words.figure(now).lower()}{words.counted_from(now)}"
    heading = f"{DISPUTES_RAISED.name}: {said}"
    st.header(words.plain(heading), anchor=False)
    if not now.covered:
        st.markdown("No dispute log that is loaded speaks for these days.")
        return
    st.markdown("\n\n".join([NEUTRAL, *([NAMESAKES] if found.namesake else [])]))
    _rows(
        found,
        SupervisionPart.DISPUTES,
        found.disputes,
        "Disputes raised",
        chosen,
        taken,
    )


def _rows(
    found: Supervised,
    part: SupervisionPart,
    visible: VisiblePart,
    name: str,
    chosen: Selection,
    taken: Taken,
) -> None:
    """Draw the rows of one part; each child who has a page is led to."""
    if visible.unseen:
        st.markdown(
            f"{visible.unseen:,} of them are about children who are not yours to see now, "
            "and are not listed."
        )
    if visible.listed.empty:
        return
    children_and_codes = zip(
        visible.listed["Child"], visible.listed["Code"], strict=True
    )
    tables.show(
        tables.said(visible.listed.drop(columns=["Code"])),
        f"{name} in the year",
        links=[
            links.to_child(code) if child in found.today else ""
            for child, code in children_and_codes
        ],
        stacked=True,
    )
    notes = {"Filters": chosen.sentence}
    tables.download(lambda: taken(part), notes, f"iro-{part}")
