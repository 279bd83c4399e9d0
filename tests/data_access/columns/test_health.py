"""Whether children in care were assessed, saw a dentist and are immunised, day by day."""

from datetime import date

import pytest
from sqlmodel import Session

from data_access.derive import council as settings
from data_access.store import database
from data_access.store.statements import (
    HealthAnswersRecord,
    HealthCheckRecord,
    MissingRecord,
)
from domain.health import HealthRules
from tests.data_access.columns.test_columns import shown


def in_care(born="03/04/2010", rne="S", dec="", rec=""):
    episodes = f"""
        CHILD | DECOM      | RNE   | LS | PLACE | DEC   | REC
        C0    | 01/06/2021 | S     | C2 | U6    |       |
        C1    | 01/06/2022 | {rne} | C2 | U6    | {dec} | {rec}
    """
    header = f"""
        CHILD | SEX | DOB    | ETHNIC
        C1    | F   | {born} | WBRI
    """
    years = ("2022-23",) if dec else ("2022-23", "2023-24", "2024-25")
    return {"2022-23/Header.csv": header} | {
        f"{year}/Episodes.csv": episodes for year in years
    }


def checked(done, kind="assessment", child_id="C1"):
    day = date.fromisoformat(done)
    return HealthCheckRecord(child_id=child_id, kind=kind, done=day)


def answered(as_at, **answers):
    return HealthAnswersRecord(
        child_id="C1", as_at=date.fromisoformat(as_at), **answers
    )


def missing(started, kind="missing", child_id="C1"):
    day = date.fromisoformat(started)
    return MissingRecord(child_id=child_id, kind=kind, started=day, ended=day)


def true_days(council, name):
    """Days on which an answer on C1 is yes, those joined that touch."""
    found = []
    for child, start, end, yes in shown(
        council.columns(), "care_spans", "child", "start", "end", name
    ):
        if child == 1 and yes:
            touches = found and found[-1][1] == start
            found[-1:] = (
                [(found[-1][0], end)] if touches else [*found[-1:], (start, end)]
            )
    return found


def test_an_assessment_is_in_time_for_12_months_to_the_day(council):
    council.load_tables(in_care())
    council.state(checked("2022-07-01"), checked("2023-08-01"), checked("2024-10-10"))
    *before, (latest, _) = true_days(council, "assessed")
    assert before == [("2022-07-01", "2023-07-01"), ("2023-08-01", "2024-08-01")]
    assert latest == "2024-10-10"
    # From 12 months after the first that any file tells, to the month's end of the last.
    assert true_days(council, "assessed_known") == [("2023-07-01", "2024-11-01")]


@pytest.mark.parametrize(
    ("born", "until"),
    [
        ("02/01/2018", "2023-01-01"),  # 5 the day after six months are over: a gap
        ("01/01/2018", "2023-07-01"),
        ("31/12/2022", "2023-01-01"),
        ("", "2023-01-01"),  # nobody knows how old
    ],
)
def test_under_five_it_is_in_time_for_6_months(council, born, until):
    council.load_tables(in_care(born))
    council.state(checked("2022-07-01"))
    assert true_days(council, "assessed")[0] == ("2022-07-01", until)


def test_a_first_assessment_is_one_as_well(council):
    council.load_tables(in_care())
    council.state(checked("2022-07-01", "initial"))
    assert true_days(council, "assessed") == [("2022-07-01", "2023-07-01")]
    assert true_days(council, "dentist") == []


def test_how_long_a_dental_check_holds_is_the_councils_choice(council):
    council.load_tables(in_care())
    council.state(checked("2022-07-01", "dental"))
    assert true_days(council, "dentist") == [("2022-07-01", "2023-07-01")]
    with Session(council.engine) as session, database.writing(session):
        settings.save_health_rules(session, council.la, HealthRules(6, 20))
        database.bump(session, council.la)
    assert true_days(council, "dentist") == [("2022-07-01", "2023-01-01")]


def test_what_a_return_answers_is_of_its_day_and_believed_more(council):
    council.load_tables(in_care())
    council.state(
        checked("2022-07-01"),
        answered("2023-03-31", assessment=False, dental=True),
        answered("2024-03-31", assessment=True),
    )
    assert true_days(council, "assessed") == [
        ("2022-07-01", "2023-03-31"),
        ("2023-04-01", "2023-07-01"),
        ("2024-03-31", "2024-04-01"),
    ]
    assert true_days(council, "assessed_known") == [
        ("2023-03-31", "2023-04-01"),
        ("2024-03-31", "2024-04-01"),
    ]
    assert true_days(council, "dentist") == [("2023-03-31", "2023-04-01")]
    assert true_days(council, "dentist_known") == [("2023-03-31", "2023-04-01")]


def test_an_answer_on_immunisations_holds_for_12_months_or_until_the_next(council):
    council.load_tables(in_care())
    council.state(
        answered("2023-03-31", immunised=True), answered("2023-10-01", immunised=False)
    )
    assert true_days(council, "immunised") == [("2023-03-31", "2023-10-01")]
    assert true_days(council, "immunised_known") == [("2023-03-31", "2024-10-01")]


NAMES = "initial_due", "initial_done", "initial_known"


def firsts(council):
    """What is told of the first assessment of C1, who is the second child."""
    return shown(council.columns(), "care_periods", *NAMES)[1:]


@pytest.mark.parametrize(
    ("done", "shown_as"),
    [
        (["2022-06-10"], "2022-06-10"),
        (["2022-03-01"], "2022-03-01"),  # three months before care, to the day
        (["2022-02-28"], "unknown"),
        (["2022-09-01", "2022-06-10"], "2022-06-10"),
        ([], "unknown"),
    ],
)
def test_the_first_assessment_is_due_20_working_days_after_care_began(
    council, done, shown_as
):
    council.load_tables(in_care())
    before = checked("2022-01-03", "initial", "C0")
    council.state(before, checked("2022-08-01", "initial", "C0"))
    council.state(*(checked(day, "initial") for day in done))
    # Two bank holidays: 2 and 3 June 2022.
    assert firsts(council) == [("2022-07-01", shown_as, True)]


@pytest.mark.parametrize(
    ("care", "due"),
    [
        ({"dec": "01/07/2022", "rec": "E4A"}, "unknown"),  # left on that day
        ({"dec": "02/07/2022", "rec": "E4A"}, "2022-07-01"),
        ({"rne": "P"}, "unknown"),  # care began before any file
    ],
)
def test_none_is_due_of_a_child_who_left_by_then_or_came_nobody_knows_when(
    council, care, due
):
    council.load_tables(in_care(**care))
    assert [row[0] for row in firsts(council)] == [due]


def test_first_assessments_are_known_where_a_file_calls_them_so(council):
    council.load_tables(in_care())
    council.state(checked("2022-06-10"))
    assert firsts(council) == [("2022-07-01", "unknown", False)]
    council.state(checked("2022-06-02", "initial", "C0"))
    assert firsts(council) == [("2022-07-01", "unknown", False)]
    council.state(checked("2022-06-01", "initial", "C0"))
    assert firsts(council) == [("2022-07-01", "unknown", False)]
    council.state(checked("2022-07-01", "initial", "C0"))
    assert firsts(council) == [("2022-07-01", "unknown", True)]


def test_times_missing_are_those_in_care_and_being_away_is_none(council):
    council.load_tables(in_care(dec="01/03/2023", rec="E4A"))
    council.state(
        missing("2022-07-01"),
        missing("2022-08-01", "away"),
        missing("2022-09-01"),
        missing("2022-05-31"),
        missing("2022-09-01", child_id="C2"),
    )
    assert shown(council.columns(), "missing", "start", "next_start") == [
        ("2022-07-01", "2022-09-01"),
        ("2022-09-01", "open"),
    ]
    said = [row for row in council.left_out() if "MIS_START" in row]
    assert len(said) == 2
