"""How long did disputes wait at each stage, and in all, by the council's own limits?"""

from __future__ import annotations

from domain.tables import RESOLUTIONS, UNKNOWN
from metrics.disputes import CLOCK, RESOLVED, WHY
from metrics.kinds import Median, Proportion
from metrics.measure import Good, Metric, Unit
from metrics.rows import DISPUTE_STAGES, DISPUTES

OF_THE_DAY = (
    "The limits are those that the council had on the day the dispute was raised. Where "
    "those name none for a stage, the log says by which day an answer is due."
)
WAITS = "A child waits for every answer."

DISPUTE_STAGES_ANSWERED_IN_TIME = Proportion(
    key="dispute_stages_answered_in_time",
    name="Answers to disputes that came within the council's limit for the stage",
    short="Answers to disputes in time",
    definition=(
        "Stages of disputes resolved in the period, and those of them at which the answer "
        f"came in time. {OF_THE_DAY}"
    ),
    numerator="answered in time",
    denominator="stages of disputes resolved in the period whose answer and limit are known",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=DISPUTE_STAGES,
    divided=False,
    of_a_year=True,
    files=(RESOLUTIONS,),
    counted_words="stages answered in time",
    rest_words="stages answered late",
    aside_words="stages whose answer or limit is not known",
    why=WAITS,
    ask=("At which stage do answers come late?",),
    shadow="disputes_answered_within_limits",
    when=RESOLVED,
    unknown=lambda rows: ~rows.in_time_known,
    passes=lambda rows: rows.in_time,
)

DISPUTE_WORKING_DAYS_AT_A_STAGE = Median(
    key="dispute_working_days_at_a_stage",
    name="Working days at a stage of a dispute",
    short="Days at a dispute's stage",
    definition=(
        "The middle number of working days from entering a stage to its answer, among the "
        "stages of disputes resolved in the period. Stages for which the log does not give "
        "both days are left out."
    ),
    numerator="stages of disputes resolved in the period with both days",
    unit=Unit.WORKING_DAYS,
    good=Good.LOW,
    rows=DISPUTE_STAGES,
    divided=False,
    of_a_year=True,
    files=(RESOLUTIONS,),
    why=WAITS,
    ask=("At which stage do disputes wait longest?",),
    shadow="dispute_stages_answered_in_time",
    when=RESOLVED,
    population=lambda rows: rows.working_days != UNKNOWN,
    measured=lambda rows: rows.working_days,
)

DISPUTES_RESOLVED_WITHIN_OWN_LIMIT = Proportion(
    key="disputes_resolved_within_own_limit",
    name="Disputes resolved within the council's own limit, all stages together",
    short="Disputes resolved within the council's limit",
    definition=(
        "Disputes resolved in the period within the working days that the council allowed "
        "in all, by its rules of the day they were raised: 20, where it says nothing else."
    ),
    numerator="within the council's own limit",
    denominator="disputes resolved in the period",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=CLOCK,
    rows=DISPUTES,
    divided=False,
    of_a_year=True,
    files=(RESOLUTIONS,),
    counted_words="disputes resolved within the limit",
    rest_words="disputes that took longer",
    why=WHY,
    ask=("What holds up the disputes that take longer?",),
    shadow="disputes_resolved_within_20_working_days",
    when=RESOLVED,
    passes=lambda rows: (
        (rows.working_days != UNKNOWN) & (rows.working_days <= rows.limit)
    ),
)

BY_STAGE = (DISPUTE_WORKING_DAYS_AT_A_STAGE, DISPUTE_STAGES_ANSWERED_IN_TIME)
METRICS: tuple[Metric, ...] = (
    DISPUTE_STAGES_ANSWERED_IN_TIME,
    DISPUTE_WORKING_DAYS_AT_A_STAGE,
    DISPUTES_RESOLVED_WITHIN_OWN_LIMIT,
)
