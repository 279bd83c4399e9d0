"""How many children each IRO or chair works for."""

from __future__ import annotations

from domain.about import About
from domain.codes import CHILDREN_IN_CARE
from domain.rulebook import CASELOAD
from metrics.kernel import AtEnd, Mask
from metrics.kinds import Count, Proportion, Rate
from metrics.measure import CountedPart, Good, Metric, Unit
from metrics.rows import CARE_RETURN, CARE_SPANS, CENSUS, PLAN_SPANS, STAFF, Source

LOADS = Source(
    f"{CARE_RETURN}, {CENSUS[0].lower()}{CENSUS[1:]} and the council's staff list",
    "Episodes, ChildProtectionPlans, allocations, full-time equivalent",
    f"The {CASELOAD.cited} recommends {CASELOAD.says}",
    law=(CASELOAD,),
)
THERE = AtEnd(lambda rows: rows.start, lambda rows: rows.end)
IN_CARE = CountedPart(CARE_SPANS, THERE)
ON_PLANS = CountedPart(
    PLAN_SPANS, AtEnd(lambda rows: rows.start, lambda rows: rows.chaired_to)
)
FULL_TIME_POSTS = CountedPart(STAFF, THERE, weight=lambda rows: rows.fte, per=0.01)
PEOPLE = CountedPart(STAFF, THERE)
ASK = (
    "Does each IRO have time to see their children between reviews?",
    "Is any IRO asked to hold too many children?",
)
WHY = "An IRO with too many children cannot know each of them."
POSTS = "full-time posts filled by IROs and chairs on the last day of the period"
DUAL = (
    "Many IROs also chair child protection conferences, so children in care and "
    "children on plans are both their work; a child who is both counts in each. From the "
    "day on which lead practitioners chair a council's conferences, no child on a plan "
    "is counted."
)

CHILDREN_IN_CARE_AT_END = Count(
    key="children_in_care_at_end",
    name="Children in our care",
    definition=(
        "Children in our care at the end of the period. Series of short breaks are "
        "left out."
    ),
    numerator=f"{CHILDREN_IN_CARE} on the last day of the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=CARE_SPANS,
    why="Each of these children needs an IRO who knows them.",
    ask=("Are there enough IROs for this many children?",),
    shadow="caseload_per_fte",
    published="LACnum",
    when=THERE,
)


def _per_post(key: str, whom: str, named: str, top: tuple[CountedPart, ...]) -> Rate:
    return Rate(
        key=key,
        name=f"{whom} for each full-time post",
        short=f"{named} for each full-time post",
        definition=(
            f"{whom} at the end of the period, for each full-time post filled by an "
            "IRO or chair. Vacant posts are not counted."
        ),
        numerator=f"{whom[0].lower()}{whom[1:]} on the last day of the period",
        denominator=POSTS,
        grain="children for each post",
        unit=Unit.PER_FTE,
        good=Good.NEUTRAL,
        source=LOADS,
        rows=STAFF,
        about=About.STAFF,
        why=WHY,
        ask=ASK,
        shadow="reviews_held_on_time",
        caveat=DUAL,
        top=top,
        bottom=FULL_TIME_POSTS,
    )


def _per_person(key: str, whom: str, named: str, top: tuple[CountedPart, ...]) -> Rate:
    return Rate(
        key=key,
        name=f"{whom} for each IRO or chair",
        short=f"{named} for each IRO or chair",
        definition=(
            f"{whom} at the end of the period, for each IRO or chair in post, "
            "full-time or not."
        ),
        numerator=f"{whom[0].lower()}{whom[1:]} on the last day of the period",
        denominator="IROs and chairs in post on the last day of the period",
        grain="children for each person",
        unit=Unit.PER_IRO,
        good=Good.NEUTRAL,
        source=LOADS,
        rows=STAFF,
        about=About.STAFF,
        why=WHY,
        caveat=DUAL,
        top=top,
        bottom=PEOPLE,
    )


BOTH = "Children in care and on plans", "Caseload", (IN_CARE, ON_PLANS)
CARE_ONLY = "Children in care", "Children in care", (IN_CARE,)
PLANS_ONLY = "Children on plans", "Children on plans", (ON_PLANS,)

CASELOAD_PER_FTE = _per_post("caseload_per_fte", *BOTH)
CASELOAD_IN_CARE_PER_FTE = _per_post("caseload_in_care_per_fte", *CARE_ONLY)
CASELOAD_ON_PLANS_PER_FTE = _per_post("caseload_on_plans_per_fte", *PLANS_ONLY)
CASELOAD_PER_IRO = _per_person("caseload_per_iro", *BOTH)
CASELOAD_IN_CARE_PER_IRO = _per_person("caseload_in_care_per_iro", *CARE_ONLY)
CASELOAD_ON_PLANS_PER_IRO = _per_person("caseload_on_plans_per_iro", *PLANS_ONLY)

POSTS_FILLED = Count(
    key="posts_filled",
    name="Full-time posts filled",
    definition=(
        "Posts filled by IROs and chairs at the end of the period, in full-time posts: "
        "two people at half time fill one. Managers are left out."
    ),
    numerator=POSTS,
    grain="full-time posts",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=STAFF,
    about=About.STAFF,
    caveat="How many posts are vacant is said where the council has said how many it agreed.",
    when=THERE,
    weight=lambda rows: rows.fte,
    per=0.01,
)


def _of_staff(
    key: str, name: str, definition: str, passed: str, passes: Mask
) -> Proportion:
    return Proportion(
        key=key,
        name=name,
        definition=definition,
        numerator=passed,
        counted_words=f"IROs and chairs {passed}",
        denominator="IROs and chairs in post on the last day of the period",
        unit=Unit.PERCENT,
        good=Good.NEUTRAL,
        rows=STAFF,
        about=About.STAFF,
        when=THERE,
        passes=passes,
    )


STAFF_WITH_BOTH_ROLES = _of_staff(
    "staff_with_both_roles",
    "IROs who also chair conferences",
    "IROs and chairs in post at the end of the period, and those of them who both "
    "review children in care and chair child protection conferences.",
    "who are both IRO and chair",
    lambda rows: rows.dual,
)
STAFF_FROM_AGENCIES = _of_staff(
    "staff_from_agencies",
    "IROs and chairs from an agency",
    "IROs and chairs in post at the end of the period, and those of them whom an "
    "agency employs.",
    "employed by an agency",
    lambda rows: rows.agency,
)

STAFF_ON_PROBATION = Count(
    key="staff_on_probation",
    name="IROs and chairs on probation",
    definition="IROs and chairs in post at the end of the period whose probation runs.",
    numerator="IROs and chairs on probation on the last day of the period",
    unit=Unit.COUNT,
    good=Good.NEUTRAL,
    rows=STAFF,
    about=About.STAFF,
    caveat="Where the staff list tells of no probation, nobody is counted.",
    when=AtEnd(lambda rows: rows.start, lambda rows: rows.settled),
)

METRICS: tuple[Metric, ...] = (
    CHILDREN_IN_CARE_AT_END,
    CASELOAD_PER_FTE,
    CASELOAD_IN_CARE_PER_FTE,
    CASELOAD_ON_PLANS_PER_FTE,
    CASELOAD_PER_IRO,
    CASELOAD_IN_CARE_PER_IRO,
    CASELOAD_ON_PLANS_PER_IRO,
    POSTS_FILLED,
    STAFF_WITH_BOTH_ROLES,
    STAFF_FROM_AGENCIES,
    STAFF_ON_PROBATION,
)
