"""What the service records beside its returns: reckoned from the words of measures."""

from domain.recorded import SHEETS, as_label
from tests.metrics.truth.care import iro_on
from tests.metrics.truth.cases import Case, truth
from tests.metrics.truth.days import working_days_on
from tests.metrics.truth.who import NOBODY, groups, kept


def answer(sheet, column, code):
    """Return the words for an answer, by the template."""
    words = dict(SHEETS[sheet].by_key[column].answers)
    return as_label(words.get(code, code)) if code else None


def whose(town, row, day, role="iro"):
    """Return the groups of the child of a row; of nobody who is known, none."""
    child = row.get("child") or row.get("person")
    return groups(town, child, day, role) if child in town.children else NOBODY


def yes_or_no(rows, column, wanted=True):
    """Yield each of some rows with its answer; where it is blank nobody knows."""
    for row, those in rows:
        said = row.get(column)
        yield Case(those, None if said is None else said is wanted)


# Reviews of children in care.


def meetings(town, *kinds):
    """Return the reviews of some kinds that anything is recorded or noted of."""
    return [
        row
        for row in kept(town, "recorded reviews", _meetings)
        if row.get("kind", "ordinary") in kinds
    ]


def _meetings(town):
    found = {(row["child"], row["held"]): row for row in town.sheets["reviews"]}
    for note in town.notes:
        name = note["child"], note["held"]
        found.setdefault(name, {"child": name[0], "held": name[1]})
    return list(found.values())


def ordinary(town, span):
    for row in meetings(town, "ordinary"):
        if span.holds(row["held"]):
            yield row, whose(town, row, row["held"])


def _asked(key, column):
    truth(key)(lambda town, span: yes_or_no(ordinary(town, span), column))


_asked("children_seen_before_review", "seen_before")
_asked("views_asked_before_review", "views_asked")
_asked("advocate_offered_before_review", "advocate_offered")
_asked("parents_taking_part_in_reviews", "parents_took_part")


@truth("review_reports_shared_before")
def _(town, span):
    for row, those in ordinary(town, span):
        shared = row.get("report_shared")
        yield Case(those, None if shared is None else shared < row["held"])


def _by(sheet, column, rows):
    def reckon(town, span):
        for row, those in rows(town, span):
            if column in row:
                name = f"{sheet}_{column}"
                yield Case(those | {name: answer(sheet, column, row[column])})

    return reckon


truth("reviews_by_how_views_came")(_by("reviews", "views_came", ordinary))
truth("reviews_by_mode")(_by("reviews", "mode", ordinary))


@truth("reviews_in_person_far_away")
def _(town, span):
    for row, those in ordinary(town, span):
        if those["distance"] == "More than 20 miles":
            mode = row.get("mode")
            yield Case(those, None if mode is None else mode == "in_person")


def between(town, span):
    for row in meetings(town, "midway", "check", "ratifying", "disruption"):
        if span.holds(row["held"]):
            yield row, whose(town, row, row["held"])


truth("meetings_between_reviews")(_by("reviews", "kind", between))


# Conferences.


def held(town, span):
    for row in town.sheets["conferences"]:
        if span.holds(row.get("held")):
            yield row, whose(town, row, row["held"], "cp_chair")


def late(town, span):
    for row, those in held(town, span):
        past = "enquiry" in row and row["held"] > working_days_on(row["enquiry"], 15)
        if past or "late_reason" in row:
            yield row, those


@truth("late_conferences_by_reason")
def _(town, span):
    for row, those in late(town, span):
        words = row.get("late_reason")
        yield Case(those | {"conferences_late_reason": words})


@truth("late_conferences_with_child_seen")
def _(town, span):
    for row, those in late(town, span):
        seen = row.get("seen_safe")
        passes = seen is not None and seen <= row["held"]
        if passes and "enquiry" in row:
            passes = row["enquiry"] <= seen
        yield Case(those, passes)


@truth("conferences_chaired_by_another_team")
def _(town, span):
    initial = ((row, those) for row, those in held(town, span) if "enquiry" in row)
    yield from yes_or_no(initial, "same_team", wanted=False)


for _key, _column in {
    "conferences_quorate": "quorate",
    "conference_reports_shared_in_time": "shared_in_time",
    "plans_ended_with_contingency": "contingency",
    "conferences_offering_family_group": "family_group",
    "children_taking_part_in_conferences": "child_took_part",
    "parents_taking_part_in_conferences": "parents_took_part",
}.items():
    truth(_key)(lambda town, span, column=_column: yes_or_no(held(town, span), column))


def _agencies(column):
    def reckon(town, span):
        for row, those in held(town, span):
            if column in row and "invited" in row:
                yield Case(those, top=row[column], out=row["invited"])

    return reckon


truth("agencies_attending_conferences")(_agencies("attended"))
truth("agencies_reporting_to_conferences")(_agencies("reported"))


@truth("conference_records_sent_in_time")
def _(town, span):
    for row in town.sheets["conferences"]:
        if "held" not in row:
            continue
        by, sent = working_days_on(row["held"], 20), row.get("record_sent")
        if span.holds(by):
            those = whose(town, row, row["held"], "cp_chair")
            yield Case(those, None if sent is None else sent <= by)


truth("conferences_at_15_months")(_by("conferences", "at_15_months", held))
truth("long_plans_by_reason")(_by("conferences", "why_long", held))
truth("plans_ended_early_by_reason")(_by("conferences", "why_short", held))


# Other reviews, and education.


def due_or_held(town, sheet, span):
    """Yield rows whose due day lies in a span; without one, the day held."""
    for row in town.sheets[sheet]:
        day = row.get("due") or row["held"]
        if span.holds(day):
            yield row, whose(town, row, day)


def in_time(rows):
    for row, those in rows:
        passes = None
        if "due" in row:
            passes = "held" in row and row["held"] <= row["due"]
        yield Case(those, passes)


def _of_kind(kind):
    return lambda town, span: in_time(
        (row, those)
        for row, those in due_or_held(town, "other_reviews", span)
        if row["kind"] == kind
    )


for _key, _kind in {
    "private_fostering_visits_in_time": "private_fostering_visit",
    "private_fostering_reviews_in_time": "private_fostering_review",
    "foster_carer_reviews_in_time": "foster_carer",
    "pre_birth_reviews_in_time": "pre_birth",
    "secure_reviews_in_time": "secure",
}.items():
    truth(_key)(_of_kind(_kind))


def others_held(town, span):
    for row in town.sheets["other_reviews"]:
        if span.holds(row.get("held")):
            yield row, whose(town, row, row.get("due") or row["held"])


@truth("secure_reviews_by_another_iro")
def _(town, span):
    for row, those in others_held(town, span):
        if row["kind"] == "secure":
            own, who = iro_on(town, row["person"], row["held"]), row.get("reviewer")
            yield Case(those, who != own if who and own else None)


truth("other_reviews_held")(_by("other_reviews", "kind", others_held))


@truth("education_plans_in_time")
def _(town, span):
    yield from in_time(due_or_held(town, "education", span))


@truth("children_excluded_from_school")
def _(town, span):
    made = (
        (row, whose(town, row, row.get("due") or row["held"]))
        for row in town.sheets["education"]
        if span.holds(row.get("held"))
    )
    yield from yes_or_no(made, "excluded")


@truth("education_plans_by_quality")
def _(town, span):
    for row in town.sheets["education"]:
        if span.holds(row.get("held")):
            those = whose(town, row, row.get("due") or row["held"])
            grade = row.get("grade")
            said = grade and answer("education", "grade", grade)
            yield Case(those | {"education_grade": said})


# Counts, looks at practice and posts, by month.


def months(town, sheet, span):
    return [row for row in town.sheets[sheet] if span.holds(row["month"])]


def _counted(what):
    def reckon(town, span):
        for row in months(town, "counts", span):
            if row["what"] == what:
                yield Case({}, top=row["number"])

    return reckon


for _key, _what in {
    "feedback_from_children": "feedback_children",
    "feedback_from_families": "feedback_families",
    "feedback_from_professionals": "feedback_professionals",
    "advocacy_referrals": "advocacy_referrals",
    "advocacy_taken_up": "advocacy_taken_up",
    "visitors_matched": "visitors_matched",
    "visitors_waiting": "visitors_waiting",
}.items():
    truth(_key)(_counted(_what))

LOOKS = ("audit", "dip_sample", "form")


def looks(town, span, *kinds):
    return [row for row in months(town, "practice", span) if row["kind"] in kinds]


def of_sums(rows, top, out, scale=1):
    """Yield rows that say both numbers; of the others nobody knows."""
    for row in rows:
        if top in row and out in row:
            yield Case({}, top=row[top] / scale, out=row[out] / scale)
        else:
            yield Case({}, None)


@truth("practice_meeting_standard")
def _(town, span):
    yield from of_sums(looks(town, span, *LOOKS), "meeting", "sample")


@truth("practice_looked_at")
def _(town, span):
    for row in looks(town, span, *LOOKS):
        yield Case({}, top=row.get("sample", 0))


@truth("audits_good_or_better")
def _(town, span):
    for row in looks(town, span, "audit"):
        grade, sample = row.get("grade"), row.get("sample")
        if sample is None or grade in (None, "Mixed"):
            yield Case({}, None)
        else:
            good = grade in ("outstanding", "good")
            yield Case({}, top=sample if good else 0, out=sample)


for _key, _kind in {
    "staff_supervised": "supervision",
    "staff_trained": "training",
    "staff_appraised": "appraisal",
}.items():
    truth(_key)(
        lambda town, span, kind=_kind: of_sums(
            looks(town, span, kind), "meeting", "sample"
        )
    )


@truth("good_practice_alerts")
def _(town, span):
    for row in looks(town, span, "alert"):
        yield Case({}, top=row.get("sample", 1))


for _key, _part in {
    "posts_vacant": "vacant",
    "posts_of_agencies": "agency",
    "posts_away": "away",
}.items():
    truth(_key)(
        lambda town, span, part=_part: of_sums(
            months(town, "posts", span), part, "agreed", scale=100
        )
    )
