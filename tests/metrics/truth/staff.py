"""Caseloads and the workforce: reckoned from their words."""

from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.days import DAY, months_on
from tests.metrics.truth.protection import is_open
from tests.metrics.truth.who import groups, in_care_on

BANDS = ((5, "5 years or more"), (2, "2 years, under 5"), (1, "1 year, under 2"))


def holders(town):
    """Return the IROs and chairs who hold cases."""
    return [
        each
        for each in town.staff
        if each["role"] in ("iro", "cp_chair", "dual") and each["fte"]
    ]


def there(each, day):
    """Say whether somebody is in post at the end of a day."""
    began = each["from"] is None or each["from"] <= day
    return began and (each["to"] is None or each["to"] > day)


def of(each, day):
    band = None
    if each["from"]:
        served = (
            words
            for years, words in BANDS
            if months_on(each["from"], 12 * years) <= day
        )
        band = next(served, "Under 1 year")
    return {"iro": each["name"], "service_band": band}


def in_post(town, day):
    return [each for each in holders(town) if there(each, day)]


@truth("children_in_care_at_end")
def _(town, span):
    for care in in_care_on(town, span.end):
        yield Case(groups(town, care["child"], span.end))


def _caseload(*parts):
    def reckon(town, span):
        if "care" in parts:
            for care in in_care_on(town, span.end):
                yield Case(groups(town, care["child"], span.end), out=0)
        if "plans" in parts:
            for plan in town.plans:
                if is_open(plan, span.end):
                    those = groups(town, plan["child"], span.end, "cp_chair")
                    yield Case(those, out=0)
        for each in in_post(town, span.end):
            posts = each["fte"] if "fte" in parts else 1
            yield Case(of(each, span.end), top=0, out=posts)

    return reckon


truth("caseload_per_fte")(_caseload("care", "plans", "fte"))
truth("caseload_in_care_per_fte")(_caseload("care", "fte"))
truth("caseload_on_plans_per_fte")(_caseload("plans", "fte"))
truth("caseload_per_iro")(_caseload("care", "plans"))
truth("caseload_in_care_per_iro")(_caseload("care"))
truth("caseload_on_plans_per_iro")(_caseload("plans"))


@truth("posts_filled")
def _(town, span):
    for each in in_post(town, span.end):
        yield Case(of(each, span.end), top=each["fte"])


@truth("staff_with_both_roles")
def _(town, span):
    for each in in_post(town, span.end):
        yield Case(of(each, span.end), each["role"] == "dual")


@truth("staff_from_agencies")
def _(town, span):
    for each in in_post(town, span.end):
        yield Case(of(each, span.end), each["agency"])


@truth("staff_on_probation")
def _(town, span):
    for each in in_post(town, span.end):
        if each["probation"] and each["probation"] >= span.end:
            yield Case(of(each, span.end))


@truth("staff_by_length_of_service")
def _(town, span):
    for each in in_post(town, span.end):
        yield Case(of(each, span.end))


@truth("staff_joined")
def _(town, span):
    for each in holders(town):
        if span.holds(each["from"]):
            yield Case(of(each, each["from"]))


@truth("staff_left")
def _(town, span):
    for each in holders(town):
        if span.holds(each["to"]):
            yield Case(of(each, each["to"] - DAY))


@truth("staff_turnover")
def _(town, span):
    first = months_on(span.end + DAY, -12)
    for each in holders(town):
        if each["to"] and first <= each["to"] <= span.end:
            yield Case(of(each, each["to"] - DAY), out=0)
    for day in (span.end, months_on(span.end, -12)):
        for each in in_post(town, day):
            yield Case(of(each, day), top=0, out=0.5)
