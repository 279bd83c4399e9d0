"""Conferences and plans: reckoned from their words."""

from datetime import timedelta

from domain.codes import ABUSE
from tests.metrics.truth.care import on_time_in
from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.days import (
    months_on,
    turns,
    working_days_on,
    working_days_to,
)
from tests.metrics.truth.who import groups, kept

DURATIONS = (
    "3 months or less",
    "Over 3 to 6 months",
    "Over 6 months, under 1 year",
    "1 year, under 2 years",
    "2 years or more",
)


def of(town, row, day, **more):
    return groups(town, row["child"], day, "cp_chair") | more


# Conferences.


def conferences(town):
    """Return enquiries and conferences; each conference answers its latest enquiry."""
    return kept(town, "conferences", _conferences)


def _conferences(town):
    latest = {}
    for each in town.enquiries:
        name = each["child"], each["held"]
        if each["held"] and each["from"]:
            latest[name] = max(latest.get(name, each["from"]), each["from"])
    found = []
    for each in town.enquiries:
        if each["not_needed"] and not each["held"]:
            continue
        held, settled = each["held"], each["held"]
        if held and each["from"] and latest[each["child"], held] != each["from"]:
            held = None  # a later enquiry led to it as well
        found.append({**each, "held": held, "settled": settled})
    return found


def held_here(town, span):
    for each in conferences(town):
        if span.holds(each["held"]) and not each["transfer"]:
            yield each


def taken(each):
    return working_days_to(each["from"], each["held"]) if each["from"] else None


@truth("icpcs_held_within_15_working_days")
def _(town, span):
    for each in held_here(town, span):
        days = taken(each)
        passes = None if days is None else days <= 15
        yield Case(of(town, each, each["held"]), passes)


@truth("icpcs_by_working_days")
def _(town, span):
    for each in held_here(town, span):
        days, band = taken(each), None
        if days is not None:
            limits = ((10, "0 to 10"), (15, "11 to 15"), (20, "16 to 20"))
            band = next((words for most, words in limits if days <= most), "21 or more")
        yield Case(of(town, each, each["held"], working_day_band=band))


@truth("icpcs_transferred_in")
def _(town, span):
    for each in conferences(town):
        if each["transfer"] and span.holds(each["held"]):
            yield Case(of(town, each, each["held"]))


@truth("icpcs_overdue")
def _(town, span):
    for each in conferences(town):
        if each["from"] is None or each["transfer"]:  # another council's clock
            continue
        due = working_days_on(each["from"], 15)
        settled = each["settled"] and each["settled"] <= span.end
        born = town.children[each["child"]]["born"]
        if born and turns(born, 18) <= span.end:  # no child any more
            settled = True
        if due < span.end and not settled:
            yield Case(of(town, each, each["held"] or due))


# Plans.


def is_open(plan, day):
    return plan["start"] <= day and (plan["end"] is None or plan["end"] > day)


def duration(plan, day):
    """Return how long a plan has lasted on a day, in the Department's bands."""
    start = plan["start"]
    if (day - start).days > 729:
        return DURATIONS[4]
    if months_on(start, 12) <= day:
        return DURATIONS[3]
    if months_on(start, 6) < day:
        return DURATIONS[2]
    return DURATIONS[1] if months_on(start, 3) < day else DURATIONS[0]


def told(plan, day):
    return {
        "category": ABUSE.get(plan["category"]),
        "duration_band": duration(plan, day),
    }


@truth("plans_started")
def _(town, span):
    for plan in town.plans:
        if span.holds(plan["start"]):
            yield Case(of(town, plan, plan["start"]))


@truth("plans_ended", "plans_ended_by_duration")
def _(town, span):
    for plan in town.plans:
        if span.holds(plan["end"]):
            # A plan is counted by whose the child was when it started.
            yield Case(of(town, plan, plan["start"], **told(plan, plan["end"])))


@truth("plans_open", "plans_open_by_duration", "plans_open_by_category")
def _(town, span):
    for plan in town.plans:
        if is_open(plan, span.end):
            yield Case(of(town, plan, span.end, **told(plan, span.end)))


@truth("plans_open_over_15_months")
def _(town, span):
    for plan in town.plans:
        if is_open(plan, span.end):
            passes = months_on(plan["start"], 15) <= span.end
            yield Case(of(town, plan, span.end), passes)


@truth("plans_open_over_24_months")
def _(town, span):
    for plan in town.plans:
        if is_open(plan, span.end):
            passes = span.end - plan["start"] > timedelta(days=729)
            yield Case(of(town, plan, span.end), passes)


@truth("plans_reaching_15_months")
def _(town, span):
    for plan in town.plans:
        day = months_on(plan["start"], 15)
        if span.holds(day) and is_open(plan, day):
            yield Case(of(town, plan, plan["start"]))


def one_before(town, plan):
    """Return the child's last plan that the files hold; None if they hold none."""
    earlier = [
        each
        for each in town.plans
        if each["child"] == plan["child"] and each["start"] < plan["start"]
    ]
    return max(earlier, key=lambda each: each["start"], default=None)


@truth("plans_started_second_or_subsequent")
def _(town, span):
    for plan in town.plans:
        if span.holds(plan["start"]):
            known = plan["before"] is not None
            passes = plan["before"] > 0 if known else None
            passes = True if one_before(town, plan) else passes
            yield Case(of(town, plan, plan["start"]), passes)


def _again(months):
    def reckon(town, span):
        for plan in town.plans:
            if not span.holds(plan["start"]):
                continue
            last, passes = one_before(town, plan), None
            if last:
                passes = months_on(last["end"], months) > plan["start"]
            elif plan["before"] == 0:
                passes = False
            elif months_on(plan["start"], -months) >= town.first:
                passes = False  # files tell of all that time, and of none
            yield Case(of(town, plan, plan["start"]), passes)

    return reckon


truth("plans_started_within_24_months_of_last")(_again(24))
truth("plans_started_within_12_months_of_last")(_again(12))


# Review conferences.


def reviews(town):
    return kept(town, "plan reviews", _reviews)


def _reviews(town):
    found = []
    for plan in town.plans:
        # Of a plan from before any file tells, nobody knows what came first.
        due = months_on(plan["start"], 3) if plan["start"] >= town.known else None
        for held in sorted(plan["meetings"]):
            found.append({"due": due, "held": held, "of": plan})
            due = months_on(held, 6)
        if due and (plan["end"] is None or due < plan["end"]):
            found.append({"due": due, "held": None, "of": plan})
    return found


@truth("plan_reviews_held_on_time")
def _(town, span):
    for each in reviews(town):
        if span.holds(each["held"]):
            passes = each["held"] <= each["due"] if each["due"] else None
            yield Case(of(town, each["of"], each["held"]), passes)


@truth("plan_reviews_overdue")
def _(town, span):
    for each in reviews(town):
        if each["due"] is None or each["due"] >= span.end:
            continue
        if each["held"] and each["held"] <= span.end:
            continue
        if is_open(each["of"], span.end):
            yield Case(of(town, each["of"], each["held"] or each["due"]))


@truth("children_with_all_plan_reviews_on_time")
def _(town, span):
    for plan in town.plans:
        if is_open(plan, span.end) and months_on(plan["start"], 3) <= span.end:
            theirs = [each for each in reviews(town) if each["of"] is plan]
            answers = {on_time_in(each, span) for each in theirs} - {"none due"}
            if answers:
                passes = None if None in answers else True
                passes = False if False in answers else passes
                yield Case(of(town, plan, span.end), passes)
