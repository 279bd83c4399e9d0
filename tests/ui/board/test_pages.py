"""What a board's pages make of a release, worked by hand on one of two measures."""

from dataclasses import replace
from datetime import date

import pytest

from domain.about import Policy
from domain.periods import Period, financial_year
from domain.units import Good, Unit
from metrics.release.cells import Key
from metrics.release.judged import Judged, Said
from metrics.release.said import IN_PLACE, TOO_FEW
from metrics.release.told import NOT_DIVIDED, Span, ToldCell
from metrics.release.told import TOO_FEW as WHY
from metrics.series import Grain
from metrics.verdict import Assurance, Variation
from reports.released import Released, ReleasedMeasure, Words
from ui.board import board, groups, overview, reading, series, tiles
from ui.board.reading import Reading

TO = date(2025, 3, 31)
YEAR = financial_year(2025)
QUARTER = Period(date(2025, 1, 1), TO)
BEFORE = Period(date(2024, 10, 1), date(2024, 12, 31))


def words(key, name, ask=()):
    return Words(
        key=key,
        name=name,
        short_name=name,
        definition="Counted.",
        numerator="in time",
        denominator="reviews",
        unit=Unit.PERCENT,
        good=Good.HIGH,
        joined="of",
        plain_count=False,
        natural="",
        is_stock=False,
        source="A return (SSDA903): Reviews (REVIEW, REVIEW_CODE)",
        about="what the service did",
        version="abc",
        why="",
        ask=ask,
        shadow="",
        caveat="",
        aside_words="",
    )


def said(**how):
    told = {"variation": Variation.STEADY, "assurance": Assurance.NO_TARGET, **how}
    return Said(
        finding="It: steady",
        trend="steady",
        of_target="No target is set.",
        why="",
        target=None,
        change="",
        beside="",
        grain=Grain.QUARTER,
        **told,
    )


def cell(key, top, of, period=YEAR, by="", group="all", why=""):
    low, high = top
    value = Span(100 * low / of, 100 * high / of) if of else None
    return ToldCell(
        Key(key, by, group, period),
        Span(low, high),
        Span.of(of),
        value,
        Span(0, 0),
        why,
    )


def measure(key="one", name="One", cells=(), ask=(), **how):
    return ReleasedMeasure(
        words(key, name, ask), said(**how), {each.key: each for each in cells}
    )


def read(*measures, period=YEAR, by="team"):
    release = Released(
        to=TO,
        policy=Policy.COUNCILS,
        council="A council",
        invented=False,
        changed=(),
        measures={each.words.key: each for each in measures},
    )
    return Reading(release, period, by, lambda day: None)


NORTH = cell("one", (80, 80), 100, by="team", group="North")
SOUTH = cell("one", (45, 45), 50, by="team", group="South")
HIDDEN = cell("one", (1, 5), 6, by="team", group="West", why=WHY)
QUARTER_OF_ONE = Key("one", "", "all", QUARTER)
NOT_AT_ALL = cell("one", (0, 50), 60, by="team", group="West", why=NOT_DIVIDED)


def heading(*cells):
    (panel,) = groups.panels(measure(cells=cells), "team", read())
    return panel.heading


def test_a_heading_states_a_range_where_every_group_is_told():
    assert heading(NORTH, SOUTH) == "One by team in 2024-25: between 80.0% and 90.0%"


def test_no_heading_states_a_range_where_a_group_is_withheld():
    assert heading(NORTH, SOUTH, HIDDEN) == "One by team in 2024-25"


def test_a_group_that_is_withheld_is_told_beside_its_name_and_has_no_bar():
    (panel,) = groups.panels(measure(cells=(NORTH, HIDDEN)), "team", read())
    (bars,) = panel.drawing["data"]
    assert bars["x"] == [80.0, None]
    assert bars["y"][1].replace("<br>", " ") == "West (between 16% and 84%)"
    table = panel.table()
    assert table.to_numpy().tolist() == [
        ["North", "80.0%", "80", "100"],
        ["West", "between 16% and 84%", "1 to 5", "6"],
    ]


def test_where_no_group_is_released_a_line_says_so():
    (panel,) = groups.panels(measure(cells=(NOT_AT_ALL,)), "team", read())
    assert (panel.drawing, panel.under) == (None, groups.NOT_DIVIDED)
    (panel,) = groups.panels(measure(cells=(NORTH,)), "team", read(period=BEFORE))
    assert panel.heading == "One by team: not released for this period"


def test_two_groupings_at_once_are_lines_and_columns():
    by = "theme x stage"
    cells = [
        cell("one", (top, top), 10, by=by, group=group)
        for group, top in (
            ("Drift and delay, Stage 1", 5),
            ("Drift and delay, Stage 2", 3),
            ("Safety, Stage 1", 0),
        )
    ]
    (panel,) = groups.panels(measure(cells=cells), by, read())
    table = panel.table()
    assert list(table.columns) == ["Theme", "Stage 1", "Stage 2"]
    assert table.to_numpy().tolist() == [
        ["Drift and delay", "50.0%", "30.0%"],
        ["Safety", "0.0%", ""],
    ]


def test_a_period_that_is_read_as_two_is_its_two_halves():
    first = Period(YEAR.start, date(2024, 9, 14))
    second = Period(date(2024, 9, 15), TO)
    halves = [cell("one", (8, 8), 10, period=each) for each in (first, second)]
    found = measure(cells=[*halves, cell("one", (1, 1), 2, period=QUARTER)])
    assert found.parts(YEAR) == (first, second)
    assert found.parts(QUARTER) == (QUARTER,)
    assert found.parts(BEFORE) == ()
    assert read(found).told(found).key.period == second


def test_questions_of_what_misses_or_worsens_come_first_and_six_at_most():
    fine = measure("a", "Fine", ask=("One?", "Two?", "Three?"))
    worse = measure("b", "Worse", ask=("Four?",), variation=Variation.WORSENING)
    misses = measure(
        "c", "Misses", ask=("Five?", "Six?", "Seven?"), assurance=Assurance.FAILS
    )
    asked = [each for _, each in overview.questions([fine, worse, misses])]
    assert asked == ["Four?", "Five?", "One?", "Six?", "Two?", "Seven?"]


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ({}, tiles.NOTHING),
        ({"variation": Variation.WORSENING}, "Worse than chance explains: one."),
        ({"variation": Variation.IMPROVING}, "Better than chance explains: one."),
        ({"assurance": Assurance.FAILS}, f"{tiles.NOTHING} Misses its target: one."),
    ],
)
def test_the_first_line_says_which_way_the_headlines_go(how, line):
    assert tiles.verdict([measure(**how)]) == line


def test_gaps_of_a_line_are_named_with_the_reason():
    hidden = cell("one", (1, 5), 6, period=BEFORE, why=WHY)
    there = cell("one", (8, 8), 10, period=QUARTER)
    points = tuple(
        Judged(each.key.period, value, None, None, None, 0)
        for each, value in ((hidden, None), (there, 80.0))
    )
    found = measure(cells=(hidden, there))
    found = replace(found, said=replace(found.said, points=points))
    assert series.gaps(found) == (
        "No point: quarter 3 of 2024-25 (between 16% and 84%)."
    )
    assert series.table(found)["One"].tolist() == ["80.0%", "between 16% and 84%"]


def test_what_is_released_is_said_and_what_is_not():
    found = measure(cells=(cell("one", (8, 8), 10), NORTH))
    assert board.released(found, read().release) == (
        "Released: years and the latest four quarters for the whole service. By team: "
        "years and the latest four quarters. Not released: single months and two "
        "groupings at once."
    )
    alone = measure(cells=(cell("one", (8, 8), 10, period=QUARTER),))
    assert board.released(alone, read().release) == (
        "Released: quarters for the whole service. Not released: single months and any "
        "groups."
    )


def test_what_nobody_recorded_is_not_on_a_page_as_empty():
    none = cell("one", (0, 0), 0)
    withheld = replace(none, why=WHY)
    unknown = replace(none, aside=Span.of(2))
    for told, there in ((none, 0), (withheld, 1), (unknown, 1), (NORTH, 1)):
        found = measure(cells=(none, replace(told, key=QUARTER_OF_ONE)))
        assert len(read(found).measures(["one"])) == there


def test_how_it_is_counted_names_no_field_of_a_return():
    assert "Source: A return (SSDA903): Reviews\n" in board.calculation(measure())


def test_periods_are_offered_once_each_and_a_file_says_first_what_it_is_of():
    found = measure(cells=(cell("one", (8, 8), 10), cell("one", (1, 1), 2, QUARTER)))
    assert list(reading.periods(read(found).release, ["one"])) == [
        "Four quarters to Mar 2025",
        "2024-25",
        "Quarter 4 of 2024-25",
    ]
    assert read().first_line.startswith("# Draft to 31 March 2025, not signed. As coun")


def test_words_in_place_of_a_number_are_no_numbers():
    assert not [each for each in IN_PLACE if any(c.isdigit() for c in each)]
    assert TOO_FEW in IN_PLACE
