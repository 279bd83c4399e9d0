"""What the heading of a chart by group says, and what it never says."""

from math import nan

import numpy as np

from domain.periods import financial_year
from metrics import caseloads, cla_reviews, disputes, plans, practice
from metrics.figure import of_row
from metrics.measure import EVERYTHING, Counts, Unit
from tests.tables import columns
from ui.kit.group_words import FEWEST, heading

ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME
RAISED = disputes.DISPUTES_RAISED
OPEN = plans.PLANS_OPEN_BY_CATEGORY
AGAIN = plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT
YEAR = financial_year(2025)
NAME = "Reviews held on time by team"
CHANCE = "than chance explains in 2024-25"


def counts(metric, groups):
    """Groups by name: (passed, of) of a share, else a number."""
    told = groups.values()
    pairs = [each if isinstance(each, tuple) else (each, nan) for each in told]
    top, below = np.array(pairs, dtype=float).T[:, :, None]
    share = metric.unit is Unit.PERCENT
    with np.errstate(invalid="ignore", divide="ignore"):
        value = 100 * top / below if share else top
    return Counts(
        labels=tuple(groups),
        periods=(YEAR,),
        numerator=top,
        denominator=below if share else None,
        value=value,
        covered=np.ones(1, dtype=bool),
        aside=np.zeros_like(top),
        spoken=((YEAR,),),
    )


def whole(metric, groups):
    """The figure of all groups that are told."""
    told = [each for each in groups.values() if each is not None]
    if told and isinstance(told[0], tuple):
        passed, of = (sum(part) for part in zip(*told, strict=True))
        together = {"all": (passed, of)}
    else:
        together = {"all": sum(told)}
    return of_row(metric, counts(metric, together), EVERYTHING, 0)[0]


def said(metric=ON_TIME, by="team", **groups):
    named = {name.replace("_", " "): each for name, each in groups.items()}
    shown = counts(metric, named)
    return heading(metric, by, shown, range(len(named)), whole(metric, named))


# Shares


def test_a_group_far_from_the_whole_is_named_with_its_way():
    assert said(North=(86, 100), South=(85, 100), East=(60, 100)) == (
        f"{NAME}: East lower {CHANCE}"
    )


def test_two_groups_far_apart_are_both_named():
    found = said(North=(99, 100), South=(80, 100), East=(60, 100), West=(81, 100))
    assert found == f"{NAME}: North higher and East lower {CHANCE}"


def test_more_than_two_far_apart_are_counted():
    groups = {"A": (100, 100), "B": (99, 100), "C": (30, 100), "D": (75, 100)}
    assert said(**groups) == f"{NAME}: 3 of 4 further apart {CHANCE}"


def test_groups_that_chance_explains_have_no_range_and_no_most():
    found = said(North=(80, 100), South=(85, 100), East=(90, 100))
    assert found == f"{NAME}: no further apart {CHANCE}"
    assert "%" not in found


def test_a_group_of_few_cases_is_never_named():
    few = FEWEST - 1
    assert said(North=(990, 1000), South=(0, few)).startswith(f"{NAME}: no further")
    assert "South lower" in said(North=(990, 1000), South=(0, few + 1))


def test_a_single_group_has_its_value():
    assert said(North=(80, 100)) == f"{NAME}: 80.0% in 2024-25"


# Counts


def test_of_a_count_the_most_is_named():
    assert said(RAISED, North=12, South=7) == (
        "Disputes raised by team: most often North, 12 in 2024-25"
    )


def test_all_that_have_the_most_are_named():
    assert said(RAISED, North=12, South=7, East=12) == (
        "Disputes raised by team: most often North and East, 12 in 2024-25"
    )


def test_who_is_not_recorded_is_never_the_most():
    assert said(RAISED, North=12, South=7, Not_recorded=90) == (
        "Disputes raised by team: most often North, 12 in 2024-25"
    )


def test_shares_of_a_whole_name_the_most_and_are_not_named_twice():
    found = said(OPEN, "category", Neglect=(60, 100), Abuse=(40, 100))
    assert found.startswith(f"{OPEN.name}: most often Neglect, 60.0% ")


# What is neither


def test_days_and_caseloads_have_both_ends():
    late = cla_reviews.REVIEW_DAYS_LATE
    assert said(late, North=12, South=7).startswith(
        f"{late.name} by team: between 7 and 12 days "
    )
    assert said(late, North=7, South=7).startswith(f"{late.name} by team: 7 days ")
    each = caseloads.CASELOAD_PER_IRO
    assert said(each, North=70, South=50).startswith(f"{each.name} by team: between ")


# Where no group has a value


def test_a_heading_says_why_no_group_has_a_percentage():
    one_yes = columns(
        labels={"category": ("Neglect", "Abuse")},
        plans="""
            child | start      | second | category
            P1    | 2024-05-01 | yes    | Neglect
            P2    | 2024-05-01 | ?      | Neglect
        """,
    )
    shown = AGAIN.count(one_yes, (YEAR,), by="category")
    kept = [shown.labels.index("Neglect")]
    (all_,) = of_row(AGAIN, AGAIN.count(one_yes, (YEAR,)), EVERYTHING, 0)
    assert heading(AGAIN, "category", shown, kept, all_) == (
        "Second or subsequent plans by category of abuse: no percentage in 2024-25, as "
        "the only answers known are yes"
    )


def test_no_group_at_all_is_no_cases():
    nobody = {"North": (0, 0)}
    shown = counts(ON_TIME, nobody)
    found = heading(ON_TIME, "team", shown, [], whole(ON_TIME, nobody))
    assert found == f"{NAME}: no cases in 2024-25"


def test_where_only_the_unrecorded_have_cases_it_is_not_recorded():
    assert said(Not_recorded=(8, 10)) == f"{NAME}: team is not recorded"


def test_shares_of_what_was_looked_at_together_have_both_ends():
    met = practice.PRACTICE_MEETING_STANDARD
    assert said(met, North=(8, 10), South=(80, 400)).startswith(
        f"{met.name} by team: between 20.0% and 80.0% "
    )
