"""Do children in care have a personal education plan in time, and are they in school?"""

from __future__ import annotations

from domain.about import About
from domain.recorded import EDUCATION
from domain.tables import UNKNOWN
from metrics.kernel import InPeriod
from metrics.kinds import Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.rows import RECORDED

PLANS = RECORDED[EDUCATION.key]
GRADE = EDUCATION.group_of(EDUCATION.by_key["grade"])

EDUCATION_PLANS_IN_TIME = Proportion(
    key="education_plans_in_time",
    name="Personal education plans in time",
    definition=(
        "Personal education plans that were due in the period, and were made by that "
        "day. When a plan is due is the service's own choice, and so is which are "
        "recorded. A plan that is due and not made is not in time."
    ),
    numerator="made by the day they were due",
    denominator="plans due in the period that are recorded",
    grain="plans, one child may have several",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=PLANS,
    divided=False,
    of_a_year=True,
    counted_words="plans made in time",
    rest_words="plans made late, or not made",
    aside_words="plans made in the period of which no day is recorded that they were due",
    why="A plan in time is how school, carers and the council act together for a child.",
    ask=("What kept plans from being made: the school, the date, or us?",),
    shadow="children_excluded_from_school",
    when=InPeriod(lambda rows: rows.day),
    unknown=lambda rows: ~rows.said("due"),
    passes=lambda rows: rows.said("held") & (rows.values["held"] <= rows.values["due"]),
)
CHILDREN_EXCLUDED_FROM_SCHOOL = Proportion(
    key="children_excluded_from_school",
    name="Excluded from school since the last plan",
    short="Excluded since the last plan",
    definition=(
        "Personal education plans made in the period whose child had been suspended or "
        "excluded from school since the plan before. A child with several plans counts "
        "once for each."
    ),
    numerator="of a child suspended or excluded since the plan before",
    denominator="plans made in the period that say so or not",
    grain="plans, one child may have several",
    unit=Unit.PERCENT,
    good=Good.LOW,
    rows=PLANS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    counted_words="plans of children who were excluded",
    rest_words="plans of children who were not excluded",
    aside_words="plans that do not say whether the child was excluded",
    why="A child out of school loses more than lessons.",
    ask=("Was the school asked what would have kept each child in?",),
    shadow="education_plans_in_time",
    elsewhere=(
        "The national figure is of pupils in a school year; this dashboard does not hold "
        "it."
    ),
    when=InPeriod(lambda rows: rows.values["held"]),
    population=lambda rows: rows.values["held"] != UNKNOWN,
    unknown=lambda rows: ~rows.said("excluded"),
    passes=lambda rows: rows.yes("excluded"),
)
EDUCATION_PLANS_BY_QUALITY = Split(
    key="education_plans_by_quality",
    name="Personal education plans, by quality",
    definition=(
        "Personal education plans made in the period, by how good the service found each "
        "to be. A child with several plans counts once for each."
    ),
    numerator="found to be so",
    denominator="plans made in the period that are recorded",
    grain="plans, one child may have several",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    rows=PLANS,
    natural=GRADE,
    divided=False,
    of_a_year=True,
    released=False,
    counted_words="plans made",
    why="A plan in time helps nobody if it says nothing.",
    when=InPeriod(lambda rows: rows.values["held"]),
    population=lambda rows: rows.values["held"] != UNKNOWN,
)

METRICS: tuple[Metric, ...] = (
    EDUCATION_PLANS_IN_TIME,
    EDUCATION_PLANS_BY_QUALITY,
    CHILDREN_EXCLUDED_FROM_SCHOOL,
)
