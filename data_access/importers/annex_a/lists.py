"""The lists of Ofsted's Annex A and their headings, as far as they tell lists apart.

Source: Ofsted's child-level data template for inspections of children's services
(Annex A), and the spellings that councils and the Standard Safeguarding Dataset use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data_access.importers.template import (
    Column,
    Table,
    most_of,
    spellings,
)
from data_access.store.statements import ConferenceRecord, InCareRecord, PlanRecord


def _unused(number: int, *headings: str) -> Table:
    return Table(f"List {number}", tuple(Column(heading) for heading in headings))


def _needed(heading: str, *also: str) -> Column:
    return Column(heading, also, needed=True)


CHILD_ID = _needed(
    "Child Unique ID", "Unique Child ID", "Child ID", "Child Identifier", "Child's ID"
)
GENDER = Column("Gender", ("Sex",))
ETHNICITY = Column("Ethnicity", ("Ethnic Origin", "Ethnic Code"))
BORN = Column("Date of Birth", ("DOB", "Birth Date"))
DISABILITY = Column(
    "Does the Child have a Disability", ("Has Disability", "Disability", "Disabled")
)
ABOUT_CHILD = (CHILD_ID, GENDER, ETHNICITY, BORN, DISABILITY)

S47_STARTED = _needed(
    "Strategy discussion initiating Section 47 Enquiry Start Date",
    "Strategy discussion initiating S47 Enquiry Start Date",
    "Strat Discussion Date",
    "Strategy Discussion Date",
    "Section 47 Enquiry Start Date",
    "Section 47 Start Date",
    "S47 Start Date",
)
ICPC_UNNECESSARY = _needed(
    "Was an Initial Child Protection Conference deemed unnecessary?",
    "Initial CP Conf Unnecessary",
    "ICPC deemed unnecessary",
    "ICPC unnecessary",
    "ICPC not required",
)
ICPC_HELD = _needed(
    "Date of Initial Child Protection Conference",
    "Initial Child Protection Conference Date",
    "Initial CP Conf Date",
    "Date of ICPC",
    "ICPC Date",
)
PLAN_STARTED = _needed(
    "Child Protection Plan Start Date", "CP Plan Start Date", "CPP Start Date"
)
INITIAL_CATEGORY = Column("Initial Category of Abuse", ("Initial Category",))
LATEST_CATEGORY = Column("Latest Category of Abuse", ("Latest Category",))
PLAN_VISIT = Column(
    "Date of the Last Statutory Visit",
    ("Date of Last Statutory Visit", "Last Statutory Visit Date"),
)
CONFERENCE_HELD = _needed(
    "Date of latest review conference",
    "Date of the latest review conference",
    "Date of Latest Review Conf",
    "Latest Review Conference Date",
)
PLAN_ENDED = _needed(
    "Child Protection Plan End Date", "CP Plan End Date", "CPP End Date"
)
PREVIOUS_PLANS = Column(
    "Number of Previous Child Protection Plans",
    ("Number of Previous CP Plans", "Previous Child Protection Plans"),
)
CARE_STARTED = _needed(
    "Date Started to be Looked After",
    "Loooked After Start Date",
    "Looked After Start Date",
    "Started Looked After Date",
)
LEGAL_SINCE = Column(
    "Start date of current legal status",
    ("Most Recent Legal Status Start", "Legal Status Start Date"),
)
LEGAL_STATUS = Column("Child's Legal Status", ("Child Legal Status", "Legal Status"))
REVIEW_HELD = _needed("Date of Latest Statutory Review", "Latest Statutory Review Date")
WORKER_VISIT = Column(
    "Date of Last Social Work Visit",
    ("Date of the Last Social Work Visit", "Last Social Work Visit Date"),
)
IRO_VISIT = Column(
    "Date of Last IRO Visit / Contact to the Child",
    (
        "Date of Last IRO Visit",
        "Date of Last IRO Visit / Contact",
        "Last IRO Visit Date",
    ),
)
HEALTH_ASSESSED = Column(
    "Date of Last Health Assessment", ("Last Health Assessment Date",)
)
DENTAL_CHECK = Column("Date of Last Dental Check", ("Last Dental Check Date",))
CARE_CEASED = _needed("Date Ceased to be Looked After", "Ceased Looked After Date")
CEASED_REASON = Column(
    "Reason Ceased to be Looked After",
    ("Reason Ceased Looked After", "Ceased Looked After Reason"),
)
PLACED_SINCE = Column(
    "Start Date of Most Recent Placement",
    ("Most Recent Placement Start Date", "Most Recent Placement Start"),
)
PLACEMENT = Column("Placement Type")
PROVIDER = Column("Placement Provider")
LOCATION = Column("Placement Location")
LA_PLACED = Column("LA of Placement", ("LA Of Placement", "Placement LA"))
ALONE = Column(
    "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    ("Unaccompanied Asylum Seeking Child", "UASC Last 12 Months", "UASC"),
)

ENQUIRIES = Table(
    "List 5",
    (*ABOUT_CHILD, S47_STARTED, ICPC_UNNECESSARY, ICPC_HELD),
    ConferenceRecord.name,
)
PLANS = Table(
    "List 7",
    (
        *ABOUT_CHILD,
        PLAN_STARTED,
        INITIAL_CATEGORY,
        LATEST_CATEGORY,
        PLAN_VISIT,
        CONFERENCE_HELD,
        PLAN_ENDED,
        PREVIOUS_PLANS,
    ),
    PlanRecord.name,
)
IN_CARE = Table(
    "List 8",
    (
        *ABOUT_CHILD,
        ALONE,
        CARE_STARTED,
        LEGAL_SINCE,
        LEGAL_STATUS,
        REVIEW_HELD,
        WORKER_VISIT,
        IRO_VISIT,
        HEALTH_ASSESSED,
        DENTAL_CHECK,
        CARE_CEASED,
        CEASED_REASON,
        PLACED_SINCE,
        PLACEMENT,
        PROVIDER,
        LOCATION,
        LA_PLACED,
    ),
    InCareRecord.name,
)
READ = (ENQUIRIES, PLANS, IN_CARE)
UNUSED = (
    _unused(1, "Date of Contact", "Contact Source"),
    _unused(
        2,
        "Assessment start date",
        "Assessment completion date",
        "Organisation completing assessment",
    ),
    _unused(3, "Date of Referral", "Referral Source", "Referral NFA?"),
    _unused(
        4,
        "Continuous Assessment Start Date",
        "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
    ),
    _unused(6, "CIN Start Date", "CIN Closure Date", "Reason for Closure"),
    _unused(
        9,
        "LA In Touch",
        "Type of Accommodation",
        "Suitability of Accommodation",
        "Activity Status",
        "Eligibility Category",
    ),
    _unused(
        10,
        "Date the Child Entered Care",
        "Date of Decision that Child Should be Placed for Adoption",
        "Date of Placement Order",
        "Date Placed for Adoption",
    ),
    _unused(
        11,
        "Individual adopter identifier",
        "Date enquiry received",
        "Date Stage 1 started",
        "Date Stage 2 started",
    ),
)
LISTS = (*READ, *UNUSED)

# Which list a row of headings belongs to, however they are typed.


_NOT_WORD = re.compile(r"[^a-z0-9]")
_SUM_OF = re.compile(r"^sumof")
_YES_NO = re.compile(r"yn$")
_NAMED = {  # other names of sheets and files, as parts of words
    ENQUIRIES: re.compile(r"list0?5(?!\d)|sec47|s47|section47|icpc"),
    PLANS: re.compile(r"list0?7(?!\d)|protection|cpp"),
    IN_CARE: re.compile(
        r"list0?8(?!\d)|childrenincare|lookedafter|childrenlookedafter"
    ),
}


def _squeezed(words: str) -> str:
    return _NOT_WORD.sub("", words.casefold())


def plain(heading: str) -> str:
    """Return a heading as it is compared: small letters and digits, nothing else."""
    return _YES_NO.sub("", _SUM_OF.sub("", _squeezed(heading)))


_EVERY = spellings(tuple(each for one in LISTS for each in one.columns), plain)
_ABOUT_CHILD = {column.heading for column in ABOUT_CHILD}


def list_of(typed: Sequence[str]) -> Table | None:
    """Return the list that most of the headings are of, but for the child's own."""
    found = {*_EVERY.headings(typed).values()} - _ABOUT_CHILD
    return most_of(
        {each: sum(one.heading in found for one in each.columns) for each in LISTS}
    )


def list_named(name: str) -> Table | None:
    """Return the list that is read and that a sheet's name means."""
    squeezed = _squeezed(name)
    return next(
        (each for each, words in _NAMED.items() if words.search(squeezed)), None
    )
