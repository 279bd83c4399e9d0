"""Pre-proceedings: reckoned from their words."""

from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.who import groups


def began(town, span):
    for each in town.before_court:
        if span.holds(each["from"]):
            yield each, groups(town, each["child"], each["from"], "cp_chair")


@truth("pre_proceedings_offering_family_group")
def _(town, span):
    for each, whose in began(town, span):
        yield Case(whose, each["offered"])


@truth("family_group_meetings_held")
def _(town, span):
    for each, whose in began(town, span):
        if each["offered"]:
            yield Case(whose, each["held"])


@truth("days_from_letter_to_decision")
def _(town, span):
    for each in town.before_court:
        letter, decided = each["letter"], each["decided"]
        if letter and span.holds(decided) and letter <= decided:
            whose = groups(town, each["child"], each["from"], "cp_chair")
            yield Case(whose, value=(decided - letter).days)
