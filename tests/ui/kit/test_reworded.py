"""What is drawn of a measure that says all in other words: the same, but for those."""

import json
import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from domain.periods import financial_year
from metrics.catalogue import CATALOGUE
from tests.conftest import AS_AT
from tests.metrics.reworded import Rewording
from ui.about.catalogue import as_row
from ui.kit.filters import Selection

WAIT = 60
SOME = (
    *("reviews_held_on_time", "participation_not_recorded", "reviews_overdue"),
    *("review_days_late", "plans_open_by_duration", "caseload_per_fte"),
    *("children_with_all_plan_reviews_on_time", "disputes_per_100_children"),
)


def everything(metric, columns, chosen) -> None:
    """Draw a measure in each way that pages have."""
    from ui.kit import cards, charts, trends

    cards.rows([metric], columns, chosen)
    trends.trend(metric, columns, chosen)
    charts.by_group(metric, metric.natural or "iro", columns, chosen)
    charts.more_figures([metric], columns, chosen)
    charts.calculation(metric, columns, chosen)


def drawn(metric, columns):
    """Return what is on screen: sentences, and charts without their own words."""
    chosen = Selection(financial_year(2024), {}, AS_AT, leads_on=False)
    app = AppTest.from_function(
        everything,
        default_timeout=WAIT,
        kwargs={"metric": metric, "columns": columns, "chosen": chosen},
    ).run()
    assert not app.exception
    said = [each.value for each in (*app.header, *app.markdown)]
    (cards,) = [unescape(each.proto.body) for each in app.get("html")[:1]]
    charts = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    return "\n".join([*said, cards]), charts


@pytest.mark.parametrize("key", SOME)
def test_in_other_words_what_is_drawn_is_the_same(
    key, exampleshire_columns, monkeypatch
) -> None:
    metric = next(each for each in CATALOGUE if each.key == key)
    columns = exampleshire_columns
    words = Rewording()
    other = words.of_measure(metric)
    before, charts = drawn(metric, columns)
    row = as_row(metric)
    words.of_enums(monkeypatch)
    after, same_charts = drawn(other, columns)
    assert charts and same_charts == charts
    assert _plain(words.back(after)) == _plain(before)
    assert {name: words.back(said) for name, said in as_row(other).items()} == row


def test_the_council_s_way_of_counting_is_said_of_days_that_follow_it() -> None:
    assert [metric.key for metric in CATALOGUE if metric.intervals] == [
        "reviews_held_on_time",
        "reviews_due_held_on_time",
        "children_with_all_reviews_on_time",
        "reviews_overdue",
        "review_days_late",
        *("late_reviews_by_reason", "late_reviews_by_kind", "late_reviews_avoidable"),
        "reviews_on_time_of_children_deprived_of_liberty",
    ]


def _plain(text: str) -> str:
    """Return a text without marks before letters, nor capitals at its beginning."""
    return re.sub(r"\\+", "", text).casefold()
