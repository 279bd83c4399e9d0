"""Is the health of children in care looked after, and do children go missing?"""

from __future__ import annotations

from domain.about import About
from domain.codes import CHILDREN_IN_CARE
from domain.tables import UNKNOWN
from metrics.continuity import IN_CARE_A_YEAR
from metrics.kernel import InPeriod, LastInPeriod, Mask
from metrics.kinds import Count, Proportion
from metrics.measure import Good, Metric, Unit
from metrics.rows import CARE_PERIODS, CARE_RETURN, CARE_SPANS, MISSING, Source

A_YEAR = f"{CHILDREN_IN_CARE} on the last day of the period, for 12 months or more"
SHORT = "Short breaks are left out."
RETURNED = (
    "The yearly return on children in care tells it of 31 March alone, and is believed "
    "more than lists of checks."
)
LISTED = (
    "Lists tell of the days from {months} after their first check to the end of the "
    "month of their last. An Annex A tells of each child's last check alone: of earlier "
    "days, a child checked again since may look as if not checked."
)
CHECKS = "the council's list of checks (extract or Annex A)"
WHY = "Children in care are more often in poor health than others, and it is our task."
NOT_HELD = "A national figure exists; this dashboard does not hold it."
ASK = "Which of these children waits, and for whom?"


def _in_time(
    key: str,
    name: str,
    definition: str,
    words: tuple[str, str, str],
    source: Source,
    passes: Mask,
    known: Mask,
    *,
    shadow: str,
    caveat: str,
) -> Proportion:
    return Proportion(
        key=key,
        name=name,
        definition=definition,
        numerator=words[0],
        denominator=A_YEAR,
        unit=Unit.PERCENT,
        good=Good.HIGH,
        source=source,
        rows=CARE_SPANS,
        about=About.CHILDREN,
        divided=False,
        of_a_year=True,
        counted_words=words[1],
        rest_words=words[2],
        aside_words="children of whom no file tells it on that day",
        why=WHY,
        ask=(ASK,),
        shadow=shadow,
        caveat=caveat,
        elsewhere=NOT_HELD,
        when=IN_CARE_A_YEAR,
        unknown=lambda rows: ~known(rows),
        passes=passes,
    )


HEALTH_ASSESSMENTS_IN_TIME = _in_time(
    "health_assessments_in_time",
    "Health assessments in time",
    "Children in our care at the end of the period, for 12 months or more, with a health "
    "assessment in the 12 months before; for a child under five, in the 6 months before. "
    f"One that was refused is none. {SHORT} {RETURNED}",
    (
        "with a health assessment in time",
        "children with a health assessment in time",
        "children without a health assessment in time",
    ),
    Source(
        f"{CARE_RETURN}, or {CHECKS}",
        "health (HEALTH_ASSESSMENT), date and kind of each health assessment",
    ),
    lambda rows: rows.assessed,
    lambda rows: rows.assessed_known,
    shadow="initial_health_assessments_in_time",
    caveat=(
        f"{LISTED.format(months='12 months')} Of children under five the Department asks "
        "for both assessments of the year; lists are asked for one in six months."
    ),
)
DENTAL_CHECKS_IN_TIME = _in_time(
    "dental_checks_in_time",
    "Dental checks in time",
    "Children in our care at the end of the period, for 12 months or more, whose teeth a "
    "dentist checked in time: in the 12 months before, until the council says otherwise. "
    f"One that was refused is none. {SHORT} {RETURNED}",
    (
        "with a dental check in time",
        "children with a dental check in time",
        "children without a dental check in time",
    ),
    Source(
        f"{CARE_RETURN}, or {CHECKS}", "health (TEETH_CHECK), date of each dental check"
    ),
    lambda rows: rows.dentist,
    lambda rows: rows.dentist_known,
    shadow="health_assessments_in_time",
    caveat=LISTED.format(months="as many months"),
)
IMMUNISATIONS_UP_TO_DATE = _in_time(
    "immunisations_up_to_date",
    "Immunisations up to date",
    "Children in our care at the end of the period, for 12 months or more, whose "
    "immunisations are up to date by the last answer that a file gives. An answer holds "
    f"for 12 months, or until there is another. {SHORT}",
    (
        "whose immunisations are up to date",
        "children whose immunisations are up to date",
        "children whose immunisations are not up to date",
    ),
    Source(
        f"{CARE_RETURN}, or the council's extract",
        "health (IMMUNISATIONS), immunisations up to date and the day of that",
    ),
    lambda rows: rows.immunised,
    lambda rows: rows.immunised_known,
    shadow="health_assessments_in_time",
    caveat="What has come due since the day of the answer is not known.",
)

INITIAL_HEALTH_ASSESSMENTS_IN_TIME = Proportion(
    key="initial_health_assessments_in_time",
    name="First health assessments in time",
    definition=(
        "Children whose first health assessment fell due in the period, while they were "
        "in our care, and was done by that day. It is due 20 working days after care "
        "began, until the council says otherwise; of a child who left our care by the due "
        "day none is. One done up to three months before care counts. Only assessments that a file calls initial count: where none is, "
        f"nothing is known. {SHORT}"
    ),
    numerator="done by the day it was due",
    denominator="children whose first health assessment fell due in the period",
    grain="children, once for each time they came into care",
    unit=Unit.PERCENT,
    good=Good.HIGH,
    source=Source(
        f"{CARE_RETURN} and the council's extract",
        "Episodes (DECOM, RNE), date and kind of each health assessment",
    ),
    rows=CARE_PERIODS,
    released=False,  # with it, a small council's days to permanence can be worked out
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    counted_words="children first assessed in time",
    rest_words="children not first assessed in time",
    aside_words="children who came into care when no file told of first assessments",
    why="A child who comes into care may be ill without anybody knowing.",
    ask=("What made first assessments late: consent, the request, or the clinic?",),
    shadow="health_assessments_in_time",
    when=InPeriod(lambda rows: rows.initial_due),
    population=lambda rows: rows.initial_due != UNKNOWN,
    unknown=lambda rows: ~rows.initial_known,
    passes=lambda rows: (
        (rows.initial_done != UNKNOWN) & (rows.initial_done <= rows.initial_due)
    ),
)

NOT_AWAY = (
    "Being away without leave, where it was known where the child was, is left out. "
    f"{SHORT}"
)
CHILDREN_MISSING_FROM_CARE = Count(
    key="children_missing_from_care",
    name="Children missing from care",
    definition=(
        "Children in our care who went missing at least once in the period, each counted "
        f"once. {NOT_AWAY}"
    ),
    numerator="children in our care who went missing in the period",
    grain="children, each once, with the last time in the period",
    unit=Unit.COUNT,
    good=Good.LOW,
    rows=MISSING,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    why="A child who is missing may be in danger, or run from something.",
    ask=("What do children say, once they are back, of why they went?",),
    shadow="missing_episodes",
    elsewhere=(
        "The national figure is a share of all children in care in the year; this is "
        "how many, so the two are not set side by side."
    ),
    when=LastInPeriod(lambda rows: rows.start, lambda rows: rows.next_start),
)
MISSING_EPISODES = Count(
    key="missing_episodes",
    name="Times children went missing from care",
    short="Times children went missing",
    definition=(
        "Times that children in our care went missing in the period. A child may have "
        f"several. {NOT_AWAY}"
    ),
    numerator="times that children in our care went missing in the period",
    unit=Unit.COUNT,
    good=Good.LOW,
    rows=MISSING,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    why="A child who goes missing again and again has not been helped yet.",
    ask=("Which children go again and again, and what would keep them?",),
    shadow="children_missing_from_care",
    elsewhere=NOT_HELD,
    when=InPeriod(lambda rows: rows.start),
)

METRICS: tuple[Metric, ...] = (
    HEALTH_ASSESSMENTS_IN_TIME,
    DENTAL_CHECKS_IN_TIME,
    IMMUNISATIONS_UP_TO_DATE,
    INITIAL_HEALTH_ASSESSMENTS_IN_TIME,
    CHILDREN_MISSING_FROM_CARE,
    MISSING_EPISODES,
)
