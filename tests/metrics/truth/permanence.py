"""How care ended and what came before it, placements, and health: from their words."""

from datetime import date

from domain.codes import EXITS
from tests.metrics.truth.care import for_a_year
from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.days import DAY, is_aged, months_on, working_days_on
from tests.metrics.truth.who import by_child, groups, in_care_on, kept

ADOPTION = {"A3", "A4", "A5", "A6"}
TEMPORARY = ("T0", "T1", "T2", "T3", "T4")


def exits(town, span):
    """Return the times in care that ended in a span, not in short breaks."""
    return [
        care
        for care in town.care
        if not care["breaks"] and not care["turns"] and span.holds(care["end"])
    ]


def of_care(town, care, day, **more):
    return groups(town, care["child"], day) | more


@truth("exits_by_reason")
def _(town, span):
    for care in exits(town, span):
        more = {"exit_reason": EXITS.get(care["reason"])}
        yield Case(of_care(town, care, care["end"], **more))


@truth("exits_without_a_reason")
def _(town, span):
    for care in exits(town, span):
        passes = care["reason"] in (None, "E8", "E99")
        yield Case(of_care(town, care, care["end"]), passes)


def first_day(care, true):
    """Return the first day of an episode of which something is true."""
    return next((each["from"] for each in care["episodes"] if true(each)), None)


def waits(town, span, day_of):
    """Yield the days from the start of care to a day of each, if that is in a span."""
    for care in town.care:
        day = None if care["breaks"] else day_of(care)
        if care["known"] and span.holds(day):
            yield care, (day - care["start"]).days


def adopted_or(reasons):
    def day_of(care):
        ends = not care["turns"] and care["reason"] in reasons
        return care["end"] if ends else None

    return day_of


WAITS = {
    "days_to_placement_order": lambda care: first_day(
        care, lambda each: each["ls"] == "E1"
    ),
    "days_to_placement_for_adoption": lambda care: first_day(
        care, lambda each: each["place"] in ADOPTION
    ),
    "days_to_adoption": adopted_or({"E11", "E12"}),
    "days_to_special_guardianship": adopted_or({f"E{n}" for n in range(41, 49)}),
}


def _waiting(day_of):
    def reckon(town, span):
        for care, days in waits(town, span, day_of):
            ordered = WAITS["days_to_placement_order"](care)
            placed = WAITS["days_to_placement_for_adoption"](care)
            ended = None if care["turns"] else care["end"]
            # A time in care is counted by whose it was on its last day.
            day = ended or placed or ordered or care["start"]
            yield Case(of_care(town, care, day), value=days)

    return reckon


for _key, _day_of in WAITS.items():
    truth(_key)(_waiting(_day_of))


# Where children live on a day, and how long they have.


def now(care, day):
    """Return the episode of a day."""
    begun = [each for each in care["episodes"] if each["from"] <= day]
    return begun[-1]


def since(care, day, true):
    """Return from which day on something has been true without a break; else None."""
    found = None
    for each in care["episodes"]:
        if each["from"] > day:
            break
        if not true(each):
            found = None
        elif found is None:
            found = each["from"]
    return found


@truth("children_at_home_for_12_months")
def _(town, span):
    for care in in_care_on(town, span.end):
        began = since(
            care,
            span.end,
            lambda each: each["place"] == "P1" and each["ls"] in ("C1", "C2"),
        )
        if began and months_on(began, 12) <= span.end:
            yield Case(of_care(town, care, span.end))


@truth("accommodated_over_6_months")
def _(town, span):
    for care in in_care_on(town, span.end):
        began = since(care, span.end, lambda each: each["ls"] == "V2")
        if began:
            passes = months_on(began, 6) < span.end
            yield Case(of_care(town, care, span.end), passes)


@truth("children_placed_out_of_area")
def _(town, span):
    for care in in_care_on(town, span.end):
        where = now(care, span.end)["location"]
        yield Case(of_care(town, care, span.end), where and where == "OUT")


def placed_far_away(town, span):
    """Yield who is in care on the last day, and whether more than 20 miles from home."""
    for care in in_care_on(town, span.end):
        miles = now(care, span.end)["miles"]
        yield care, None if miles is None else miles > 20


@truth("children_placed_far_away")
def _(town, span):
    for care, is_far in placed_far_away(town, span):
        yield Case(of_care(town, care, span.end), is_far)


@truth("far_away_by_region")
def _(town, span):
    for care, is_far in placed_far_away(town, span):
        where = now(care, span.end)["region"]
        if is_far and where:
            yield Case(of_care(town, care, span.end, region=where))


def spells(care):
    """Return where a child lived: first day, the day they moved, settled since."""
    found, home, was_away = [], None, False
    for each in care["episodes"]:
        end = min(each["to"] or date.max, care["end"] or date.max)
        if home and each["place"] in TEMPORARY:
            found[-1]["to"], was_away = end, True
            continue
        if home and not moved(home, each, was_away=was_away):
            found[-1]["to"] = end
        else:
            settled = each["from"]
            if found and each["place"] in ADOPTION:
                settled = found[-1]["settled"]
            found.append({"from": each["from"], "to": end, "settled": settled})
        home, was_away = each, False
    return found


def moved(home, new, *, was_away):
    """Say whether a child moved; they did not who came back from a temporary stay."""
    same = all(home[each] == new[each] for each in ("place", "provider", "location"))
    if new["place"] in ("A3", "A5") or (was_away and same):  # with their foster carer
        return False
    return was_away or new["rne"] in "PB"


def lived(town):
    return kept(town, "lived", _lived)


def _lived(town):
    rows = [
        {"child": care["child"], **each}
        for care in town.care
        if not care["breaks"]
        for each in spells(care)
    ]
    return by_child(rows)


@truth("children_with_three_or_more_placements")
def _(town, span):
    first = months_on(span.end + DAY, -12)
    for care in in_care_on(town, span.end):
        theirs = lived(town)[care["child"]]
        there = [
            each
            for each in theirs
            if each["from"] <= span.end and each["to"] > max(first, each["from"])
        ]
        # Files tell from their first day, or since the child came where they were then.
        told = [
            each["from"] for each in theirs if each["from"] <= town.first < each["to"]
        ]
        known = first >= min([town.first, *told])
        passes = len(there) >= 3 if known else None
        yield Case(of_care(town, care, span.end), passes)


@truth("children_in_long_term_stability")
def _(town, span):
    for care in in_care_on(town, span.end):
        born = town.children[care["child"]]["born"]
        if is_aged(born, 16, span.end):
            continue
        for_long = months_on(care["start"], 30) <= span.end
        if care["known"] and not for_long:
            continue
        passes = None
        if for_long and born:
            here = [each for each in spells(care) if each["from"] <= span.end][-1]
            passes = months_on(here["settled"], 24) <= span.end
        yield Case(of_care(town, care, span.end), passes)


@truth("children_in_care_and_on_plans")
def _(town, span):
    for care in in_care_on(town, span.end):
        if any(
            plan["child"] == care["child"]
            and plan["start"] <= span.end
            and (plan["end"] is None or plan["end"] > span.end)
            for plan in town.plans
        ):
            yield Case(of_care(town, care, span.end))


# Health.


def checks(town, *kinds):
    return [each for each in town.checks if each["kind"] in kinds]


def told_until(rows):
    """Return the first day of what lists tell, and the day after its last month."""
    days = [each["day"] for each in rows]
    return min(days), months_on(max(days).replace(day=1), 1)


def answered(town, child, day, kind):
    """Return what a return says of a child on its own day; None where it is silent."""
    return next(
        (
            each[kind]
            for each in town.answers
            if each["child"] == child and each["day"] == day
        ),
        None,
    )


def in_time(rows, child, day, months):
    return any(
        each["child"] == child and each["day"] <= day < months_on(each["day"], months)
        for each in rows
    )


def _checked(kind, *kinds):
    def reckon(town, span):
        rows = checks(town, *kinds)
        first, after = told_until(rows)
        for care in for_a_year(town, span.end):
            child, born = care["child"], town.children[care["child"]]["born"]
            months = 12
            if kind == "assessment" and not is_aged(born, 5, span.end):
                months = 6
            passes = answered(town, child, span.end, kind)
            if passes is None and months_on(first, 12) <= span.end < after:
                passes = in_time(rows, child, span.end, months)
            yield Case(of_care(town, care, span.end), passes)

    return reckon


truth("health_assessments_in_time")(_checked("assessment", "assessment", "initial"))
truth("dental_checks_in_time")(_checked("dental", "dental"))


@truth("immunisations_up_to_date")
def _(town, span):
    for care in for_a_year(town, span.end):
        said = [
            each
            for each in town.answers
            if each["child"] == care["child"]
            and each["immunised"] is not None
            and each["day"] <= span.end
        ]
        last = max(said, key=lambda each: each["day"], default=None)
        holds = last and span.end < months_on(last["day"], 12)
        yield Case(of_care(town, care, span.end), last["immunised"] if holds else None)


@truth("initial_health_assessments_in_time")
def _(town, span):
    rows = checks(town, "initial")
    first, after = told_until(rows)
    for care in town.care:
        due = working_days_on(care["start"], 20)
        if care["breaks"] or not care["known"] or not span.holds(due):
            continue
        if care["end"] and care["end"] <= due:  # no longer in our care
            continue
        passes = None
        if first <= care["start"] and due < after:
            passes = any(
                each["child"] == care["child"]
                and months_on(care["start"], -3) <= each["day"] <= due
                for each in rows
            )
        ended = None if care["turns"] else care["end"]
        placed = WAITS["days_to_placement_for_adoption"](care)
        ordered = WAITS["days_to_placement_order"](care)
        day = ended or placed or ordered or care["start"]
        yield Case(of_care(town, care, day), passes)


def went_missing(town, span):
    """Return the times that a child in care went missing in a span."""
    for each in town.missing:
        inside = any(
            care["child"] == each["child"]
            and not care["breaks"]
            and care["start"] <= each["from"]
            and (care["end"] is None or each["from"] <= care["end"])
            for care in town.care
        )
        if each["kind"] == "missing" and inside and span.holds(each["from"]):
            yield each


@truth("missing_episodes")
def _(town, span):
    for each in went_missing(town, span):
        yield Case(groups(town, each["child"], each["from"]))


@truth("children_missing_from_care")
def _(town, span):
    last = {}
    for each in sorted(went_missing(town, span), key=lambda each: each["from"]):
        last[each["child"]] = each
    for each in last.values():
        yield Case(groups(town, each["child"], each["from"]))
