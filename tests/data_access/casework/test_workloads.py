"""Caseloads by name: who is given whose, and that every number has its rows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from data_access.access import scope
from data_access.access.look import Look
from data_access.casework import children, workloads
from data_access.derive.council import LED_FROM_SETTING
from data_access.store import database
from data_access.store.loaded import CouncilSetting
from data_access.store.tables import (
    Allocation,
    Child,
    ClaReview,
    Dispute,
    Episode,
    PeriodOfCare,
    Plan,
    PlanReview,
    ReviewNote,
    Staff,
)
from domain.access import EVERY_TEAM, NotAllowedError, Role, Viewer
from domain.workload import Load, Stage
from tests.conftest import AS_AT

LA, TST = "EXM", "TST"
NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
DAY = date(2025, 6, 30)
LEAD = Viewer("lead@example.org", Role.MANAGER, LA, teams=(EVERY_TEAM,))
HERE = Viewer("lead@example.com", Role.MANAGER, TST, teams=("North",))


def iro(staff_id, la=LA):
    return Viewer("iro@example.org", Role.IRO, la, staff_id=staff_id)


def staff(staff_id, role="iro", fte=1.0, **others):
    name = f"Officer {staff_id}"
    others = {"name": name, **others}
    return Staff(la=TST, staff_id=staff_id, role=role, fte=fte, **others)


def held(child_id, staff_id, role="iro", ended=None, started=date(2024, 1, 1)):
    return Allocation(
        la=TST,
        child_id=child_id,
        staff_id=staff_id,
        role=role,
        started=started,
        ended=ended,
    )


def in_care(child_id, started=date(2022, 1, 1), ceased=None, known=True):
    return PeriodOfCare(
        la=TST,
        child_id=child_id,
        number=1,
        started=started,
        start_known=known,
        ceased=ceased,
        short_breaks=False,
    )


def on_plan(child_id, started=date(2025, 1, 1), ended=None):
    return Plan(la=TST, child_id=child_id, started=started, ended=ended)


def placed(child_id, location, dec=None):
    decom = date(2022, 1, 1)
    return Episode(
        la=TST,
        child_id=child_id,
        period_number=1,
        decom=decom,
        dec=dec,
        location=location,
    )


def disputed(child_id, raised=DAY, resolved=None, by=None):
    return Dispute(
        la=TST, child_id=child_id, raised=raised, resolved=resolved, iro_name=by
    )


def review(child_id, due, held=None):
    return ClaReview(la=TST, child_id=child_id, period_number=1, due=due, held=held)


def only(engine, viewer=HERE):
    (load,) = workloads.by_name(Look(engine, viewer, TST, DAY, NOW)).loads
    return load


def test_the_children_of_an_iro_are_those_their_list_shows(exampleshire):
    found = workloads.by_name(Look(exampleshire, LEAD, LA, AS_AT, NOW))
    assert len(found.loads) >= 9
    for load in found.loads:
        listed = children.listed(Look(exampleshire, iro(load.staff_id), LA, AS_AT, NOW))
        own = listed["IRO"] == load.name
        chaired = listed["Chair"] == load.name
        cared = own & listed["In our care since"].notna()
        planned = chaired & listed["On a plan since"].notna()
        assert load.children == len(listed)
        assert load.in_care == cared.sum()
        assert load.on_plans == planned.sum()
        late = (own & listed["Days overdue"].notna()).sum()
        assert (
            load.overdue == late + (chaired & listed["Plan days overdue"].notna()).sum()
        )
        until = AS_AT + timedelta(weeks=8)
        soon = sum(
            AS_AT <= due <= until
            for name, who in (
                ("Next review due", own),
                ("Next plan review due", chaired),
            )
            for due in listed[who][name].dropna()
        )
        assert load.due_soon == soon


def test_every_child_is_somebodys_or_said_to_be_nobodys(exampleshire):
    found = workloads.by_name(Look(exampleshire, LEAD, LA, AS_AT, NOW))
    with database.reading(exampleshire) as session:
        cared = len(scope.in_care(session, LA, AS_AT))
        planned = len(scope.on_plan(session, LA, AS_AT))
    assert sum(load.in_care for load in found.loads) + found.without_iro == cared
    assert sum(load.on_plans for load in found.loads) + found.without_chair == planned


def test_lines_are_in_order_of_name(exampleshire):
    names = [
        load.name
        for load in workloads.by_name(Look(exampleshire, LEAD, LA, AS_AT, NOW)).loads
    ]
    assert names == sorted(names)


def test_an_iro_is_given_their_own_line_and_no_other(exampleshire):
    everybody = workloads.by_name(Look(exampleshire, LEAD, LA, AS_AT, NOW)).loads
    mine = everybody[0]
    found = workloads.by_name(Look(exampleshire, iro(mine.staff_id), LA, AS_AT, NOW))
    assert found == workloads.Workloads((mine,))
    assert workloads.by_name(Look(exampleshire, iro(""), LA, AS_AT, NOW)).loads == ()


@pytest.mark.parametrize(
    "role", [Role.BOARD, Role.QUALITY, Role.ANALYST, Role.ADMINISTRATOR]
)
def test_nobody_else_is_given_any(exampleshire, role):
    with pytest.raises(NotAllowedError):
        workloads.by_name(Look(exampleshire, Viewer("x", role, LA), LA, AS_AT, NOW))
    with pytest.raises(NotAllowedError):
        workloads.by_name(Look(exampleshire, HERE, LA, AS_AT, NOW))


def test_a_child_in_care_and_on_a_plan_is_one_child_and_two_cases(filled):
    engine = filled(
        staff("S1", "dual", 0.5),
        in_care("C1"),
        on_plan("C1"),
        held("C1", "S1"),
        held("C1", "S1", "cp_chair"),
    )
    assert only(engine) == Load(
        "S1",
        "Officer S1",
        0.5,
        children=1,
        in_care=1,
        on_plans=1,
        families=(2,),
        role="dual",
    )


@pytest.mark.parametrize(
    ("ended", "holders"),
    [(DAY, ["S2"]), (DAY + timedelta(days=1), ["S1"])],
)
def test_a_child_is_theirs_to_the_day_before_it_ends(filled, ended, holders):
    engine = filled(
        staff("S1"),
        staff("S2"),
        in_care("C1"),
        held("C1", "S1", ended=ended),
        held("C1", "S2", started=ended),
    )
    found = workloads.by_name(Look(engine, HERE, TST, DAY, NOW))
    assert [load.staff_id for load in found.loads if load.in_care] == holders
    assert [load.staff_id for load in found.loads if load.children] == holders
    assert found.without_iro == 0


def test_who_left_is_a_line_only_with_children(filled):
    left = date(2025, 6, 30)
    engine = filled(
        staff("S1", ended=left),
        staff("S2", ended=left),
        staff("S3", "other"),
        staff("S4", started=date(2025, 7, 1)),
        in_care("C1"),
        held("C1", "S2"),
    )
    assert only(engine) == Load(
        "S2", "Officer S2", None, children=1, in_care=1, families=(1,)
    )


def test_brothers_and_sisters_with_one_iro_are_a_family_there(filled):
    born = {"la": TST, "born": date(2012, 1, 1)}
    engine = filled(
        staff("S1"),
        staff("S2"),
        *(in_care(child) for child in ("C1", "C2", "C3", "C4")),
        *(Child(child_id=child, family="F1", **born) for child in ("C1", "C2", "C3")),
        Child(child_id="C4", **born),
        *(held(child, "S1") for child in ("C1", "C2", "C4")),
        held("C3", "S2"),
        on_plan("C1"),
        held("C1", "S1", "cp_chair"),
    )
    loads = workloads.by_name(Look(engine, HERE, TST, DAY, NOW)).loads
    assert [(load.siblings, load.families) for load in loads] == [
        (1, (1, 3)),
        (0, (1,)),
    ]


@pytest.mark.parametrize(
    ("until", "told"),
    [(None, None), (DAY, DAY), (DAY - timedelta(days=1), None)],
)
def test_probation_is_told_of_to_its_last_day(filled, until, told):
    engine = filled(staff("S1", probation_until=until))
    assert only(engine).probation_until == told


@pytest.mark.parametrize(
    ("started", "until", "stage"),
    [
        (date(2024, 6, 30), None, Stage.LATER),
        (date(2024, 7, 1), None, Stage.FIRST_YEAR),
        (date(2020, 1, 1), DAY, Stage.PROBATION),
        (date(2024, 7, 1), DAY - timedelta(days=1), Stage.FIRST_YEAR),
        (None, None, None),
    ],
)
def test_a_stage_is_by_probation_then_by_twelve_months(filled, started, until, stage):
    engine = filled(staff("S1", started=started, probation_until=until))
    assert only(engine).stage is stage


def test_records_waiting_are_of_the_childs_iro_and_not_known_where_none_is_kept(filled):
    long_ago, since = DAY - timedelta(days=90), DAY - timedelta(days=60)
    rows = (
        staff("S1"),
        in_care("C1"),
        held("C1", "S1"),
        review("C1", long_ago, long_ago),
        review("C1", since, since),
    )
    assert only(filled(*rows)).records is None
    note = ReviewNote(la=TST, child_id="C1", held=long_ago, record_sent=long_ago)
    assert only(filled(note)).records == 1


def test_a_child_without_an_iro_or_chair_is_said_to_be(filled):
    engine = filled(in_care("C1"), on_plan("C1"), held("C2", "S1"), on_plan("C3"))
    found = workloads.by_name(Look(engine, HERE, TST, DAY, NOW))
    assert found == workloads.Workloads((), without_iro=1, without_chair=2)


def test_what_makes_a_child_weigh_more_is_counted_of_their_children(filled):
    engine = filled(
        staff("S1"),
        *(held(child, "S1") for child in ("C1", "C2", "C3", "C4")),
        held("C9", "S9"),
        in_care("C1", started=date(2024, 7, 1)),
        in_care("C2", started=date(2024, 6, 30)),
        in_care("C3", started=date(2025, 4, 1), known=False),
        on_plan("C4"),
        in_care("C9"),
        placed("C1", "OUT", dec=DAY),
        placed("C2", "OUT"),
        placed("C3", "IN"),
        placed("C4", "OUT"),
        placed("C9", "OUT"),
        Child(la=TST, child_id="C1", born=date(2021, 7, 1)),
        Child(la=TST, child_id="C2", born=date(2021, 6, 30)),
        Child(la=TST, child_id="C3"),
        disputed("C1"),
        disputed("C1", raised=date(2025, 6, 1)),
        disputed("C2", resolved=DAY),
        disputed("C3", raised=date(2025, 7, 1)),
    )
    load = workloads.by_name(Look(engine, HERE, TST, DAY, NOW)).loads[0]
    assert load.children == 4
    assert (load.out_of_area, load.under_four) == (1, 1)
    assert (load.first_year, load.open_dispute) == (1, 1)


def test_a_dispute_is_of_who_raised_it_else_of_the_childs_iro(filled):
    engine = filled(
        staff("S1"),
        staff("S2"),
        in_care("C1"),
        held("C1", "S1"),
        disputed("C1", by="Officer S2"),
        disputed("C1", raised=date(2025, 6, 1), by="Somebody gone"),
        disputed("C1", raised=date(2025, 6, 2)),
        disputed("C2", by=None),
    )
    found = workloads.by_name(Look(engine, HERE, TST, DAY, NOW)).loads
    assert {load.staff_id: load.disputes for load in found} == {"S1": 2, "S2": 1}


@pytest.mark.parametrize(
    ("due", "soon", "overdue"),
    [
        (DAY - timedelta(days=1), 0, 1),
        (DAY, 1, 0),
        (DAY + timedelta(weeks=8), 1, 0),
        (DAY + timedelta(days=57), 0, 0),
    ],
)
def test_a_review_is_soon_for_eight_weeks_and_overdue_the_day_after(
    filled, due, soon, overdue
):
    engine = filled(
        staff("S1", "dual"),
        in_care("C1"),
        on_plan("C2"),
        held("C1", "S1"),
        held("C2", "S1", "cp_chair"),
        review("C1", due),
        review("C1", due, held=due),
        PlanReview(la=TST, child_id="C2", plan_started=date(2025, 1, 1), due=due),
    )
    load = only(engine)
    assert (load.due_soon, load.overdue) == (2 * soon, 2 * overdue)


def test_plans_are_nobody_s_but_lead_practitioners_once_they_chair(filled):
    engine = filled(
        staff("S1", "dual"),
        staff("S2", "lcpp", fte=None),
        in_care("C1"),
        on_plan("P1"),
        on_plan("P2"),
        on_plan("P3"),
        held("C1", "S1"),
        held("P1", "S1", "cp_chair"),
        held("P2", "S2", "cp_chair"),
        CouncilSetting(la=TST, name=LED_FROM_SETTING, value=DAY.isoformat()),
    )
    before, since = (
        workloads.by_name(Look(engine, HERE, TST, day, NOW))
        for day in (DAY - timedelta(days=1), DAY)
    )
    assert (before.led, since.led) == (False, True)
    assert before.without_chair == 1
    assert since.without_chair == 0

    def numbers(found):
        return {
            load.staff_id: (load.role, load.children, load.in_care, load.on_plans)
            for load in found.loads
        }

    assert numbers(before) == {"S1": ("dual", 2, 1, 1), "S2": ("lcpp", 1, 0, 1)}
    assert numbers(since) == {"S1": ("dual", 1, 1, 0), "S2": ("lcpp", 1, 0, 1)}
