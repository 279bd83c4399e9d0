"""Where children in care live, for how long, and how they leave for good."""

from __future__ import annotations

from dataclasses import replace

from domain.about import About
from domain.codes import CHILDREN_IN_CARE, FAR
from domain.labels import FIXED_LABELS
from domain.tables import OPEN, UNKNOWN, Bools, CarePeriods, CareSpans, Rows
from metrics.kernel import AtEnd, Column, InPeriod, Mask
from metrics.kinds import Count, Median, Proportion, Split
from metrics.measure import Good, Metric, Unit, everyone, nobody
from metrics.rows import (
    CARE_PERIODS,
    CARE_RETURN,
    CARE_SPANS,
    CENSUS,
    PLAN_SPANS,
    Source,
)

IN_CARE_AT_END = AtEnd(lambda rows: rows.start, lambda rows: rows.end)
LEFT = InPeriod(lambda rows: rows.end)
LAST_DAY = f"{CHILDREN_IN_CARE} on the last day of the period"
LEAVING = "children who left care in the period"
LEAVERS = "children, once for each time they left care"
BREAKS = "Series of short breaks are left out."
MOVES = Source(CARE_RETURN, "Episodes (DECOM, RNE, PLACE, PLACE_PROVIDER, DEC)")
PLACES = Source(CARE_RETURN, "Episodes (LS, PLACE, PL_LOCATION, DECOM, DEC)")
DISTANCES = Source(
    "The Standard Safeguarding Dataset, or the return as it is given back",
    "ssd_cla_placement (clap_cla_placement_distance); Episodes (PL_DISTANCE)",
)
NO_MOVE = (
    "A change of legal status, a new name for a placement with the same carer, and a "
    "temporary stay from which the child comes back are no move. How the Department "
    "treats a temporary stay was not checked."
)
BEFORE = (
    "Where the first file loaded begins in the middle, months are counted from the first "
    "line that it has of the child, so that a few children may have been there longer."
)
WHY_MOVES = "A child who moves again and again loses carers, friends and school."
WHY_HOME = "A child who lives safely at home may no longer need a care order."
WHY_DAYS = "A day of waiting is long in the life of a small child."
WHY_LEAVING = "How care ends says whether children found a home that lasts."

EXITS_BY_REASON = Split(
    key="exits_by_reason",
    name="How care ended",
    definition=(
        "Children who left care in the period, by how they left: to parents or family, "
        "to a special guardian or under a child arrangements order, or by adoption. "
        "Others turned 18 or live on their own, or left for another reason. A child who "
        "left twice counts twice. Care that goes on as short breaks has not ended. "
        f"{BREAKS}"
    ),
    numerator="who left so",
    denominator=LEAVING,
    grain=LEAVERS,
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    rows=CARE_PERIODS,
    about=About.CHILDREN,
    natural="exit_reason",
    divided=False,
    why=WHY_LEAVING,
    when=LEFT,
)

EXITS_WITHOUT_A_REASON = Proportion(
    key="exits_without_a_reason",
    name="Left care, and no reason says how",
    short="Left care, reason not clear",
    definition=(
        "Children who left care in the period and for whom no reason is recorded, or "
        "only “any other reason” (code E8), which says nothing of where the child went. "
        "Care that a later return no longer has, or that went on past 18, ended without "
        f"a reason too. {BREAKS}"
    ),
    numerator="with no reason recorded, or “any other reason”",
    denominator=LEAVING,
    grain=LEAVERS,
    unit=Unit.PERCENT,
    good=Good.LOW,
    rows=CARE_PERIODS,
    counted_words="children who left care without a clear reason",
    rest_words="children who left care for a reason that is recorded",
    divided=False,
    why="If nobody records why care ended, nobody can learn from it.",
    ask=("What happened to the children whose reason is not recorded?",),
    shadow="children_in_care_at_end",
    when=LEFT,
    passes=lambda rows: rows.unsaid,
)

CHILDREN_AT_HOME_FOR_12_MONTHS = Count(
    key="children_at_home_for_12_months",
    name="Children with their parents on a care order for 12 months",
    short="At home on a care order",
    definition=(
        "Children in our care at the end of the period who have lived with their parents, "
        "on an interim or a full care order, for 12 calendar months or more without a "
        "break."
    ),
    numerator="children with their parents on a care order for 12 months or more",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    source=PLACES,
    rows=CARE_SPANS,
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    caveat=BEFORE,
    why=WHY_HOME,
    ask=("For which of these children could the order be discharged?",),
    shadow="children_in_care_at_end",
    when=IN_CARE_AT_END,
    population=lambda rows: rows.home_12,
)


def _days(
    key: str,
    name: str,
    event: str,
    among: str,
    day: Column,
    population: Mask,
    short: str = "",
) -> Median:
    def known(rows: CarePeriods) -> Bools:
        told: Bools = population(rows) & rows.start_known
        return told

    return Median(
        key=key,
        name=name,
        short=short,
        definition=(
            f"The middle number of days from the day that care began to {event}, among "
            f"{among} in the period. Where the first day of care is not known the child "
            "is left out."
        ),
        numerator=f"{among} in the period",
        unit=Unit.DAYS,
        good=Good.LOW,
        rows=CARE_PERIODS,
        grain="children, each once for a time in care",
        about=About.CHILDREN,
        divided=False,
        of_a_year=True,
        why=WHY_DAYS,
        when=InPeriod(day),
        population=known,
        measured=lambda rows: day(rows) - rows.start,
    )


DAYS_TO_PLACEMENT_ORDER = _days(
    "days_to_placement_order",
    "Days in care before a placement order",
    "the first placement order",
    "children with a first placement order",
    lambda rows: rows.ordered,
    lambda rows: rows.ordered != UNKNOWN,
)
DAYS_TO_PLACEMENT_FOR_ADOPTION = _days(
    "days_to_placement_for_adoption",
    "Days in care before a placement for adoption",
    "the first placement for adoption",
    "children first placed for adoption",
    lambda rows: rows.placed,
    lambda rows: rows.placed != UNKNOWN,
    "Days before placement for adoption",
)
DAYS_TO_ADOPTION = replace(
    _days(
        "days_to_adoption",
        "Days in care before adoption",
        "the adoption",
        "children adopted",
        lambda rows: rows.end,
        lambda rows: rows.adopted & (rows.end != OPEN),
    ),
    ask=("At which step do children wait longest?",),
    shadow="exits_without_a_reason",
)
DAYS_TO_SPECIAL_GUARDIANSHIP = _days(
    "days_to_special_guardianship",
    "Days in care before special guardianship or child arrangements",
    "the order",
    "children who left care under a special guardianship or child arrangements order",
    lambda rows: rows.end,
    lambda rows: rows.guardianship & (rows.end != OPEN),
    "Days before special guardianship",
)


def _of_children(
    key: str,
    name: str,
    definition: str,
    numerator: str,
    words: tuple[str, str],
    passes: Mask,
    *,
    good: Good,
    why: str,
    ask: str,
    shadow: str,
    source: Source = PLACES,
    about: About = About.SERVICE,
    denominator: str = LAST_DAY,
    aside: str = "",
    population: Mask = everyone,
    unknown: Mask = nobody,
    published: str = "",
    differs: str = "",
    caveat: str = "",
) -> Proportion:
    return Proportion(
        key=key,
        name=name,
        definition=definition,
        numerator=numerator,
        denominator=denominator,
        unit=Unit.PERCENT,
        good=good,
        source=source,
        rows=CARE_SPANS,
        about=about,
        counted_words=words[0],
        rest_words=words[1],
        aside_words=aside,
        why=why,
        ask=(ask,),
        shadow=shadow,
        published=published,
        differs=differs,
        caveat=caveat,
        divided=False,
        of_a_year=True,
        when=IN_CARE_AT_END,
        population=population,
        unknown=unknown,
        passes=passes,
    )


ACCOMMODATED_OVER_6_MONTHS = _of_children(
    "accommodated_over_6_months",
    "In care by agreement for over six months",
    "Children in our care under section 20, by agreement and without an order, at the end "
    "of the period, who had been so for more than six calendar months without a break.",
    "under section 20 for more than six months",
    (
        "children in care by agreement for more than six months",
        "children in care by agreement for six months or less",
    ),
    lambda rows: rows.agreed_6,
    good=Good.NEUTRAL,
    why="Without an order a child's future can stay undecided for too long.",
    ask="Does each of these children have a plan for a lasting home?",
    shadow="children_in_care_at_end",
    about=About.CHILDREN,
    denominator="children in our care under section 20 on the last day of the period",
    caveat=BEFORE,
    population=lambda rows: rows.agreed,
)


def far_away(rows: Rows) -> Bools:
    """Return which rows are of a child placed more than 20 miles from home."""
    far: Bools = rows.groups["distance"] == FIXED_LABELS["distance"].index(FAR)
    return far


CHILDREN_PLACED_OUT_OF_AREA = _of_children(
    "children_placed_out_of_area",
    "Children placed outside the council's area",
    "Children in our care at the end of the period who live outside the council's area. "
    f"How far they live from home is another figure. {BREAKS}",
    "living outside the council's area",
    ("children outside the council's area", "children in the council's area"),
    lambda rows: rows.outside,
    good=Good.NEUTRAL,
    why="A child far away is harder to visit, and may lose family, friends and school.",
    ask="How often is each child who lives outside our area seen?",
    shadow="children_with_three_or_more_placements",
    aside="children for whom it is not recorded where they live",
    unknown=lambda rows: ~rows.outside_known,
    differs=(
        "It counts every child outside the area; the Department's figure of distance "
        "counts only those more than 20 miles from home."
    ),
)
CHILDREN_PLACED_FAR_AWAY = replace(
    _of_children(
        "children_placed_far_away",
        "Children placed more than 20 miles from home",
        "Children in our care at the end of the period who live more than 20 miles from "
        "home, as the files measure it: in the council's area or outside. Where no file "
        "says how far it is not known: of children who came from abroad or had no fixed "
        f"home no file does. {BREAKS}",
        "living more than 20 miles from home",
        (
            "children more than 20 miles from home",
            "children 20 miles from home or less",
        ),
        far_away,
        good=Good.NEUTRAL,
        why="Twenty miles are a journey that family and friends may not be able to make.",
        ask="Who chose a home so far away, and is it still the right one?",
        shadow="children_placed_out_of_area",
        source=DISTANCES,
        about=About.CHILDREN,
        aside="children of whom it is not known how far from home they live",
        unknown=lambda rows: rows.groups["distance"] == 0,
        denominator=f"{LAST_DAY}, of whom it is known how far from home they live",
    ),
    short="Placed more than 20 miles from home",
    elsewhere=(
        "The Department publishes those who live outside the council's area as well, so "
        "its figure is not set beside this."
    ),
    released=False,
)


def _far_and_where(rows: CareSpans) -> Bools:
    told: Bools = far_away(rows) & (rows.groups["region"] > 0)
    return told


FAR_AWAY_BY_REGION = Split(
    key="far_away_by_region",
    name="Where children more than 20 miles from home are placed",
    short="More than 20 miles from home",
    definition=(
        "Children in our care at the end of the period who live more than 20 miles from "
        "home, by the region of the council that they live in. Those of whom the region "
        f"is not recorded are not in it. {BREAKS}"
    ),
    numerator="who live there",
    denominator=(
        "children more than 20 miles from home on the last day of the period, whose "
        "region is recorded"
    ),
    unit=Unit.PERCENT,
    good=Good.NEUTRAL,
    source=Source(
        "The return as it is given back, or Ofsted's Annex A",
        "Episodes (PL_LA); List 8 (LA of Placement)",
    ),
    rows=CARE_SPANS,
    about=About.CHILDREN,
    natural="region",
    divided=False,
    of_a_year=True,
    released=False,
    why="Several children in one place far away can be visited in one journey.",
    when=IN_CARE_AT_END,
    population=_far_and_where,
)
CHILDREN_WITH_THREE_OR_MORE_PLACEMENTS = _of_children(
    "children_with_three_or_more_placements",
    "Three or more placements in 12 months",
    "Children in our care at the end of the period who lived in three placements or more "
    "in the 12 months up to then. The placement in which those months began counts; one "
    f"of less than a day does not. {NO_MOVE} {BREAKS}",
    "with three or more placements in 12 months",
    (
        "children with three or more placements",
        "children with one or two placements",
    ),
    lambda rows: rows.moved_often,
    good=Good.LOW,
    why=WHY_MOVES,
    ask="Why did these children have to move, and what would have held the placement?",
    shadow="children_placed_out_of_area",
    source=MOVES,
    aside="children of whose last 12 months the files that are loaded do not tell",
    unknown=lambda rows: ~rows.moved_known,
    published="LACStable_2016on",
)


def _long_term_or_maybe(rows: CareSpans) -> Bools:
    return rows.long_term | ~rows.stable_known


CHILDREN_IN_LONG_TERM_STABILITY = _of_children(
    "children_in_long_term_stability",
    "Long-term stability",
    "Children under 16 who at the end of the period had been in our care for two and a half "
    "years or more without a break, and had lived in one placement for two of them. For a "
    "child placed for adoption, that placement and the one before count as one. "
    f"{NO_MOVE}",
    "in one placement for two years or more",
    ("children settled for two years or more", "children not settled for two years"),
    lambda rows: rows.stable,
    good=Good.HIGH,
    why="Children do better with carers who stay.",
    ask="What helped placements to last, and where did they break down?",
    shadow="children_with_three_or_more_placements",
    source=MOVES,
    denominator="children under 16 in our care for two and a half years or more",
    aside="children of whom the files loaded do not tell for how long, or how old they are",
    population=_long_term_or_maybe,
    unknown=lambda rows: ~rows.stable_known,
    published="LACStable_long_term",
)

CHILDREN_IN_CARE_AND_ON_PLANS = Count(
    key="children_in_care_and_on_plans",
    name="Children in care who are on a child protection plan too",
    short="In care and on a plan",
    definition=(
        "Children in our care at the end of the period who are the subject of a child "
        f"protection plan as well. {BREAKS}"
    ),
    numerator="children in our care and on a plan on the last day of the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    source=Source(
        f"{CARE_RETURN}, {CENSUS[0].lower()}{CENSUS[1:]}",
        "Episodes (DECOM, DEC), ChildProtectionPlans (CPPstartDate, CPPendDate)",
    ),
    rows=CARE_SPANS,
    files=(CARE_SPANS.coverage, PLAN_SPANS.coverage),
    about=About.CHILDREN,
    divided=False,
    of_a_year=True,
    why="A child in our care should be safe without a plan, or somebody must say why not.",
    ask=("Why does each of these children need both?",),
    shadow="plans_open",
    when=IN_CARE_AT_END,
    population=lambda rows: rows.on_plan,
)

METRICS: tuple[Metric, ...] = (
    EXITS_BY_REASON,
    EXITS_WITHOUT_A_REASON,
    CHILDREN_AT_HOME_FOR_12_MONTHS,
    DAYS_TO_PLACEMENT_ORDER,
    DAYS_TO_PLACEMENT_FOR_ADOPTION,
    DAYS_TO_ADOPTION,
    DAYS_TO_SPECIAL_GUARDIANSHIP,
    ACCOMMODATED_OVER_6_MONTHS,
    CHILDREN_PLACED_OUT_OF_AREA,
    CHILDREN_PLACED_FAR_AWAY,
    FAR_AWAY_BY_REGION,
    CHILDREN_WITH_THREE_OR_MORE_PLACEMENTS,
    CHILDREN_IN_LONG_TERM_STABILITY,
    CHILDREN_IN_CARE_AND_ON_PLANS,
)
