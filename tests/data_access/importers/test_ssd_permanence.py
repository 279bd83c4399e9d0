"""Care plans and plans for adoption in the Standard Safeguarding Dataset."""

from datetime import date

import pytest

from data_access.importers.ssd import ssd
from data_access.importers.ssd.extract import Extract
from data_access.store.permanence import AdoptionPlanRecord, CarePlanRecord
from tests.data_access.importers.importing import records, sentences
from tests.data_access.importers.ssd_files import extract_in, read_table

CORRECT = "Correct it in your system and load the file again."
PLANS = (
    "lacp_person_id | lacp_cla_care_plan_start_date | lacp_cla_care_plan_end_date | "
    "lacp_cla_care_plan_json\n"
)
DECISIONS = (
    "perm_person_id | perm_adm_decision_date | perm_matched_date | "
    "perm_placed_for_adoption_date | perm_decision_reversed_date | "
    "perm_decision_reversed_reason | perm_part_of_sibling_group | "
    "perm_siblings_placed_together | perm_siblings_placed_apart\n"
)
NOT_UNDERSTOOD = (
    "Row 2, LACP_CLA_CARE_PLAN_JSON: found 'other words', expected the dataset's list "
    "of plans, each with Y, N or nothing, or a plan as an Annex A words it. Whether "
    f"this care plan names a lasting home is not known. {CORRECT}"
)


@pytest.fixture
def read(tmp_path):
    def read_with(table, text=None, **others):
        changed = {table: text} if text else {}
        return read_table(tmp_path, table, **changed, **others)

    return read_with


def test_care_plans_and_decisions_for_adoption_are_read(read):
    assert records(read("ssd_cla_care_plan")) == [
        CarePlanRecord(child_id="C1", started=date(2023, 6, 10), lasting=False),
        CarePlanRecord(child_id="C1", started=date(2023, 9, 4), lasting=True),
    ]
    assert records(read("ssd_permanence")) == [
        AdoptionPlanRecord(
            child_id="C1",
            decided=date(2023, 10, 2),
            matched=date(2024, 1, 8),
            placed=date(2024, 2, 5),
            sibling=True,
            together=2,
            apart=0,
        ),
    ]


@pytest.mark.parametrize(
    ("said", "lasting"),
    [
        ("", False),
        ("{}", False),
        ('{"ADOPTION": "", "LTFOST18": null}', False),
        ('{"ADOPTION": "N", "LTFOST18": "0"}', False),
        ('{"ADOPTION": "N", "LTFOST18": "Y"}', True),
        ('[{"adoption": "n"}, {"ltfost18": "yes"}]', True),
        ('{"RETURNEV": "18"}', True),
        ('{"RETURNEV": 0}', False),
        ('{"OTHERPLN": true}', True),
        ("B) Adoption", True),
        ("f) long-term fostering", True),
        ("LTRELFR", True),
        ('{"ADOPTION": "Y", "LTFOST18": "with Ann"}', True),
    ],
)
def test_a_care_plan_names_a_lasting_home_or_none(read, said, lasting):
    items = read("ssd_cla_care_plan", f"{PLANS}C1 | 2023-06-10 | | {said}")
    assert sentences(items) == []
    assert [each.lasting for each in records(items)] == [lasting]


@pytest.mark.parametrize(
    "said",
    [
        "with Ann",
        "{ADOPTION: }",
        '["ADOPTION"]',
        '{"ADOPTION": "with Ann"}',
        '{"RETURN1M": "18"}',
        '{"ANN": "Y"}',
        "7",
    ],
)
def test_what_is_not_understood_is_not_known_and_never_repeated(read, said):
    items = read("ssd_cla_care_plan", f"{PLANS}C1 | 2023-06-10 | | {said}")
    assert [each.lasting for each in records(items)] == [None]
    assert sentences(items) == [NOT_UNDERSTOOD]


@pytest.mark.parametrize(
    ("row", "told", "sentence"),
    [
        (
            "C1 | 2023-10-02 | 2023-10-01 | | | | | |",
            {},
            "Row 2, PERM_MATCHED_DATE: found '2023-10-01', expected a date on or after "
            f"the decision. {CORRECT}",
        ),
        (
            "C1 | 2023-10-02 | 2023-10-02 | | 2024-03-04 | RD3 | 0 | 1 | 0",
            {
                "matched": date(2023, 10, 2),
                "reversed": date(2024, 3, 4),
                "reason": "RD3",
                "sibling": False,
                "together": 1,
                "apart": 0,
            },
            None,
        ),
        (
            "C1 | 2023-10-02 | | | | RD1 | | |",
            {},
            "Row 2, PERM_DECISION_REVERSED_DATE: found '', expected a date, as there is "
            "a reason no longer to place the child for adoption. It is read as not "
            f"reversed. {CORRECT}",
        ),
        (
            "C1 | 2023-10-02 | | | 2024-03-04 | RD9 | | |",
            {"reversed": date(2024, 3, 4)},
            "Row 2, PERM_DECISION_REVERSED_REASON: found 'RD9', expected RD1, RD2, RD3 "
            f"or RD4. {CORRECT}",
        ),
        (
            "C1 | 2023-10-02 | | | | | maybe | |",
            {},
            "Row 2, PERM_PART_OF_SIBLING_GROUP: found 'maybe', expected 1 for yes or 0 "
            f"for no. {CORRECT}",
        ),
        (
            "C1 | 2023-10-02 | | | | | 1 | two |",
            {"sibling": True},
            "Row 2, PERM_SIBLINGS_PLACED_TOGETHER: found 'two', expected a number of "
            f"children. {CORRECT}",
        ),
    ],
)
def test_a_decision_keeps_what_can_be_used_of_it(read, row, told, sentence):
    items = read("ssd_permanence", f"{DECISIONS}{row}")
    assert sentences(items) == ([sentence] if sentence else [])
    assert records(items) == [
        AdoptionPlanRecord(child_id="C1", decided=date(2023, 10, 2), **told)
    ]


def test_a_row_without_a_decision_for_adoption_is_passed_over_and_listed(read):
    items = read("ssd_permanence", f"{DECISIONS}C1 | | | | | | 1 | 2 | 0")
    assert records(items) == []
    assert sentences(items) == [
        "Row 2, PERM_ADM_DECISION_DATE: found 'blank', expected the day of the decision "
        "that the child should be placed for adoption. Nothing to do where adoption was "
        "never the plan: orders and ends of care are told by episodes."
    ]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("ssd_cla_care_plan", f"{PLANS}C77 | 2023-06-10 | |"),
        ("ssd_permanence", f"{DECISIONS}C77 | 2023-10-02 | | | | | | |"),
    ],
)
def test_of_children_not_in_care_nothing_is_read(read, table, row):
    assert read(table, row) == []


@pytest.mark.parametrize(
    ("table", "text", "what"),
    [
        ("ssd_cla_care_plan", PLANS, "care_plans"),
        ("ssd_permanence", DECISIONS, "adoption"),
    ],
)
def test_with_its_episodes_an_extract_is_a_whole_account_of_plans(
    tmp_path, table, text, what
):
    files = extract_in(tmp_path, **{table: text})
    assert ssd.covers(table, Extract(tuple(files.values()))) == ""
    episodes = "clae_person_id | clae_cla_id\n"
    both = extract_in(tmp_path, **{table: text}, ssd_cla_episodes=episodes)
    assert ssd.covers(table, Extract(tuple(both.values()))) == what
