"""The way that a dispute went, by the rules of the day on which it was raised."""

from datetime import date

import pytest
from sqlmodel import Session

from data_access.columns.disputes import Path
from data_access.columns.since import ReviewDue, about_late, next_on_time
from data_access.derive import council as settings
from data_access.store.statements import DisputeRecord, StageEntry
from domain.disputes import DisputeRules, rules_on
from domain.tables import UNKNOWN
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


def stages(council, *entries):
    council.state(DisputeRecord(child_id="C1", raised=RAISED, stages=entries))
    return council.columns().dispute_stages


def test_a_stage_takes_the_working_days_to_its_answer(council):
    rows = stages(
        council,
        entry("Stage 1", entered=None),
        entry("Stage 2", entered=None),
        entry("Stage 2", entered=date(2024, 9, 6), responded=date(2024, 9, 9)),
        entry("Stage 3", responded=None),
        entry("Stage 3", entered=date(2024, 9, 10), responded=date(2024, 9, 9)),
    )
    assert rows.working_days.tolist() == [5, UNKNOWN, 1, UNKNOWN, UNKNOWN]
    assert rows.dispute.tolist() == [0] * 5
    assert rows.in_time_known.tolist() == [True, True, True, False, True]


def test_a_stage_is_held_to_the_councils_limit_of_the_day(council):
    keep(council, DisputeRules(), DisputeRules(RAISED, limits={"Stage 1": 4}))
    assert stages(council, entry("Stage 1")).in_time.tolist() == [False]


@pytest.mark.parametrize(
    ("rules", "limit"),
    [((), 20), ((DisputeRules(RAISED, in_all=15),), 15)],
)
def test_the_limit_in_all_is_twenty_unless_the_council_says(council, rules, limit):
    keep(council, *rules)
    council.state(DisputeRecord(child_id="C1", raised=RAISED))
    assert council.columns().disputes.limit.tolist() == [limit]


def test_a_stage_that_the_rules_of_the_day_lack_makes_the_way_unknown(council):
    keep(council, DisputeRules(stages=("Stage 1", "Stage 3")))
    found = way(council, entry("Stage 1"), entry("Stage 3"))
    assert (found["path_known"], found["skipped"]) == (True, False)
    assert not way(council, entry("Stage 2"))["path_known"]


# What the returns tell of the child since.

EVER = date.max


def due(day, held=None, ceased=EVER):
    return ReviewDue(date.fromisoformat(day), held and date.fromisoformat(held), ceased)


@pytest.mark.parametrize(
    ("reviews", "about"),
    [
        ([], False),
        ([due("2024-09-02")], False),  # due on the day
        ([due("2024-09-01")], True),  # still owed
        ([due("2024-09-01", "2024-09-03")], True),
        ([due("2024-09-01", "2024-09-02")], True),  # late, just now
        ([due("2024-07-31", "2024-08-01")], False),  # 21 working days ago
        ([due("2024-07-31", "2024-08-02")], True),  # 20
        ([due("2024-08-30", "2024-08-30")], False),
        ([due("2024-02-01"), due("2024-08-30", "2024-08-30")], False),
        ([due("2024-09-01", ceased=date(2024, 9, 2))], False),
    ],
)
def test_a_dispute_is_about_a_late_review_that_is_owed_or_just_held(reviews, about):
    assert about_late(reviews, RAISED) is about


@pytest.mark.parametrize(
    ("reviews", "on_time"),
    [
        ([], None),
        ([due("2024-09-01", "2024-09-01")], None),  # before the dispute
        ([due("2024-09-02", "2024-09-02")], True),
        ([due("2024-10-01", "2024-10-02")], False),
        ([due("2024-10-01")], False),  # owed
        ([due("2024-12-31")], None),  # not over yet
        ([due("2024-12-30")], False),
        ([due("2024-10-01", ceased=date(2024, 9, 20))], None),
        ([due("2024-10-01", "2024-10-02"), due("2024-11-01", "2024-11-01")], False),
    ],
)
def test_the_next_review_is_the_next_that_falls_due(reviews, on_time):
    assert next_on_time(reviews, RAISED, date(2024, 12, 31)) is on_time


@pytest.mark.parametrize(
    ("episodes", "stayed"),
    [
        (["03/06/2024 | |"], True),
        (["03/06/2024 | 02/03/2025 | P1", "02/03/2025 | | "], False),
        (["03/06/2024 | 03/03/2025 | P1", "03/03/2025 | | "], True),
        (["03/06/2024 | 20/02/2025 | E4"], None),
        (["03/06/2024 | 20/11/2024 | E4", "02/12/2024 | | "], None),  # and came back
        (["03/09/2024 | | "], None),  # not in care on the day
    ],
)
def test_a_child_stays_who_lives_in_one_placement_for_six_months(
    council, episodes, stayed
):
    assert settled(council, date(2024, 9, 2), episodes) is stayed


def settled(council, resolved, episodes):
    rows = []
    for number, episode in enumerate(episodes):
        decom, dec, why = (each.strip() for each in episode.split("|"))
        again = number and "E4" in episodes[number - 1]
        rne, rec = ("P", "") if number and not again else ("S", "")
        rec = why if why == "E4" else ("X1" if why else rec)
        place = f"U{6 if number else 4}"
        rows.append(f"C1 | {decom} | {rne} | C2 | N1 | {place} | PR1 | {dec} | {rec}")
    head = "CHILD | DECOM | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC | REC "
    council.load_tables(
        {
            "2024-25/Header.csv": "CHILD | SEX | DOB | ETHNIC\nC1 | F | 05/05/2012 | WBRI",
            "2024-25/Episodes.csv": "\n".join([head, *rows]),
        }
    )
    council.state(
        DisputeRecord(child_id="C1", raised=date(2024, 8, 1), resolved=resolved)
    )
    rows = council.columns().disputes
    return bool(rows.stayed[0]) if rows.stayed_known[0] else None


def test_six_months_have_to_be_told(council):
    assert settled(council, date(2024, 10, 1), ["03/06/2024 | |"]) is None


# Raised on 1 July 2024: each line is an episode, from, to, placement, status, why it
# ended. Six months are up on 1 January 2025.


@pytest.mark.parametrize(
    ("episodes", "step"),
    [
        (["03/06/2024 | | U6 | C2 |"], False),
        (["03/06/2024 | | U4 | C2 |"], None),  # taken before
        (["03/06/2024 | 01/07/2024 | U6 | C1 | X1", "01/07/2024 | | U4 | C1 |"], None),
        (["03/06/2024 | 02/07/2024 | U6 | C1 | X1", "02/07/2024 | | U4 | C1 |"], True),
        (["03/06/2024 | 01/01/2025 | U6 | C1 | X1", "01/01/2025 | | U1 | C1 |"], True),
        (["03/06/2024 | 02/01/2025 | U6 | C1 | X1", "02/01/2025 | | U1 | C1 |"], False),
        (["03/06/2024 | 02/09/2024 | U6 | C1 | X1", "02/09/2024 | | U6 | E1 |"], True),
        (["03/06/2024 | 02/09/2024 | U6 | C1 | X1", "02/09/2024 | | A6 | C1 |"], True),
        (["03/06/2024 | 02/09/2024 | U6 | C1 | X1", "02/09/2024 | | K2 | C2 |"], False),
        (["03/06/2024 | 01/01/2025 | U6 | C1 | E45"], True),
        (["03/06/2024 | 02/01/2025 | U6 | C1 | E45"], False),
        (["03/06/2024 | 02/09/2024 | U6 | C1 | E4A"], True),
        (["03/06/2024 | 02/09/2024 | U6 | C1 | E4B"], None),
        (["03/06/2024 | 02/09/2024 | U6 | C1 | E8"], None),
        (["02/07/2024 | | U6 | C2 |"], None),  # not in care on the day
        (["03/06/2024 | | U6 | V4 |"], None),  # short breaks
        (
            ["03/04/2024 | 01/05/2024 | U4 | C1 | E4B", "03/06/2024 | | U6 | C2 |"],
            False,
        ),
    ],
)
def test_a_step_to_a_lasting_home_is_told_by_episodes(council, episodes, step):
    council.load_tables(lived(episodes))
    council.state(DisputeRecord(child_id="C1", raised=date(2024, 7, 1)))
    rows = council.columns().disputes
    assert (bool(rows.step[0]) if rows.step_known[0] else None) is step


def test_a_step_is_not_known_before_six_months_are_told(council):
    council.load_tables(lived(["03/06/2024 | 01/11/2024 | U6 | C1 | E45"]))
    council.state(DisputeRecord(child_id="C1", raised=date(2024, 10, 1)))
    assert not council.columns().disputes.step_known[0]


def lived(episodes):
    """The files of 2024-25 of one child."""
    head = "CHILD | DECOM | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC | REC "
    rows = []
    for number, episode in enumerate(episodes):
        decom, dec, place, status, rec = (each.strip() for each in episode.split("|"))
        rne = "B" if number else "S"
        cells = "C1", decom, rne, status, "N1", place, "PR1", dec, rec
        rows.append(" | ".join(cells))
    return {
        "2024-25/Header.csv": "CHILD | SEX | DOB | ETHNIC\nC1 | F | 05/05/2012 | WBRI",
        "2024-25/Episodes.csv": "\n".join([head, *rows]),
    }
