"""IRO supervision: one year, for who it is about and for managers, and nobody else."""

import re

import pytest

from data_access.access import ledger, people
from data_access.access.look import Look
from data_access.access.pseudonyms import staff_pseudonym
from data_access.casework import workloads
from domain.access import EVERY_TEAM, Role, Viewer
from metrics.funnel import Place
from tests.conftest import AS_AT, NOW
from tests.pages.opening import (
    charts_with_tables,
    closed,
    figure_of,
    go_to,
    numbers,
    open_all,
    open_page,
    tables,
    text,
)

IRO, CASELOADS, LA = "children/iro.py", "figures/caseloads.py", "EXM"
LEAD = Viewer("lead@example.org", Role.MANAGER, LA, teams=(EVERY_TEAM,))
REFUSED = (
    "There is no IRO or chair with this code whose year you may see. They may have "
    "left since the link was made, and hold no child any more."
)
OWN_ONLY = "You see your own point only, and the limits around the whole service."


@pytest.fixture(autouse=True)
def engine(own_whole_exampleshire):
    """A council of each test's own: every opening is written to its ledger."""
    return own_whole_exampleshire


@pytest.fixture
def loads(engine):
    return workloads.by_name(Look(engine, LEAD, LA, AS_AT, NOW)).loads


def busiest(loads):
    return max(loads, key=lambda load: load.in_care)


def open_year(staff_id, role="manager"):
    page = go_to(closed(role), IRO)
    page.query_params["staff"] = staff_pseudonym(LA, staff_id)
    return page.run()


def children_of(page):
    """The table of the children held now."""
    (found,) = [table for table in tables(page) if "Held as" in table.columns]
    return found


def everything(page):
    cells = [str(cell) for table in tables(page) for cell in table.to_numpy().flat]
    charts = [chart.proto.spec + chart.proto.alt for chart in page.get("plotly_chart")]
    return "\n".join([text(page), *cells, *charts])


def entries(engine, role=Role.MANAGER):
    found = ledger.own(engine, Viewer("demonstration", role))
    return list(found["Screen"])


def test_each_name_of_the_caseloads_leads_to_that_person_s_year(loads):
    page = open_page(CASELOADS, "manager")
    bodies = "".join(each.proto.body for each in page.get("html"))
    found = re.findall(r'href="(iro\?[^"]*)">([^<]*)</a>', bodies)
    assert found == [
        (f"iro?staff={staff_pseudonym(LA, load.staff_id)}&amp;as=manager", load.name)
        for load in loads
    ]


def test_a_manager_sees_a_year_with_the_others_points_unnamed(engine, loads):
    load = busiest(loads)
    page = open_all(open_year(load.staff_id))
    assert not page.exception
    assert load.name in [each.value for each in page.header]
    said = everything(page)
    assert not [each.name for each in loads if each is not load and each.name in said]
    assert "They have no names" in said
    metrics = {each.label: each.value for each in page.metric}
    assert metrics == {
        "Children now": str(load.children),
        "In care, as IRO": str(load.in_care),
        "On plans, as chair": str(load.on_plans),
    }
    assert set(entries(engine)) == {"supervision"}
    assert len(children_of(page)) == load.children > 1


def test_the_funnel_s_points_are_those_of_its_table_and_lie_as_it_says(loads):
    load = busiest(loads)
    page = open_all(open_year(load.staff_id))
    (chart, table), *_ = charts_with_tables(page)
    figure = figure_of(chart)
    others, own, service, *limits = figure.data
    whose = list(table["Whose"])
    assert whose == [load.name, *["Another IRO or chair"] * (len(whose) - 1)]
    shown = table[~table["What it says"].str.startswith("Not compared")]
    drawn = [*zip(own.x, own.y, strict=True), *zip(others.x, others.y, strict=True)]
    assert [each for each, _ in drawn] == numbers(shown["Cases"]).tolist()
    assert [each for _, each in drawn] == pytest.approx(
        numbers(shown["Share"]).tolist(), abs=0.051
    )
    assert len(drawn) > 3
    low, high = limits[0], limits[1]
    for (cases, share), told in zip(drawn, shown["What it says"], strict=True):
        at = list(low.x).index(cases)
        inside = low.y[at] <= share <= high.y[at]
        assert inside == (told == Place.WITHIN.value)
    heading = page.header[1].value.replace("\\", "")
    assert f"({own.y[0]:.1f}%)" in heading
    assert f"service's {service.y[0]:.1f}%" in heading
    assert shown["What it says"].iloc[0] in heading
    assert chart.alt.endswith(" Table below.")


def test_an_iro_opens_their_own_year_and_sees_no_other_point(engine, loads):
    page = open_all(open_page(IRO, "iro"))
    (own,) = [load for load in loads if load.name == page.header[0].value]
    said = everything(page)
    assert OWN_ONLY in said
    assert not [each.name for each in loads if each is not own and each.name in said]
    (chart, table), *_ = charts_with_tables(page)
    assert list(table["Whose"]) == [own.name]
    assert len(figure_of(chart).data[0].x or ()) == 0
    assert len(page.get("page_link")) == 0
    assert len(children_of(page)) == own.children
    assert set(entries(engine, Role.IRO)) == {"supervision"}


def test_another_s_code_is_refused_like_one_of_nobody(engine, loads):
    _, own, _ = people.chairs(engine)[0]
    other = next(load.staff_id for load in loads if load.staff_id != own)
    for staff_id in (other, "nobody"):
        page = open_year(staff_id, "iro")
        assert [each.value for each in page.error] == [REFUSED]
        assert not tables(page)
        assert not page.metric
    assert [each.value for each in open_year("nobody").error] == [REFUSED]


def test_a_manager_who_names_nobody_is_sent_to_the_caseloads(engine):
    page = open_page(IRO, "manager")
    assert [each.value for each in page.info] == [
        "Choose an IRO or chair: each name in Caseloads, by name, leads here."
    ]
    (link,) = page.get("page_link")
    assert link.proto.page == "caseloads"
    assert entries(engine) == []


def test_a_chair_is_compared_by_plan_reviews_first_and_can_choose_the_other(loads):
    chair = next(load for load in loads if load.role == "cp_chair")
    page = open_year(chair.staff_id)
    radio = page.radio(key="funnel-of-cp_chair")
    assert radio.value == "Plan reviews held on time"
    page = radio.set_value("Reviews held on time").run()
    assert not page.exception
    assert "Reviews held on time: none to compare" in text(page)


def test_what_can_be_taken_away_is_offered_and_the_sheet_names_no_child(loads):
    page = open_year(busiest(loads).staff_id)
    assert [each.proto.label for each in page.get("download_button")] == [
        *["Download this table (CSV)"] * 4,
        "Download the supervision sheet (CSV)",
    ]
    questions = [
        each for each in page.markdown if "How might we find out" in each.value
    ]
    assert questions[0].value.count("How might we find out") == 5
