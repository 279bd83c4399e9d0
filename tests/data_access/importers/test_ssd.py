from datetime import date

import pytest

from data_access.importers import wordings
from data_access.importers.importer import ReadingContext, Recognised
from data_access.importers.ssd import ssd
from data_access.importers.ssd.extract import Extract
from data_access.importers.ssd.spec import StaffRoles
from data_access.importers.ssd.ssd import window
from data_access.importers.ssd.staff import wordings as staff_wordings
from data_access.store.statements import (
    AllocationRecord,
    ChildRecord,
    ConferenceRecord,
    EpisodeRecord,
    PlanRecord,
    PlanReviewRecord,
    ReviewRecord,
    StaffRecord,
    VisitRecord,
)
from domain.errors import RefusedError
from domain.periods import Period
from tests.data_access.importers import ssd_files
from tests.data_access.importers.importing import (
    TODAY,
    a_file,
    records,
    sentences,
    whole_rows,
)
from tests.data_access.importers.ssd_files import TABLES, read_table

CORRECT = "Correct it in your system and load the file again."
PLANNED = (
    "A review that is planned is not counted until it is held; when it is due is "
    "worked out from the review before. Load a later extract once it was held."
)

# Mosaic: codes, no ids of people where another table tells them, plain dates.
MOSAIC_EPISODES = """
    CLAE_CLA_EPISODE_ID | CLAE_PERSON_ID | CLAE_CLA_EPISODE_START | CLAE_CLA_EPISODE_CEASED | CLAE_CLA_EPISODE_CEASED_REASON | CLAE_CLA_ID | CLAE_ENTERED_CARE_DATE
    M1 | C1 | 01/06/2023 | NULL | NULL | A1 | 01/06/2023
"""
MOSAIC_LEGAL = """
    LEGA_LEGAL_STATUS_ID | LEGA_PERSON_ID | LEGA_LEGAL_STATUS | LEGA_LEGAL_STATUS_START | LEGA_LEGAL_STATUS_END
    M1 | C1 | C2 | 01/06/2023 | NULL
"""
MOSAIC_REVIEWS = """
    CLAR_CLA_REVIEW_ID | CLAR_CLA_ID | CLAR_CLA_PERSON_ID | CLAR_CLA_REVIEW_DUE | CLAR_CLA_REVIEW_DATE | CLAR_CLA_REVIEW_CANCELLED | CLAR_CLA_REVIEW_PARTICIPATION
    M1 | A7 | C1 | 29/06/2023 | 28/06/2023 10:30 | N | PN6
    M2 | A7 | C1 | 28/09/2023 | NULL             | Y | NULL
"""
MOSAIC_PLAN_REVIEWS = """
    cppr_cp_review_id | cppr_cp_plan_id | cppr_cp_review_due_date | cppr_cp_review_date | cppr_cp_review_quorate
    M1 | N1 | 20/06/2024 | 18/06/2024 | The conference was quorate, see the minutes
"""
MOSAIC_INVOLVEMENTS = """
    invo_involvements_id | invo_professional_id | invo_professional_role_id | invo_professional_team | invo_involvement_start_date | invo_involvement_end_date | invo_referral_id
    M1 | W1 | Conference Chair | Reviewing | 2024-03-20 | 2030-01-01 | F1
    M2 | W1 | IRO              | Reviewing | 2024-03-20 |            | F8
"""


@pytest.fixture
def read(tmp_path):
    def read_with(table, **changed):
        return read_table(tmp_path, table, **changed)

    return read_with


# What a file is


@pytest.mark.parametrize("table", [*TABLES])
def test_every_table_is_known_by_its_headings_in_any_case(tmp_path, table):
    text = ssd_files.written(TABLES[table])
    known = ssd.recognise(a_file(tmp_path, text))
    assert known is not None
    assert (known.kind, known.table) == ("ssd", table)
    headings, _, rows = text.partition("\n")
    assert ssd.recognise(a_file(tmp_path, f"{headings.upper()}\n{rows}")) == known


def test_a_table_of_which_nothing_is_shown_is_known_and_not_used(tmp_path):
    file = a_file(tmp_path, "ehcp_table_id,ehcp_person_id,ehcp_plan_date\n")
    assert ssd.recognise(file) == Recognised("ssd", "ssd_ehcp_active_plans", used=False)


@pytest.mark.parametrize(
    "headings", ["CHILD,DECOM,RNE,LS", "clar_one,child,date", "send,link", "", "\0\0"]
)
def test_any_other_file_is_not_of_the_dataset(tmp_path, headings):
    assert ssd.recognise(a_file(tmp_path, headings)) is None


def test_a_table_without_a_column_it_needs_is_refused(read):
    text = (
        "clar_cla_review_id | clar_cla_id | clar_cla_review_date\n R1 | A1 | 2024-01-02"
    )
    with pytest.raises(RefusedError) as refusal:
        read("ssd_cla_reviews", ssd_cla_reviews=text)
    assert str(refusal.value) == (
        "The table ssd_cla_reviews of the Standard Safeguarding Dataset has no column "
        "clar_cla_review_cancelled. Expected clar_cla_review_date, "
        "clar_cla_review_cancelled. Add what is missing, or export the table again."
    )


@pytest.mark.parametrize(
    ("table", "without", "words"),
    [
        (
            "ssd_cla_episodes",
            "ssd_legal_status",
            "ssd_cla_episodes came without ssd_legal_status: short breaks cannot be "
            "told from care. Load the files of one extract together.",
        ),
        (
            "ssd_s47_enquiry",
            "ssd_initial_cp_conference",
            "ssd_s47_enquiry came without ssd_initial_cp_conference: every conference "
            "would count as not held. Load the files of one extract together.",
        ),
        (
            "ssd_cp_reviews",
            "ssd_cp_plans",
            "ssd_cp_reviews came without ssd_cp_plans: nothing tells whose plan a "
            "review is of. Load the files of one extract together.",
        ),
        (
            "ssd_cla_reviews",
            "ssd_cla_episodes",
            "ssd_cla_reviews names no child and came without ssd_cla_episodes, which "
            "tells whose each period of care is. Load the files of one extract "
            "together.",
        ),
    ],
)
def test_a_table_is_refused_without_the_one_that_explains_it(
    read, table, without, words
):
    with pytest.raises(RefusedError) as refusal:
        read(table, **{without: None})
    assert str(refusal.value) == words


def test_a_damaged_companion_is_read_up_to_the_damage(tmp_path):
    files = ssd_files.extract_in(tmp_path, **TABLES)
    plans = files["ssd_cp_plans"].path
    plans.write_text(plans.read_text() + 'N3,"C9\n')
    extract = Extract(tuple(files.values()))
    assert extract.children >= {"C1", "C3"}


def test_a_table_is_refused_with_a_damaged_part_of_it(tmp_path):
    files = ssd_files.extract_in(tmp_path, **TABLES)
    statuses = files["ssd_legal_status"].path
    statuses.write_text(statuses.read_text() + 'L9,"C9\n')
    extract = Extract(tuple(files.values()))
    with pytest.raises(RefusedError) as refusal:
        list(ssd.read(files["ssd_cla_episodes"], ReadingContext(None, TODAY), extract))
    assert str(refusal.value) == (
        "ssd_legal_status: Row 7 cannot be told apart from the rows after it: a "
        "quotation mark is opened and not closed. Expected quotation marks in pairs. "
        "Correct the row, or export the file again."
    )


def test_a_table_is_refused_where_a_part_of_it_lacks_a_column(read):
    text = "lega_person_id | lega_legal_status_start_date\n C1 | 2023-06-01"
    with pytest.raises(RefusedError) as refusal:
        read("ssd_cla_episodes", ssd_legal_status=text)
    assert str(refusal.value) == (
        "The table ssd_legal_status of the Standard Safeguarding Dataset has no column "
        "lega_legal_status, lega_legal_status_end_date. Expected lega_person_id, "
        "lega_legal_status, lega_legal_status_start_date, lega_legal_status_end_date. "
        "Add what is missing, or export the table again."
    )


def test_a_table_that_is_a_part_of_another_gives_nothing_itself(read):
    assert read("ssd_legal_status") == []


def test_a_table_alone_is_an_extract_of_one_file(tmp_path):
    file = ssd_files.extract_in(tmp_path, ssd_cp_plans=ssd_files.PLANS)["ssd_cp_plans"]
    assert len(records(ssd.read(file, ReadingContext(None, TODAY)))) == 1


def test_the_window_goes_back_six_years_from_a_leap_day_too(tmp_path):
    text = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
    N1 | C3 | 2010-03-20 | 2011-03-01
    N2 | C3 | 2024-02-29 |
    """
    files = ssd_files.extract_in(tmp_path, ssd_cp_plans=text)
    found = window(Extract(tuple(files.values())), TODAY)
    assert found == Period(date(2018, 2, 28), date(2024, 2, 29))
    assert window(Extract(()), TODAY) is None


# Children in care


def test_children_are_those_in_care_or_child_protection_and_nobody_else(read):
    assert records(read("ssd_person")) == [
        ChildRecord(child_id="C1", born=date(2012, 4, 3), sex="F", ethnicity="WBRI"),
        ChildRecord(child_id="C3", born=date(2024, 5, 1), sex="M", ethnicity="BAFR"),
    ]


def test_an_episode_has_the_status_and_placement_of_its_first_day(read):
    items = read("ssd_cla_episodes")
    assert records(items)[:2] == [
        EpisodeRecord(
            child_id="C1",
            decom=date(2023, 6, 1),
            rne="S",
            legal_status="V2",
            placement="U6",
            provider="PR1",
            dec=date(2023, 9, 1),
            reason_ceased="X1",
        ),
        EpisodeRecord(
            child_id="C1",
            decom=date(2023, 9, 1),
            rne="L",
            legal_status="C1",
            placement="K2",
            provider="PR4",
        ),
    ]
    assert not sentences(items)


def test_a_legal_status_that_has_ended_gives_way_to_one_in_force(read):
    status = """
    lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
    C1 | Care order                 | 2022-01-01 |
    C1 | Emergency protection order | 2023-08-20 | 2023-09-01
    """
    items = records(read("ssd_cla_episodes", ssd_legal_status=status))
    assert [item.legal_status for item in items] == ["C2", "C2", None, None]


def test_older_names_and_codes_of_mosaic_are_read_and_the_start_of_care_is_told(read):
    items = read(
        "ssd_cla_episodes",
        ssd_cla_episodes=MOSAIC_EPISODES,
        ssd_legal_status=MOSAIC_LEGAL,
        ssd_cla_placement=None,
    )
    assert records(items) == [
        EpisodeRecord(child_id="C1", decom=date(2023, 6, 1), rne="S", legal_status="C2")
    ]


def test_faults_of_episodes_are_said_in_words(read):
    text = """
    clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason
    C1 | 1900-01-01          | S | |
    C1 | 2024-05-01          | S | 2024-04-01 | X1
    C1 | 2024-06-01          | Q | 2026-01-01 | E4A
    C1 | 2024-07-01          | S |            | Gone
    C1 | 2024-08-01          | S |            | X1
       | 2024-08-01          | S |            |
    """
    status = """
    lega_person_id | lega_legal_status | lega_legal_status_start_date | lega_legal_status_end_date
    C1 | Lives with an aunt | 2024-01-01 |
    """
    items = read("ssd_cla_episodes", ssd_cla_episodes=text, ssd_legal_status=status)
    open_still = f"It is read as open. {CORRECT}"
    no_status = (
        "LEGA_LEGAL_STATUS: found 'Lives with an aunt', expected a legal status of "
        f"looked-after children. {CORRECT}"
    )
    assert sentences(items) == [
        "Row 2, CLAE_CLA_EPISODE_START_DATE: found '', expected a date like "
        f"31/03/2025. {CORRECT}",
        "Row 3, CLAE_CLA_EPISODE_CEASED_DATE: found '2024-04-01', expected a date on "
        f"or after the episode's start. {CORRECT}",
        "Row 4, CLAE_CLA_EPISODE_CEASED_DATE: found '2026-01-01', expected a date no "
        f"later than 30 June 2025, the day the file was loaded. {open_still}",
        "Row 4, CLAE_CLA_EPISODE_START_REASON: found 'Q', expected one of S, L, P, T, "
        f"B and U. {CORRECT}",
        f"Row 4, {no_status}",
        "Row 5, CLAE_CLA_EPISODE_CEASED_REASON: found 'Gone', expected a reason the "
        f"episode ceased, such as X1 or E4A. {CORRECT}",
        f"Row 5, {no_status}",
        "Row 6, CLAE_CLA_EPISODE_CEASED_DATE: found '', expected a date, as the "
        f"episode has a reason to end. {open_still}",
        f"Row 6, {no_status}",
        f"Row 7, CLAE_PERSON_ID: found '', expected the child's id. {CORRECT}",
    ]
    assert [item.place for item in whole_rows(items)] == ["Row 2", "Row 3", "Row 7"]


def test_reviews_are_those_held_of_the_child_whose_period_of_care_it_is(read):
    items = read("ssd_cla_reviews")
    told = [(it.child_id, it.held, it.participation) for it in records(items)]
    assert told == [
        ("C1", date(2023, 6, 28), "PN1"),
        ("C1", date(2023, 9, 20), "PN5"),
        ("C1", date(2024, 3, 20), "PN2"),
        ("C2", date(2024, 3, 1), "PN0"),
    ]
    assert sentences(items) == [
        "Row 4, CLAR_CLA_REVIEW_CANCELLED: found 'Y', expected a review that went "
        "ahead. Nothing to do: a review that was cancelled is in no figure.",
        "Row 6, CLAR_CLA_REVIEW_DATE: found 'blank', expected the day the review was "
        f"held, once it was. {PLANNED}",
    ]
    assert not whole_rows(items)


def test_a_review_that_names_its_child_needs_no_period_of_care(read):
    changed = {"ssd_cla_episodes": None, "ssd_cla_reviews": MOSAIC_REVIEWS}
    assert records(read("ssd_cla_reviews", **changed)) == [
        ReviewRecord(
            child_id="C1",
            held=date(2023, 6, 28),
            participation="PN6",
            source_due=date(2023, 6, 29),
        )
    ]


def test_faults_of_reviews_are_said_in_words(read):
    text = """
    clar_cla_id | clar_cla_review_due_date | clar_cla_review_date | clar_cla_review_cancelled | clar_cla_review_participation
    A8 |            | 2024-01-05 | N |
    A1 | soon       | 2024-01-05 | N | Sang a song
    A1 |            | 2025-12-05 | N | PN1
    """
    assert sentences(read("ssd_cla_reviews", ssd_cla_reviews=text)) == [
        "Row 2, CLAR_CLA_ID: found 'A8', expected a period of care in "
        "ssd_cla_episodes. Load ssd_cla_episodes in the same folder: it tells whose "
        "each period is.",
        "Row 3, CLAR_CLA_REVIEW_PARTICIPATION: found 'Sang a song', expected a code "
        f"from PN0 to PN7, or its words. {CORRECT}",
        "Row 3, CLAR_CLA_REVIEW_DUE_DATE: found 'soon', expected a date like "
        f"31/03/2025. {CORRECT}",
        "Row 4, CLAR_CLA_REVIEW_DATE: found '2025-12-05', expected a date no later "
        f"than 30 June 2025, the day the file was loaded. {CORRECT}",
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("PN3", "PN3"),
        ("pn4 - attends, says nothing", "PN4"),
        ("Child under 4 at time of review", "PN0"),
        ("Physically attends and speaks for themselves", "PN1"),
        ("Attends and an advocate speaks", "PN2"),
        ("Attends, views by symbols", "PN3"),
        ("Attends but does not speak", "PN4"),
        ("Does not physically attend but briefs an advocate", "PN5"),
        ("Not attended, views by another medium", "PN6"),
        ("Does not attend nor convey views", "PN7"),
        ("Discussed", None),
    ],
)
def test_participation_is_read_from_codes_and_from_words(words, code):
    assert wordings.participation(words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("C1", "C1"),
        ("V4 - series of short breaks", "V4"),
        ("Interim Care Order", "C1"),
        ("Care order Sec. 31", "C2"),
        ("Placement order and care order", "E1"),
        ("Single period under S20", "V2"),
        ("Agreed series of short-term breaks", "V4"),
        ("Emergency protection order", "L2"),
        ("Under police protection", "L1"),
        ("Detained under PACE", "J2"),
        ("On remand", "J1"),
        ("Supervision order", None),
        ("Secure accommodation without a care order", None),
    ],
)
def test_legal_status_is_read_from_codes_and_from_words(words, code):
    assert wordings.legal_status(words) == code


# Child protection


def test_enquiries_have_their_conference_and_transfers_in_stand_alone(read):
    items = read("ssd_s47_enquiry")
    assert records(items) == [
        ConferenceRecord(
            child_id="C3",
            s47_started=date(2024, 3, 1),
            held=date(2024, 3, 20),
            source_due=date(2024, 3, 22),
        ),
        ConferenceRecord(
            child_id="C4", s47_started=date(2024, 5, 2), not_required=True
        ),
        ConferenceRecord(child_id="C5", held=date(2024, 7, 2), transfer_in=True),
    ]
    assert not sentences(items)


@pytest.mark.parametrize(
    ("outcome", "nfa", "ended", "not_required", "noted"),
    [
        ('{"OUTCOME_CP_CONFERENCE_FLAG":"N"}', "", "2024-05-20", True, False),
        ('{"OUTCOME_CP_CONFERENCE_FLAG":"Y"}', "Y", "2024-05-20", False, False),
        ('{"OUTCOME_NFA_FLAG":"Y"}', "", "2024-05-20", True, False),
        ("", "N", "", False, False),
        ("", "", "2024-05-20", False, True),
    ],
)
def test_whether_a_conference_is_needed_is_read_from_the_outcome(
    read, outcome, nfa, ended, not_required, noted
):
    text = (
        "s47e_s47_enquiry_id | s47e_person_id | s47e_s47_start_date | "
        "s47e_s47_end_date | s47e_s47_nfa | s47e_s47_outcome_json\n"
        f"S9 | C4 | 2024-05-02 | {ended} | {nfa} | {outcome}"
    )
    empty = "icpc_icpc_id | icpc_s47_enquiry_id | icpc_icpc_date\n"
    items = read(
        "ssd_s47_enquiry", ssd_s47_enquiry=text, ssd_initial_cp_conference=empty
    )
    assert [record.not_required for record in records(items)] == [not_required]
    words = (
        "Row 2, S47E_S47_OUTCOME_JSON: found '', expected whether the enquiry led to a "
        f"conference. One is read as awaited. {CORRECT}"
    )
    assert sentences(items) == [words] * noted


def test_faults_of_conferences_are_said_where_they_stand(read):
    text = """
    icpc_icpc_id | icpc_s47_enquiry_id | icpc_person_id | icpc_icpc_transfer_in | icpc_icpc_date
    I1 | S1 | C3 | N | 2024-03-28
    I2 | S1 | C3 | N | 2024-03-20
    I3 | S8 | C3 | N | 2024-04-20
    I4 |    | C5 | Y |
    I5 | S2 | C4 | N | 2025-12-20
    """
    items = read("ssd_s47_enquiry", ssd_initial_cp_conference=text)
    assert [record.held for record in records(items)] == [date(2024, 3, 20), None]
    assert sentences(items) == [
        "ssd_initial_cp_conference, row 2, ICPC_ICPC_DATE: found '2024-03-28', "
        f"expected one conference for each enquiry. {CORRECT}",
        "Row 3, ICPC_ICPC_DATE: found '2025-12-20', expected a date no later than "
        "30 June 2025, the day the file was loaded. It is read as not held yet. "
        f"{CORRECT}",
        "ssd_initial_cp_conference, row 4, ICPC_S47_ENQUIRY_ID: found 'S8', expected "
        f"an enquiry in ssd_s47_enquiry, or a transfer in. {CORRECT}",
    ]


def test_a_conference_before_its_enquiry_is_left_out(read):
    text = ssd_files.CONFERENCES.replace("2024-03-20", "2024-02-20")
    items = read("ssd_s47_enquiry", ssd_initial_cp_conference=text)
    assert sentences(whole_rows(items)) == [
        "Row 2, ICPC_ICPC_DATE: found '2024-02-20 00:00:00.000', expected a date on or "
        f"after S47E_S47_START_DATE. {CORRECT}"
    ]


def test_plans_are_the_councils_own_in_codes_or_words(read):
    items = read("ssd_cp_plans")
    assert records(items) == [
        PlanRecord(
            child_id="C3",
            started=date(2024, 3, 20),
            ended=date(2025, 1, 15),
            initial_category="NEG",
            latest_category="EMO",
        )
    ]
    assert sentences(items) == [
        "Row 3, CPPL_CP_PLAN_OLA: found 'Y', expected a plan of this council. Nothing "
        "to do: another council's plan is in that council's figures."
    ]


def test_faults_of_plans_are_said_in_words(read):
    text = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date | cppl_cp_plan_initial_category
    N1 | C3 | 2024-03-20 | 2024-03-01 | NEG
    N2 | C4 | 2024-03-20 | 2026-03-01 | Bad luck
    """
    assert sentences(read("ssd_cp_plans", ssd_cp_plans=text)) == [
        "Row 2, CPPL_CP_PLAN_END_DATE: found '2024-03-01', expected a date on or after "
        f"the plan's start. {CORRECT}",
        "Row 3, CPPL_CP_PLAN_END_DATE: found '2026-03-01', expected a date no later "
        "than 30 June 2025, the day the file was loaded. The plan is read as open. "
        f"{CORRECT}",
        "Row 3, CPPL_CP_PLAN_INITIAL_CATEGORY: found 'Bad luck', expected one of NEG, "
        f"PHY, SAB, EMO, MUL, or its words. {CORRECT}",
    ]


def test_plan_reviews_are_those_held_of_the_councils_own_plans(read):
    items = read("ssd_cp_reviews")
    started = date(2024, 3, 20)
    assert records(items) == [
        PlanReviewRecord(
            child_id="C3",
            plan_started=started,
            held=date(2024, 6, 18),
            source_due=date(2024, 6, 20),
        ),
        PlanReviewRecord(
            child_id="C3",
            plan_started=started,
            held=date(2024, 12, 20),
            source_due=date(2024, 12, 18),
        ),
    ]
    assert sentences(items) == [
        "Row 4, CPPR_CP_REVIEW_DATE: found 'blank', expected the day the review was "
        f"held, once it was. {PLANNED}",
        "Row 5, CPPR_CP_PLAN_ID: found 'N2', expected a plan of this council. Nothing "
        "to do: another council's plan is in that council's figures.",
    ]


def test_a_plan_tells_whose_review_it_is(read):
    items = read("ssd_cp_reviews", ssd_cp_reviews=MOSAIC_PLAN_REVIEWS)
    assert [(it.child_id, it.source_due) for it in records(items)] == [
        ("C3", date(2024, 6, 20))
    ]


def test_a_review_of_no_plan_or_before_it_is_left_out(read):
    text = """
    cppr_cp_review_id | cppr_cp_plan_id | cppr_cp_review_date
    V1 | N7 | 2024-06-18
    V2 | N1 | 2024-03-20
    """
    assert sentences(read("ssd_cp_reviews", ssd_cp_reviews=text)) == [
        "Row 2, CPPR_CP_PLAN_ID: found 'N7', expected a plan in ssd_cp_plans with its "
        f"start. {CORRECT}",
        "Row 3, CPPR_CP_REVIEW_DATE: found '2024-03-20', expected a date after the "
        f"plan's start, 20 March 2024. {CORRECT}",
    ]


NO_PERSON = (
    "found '-1', expected the child's id: the dataset has -1 where there is no person. "
    f"{CORRECT}"
)


def test_minus_one_is_no_child_and_is_told(read):
    episodes = """
    clae_person_id | clae_cla_episode_start_date | clae_cla_episode_start_reason | clae_cla_episode_ceased_date | clae_cla_episode_ceased_reason | clae_cla_id
    -1             | 2024-04-03                  | S                             |                              |                                | A1
    """
    items = read("ssd_cla_episodes", ssd_cla_episodes=episodes)
    assert records(items) == []
    assert sentences(items) == [f"Row 2, CLAE_PERSON_ID: {NO_PERSON}"]
    reviews = """
    clar_cla_id | clar_cla_review_date | clar_cla_review_cancelled
    A1          | 2024-04-24           | N
    """
    tables = {"ssd_cla_episodes": episodes, "ssd_cla_reviews": reviews}
    (said,) = sentences(read("ssd_cla_reviews", **tables))
    assert said.startswith("Row 2, CLAR_CLA_ID: found 'A1', expected the child's id")
    for table, heading in (
        ("ssd_s47_enquiry", "S47E_PERSON_ID"),
        ("ssd_cp_plans", "CPPL_PERSON_ID"),
    ):
        text = TABLES[table].replace("| C3 |", "| -1 |").replace("| C4 |", "| -1 |")
        items = read(table, **{table: text})
        assert not {each.child_id for each in records(items)} - {"C5"}
        assert f"Row 2, {heading}: {NO_PERSON}" in sentences(items)


@pytest.mark.parametrize("plan_id", ["NULL", "", "-1"])
def test_a_plan_review_without_its_plans_id_is_placed_by_child_and_date(read, plan_id):
    plans = """
    cppl_cp_plan_id | cppl_person_id | cppl_cp_plan_start_date | cppl_cp_plan_end_date
    N1              | C3             | 2023-01-10              | 2023-11-10
    N2              | C3             | 2024-03-20              |
    N3              | C4             | 2024-01-02              |
    """
    held = f"""
    cppr_person_id | cppr_cp_plan_id | cppr_cp_review_date
    C3             | {plan_id}       | 2023-04-04
    C3             | {plan_id}       | 2024-06-18
    C3             | {plan_id}       | 2022-12-01
    C3             | {plan_id}       | 2023-12-01
    C9             | {plan_id}       | 2024-06-18
    """
    items = read("ssd_cp_reviews", ssd_cp_plans=plans, ssd_cp_reviews=held)
    assert [(str(each.plan_started), str(each.held)) for each in records(items)] == [
        ("2023-01-10", "2023-04-04"),
        ("2024-03-20", "2024-06-18"),
    ]
    before, between, unknown = sentences(items)
    assert "expected a date after the plan's start, 10 January 2023" in before
    assert between.startswith("Row 5, CPPR_CP_PLAN_ID")
    assert unknown.startswith("Row 6, CPPR_CP_PLAN_ID")


# IROs and chairs


def test_iros_and_chairs_are_told_by_title_and_by_what_they_do(read):
    assert records(read("ssd_professionals")) == [
        StaffRecord(staff_id="W1", full_name="A. Invented", role="iro", fte=0.8),
        StaffRecord(staff_id="W2", full_name="B. Invented", role="cp_chair", fte=1),
        StaffRecord(staff_id="W4", full_name="D. Invented", role="dual", agency=True),
    ]


def test_without_a_name_the_staff_number_stands_for_it_and_bad_hours_are_said(read):
    text = """
    prof_professional_id | prof_staff_id | prof_professional_job_title | prof_full_time_equivalency
    W1 | 11 | Independent Reviewing Officer | 36 hours
    W5 |    | IRO                           | 37
    """
    items = read("ssd_professionals", ssd_professionals=text)
    assert [it.full_name for it in records(items)] == ["11", "W5"]
    assert sentences(items) == [
        "Row 2, PROF_FULL_TIME_EQUIVALENCY: found '36 hours', expected a number from 0 "
        f"to 1. {CORRECT}",
        "Row 3, PROF_FULL_TIME_EQUIVALENCY: found '37', expected a number from 0 to 1. "
        f"{CORRECT}",
    ]


def test_allocations_are_to_iros_and_chairs_with_the_team_of_the_social_worker(read):
    assert records(read("ssd_involvements")) == [
        AllocationRecord(
            child_id="C1",
            staff_id="W1",
            role="iro",
            team="North",
            started=date(2023, 6, 5),
        ),
        AllocationRecord(
            child_id="C3",
            staff_id="W2",
            role="cp_chair",
            started=date(2024, 3, 20),
            ended=date(2025, 1, 15),
        ),
        AllocationRecord(
            child_id="C3", staff_id="W4", role="cp_chair", started=date(2024, 3, 20)
        ),
    ]


def test_a_child_is_found_through_the_referral_and_missed_where_none_tells(read):
    items = read("ssd_involvements", ssd_involvements=MOSAIC_INVOLVEMENTS)
    assert [(it.child_id, it.ended) for it in records(items)] == [("C3", None)]
    assert sentences(items) == [
        "Row 2, INVO_INVOLVEMENT_END_DATE: found '2030-01-01', expected a date no "
        "later than 30 June 2025, the day the file was loaded. It is read as open. "
        f"{CORRECT}",
        "Row 3, INVO_PERSON_ID: found '', expected the child's id. Load "
        "ssd_involvements with its person ids, or the table that holds the referral.",
    ]


def test_faults_of_involvements_are_said_in_words(read):
    text = """
    invo_professional_id | invo_professional_role_id | invo_person_id | invo_involvement_start_date | invo_involvement_end_date
       | IRO | C1 | 2023-06-05 |
    W1 | IRO | C1 | 2023-06-05 | 2023-06-01
    """
    assert sentences(read("ssd_involvements", ssd_involvements=text)) == [
        "Row 2, INVO_PROFESSIONAL_ID: found '', expected the id of a professional. "
        f"{CORRECT}",
        "Row 3, INVO_INVOLVEMENT_END_DATE: found '2023-06-01', expected a date on or "
        f"after INVO_INVOLVEMENT_START_DATE. {CORRECT}",
    ]


def test_words_for_a_role_that_tell_nothing_are_listed_once_and_not_used(read):
    text = ssd_files.INVOLVEMENTS.replace("| IRO ", "| R9 ").replace("CP Chair", "R9")
    items = read("ssd_involvements", ssd_involvements=text)
    assert not records(items)
    assert sentences(items) == [
        "Row 2, INVO_PROFESSIONAL_ROLE_ID: found 'R9', expected words that tell an "
        "IRO, a conference chair, or neither. Nothing is read from rows with these "
        "words. Where they mean an IRO or a chair, say so under What the role codes "
        "and job titles mean, on Load files."
    ]


def test_words_for_roles_are_counted_the_unknown_first(tmp_path):
    text = ssd_files.INVOLVEMENTS.replace("| SW ", "| r-9 ")
    files = ssd_files.extract_in(tmp_path, **{**TABLES, "ssd_involvements": text})
    files["other"] = a_file(tmp_path, "nothing of the dataset")
    assert staff_wordings(files.values(), StaffRoles()) == [
        ("R 9", 1, None),
        ("IRO", 2, "iro"),
        ("CP CHAIR", 2, "cp_chair"),
        ("INDEPENDENT REVIEWING OFFICER", 1, "iro"),
        ("CHILD PROTECTION CHAIR", 1, "cp_chair"),
        ("SOCIAL WORKER", 1, "worker"),
    ]
    roles = StaffRoles(meanings={"R9": "ignored", "r 9": "dual"})
    assert staff_wordings(files.values(), roles)[-1] == ("R 9", 1, "dual")


def test_a_role_that_is_both_makes_two_allocations(read):
    text = ssd_files.INVOLVEMENTS.replace("| IRO ", "| r9 ")
    roles = StaffRoles(meanings={"R9": "dual", "CP Chair": "ignored"})
    items = read("ssd_involvements", ssd_involvements=text, roles=roles)
    assert [(it.child_id, it.role) for it in records(items)] == [
        ("C1", "iro"),
        ("C1", "cp_chair"),
    ]


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("IRO", "iro"),
        ("QA_IRO", "iro"),
        ("Independent Reviewing Officer (agency)", "iro"),
        ("CP-Chair", "cp_chair"),
        ("Child Protection Conference Chair", "cp_chair"),
        ("IRO / CP Chair", "dual"),
        ("Senior social worker", "worker"),
        ("Social Worker Assistant", "ignored"),
        ("Health visitor", "ignored"),
        ("", "ignored"),
        ("X17", None),
    ],
)
def test_obvious_words_for_a_role_are_understood(words, meaning):
    assert StaffRoles().meaning(words) == meaning


def test_a_meaning_that_is_none_of_ours_cannot_be_kept():
    with pytest.raises(ValueError, match="expected one of"):
        StaffRoles(meanings={"R9": "captain"})


# Visits


def visits(items):
    return [
        (it.child_id, it.kind, it.visited.isoformat())
        for it in records(items)
        if isinstance(it, VisitRecord)
    ]


def test_a_visit_is_the_childs_even_where_only_the_period_of_care_names_them(read):
    items = read("ssd_cla_visits")
    assert visits(items) == [
        ("C1", "social_worker", "2023-07-10"),
        ("C2", "social_worker", "2024-03-11"),
    ]
    assert sentences(items) == [
        "Row 4, CLAV_CLA_ID: found 'A7', expected an id that tells whose visit it is. "
        "Load the table that tells whose it is in the same folder."
    ]


def test_a_visit_to_a_child_on_a_plan_is_found_through_the_plan(read):
    items = read("ssd_cp_visits")
    assert visits(items) == [("C3", "plan", "2024-04-02"), ("C3", "plan", "2024-04-16")]
    assert [item.field for item in whole_rows(items)] == ["CPPV_CP_VISIT_DATE"]


def test_a_contact_of_the_iro_that_each_episode_repeats_is_one(read):
    text = """
        clae_person_id | clae_cla_episode_start | clae_cla_episode_ceased | clae_cla_episode_ceased_reason | clae_cla_id | clae_cla_last_iro_contact
        C1 | 2023-06-01 | 2023-09-01 | X1 | A1 | 2024-02-14
        C1 | 2023-09-01 |            |    | A1 | 2024-02-14
        C2 | 2024-02-05 |            |    | A2 | 1900-01-01
        C2 | 2024-03-05 |            |    | A2 | soon
    """
    items = read("ssd_cla_episodes", ssd_cla_episodes=text)
    assert visits(items) == [("C1", "iro", "2024-02-14")]
    assert [item.record for item in whole_rows(items)] == ["visit"]


# Brothers and sisters


def test_children_of_one_family_are_brothers_and_sisters(read):
    people = """
        pers_person_id | pers_sex | pers_dob
        C1 | F | 2012-04-03
        C2 | F | 2014-04-03
        C3 | F | 2014-04-03
    """
    families = """
        fami_table_id | fami_family_id | fami_person_id
        1 | F7 | C1
        2 | F8 | C1
        3 | F8 | C2
        4 | F8 | G9
        5 | F9 | G9
        6 |    | C3
    """
    items = read("ssd_person", ssd_person=people, ssd_family=families)
    assert [(it.child_id, it.family) for it in records(items)] == [
        ("C1", "F8"),
        ("C2", "F8"),
        ("C3", None),
    ]
