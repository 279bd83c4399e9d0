"""How soon children are back on a plan, on screen: the words and the curve."""

import numpy as np
import plotly.graph_objects as go
import pytest

from metrics.survival import MONTHS, Returns, kaplan_meier
from ui.returns import returns


def plans(size, back_on=(), until=800):
    days = np.array([*back_on, *[until] * (size - len(back_on))])
    return Returns("All", kaplan_meier(days, days < until), 3)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (plans(100, [50] * 20), "20.0% (13.4% to 29.3%)"),
        (plans(100), "0.0% (none seen)"),
        (plans(9), "too few to say"),
        (plans(9, until=364), "too few to say"),
        (plans(100, until=364), "not over yet"),
    ],
    ids=["some", "nobody", "few", "few, and not so long", "nobody so long"],
)
def test_a_share_is_said_with_its_bounds_or_why_there_is_none(found, said):
    assert returns.share(found, 12) == said


def test_the_heading_is_of_the_longest_time_up_to_a_year_that_enough_are_followed():
    assert returns._finding(plans(100, [50] * 20)) == "20.0% within 12 months"
    found = plans(100, [50] * 20, until=200)
    assert returns._finding(found) == "20.0% within 6 months"
    assert returns._finding(plans(5)) == "too few to say"
    assert returns._finding(None) == "no plan to follow"


def test_the_curve_is_the_table_s_shares_with_the_numbers_still_followed_beneath():
    found = plans(100, [50, 50, 200, 400, 700])
    figure = go.Figure(returns.drawn(found.curve))
    back, low, high = figure.data
    assert {trace.line.shape for trace in figure.data} == {"hv"}
    for days in MONTHS.values():
        step = np.flatnonzero(np.array(back.x) <= days / returns.MONTH)[-1]
        shares = [100 * each for each in found.curve.share(days)]
        drawn = [trace.y[step] for trace in (back, low, high)]
        assert drawn == pytest.approx(shares)
    assert list(figure.layout.xaxis.ticktext) == [
        *("0<br>100", "6<br>98", "12<br>97", "24<br>95")
    ]
    assert figure.layout.yaxis.range[0] == 0


def test_the_curve_ends_where_fewer_than_ten_are_followed():
    few = kaplan_meier(np.array([100] * 20 + [600] * 9), np.zeros(29, bool))
    assert max(go.Figure(returns.drawn(few)).data[0].x) == 100 / returns.MONTH
    assert returns.drawn(kaplan_meier(np.array([5] * 9), np.zeros(9, bool))) is None
