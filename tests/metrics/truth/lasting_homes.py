"""Plans for a lasting home, and for adoption: from their words."""

from datetime import date

from domain.codes import REVERSED
from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.days import months_on
from tests.metrics.truth.who import groups, in_care_on


@truth("plan_for_a_lasting_home")
def _(town, span):
    for care in in_care_on(town, span.end):
        if months_on(care["start"], 4) <= span.end:
            yield Case(groups(town, care["child"], span.end), planned(town, care, span))


def planned(town, care, span):
    """Say whether the latest plan names a lasting home; None where nobody knows."""
    theirs = [
        each
        for each in town.care_plans
        if each["child"] == care["child"]
        and (not care["known"] or each["from"] >= care["start"])
        and each["from"] < (care["end"] or date.max)
    ]
    begun = sorted(
        (each for each in theirs if each["from"] <= span.end),
        key=lambda each: each["from"],
    )
    if begun:
        return begun[-1]["lasting"]
    # Nothing is listed of the plans of some children who have left care since.
    return False if theirs or care["end"] is None else None


def decisions(town, span, name):
    """Yield decisions for adoption of which a day lies in a span, with their groups."""
    for each in town.adoptions:
        if span.holds(each[name]):
            day = (
                each["reversed"] or each["placed"] or each["matched"] or each["decided"]
            )
            yield each, groups(town, each["child"], day)


@truth("days_from_decision_to_match")
def _(town, span):
    for each, whose in decisions(town, span, "matched"):
        yield Case(whose, value=(each["matched"] - each["decided"]).days)


@truth("plans_for_adoption_reversed")
def _(town, span):
    for each, whose in decisions(town, span, "reversed"):
        yield Case(whose | {"reversed_reason": REVERSED.get(each["reason"])})


@truth("siblings_placed_together")
def _(town, span):
    for each, whose in decisions(town, span, "placed"):
        if each["sibling"] is False:
            continue
        apart, together = each["apart"], each["together"]
        passes = None
        if each["sibling"] and apart:
            passes = False
        elif each["sibling"] and apart == 0 and together and together >= 2:
            passes = True
        yield Case(whose, passes)
