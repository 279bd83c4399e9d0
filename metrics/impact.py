"""From dispute to difference: the way disputes went, and what came of them."""

from __future__ import annotations

from domain.dispute_rows import Disputes
from domain.recorded import FOLLOW_UP
from domain.tables import RESOLUTIONS, Bools, Recorded
from metrics.disputes import FOLLOWED_UP, IMPACT, RAISED, RESOLVED, WHY
from metrics.kernel import InPeriod
from metrics.kinds import Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.rows import DISPUTES, RECORDED, Source

STAGES = Source("The council's dispute log", "stage, date entered, date of the answer")
FOLLOW_UPS = RECORDED[FOLLOW_UP.key]
ON_ITS_DAY = InPeriod(lambda rows: rows.day)
NONE, PARTLY, FULLY = (
    FOLLOW_UP.place_of("impact", code) for code in ("none", "partly", "fully")
)


def _path_unknown(rows: Disputes) -> Bools:
    return ~rows.path_known


DISPUTES_RAISED_INFORMALLY = Proportion(
    key="disputes_raised_informally",
    name="Disputes that began informally",
    definition=(
        "Disputes raised in the period that entered at a stage which the council calls "
        "informal, by its rules of the day they were raised."
    ),
    numerator="that began informally",
    denominator="disputes raised in the period whose stages are known",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=STAGES,
    rows=DISPUTES,
    divided=False,
    of_a_year=True,
    counted_words="disputes that began informally",
    rest_words="disputes that began formally",
    aside_words="disputes whose stages are not known",
    why="A quiet word may settle it soonest, or may leave no trace. Neither is better.",
    ask=("What do we settle with a word, and what do we not?",),
    shadow="informal_disputes_that_went_on",
    when=RAISED,
    unknown=_path_unknown,
    passes=lambda rows: rows.informal,
)

INFORMAL_DISPUTES_THAT_WENT_ON = Proportion(
    key="informal_disputes_that_went_on",
    name="Informal disputes that went on to a formal stage",
    short="Informal disputes that went on",
    definition=(
        "Disputes resolved in the period that began informally, and those of them that "
        "entered a formal stage before they were resolved."
    ),
    numerator="that went on to a formal stage",
    denominator="disputes resolved in the period that began informally",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=STAGES,
    rows=DISPUTES,
    divided=False,
    of_a_year=True,
    files=(RESOLUTIONS,),
    counted_words="disputes that went on to a formal stage",
    rest_words="disputes settled informally",
    why="It tells whether a quiet word is heard.",
    ask=("Why was a quiet word not enough?",),
    shadow="disputes_raised_informally",
    when=RESOLVED,
    population=lambda rows: rows.path_known & rows.informal,
    passes=lambda rows: rows.went_on,
)

DISPUTES_THAT_SKIPPED_A_STAGE = Proportion(
    key="disputes_that_skipped_a_stage",
    name="Disputes that skipped a stage",
    definition=(
        "Disputes raised in the period that have gone past a stage of the council's "
        "list, between the lowest and the highest that they entered, without entering it."
    ),
    numerator="that skipped a stage",
    denominator="disputes raised in the period whose stages are known",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=STAGES,
    rows=DISPUTES,
    divided=False,
    of_a_year=True,
    counted_words="disputes that skipped a stage",
    rest_words="disputes that skipped none",
    aside_words="disputes whose stages are not known",
    why="A stage that is often skipped may be one that nobody expects an answer from.",
    when=RAISED,
    unknown=_path_unknown,
    passes=lambda rows: rows.skipped,
)

DISPUTES_ANSWERED_WITHIN_LIMITS = Proportion(
    key="disputes_answered_within_limits",
    name="Disputes answered within the council's limit at every stage",
    short="Disputes answered in time at every stage",
    definition=(
        "Disputes resolved in the period that were answered in time at every stage. The "
        "limits are those that the council had on the day they were raised. Where those "
        "name none for a stage, the log says by which day an answer is due."
    ),
    numerator="answered in time at every stage",
    denominator="disputes resolved in the period whose answers and limits are known",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=STAGES,
    rows=DISPUTES,
    divided=False,
    of_a_year=True,
    files=(RESOLUTIONS,),
    counted_words="disputes answered in time at every stage",
    rest_words="disputes answered late at a stage",
    aside_words="disputes whose answers or limits are not known",
    why="A child waits for every answer.",
    ask=("At which stage do answers come late?",),
    shadow="disputes_resolved_within_20_working_days",
    when=RESOLVED,
    unknown=lambda rows: ~rows.limits_known,
    passes=lambda rows: rows.in_limits,
)

DISPUTES_BY_IMPACT = Split(
    key="disputes_by_impact",
    name="Disputes resolved, by their impact for the child",
    short="Impact of disputes",
    definition=(
        "Disputes resolved in the period, by whether what was asked for came about for "
        "the child: not at all, partly, fully, or too early to say."
    ),
    numerator="with this impact",
    denominator="disputes resolved in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=FOLLOWED_UP,
    rows=DISPUTES,
    natural=IMPACT,
    of_a_year=True,
    files=(RESOLUTIONS,),
    why=WHY,
    when=RESOLVED,
)


def _impact_unknown(rows: Disputes) -> Bools:
    """Return those of which nothing is recorded, or that it is too early to say."""
    impact = rows.groups[IMPACT]
    return (impact != NONE) & (impact != PARTLY) & (impact != FULLY)


DISPUTES_THAT_MADE_A_DIFFERENCE = Proportion(
    key="disputes_that_made_a_difference",
    name="Disputes that made a difference for the child",
    definition=(
        "Disputes resolved in the period of which the service has recorded that what "
        "was asked for came about for the child, partly or fully."
    ),
    numerator="whose impact is partly or fully what was asked for",
    denominator="disputes resolved in the period whose impact is known",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=FOLLOWED_UP,
    rows=DISPUTES,
    divided=False,
    of_a_year=True,
    files=(RESOLUTIONS,),
    counted_words="disputes that made a difference",
    rest_words="disputes that changed nothing",
    aside_words="disputes whose impact is not recorded, or too early to say",
    why="A dispute is raised so that something changes for a child.",
    ask=("What changed for the child, and what stopped the others?",),
    shadow="disputes_with_impact_recorded",
    when=RESOLVED,
    unknown=_impact_unknown,
    passes=lambda rows: rows.groups[IMPACT] != NONE,
)


def _used(column: str, key: str, what: str) -> Proportion:
    """Return the share of disputes followed up in which something was used."""

    def unknown(rows: Recorded) -> Bools:
        return ~rows.said(column)

    def passes(rows: Recorded) -> Bools:
        return rows.yes(column)

    return Proportion(
        key=key,
        name=f"Disputes in which {what} was used",
        definition=(
            "Disputes raised in the period of which the service has recorded whether "
            f"{what} was used."
        ),
        numerator=f"in which {what} was used",
        denominator="disputes raised in the period of which it is recorded",
        unit=Unit.PERCENT,
        good=Good.NEUTRAL,
        rows=FOLLOW_UPS,
        divided=False,
        of_a_year=True,
        counted_words=f"disputes in which {what} was used",
        rest_words=f"disputes in which {what} was not used",
        aside_words="disputes followed up, of which it is not recorded",
        why="An IRO has a right to both, and uses them where a child needs it.",
        when=ON_ITS_DAY,
        unknown=unknown,
        passes=passes,
    )


DISPUTES_WITH_CAFCASS = _used("cafcass", "disputes_with_cafcass", "Cafcass")
DISPUTES_WITH_LEGAL_ADVICE = _used(
    "legal_advice", "disputes_with_legal_advice", "legal advice"
)

METRICS: tuple[Metric, ...] = (
    DISPUTES_RAISED_INFORMALLY,
    INFORMAL_DISPUTES_THAT_WENT_ON,
    DISPUTES_THAT_SKIPPED_A_STAGE,
    DISPUTES_ANSWERED_WITHIN_LIMITS,
    DISPUTES_BY_IMPACT,
    DISPUTES_THAT_MADE_A_DIFFERENCE,
    DISPUTES_WITH_CAFCASS,
    DISPUTES_WITH_LEGAL_ADVICE,
)
