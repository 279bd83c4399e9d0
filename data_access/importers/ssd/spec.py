"""The tables of the Standard Safeguarding Dataset, told by the prefix of their fields.

Source: Standard Safeguarding Dataset specification, and the SystemC and Mosaic queries
that councils run for it; fields have lost and gained a trailing `_date`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, field_validator

from data_access.importers.template import (
    Spellings,
    Table,
    all_needed,
    first_of_each,
    most_of,
)


@dataclass(frozen=True, kw_only=True)
class ExtractTable(Table):
    """A table, its fields' prefix, and the table that it is read as a part of."""

    prefix: str
    read_with: str = ""


PERSON = ExtractTable("ssd_person", all_needed("PERS_PERSON_ID"), prefix="PERS")
EPISODES = ExtractTable(
    "ssd_cla_episodes",
    all_needed(
        "CLAE_PERSON_ID",
        "CLAE_CLA_EPISODE_START_DATE",
        "CLAE_CLA_EPISODE_CEASED_DATE",
        "CLAE_CLA_EPISODE_CEASED_REASON",
    ),
    prefix="CLAE",
)
REVIEWS = ExtractTable(
    "ssd_cla_reviews",
    all_needed("CLAR_CLA_REVIEW_DATE", "CLAR_CLA_REVIEW_CANCELLED"),
    prefix="CLAR",
)
ENQUIRIES = ExtractTable(
    "ssd_s47_enquiry",
    all_needed("S47E_S47_ENQUIRY_ID", "S47E_PERSON_ID", "S47E_S47_START_DATE"),
    prefix="S47E",
)
PLANS = ExtractTable(
    "ssd_cp_plans",
    all_needed(
        "CPPL_CP_PLAN_ID",
        "CPPL_PERSON_ID",
        "CPPL_CP_PLAN_START_DATE",
        "CPPL_CP_PLAN_END_DATE",
    ),
    prefix="CPPL",
)
PLAN_REVIEWS = ExtractTable(
    "ssd_cp_reviews",
    all_needed("CPPR_CP_PLAN_ID", "CPPR_CP_REVIEW_DATE"),
    prefix="CPPR",
)
PROFESSIONALS = ExtractTable(
    "ssd_professionals", all_needed("PROF_PROFESSIONAL_ID"), prefix="PROF"
)
INVOLVEMENTS = ExtractTable(
    "ssd_involvements",
    all_needed(
        "INVO_PROFESSIONAL_ID",
        "INVO_PROFESSIONAL_ROLE_ID",
        "INVO_INVOLVEMENT_START_DATE",
        "INVO_INVOLVEMENT_END_DATE",
    ),
    prefix="INVO",
)
PLACEMENTS = ExtractTable(
    "ssd_cla_placement",
    all_needed("CLAP_CLA_PLACEMENT_TYPE"),
    prefix="CLAP",
    read_with=EPISODES.name,
)
LEGAL = ExtractTable(
    "ssd_legal_status",
    all_needed(
        "LEGA_PERSON_ID",
        "LEGA_LEGAL_STATUS",
        "LEGA_LEGAL_STATUS_START_DATE",
        "LEGA_LEGAL_STATUS_END_DATE",
    ),
    prefix="LEGA",
    read_with=EPISODES.name,
)
VISITS = ExtractTable(
    "ssd_cla_visits", all_needed("CLAV_CLA_ID", "CLAV_CLA_VISIT_DATE"), prefix="CLAV"
)
PLAN_VISITS = ExtractTable(
    "ssd_cp_visits", all_needed("CPPV_CP_PLAN_ID", "CPPV_CP_VISIT_DATE"), prefix="CPPV"
)
HEALTH = ExtractTable(
    "ssd_cla_health",
    all_needed(
        "CLAH_PERSON_ID",
        "CLAH_HEALTH_CHECK_TYPE",
        "CLAH_HEALTH_CHECK_DATE",
        "CLAH_HEALTH_CHECK_STATUS",
    ),
    prefix="CLAH",
)
IMMUNISATIONS = ExtractTable(
    "ssd_cla_immunisations",
    all_needed(
        "CLAI_PERSON_ID",
        "CLAI_IMMUNISATIONS_STATUS",
        "CLAI_IMMUNISATIONS_STATUS_DATE",
    ),
    prefix="CLAI",
)
MISSING = ExtractTable(
    "ssd_missing",
    all_needed(
        "MISS_PERSON_ID",
        "MISS_MISSING_EPISODE_TYPE",
        "MISS_MISSING_EPISODE_START_DATE",
        "MISS_MISSING_EPISODE_END_DATE",
    ),
    prefix="MISS",
)
CARE_PLANS = ExtractTable(
    "ssd_cla_care_plan",
    all_needed(
        "LACP_PERSON_ID", "LACP_CLA_CARE_PLAN_START_DATE", "LACP_CLA_CARE_PLAN_JSON"
    ),
    prefix="LACP",
)
PERMANENCE = ExtractTable(
    "ssd_permanence",
    all_needed(
        "PERM_PERSON_ID",
        "PERM_ADM_DECISION_DATE",
        "PERM_MATCHED_DATE",
        "PERM_PLACED_FOR_ADOPTION_DATE",
        "PERM_DECISION_REVERSED_DATE",
    ),
    prefix="PERM",
)
FAMILIES = ExtractTable(
    "ssd_family",
    all_needed("FAMI_FAMILY_ID", "FAMI_PERSON_ID"),
    prefix="FAMI",
    read_with=PERSON.name,
)
DISABILITIES = ExtractTable(
    "ssd_disability",
    all_needed("DISA_PERSON_ID", "DISA_DISABILITY_CODE"),
    prefix="DISA",
    read_with=PERSON.name,
)
IMMIGRATION = ExtractTable(
    "ssd_immigration_status",
    all_needed("IMMI_PERSON_ID", "IMMI_IMMIGRATION_STATUS"),
    prefix="IMMI",
    read_with=PERSON.name,
)
CONFERENCES = ExtractTable(
    "ssd_initial_cp_conference",
    all_needed("ICPC_S47_ENQUIRY_ID", "ICPC_ICPC_DATE"),
    prefix="ICPC",
    read_with=ENQUIRIES.name,
)

# In the order in which they are loaded.
READ = (
    PERSON,
    EPISODES,
    REVIEWS,
    ENQUIRIES,
    PLANS,
    PLAN_REVIEWS,
    VISITS,
    PLAN_VISITS,
    HEALTH,
    IMMUNISATIONS,
    MISSING,
    CARE_PLANS,
    PERMANENCE,
    PROFESSIONALS,
    INVOLVEMENTS,
)
JOINED = (FAMILIES, DISABILITIES, IMMIGRATION, PLACEMENTS, LEGAL, CONFERENCES)
# The dataset's other tables, of which nothing is shown.
OTHERS: Mapping[str, str] = {
    "ADDR": "ssd_address",
    "CINA": "ssd_cin_assessments",
    "CINE": "ssd_cin_episodes",
    "CINF": "ssd_assessment_factors",
    "CINP": "ssd_cin_plans",
    "CINV": "ssd_cin_visits",
    "CLAC": "ssd_cla_convictions",
    "CLAS": "ssd_cla_substance_misuse",
    "CLEA": "ssd_care_leavers",
    "CONT": "ssd_contacts",
    "CSDQ": "ssd_sdq_scores",
    "DEPT": "ssd_department",
    "EARL": "ssd_early_help_episodes",
    "EHCA": "ssd_ehcp_assessment",
    "EHCN": "ssd_ehcp_named_plan",
    "EHCP": "ssd_ehcp_active_plans",
    "EHCR": "ssd_ehcp_requests",
    "LAPP": "ssd_cla_previous_permanence",
    "LINK": "ssd_linked_identifiers",
    "MOTH": "ssd_mother",
    "PREP": "ssd_pre_proceedings",
    "SEND": "ssd_send",
    "SENN": "ssd_sen_need",
    "VOCH": "ssd_voice_of_child",
}
BY_PREFIX: Mapping[str, ExtractTable] = {
    **{
        prefix: ExtractTable(name, (), prefix=prefix) for prefix, name in OTHERS.items()
    },
    **{table.prefix: table for table in (*READ, *JOINED)},
}
# The days that the dataset's queries choose rows by: something ended, or was held.
CHOSEN_BY = (
    "CLAE_CLA_EPISODE_CEASED_DATE",
    "CLAR_CLA_REVIEW_DATE",
    "S47E_S47_START_DATE",
    "ICPC_ICPC_DATE",
    "CPPL_CP_PLAN_END_DATE",
    "CPPR_CP_REVIEW_DATE",
)
# With the days that something began, all that tell how far an extract reaches.
DAYS = (*CHOSEN_BY, "CLAE_CLA_EPISODE_START_DATE", "CPPL_CP_PLAN_START_DATE")
DATE = "_DATE"
# Fields that older and newer extracts name with and without `_date`.
DATED = frozenset(
    {
        "PERS_DEATH_DATE",
        "CLAE_CLA_EPISODE_START_DATE",
        "CLAE_CLA_EPISODE_CEASED_DATE",
        "CLAE_ENTERED_CARE_DATE",
        "CLAE_CLA_LAST_IRO_CONTACT_DATE",
        "CLAP_CLA_PLACEMENT_START_DATE",
        "CLAP_CLA_PLACEMENT_END_DATE",
        "CLAR_CLA_REVIEW_DATE",
        "CLAR_CLA_REVIEW_DUE_DATE",
        "LEGA_LEGAL_STATUS_START_DATE",
        "LEGA_LEGAL_STATUS_END_DATE",
        "S47E_S47_START_DATE",
        "S47E_S47_END_DATE",
        "ICPC_ICPC_DATE",
        "ICPC_ICPC_TARGET_DATE",
        "CPPL_CP_PLAN_START_DATE",
        "CPPL_CP_PLAN_END_DATE",
        "CPPR_CP_REVIEW_DATE",
        "CPPR_CP_REVIEW_DUE_DATE",
        "INVO_INVOLVEMENT_START_DATE",
        "INVO_INVOLVEMENT_END_DATE",
        "CLAH_HEALTH_CHECK_DATE",
        "MISS_MISSING_EPISODE_START_DATE",
        "MISS_MISSING_EPISODE_END_DATE",
        "LACP_CLA_CARE_PLAN_START_DATE",
        "PERM_ADM_DECISION_DATE",
        "PERM_MATCHED_DATE",
        "PERM_PLACED_FOR_ADOPTION_DATE",
        "PERM_DECISION_REVERSED_DATE",
    }
)
ALIASES: Mapping[str, str] = {
    **{heading.removesuffix(DATE): heading for heading in DATED},
    "CLAR_CLA_PERSON_ID": "CLAR_PERSON_ID",
    "LACP_CLA_CARE_PLAN": "LACP_CLA_CARE_PLAN_JSON",
}


FIELDS = Spellings(ALIASES, str, others=True)


def columns_of(headings: Iterable[str]) -> dict[str, int]:
    """Return where each field stands, by the one name we use for it."""
    return first_of_each(FIELDS.headings(headings))


def table_of(headings: Iterable[str]) -> ExtractTable | None:
    """Return the table with most of its fields among the headings, if two are."""
    parted = (heading.partition("_") for heading in columns_of(headings))
    return most_of(
        Counter(
            BY_PREFIX[prefix]
            for prefix, underscore, _ in parted
            if underscore and prefix in BY_PREFIX
        )
    )


# What a council's role codes and job titles mean: IRO, chair, both, or neither.


ROLES_SETTING = "ssd_roles"  # the name of the CouncilSetting that keeps it
IRO, CHAIR, DUAL, IGNORED, WORKER = "iro", "cp_chair", "dual", "ignored", "worker"
MEANINGS = frozenset({IRO, CHAIR, DUAL, IGNORED, WORKER})
_IRO = re.compile(r"\bIROS?\b|\bINDEPENDENT REVIEWING OFFICER|\bREVIEWING OFFICER")
_CHAIR = re.compile(
    r"\bCP ?CHAIR|\bICPC ?CHAIR|\bCPC\b|CHILD PROTECTION (CONFERENCE )?CHAIR"
    r"|CONFERENCE CHAIR|INDEPENDENT CHAIR"
)
_WORKER = re.compile(
    r"\bSW\b|SOCIAL WORKER|CASE ?WORKER|KEY ?WORKER|ALLOCATED WORKER|CASE HOLDER"
)
_NEITHER = re.compile(
    r"\bSSW\b|\bTM\b|MANAGER|ASSISTANT|STUDENT|SUPPORT|PERSONAL ADVIS|\bPA\b|NURSE"
    r"|HEALTH|DOCTOR|\bGP\b|TEACHER|SCHOOL|POLICE|PRACTITIONER|ADMIN|FOSTER|ADOPTION"
    r"|THERAP|PSYCHOLOG|SOLICITOR|LEGAL|VISITOR|ADVOCATE|TEAM|PROBATION|YOUTH|CARER"
)


class StaffRoles(BaseModel):
    """A council's own meanings, by the code or title in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    meanings: dict[str, str] = Field(default_factory=dict)

    @field_validator("meanings")
    @classmethod
    def _known(cls, meanings: dict[str, str]) -> dict[str, str]:
        if unknown := set(meanings.values()) - MEANINGS:
            raise ValueError(f"expected one of {sorted(MEANINGS)}, found {unknown}")
        return {plain(typed): meaning for typed, meaning in meanings.items()}

    def meaning(self, typed: str) -> str | None:
        """Return what a code or title means; None where that is not known."""
        words = plain(typed)
        if not words:
            return IGNORED
        return self.meanings.get(words) or propose(words)


def plain(typed: str) -> str:
    """Return the words in capitals, whatever stands between them a space."""
    return " ".join(re.sub(r"[\W_]+", " ", typed.upper()).split())


def propose(words: str) -> str | None:
    """Return what plain words obviously mean; None where it is not obvious."""
    chairs, reviews = _CHAIR.search(words), _IRO.search(words)
    if chairs and reviews:
        return DUAL
    if reviews:
        return IRO
    if chairs:
        return CHAIR
    if _WORKER.search(words) and not _NEITHER.search(words):
        return WORKER
    return IGNORED if _NEITHER.search(words) else None
