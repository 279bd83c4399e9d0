"""The forecast: the store's own dates, whose they are, and that of a year ago."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from data_access.access import ledger, scope
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.casework import forecast
from data_access.casework.forecast import rows as reading
from data_access.casework.forecast.ahead import ahead
from data_access.casework.forecast.backtest import backtest
from data_access.derive import council as settings_of
from data_access.store import database
from data_access.store.statements import AllocationRecord, ConferenceRecord, StaffRecord
from data_access.store.tables import ClaReview, PlanReview
from domain.access import EVERY_TEAM, Role, Viewer
from domain.due import Kind, owed
from domain.workload import CapacityRules
from tests.conftest import AS_AT
from tests.data_access.councils import LA, a_census, a_child, a_plan, an_enquiry

pytestmark = pytest.mark.usefixtures("secret")
EXM = "EXM"
NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
LOADED_TO = date(2025, 3, 31)
QUALITY = Viewer("q@example.org", Role.QUALITY)
LEAD = Viewer("lead@example.org", Role.MANAGER, teams=(EVERY_TEAM,))
NORTH = Viewer("north@example.org", Role.MANAGER, teams=("North",))


@pytest.fixture
def exampleshire(own_whole_exampleshire):
    return own_whole_exampleshire


def iro(staff_id):
    return Viewer("iro@example.org", Role.IRO, staff_id=staff_id)


# Exampleshire


def test_the_first_date_of_every_child_is_the_one_the_store_holds(exampleshire):
    with database.reading(exampleshire) as session:
        facts = reading.read(session, EXM)
        found = ahead(session, EXM, AS_AT)
        held = {}
        for kind, model, there in (
            (Kind.REVIEW, ClaReview, scope.in_care(session, EXM, AS_AT)),
            (Kind.PLAN_REVIEW, PlanReview, scope.on_plan(session, EXM, AS_AT)),
        ):
            due = scope.next_due(session, EXM, model, there)
            held |= {(kind, child_id): due.get(child_id) for child_id in there}
    times = {(time.kind, time.child_id): time for time in facts.there(AS_AT)}
    worked_out = {}
    for key, time in times.items():
        due = facts.stands(time).due(facts.timescales)
        worked_out[key] = due if owed(due, time.leaves) else None
    assert worked_out == held
    assert len(held) > 700
    first = {}
    for due in found.dues.found:
        first.setdefault((due.kind, due.child_id), due.due)
    last = found.weeks[-1].end
    assert first == {
        key: due for key, due in held.items() if due is not None and due <= last
    }


def test_the_forecast_of_a_year_ago_reproduces_the_statutory_dates_exactly(
    exampleshire,
):
    test = forecast.expected(Look(exampleshire, QUALITY, EXM, AS_AT, NOW)).backtest
    assert test.day == AS_AT - timedelta(weeks=52)
    assert test.checked > 800
    assert test.right == test.checked
    assert test.assumed > 600
    assert test.assumed_right == test.assumed
    assert test.others_right < test.others
    assert 0 < test.error < 4
    assert test.checked == sum(test.all_due)
    assert sum(test.fell_due) == test.assumed + test.others
    assert test.inside >= 20


def test_what_fell_due_is_what_the_store_says_fell_due(exampleshire):
    test = forecast.expected(Look(exampleshire, QUALITY, EXM, AS_AT, NOW)).backtest
    first, last = test.weeks[0].start, test.weeks[-1].end
    with database.reading(exampleshire) as session:
        facts = reading.read(session, EXM)
    fell = [
        due
        for time in facts.times
        for _, due, held in time.reviews
        if first <= due <= last
        and (held is None or held >= first)
        and owed(due, time.grown)
    ]
    weeks = [sum(week.start <= due <= week.end for due in fell) for week in test.weeks]
    assert test.all_due == tuple(weeks)


def test_a_wrong_date_in_the_store_is_no_date_reproduced(exampleshire):
    with database.reading(exampleshire) as session:
        facts = reading.read(session, EXM)
    later = timedelta(days=1)
    wrong = [
        reading.replace(
            time,
            reviews=tuple(
                (number, due + later, held) for number, due, held in time.reviews
            ),
        )
        for time in facts.times
    ]
    test = backtest(reading.replace(facts, times=tuple(wrong)), AS_AT)
    assert test.right == 0


def test_the_quality_group_is_given_no_name_and_an_iro_their_own_line(exampleshire):
    whole = forecast.expected(Look(exampleshire, QUALITY, EXM, AS_AT, NOW))
    assert whole.lines == ()
    assert not whole.own
    assert (whole.whole.name, whole.whole.staff_id) == ("The service", "")
    by_name = forecast.expected(Look(exampleshire, LEAD, EXM, AS_AT, NOW))
    assert by_name.whole == whole.whole
    names = [each.name for each in by_name.lines]
    assert names == sorted(names)
    assert len(names) > 8
    line = by_name.lines[0]
    own = forecast.expected(Look(exampleshire, iro(line.staff_id), EXM, AS_AT, NOW))
    assert own.whole == line
    assert own.lines == ()
    assert own.own
    assert own.estimate is None
    assert own.backtest is None
    assert sum(own.children.values()) < 130
    nobody = forecast.expected(Look(exampleshire, iro(""), EXM, AS_AT, NOW))
    assert sum(nobody.children.values()) == sum(nobody.whole.load) == 0


def test_the_lines_add_up_to_the_service(exampleshire):
    found = forecast.expected(Look(exampleshire, LEAD, EXM, AS_AT, NOW))
    loads = [
        sum(week) for week in zip(*(each.load for each in found.lines), strict=True)
    ]
    assert sum(found.whole.load) == sum(loads) + found.nobodys
    limits = [sum(week) for week in zip(*(e.limit for e in found.lines), strict=True)]
    assert found.whole.limit == pytest.approx(limits)


def test_reviews_that_could_be_earlier_are_of_children_somebody_answers_for(
    exampleshire,
):
    everybody = forecast.earlier(Look(exampleshire, LEAD, EXM, AS_AT, NOW))
    north = forecast.earlier(Look(exampleshire, NORTH, EXM, AS_AT, NOW))
    assert 0 < len(north) < len(everybody)
    assert set(north["Team"]) == {"North"}
    assert set(north["Child"]) <= set(everybody["Child"])
    assert (everybody["Hold by"] < everybody["Due"]).all()
    assert (everybody["Hold by"] > AS_AT).all()
    assert (everybody["Next one then due"] <= everybody["Next one due now"]).all()
    own = forecast.earlier(Look(exampleshire, iro("S01"), EXM, AS_AT, NOW))
    assert set(own["IRO or chair"]) == {"Juniper Ashgrovely"}
    assert forecast.earlier(Look(exampleshire, iro(""), EXM, AS_AT, NOW)).empty
    entries = ledger.own(exampleshire, LEAD)
    assert list(entries["Screen"]) == ["reviews that could be earlier"]
    assert list(entries["Rows"]) == [len(everybody)]


def test_what_leaves_has_codes_and_no_ids(exampleshire):
    listed = forecast.earlier(Look(exampleshire, NORTH, EXM, AS_AT, NOW))
    taken = forecast.earlier(Look(exampleshire, NORTH, EXM, AS_AT, NOW), taken=True)
    assert list(taken["Code"]) == [pseudonym(EXM, each) for each in listed["Child"]]
    assert "Child" not in taken.columns
    assert ledger.own(exampleshire, NORTH)["What"].iloc[0] == "downloaded"


# A small council


IN_CARE = {
    "2024-25/Header.csv": """
CHILD | SEX | DOB        | ETHNIC
C1    | F   | 05/05/2012 | WBRI
C2    | F   | 15/06/2007 | WBRI
C3    | F   | 05/05/2012 | WBRI
""",
    "2024-25/Episodes.csv": """
CHILD | DECOM      | RNE | LS | CIN | PLACE | PLACE_PROVIDER | DEC        | REC
C1    | 03/06/2024 | S   | C2 | N1  | U6    | PR1            |            |
C2    | 03/06/2024 | S   | C2 | N1  | U6    | PR1            |            |
C3    | 03/06/2023 | L   | C2 | N1  | U6    | PR1            |            |
""",
}


def in_care(council, *held):
    """Load three children in care, with reviews held given as `child day`."""
    rows = [f"{each[:2]} | 05/05/2012 | {each[3:]} | PN1" for each in held]
    table = "CHILD | DOB | REVIEW | REVIEW_CODE\n" + "\n".join(rows)
    council.load_tables({**IN_CARE, "2024-25/Reviews.csv": table})
    return council


def dues(council, as_at=LOADED_TO):
    """Return (child, what, due day, first, overdue) of the weeks after a day."""
    with database.reading(council.engine) as session:
        found = ahead(session, LA, as_at).dues
    return [
        (due.child_id, due.kind.value, str(due.due), due.first, due.overdue)
        for due in sorted(found.found, key=lambda due: (due.child_id, due.due))
    ]


def seen(council, viewer=LEAD, as_at=LOADED_TO):
    return forecast.expected(Look(council.engine, viewer, LA, as_at, NOW))


def test_meetings_of_one_review_are_one_review(council):
    in_care(council, "C1 28/06/2024", "C1 20/09/2024", "C1 10/03/2025", "C1 14/03/2025")
    ours = [due for due in dues(council) if due[0] == "C1"]
    assert ours == [("C1", "Review", "2025-09-10", True, False)]


def test_only_a_child_s_next_date_hangs_on_no_other_review(council):
    started = {
        name: table.replace("03/06/2023 | L", "20/03/2025 | S")
        for name, table in IN_CARE.items()
    }
    reviews = "CHILD | DOB | REVIEW | REVIEW_CODE\nC1 | 05/05/2012 | 28/06/2024 | PN1"
    council.load_tables({**started, "2024-25/Reviews.csv": reviews})
    assert [due for due in dues(council) if due[0] == "C3"] == [
        ("C3", "Review", "2025-04-17", True, False),  # 20 working days, up to Easter
        ("C3", "Review", "2025-07-17", False, False),
    ]


def test_a_review_overdue_is_work_of_now_and_the_next_counts_from_the_first_day(
    council,
):
    in_care(council, "C1 28/06/2024")
    ours = [due for due in dues(council) if due[0] == "C1"]
    assert ours == [("C1", "Review", "2024-09-28", True, True)]
    later = [due for due in dues(council, date(2025, 3, 30)) if due[0] == "C1"]
    assert later == ours  # six months after 31 March is past the 26 weeks


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("14/12/2024", [("C2", "Review", "2025-06-14", True, False)]),
        ("15/12/2024", []),  # due on the birthday
    ],
)
def test_no_review_is_due_once_a_child_turns_18(council, last, found):
    in_care(council, "C2 28/06/2024", "C2 20/09/2024", f"C2 {last}")
    assert [due for due in dues(council) if due[0] == "C2"] == found
    assert seen(council).grown == (0 if found else 1)


def test_a_child_of_whom_an_earlier_file_is_missing_cannot_be_forecast(council):
    in_care(council, "C1 28/06/2024", "C1 20/09/2024", "C1 10/03/2025")
    found = seen(council)
    assert found.children == {Kind.REVIEW: 3, Kind.PLAN_REVIEW: 0}
    assert found.unknown == 1  # C3: in care before the first return, no review seen
    assert [due for due in dues(council) if due[0] == "C3"] == []


def test_a_plan_s_first_review_counts_from_the_conference(council):
    child = a_child("C1", an_enquiry("2024-12-20", "2025-01-10"), a_plan("2025-01-14"))
    council.load_tables({"CIN 2024-25.xml": a_census(2025, child)})
    assert dues(council) == [("C1", "Plan review", "2025-04-10", True, False)]
    found = seen(council, as_at=LOADED_TO)
    assert found.loaded_to == {Kind.PLAN_REVIEW: LOADED_TO}


def test_panels_are_counted_where_the_council_holds_them_and_the_plan_goes_on(council):
    plans = [
        a_child("C1", a_plan("2024-01-15")),  # 15 months: 15 April 2025
        a_child("C2", a_plan("2024-01-15", ended="2025-03-01")),
    ]
    council.load_tables({"CIN 2024-25.xml": a_census(2025, *plans)})
    found = seen(council)
    assert {months: sum(counts) for months, counts in found.panels.items()} == {
        15: 1,
        24: 0,
    }
    week = found.panels[15].index(1)
    assert found.weeks[week].start <= date(2025, 4, 15) <= found.weeks[week].end
    set_rules(council, CapacityRules(panels=()))
    assert seen(council).panels == {}


def set_rules(council, rules):
    with Session(council.engine) as session, database.writing(session):
        settings_of.save_capacity_rules(session, LA, rules)


def employ(council, *staff, child_id="C1"):
    council.state(
        *staff,
        AllocationRecord(
            child_id=child_id,
            staff_id="S1",
            role="iro",
            started=date(2024, 6, 3),
            team="North",
        ),
    )


def somebody(staff_id="S1", **more):
    return StaffRecord(
        staff_id=staff_id, full_name=f"Name {staff_id}", role="dual", **more
    )


def test_the_time_there_is_follows_posts_and_the_council_s_own_number(council):
    in_care(council, "C1 28/06/2024", "C1 20/09/2024", "C1 10/03/2025")
    employ(council, somebody(fte=0.5), somebody("S2", fte=1.0, ended=date(2025, 4, 7)))
    found = seen(council)
    assert found.rate is None  # three reviews in a year are no pace
    set_rules(council, CapacityRules(per_week=4.0))
    found = seen(council)
    assert found.rate == 4
    assert found.whole.limit[:3] == pytest.approx((4.8, 2.0, 1.6))  # Tuesday; Easter
    assert [each.name for each in found.lines] == ["Name S1", "Name S2"]


def test_without_a_known_post_nobody_can_tell_the_time_there_is(council):
    in_care(council, "C1 28/06/2024")
    set_rules(council, CapacityRules(per_week=4.0))
    assert seen(council).whole.limit == ()
    employ(council, somebody())
    found = seen(council)
    assert found.no_fte == 1
    assert found.lines[0].limit == ()
    assert found.lines[0].overdue == 1
    assert forecast.earlier(Look(council.engine, LEAD, LA, LOADED_TO, NOW)).empty


def test_a_council_that_loaded_nothing_of_the_kind_is_told_nothing(council):
    council.state(ConferenceRecord(child_id="C1", s47_started=date(2025, 1, 2)))
    found = seen(council)
    assert sum(found.whole.load) == 0
    assert found.loaded_to == {}
    assert (found.pace, found.estimate, found.backtest) == (None, None, None)


def test_too_little_of_the_past_gives_no_estimate_and_no_comparison(council):
    in_care(council, "C1 28/06/2024")
    found = seen(council, as_at=date(2024, 8, 1))
    assert found.estimate is None
    assert seen(council).estimate is not None
    assert seen(council).backtest is None


@pytest.mark.parametrize(
    "day", [AS_AT + timedelta(days=1), AS_AT + timedelta(weeks=10)]
)
def test_from_the_day_lead_practitioners_chair_no_conference_is_forecast(
    exampleshire, day
):
    def found():
        return forecast.expected(Look(exampleshire, LEAD, EXM, AS_AT, NOW))

    before = found()
    with Session(exampleshire) as session, database.writing(session):
        settings_of.save_led_from(session, EXM, day)
    since = found()
    assert since.led_from == day
    assert since.whole.reviews == before.whole.reviews
    held = [week.start < day for week in since.weeks]
    last = held.index(False)
    whole = slice(max(last - 1, 0))
    assert since.whole.plan_reviews[whole] == before.whole.plan_reviews[whole]
    assert sum(since.whole.plan_reviews[last:]) == 0
    assert Kind.PLAN_REVIEW not in since.estimate.per_week
    assert bool(since.children[Kind.PLAN_REVIEW]) is (day > AS_AT + timedelta(days=1))
    assert bool(since.panels) is bool(since.children[Kind.PLAN_REVIEW])
    for line in since.lines:
        assert sum(line.plan_reviews[last:]) == 0
