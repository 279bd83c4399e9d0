"""Whether a care plan names a lasting home, day by day, and decisions for adoption."""

from datetime import date

import pytest
from sqlmodel import Session

from data_access.derive import council as settings
from data_access.store import database
from data_access.store.permanence import AdoptionPlanRecord, CarePlanRecord
from domain.permanence import CarePlanRules
from tests.data_access.columns.test_columns import shown
from tests.data_access.columns.test_health import in_care, true_days


def plan(started, lasting=True, child_id="C1"):
    day = date.fromisoformat(started)
    return CarePlanRecord(child_id=child_id, started=day, lasting=lasting)


def decided(day, child_id="C1", **told):
    return AdoptionPlanRecord(
        child_id=child_id, decided=date.fromisoformat(day), **told
    )


def test_a_plan_counts_until_the_next_begins(council):
    council.load_tables(in_care())
    council.state(
        plan("2022-06-10", lasting=False),
        plan("2022-09-01"),
        plan("2023-05-01", lasting=None),
        plan("2023-07-01", lasting=False),
        plan("2023-08-01"),
    )
    *before, (latest, _) = true_days(council, "planned")
    assert before == [("2022-09-01", "2023-05-01")]
    assert latest == "2023-08-01"
    known, (since, _) = true_days(council, "planned_known")
    assert known == ("2022-06-01", "2023-05-01")
    assert since == "2023-07-01"


@pytest.mark.parametrize(
    ("started", "days"),
    [
        ("2022-05-31", []),  # the day before they came into care
        ("2022-06-01", [("2022-06-01", "2023-03-01")]),
        ("2023-02-28", [("2023-02-28", "2023-03-01")]),
        ("2023-03-01", []),  # the day on which they left
    ],
)
def test_a_plan_is_of_the_time_in_care_that_it_began_in(council, started, days):
    council.load_tables(in_care(dec="01/03/2023", rec="E4A"))
    council.state(plan(started))
    assert true_days(council, "planned") == days


def test_where_nobody_knows_when_care_began_an_earlier_plan_counts(council):
    council.load_tables(in_care(rne="P"))
    council.state(plan("2022-05-31"))
    assert true_days(council, "planned")[0][0] == "2022-06-01"


def test_of_a_child_without_a_plan_it_is_known_while_they_stay(council):
    council.load_tables(in_care())
    ((since, _),) = true_days(council, "planned_known")
    assert since == "2022-06-01"
    assert true_days(council, "planned") == []


def test_of_a_child_who_left_and_has_no_plan_nothing_is_known(council):
    council.load_tables(in_care(dec="01/03/2023", rec="E4A"))
    assert true_days(council, "planned_known") == []


def test_by_when_a_plan_is_due_is_the_councils_choice(council):
    council.load_tables(in_care())
    assert shown(council.columns(), "care_spans", "plan_due")[-1] == ("2022-10-01",)
    with Session(council.engine) as session, database.writing(session):
        settings.save_care_plan_rules(session, council.la, CarePlanRules(6))
        database.bump(session, council.la)
    assert shown(council.columns(), "care_spans", "plan_due")[-1] == ("2022-12-01",)


DAYS = "decided", "matched", "placed", "reversed", "reversed_reason"


def test_a_decision_is_told_with_what_came_of_it(council):
    council.load_tables(in_care())
    council.state(
        decided("2022-08-01", reversed=date(2022, 9, 1), reason="RD3"),
        decided("2023-01-02", matched=date(2023, 2, 1), placed=date(2023, 3, 1)),
    )
    assert shown(council.columns(), "adoption_plans", *DAYS) == [
        ("2022-08-01", "unknown", "unknown", "2022-09-01", "No adopters were found"),
        ("2023-01-02", "2023-02-01", "2023-03-01", "unknown", "Not recorded"),
    ]


@pytest.mark.parametrize(
    ("sibling", "together", "apart", "told"),
    [
        (True, 2, 0, (True, True, True)),
        (True, 1, 0, (True, True, False)),  # with whom, if none is apart?
        (True, None, 0, (True, True, False)),
        (True, 2, 1, (True, False, True)),
        (True, None, 1, (True, False, True)),
        (True, 2, None, (True, False, False)),
        (False, 1, 0, (False, True, False)),
        (None, 2, 0, (True, True, False)),
    ],
)
def test_brothers_and_sisters_are_together_if_none_is_apart(
    council, sibling, together, apart, told
):
    council.load_tables(in_care())
    council.state(
        decided("2022-08-01", sibling=sibling, together=together, apart=apart)
    )
    found = shown(
        council.columns(), "adoption_plans", "sibling", "together", "together_known"
    )
    assert found == [told]


def test_plans_of_children_who_were_never_in_care_are_left_out(council):
    council.load_tables(in_care())
    council.state(plan("2022-09-01", child_id="C9"), decided("2022-09-01", "C9"))
    assert shown(council.columns(), "adoption_plans", "decided") == []
    assert (
        len([row for row in council.left_out() if "who is or was in care" in row]) == 2
    )
