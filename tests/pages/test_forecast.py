"""The page Forecast: what is drawn is what is listed, and each sees their own part."""

import pytest

from data_access.access import ledger
from data_access.access.look import Look
from data_access.casework import forecast
from domain.access import EVERY_TEAM, Role, Viewer
from tests.conftest import AS_AT, NOW
from tests.pages.opening import (
    charts_with_tables,
    choose,
    figure_of,
    open_all,
    open_page,
    tables,
    text,
)

PAGE = "service/forecast.py"
LEAD = Viewer("demonstration", Role.MANAGER, teams=(EVERY_TEAM,))
MOVING = "Moving a review earlier also moves the next one"
OPENED = "table-earlier"


@pytest.fixture(autouse=True)
def engine(own_whole_exampleshire):
    """A store of the test's own: opening a list of children is written to it."""
    return own_whole_exampleshire


def expected(engine):
    return forecast.expected(Look(engine, LEAD, "EXM", AS_AT, NOW))


def headers(page):
    return [each.value for each in page.header]


def test_a_manager_sees_the_weeks_names_what_could_move_and_a_year_ago(engine):
    found = expected(engine)
    page = open_page(PAGE)
    over = len(found.whole.over)
    assert headers(page)[0].startswith(
        f"{over} of the next 26 weeks hold more reviews than there is time for: the "
        "weeks of "
    )
    assert headers(page)[2] == "Reviews that could be held earlier"
    assert headers(page)[3] == (
        f"A year ago: all {found.backtest.checked:,} due dates come out exactly, and a "
        f"week was out by {found.backtest.error:.1f} of "
        f"{sum(found.backtest.fell_due) / 26:.0f} reviews, by "
        f"{found.backtest.error_of_all:.1f} of {sum(found.backtest.all_due) / 26:.0f} "
        "with children to come"
    )
    assert ledger.own(engine, LEAD).empty  # nothing of a child is shown yet
    page = open_all(page)
    assert list(ledger.own(engine, LEAD)["Screen"]) == ["reviews that could be earlier"]
    ((chart, table),) = charts_with_tables(page)
    drawn = {each.name: list(each.y) for each in figure_of(chart).data}
    listed = [[int(cell) for cell in table[name]] for name in table.columns[1:5]]
    assert listed == [
        drawn["Reviews in care"],
        drawn["Plan reviews"],
        drawn["Overdue now"],
        list(found.whole.load),
    ]
    assert [float(cell) for cell in table["Time for"]] == drawn["Time for"]
    assert list(table["Too full"]).count("Yes") == over
    assert drawn["More than there is time for"] == [
        found.whole.load[place] for place in found.whole.over
    ]
    said = text(page)
    assert MOVING in said
    assert (
        "The council has set no number of its own (Load files, This council's own "
        "rules)." in said
    )
    assert (
        "No leave is set: the pace of the past has it in it already. No school holidays "
        "are set, so reviews are held in them." in said
    )
    assert "Estimate, not in any number above:" in said


def test_the_estimate_is_drawn_in_outline_with_its_interval_and_in_no_other_bar(engine):
    guess = expected(engine).estimate
    (chart,) = open_page(PAGE).get("plotly_chart")
    bar = next(
        each
        for each in figure_of(chart.proto).data
        if each.name == "Estimate: children to come"
    )
    assert bar.marker.pattern.shape == "/"
    assert bar.marker.color == "#ffffff"
    ends = zip(guess.expected, guess.low, guess.high, strict=True)
    assert list(bar.error_y.array) == [high - mean for mean, _, high in ends]


def test_a_manager_can_look_at_one_iro_s_weeks(engine):
    found = expected(engine)
    line = found.lines[0]
    page = choose(open_page(PAGE), "forecast-whose", line.staff_id)
    (chart,) = page.get("plotly_chart")
    drawn = {each.name: list(each.y) for each in figure_of(chart.proto).data}
    assert drawn["Reviews in care"] == list(line.reviews)
    assert "Estimate: children to come" not in drawn
    assert line.name in text(page)


def test_the_quality_group_is_shown_the_service_without_names_or_children(engine):
    page = open_all(open_page(PAGE, "quality"))
    shown = text(page) + "".join(table.to_string() for table in tables(page))
    lines = expected(engine).lines
    assert not [line.name for line in lines if line.name in shown]
    assert "Reviews that could be held earlier" not in headers(page)
    assert not page.get("selectbox") or {box.key for box in page.selectbox} == {
        "as-role"
    }
    assert len(headers(page)) == 2


def test_an_iro_is_shown_their_own_weeks_and_no_others(engine):
    lines = expected(engine).lines
    own = next(line for line in lines if line.staff_id == "S01")
    page = open_page(PAGE, "iro:EXM/S01")
    ((_, table),) = charts_with_tables(open_all(page))
    assert [int(cell) for cell in table["To be held"]] == list(own.load)
    said = text(page) + "".join(each.to_string() for each in tables(page))
    assert not [line.name for line in lines if line is not own and line.name in said]
    assert (
        "Children to come are not in your line: nobody knows whose they will be."
        in said
    )
    assert len(headers(page)) == 2
