"""The collections' code lists: one place for each code, its words and its group.

Sources: SSDA903 and CIN census guides, Department for Education. Lists are wider than
any one year's, so that old and new returns are both read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

NOT_RECORDED: Final = "Not recorded"
CHILDREN_IN_CARE: Final = "children in our care"

# How a child took part in a review (SSDA903 REVIEW_CODE).
PARTICIPATION: Mapping[str, str] = {
    "PN0": "Under 4 at the review",
    "PN1": "Attended and spoke for themselves",
    "PN2": "Attended, an advocate spoke for them",
    "PN3": "Attended, gave views without speech",
    "PN4": "Attended, gave no views",
    "PN5": "Did not attend, briefed an advocate",
    "PN6": "Did not attend, sent views another way",
    "PN7": "Did not attend, sent no views",
}
TOOK_PART = frozenset({"PN1", "PN2", "PN3", "PN5", "PN6"})
ATTENDED = frozenset({"PN1", "PN2", "PN3", "PN4"})
AGED_UNDER_4, FOUR = "PN0", 4  # years old

UNDER_4, UNHEARD = "Under 4", "Not heard"
PARTICIPATION_GROUPS: Mapping[str, str] = {
    "PN1": "Own voice",
    "PN2": "Supported",
    "PN3": "Supported",
    "PN5": "Represented",
    "PN6": "Represented",
    "PN4": UNHEARD,
    "PN7": UNHEARD,
    "PN0": UNDER_4,
}

LEGAL_STATUS: Mapping[str, str] = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "Section 20, single period",
    "V3": "Short breaks, episodes recorded",
    "V4": "Short breaks, agreement recorded",
    "J1": "On remand",
    "J2": "Detained under PACE",
    "J3": "Youth rehabilitation order",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
}
LEGAL_STATUS_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("C1", "C2"), "Care order"),
    **dict.fromkeys(("E1", "D1"), "Placement or freeing order"),
    "V2": "Voluntary (section 20)",
    **dict.fromkeys(("L1", "L2", "L3"), "Emergency protection"),
    **dict.fromkeys(("J1", "J2", "J3"), "Youth justice"),
    **dict.fromkeys(("V3", "V4"), "Short breaks"),
}
SHORT_BREAKS = frozenset({"V3", "V4"})
CARE_ORDERS, PLACEMENT_ORDER, BY_AGREEMENT = frozenset({"C1", "C2"}), "E1", "V2"

PLACEMENTS: Mapping[str, str] = {
    "U1": "Family or friends foster care, long term",
    "U2": "Family or friends foster care, may adopt",
    "U3": "Family or friends foster care",
    "U4": "Foster care, long term",
    "U5": "Foster care, may adopt",
    "U6": "Foster care",
    "A3": "Placed for adoption with former foster carer, by consent",
    "A4": "Placed for adoption, by consent",
    "A5": "Placed for adoption with former foster carer, by order",
    "A6": "Placed for adoption, by order",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "K3": "Supported accommodation, registered",
    "H5": "Semi-independent living",
    "P1": "With parents",
    "P2": "Independent living",
    "P3": "Living where they work",
    "R1": "Residential care home",
    "R2": "Hospital or other health setting",
    "R3": "Family centre, or mother and baby unit",
    "R5": "Young offender institution",
    "S1": "Residential school",
    "T0": "Temporary move",
    "T1": "In hospital for a time",
    "T2": "On holiday",
    "T3": "Away while the foster carer is on holiday",
    "T4": "Temporary, seven days or less",
    "Z1": "Other placement",
}
LONG_TERM_CARE = frozenset({"U1", "U4"})  # foster care that is meant to last
WITH_PARENTS, FOR_ADOPTION = "P1", frozenset({"A3", "A4", "A5", "A6"})
BY_THEIR_FOSTER_CARER = frozenset({"A3", "A5"})  # for adoption, without a move
TEMPORARY = frozenset({"T0", "T1", "T2", "T3", "T4"})  # the child comes back
PLACEMENT_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("U1", "U2", "U3"), "Foster care with family or friends"),
    **dict.fromkeys(("U4", "U5", "U6"), "Foster care with others"),
    **dict.fromkeys(("A3", "A4", "A5", "A6"), "Placed for adoption"),
    **dict.fromkeys(("K1", "K2"), "Children's or secure home"),
    **dict.fromkeys(("K3", "H5", "P2"), "Supported or independent living"),
    "P1": "Placed with parents",
    **dict.fromkeys(("P3", "R1", "R2", "R3", "R5", "S1"), "Other residential setting"),
    **dict.fromkeys(("T0", "T1", "T2", "T3", "T4"), "Temporary placement"),
    **dict.fromkeys(("Z1", "Z11", "Z12", "Z13", "Z14"), "Other placement"),
}

REASON_NEW_EPISODE = frozenset({"S", "L", "P", "T", "B", "U"})  # RNE
SAME_CARER = frozenset({"L", "T", "U"})  # RNE: the child did not move
STARTED_LOOKED_AFTER = "S"
DIED = "E2"  # REC
CARE_GOES_ON = "X1"  # REC: the episode ends, another begins the same day
REASON_EPISODE_CEASED = frozenset(
    {CARE_GOES_ON, DIED, "E3", "E4", "E4A", "E4B", "E99"}
    | {f"E{number}" for number in (*range(5, 18), *range(41, 49))}
)
REASONS_CARE_ENDED: Mapping[str, str] = {
    DIED: "Died",
    "E3": "Another council took over care",
    "E4": "Returned home",
    "E4A": "Returned home, as planned",
    "E4B": "Returned home, not as planned",
    "E5": "Independent living with support",
    "E6": "Independent living without support",
    "E7": "Moved to residential care for adults",
    "E8": "Another reason",
    "E9": "Sentenced to custody",
    "E11": "Adopted, not opposed",
    "E12": "Adopted, the court dispensed with consent",
    "E13": "Lives with parents, family or others without parental responsibility",
    "E14": "Remand ended",
    "E15": "Found to be 18 or over",
    "E16": "Moved abroad",
    "E17": "Turned 18 and stayed with the same carers",
    "E41": "Child arrangements order",
    "E42": "Special guardianship",
    "E43": "Special guardianship, to former foster carers",
    "E44": "Special guardianship, to others",
    "E45": "Special guardianship, to former foster carers who are family or friends",
    "E46": "Special guardianship, to other former foster carers",
    "E47": "Special guardianship, to other family or friends",
    "E48": "Special guardianship, to others",
    "E99": "Not recorded",
}
ANY_OTHER_REASON, NO_REASON = "E8", "E99"  # REC: says nothing of where a child went
ADOPTED, GUARDIANSHIP = "Adopted", "Special guardianship or child arrangements"
EXITS: Mapping[str, str] = {  # reasons that care ended, by where children went
    **dict.fromkeys(("E4", "E4A", "E4B", "E13"), "To parents or family"),
    **dict.fromkeys((f"E{number}" for number in range(41, 49)), GUARDIANSHIP),
    **dict.fromkeys(("E11", "E12"), ADOPTED),
    **dict.fromkeys(("E5", "E6", "E7", "E17"), "Turned 18 or independent"),
    **dict.fromkeys(
        (DIED, "E3", ANY_OTHER_REASON, "E9", "E14", "E15", "E16"), "Another reason"
    ),
}
REVERSED: Mapping[str, str] = {  # why a child is no longer to be adopted
    "RD1": "The child's needs changed",
    "RD2": "The court made no placement order",
    "RD3": "No adopters were found",
    "RD4": "Another reason",
}
PROVIDERS: Mapping[str, str] = {
    "PR0": "parents or others with parental responsibility",
    "PR1": "the council",
    "PR2": "another council",
    "PR3": "another public body",
    "PR4": "a private provider",
    "PR5": "a charity or other voluntary body",
}
PLACEMENT_PROVIDERS = frozenset(PROVIDERS)
LOCATIONS: Mapping[str, str] = {
    "IN": "In the council's area",
    "OUT": "Outside the council's area",
}
OUTSIDE = "OUT"

ABUSE: Mapping[str, str] = {
    "NEG": "Neglect",
    "PHY": "Physical abuse",
    "SAB": "Sexual abuse",
    "EMO": "Emotional abuse",
    "MUL": "Multiple",
}

SEXES: Mapping[str, str] = {"M": "Male", "F": "Female", "U": "Unknown"}
SEX_SPELLINGS: Mapping[str, str] = {
    "M": "M",
    "F": "F",
    "U": "U",
    "1": "M",
    "2": "F",
    "0": "U",
    "9": "U",
    "MALE": "M",
    "FEMALE": "F",
    "UNKNOWN": "U",
}

WALES, SCOTLAND, NORTHERN_IRELAND = "Wales", "Scotland", "Northern Ireland"
OUTSIDE_UK = "Outside the United Kingdom"
FAR_MILES = 20  # from home; more than so many is far
NEAR, FAR = "20 miles or less", "More than 20 miles"
DISABILITY: Mapping[bool, str] = {True: "Disabled", False: "Not disabled"}
ALONE: Mapping[bool, str] = {  # or was one, as files say
    True: "Unaccompanied asylum-seeking",
    False: "Not unaccompanied",
}
ETHNIC_GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("WBRI", "WIRI", "WIRT", "WOTH", "WROM"), "White"),
    **dict.fromkeys(("MWBC", "MWBA", "MWAS", "MOTH"), "Mixed"),
    **dict.fromkeys(("AIND", "APKN", "ABAN", "AOTH", "CHNE", "CNHE"), "Asian"),
    **dict.fromkeys(("BCRB", "BAFR", "BOTH"), "Black"),
    "OOTH": "Other",
    **dict.fromkeys(("REFU", "NOBT"), "Refused or not obtained"),
}

AGE_BANDS: tuple[tuple[str, int], ...] = (  # words, first age in the band
    ("Under 1", 0),
    ("1 to 4", 1),
    ("5 to 9", 5),
    ("10 to 15", 10),
    ("16 and over", 16),
)


def say(codes: Mapping[str, str], code: str | None) -> str:
    """Return a code's words; one that is not on the list is said as it is."""
    return codes.get(code, code) if code else NOT_RECORDED


def group_labels(groups: Mapping[str, str]) -> tuple[str, ...]:
    """Return the groups of a code list in its own order, the unknown group first."""
    return (NOT_RECORDED, *dict.fromkeys(groups.values()))


def age_band(born: date | None, on: date) -> str:
    """Return the age band on a day; an unborn child is `Under 1`."""
    if born is None:
        return NOT_RECORDED
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return [words for words, first in AGE_BANDS if first <= max(age, 0)][-1]


IROS_BANDS = (NOT_RECORDED, "1 IRO", "2 IROs", "3 or more IROs")
AVOIDABLE, CHILD_CENTRED, OTHER_DELAY = (
    *("Avoidable by us", "Delay for the child's sake"),
    "Another delay",
)
LATE_KINDS = (NOT_RECORDED, AVOIDABLE, CHILD_CENTRED, OTHER_DELAY)
OUTCOMES = (NOT_RECORDED, "Changed", "Partly changed", "Not changed", "Withdrawn")
SERVICE_BANDS = (
    NOT_RECORDED,
    "Under 1 year",
    "1 year, under 2",
    "2 years, under 5",
    "5 years or more",
)

WORKING_DAY_BANDS = (NOT_RECORDED, "0 to 10", "11 to 15", "16 to 20", "21 or more")
DURATION_BANDS = (
    NOT_RECORDED,
    "3 months or less",
    "Over 3 to 6 months",
    "Over 6 months, under 1 year",
    "1 year, under 2 years",
    "2 years or more",
)
