"""How child protection conferences were held: what the service recorded of each."""

from __future__ import annotations

from domain.about import About
from domain.due import ICPC_LIMIT, RECORD_LIMIT, working_days_after
from domain.recorded import CONFERENCES
from domain.tables import UNKNOWN, Bools, Ints, Recorded
from metrics.kernel import InPeriod
from metrics.kinds import Proportion, Rate, Split
from metrics.measure import CountedPart, Good, Metric, Unit
from metrics.recorded import IN_PERIOD, held, source_of, yes_or_no
from metrics.rows import ONCE_EACH, RECORDED

ROWS = RECORDED[CONFERENCES.key]
BOTH = "Child protection conferences, initial and review, held in the period"
WHY_THERE = "Whoever knows the child must be there, or the plan misses what they know."
WHY_HEARD = "A plan is kept by those who had a part in it."
LATE = (
    "Late is an initial conference more than 15 working days after its enquiry, and any "
    "for which a reason for being late is recorded."
)
WHY_LATE = "A child must be safe while everybody waits."
LATE_REASON = CONFERENCES.group_of(CONFERENCES.by_key["late_reason"])
AT_15_MONTHS = CONFERENCES.group_of(CONFERENCES.by_key["at_15_months"])
WHY_LONG = CONFERENCES.group_of(CONFERENCES.by_key["why_long"])
WHY_SHORT = CONFERENCES.group_of(CONFERENCES.by_key["why_short"])


def _of_enquiry(rows: Recorded) -> Bools:
    return held(rows) & rows.said("enquiry")


def _late(rows: Recorded) -> Bools:
    by = working_days_after(rows.values["enquiry"], ICPC_LIMIT)
    past = _of_enquiry(rows) & (rows.values["held"] > by)
    return past | (held(rows) & rows.said("late_reason"))


def _seen_meanwhile(rows: Recorded) -> Bools:
    seen = rows.values["seen_safe"]
    after = seen >= rows.values["enquiry"]
    return rows.said("seen_safe") & after & (seen <= rows.values["held"])


def _send_by(rows: Recorded) -> Ints:
    due = working_days_after(rows.values["held"], RECORD_LIMIT)
    due[~held(rows)] = UNKNOWN
    return due


LATE_CONFERENCES_BY_REASON = Split(
    key="late_conferences_by_reason",
    name="Late conferences, by reason",
    definition=(
        f"{BOTH}, that were late, by the reason that the service recorded. {LATE} "
        f"{ONCE_EACH}"
    ),
    numerator="for this reason",
    denominator="conferences held late in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=source_of(CONFERENCES, "held", "late_reason"),
    rows=ROWS,
    natural=LATE_REASON,
    divided=False,
    of_a_year=True,
    why=WHY_LATE,
    counted_words="conferences that were late",
    when=IN_PERIOD,
    population=_late,
)

LATE_CONFERENCES_WITH_CHILD_SEEN = Proportion(
    key="late_conferences_with_child_seen",
    name="Late conferences with the child seen safe meanwhile",
    short="Child seen safe before a late conference",
    definition=(
        f"{BOTH}, that were late, with a day recorded on which the child was seen safe, "
        "from the enquiry to the conference. One with no day counts as one without, "
        f"whether or not the child was seen. {LATE} {ONCE_EACH}"
    ),
    numerator="with a day before it on which the child was seen safe",
    denominator="conferences held late in the period",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=source_of(CONFERENCES, "held", "late_reason", "seen_safe"),
    rows=ROWS,
    divided=False,
    of_a_year=True,
    counted_words="conferences that were late, the child seen safe meanwhile",
    rest_words="conferences that were late, with no day recorded before it",
    why=WHY_LATE,
    ask=("Who made sure of the children of whom nothing is recorded?",),
    shadow="icpcs_held_within_15_working_days",
    when=IN_PERIOD,
    population=_late,
    passes=_seen_meanwhile,
)

CONFERENCES_CHAIRED_BY_ANOTHER_TEAM = yes_or_no(
    CONFERENCES,
    "same_team",
    cases="conferences",
    key="conferences_chaired_by_another_team",
    name="Initial conferences with an independent chair",
    definition=(
        "Initial conferences held in the period whose chair was not from the team that "
        f"made the enquiry. {ONCE_EACH}"
    ),
    counted="chaired from outside the team of the enquiry",
    rest="chaired from the team of the enquiry",
    why="A chair who made the enquiry would judge their own work.",
    ask=("Why did somebody of the same team chair?",),
    shadow="icpcs_held_within_15_working_days",
    wanted=0,
    population=_of_enquiry,
)

CONFERENCES_QUORATE = yes_or_no(
    CONFERENCES,
    "quorate",
    cases="conferences",
    key="conferences_quorate",
    name="Conferences that were quorate",
    definition=f"{BOTH}, to which enough agencies came to decide. {ONCE_EACH}",
    counted="that were quorate",
    rest="that were not quorate",
    why=WHY_THERE,
    ask=("Which agency was missing, and what did we do?",),
    shadow="agencies_attending_conferences",
)


def _agencies(column: str, **words: str) -> Rate:
    def both(rows: Recorded) -> Bools:
        return held(rows) & rows.said("invited") & rows.said(column)

    def part(weight: str) -> CountedPart:
        return CountedPart(ROWS, IN_PERIOD, both, lambda rows: rows.values[weight])

    return Rate(
        key=words["key"],
        name=words["name"],
        definition=(
            f"{words['what']}, for each 100 invited, over {BOTH[0].lower()}{BOTH[1:]}, "
            f"of which both numbers are recorded. {ONCE_EACH}"
        ),
        numerator=words["counted"],
        denominator="agencies invited to the same conferences",
        grain="agencies, once for each conference",
        unit=Unit.PERCENT,
        good=Good.HIGH,
        source=source_of(CONFERENCES, "held", "invited", column),
        rows=ROWS,
        divided=False,
        of_a_year=True,
        why=WHY_THERE,
        ask=("Which agency comes least, and who speaks to it?",),
        shadow="conferences_quorate",
        top=(part(column),),
        bottom=part("invited"),
        scale=100.0,
    )


AGENCIES_ATTENDING_CONFERENCES = _agencies(
    "attended",
    key="agencies_attending_conferences",
    name="Agencies that came to conferences",
    what="Agencies that came",
    counted="agencies that came",
)
AGENCIES_REPORTING_TO_CONFERENCES = _agencies(
    "reported",
    key="agencies_reporting_to_conferences",
    name="Agencies that reported to conferences",
    what="Agencies that sent a report",
    counted="agencies that reported",
)

CONFERENCE_REPORTS_SHARED_IN_TIME = yes_or_no(
    CONFERENCES,
    "shared_in_time",
    cases="conferences",
    key="conference_reports_shared_in_time",
    name="Conferences with the report shared in time",
    definition=f"{BOTH}, whose report the family had in time. {ONCE_EACH}",
    counted="whose report the family had in time",
    rest="whose report the family did not have in time",
    why="Nobody can answer what they read for the first time in the room.",
    ask=("What held the report up?",),
    shadow="parents_taking_part_in_conferences",
)

CONFERENCE_RECORDS_SENT_IN_TIME = Proportion(
    key="conference_records_sent_in_time",
    name="Records of conferences sent by working day 20",
    definition=(
        "Child protection conferences, initial and review, whose record was due in the "
        "period, 20 working days after the conference, and was sent by that day. Where "
        "no day of sending is recorded, nobody can say whether it was sent late, or not "
        f"at all. 20 days is the service's own limit. {ONCE_EACH}"
    ),
    numerator="with the record sent by working day 20",
    denominator="conferences whose record was due in the period and has a day of sending",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=source_of(CONFERENCES, "held", "record_sent"),
    rows=ROWS,
    divided=False,
    of_a_year=True,
    counted_words="conferences whose record was sent in time",
    rest_words="conferences whose record was sent late",
    why="Until they have the record, family and agencies cannot hold us to the plan.",
    ask=("Where do records wait: to be typed, or to be agreed?",),
    shadow="conference_reports_shared_in_time",
    aside_words="conferences without a day on which the record was sent",
    when=InPeriod(_send_by),
    population=held,
    unknown=lambda rows: ~rows.said("record_sent"),
    passes=lambda rows: rows.values["record_sent"] <= _send_by(rows),
)

CONFERENCES_AT_15_MONTHS = Split(
    key="conferences_at_15_months",
    name="Conferences at 15 months, by outcome",
    definition=(
        "Conferences held in the period because a plan was 15 months old, by what came "
        f"of them. One without an outcome recorded is not in it. {ONCE_EACH}"
    ),
    numerator="with this outcome",
    denominator="conferences held in the period because a plan was 15 months old",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=source_of(CONFERENCES, "held", "at_15_months"),
    rows=ROWS,
    natural=AT_15_MONTHS,
    divided=False,
    of_a_year=True,
    why="A plan that goes on for so long has not made the child safe.",
    when=IN_PERIOD,
    population=lambda rows: held(rows) & rows.said("at_15_months"),
)

LONG_PLANS_BY_REASON = Split(
    key="long_plans_by_reason",
    name="Long plans that go on, by reason",
    definition=(
        "Conferences held in the period from which a plan of 15 months or more went on, "
        "by the reason that the service recorded for its length. One without a reason "
        f"recorded is not in it. {ONCE_EACH}"
    ),
    numerator="for this reason",
    denominator="conferences held in the period with a reason why a plan is long",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=source_of(CONFERENCES, "held", "why_long"),
    rows=ROWS,
    about=About.CHILDREN,
    natural=WHY_LONG,
    divided=False,
    of_a_year=True,
    released=False,
    why="Only what keeps plans going on can be worked at.",
    counted_words="conferences that say why a plan is long",
    when=IN_PERIOD,
    population=lambda rows: held(rows) & rows.said("why_long"),
)

PLANS_ENDED_EARLY_BY_REASON = Split(
    key="plans_ended_early_by_reason",
    name="Plans ended within three months, by reason",
    definition=(
        "Conferences held in the period that ended a plan within three months of its "
        "start, by the reason that the service recorded. One without a reason recorded "
        f"is not in it. {ONCE_EACH}"
    ),
    numerator="for this reason",
    denominator="conferences held in the period with a reason why a plan ended early",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=source_of(CONFERENCES, "held", "why_short"),
    rows=ROWS,
    about=About.CHILDREN,
    natural=WHY_SHORT,
    divided=False,
    of_a_year=True,
    released=False,
    why="A plan that ends so soon was not needed, or ended too soon.",
    counted_words="conferences that say why a plan ended early",
    when=IN_PERIOD,
    population=lambda rows: held(rows) & rows.said("why_short"),
)

PLANS_ENDED_WITH_CONTINGENCY = yes_or_no(
    CONFERENCES,
    "contingency",
    cases="conferences",
    key="plans_ended_with_contingency",
    name="Contingency plan at ending",
    definition=(
        f"{BOTH}, that ended a plan and left another for what to do if things go wrong "
        "again. Those of which the service recorded yes or no are taken to have ended "
        f"one. {ONCE_EACH}"
    ),
    counted="that left a contingency plan",
    rest="that left no contingency plan",
    why="Families that come back need to know at once whom to call.",
    ask=("What happens for a family without one?",),
    shadow="plans_started_second_or_subsequent",
)

CONFERENCES_OFFERING_FAMILY_GROUP = yes_or_no(
    CONFERENCES,
    "family_group",
    cases="conferences",
    key="conferences_offering_family_group",
    name="Family group decision-making offered",
    definition=f"{BOTH}, at or before which the family was offered it. {ONCE_EACH}",
    counted="with family group decision-making offered",
    rest="without family group decision-making offered",
    why="The wider family may keep a child safe, if it is asked.",
    ask=("Why was it not offered, and to whom?",),
    shadow="plans_started_second_or_subsequent",
)

CHILDREN_TAKING_PART_IN_CONFERENCES = yes_or_no(
    CONFERENCES,
    "child_took_part",
    cases="conferences",
    key="children_taking_part_in_conferences",
    name="Conferences in which the child took part",
    definition=(
        f"{BOTH}, in which the child took part, in person or by another way. Children "
        f"of every age are counted. {ONCE_EACH}"
    ),
    counted="in which the child took part",
    rest="in which the child did not take part",
    why=WHY_HEARD,
    ask=("How did we learn what the other children think?",),
    shadow="parents_taking_part_in_conferences",
)

PARENTS_TAKING_PART_IN_CONFERENCES = yes_or_no(
    CONFERENCES,
    "parents_took_part",
    cases="conferences",
    key="parents_taking_part_in_conferences",
    name="Conferences in which parents took part",
    definition=f"{BOTH}, in which a parent took part. {ONCE_EACH}",
    counted="in which a parent took part",
    rest="in which no parent took part",
    why=WHY_HEARD,
    ask=("What keeps parents away?",),
    shadow="conference_reports_shared_in_time",
)

METRICS: tuple[Metric, ...] = (
    LATE_CONFERENCES_BY_REASON,
    LATE_CONFERENCES_WITH_CHILD_SEEN,
    CONFERENCES_CHAIRED_BY_ANOTHER_TEAM,
    CONFERENCES_QUORATE,
    AGENCIES_ATTENDING_CONFERENCES,
    AGENCIES_REPORTING_TO_CONFERENCES,
    CONFERENCE_REPORTS_SHARED_IN_TIME,
    CONFERENCE_RECORDS_SENT_IN_TIME,
    CONFERENCES_AT_15_MONTHS,
    LONG_PLANS_BY_REASON,
    PLANS_ENDED_EARLY_BY_REASON,
    PLANS_ENDED_WITH_CONTINGENCY,
    CONFERENCES_OFFERING_FAMILY_GROUP,
    CHILDREN_TAKING_PART_IN_CONFERENCES,
    PARENTS_TAKING_PART_IN_CONFERENCES,
)
