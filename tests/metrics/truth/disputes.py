"""Disputes, their stages and what came of them: reckoned from their words."""

from tests.metrics.truth import care as of_care
from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.days import (
    DAY,
    months_on,
    working_days_on,
    working_days_to,
)
from tests.metrics.truth.permanence import ADOPTION, lived
from tests.metrics.truth.recorded import answer
from tests.metrics.truth.who import groups, in_care_on, kept

STAGES = ("Informal", "Stage 1", "Stage 2", "Stage 3", "Cafcass")


def of(town, dispute, **more):
    """Return a dispute's groups: its team is the log's, else the child's."""
    those = groups(town, dispute["child"], dispute["raised"])
    names = [stage["name"] for stage in dispute["stages"]]
    return (
        those
        | {
            "team": dispute["team"] or those["team"],
            "stage": names[0] if names else None,
            "highest_stage": max(names, key=STAGES.index) if names else None,
            "theme": dispute["theme"],
            "outcome": dispute["outcome"],
            "follow_up_impact": answer("follow_up", "impact", impact(town, dispute)),
        }
        | more
    )


def follow_up(town, dispute):
    rows = kept(
        town,
        "follow up",
        lambda town: {
            (row["child"], row["raised"]): row for row in town.sheets["follow_up"]
        },
    )
    return rows.get((dispute["child"], dispute["raised"]), {})


def impact(town, dispute):
    return follow_up(town, dispute).get("impact")


def raised(town, span):
    return [each for each in town.disputes if span.holds(each["raised"])]


def resolved(town, span):
    return [each for each in town.disputes if span.holds(each["resolved"])]


def took(dispute):
    return working_days_to(dispute["raised"], dispute["resolved"])


@truth("disputes_raised")
def _(town, span):
    for each in raised(town, span):
        yield Case(of(town, each))


@truth("disputes_open")
def _(town, span):
    for each in town.disputes:
        ended = each["resolved"] and each["resolved"] <= span.end
        if each["raised"] <= span.end and not ended:
            yield Case(of(town, each))


@truth("disputes_resolved_within_20_working_days", "disputes_resolved_within_own_limit")
def _(town, span):
    for each in resolved(town, span):
        yield Case(of(town, each), took(each) <= 20)


@truth("disputes_raised_and_resolved_within_20_working_days")
def _(town, span):
    for each in raised(town, span):
        passes = took(each) <= 20 if each["resolved"] else None
        if passes is None and working_days_to(each["raised"], town.last) >= 20:
            passes = False
        yield Case(of(town, each), passes)


@truth("dispute_working_days_to_resolve")
def _(town, span):
    for each in resolved(town, span):
        yield Case(of(town, each), value=took(each))


@truth("disputes_per_100_children")
def _(town, span):
    for each in raised(town, span):
        yield Case(of(town, each), out=0)
    for each in in_care_on(town, span.end):
        yield Case(groups(town, each["child"], span.end), top=0)


@truth("disputes_with_impact_recorded")
def _(town, span):
    for each in resolved(town, span):
        yield Case(of(town, each), impact(town, each) is not None)


@truth("disputes_by_outcome", "disputes_by_impact")
def _(town, span):
    for each in resolved(town, span):
        yield Case(of(town, each))


@truth("disputes_with_outcome_recorded")
def _(town, span):
    for each in resolved(town, span):
        yield Case(of(town, each), each["outcome"] is not None)


@truth("disputes_that_made_a_difference")
def _(town, span):
    for each in resolved(town, span):
        said = impact(town, each)
        known = said in ("none", "partly", "fully")
        yield Case(of(town, each), said != "none" if known else None)


def _used(what):
    def reckon(town, span):
        for each in raised(town, span):
            told = follow_up(town, each)
            if told:
                yield Case(of(town, each) | of_child(town, each), told.get(what))

    return reckon


def of_child(town, dispute):
    """Return whose the child was: what is recorded of a dispute names no team."""
    return groups(town, dispute["child"], dispute["raised"])


truth("disputes_with_cafcass")(_used("cafcass"))
truth("disputes_with_legal_advice")(_used("legal_advice"))


# The way through the stages.


def path(dispute):
    return [stage["name"] for stage in dispute["stages"]]


@truth("disputes_raised_informally")
def _(town, span):
    for each in raised(town, span):
        names = path(each)
        yield Case(of(town, each), names[0] == "Informal" if names else None)


@truth("informal_disputes_that_went_on")
def _(town, span):
    for each in resolved(town, span):
        names = path(each)
        if names and names[0] == "Informal":
            yield Case(of(town, each), any(name != "Informal" for name in names))


@truth("disputes_that_skipped_a_stage")
def _(town, span):
    for each in raised(town, span):
        places = {STAGES.index(name) for name in path(each)}
        passes = None
        if places:
            passes = any(
                place not in places for place in range(min(places), max(places))
            )
        yield Case(of(town, each), passes)


def late(stage):
    """Say whether a stage was answered late; None where a day is not known."""
    if stage["due"] is None or stage["answered"] is None:
        return None
    return stage["answered"] > stage["due"]


@truth("disputes_answered_within_limits")
def _(town, span):
    for each in resolved(town, span):
        answers = [late(stage) for stage in each["stages"]]
        passes = None if None in answers or not answers else True
        yield Case(of(town, each), False if True in answers else passes)


def stages(town, span):
    for each in resolved(town, span):
        for number, stage in enumerate(each["stages"]):
            those = of(town, each, at_stage=stage["name"])
            yield each, stage, number, those


@truth("dispute_stages_answered_in_time")
def _(town, span):
    for _each, stage, _number, those in stages(town, span):
        was_late = late(stage)
        yield Case(those, None if was_late is None else not was_late)


@truth("dispute_working_days_at_a_stage")
def _(town, span):
    for each, stage, number, those in stages(town, span):
        entered = stage["from"] or (each["raised"] if number == 0 else None)
        if entered and stage["answered"] and stage["answered"] >= entered:
            days = working_days_to(entered, stage["answered"])
            yield Case(those, value=days)


# What the returns tell of the child since.


@truth("disputes_with_next_review_on_time")
def _(town, span):
    for each in raised(town, span):
        theirs = sorted(
            (
                review
                for review in of_care.reviews(town)
                if review["child"] == each["child"] and review["due"]
            ),
            key=lambda review: review["due"],
        )
        before = [review for review in theirs if review["due"] < each["raised"]]
        if before and about_late(before[-1], each["raised"]):
            after = [review for review in theirs if review["due"] >= each["raised"]]
            passes = next_on_time(town, after[0]) if after else None
            yield Case(of(town, each), passes)


def about_late(review, day):
    """Say whether a review was overdue on a day, or had just been held late."""
    end, held = review["of"]["end"], review["held"]
    if end and end <= day:
        return False
    if held is None or held > day:
        return True
    return review["late"] and day <= working_days_on(held, 20)


def next_on_time(town, review):
    if review["held"]:
        return review["held"] <= review["due"]
    end = review["of"]["end"]
    is_past = review["due"] < min(town.last, end or town.last)
    return False if is_past else None


@truth("disputes_with_child_settled_since")
def _(town, span):
    for each in resolved(town, span):
        yield Case(of(town, each), stayed(town, each))


def stayed(town, dispute):
    """Say whether a child stayed for six months; None if not in care all that time."""
    day, until = dispute["resolved"], months_on(dispute["resolved"], 6)
    if until > town.last or day < town.first:
        return None
    theirs, at, number = lived(town)[dispute["child"]], day, 0
    while at <= until:
        here = [each for each in theirs if each["from"] <= at < each["to"]]
        if not here:
            return None
        at, number = here[-1]["to"], number + 1
    return number == 1


LASTING_PLACES = ADOPTION | {"U1", "U4"}  # and foster care for the long term
LASTING_ENDS = {"E4A", "E11", "E12", *(f"E{number}" for number in range(41, 49))}


@truth("disputes_with_step_to_lasting_home")
def _(town, span):
    for each in raised(town, span):
        yield Case(of(town, each), took_step(town, each))


def took_step(town, dispute):
    """Say whether care took a first step in six months; None if that is not told."""
    day, until = dispute["raised"], months_on(dispute["raised"], 6)
    there = [
        care for care in in_care_on(town, day) if care["child"] == dispute["child"]
    ]
    if until > town.last or day < town.first or not there:
        return None
    taken = steps(there[0])
    if taken and min(taken) <= until:
        return None if min(taken) <= day else True
    end = there[0]["end"]
    return None if end and end <= until else False


def steps(care):
    """Return the days on which care took a step to a lasting home."""
    found = [
        each["from"]
        for each in care["episodes"]
        if each["ls"] == "E1" or each["place"] in LASTING_PLACES
    ]
    lasts = care["end"] and not care["turns"] and care["reason"] in LASTING_ENDS
    return [*found, care["end"]] if lasts else found


@truth("children_with_a_dispute")
def _(town, span):
    first = months_on(span.end + DAY, -12)
    for each in in_care_on(town, span.end):
        passes = None
        if first >= town.first:
            passes = any(
                dispute["child"] == each["child"]
                and first <= dispute["raised"] <= span.end
                for dispute in town.disputes
            )
        yield Case(groups(town, each["child"], span.end), passes)
