"""What came of disputes, as the returns tell it; whose children had one; good practice."""

from __future__ import annotations

import numpy as np

from domain.about import About
from domain.codes import CHILDREN_IN_CARE
from domain.recorded import PRACTICE
from domain.tables import RESOLUTIONS, Ints, Recorded
from metrics.disputes import RAISED, RESOLVED, WHY
from metrics.kernel import AtEnd
from metrics.kinds import Count, Proportion
from metrics.measure import Good, Metric, Unit
from metrics.recorded import IN_PERIOD, answer_is, source_of
from metrics.rows import CARE_RETURN, CARE_SPANS, DISPUTES, RECORDED, Source

BESIDE = "The council's dispute log and the yearly return on children in care (SSDA903)"
ALERTS_THEME = PRACTICE.group_of(PRACTICE.by_key["theme"])

DISPUTES_WITH_NEXT_REVIEW_ON_TIME = Proportion(
    key="disputes_with_next_review_on_time",
    name="Disputes about a late review whose next review was on time",
    short="Next review on time after a dispute",
    definition=(
        "Disputes about a late review, after which the next review that fell due was "
        "held on time. They were raised in the period while the child's review was "
        "overdue, or up to 20 working days after it was held late."
    ),
    numerator="whose next review was on time",
    denominator="disputes raised in the period about a late review, the next one known",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=Source(BESIDE, "date raised; Reviews (REVIEW), Episodes (DECOM, DEC)"),
    rows=DISPUTES,
    divided=False,
    of_a_year=True,
    counted_words="disputes after which the next review was on time",
    rest_words="disputes after which the next review was late too",
    aside_words="disputes about a late review, the next review not due or not known",
    why="A dispute about a late review is there so that the next one is on time.",
    ask=("Why was the next review late too?",),
    shadow="disputes_that_made_a_difference",
    when=RAISED,
    population=lambda rows: rows.late_review,
    unknown=lambda rows: ~rows.next_known,
    passes=lambda rows: rows.next_on_time,
)

DISPUTES_WITH_CHILD_SETTLED_SINCE = Proportion(
    key="disputes_with_child_settled_since",
    name="Disputes after which the child stayed where they lived for six months",
    short="Children settled after a dispute",
    definition=(
        "Disputes resolved in the period after which the child stayed in one placement "
        "for six months. It is not known before six months have passed, nor of a child "
        "who was not in care all that time. Moving can be what was asked for."
    ),
    numerator="whose child stayed in one placement",
    denominator="disputes resolved in the period whose child was in care for six months",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=Source(BESIDE, "date resolved; Episodes (DECOM, RNE, PLACE, DEC)"),
    rows=DISPUTES,
    about=About.CHILDREN,
    divided=False,
    released=False,
    files=(RESOLUTIONS,),
    counted_words="disputes whose child stayed in one placement",
    rest_words="disputes whose child moved",
    aside_words="disputes whose child was not in care for six months since",
    why="It tells, from the returns, how a child fared after a dispute.",
    ask=("Was the move what the dispute had asked for?",),
    shadow="disputes_that_made_a_difference",
    when=RESOLVED,
    unknown=lambda rows: ~rows.stayed_known,
    passes=lambda rows: rows.stayed,
)

DISPUTES_WITH_STEP_TO_LASTING_HOME = Proportion(
    key="disputes_with_step_to_lasting_home",
    name="Disputes after which the child took a step to a lasting home",
    short="Step to a lasting home after a dispute",
    definition=(
        "Disputes raised in the period about a child in care who had taken no such step "
        "since they came into care, and who took one in the six months after. A step is "
        "a placement order, a placement for adoption or in long-term foster care, or the "
        "end of care by adoption, under a special guardianship or child arrangements "
        "order, or to parents as planned. No return holds the plan itself, nor what the "
        "dispute asked for. It is not known before six months have passed, nor of a child "
        "who left care in another way."
    ),
    numerator="whose child took a step in six months",
    denominator=(
        "disputes raised in the period about a child in care without such a step, of "
        "whom six months are told"
    ),
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=Source(BESIDE, "date raised; Episodes (DECOM, LS, PLACE, DEC, REC)"),
    rows=DISPUTES,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    released=False,
    counted_words="disputes whose child took a step to a lasting home",
    rest_words="disputes whose child took no step to a lasting home",
    aside_words=(
        "disputes whose child was not in care, had taken a step before, or of whom six "
        "months are not told"
    ),
    why="A child who waits for a plan waits for a home.",
    ask=("Was a plan what these disputes asked for, and has it been made?",),
    shadow="disputes_that_made_a_difference",
    when=RAISED,
    unknown=lambda rows: ~rows.step_known,
    passes=lambda rows: rows.step,
)

CHILDREN_WITH_A_DISPUTE = Proportion(
    key="children_with_a_dispute",
    name="Children about whom a dispute was raised in 12 months",
    short="Children with a dispute in 12 months",
    definition=(
        f"{CHILDREN_IN_CARE[0].upper()}{CHILDREN_IN_CARE[1:]} at the end of the period "
        "about whom a dispute was raised in the 12 months to that day, whoever raised "
        "it. Short breaks are left out."
    ),
    numerator="about whom a dispute was raised",
    denominator=f"{CHILDREN_IN_CARE} on the last day of the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=Source(
        f"{CARE_RETURN} and the council's dispute log",
        "Episodes (DECOM, DEC, REC), date raised",
    ),
    rows=CARE_SPANS,
    divided=False,
    of_a_year=True,
    counted_words="children with a dispute in 12 months",
    rest_words="children without a dispute in 12 months",
    aside_words="children for whom the dispute log does not tell of all 12 months",
    why=WHY,
    ask=("Whose children are never disputed about, and is all well with them?",),
    shadow="disputes_raised",
    when=AtEnd(lambda rows: rows.start, lambda rows: rows.end),
    unknown=lambda rows: ~rows.disputed_known,
    passes=lambda rows: rows.disputed,
)


def _how_many(rows: Recorded) -> Ints:
    """Return how many alerts a row stands for: its sample, one where it is blank."""
    found: Ints = np.where(rows.said("sample"), rows.values["sample"], 1)
    return found


GOOD_PRACTICE_ALERTS = Count(
    key="good_practice_alerts",
    name="Good-practice alerts",
    definition=(
        "Alerts of good practice that the service recorded in the months of the period: "
        "the sample of each row, and one where it is blank. They stand beside disputes: "
        "neither number is good or bad."
    ),
    numerator="good-practice alerts recorded in the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    source=source_of(PRACTICE, "month", "kind", "theme", "sample"),
    rows=RECORDED[PRACTICE.key],
    released=False,  # a year in which nothing was recorded is not a year of none
    divided=False,
    of_a_year=True,
    why="People who are only told what is wrong stop listening.",
    ask=("Which good work have we told nobody of?",),
    shadow="disputes_raised",
    when=IN_PERIOD,
    population=answer_is(PRACTICE, "kind", "alert"),
    weight=_how_many,
)

METRICS: tuple[Metric, ...] = (
    DISPUTES_WITH_NEXT_REVIEW_ON_TIME,
    DISPUTES_WITH_CHILD_SETTLED_SINCE,
    DISPUTES_WITH_STEP_TO_LASTING_HOME,
    CHILDREN_WITH_A_DISPUTE,
    GOOD_PRACTICE_ALERTS,
)
