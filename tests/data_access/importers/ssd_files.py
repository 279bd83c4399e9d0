"""Invented extracts of the Standard Safeguarding Dataset, table by table."""

import csv
import io

from data_access.importers.importer import ReadingContext, SourceFile
from data_access.importers.ssd import ssd
from data_access.importers.ssd.extract import Extract
from tests.data_access.councils import cells_of
from tests.data_access.importers.importing import TODAY

EPISODES = """
    clae_cla_episode_id | clae_person_id | clae_cla_placement_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason | clae_cla_id | clae_cla_last_iro_contact_date | clae_entered_care_date
    E1 | C1 | P1 | 2023-06-01 00:00:00.000 | S | 2023-09-01 00:00:00.000 | X1  | A1 | 1900-01-01 00:00:00.000 | 2023-06-01 00:00:00.000
    E2 | C1 |    | 2023-09-01 00:00:00.000 | L |                         |     | A1 | 1900-01-01 00:00:00.000 | 2023-06-01 00:00:00.000
    E3 | C2 |    | 2024-02-05 00:00:00.000 | S | 2024-11-20 00:00:00.000 | E4A | A2 | 1900-01-01 00:00:00.000 | 2024-02-05 00:00:00.000
    E0 | C9 |    | 2022-05-01 00:00:00.000 | S | 2023-05-10 00:00:00.000 | E4A | A9 | 1900-01-01 00:00:00.000 | 2022-05-01 00:00:00.000
"""
LEGAL = """
    lega_legal_status_id | lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
    L1 | C1 | Single period of accommodation Sec. 20 | 2023-06-01 | 2023-09-01
    L2 | C1 | Supervision order                      | 2023-09-01 |
    L3 | C1 | Interim care order Sec. 38             | 2023-09-01 |
    L9 | C9 | C2                                     | 2022-05-01 | 2023-05-10
    L4 | C2 | Single period of accommodation Sec. 20 | 2024-02-05 | 2024-11-20
"""
PLACEMENTS = """
    clap_cla_placement_id | clap_cla_id | clap_cla_placement_start_date | clap_cla_placement_type | clap_cla_placement_provider
    P1 | A1 | 01/06/2023 | U6 | PR1
    P2 | A1 | 01/09/2023 | K2 | PR4
"""
REVIEWS = """
    clar_cla_review_id | clar_cla_id | clar_cla_review_due_date | clar_cla_review_date | clar_cla_review_cancelled | clar_cla_review_participation
    R1 | A1 | 2023-06-29 00:00:00.000 | 2023-06-28 00:00:00.000 | N | Attended and spoke for self
    R2 | A1 | 2023-09-28 00:00:00.000 | 2023-09-20 00:00:00.000 | N | Not attended - views via advocate
    R3 | A1 | 2024-03-20 00:00:00.000 |                         | Y |
    R4 | A1 | 2024-03-20 00:00:00.000 | 2024-03-20 00:00:00.000 | N | PN2
    R5 | A1 | 2025-08-01 00:00:00.000 |                         |   |
    R6 | A2 | 2024-03-04 00:00:00.000 | 2024-03-01 00:00:00.000 | N | Child under 4 at time of review
"""
ENQUIRIES = """
    s47e_s47_enquiry_id | s47e_referral_id | s47e_person_id | s47e_s47_start_date | s47e_s47_end_date | s47e_s47_nfa | s47e_s47_outcome_json
    S1 | F1 | C3 | 2024-03-01 00:00:00.000 | 2024-03-15 | N | {"OUTCOME_CP_CONFERENCE_FLAG": "Y"}
    S2 |    | C4 | 2024-05-02 00:00:00.000 | 2024-05-20 | Y | {}
"""
CONFERENCES = """
    icpc_icpc_id | icpc_s47_enquiry_id | icpc_person_id | icpc_icpc_transfer_in | icpc_icpc_target_date | icpc_icpc_date
    I1 | S1 | C3 | N | 2024-03-22 | 2024-03-20 00:00:00.000
    I2 |    | C5 | Y |            | 2024-07-02 00:00:00.000
"""
PLANS = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_ola | cppl_cp_plan_initial_category | cppl_cp_plan_latest_category
    N1 | C3 | 2024-03-20 | 2025-01-15 | N | NEG | Emotional abuse
    N2 | C4 | 2024-06-01 |            | Y | NEG | NEG
"""
PLAN_REVIEWS = """
    cppr_cp_review_id | cppr_person_id | cppr_cp_plan_id | cppr_cp_review_due | cppr_cp_review_date | cppr_cp_review_quorate
    V1 | C3 | N1 | 2024-06-20 | 2024-06-18 | Y
    V2 | C3 | N1 | 2024-12-18 | 2024-12-20 | Y
    V3 | C3 | N1 | 2025-06-20 |            |
    V4 | C4 | N2 | 2024-09-01 | 2024-09-01 | Y
"""
VISITS = """
    clav_cla_visit_id | clav_cla_id | clav_person_id | clav_cla_visit_date | clav_cla_visit_seen
    Y1 | A1 | C1 | 2023-07-10 | Y
    Y2 | A2 |    | 2024-03-11 | Y
    Y3 | A7 |    | 2024-04-11 | Y
"""
PLAN_VISITS = """
    cppv_cp_visit_id | cppv_person_id | cppv_cp_plan_id | cppv_cp_visit_date | cppv_cp_visit_seen
    Z1 | C3 | N1 | 2024-04-02 | Y
    Z2 |    | N1 | 2024-04-16 | Y
    Z3 | C3 | N1 | soon       | Y
"""
PERSON = """
    pers_legacy_id | pers_person_id | pers_sex | pers_ethnicity | pers_dob | pers_expected_dob
    X1 | C1 | F | WBRI | 2012-04-03 00:00:00.000 |
    X3 | C3 | M | BAFR |                         | 2024-05-01 00:00:00.000
    X9 | G9 | F | WBRI | 1980-01-01 00:00:00.000 |
"""
PROFESSIONALS = """
    prof_professional_id | prof_staff_id | prof_professional_name | prof_agency_worker_flag | prof_professional_job_title | prof_full_time_equivalency
    W1 | 11 | A. Invented | N                | Independent Reviewing Officer | 0.8
    W2 | 12 | B. Invented | PLACEHOLDER_DATA | Child Protection Chair        | 1
    W3 | 13 | C. Invented | N                | Social Worker                 | 1
    W4 | 14 | D. Invented | Y                | IRO                           |
"""
INVOLVEMENTS = """
    invo_involvements_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_person_id | invo_involvement_start_date | invo_involvement_end_date | invo_referral_id
    O1 | W1 | IRO      | Reviewing | C1 | 2023-06-05 |            |
    O2 | W2 | CP Chair | Reviewing | C3 | 2024-03-20 | 2025-01-15 |
    O3 | W3 | SW       | North     | C1 | 2023-06-01 |            |
    O4 | W4 | CP Chair | Reviewing |    | 2024-03-20 |            | F1
"""
HEALTH = """
    clah_health_check_id | clah_person_id | clah_health_check_type | clah_health_check_date | clah_health_check_status
    H1 | C1 | Initial Health Assessment | 2023-06-20 00:00:00.000 | Completed
    H2 | C1 | Review health assessment  | 2024-06-20 00:00:00.000 | completed
    H3 | C1 | Dental check              | 2024-02-01 00:00:00.000 | Completed
"""
IMMUNISATIONS = """
    clai_person_id | clai_immunisations_status | clai_immunisations_status_date
    C1 | Y | 2024-03-01
    C2 | N | 2024-03-02
"""
MISSING = """
    miss_table_id | miss_person_id | miss_missing_episode_start_date | miss_missing_episode_type | miss_missing_episode_end_date
    X1 | C1 | 2024-03-01 10:30 | Missing - Missing from care | 2024-03-02
    X2 | C2 | 2024-03-01       | A                           |
"""
CARE_PLANS = """
    lacp_table_id | lacp_person_id | lacp_cla_care_plan_start_date | lacp_cla_care_plan_end_date | lacp_cla_care_plan_json
    L1 | C1 | 2023-06-10 | 2023-09-04 | {"ADOPTION": ""}
    L2 | C1 | 2023-09-04 |            | {"ADOPTION": "Y"}
"""
PERMANENCE = """
    perm_table_id | perm_person_id | perm_adm_decision_date | perm_matched_date | perm_placed_for_adoption_date | perm_decision_reversed_date | perm_part_of_sibling_group | perm_siblings_placed_together | perm_siblings_placed_apart
    P1 | C1 | 2023-10-02 | 2024-01-08 | 2024-02-05 | | 1 | 2 | 0
"""
TABLES = {
    "ssd_person": PERSON,
    "ssd_cla_episodes": EPISODES,
    "ssd_cla_placement": PLACEMENTS,
    "ssd_legal_status": LEGAL,
    "ssd_cla_reviews": REVIEWS,
    "ssd_s47_enquiry": ENQUIRIES,
    "ssd_initial_cp_conference": CONFERENCES,
    "ssd_cp_plans": PLANS,
    "ssd_cp_reviews": PLAN_REVIEWS,
    "ssd_cla_visits": VISITS,
    "ssd_cp_visits": PLAN_VISITS,
    "ssd_cla_health": HEALTH,
    "ssd_cla_immunisations": IMMUNISATIONS,
    "ssd_missing": MISSING,
    "ssd_cla_care_plan": CARE_PLANS,
    "ssd_permanence": PERMANENCE,
    "ssd_professionals": PROFESSIONALS,
    "ssd_involvements": INVOLVEMENTS,
}


def written(text):
    """Return an ASCII table as the CSV that is exported, with the mark of UTF-8."""
    kept = io.StringIO()
    csv.writer(kept).writerows(cells_of(text))
    return "\ufeff" + kept.getvalue()


def extract_in(folder, **tables):
    """Write tables as files of one extract; return them by table."""
    files = {}
    for name, text in tables.items():
        path = folder / f"{name}.csv"
        path.write_text(written(text), encoding="utf-8")
        files[name] = SourceFile(path, f"extract/{name}.csv")
    return files


def read_table(folder, table, *, roles=None, today=TODAY, **others):
    """Return what one table gives, read with the whole extract or with changes of it.

    A table given as None is not in the extract.
    """
    tables = {k: text for k, text in {**TABLES, **others}.items() if text}
    files = extract_in(folder, **tables)
    extract = Extract(tuple(files.values()))
    context = ReadingContext(None, today)
    return list(ssd.read(files[table], context, extract, roles))
