"""Two tables of what is recorded beside what is counted: what was praised, and warned."""

from __future__ import annotations

import pandas as pd

from domain.recorded import PRACTICE
from domain.tables import Columns
from metrics.disputes import DISPUTES_RAISED
from metrics.figure import Figure
from metrics.measure import counted
from metrics.ready import REVIEWS_LATE_AFTER_WARNING, REVIEWS_LATE_THOUGH_READY
from metrics.since import ALERTS_THEME, GOOD_PRACTICE_ALERTS
from ui.kit import words
from ui.kit.charts import Panel, measured
from ui.kit.filters import Selection
from ui.kit.offered import Offer, offer

CHALLENGES = "Challenges and good practice by theme"
WARNING = "Was the warning of ten working days worth heeding?"
NEITHER = (
    "Neither number is good or bad: an IRO says what goes well, and what does not."
)


def challenges(columns: Columns, chosen: Selection) -> None:
    """Offer disputes raised and good-practice alerts by theme, of the whole service."""
    if not columns.of(PRACTICE.rows_name).size:
        return
    raised = _by(DISPUTES_RAISED, "theme", columns, chosen)
    praised = _by(GOOD_PRACTICE_ALERTS, ALERTS_THEME, columns, chosen)
    if not praised:
        return

    def table() -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Theme": theme,
                "Disputes raised": words.number(raised.get(theme, 0)),
                "Good-practice alerts": words.number(praised.get(theme, 0)),
            }
            for theme in dict.fromkeys((*raised, *praised))
        )

    panel = Panel(
        key="challenges",
        heading=f"{CHALLENGES} {words.when(DISPUTES_RAISED, chosen.period)}",
        under=f"Of the whole service. {NEITHER}",
        drawing=None,
        alt="",
        table=table,
        metrics=(DISPUTES_RAISED, GOOD_PRACTICE_ALERTS),
    )
    offer(CHALLENGES, panel.key, lambda: Offer(panel), columns, chosen)


def _by(metric, by: str, columns: Columns, chosen: Selection) -> dict[str, float]:  # noqa: ANN001
    counts = counted(metric, columns, (chosen.period,), {}, by)
    numbers = counts.numerator[:, 0].tolist()
    there = zip(counts.labels, numbers, strict=True)
    return {label: number for label, number in there if number}


def warning(columns: Columns, chosen: Selection) -> None:
    """Offer how many reviews were late after a warning, and how many without one."""
    asked = {
        "Something was not ready": measured(
            REVIEWS_LATE_AFTER_WARNING, columns, chosen
        )[0],
        "All was ready": measured(REVIEWS_LATE_THOUGH_READY, columns, chosen)[0],
    }
    warned, _ = asked.values()
    if not any(each.denominator for each in asked.values()):
        return
    when = words.when(REVIEWS_LATE_AFTER_WARNING, chosen.period)
    panel = Panel(
        key="warning",
        heading=f"{WARNING} Reviews held {when}",
        under=_said(warned),
        drawing=None,
        alt="",
        table=lambda: pd.DataFrame(_line(name, each) for name, each in asked.items()),
        metrics=(REVIEWS_LATE_AFTER_WARNING, REVIEWS_LATE_THOUGH_READY),
    )
    offer(WARNING, panel.key, lambda: Offer(panel), columns, chosen)


def _said(warned: Figure) -> str:
    cases = int(warned.denominator or 0)
    late = int(warned.numerator)
    return (
        f"Of {cases:,} reviews for which something was not ready ten working days "
        f"ahead, {late:,} were then held late. False alarms: {cases - late:,} of "
        f"{cases:,}."
    )


def _line(name: str, found: Figure) -> dict[str, str]:
    cases, late = int(found.denominator or 0), int(found.numerator)
    return {
        "Ten working days ahead": name,
        "Held late": words.number(late),
        "Held on time": words.number(cases - late),
        "Reviews": words.number(cases),
        "Share held late": words.percent(found.value) if cases else "no cases",
    }
