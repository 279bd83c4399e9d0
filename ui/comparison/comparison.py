"""Groups of children, and teams, beside the others: is it more than chance?

For those who are given small numbers: what a board is told waits for its releases.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from domain.tables import DIMENSIONS, Columns
from metrics import equity
from metrics.equity import Compared, Says
from metrics.funnel import (
    FEWEST_OF_TEAM,
    RARE,
    USUAL,
    Funnel,
    Place,
    Point,
    funnel_of_teams,
)
from metrics.measure import Metric, Where
from ui.kit import funnels, words
from ui.kit.cards import measured
from ui.kit.charts import Panel
from ui.kit.filters import Selection
from ui.kit.offered import Offer, offer

# Groups of children: each beside all the others of its kind.


GROUPS_LABEL = "Is it the same for every group of children?"
HOW_COMPARED = (
    "Each group is beside all the other groups of its kind together. Cases whose "
    "group is not recorded are in neither. Nothing is said where fewer than "
    f"{equity.FEWEST} were counted, or were not, in the group or among the others. "
    "Groups are in their usual order: this is no ranking."
)
HOW_SURE = (
    "If each case stood for itself, the interval would hold the true difference 95 "
    "times of 100. They do not: one child is counted for each of their cases, and "
    "brothers and sisters often have theirs together. So the true intervals are "
    "wider. Of several groups one is often outside by chance, so a difference is "
    "claimed only where it holds for all comparisons of its kind taken together "
    "(Bonferroni's rule)."
)
AS_FILES_SAY = (
    "As files say: disabled children, and unaccompanied asylum-seeking children or "
    "those who were. A child of whom no file says it is not recorded, never a no. "
    "Neither is in a release."
)
CLAIMS = {Says.LOWER: "lower", Says.HIGHER: "higher"}


def by_groups(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Offer a share of cases by each group that says who children are."""
    offer(
        GROUPS_LABEL,
        f"groups-{metric.key}",
        lambda: groups(metric, columns, chosen),
        columns,
        chosen,
    )


def groups(metric: Metric, columns: Columns, chosen: Selection) -> Offer:
    """Return each group beside the others, of groupings that are not filtered by."""
    where = chosen.on(metric, columns)
    found = [
        (DIMENSIONS[by], each)
        for by in equity.GROUPINGS
        if by not in where and by in metric.dimensions(columns)
        for each in equity.compared(metric, columns, chosen.period, by, where)
    ]
    when = words.when_counted(measured(metric, columns, chosen)[0])
    panel = Panel(
        key=f"groups-{metric.key}",
        heading=f"{metric.name} {when}: {finding([each for _, each in found])}",
        drawing=None,
        alt="",
        table=lambda: pd.DataFrame([_line(kind, each) for kind, each in found]),
        metrics=(metric,),
    )
    return Offer(panel, (HOW_COMPARED, HOW_SURE, AS_FILES_SAY))


def finding(found: Sequence[Compared]) -> str:
    """Return what a table of groups comes to, in words."""
    claims = [
        f"{CLAIMS[each.says]} for {words.label(each.label)}"
        for each in found
        if each.says in CLAIMS
    ]
    if claims:
        return f"{', '.join(claims)} than for the others, by more than chance gives"
    if any(each.interval for each in found):
        return "no difference between groups that chance would not make"
    return "too few to say whether groups differ"


def _line(kind: str, each: Compared) -> dict[str, str]:
    interval = each.interval
    told = ("",) * 5
    if interval:
        told = (
            f"{words.number(each.passed)} of {words.number(each.cases)}",
            words.percent(100 * each.passed / each.cases),
            words.percent(100 * each.others_passed / each.others_cases),
            points(interval.difference),
            f"{points(interval.low)} to {points(interval.high)}",
        )
    names = "Counted", "Share", "Share of the others", "Difference", "95% interval"
    return {
        "Group": f"{kind}: {words.label(each.label)}",
        **dict(zip(names, told, strict=True)),
        "What it says": each.says.value,
    }


def points(difference: float) -> str:
    """Return a difference of shares in percentage points, with its sign."""
    said = words.decimal(abs(100 * difference))
    if said == words.decimal(0):
        return f"{said} points"
    return f"{'-' if difference < 0 else '+'}{said} points"


# Teams: their shares among the limits around the service's.


TEAMS_LABEL = "Does any team differ by more than chance?"
TEAMS = (
    "If each case had the same chance of being counted, that of the whole service, "
    "chance alone would keep at least 95 teams of 100 within the 95% limits, and 998 "
    "of 1,000 within the 99.8% limits; a point on a limit is within it. A point "
    "outside says that something may be different: not what, nor whose doing it is. "
    "Teams work with different children, and brothers and sisters are counted one by "
    "one, so points stray further than the limits allow for. Teams are in order of "
    "their number of cases only: this is no table of who is best."
)
FEW_TEAMS = f"Of a team with fewer than {FEWEST_OF_TEAM} cases nothing is said."
NOT_BY_TEAM = "Not filtered by team: all are compared."


def by_team(metric: Metric, columns: Columns, chosen: Selection) -> None:
    """Offer teams' shares among the service's limits."""
    offer(
        TEAMS_LABEL,
        f"teams-{metric.key}",
        lambda: teams(metric, columns, chosen),
        columns,
        chosen,
    )


def teams(metric: Metric, columns: Columns, chosen: Selection) -> Offer:
    """Return the teams' points among the limits, and the same as a table."""
    asked = chosen.on(metric, columns)
    where: Where = {name: kept for name, kept in asked.items() if name != "team"}
    found = funnel_of_teams(metric, columns, chosen.period, where)
    when = words.when_counted(measured(metric, columns, chosen)[0])
    heading = f"{metric.name} by team {when}: {outside(found)}"
    panel = Panel(
        key=f"teams-{metric.key}",
        heading=heading,
        drawing=funnels.of_all(found, "Teams", "Cases in the period", FEWEST_OF_TEAM),
        alt=f"{heading}. Each point is a team, by number of cases and share.",
        table=lambda: pd.DataFrame([_of_team(found, each) for each in found.points]),
        metrics=(metric,),
    )
    return Offer(panel, (TEAMS, FEW_TEAMS, NOT_BY_TEAM if where != asked else ""))


def outside(found: Funnel) -> str:
    """Return which teams lie outside the limits, in words."""
    compared = [point for point in found.points if point.compared]
    if not compared:
        return "too few to say of any team" if found.points else "no cases of any team"
    out = [
        f"{words.label(point.label)} {point.says.value}"
        for point in compared
        if point.says is not Place.WITHIN
    ]
    if not out:
        return "every team compared is within what chance alone gives"
    return f"{'; '.join(out)} around the service's {_service(found)}"


def _service(found: Funnel) -> str:
    return words.percent(100 * found.passed / found.cases)


def _of_team(found: Funnel, point: Point) -> dict[str, str]:
    usual, rare = (funnels.span(found, point, kept) for kept in (USUAL, RARE))
    few = not point.compared
    return {
        "Team": words.label(point.label),
        "Cases": words.number(point.cases),
        "Counted": "" if few else words.number(point.passed),
        "Share": "" if few else words.percent(point.share),
        "95% limits": usual,
        "99.8% limits": rare,
        "What it says": point.says.value,
    }
