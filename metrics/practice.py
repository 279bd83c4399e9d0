"""Is practice good enough: what audits, dip samples and the form before reviews found."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from domain.about import About
from domain.recorded import PRACTICE
from domain.tables import Bools, Ints, Recorded
from metrics.kinds import Count, ShareOfSums
from metrics.measure import Good, Metric, Unit
from metrics.recorded import IN_PERIOD, answer_is, source_of
from metrics.rows import RECORDED

ROWS = RECORDED[PRACTICE.key]
BY_KIND, BY_THEME, BY_GRADE = (
    PRACTICE.group_of(PRACTICE.by_key[key]) for key in ("kind", "theme", "grade")
)
LOOKED = ("audit", "dip_sample", "form")
GRADES, GOOD_GRADES = (
    ("outstanding", "good", "improve", "inadequate"),
    ("outstanding", "good"),
)
LOOKS = answer_is(PRACTICE, "kind", *LOOKED)
GRADED = answer_is(PRACTICE, "grade", *GRADES)
GOOD_OR_BETTER = answer_is(PRACTICE, "grade", *GOOD_GRADES)
WHAT = "audits, dip samples and the quality and compliance form"
NOT_BOTH = "rows without a sample size, or without how many met the standard"
BLANK = "A row without both numbers is not known, and in neither."
WHY = "Being on time helps no child if what is done is not good enough."
WHY_STAFF = "People who are helped to do their work well do it well for children."
EXPLAINS: Mapping[str, str] = {
    "Reports before the review": "review_reports_shared_before",
    "Child's voice": "children_taking_part",
    "Visits to the child": "children_seen_before_review",
    "Records written to the child": "review_records_sent_in_time",
}
"""The measure that a theme of practice explains, by the theme's code: by its key."""


def _not_both(rows: Recorded) -> Bools:
    return ~(rows.said("sample") & rows.said("meeting"))


def _sample(rows: Recorded) -> Ints:
    return rows.values["sample"]


def _meeting(rows: Recorded) -> Ints:
    return rows.values["meeting"]


def _good_of_sample(rows: Recorded) -> Ints:
    found: Ints = np.where(GOOD_OR_BETTER(rows), rows.values["sample"], 0)
    return found


PRACTICE_MEETING_STANDARD = ShareOfSums(
    key="practice_meeting_standard",
    name="Practice that met the standard",
    definition=(
        f"Of what {WHAT} looked at in the months of the period, how much met the "
        f"service's own standard. {BLANK}"
    ),
    numerator="that met the standard",
    denominator="pieces of work looked at in the period",
    grain="pieces of work, added up over the rows of the sheet Practice",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=source_of(PRACTICE, "month", "kind", "theme", "sample", "meeting"),
    rows=ROWS,
    divided=False,
    of_a_year=True,
    counted_words="pieces of work that met the standard",
    aside_words=NOT_BOTH,
    caveat="Samples are chosen, so they are not all work.",
    why=WHY,
    ask=(
        "What did we learn, and what do we do otherwise since?",
        "Which theme falls short time and again?",
    ),
    shadow="practice_looked_at",
    when=IN_PERIOD,
    population=LOOKS,
    counted=_meeting,
    out_of=_sample,
    unknown=_not_both,
)

PRACTICE_LOOKED_AT = Count(
    key="practice_looked_at",
    name="Pieces of work looked at",
    definition=(
        f"The sample sizes of {WHAT} in the months of the period, added up. A row "
        "without a sample size is left out."
    ),
    numerator="pieces of work recorded as looked at in the period",
    grain="pieces of work, added up over the rows of the sheet Practice",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    source=source_of(PRACTICE, "month", "kind", "sample"),
    rows=ROWS,
    released=False,  # a year in which nothing was recorded is not a year of none
    divided=False,
    of_a_year=True,
    why=WHY,
    ask=("Do we look at enough to know, and at the children we know least of?",),
    shadow="practice_meeting_standard",
    when=IN_PERIOD,
    population=lambda rows: LOOKS(rows) & rows.said("sample"),
    weight=_sample,
)

AUDITS_GOOD_OR_BETTER = ShareOfSums(
    key="audits_good_or_better",
    name="Audited work graded good or better",
    definition=(
        "Of what was audited in the months of the period and graded, how much was good "
        "or outstanding. A grade of the council's own, or none, is not known: it is in "
        "neither number, as is a row without a sample size."
    ),
    numerator="graded good or outstanding",
    denominator="pieces of work audited in the period with one of the four grades",
    grain="pieces of work, added up over the rows of the sheet Practice",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=source_of(PRACTICE, "month", "kind", "grade", "sample"),
    rows=ROWS,
    divided=False,
    of_a_year=True,
    counted_words="pieces of work graded good or outstanding",
    aside_words="rows without one of the four grades, or without a sample size",
    why=WHY,
    ask=("Who grades, and would somebody else have graded so?",),
    shadow="practice_meeting_standard",
    when=IN_PERIOD,
    population=answer_is(PRACTICE, "kind", "audit"),
    counted=_good_of_sample,
    out_of=_sample,
    unknown=lambda rows: ~(GRADED(rows) & rows.said("sample")),
)


def _of_staff(
    kind: str, *, key: str, name: str, had: str, ask: str, shadow: str
) -> ShareOfSums:
    return ShareOfSums(
        key=key,
        name=name,
        definition=(
            f"Of the staff due {kind} in the months of the period, how many {had}. "
            f"Somebody due in several months counts in each. {BLANK}"
        ),
        numerator=f"who {had}",
        denominator=f"times that somebody was due {kind} in the period",
        grain="times that somebody was due, added up over the rows of the sheet Practice",
        unit=Unit.PERCENT,
        good=Good.HIGH,
        source=source_of(PRACTICE, "month", "kind", "sample", "meeting"),
        rows=ROWS,
        about=About.STAFF,
        released=False,
        divided=False,
        of_a_year=True,
        counted_words=f"times that somebody {had}",
        aside_words="rows without how many were due, or without how many had it",
        caveat="The standard is the service's own.",
        why=WHY_STAFF,
        ask=(ask,),
        shadow=shadow,
        when=IN_PERIOD,
        population=answer_is(PRACTICE, "kind", kind),
        counted=_meeting,
        out_of=_sample,
        unknown=_not_both,
    )


STAFF_SUPERVISED = _of_staff(
    "supervision",
    key="staff_supervised",
    name="Supervision held in time",
    had="had it in time, such as every 4 to 6 weeks",
    ask="Whose supervision is put off, and why?",
    shadow="staff_turnover",
)
STAFF_TRAINED = _of_staff(
    "training",
    key="staff_trained",
    name="Training done of that due",
    had="had it",
    ask="What do people do otherwise since they were trained?",
    shadow="practice_meeting_standard",
)
STAFF_APPRAISED = _of_staff(
    "appraisal",
    key="staff_appraised",
    name="Appraisals done of those due",
    had="had it",
    ask="What did appraisals ask for that nobody gave?",
    shadow="staff_turnover",
)


METRICS: tuple[Metric, ...] = (
    PRACTICE_MEETING_STANDARD,
    PRACTICE_LOOKED_AT,
    AUDITS_GOOD_OR_BETTER,
    STAFF_SUPERVISED,
    STAFF_TRAINED,
    STAFF_APPRAISED,
)
