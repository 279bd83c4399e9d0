"""One IRO's year: whose may be opened, which children are told of, and what is owed."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from data_access.access import ledger
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym, staff_pseudonym
from data_access.casework import supervision, workloads
from data_access.casework.supervision import NoSuchStaffError, SupervisionPart
from data_access.columns import read_columns
from data_access.store.tables import (
    Allocation,
    ClaReview,
    Dispute,
    PeriodOfCare,
    Plan,
    PlanReview,
    ReviewNote,
    Staff,
    Visit,
)
from domain.access import EVERY_TEAM, Role, Viewer, sight
from domain.periods import Period, year_to
from metrics.cla_reviews import REVIEWS_HELD_ON_TIME
from metrics.disputes import (
    DISPUTES_RAISED,
    DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS,
)
from metrics.figure import figure
from metrics.plans import PLAN_REVIEWS_HELD_ON_TIME
from tests.conftest import AS_AT

pytestmark = pytest.mark.usefixtures("secret")
LA, TST = "EXM", "TST"
NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
DAY = date(2025, 6, 30)
YEAR = Period(date(2024, 7, 1), DAY)
LEAD = Viewer("lead@example.org", Role.MANAGER, TST, teams=(EVERY_TEAM,))
NORTH = Viewer("north@example.org", Role.MANAGER, TST, teams=("North",))
REFUSED = (
    "There is no IRO or chair with this code whose year you may see. They may have "
    "left since the link was made, and hold no child any more."
)


def iro(staff_id, la=TST):
    return Viewer(f"{staff_id}@example.org", Role.IRO, la, staff_id=staff_id)


@pytest.fixture
def filled(filled):
    """A store with S1, who is IRO of C1 and C2 and chairs C2's plan, and S2."""
    filled(
        staff("S1"),
        staff("S2", started=date(2025, 4, 1)),
        in_care("C1"),
        in_care("C2"),
        on_plan("C2"),
        held("C1", "S1", team="North"),
        held("C2", "S1", team="South"),
        held("C2", "S1", "cp_chair", team="South"),
    )
    return filled


def staff(staff_id, name=None, started=date(2020, 1, 1), **others):
    name = name or f"Officer {staff_id}"
    others = {"role": "dual", "fte": 0.8, **others}
    return Staff(la=TST, staff_id=staff_id, name=name, started=started, **others)


def held(child_id, staff_id, role="iro", team=None, started=date(2024, 1, 1), **more):
    return Allocation(
        la=TST,
        child_id=child_id,
        staff_id=staff_id,
        role=role,
        team=team,
        started=started,
        **more,
    )


def in_care(child_id, ceased=None):
    return PeriodOfCare(
        la=TST,
        child_id=child_id,
        number=1,
        started=date(2022, 1, 1),
        start_known=True,
        ceased=ceased,
        short_breaks=False,
    )


def on_plan(child_id):
    return Plan(la=TST, child_id=child_id, started=date(2025, 1, 1))


def disputed(child_id, raised, by=None, **more):
    return Dispute(la=TST, child_id=child_id, raised=raised, iro_name=by, **more)


def visited(child_id, day, kind="iro"):
    return Visit(la=TST, child_id=child_id, kind=kind, visited=day)


def year(engine, viewer=LEAD, staff_id="S1", **asked):
    code = staff_pseudonym(TST, staff_id) if staff_id else ""
    return supervision.one(Look(engine, viewer, TST, DAY, NOW), code, YEAR, **asked)


def taken(engine, viewer, part):
    code = staff_pseudonym(TST, "S1")
    return supervision.part_taken(Look(engine, viewer, TST, DAY, NOW), code, YEAR, part)


def entries(engine, viewer):
    found = ledger.own(engine, viewer)[["Screen", "What", "Rows"]]
    return found.to_numpy().tolist()


def test_a_manager_opens_anybody_s_year_and_an_iro_their_own(filled):
    engine = filled()
    assert year(engine, LEAD, "S2").name == "Officer S2"
    assert year(engine, iro("S1")).name == "Officer S1"
    assert year(engine, iro("S1"), staff_id="").name == "Officer S1"


@pytest.mark.parametrize(
    ("viewer", "staff_id"),
    [
        (iro("S1"), "S2"),  # is there, and not theirs
        (iro("S1"), "S9"),  # is nowhere
        (iro("S9"), "S9"),
        (iro("S9"), ""),
        (iro(""), ""),
        (LEAD, "S9"),
        (LEAD, ""),
        (LEAD, "S3"),  # left, and holds nobody
    ],
)
def test_a_year_not_to_be_seen_is_refused_like_one_that_is_not_there(
    filled, viewer, staff_id
):
    engine = filled(staff("S3", ended=date(2025, 1, 1)))
    with pytest.raises(NoSuchStaffError) as refusal:
        year(engine, viewer, staff_id)
    assert str(refusal.value) == REFUSED
    assert entries(engine, viewer) == []


def test_no_code_of_a_child_is_that_of_a_member_of_staff():
    assert staff_pseudonym(TST, "1") != pseudonym(TST, "1")
    assert staff_pseudonym(TST, "1") != staff_pseudonym(LA, "1")
    assert staff_pseudonym(TST, "1") == staff_pseudonym(TST, "1")


def test_a_manager_of_a_team_is_told_how_many_children_are_not_theirs(filled):
    found = year(filled(), NORTH)
    assert (found.children, found.in_care, found.on_plans) == (2, 2, 1)
    assert list(found.caseload["Child"]) == ["C1"]
    assert found.unseen == 1
    everybody = year(filled(), LEAD)
    assert (len(everybody.caseload), everybody.unseen) == (2, 0)


def test_a_child_is_listed_with_what_is_owed_by_the_role_it_is_held_in(filled):
    engine = filled(
        held("C3", "S1", "cp_chair"),
        in_care("C3"),
        on_plan("C3"),
        *(
            ClaReview(la=TST, child_id=child, period_number=1, due=date(2025, 6, 20))
            for child in ("C2", "C3")
        ),
        *(
            PlanReview(
                la=TST,
                child_id=child,
                plan_started=date(2025, 1, 1),
                due=date(2025, 7, day),
            )
            for child, day in (("C2", 9), ("C3", 8))
        ),
        visited("C2", date(2025, 5, 1)),
        visited("C2", date(2025, 4, 1)),
        visited("C2", date(2025, 7, 1)),
    )
    said = year(engine).caseload.drop(columns=["Code"]).astype(object)
    lines = said.where(said.notna(), None).to_numpy().tolist()
    nine, eight = date(2025, 7, 9), date(2025, 7, 8)
    due, seen = date(2025, 6, 20), date(2025, 5, 1)
    assert lines == [
        ["C2", "South", "IRO and chair", due, 10, nine, None, seen],
        ["C3", "", "Chair", None, None, eight, None, None],
        ["C1", "North", "IRO", None, None, None, None, None],
    ]


def test_a_child_who_went_to_somebody_else_counts_for_neither_role_of_the_first(filled):
    engine = filled(held("C1", "S2", started=date(2025, 6, 1)))
    found = year(engine)
    assert (found.children, found.in_care) == (2, 1)
    assert "" in list(found.caseload["Held as"])
    assert year(engine, staff_id="S2").in_care == 1


def test_visits_of_the_last_six_months_are_counted_of_the_children_in_care(filled):
    engine = filled(visited("C1", date(2024, 12, 30)), visited("C9", DAY))
    assert year(engine).visited == 0  # six months ago to the day is too long ago
    filled(visited("C1", date(2024, 12, 31)), visited("C2", DAY, "social_worker"))
    found = year(engine)
    assert (found.visited, found.in_care) == (1, 2)
    filled(visited("C2", DAY))
    assert year(engine).visited == 2


def test_where_no_visit_is_loaded_it_is_not_known(filled):
    assert year(filled(visited("C1", DAY, "social_worker"))).visited is None


def test_how_long_each_was_in_post_is_told_to_who_may_tell_them_apart(filled):
    engine = filled(
        staff("S3", ended=date(2024, 7, 1)),
        staff("S4", started=None, ended=date(2024, 7, 2)),
    )
    parts = year(engine).in_post
    assert parts["Officer S1"] == 1
    assert parts["Officer S2"] == pytest.approx(91 / 365)  # April, May, June
    assert parts["Officer S3"] == 0
    assert parts["Officer S4"] == pytest.approx(1 / 365)
    assert year(engine, iro("S1")).in_post == {"Officer S1": 1}


def test_who_they_are_is_told_and_what_is_not_known_is_not(filled):
    until = date(2025, 12, 1)
    engine = filled(
        staff("S5", agency=True, probation_until=until), held("C1", "X", "cp_chair")
    )
    found = year(engine, staff_id="S5")
    assert (found.role, found.fte, found.agency) == ("dual", 0.8, True)
    assert (found.started, found.probation_until) == (date(2020, 1, 1), until)
    unlisted = year(engine, staff_id="X")
    assert (unlisted.name, unlisted.role, unlisted.fte) == ("X", "", None)
    assert (unlisted.agency, unlisted.started, unlisted.namesake) == (
        *(False, None),
        False,
    )


def test_disputes_are_those_the_log_names_them_for_else_their_children_s(filled):
    engine = filled(
        disputed("C1", date(2024, 7, 1), "Officer S1"),
        disputed("C2", date(2025, 6, 30)),
        disputed("C2", date(2025, 6, 1), "Officer S2"),
        disputed("C1", date(2024, 6, 30)),
        disputed("C8", date(2025, 1, 1)),
        disputed("C9", date(2023, 1, 1), "Officer S1"),
    )
    raised = year(engine).disputes
    assert list(raised.listed["Raised"]) == [date(2024, 7, 1), date(2025, 6, 30)]
    assert (raised.number, raised.unseen) == (2, 0)
    assert year(engine).today == {"C1", "C2"}
    assert year(engine, NORTH).disputes.unseen == 1
    assert list(year(engine, NORTH).disputes.listed["Child"]) == ["C1"]


def test_two_of_one_name_are_told_apart_and_the_log_s_bare_name_is_neither_s(filled):
    engine = filled(
        staff("S6", "Ann Alder"),
        staff("S7", "Ann Alder"),
        disputed("C1", DAY, "Ann Alder"),
    )
    found = year(engine, staff_id="S6")
    assert (found.name, found.namesake) == ("Ann Alder (S6)", True)
    assert found.disputes.number == 0
    assert not year(engine).namesake


def test_reviews_held_late_are_those_of_whoever_held_them(filled):
    due = date(2025, 6, 2)
    care = {"la": TST, "period_number": 1, "due": due}
    plan = {"la": TST, "plan_started": date(2025, 1, 1), "due": due}
    engine = filled(
        held("C1", "S2", started=date(2025, 6, 10)),
        ClaReview(child_id="C1", held=date(2025, 6, 9), **care),
        ClaReview(child_id="C1", held=date(2025, 6, 10), **care),
        ClaReview(child_id="C2", held=due, **care),
        ClaReview(child_id="C2", held=date(2025, 7, 1), **care),
        PlanReview(child_id="C2", held=date(2025, 6, 30), **plan),
        ReviewNote(la=TST, child_id="C1", held=date(2025, 6, 9), late_reason="Snow"),
    )
    late = year(engine).late
    assert late.number == 2
    assert late.listed.drop(columns=["Code"]).to_numpy().tolist() == [
        ["C1", "Review", due, date(2025, 6, 9), 7, "Snow"],
        ["C2", "Plan review", due, date(2025, 6, 30), 28, ""],
    ]
    assert year(engine, staff_id="S2").late.number == 1
    north = year(engine, NORTH).late
    assert (list(north.listed["Child"]), north.unseen) == (["C1"], 1)


def test_what_leaves_the_screen_has_codes_and_is_written_down(filled):
    engine = filled(disputed("C1", DAY))
    year(engine)
    numbers = {
        SupervisionPart.CASELOAD: 2,
        SupervisionPart.LATE: 0,
        SupervisionPart.DISPUTES: 1,
    }
    for part, number in numbers.items():
        table = taken(engine, LEAD, part)
        assert "Child" not in table
        assert len(table) == number
        if number:
            assert pseudonym(TST, "C1") in list(table["Code"])
    assert entries(engine, LEAD) == [
        ["supervision", "downloaded", 1],
        ["supervision", "downloaded", 0],
        ["supervision", "downloaded", 2],
        ["supervision", "opened", 3],
    ]


def test_every_number_of_exampleshire_is_that_of_its_rows(exampleshire):
    lead = Viewer("lead@example.org", Role.MANAGER, LA, teams=(EVERY_TEAM,))
    columns = read_columns(exampleshire, LA, sight(lead))
    when = year_to(AS_AT)
    raised = 0
    for load in workloads.by_name(Look(exampleshire, lead, LA, AS_AT, NOW)).loads:
        code = staff_pseudonym(LA, load.staff_id)
        found = supervision.one(Look(exampleshire, lead, LA, AS_AT, NOW), code, when)
        assert (found.code, found.name, found.fte) == (code, load.name, load.fte)
        assert len(found.caseload) == found.children == load.children
        assert (found.in_care, found.on_plans) == (load.in_care, load.on_plans)
        late = found.caseload[["Days overdue", "Plan days overdue"]].notna()
        assert int(late.to_numpy().sum()) == load.overdue
        assert raised_as_figures(found, columns, when)
        late = found.late.listed["What"].value_counts().to_dict()
        assert late == late_as_figures(found, columns, when)
        raised += found.disputes.number
    assert raised > 20


def raised_as_figures(found, columns, when):
    """Whether the disputes listed are as many as the figures count, in each way."""
    where = {"iro": (found.name,)}
    number = figure(DISPUTES_RAISED, columns, when, where)
    in_time = figure(
        DISPUTES_RAISED_AND_RESOLVED_WITHIN_20_WORKING_DAYS, columns, when, where
    )
    said = found.disputes.listed["Within 20 working days"].value_counts()
    told = pd.Series(
        {
            "Yes": in_time.numerator,
            "No": in_time.denominator - in_time.numerator,
            "Too soon to say": in_time.aside,
        }
    )
    return (
        number.numerator == len(found.disputes.listed) == found.disputes.number
        and said.reindex(told.index, fill_value=0).to_list() == told.to_list()
    )


def late_as_figures(found, columns, when):
    """How many reviews the figures say were held late, of each kind there is."""
    kinds = {"Review": REVIEWS_HELD_ON_TIME, "Plan review": PLAN_REVIEWS_HELD_ON_TIME}
    told = {
        what: figure(metric, columns, when, {"iro": (found.name,)})
        for what, metric in kinds.items()
    }
    number = {what: each.denominator - each.numerator for what, each in told.items()}
    return {what: late for what, late in number.items() if late}
