"""Initial child protection conferences: held in time after the enquiry began?"""

from __future__ import annotations

from domain.due import ICPC_LIMIT
from domain.tables import UNKNOWN, Bools, Conferences
from metrics.kernel import AtEnd, InPeriod
from metrics.kinds import Count, Proportion, Split
from metrics.measure import Good, Metric, Unit
from metrics.rows import CENSUS, CONFERENCES, ONCE_EACH, Source

HELD_IN_PERIOD = InPeriod(lambda rows: rows.held)
WHY = "Until the conference, nobody has decided together how to keep the child safe."


def _held_here(rows: Conferences) -> Bools:
    return (rows.held != UNKNOWN) & ~rows.transfer_in


def _clock_unknown(rows: Conferences) -> Bools:
    return rows.working_days == UNKNOWN


ICPCS_HELD_WITHIN_15_WORKING_DAYS = Proportion(
    key="icpcs_held_within_15_working_days",
    name="Initial conferences held within 15 working days",
    definition=(
        "Initial child protection conferences (ICPCs) held in the period, 15 working "
        "days or fewer after the section 47 enquiry began. A conference answers one "
        "enquiry: the latest before it, or the earliest if the council's own rules say "
        f"so. Transfers in from another council are left out. {ONCE_EACH}"
    ),
    numerator="held within 15 working days",
    denominator="initial conferences held in the period",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    rows=CONFERENCES,
    counted_words="initial conferences held in time",
    rest_words="initial conferences that were late",
    why=WHY,
    ask=(
        "How was each child kept safe while the conference was late?",
        "Which services could not come in time?",
    ),
    shadow="plans_started_second_or_subsequent",
    caveat="Published figures may count transfers in.",
    published="CP_conf_15days",
    differs=(
        "Transfers in from another council are left out here; the Department does not "
        "say whether its figure counts them."
    ),
    counterpart="icpcs_transferred_in",
    aside_words="conferences with no enquiry date recorded",
    when=HELD_IN_PERIOD,
    population=_held_here,
    unknown=_clock_unknown,
    passes=lambda rows: rows.working_days <= ICPC_LIMIT,
)

ICPCS_BY_WORKING_DAYS = Split(
    key="icpcs_by_working_days",
    name="Initial conferences by working days taken",
    definition=(
        "Initial conferences held in the period, by working days since the section "
        f"47 enquiry began. Transfers in are left out. {ONCE_EACH}"
    ),
    numerator="in this band",
    denominator="initial conferences held in the period",
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    rows=CONFERENCES,
    why=WHY,
    natural="working_day_band",
    published="ICPC",
    when=HELD_IN_PERIOD,
    population=_held_here,
)

ICPCS_TRANSFERRED_IN = Count(
    key="icpcs_transferred_in",
    name="Transfer-in conferences",
    definition=(
        "Conferences held in the period for children who moved here while on another "
        f"council's plan. {ONCE_EACH}"
    ),
    numerator="transfer-in conferences held in the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    source=Source(CENSUS, "CINdetails (DateOfInitialCPC)"),
    rows=CONFERENCES,
    divided=False,
    when=HELD_IN_PERIOD,
    population=lambda rows: (rows.held != UNKNOWN) & rows.transfer_in,
)

ICPCS_OVERDUE = Count(
    key="icpcs_overdue",
    name="Initial conferences overdue",
    definition=(
        "Section 47 enquiries more than 15 working days old on the last day of the "
        "period, with no conference held and none recorded as not needed, for children "
        "under 18. Whether an "
        "enquiry stays overdue once a later one has led to a conference is one of the "
        "council's own rules: it does, unless they say otherwise."
    ),
    numerator="enquiries past 15 working days on the last day of the period",
    grain="enquiries",
    unit=Unit.COUNT,
    good=Good.LOW,
    rows=CONFERENCES,
    divided=False,
    why=WHY,
    caveat="May include enquiries that ended and were not marked as needing none.",
    when=AtEnd(lambda rows: rows.due + 1, lambda rows: rows.settled),
    population=lambda rows: (rows.due != UNKNOWN) & ~rows.transfer_in,
)

METRICS: tuple[Metric, ...] = (
    ICPCS_HELD_WITHIN_15_WORKING_DAYS,
    ICPCS_BY_WORKING_DAYS,
    ICPCS_TRANSFERRED_IN,
    ICPCS_OVERDUE,
)
