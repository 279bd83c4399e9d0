"""Every figure by its subject, found by a word, with all that is said of it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from domain.periods import Period
from domain.tables import Columns
from metrics.catalogue import CATALOGUE, SUBJECTS, get
from metrics.grade import RULE, grade
from metrics.measure import Metric
from metrics.verdict import target_of
from ui.kit import beside, tables, words

SEARCH = "about-search"
AT_ONCE = 3  # figures found: so few are opened
SAME = (  # words for one thing; whoever types one finds what has another
    ("late", "overdue", "on time", "timeliness", "in time"),
    ("voice", "heard", "took part", "participation", "views", "pn"),
    ("dispute", "challenge", "escalation", "drp", "drn"),
    ("initial conference", "icpc", "section 47"),
    ("plan review", "review conference", "rcpc"),
    ("child protection", "plan", "cp", "cpp"),
    ("children in our care", "children in care", "looked after", "lac", "cla", "cioc"),
    ("second or subsequent", "repeat", "again", "re-plan"),
    ("caseload", "workload", "for each full-time post", "for each iro"),
    ("full-time post", "fte", "vacancy", "vacancies", "staff"),
)
DIFFERS = "Where a published figure differs"  # told beside both figures, on the page
UNCHECKED = (
    "Not yet checked by a named person. Nobody records here who checked a figure, or "
    "when to look again."
)


def shown(columns: Columns | None) -> None:
    """Write every figure that is searched for, by subject, and offer all as a table."""
    st.header(f"The {len(CATALOGUE)} figures", anchor=False)
    asked = st.text_input(
        "Search the figures",
        key=SEARCH,
        placeholder="For example: late, voice, repeat plans",
    )
    there = {name: found(metrics, asked) for name, metrics in SUBJECTS.items()}
    number = sum(map(len, there.values()))
    if asked:
        st.markdown(f"{number} of {len(CATALOGUE)} figures have these words.")
    for name, metrics in there.items():
        if metrics:
            _group(
                f"{name} ({len(metrics)})",
                metrics,
                columns,
                opened=(bool(asked), number <= AT_ONCE),
            )
    table = pd.DataFrame([as_row(metric) for metric in CATALOGUE])
    tables.download(table, {}, "figures")


def found(metrics: tuple[Metric, ...], asked: str) -> tuple[Metric, ...]:
    """Return the measures in whose words all that is asked for stands, or the like."""
    wanted = [_alike(word) for word in _asked(asked.lower())]
    return tuple(
        metric
        for metric in metrics
        if all(any(word in _said(metric) for word in alike) for alike in wanted)
    )


def _asked(text: str) -> list[str]:
    """Return what is asked for: known phrases whole, every other word alone."""
    phrases = [each for same in SAME for each in same if " " in each and each in text]
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return [*phrases, *text.split()]


def _alike(word: str) -> set[str]:
    """Return a word, without its plural, and the words for the same thing."""
    word = word.removesuffix("s") if len(word) > len("late") else word
    return {word}.union(*(same for same in SAME if word in same))


def _said(metric: Metric) -> str:
    key = metric.key.replace("_", " ")
    return f"{metric.key} {key} {metric.name} {metric.definition}".lower()


def _group(
    name: str,
    metrics: tuple[Metric, ...],
    columns: Columns | None,
    opened: tuple[bool, bool],
) -> None:
    """Offer a subject's measures; `opened` says whether they are, and each of them."""
    of_subject, of_each = opened
    group = st.expander(name, **_opened(name, of_subject))
    if not group.open:
        return
    with group:
        for metric in metrics:
            expander = st.expander(metric.name, **_opened(metric.key, of_each))
            if expander.open:
                with expander:
                    _measure(metric, columns)


def _opened(key: str, opened: bool) -> dict[str, Any]:
    """Return how something begins, open or not, and that its inside waits for that.

    What is searched for is not what was opened before: it has a name of its own.
    """
    return {"expanded": opened, "key": f"about-{opened}-{key}", "on_change": "rerun"}


def as_row(metric: Metric) -> dict[str, str]:
    """Return every word of a measure, as one row of a table."""
    return {
        "Key": metric.key,
        "Name": metric.name,
        "Definition": metric.definition,
        "Counted": metric.numerator,
        "Out of": metric.denominator or "a plain count",
        "What is counted": metric.grain,
        "Left out as unknown": metric.aside_words or "nothing",
        "Unit": metric.unit.value or "number",
        "Which way is better": metric.good.value,
        "Source": metric.source.plain,
        "Fields": metric.source.fields,
        "Why it matters": metric.why,
        "Questions you might ask": " ".join(metric.ask),
        "Read it beside": get(metric.shadow).name if metric.shadow else "",
        "Note": metric.caveat,
        "Published figure it is set beside": beside.series_words(metric),
        DIFFERS: metric.differs,
    }


def _measure(metric: Metric, columns: Columns | None) -> None:
    """Write why a measure matters and what it is; what few look for comes last."""
    row = as_row(metric)
    last = {name: row.pop(name) for name in ("Source", "Fields", "Key")}
    told = {name: row.pop(name) for name in ("Why it matters", "Which way is better")}
    told |= row | of_council(metric, columns)
    lines = [
        words.plain(metric.definition),
        *(
            f"**{name}:** {words.plain(said)}"
            for name, said in told.items()
            if said and name not in ("Name", "Definition", DIFFERS)
        ),
        *(words.plain(each) for each in _beside(metric, columns)),
        f"**Source:** {words.plain(last['Source'])}",
        *(f"**{name}:** `{last[name]}`" for name in ("Fields", "Key")),
    ]
    st.markdown("\n\n".join(lines))


def _beside(metric: Metric, columns: Columns | None) -> list[str]:
    """Return what is published beside a measure, and both of its definitions."""
    if columns is None or columns.data_to is None:
        return []
    until = Period(columns.data_to, columns.data_to)
    return beside.lines(metric, columns, until)


def of_council(metric: Metric, columns: Columns | None) -> dict[str, str]:
    """Return what is said of a measure in the council shown; here more may be said."""
    if columns is None or columns.data_to is None:
        return {"Checked": UNCHECKED}
    target = target_of(metric, columns, columns.data_to)
    aim = "No target is set." if target is None else words.value(metric, target)
    return {
        "Target": aim,
        "Quality of its data": grade(metric, columns).words,
        "Checked": UNCHECKED,
    }


def how_graded() -> None:
    """Write the rule by which the quality of a figure's data is graded."""
    st.header("How the quality of data is graded", anchor=False)
    st.markdown(RULE)
