from functools import cache

import pytest

from tests.pages.opening import (
    FIGURES,
    charts_with_tables,
    choose,
    figure_of,
    numbers,
    open_all,
    open_page,
)
from ui.caseloads import groups
from ui.kit import changes, charts, palette, questions
from ui.practice import practice
from ui.returns import returns
from ui.voice import voice

LONGEST = 250
SMALLEST_TEXT = 16
ROUNDED = 0.05 + 1e-9
OF_WORDS = {questions.HEADING, voice.SAID, voice.DONE, practice.LEARNT, groups.HEADING}
OF_LIMITS = "teams-", returns.KEY  # which draw lines that are in no table
MOST_COLOURS = 4
CHANCE = "Chance alone gives"


@pytest.fixture(params=FIGURES)
def page(with_exampleshire, request):
    return opened(request.param)


@cache
def opened(file):
    return open_all(open_page(file))


def drawn(page):
    pairs = charts_with_tables(page)
    assert len(pairs) == len(page.get("plotly_chart")) > 0
    return [(chart, figure_of(chart), table) for chart, table in pairs]


def has_limits(chart):
    return any(f"-{key}" in chart.id for key in OF_LIMITS)


def test_every_chart_has_a_text_that_ends_at_its_table(page):
    for chart, _, _ in drawn(page):
        assert chart.alt.endswith(" Table below.")
        assert len("Table below.") < len(chart.alt) <= LONGEST


def test_no_two_charts_of_a_page_say_the_same(page):
    texts = [chart.alt for chart, _, _ in drawn(page)]
    assert len(set(texts)) == len(texts)


def test_every_chart_has_a_heading_of_its_own(page):
    headings = [each.value for each in page.header]
    assert len(set(headings)) == len(headings) >= len(page.get("plotly_chart"))


def test_every_chart_shows_the_same_cells_as_its_table(page):
    for chart, figure, table in drawn(page):
        if has_limits(chart):
            continue  # see tests/ui/comparison and tests/ui/returns
        across = figure.data[0].orientation == "h"
        if across:
            named = list(table.iloc[:, 0])
            labels = [label.replace("<br>", " ") for label in figure.data[0].y]
            assert labels == named
            assert list(figure.data[0].text) == list(table.iloc[:, 1])
        told = table.iloc[:, 1]
        trace = figure.data[0] if across else points_of(figure)
        said = told if across else told[::-1]
        same(trace.x if across else trace.y, numbers(said), chart.alt)


def test_every_chart_shows_the_limits_that_its_table_says(page):
    there = 0
    for chart, figure, table in drawn(page):
        if CHANCE not in table:
            continue
        said = table[CHANCE][::-1].str.split(" to ", expand=True)
        for trace, column in zip(limits_of(figure), (0, 1), strict=True):
            same(trace.y, numbers(said[column].fillna("")), chart.alt)
            there += 1
    assert there


def test_every_chart_shows_the_average_that_its_table_says(page):
    there = 0
    for chart, figure, table in drawn(page):
        if figure.data[0].orientation != "h" and not has_limits(chart):
            (mean,) = [
                each
                for each in figure.data
                if each.hoverinfo == "skip"
                and each.line.width == 2
                and each.line.color == palette.GREY
                and each.line.dash is None
            ]
            same(mean.y, numbers(table["Average"][::-1]), chart.alt)
            there += 1
    assert there


def test_a_point_that_is_more_than_chance_has_its_rule_in_the_table(page):
    for _, figure, table in drawn(page):
        if CHANCE in table:
            shapes = points_of(figure).marker.symbol
            rules = table["More than chance"][::-1]
            assert [each != "circle" for each in shapes] == [
                bool(each) for each in rules
            ]


def points_of(figure):
    """The points of a series: what a reader can point at."""
    (found,) = [each for each in figure.data if each.hoverinfo != "skip"]
    return found


def limits_of(figure):
    """The lower limit and the upper one."""
    return [
        each
        for each in figure.data
        if each.hoverinfo == "skip" and each.line.width == 1
    ]


def same(values, cells, alt):
    shown = [float("nan") if each is None else each for each in values]
    assert len(shown) == len(cells), alt
    for value, cell in zip(shown, cells, strict=True):
        assert value == pytest.approx(cell, abs=ROUNDED, nan_ok=True), alt


def test_charts_draw_months_in_the_order_of_time(page):
    for chart, figure, _ in drawn(page):
        for trace in () if has_limits(chart) else figure.data:
            if trace.orientation != "h":
                assert list(trace.x) == sorted(trace.x)


def test_charts_keep_to_the_house_style(page):
    for chart, figure, _ in drawn(page):
        layout = figure.layout
        assert layout.title.text is None
        assert layout.font.size >= SMALLEST_TEXT
        assert layout.xaxis.fixedrange
        assert layout.yaxis.fixedrange
        assert layout.dragmode is False
        assert layout.transition.duration == 0
        assert layout.showlegend is False or has_limits(chart)
        pointed_at = [each for each in figure.data if each.hoverinfo != "skip"]
        assert len(pointed_at) == 1 or has_limits(chart)
        assert len(colours(figure)) <= MOST_COLOURS
        for words in layout.annotations:
            # the style makes words in the colour of charts' words the page's own
            assert words.font.color in (None, palette.WORDS)
        assert layout.font.color == palette.WORDS
        for axis in (layout.xaxis, layout.yaxis):
            assert axis.tickfont.size >= SMALLEST_TEXT


def colours(figure):
    """The colours of what is drawn, words and decoration left out."""
    found = set()
    for trace in figure.data:
        for each in (
            trace.line.color if trace.type == "scatter" else None,
            trace.marker.color,
        ):
            found |= {each} if isinstance(each, str) else set(each or ())
    found |= {each.line.color for each in figure.layout.shapes}
    return found - {None}


def test_bars_start_at_nought(page):
    for _, figure, _ in drawn(page):
        if figure.data[0].type == "bar":
            along = figure.layout.xaxis
            if figure.data[0].orientation != "h":
                along = figure.layout.yaxis
            assert along.rangemode == "tozero" or along.range[0] == 0


def test_every_chart_has_a_download_and_its_calculation(page):
    expanders = [each.label for each in page.expander]
    headings = len([each for each in page.header if each.value not in OF_WORDS])
    more = expanders.count("More figures, and how each is calculated")
    changed = expanders.count(changes.ALL)
    offered = sum("-offer-" in each.proto.id for each in page.expander)
    assert expanders.count(charts.TABLE) + offered == headings - changed
    assert len(page.get("download_button")) == headings + more


@pytest.mark.parametrize("file", FIGURES)
@pytest.mark.parametrize(
    ("kind", "key"),
    [("Financial year", "year"), ("Quarter", "quarter"), ("Month", "month")],
)
def test_charts_are_sound_for_every_kind_of_period(with_exampleshire, file, kind, key):
    page = choose(open_page(file), "period", kind)
    first = page.selectbox(key=key).options[-1]
    for app in (page, choose(page, key, first)):
        assert not app.exception
        for chart, table in charts_with_tables(open_all(app)):
            figure_of(chart)
            assert not table.empty
