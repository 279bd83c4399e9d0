"""The drawing of a timeline: nothing lies on anything else, and shapes tell marks."""

from datetime import date

import plotly.graph_objects as go
import pytest

from data_access.casework.timeline import Event, Lane, Mark
from ui.children import timeline as drawing

AS_AT = date(2026, 11, 22)
START = date(2023, 11, 22)
DAY = 86_400_000  # milliseconds


def bar(lane, first, last=None, text="Words"):
    return Event(
        lane,
        Mark.SPAN,
        date.fromisoformat(first),
        "What",
        until=date.fromisoformat(last) if last else None,
        text=text,
    )


def point(mark, day, lane=Lane.REVIEWS):
    return Event(lane, mark, date.fromisoformat(day), "Review", "", "On time")


def drawn(*events, start=START):
    return go.Figure(drawing.drawn(events, start, AS_AT))


def test_a_bar_begun_before_the_first_day_is_cut_and_says_when_it_began():
    (bars,) = drawn(bar(Lane.CARE, "2010-08-04")).data
    assert list(bars.base) == ["2023-11-22"]
    assert list(bars.x) == [1096 * DAY]  # three years, one of them a leap year
    assert list(bars.hovertext) == ["4 August 2010, goes on: What, Words"]


def test_a_bar_of_one_day_can_be_seen():
    (bars,) = drawn(bar(Lane.DISPUTES, "2026-11-22")).data
    assert list(bars.x) == [DAY]


def test_two_open_disputes_do_not_lie_on_each_other():
    (bars,) = drawn(
        bar(Lane.DISPUTES, "2024-01-01", "2024-06-01"),
        bar(Lane.DISPUTES, "2024-05-01", "2024-07-01"),
        bar(Lane.DISPUTES, "2024-06-01", "2024-08-01"),
    ).data
    first, second, third = bars.y
    assert first == third < second
    assert second - first > bars.width


def test_a_day_planned_lies_beneath_the_day_due():
    figure = drawn(point(Mark.OWED, "2026-12-22"), point(Mark.PLANNED, "2026-12-20"))
    owed, planned = figure.data
    assert owed.y[0] < planned.y[0]
    assert max(owed.x) < figure.layout.xaxis.range[1]


def test_visits_alone_have_one_row():
    figure = drawn(point(Mark.POINT, "2026-01-20", Lane.VISITS))
    assert figure.data[0].y[0] < drawing.TOP + 2 * drawing.ROW


def test_each_mark_has_a_shape_and_a_name_of_its_own():
    marks = [mark for mark in Mark if mark is not Mark.SPAN]
    figure = drawn(*(point(mark, "2026-01-20") for mark in marks))
    assert len({trace.marker.symbol for trace in figure.data}) == len(marks)
    assert [trace.name for trace in figure.data] == [str(mark) for mark in marks]
    assert figure.layout.showlegend


def test_lanes_come_in_their_order_and_only_those_with_something():
    figure = drawn(
        bar(Lane.DISPUTES, "2024-01-01"),
        bar(Lane.CARE, "2024-01-01"),
        point(Mark.LATE, "2024-02-01"),
    )
    named = [(note.y, note.text) for note in figure.layout.annotations]
    assert [text for _, text in sorted(named)] == [
        "Last day loaded, 22 November 2026",
        *("In care", "Reviews", "Disputes"),
    ]


def test_words_that_somebody_typed_are_no_marks_of_a_page():
    (bars,) = drawn(bar(Lane.DISPUTES, "2024-01-01", text="<a href='x'>2</a>")).data
    assert "<" not in bars.text[0] + bars.hovertext[0]


@pytest.mark.parametrize(
    ("start", "apart", "size"),
    [(START, "M6", 13), (date(2018, 1, 1), "M24", 9), (date(2001, 1, 1), "M60", 9)],
)
def test_twenty_years_have_few_ticks_and_small_marks(start, apart, size):
    figure = drawn(point(Mark.LATE, "2024-02-01"), start=start)
    assert figure.layout.xaxis.dtick == apart
    assert figure.data[0].marker.size == size
