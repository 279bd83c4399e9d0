"""Whose a child is on a day: the groups that a case is counted by."""

from collections import defaultdict
from datetime import date

from domain.codes import (
    ETHNIC_GROUPS,
    LEGAL_STATUS_GROUPS,
    PLACEMENT_GROUPS,
    SEXES,
)
from tests.metrics.truth.days import is_aged

DISABLED = {True: "Disabled", False: "Not disabled"}
CAME_ALONE = {True: "Unaccompanied asylum-seeking", False: "Not unaccompanied"}
BANDS = ((16, "16 and over"), (10, "10 to 15"), (5, "5 to 9"), (1, "1 to 4"))


def kept(town, name, make):
    """Return what is worked out of a council once."""
    if name not in town.kept:
        town.kept[name] = make(town)
    return town.kept[name]


def by_child(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["child"]].append(row)
    return found


def first_or_on(rows, day):
    """Return the row in force on a day: before the first, the first."""
    ordered = sorted(rows, key=lambda row: row["from"])
    begun = [row for row in ordered if row["from"] <= day]
    return (begun or ordered)[-1 if begun else 0] if ordered else None


def _allocated(town):
    found = defaultdict(list)
    for row in town.allocations:
        found[row["child"], row["role"]].append(row)
    return found


def _episodes(town):
    found = defaultdict(list)
    for care in town.care:
        found[care["child"]] += care["episodes"]
    return found


def age_band(born, day):
    if born is None:
        return None
    return next((words for age, words in BANDS if is_aged(born, age, day)), "Under 1")


def distance(miles):
    if miles is None:
        return None
    return "More than 20 miles" if miles > 20 else "20 miles or less"


def _alone(town):
    """Say of each child whether they came alone; None where nobody knows.

    Whom one file names came alone. Not so a child of whom a file says no, nor one who
    was in care, of any kind, while returns list all who did.
    """
    found = {}
    for child, each in town.children.items():
        there = any(
            care["start"] <= town.last and (care["end"] or date.max) > town.first
            for care in town.care
            if care["child"] == child
        )
        found[child] = False if each["alone"] is False or there else None
        if each["alone"] or child in town.listed:
            found[child] = True
    return found


def groups(town, child, day, role="iro"):
    """Return the groups of a child on a day."""
    known = kept(town, "groups", lambda _: {})
    if (child, day, role) not in known:
        known[child, day, role] = _groups(town, child, day, role)
    return known[child, day, role]


def _groups(town, child, day, role):
    who = town.children[child]
    allocated = kept(town, "allocated", _allocated)[child, role]
    held = first_or_on(allocated, day)
    lived = first_or_on(kept(town, "episodes", _episodes)[child], day)
    return {
        "team": held["team"] if held else None,
        "iro": f"Officer {int(held['staff'][1:]):02}" if held else None,
        "age_band": age_band(who["born"], day),
        "sex": SEXES.get(who["sex"]),
        "ethnic_group": ETHNIC_GROUPS.get(who["ethnicity"]),
        "legal_status": LEGAL_STATUS_GROUPS.get(lived["ls"]) if lived else None,
        "placement": PLACEMENT_GROUPS.get(lived["place"]) if lived else None,
        "distance": distance(lived["miles"]) if lived else None,
        "region": lived["region"] if lived else None,
        "disability": DISABLED.get(who["disabled"]),
        "alone": CAME_ALONE.get(kept(town, "alone", _alone)[child]),
    }


NOBODY = dict.fromkeys(
    (
        *("team", "iro", "age_band", "sex", "ethnic_group"),
        *("legal_status", "placement", "distance", "region", "disability", "alone"),
    )
)


def in_care_on(town, day):
    """Return the times in care that hold a day's end; short breaks are none."""
    known = kept(town, "in care", lambda _: {})
    if day not in known:
        known[day] = _in_care_on(town, day)
    return known[day]


def _in_care_on(town, day):
    return [
        care
        for care in town.care
        if not care["breaks"]
        and care["start"] <= day
        and (care["end"] is None or day < care["end"])
    ]
