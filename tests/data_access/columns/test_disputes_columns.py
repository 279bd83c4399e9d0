"""The way that a dispute went, by the rules of the day on which it was raised."""

from datetime import date

import pytest
from sqlmodel import Session

from data_access.columns.disputes import Path
from data_access.derive import council as settings
from data_access.store.statements import DisputeRecord, StageEntry
from domain.disputes import DisputeRules, rules_on
from tests.data_access.councils import LA

RAISED = date(2024, 9, 2)  # a Monday
WAYS = Path._fields


def entry(stage, entered=RAISED, due=date(2024, 9, 9), responded=date(2024, 9, 9)):
    return StageEntry(
        stage_as_typed=stage, entered=entered, response_due=due, responded=responded
    )


def way(council, *entries):
    council.state(DisputeRecord(child_id="C1", raised=RAISED, stages=entries))
    rows = council.columns().disputes
    return {name: bool(getattr(rows, name)[0]) for name in WAYS}


def keep(council, *rules):
    with Session(council.engine) as session:
        settings.save_dispute_rules(session, LA, rules)
        session.commit()


@pytest.mark.parametrize(
    ("stages", "informal", "went_on", "skipped"),
    [
        (["Informal"], True, False, False),
        (["Informal", "Stage 1"], True, True, False),
        (["Stage 1", "Stage 2"], False, False, False),
        (["Informal", "Stage 2"], True, True, True),
        (["Stage 1", "Stage 3"], False, False, True),
        (["Stage 3"], False, False, False),
    ],
)
def test_the_way_is_read_off_the_stages(council, stages, informal, went_on, skipped):
    found = way(council, *(entry(each) for each in stages))
    assert (found["informal"], found["went_on"], found["skipped"]) == (
        *(informal, went_on),
        skipped,
    )
    assert found["path_known"]


@pytest.mark.parametrize("stages", [[], ["Nobody knows"], ["Stage 1", "Nobody knows"]])
def test_of_a_stage_that_is_not_in_the_list_the_way_is_not_known(council, stages):
    found = way(council, *(entry(each) for each in stages))
    assert not found["path_known"]


@pytest.mark.parametrize(
    ("responded", "due", "found"),
    [
        (date(2024, 9, 8), date(2024, 9, 9), (True, True)),
        (date(2024, 9, 9), date(2024, 9, 9), (True, True)),
        (date(2024, 9, 10), date(2024, 9, 9), (True, False)),
        (None, date(2024, 9, 9), (False, True)),
        (date(2024, 9, 9), None, (False, True)),
    ],
)
def test_an_answer_is_in_time_by_the_day_that_the_log_says(
    council, responded, due, found
):
    said = way(council, entry("Stage 1", due=due, responded=responded))
    assert said["limits_known"] is found[0]
    if found[0]:
        assert said["in_limits"] is found[1]


def test_one_late_answer_is_enough(council):
    blank = entry("Stage 1", responded=None)
    late = entry("Stage 2", responded=date(2024, 9, 10))
    assert way(council, blank, late)["limits_known"]
    assert not way(council, blank, late)["in_limits"]


@pytest.mark.parametrize(
    ("responded", "in_time"), [(date(2024, 9, 5), True), (date(2024, 9, 6), False)]
)
def test_a_limit_of_the_councils_goes_before_the_logs(council, responded, in_time):
    keep(council, DisputeRules(limits={"Stage 1": 3}))
    assert way(council, entry("Stage 1", responded=responded))["in_limits"] is in_time


@pytest.mark.parametrize(
    ("since", "in_time"),
    [(date(2024, 9, 2), False), (date(2024, 9, 3), True)],
)
def test_an_old_case_keeps_its_old_rules(council, since, in_time):
    keep(council, DisputeRules(), DisputeRules(since, "DRN", (), {"Stage 1": 3}))
    assert way(council, entry("Stage 1"))["in_limits"] is in_time


def test_rules_go_out_as_they_came_in(council):
    rules = (
        DisputeRules(),
        DisputeRules(date(2024, 9, 2), "DRN", ("Alert",), {"Stage 1": 5}),
    )
    keep(council, *rules)
    with Session(council.engine) as session:
        assert settings.dispute_rules(session, LA) == rules
    assert rules_on(rules, date(2024, 9, 1)).name == "DRP"
    assert rules_on(rules, date(2024, 9, 2)).name == "DRN"
    assert rules_on((), date(2024, 9, 2)) == DisputeRules()
