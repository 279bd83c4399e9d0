"""Reviews of children in care, participation, continuity: reckoned from their words."""

from collections import defaultdict

from domain.codes import PARTICIPATION_GROUPS
from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.days import (
    DAY,
    is_aged,
    months_on,
    working_days_on,
)
from tests.metrics.truth.who import groups, in_care_on, kept

HEARD = {"PN1", "PN2", "PN3", "PN5", "PN6"}
CAME = {"PN1", "PN2", "PN3", "PN4"}
UNHEARD = {"PN4", "PN7"}


def reviews(town):
    """Return every review held or owed, with the day it was due."""
    return kept(town, "reviews", _reviews)


def _reviews(town):
    found = []
    for care in town.care:
        if not care["breaks"]:
            found += _of_care(care, town.known)
    return found


def _of_care(care, known):
    found, days = [], []
    for meeting in sorted(care["meetings"], key=lambda each: each["day"]):
        if days and (meeting["day"] - days[-1]).days <= 7:  # a part of that review
            found[-1]["code"] = found[-1]["code"] or meeting["code"]
            found[-1]["days"].append(meeting["day"])
            continue
        due, place = _due(care, days, known)
        days.append(meeting["day"])
        found.append(
            {
                "due": due,
                "held": meeting["day"],
                "place": place,
                "code": meeting["code"],
                "days": [meeting["day"]],
            }
        )
    due, place = _due(care, days, known)
    if due and (care["end"] is None or due < care["end"]):
        found.append({"due": due, "held": None, "place": place, "code": None})
    for each in found:
        each |= {"child": care["child"], "of": care}
        each["late"] = bool(each["held"] and each["due"] and each["held"] > each["due"])
    return found


def _due(care, days, known):
    """Return when the review after some is due, and which one it is."""
    places = ("First review", "Second review", "Later review")
    if care["known"] and care["start"] >= known:
        place = places[min(len(days), 2)]
        if not days:
            return working_days_on(care["start"], 20), place
        return months_on(days[-1], 3 if len(days) == 1 else 6), place
    # Nobody knows how many there were before, unless two had fallen due by then.
    second = months_on(working_days_on(care["start"], 20), 3)
    if len(days) < (1 if second < known else 2):
        return None, None
    return months_on(days[-1], 6), places[2]


def under_4(town, review):
    born = town.children[review["child"]]["born"]
    if born is None:
        return review["code"] == "PN0"
    return not is_aged(born, 4, review["held"])


def untold(town, review):
    return review["code"] is None or (
        review["code"] == "PN0" and not under_4(town, review)
    )


def of_review(town, review, **more):
    day = review["held"] or review["due"]
    return groups(town, review["child"], day) | more


def held_in(town, span):
    return [each for each in reviews(town) if span.holds(each["held"])]


def held_by(town, care, day):
    """Return the reviews of one time in care that were held by a day, in order."""
    return [
        each
        for each in reviews(town)
        if each["of"] is care and each["held"] and each["held"] <= day
    ]


@truth("reviews_held_on_time")
def _(town, span):
    for each in held_in(town, span):
        known = each["due"] is not None
        passes = each["held"] <= each["due"] if known else None
        yield Case(of_review(town, each, review_type=each["place"]), passes)


def still_in_care(review):
    """Say whether the child was there on the day that a review was due."""
    end = review["of"]["end"]
    return end is None or review["due"] < end


@truth("reviews_due_held_on_time")
def _(town, span):
    for each in reviews(town):
        more = {"review_type": each["place"]}
        if each["due"] is None:
            if span.holds(each["held"]):
                yield Case(of_review(town, each, **more), None)
        elif span.holds(each["due"]) and still_in_care(each):
            passes = bool(each["held"] and each["held"] <= each["due"])
            yield Case(of_review(town, each, **more), passes)


@truth("children_with_all_reviews_on_time")
def _(town, span):
    for care in in_care_on(town, span.end):
        theirs = [each for each in reviews(town) if each["of"] is care]
        answers = {on_time_in(each, span) for each in theirs} - {"none due"}
        if answers and working_days_on(care["start"], 20) <= span.end:
            passes = False if False in answers else None if None in answers else True
            yield Case(groups(town, care["child"], span.end), passes)


def on_time_in(review, span):
    """Say whether a review due in a span, or owed as it began, was held by its day."""
    due, held = review["due"], review["held"]
    if due is None:
        return None if span.holds(held) else "none due"
    if span.holds(due):
        return bool(held and held <= due)
    owed = due < span.start and (held is None or held > span.start)
    return False if owed else "none due"


@truth("reviews_overdue")
def _(town, span):
    for each in reviews(town):
        due, held, end = each["due"], each["held"], each["of"]["end"]
        if due is None or due >= span.end or (held and held <= span.end):
            continue
        if end is None or end > span.end:
            yield Case(of_review(town, each))


@truth("review_days_late")
def _(town, span):
    for each in held_in(town, span):
        if each["late"]:
            yield Case(of_review(town, each), value=(each["held"] - each["due"]).days)


def notes(town):
    return kept(
        town, "notes", lambda town: {(n["child"], n["held"]): n for n in town.notes}
    )


def note_of(town, review):
    """Return what is noted of a review, of the first of its meetings that has a note."""
    told = notes(town)
    found = (told.get((review["child"], day)) for day in review["days"])
    return next((each for each in found if each), {"words": None, "sent": None})


@truth("review_records_sent_in_time")
def _(town, span):
    for each in reviews(town):
        if each["held"] is None:
            continue
        by = working_days_on(each["held"], 20)
        if span.holds(by):
            sent = note_of(town, each)["sent"]
            yield Case(of_review(town, each), sent <= by if sent else None)


OURS = {"Social worker's report was late", "IRO was ill"}
THEIRS = {"Placement moved"}
OTHERS = {"Parent or carer could not come"}


def reason(words):
    """Return a note's reason and its kind of delay, by the usual list."""
    if words is None:
        return {"late_reason": None, "late_kind": None}
    kinds = {
        **dict.fromkeys(OURS, "Avoidable by us"),
        **dict.fromkeys(THEIRS, "Delay for the child's sake"),
    }
    listed = words in OURS | THEIRS | OTHERS
    return {
        "late_reason": words if listed else "Another reason",
        "late_kind": kinds.get(words, "Another delay"),
    }


@truth("late_reviews_by_reason", "late_reviews_by_kind")
def _(town, span):
    for each in held_in(town, span):
        if each["late"]:
            yield Case(of_review(town, each, **reason(note_of(town, each)["words"])))


@truth("late_reviews_avoidable")
def _(town, span):
    for each in held_in(town, span):
        if each["late"]:
            words = note_of(town, each)["words"]
            yield Case(of_review(town, each), words in OURS if words else None)


# Was all ready ten working days before a review was due?

STEPS = (
    *("report_received", "report_shared", "seen"),
    *("views_asked", "advocate_offered", "decisions_done"),
)


def readiness(town):
    return kept(
        town,
        "ready",
        lambda town: {
            (row["child"], row["due"]): all(
                step in row and row[step] <= working_days_on(row["due"], -10)
                for step in STEPS
            )
            for row in town.sheets["ready"]
        },
    )


def ready(town, review):
    return readiness(town).get((review["child"], review["due"]))


@truth("reviews_ready_ahead")
def _(town, span):
    for each in held_in(town, span):
        yield Case(of_review(town, each), ready(town, each))


@truth("reviews_late_after_warning")
def _(town, span):
    for each in held_in(town, span):
        if ready(town, each) is False:
            yield Case(of_review(town, each), each["late"])


@truth("reviews_late_though_ready")
def _(town, span):
    for each in held_in(town, span):
        if ready(town, each):
            yield Case(of_review(town, each), each["late"])


# How children took part.


def taking_part(town, span, codes):
    """The reviews of children of 4 and over, and whether one of some codes tells how."""
    for each in held_in(town, span):
        if under_4(town, each):
            continue
        if untold(town, each):
            yield Case(of_review(town, each), None)
        else:
            yield Case(of_review(town, each), each["code"] in codes)


@truth("children_taking_part")
def _(town, span):
    yield from taking_part(town, span, HEARD)


@truth("children_taking_part_of_all_ages")
def _(town, span):
    for each in held_in(town, span):
        passes = None
        if not untold(town, each):
            passes = not under_4(town, each) and each["code"] in HEARD
        yield Case(of_review(town, each), passes)


@truth("children_attending")
def _(town, span):
    yield from taking_part(town, span, CAME)


@truth("participation_not_recorded")
def _(town, span):
    for each in held_in(town, span):
        yield Case(of_review(town, each), each["code"] is None)


@truth("children_not_heard_twice")
def _(town, span):
    for care in in_care_on(town, span.end):
        last = held_by(town, care, span.end)[-2:]
        if len(last) < 2 or any(under_4(town, each) for each in last):
            continue
        passes = None
        if not any(untold(town, each) for each in last):
            passes = all(each["code"] in UNHEARD for each in last)
        yield Case(of_review(town, last[-1]), passes)


def took_part(town, review):
    if untold(town, review):
        return None
    if under_4(town, review):
        return PARTICIPATION_GROUPS["PN0"]
    return PARTICIPATION_GROUPS[review["code"]]


@truth("participation_codes", "participation_groups")
def _(town, span):
    for each in held_in(town, span):
        more = {"code": each["code"], "participation": took_part(town, each)}
        yield Case(of_review(town, each, **more))


@truth("participation_groups_aged_4_and_over")
def _(town, span):
    for each in held_in(town, span):
        if not under_4(town, each):
            told = took_part(town, each)
            yield Case(
                of_review(town, each, participation=told), True if told else None
            )


@truth("children_by_participation")
def _(town, span):
    last = {}
    for each in sorted(held_in(town, span), key=lambda each: each["held"]):
        last[each["child"]] = each
    for each in last.values():
        yield Case(of_review(town, each, code=each["code"]))


# Continuity: who the IRO was, by allocation.


def stints(town):
    return kept(town, "stints", _stints)


def _stints(town):
    found = defaultdict(list)
    rows = [row for row in town.allocations if row["role"] == "iro"]
    for row in sorted(rows, key=lambda row: row["from"]):
        theirs = found[row["child"]]
        # Handed over from one day to the next, the first ends as the next begins.
        if theirs and (theirs[-1][1] is None or row["from"] <= theirs[-1][1] + DAY):
            theirs[-1] = (theirs[-1][0], row["from"], theirs[-1][2])
        theirs.append((row["from"], row["to"], row["staff"]))
    return found


def iro_on(town, child, day):
    for start, end, staff in stints(town)[child]:
        if start <= day and (end is None or day < end):
            return staff
    return None


def for_a_year(town, day, months=12):
    """Return the times in care of a day that began so many months before, or sooner."""
    return [
        care
        for care in in_care_on(town, day)
        if months_on(care["start"], months) <= day
    ]


@truth("same_iro_as_a_year_before")
def _(town, span):
    for care in for_a_year(town, span.end):
        child = care["child"]
        now = iro_on(town, child, span.end)
        then = iro_on(town, child, months_on(span.end, -12))
        passes = now == then if now and then else None
        yield Case(groups(town, child, span.end), passes)


@truth("iros_in_12_months")
def _(town, span):
    since = months_on(span.end, -12)
    for care in for_a_year(town, span.end):
        child = care["child"]
        who = {
            staff
            for start, end, staff in stints(town)[child]
            if start <= span.end and (end is None or end > since)
        }
        known = iro_on(town, child, span.end) and iro_on(town, child, since)
        words = ("1 IRO", "2 IROs", "3 or more IROs")[min(len(who), 3) - 1]
        more = {"iros": words if who else None}
        yield Case(groups(town, child, span.end) | more, True if known else None)


@truth("same_iro_at_last_three_reviews")
def _(town, span):
    for care in in_care_on(town, span.end):
        theirs = held_by(town, care, span.end)
        if len(theirs) < 3:
            continue
        who = [iro_on(town, care["child"], each["held"]) for each in theirs[-3:]]
        passes = None if None in who else len(set(who)) == 1
        yield Case(of_review(town, theirs[-1]), passes)


@truth("seen_by_iro_in_6_months")
def _(town, span):
    visits = [each for each in town.visits if each["kind"] == "iro"]
    days = [each["day"] for each in visits]
    first = months_on(min(days), 6)
    after = months_on(max(days).replace(day=1), 1)
    for care in for_a_year(town, span.end, 6):
        passes = None
        if first <= span.end < after:
            passes = any(
                each["child"] == care["child"]
                and each["day"] <= span.end < months_on(each["day"], 6)
                for each in visits
            )
        yield Case(groups(town, care["child"], span.end), passes)
