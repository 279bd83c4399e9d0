"""Disputes raised by IROs and chairs (the dispute resolution process, DRP)."""

from __future__ import annotations

from domain.codes import CHILDREN_IN_CARE
from domain.dispute_rows import Disputes
from domain.due import DISPUTE_LIMIT
from domain.recorded import FOLLOW_UP
from domain.rulebook import DISPUTE_SETTLED
from domain.tables import RESOLUTIONS, UNKNOWN, Bools
from metrics.kernel import AtEnd, InPeriod
from metrics.kinds import Count, Median, Proportion, Rate, Split
from metrics.measure import CountedPart, Good, Metric, Unit
from metrics.rows import CARE_SPANS, DISPUTES, Source

CLOCK = Source(
    "The council's dispute log",
    "date raised, date resolved",
    law=(DISPUTE_SETTLED,),
)
IMPACT = FOLLOW_UP.group_of(FOLLOW_UP.by_key["impact"])
FOLLOWED_UP = Source(
    "The council's dispute log and what the service recorded of each dispute",
    "date resolved; impact, of the sheet Disputes follow-up",
)
WHY = (
    "More disputes are not worse: they can show that IROs speak up for children. "
    "What matters is how soon they are settled, and whether anything changes."
)
RAISED = InPeriod(lambda rows: rows.raised)
RESOLVED = InPeriod(lambda rows: rows.resolved)


def _resolved_in_time(rows: Disputes) -> Bools:
    return (rows.working_days != UNKNOWN) & (rows.working_days <= DISPUTE_LIMIT)


DISPUTES_RAISED = Count(
    key="disputes_raised",
    name="Disputes raised",
    definition=(
        "Disputes raised in the period. A dispute that climbs from stage to stage is "
        "one dispute, shown under the stage it entered at."
    ),
    numerator="disputes raised in the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=DISPUTES,
    why=WHY,
    ask=(
        "What do IROs challenge most, and what have we done about it?",
        "Does any IRO raise none, and why?",
    ),
    shadow="disputes_resolved_within_20_working_days",
    when=RAISED,
)

DISPUTES_OPEN = Count(
    key="disputes_open",
    name="Disputes open",
    definition="Disputes raised and not resolved by the end of the period.",
    numerator="disputes open on the last day of the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=DISPUTES,
    divided=False,
    why=WHY,
    ask=("Which dispute has been open longest, and who has to act?",),
    shadow="disputes_resolved_within_20_working_days",
    when=AtEnd(lambda rows: rows.raised, lambda rows: rows.resolved),
)

DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS = Proportion(
    key="disputes_resolved_within_20_working_days",
    name="Disputes resolved within 20 working days",
    definition=(
        "Disputes resolved in the period, 20 working days or fewer after they were "
        "raised, all stages together. A dispute still open is not seen by this figure."
    ),
    numerator="within 20 working days of being raised",
    denominator="disputes resolved in the period",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=CLOCK,
    rows=DISPUTES,
    divided=False,
    files=(RESOLUTIONS,),
    counted_words="disputes resolved in time",
    rest_words="disputes that took longer",
    why=WHY,
    ask=(
        "What holds up the disputes that take longer?",
        "What changed for the child once a dispute was settled?",
    ),
    shadow="disputes_raised",
    when=RESOLVED,
    passes=_resolved_in_time,
)


def _raised_too_lately(rows: Disputes) -> Bools:
    """Open still, and not yet 20 working days old: nobody can say."""
    return (rows.working_days == UNKNOWN) & ~rows.past_limit


DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS = Proportion(
    key="disputes_raised_and_resolved_within_20_working_days",
    name="Disputes raised that were resolved within 20 working days",
    short="Disputes raised and resolved in time",
    definition=(
        "Disputes raised in the period that were resolved 20 working days or fewer "
        "later. One still open after 20 working days counts as not resolved in time."
    ),
    numerator="resolved within 20 working days",
    denominator="disputes raised in the period and resolved, or open past the limit",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=CLOCK,
    rows=DISPUTES,
    counted_words="disputes resolved in time",
    rest_words="disputes not resolved in time",
    why=WHY,
    aside_words="disputes open and not yet 20 working days old",
    when=RAISED,
    unknown=_raised_too_lately,
    passes=_resolved_in_time,
)

DISPUTE_WORKING_DAYS_TO_RESOLVE = Median(
    key="dispute_working_days_to_resolve",
    name="Working days to resolve a dispute",
    definition=(
        "The middle number of working days from raised to resolved, among disputes "
        "resolved in the period."
    ),
    numerator="disputes resolved in the period",
    unit=Unit.WORKING_DAYS,
    good=Good.LOW,
    source=CLOCK,
    rows=DISPUTES,
    divided=False,
    files=(RESOLUTIONS,),
    why=WHY,
    ask=("Where do disputes wait: with us, or with somebody else?",),
    shadow="disputes_raised",
    when=RESOLVED,
    population=lambda rows: rows.working_days != UNKNOWN,
    measured=lambda rows: rows.working_days,
)

DISPUTES_PER_100_CHILDREN = Rate(
    key="disputes_per_100_children",
    short="Disputes per 100 children",
    name="Disputes for each 100 children in care",
    definition=(
        f"Disputes raised in the period for each 100 {CHILDREN_IN_CARE} at its end. "
        "No national figure exists to compare it with."
    ),
    numerator="disputes raised in the period",
    denominator=f"{CHILDREN_IN_CARE} on the last day of the period",
    unit=Unit.PER_100,
    good=Good.NEUTRAL,
    rows=DISPUTES,
    divided=False,
    why=WHY,
    ask=("Do IROs feel free to challenge us?",),
    shadow="disputes_resolved_within_20_working_days",
    top=(CountedPart(DISPUTES, RAISED),),
    bottom=CountedPart(
        CARE_SPANS, AtEnd(lambda rows: rows.start, lambda rows: rows.end)
    ),
    scale=100.0,
)

DISPUTES_WITH_IMPACT_RECORDED = Proportion(
    key="disputes_with_impact_recorded",
    name="Disputes with their impact recorded",
    definition=(
        "Disputes resolved in the period of which the service has recorded what came "
        "of it for the child: nothing, part, all, or that it is too early to say."
    ),
    numerator="with an impact recorded",
    denominator="disputes resolved in the period",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=FOLLOWED_UP,
    rows=DISPUTES,
    divided=False,
    files=(RESOLUTIONS,),
    counted_words="disputes with an impact recorded",
    rest_words="disputes without an impact recorded",
    why=WHY,
    ask=("What came of the disputes whose impact nobody has recorded?",),
    shadow="disputes_raised",
    when=RESOLVED,
    passes=lambda rows: rows.groups[IMPACT] != 0,
)

OUTCOME = Source("The council's dispute log", "outcome, date resolved")
READ = (
    "The words of the log are read as the council says, or as they seem to mean; words "
    "that fit none of these count as not recorded."
)

DISPUTES_BY_OUTCOME = Split(
    key="disputes_by_outcome",
    name="Disputes resolved, by what came of them",
    short="What came of disputes",
    definition=(
        "Disputes resolved in the period, by whether what was challenged changed, changed "
        f"in part, did not change, or the dispute was withdrawn. {READ}"
    ),
    numerator="with this outcome",
    denominator="disputes resolved in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=OUTCOME,
    rows=DISPUTES,
    natural="outcome",
    files=(RESOLUTIONS,),
    why=WHY,
    when=RESOLVED,
)

DISPUTES_WITH_OUTCOME_RECORDED = Proportion(
    key="disputes_with_outcome_recorded",
    name="Disputes resolved with an outcome recorded",
    definition=(
        "Disputes resolved in the period whose outcome the log records, in words that "
        f"can be read. {READ}"
    ),
    numerator="with an outcome recorded",
    denominator="disputes resolved in the period",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=OUTCOME,
    rows=DISPUTES,
    divided=False,
    files=(RESOLUTIONS,),
    counted_words="disputes with an outcome recorded",
    rest_words="disputes without an outcome recorded",
    why="Where nobody writes down what came of a dispute, nobody learns from it.",
    when=RESOLVED,
    passes=lambda rows: rows.groups["outcome"] > 0,
)

METRICS: tuple[Metric, ...] = (
    DISPUTES_RAISED,
    DISPUTES_OPEN,
    DISPUTES_RESOLVED_WITHIN_20_WORKING_DAYS,
    DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS,
    DISPUTE_WORKING_DAYS_TO_RESOLVE,
    DISPUTES_PER_100_CHILDREN,
    DISPUTES_WITH_IMPACT_RECORDED,
    DISPUTES_BY_OUTCOME,
    DISPUTES_WITH_OUTCOME_RECORDED,
)
