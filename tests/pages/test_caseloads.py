"""The page Caseloads: the service for everybody, names for who may see them."""

import json
import re

import pandas as pd
import pytest
from sqlmodel import Session

from data_access.access.look import Look
from data_access.casework import children, workloads
from data_access.derive import council
from data_access.store import database
from domain.access import EVERY_TEAM, Role, Viewer
from domain.workload import CaseloadRules, Weights
from tests.conftest import AS_AT, NOW
from tests.pages.opening import (
    cards,
    charts_with_tables,
    choose,
    figure_of,
    open_all,
    open_page,
    tables,
    text,
    values,
)
from ui.caseloads import by_name
from ui.kit import palette

PAGE = "figures/caseloads.py"
LA = "EXM"
LEAD = Viewer("lead@example.org", Role.MANAGER, LA, teams=(EVERY_TEAM,))
NAME = "IRO or chair"
IN_CARE_TREND = 0


@pytest.fixture
def engine(own_exampleshire):
    return own_exampleshire


def keep(engine, rules):
    with Session(engine) as session, database.writing(session):
        council.save_caseload_rules(session, LA, rules)


def what_if(page):
    return page.radio(key="caseloads-view").set_value("What if").run()


def loads(engine):
    return workloads.by_name(Look(engine, LEAD, LA, AS_AT, NOW)).loads


def named(page, *columns):
    """The tables by name that have some columns."""
    return [
        table
        for table in tables(page)
        if table.columns[0] == NAME and set(columns) <= set(table.columns)
    ]


def everything(page):
    specs = "".join(
        each.proto.spec + each.proto.alt for each in page.get("plotly_chart")
    )
    cells = "".join(table.to_csv() for table in tables(page))
    return text(page) + specs + cells


@pytest.mark.parametrize("role", ["quality", "analyst", "administrator"])
def test_who_may_not_see_names_is_shown_none(engine, role):
    page = open_all(open_page(PAGE, role))
    said = everything(page)
    assert page.get("plotly_chart")
    assert not [load.name for load in loads(engine) if load.name in said]
    assert "by name" not in said
    assert not [box for box in page.number_input if "what-if" in (box.key or "")]


def test_a_manager_is_shown_every_number_of_everybody_in_order_of_name(engine):
    (table,) = named(open_page(PAGE, "manager"), "Reviews overdue")
    found = loads(engine)
    assert list(table[NAME]) == sorted(load.name for load in found)
    shown = table[["Children", "In care", "On plans", "Open disputes"]].astype(int)
    assert shown.to_numpy().tolist() == [
        [load.children, load.in_care, load.on_plans, load.disputes] for load in found
    ]
    reviews = table[["Reviews due in 8 weeks", "Reviews overdue"]].astype(int)
    assert reviews.to_numpy().tolist() == [
        [load.due_soon, load.overdue] for load in found
    ]


def test_an_iros_children_on_the_page_are_those_of_their_list(engine):
    (table,) = named(open_page(PAGE, "manager"), "Reviews overdue")
    shown = dict(zip(table[NAME], table["Children"], strict=True))
    for load in loads(engine)[:3]:
        own = Viewer("iro@example.org", Role.IRO, LA, staff_id=load.staff_id)
        listed = children.listed(Look(engine, own, LA, AS_AT, NOW))
        assert shown[load.name] == str(len(listed))


def test_the_bars_are_the_lines_of_the_table(engine):
    page = open_page(PAGE, "manager")
    (chart,) = [
        json.loads(each.proto.spec)["data"][0]
        for each in page.get("plotly_chart")
        if each.proto.alt.startswith("Cases for a full-time post by name")
    ]
    (table,) = named(page, "Reviews overdue")
    assert [words.replace("<br>", " ") for words in chart["y"]] == list(table[NAME])
    assert chart["text"] == list(table["Cases for a full-time post"])


@pytest.mark.parametrize("role", ["manager", "iro"])
def test_who_may_see_names_can_look_at_the_service_instead(engine, role):
    page = open_page(PAGE, role)
    assert not cards(page)
    page = page.radio(key="caseloads-view").set_value("The whole service").run()
    assert len(cards(page)) == 5
    assert "by name" not in everything(page)


def test_an_iro_is_shown_their_own_line_and_nobody_elses(engine):
    page = open_all(open_page(PAGE, "iro"))
    (table,) = named(page, "Reviews overdue")
    (mine,) = table[NAME]
    said = everything(page)
    assert page.radio(key="caseloads-view").options == ["By name", "The whole service"]
    others = [load.name for load in loads(engine) if load.name != mine]
    assert others
    assert not [name for name in others if name in said]
    assert "What if" not in said
    assert not page.number_input


def test_a_manager_tries_weights_and_none_is_kept(engine):
    weights = Weights(1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    keep(engine, CaseloadRules(weights=weights))
    page = open_all(open_page(PAGE, "manager"))
    (before,) = named(page, "Reviews overdue")
    assert list(before["Weighted load"]) == list(before["Children"])
    page.number_input(key="try-each").set_value(2.0)
    page = page.number_input(key="try-first_year").set_value(1.0).run()
    (after,) = named(page, "Reviews overdue")
    (parts,) = named(page, "First year of care")
    due = 2 * parts["Children"].astype(int) + parts["First year of care"].astype(int)
    assert after["Weighted load"].astype(int).tolist() == due.tolist()
    assert "Each child adds 2." in text(page)
    with Session(engine) as session:
        assert council.caseload_rules(session, LA).weights == weights


def test_what_if_moves_cases_and_adds_time_and_keeps_neither(engine):
    before = loads(engine)
    page = what_if(open_page(PAGE, "manager"))
    giver, taker, grown = before[0], before[-1], before[1]
    page.number_input(key="what-if-number").set_value(10)
    page.number_input(key="what-if-time").set_value(0.5)
    page = choose(page, "what-if-grown", grown.name)
    assert not page.exception
    assert (
        f"10 cases moved from {giver.name} to {taker.name}, and 0.5 of a full-time post "
        f"more for {grown.name}."
    ) in text(page)
    (table,) = named(page, "Cases after")
    lines = table.set_index(NAME)
    old, new = lines["Cases before"].astype(int), lines["Cases after"].astype(int)
    assert (new - old)[lambda change: change != 0].to_dict() == {
        giver.name: -10,
        taker.name: 10,
    }
    assert float(lines["FTE after"][grown.name]) == (grown.fte or 0) + 0.5
    (spread,) = [each for each in tables(page) if "Fewest" in each.columns]
    for when, name in (("before", "Before"), ("after", "After")):
        each = pd.to_numeric(lines[f"For a full-time post {when}"], errors="coerce")
        line = spread.set_index("Cases for a full-time post").loc[name]
        assert float(line["Fewest"]) == each.min()
        assert float(line["Most"]) == each.max()
        cases = lines[f"Cases {when}"].astype(int).sum()
        posts = lines[f"FTE {when}"].astype(float).sum()
        assert float(line["All together"]) == pytest.approx(cases / posts, abs=0.05)
    assert loads(engine) == before


def test_nobody_can_give_more_cases_than_they_have(engine):
    giver = loads(engine)[0]
    page = what_if(open_page(PAGE, "manager"))
    page = page.number_input(key="what-if-number").set_value(200).run()
    assert f"{giver.in_care + giver.on_plans} cases moved from {giver.name}" in text(
        page
    )
    (table,) = named(page, "Cases after")
    assert table["Cases after"][0] == "0"


def test_the_band_is_drawn_told_and_said_with_its_source(with_exampleshire):
    page = open_all(open_page(PAGE))
    chart, table = charts_with_tables(page)[IN_CARE_TREND]
    (band,) = figure_of(chart).layout.shapes
    assert (band.type, band.y0, band.y1) == ("rect", 50, 70)
    assert set(table["Guidance band"]) == {"50 to 70"}
    assert "Guidance band: 50 to 70." in chart.alt
    said = text(page)
    assert (
        "The IRO Handbook, statutory guidance of 2010, holds 50 to 70 children in care "
        "to be right for a full-time IRO."
    ) in said
    assert "these figures and the band are not comparable" in said
    assert "The council has set no target of its own." in said
    assert re.search(
        r"IROs and chairs on probation:\*\* \d on 30 September 2025\.", said
    )
    card = values(page)[table.columns[1]]
    assert f"This service has {card} children in care for each full-time post" in said


def test_a_councils_own_target_and_band_are_drawn_told_and_said(engine):
    keep(engine, CaseloadRules(low=30, high=40, target=80, posts=10.5))
    page = open_all(open_page(PAGE))
    said = text(page)
    assert "30 to 40 is this council's own band. The IRO Handbook" in said
    assert "the band." not in said  # it is not comparable, so nothing is beside it
    assert (
        "no more than 80 cases, in care and on plans, for each full-time post." in said
    )
    assert (
        "Vacant posts: 1.2. 9.3 of 10.5 full-time posts agreed are filled on 30 "
        "September 2025." in said.replace("**", "")
    )
    drawn = charts_with_tables(page)
    assert len(drawn) == 2
    for chart, table in drawn:
        layout = figure_of(chart).layout
        (band,) = layout.shapes
        assert (band.type, band.y0, band.y1) == ("rect", 30, 40)
        (line,) = [
            each for each in figure_of(chart).data if each.line.color == palette.PINK
        ]
        assert set(line.y) == {80}
        assert "Target 80.0" in [each.text for each in layout.annotations]
        assert table["Council's target"].str.startswith("80").all()
        assert table["Guidance band"].str.startswith("30 to 40").all()
        assert layout.yaxis.range[1] > 80


def test_what_is_wanted_of_new_staff_is_beside_what_they_hold(engine):
    keep(engine, CaseloadRules(target=80))
    (without,) = named(open_page(PAGE, "manager"), "Reviews overdue")
    assert by_name.EXPECTED not in without
    keep(engine, CaseloadRules(target=80, on_probation=40))
    (there,) = named(open_page(PAGE, "manager"), "Reviews overdue")
    new = there["Role"].str.contains("on probation")
    assert set(there[by_name.EXPECTED][new]) == {"40 (on probation)"}
    assert "40" not in "".join(there[by_name.EXPECTED][~new])


def test_the_band_and_the_target_are_drawn_beside_the_bars_of_each_name(engine):
    keep(engine, CaseloadRules(target=80))
    page = open_page(PAGE, "manager")
    (chart,) = [
        figure_of(each)
        for each in page.get("plotly_chart")
        if each.proto.alt.startswith("Cases for a full-time post by name")
    ]
    band, line = chart.layout.shapes
    assert (band.x0, band.x1, line.x0, line.x1) == (50, 70, 80, 80)
    assert chart.layout.xaxis.range[1] > 80
    assert "The grey band is the guidance band, 50 to 70 children in care" in text(page)
    assert "The dashed line is the council's target, 80 cases" in text(page)


def test_months_end_where_the_period_does_and_go_back_three_years(with_exampleshire):
    page = open_all(open_page(PAGE))
    for _, table in charts_with_tables(page):
        assert table["Month"].iloc[0] == "September 2025"
        assert 30 <= len(table) <= 36


def test_a_store_without_a_staff_list_says_so(own_small_council):
    said = text(open_page(PAGE, "manager"))
    assert "No staff list is loaded, so caseloads cannot be worked out." in said
    assert "No IRO or chair is in post or holds a child" in said
