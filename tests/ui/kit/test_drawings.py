"""Drawings: plain dictionaries that plotly accepts as they are."""

from dataclasses import replace
from datetime import date

import numpy as np
import plotly.graph_objects as go
import pytest

from domain.events import Event
from domain.periods import months_between
from metrics import cla_reviews, disputes
from metrics.measure import Counts, Unit
from ui.kit import drawings

PERCENT, COUNT = cla_reviews.REVIEWS_HELD_ON_TIME, disputes.DISPUTES_RAISED
MONTHS = months_between(date(2025, 4, 1), date(2025, 6, 30))
GAP = float("nan")


def counts(*values, metric=PERCENT):
    row = np.array([values], dtype=float)
    known = ~np.isnan(row)
    return Counts(
        labels=("all",),
        periods=MONTHS,
        numerator=np.where(known, row, 0),
        denominator=np.where(known, 100.0, 0.0) if metric is PERCENT else None,
        value=row,
        covered=np.ones(3, dtype=bool),
        aside=np.zeros((1, 3)),
    )


def test_a_bar_for_each_group_carries_its_value_in_words():
    groups = [("North", 80.0), ("A team with a very long name indeed", 10.0)]
    figure = go.Figure(drawings.bars(PERCENT, groups, ["80.0%", "10.0%"]))
    bars = figure.data[0]
    assert list(bars.x) == [80.0, 10.0]
    assert list(bars.text) == ["80.0%", "10.0%"]
    assert bars.y[1].replace("<br>", " ") == groups[1][0]
    assert list(bars.textposition) == ["inside", "outside"]
    assert list(figure.layout.xaxis.range) == [0, 100]


def test_a_group_without_a_value_is_a_gap_and_not_nought():
    figure = go.Figure(drawings.bars(PERCENT, [("North", GAP)], ["No cases"]))
    assert list(figure.data[0].x) == [None]


def test_more_lines_of_label_make_a_taller_chart():
    short = drawings.bars(COUNT, [("North", 1.0)], ["1"])
    long = drawings.bars(COUNT, [("A team with a very long name", 1.0)], ["1"])
    assert long["layout"]["height"] > short["layout"]["height"]


@pytest.mark.parametrize(
    ("values", "span"),
    [
        ((85, 88, 90), [60, 100]),  # at least 40 points, so that noise is no news
        ((45, 55, 50), [20, 60]),
        ((0, 5, 3), [0, 40]),
        ((10, 95, 50), [0, 100]),
        ((100, 100, 100), [60, 100]),
    ],
)
def test_a_percentage_axis_goes_in_tens(values, span):
    found = drawings.span_of(PERCENT, counts(*values))
    assert found[0] % 10 == found[1] % 10 == 0
    assert found[0] <= min(values)
    assert max(values) <= found[1]
    assert found[1] - found[0] >= 40
    assert found == span


def test_the_axis_is_the_same_whatever_the_filters_leave_out():
    everybody, some = counts(50, 90, 70), counts(80, 81, 82)
    assert drawings.span_of(PERCENT, everybody, some) == drawings.span_of(
        PERCENT, everybody
    )


def test_what_is_no_percentage_or_has_no_value_has_no_fixed_axis():
    assert drawings.span_of(COUNT, counts(1, 2, 3, metric=COUNT)) is None
    assert drawings.span_of(PERCENT, counts(GAP, GAP, GAP)) is None
    assert drawings.span_of(replace(PERCENT, unit=Unit.DAYS), counts(1, 2, 3)) is None


def test_what_is_drawn_beside_lies_on_the_axis_too():
    limits = np.array([12.0, GAP, 99.0])
    assert drawings.span_of(PERCENT, counts(80, 85, 90), beside=[limits]) == [10, 100]


LED = Event(date(2025, 5, 15), "Lead practitioners chair from 15 May 2025")


def test_an_event_is_a_line_with_its_words_over_the_months():
    drawn = drawings.rates(MONTHS, [0.8, GAP, 0.9])
    later = Event(date(2030, 1, 1), "Something that is not drawn yet")
    there = drawings.within(drawn, (later, LED))
    assert there == (LED,)
    figure = go.Figure(drawings.marked(drawn, there))
    (line,), (note,) = figure.layout.shapes, figure.layout.annotations
    assert (line.x0, line.x1, line.y0, line.y1) == ("2025-05-15", "2025-05-15", 0, 1)
    assert note.text.replace("<br>", " ") == LED.words


def test_an_event_keeps_the_lines_that_are_there():
    drawn = drawings.rates(MONTHS, [0.1, 0.0, 0.3])
    drawn["layout"]["shapes"] = [{"type": "rect", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]
    assert [
        each["type"] for each in drawings.marked(drawn, (LED,))["layout"]["shapes"]
    ] == ["rect", "line"]


def test_more_events_than_have_room_are_numbered_and_listed_by_number():
    drawn = drawings.rates(MONTHS, [0.8, GAP, 0.9])
    there = drawings.within(
        drawn,
        (
            LED,
            Event(date(2025, 5, 20), "Two chairs on leave"),
            Event(date(2025, 5, 28), "A new form"),
        ),
    )
    notes = go.Figure(drawings.marked(drawn, there)).layout.annotations
    assert [each.text for each in notes] == ["(1)", "(2)", "(3)"]
    said = drawings.listed(there)
    assert said.startswith(f"(1) {LED.said}. (2) 20 May 2025: Two chairs on leave.")
    assert drawings.listed((LED,)) == f"{LED.said}."


def test_words_of_events_that_are_near_each_other_do_not_overlap():
    drawn = drawings.rates(MONTHS, [0.8, GAP, 0.9])
    near = (
        Event(date(2025, 5, 20), "Two chairs on long leave until the summer"),
        LED,
    )
    there = drawings.within(drawn, near)
    notes = go.Figure(drawings.marked(drawn, there)).layout.annotations
    tops = 0
    for note in sorted(notes, key=lambda each: each.yshift):
        assert note.yshift >= tops
        tops = note.yshift + drawings.NOTE_LINE * (1 + note.text.count("<br>"))
    alone = go.Figure(drawings.marked(drawn, (LED,))).layout.annotations
    assert [each.yshift for each in alone] == [0]


def test_rates_without_any_month_are_not_drawn():
    assert drawings.rates(MONTHS, [GAP, GAP, GAP]) is None


def test_a_line_across_all_bars_is_at_the_value_of_all_together():
    drawn = drawings.bars(
        PERCENT, [("North", 80.0), ("East", 60.0)], ["80%", "60%"], 70.0
    )
    figure = go.Figure(drawn)
    layout, bars = figure.layout, figure.data[0]
    (line,), (name,) = layout.shapes, layout.annotations
    assert (line.x0, line.x1) == (70.0, 70.0)
    assert (name.text, name.x) == ("All 70%", 70.0)
    assert bars.insidetextanchor == "start"  # where the line does not cross the words
    assert set(bars.texttemplate) == {"%{text}"}  # which stand under one another


def test_a_value_beside_a_short_bar_stands_past_the_line():
    groups = [("North", 14.6), ("East", 15.5), ("South", 2.0), ("West", 17.0)]
    groups.append(("Nobody", GAP))
    said = [f"{value}%" for _, value in groups]
    bars = go.Figure(drawings.bars(PERCENT, groups, said, 15.5)).data[0]
    near, at, far, beyond, none = (each.count("\u00a0") for each in bars.texttemplate)
    assert near >= at > 0 == far == beyond == none
    assert all(each.endswith("%{text}") for each in bars.texttemplate)
    assert list(bars.text) == said


def test_nothing_drawn_marks_nothing():
    assert drawings.within(None, (LED,)) == ()
