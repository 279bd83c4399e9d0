"""Is a lasting home planned for each child in care, and what comes of adoption plans?

Days from the start of care to a lasting home are told by episodes (metrics/permanence.py).
"""

from __future__ import annotations

import numpy as np

from domain.about import About
from domain.codes import CHILDREN_IN_CARE
from domain.tables import UNKNOWN, CareSpans, Ints
from metrics.kernel import AtEnd, InPeriod
from metrics.kinds import Count, Median, Proportion
from metrics.measure import Good, Metric, Unit
from metrics.permanence import WHY_DAYS
from metrics.rows import ADOPTION_PLANS, CARE_SPANS, EXTRACT, Source

DECISIONS = "The Standard Safeguarding Dataset alone is read for decisions on adoption."
NOT_HELD = "A national figure exists; this dashboard does not hold it."


def _since_due(rows: CareSpans) -> Ints:
    return np.maximum(rows.start, rows.plan_due)


PLAN_FOR_A_LASTING_HOME = Proportion(
    key="plan_for_a_lasting_home",
    name="Children with a plan for a lasting home",
    short="Plan for a lasting home",
    definition=(
        "Children in our care for four months or more at the end of the period, whose "
        "latest care plan names a home that is planned to last. That is with family, "
        "relatives or friends, foster carers or adopters, in a residential home or "
        "supported living, or another. The plan began since they came into care, and "
        "counts until the next begins, closed or not. How many months is the council's "
        "choice: four, until it says otherwise. Short breaks are left out."
    ),
    numerator="whose latest care plan names a lasting home",
    denominator=(
        f"{CHILDREN_IN_CARE} on the last day of the period, of whom a plan was due by "
        "then"
    ),
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=Source(
        EXTRACT,
        "ssd_cla_care_plan (lacp_cla_care_plan_start_date, lacp_cla_care_plan_json)",
    ),
    rows=CARE_SPANS,
    files=(CARE_SPANS.coverage, "care_plans"),
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    counted_words="children with a plan for a lasting home",
    rest_words="children without a plan for a lasting home",
    aside_words="children of whose care plan nobody can tell which home it names",
    why="A child who does not know where they will live cannot settle.",
    ask=("Which of these children has no plan, and what is it waiting for?",),
    shadow="children_in_long_term_stability",
    caveat=(
        "Some systems list only care plans that are open, with the answers of today: "
        "the figure is best read of the latest day, and of earlier days as a hint. A "
        "plan that nobody recorded cannot be told from one that was not made."
    ),
    when=AtEnd(_since_due, lambda rows: rows.end),
    unknown=lambda rows: ~rows.planned_known,
    passes=lambda rows: rows.planned,
)

DAYS_FROM_DECISION_TO_MATCH = Median(
    key="days_from_decision_to_match",
    name="Days from the decision for adoption to a match",
    short="Days from decision to match",
    definition=(
        "The middle number of days from the decision that a child should be placed for "
        "adoption to the decision on a match with adopters, among children matched in "
        "the period."
    ),
    numerator="children matched with adopters in the period",
    unit=Unit.DAYS,
    good=Good.LOW,
    rows=ADOPTION_PLANS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    why=WHY_DAYS,
    ask=("For which children are adopters sought, and for how long?",),
    shadow="plans_for_adoption_reversed",
    caveat=DECISIONS,
    elsewhere=(
        "The Department publishes the time from the court's order to the match; this is "
        "from the council's decision, so the two are not set side by side."
    ),
    when=InPeriod(lambda rows: rows.matched),
    population=lambda rows: rows.matched != UNKNOWN,
    measured=lambda rows: rows.matched - rows.decided,
)

PLANS_FOR_ADOPTION_REVERSED = Count(
    key="plans_for_adoption_reversed",
    name="Plans for adoption reversed",
    definition=(
        "Decisions, taken in the period, that a child should no longer be placed for "
        "adoption. The reason is one of four: the child's needs changed, the court made "
        "no placement order, no adopters were found, or another."
    ),
    numerator="plans for adoption reversed in the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=ADOPTION_PLANS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    why="A child whose plan was reversed needs another plan soon.",
    ask=("What is planned now for each of these children?",),
    shadow="plan_for_a_lasting_home",
    caveat=DECISIONS,
    elsewhere=NOT_HELD,
    when=InPeriod(lambda rows: rows.reversed),
    population=lambda rows: rows.reversed != UNKNOWN,
)


SIBLINGS_PLACED_TOGETHER = Proportion(
    key="siblings_placed_together",
    name="Placed for adoption with all their brothers and sisters",
    short="Placed with brothers and sisters",
    definition=(
        "Children of a sibling group who were placed for adoption in the period, of "
        "whom no brother or sister is placed, or to be placed, apart from them. A "
        "placement of three of four children is no placement with all."
    ),
    numerator="with no brother or sister placed for adoption apart from them",
    denominator="children of a sibling group placed for adoption in the period",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=Source(
        EXTRACT,
        "ssd_permanence (perm_placed_for_adoption_date, perm_part_of_sibling_group, "
        "perm_siblings_placed_together, perm_siblings_placed_apart)",
    ),
    rows=ADOPTION_PLANS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    counted_words="children placed with all their brothers and sisters",
    rest_words="children placed apart from a brother or sister",
    aside_words="children of whose brothers and sisters it is not told",
    why="A brother or sister may be the longest tie that a child will have.",
    ask=("Why were these children placed apart, and how do they stay in touch?",),
    shadow="days_from_decision_to_match",
    caveat=DECISIONS,
    elsewhere="Whether a national figure counts the same was not checked.",
    when=InPeriod(lambda rows: rows.placed),
    population=lambda rows: rows.sibling & (rows.placed != UNKNOWN),
    unknown=lambda rows: ~rows.together_known,
    passes=lambda rows: rows.together,
)

METRICS: tuple[Metric, ...] = (
    PLAN_FOR_A_LASTING_HOME,
    SIBLINGS_PLACED_TOGETHER,
    DAYS_FROM_DECISION_TO_MATCH,
    PLANS_FOR_ADOPTION_REVERSED,
)
