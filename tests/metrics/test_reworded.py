"""Words are for readers: a measure that says all in other words counts the same."""

from dataclasses import astuple

import pytest

from domain.periods import financial_year, month_of, months_between, quarters_between
from metrics.catalogue import CATALOGUE
from metrics.figure import bounds, cross, figure
from metrics.measure import MeasureError, counted
from metrics.rows_behind import sides
from metrics.sides import Side
from reports.figures import figures
from reports.formats import as_json, as_table
from tests.metrics.any_columns import FIRST, LAST, any_columns
from tests.metrics.reworded import SENTENCES, Rewording

YEAR = financial_year(2024)
MONTHS = months_between(FIRST, LAST)
QUARTERS = quarters_between(YEAR.start, YEAR.end)
ANSWERS = (
    *("files", "counts_children", "is_stock", "adds_up", "intervals", "plain_count"),
    *("bounded", "worst_first", "natural"),
)
seeds = pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.walk) for seed in (1, 2))]
)


@pytest.fixture
def reworded():
    words = Rewording()
    return words, [(metric, words.of_measure(metric)) for metric in CATALOGUE]


def test_every_sentence_has_other_words(reworded, monkeypatch):
    words, pairs = reworded
    words.of_enums(monkeypatch)
    for metric, other in pairs:
        for name in SENTENCES:
            said = getattr(metric, name)
            assert (getattr(other, name) == said) == (said == "")
        assert other.source.words != metric.source.words
        assert other.good.value.startswith("«")


def test_what_is_asked_of_a_measure_is_answered_the_same(reworded, monkeypatch):
    words, pairs = reworded
    answers = [_answers(metric) for metric in CATALOGUE]
    words.of_enums(monkeypatch)
    assert [_answers(other) for _, other in pairs] == answers


@seeds
def test_every_figure_is_the_same(seed, reworded):
    _, pairs = reworded
    columns = any_columns(seed)
    for metric, other in pairs:
        for by in (None, *metric.dimensions(columns)):
            asked = columns, MONTHS, {}, by
            assert _told(other, *asked) == _told(metric, *asked)
        assert _bounds(other, columns) == _bounds(metric, columns)
        for period in (YEAR, month_of(LAST)):
            behind = [sides(each, columns, period) for each in (metric, other)]
            assert _rows(behind[0]) == _rows(behind[1])
            assert set(metric.worst_first) <= set(behind[0])
            assert (Side.ASIDE in behind[0]) == (Side.ASIDE in metric.worst_first)


@seeds
def test_a_report_differs_in_its_words_alone(seed, reworded, monkeypatch):
    words, pairs = reworded
    columns = any_columns(seed)
    reports = [_reports(metric, columns) for metric in CATALOGUE]
    words.of_enums(monkeypatch)
    for (_, other), before in zip(pairs, reports, strict=True):
        after = [words.back(text) for text in _reports(other, columns)]
        assert [_spaced(text) for text in after] == [_spaced(text) for text in before]


def _reports(metric, columns):
    return [
        form(figures(metric, columns, YEAR, by=by))
        for by in (None, "year", *metric.dimensions(columns))
        for form in (as_table, as_json)
    ]


def _spaced(text: str) -> str:
    """Return a text without what aligns its columns."""
    return " ".join(text.split())


def _answers(metric):
    return {name: getattr(metric, name) for name in ("key", *ANSWERS)}


def _told(metric, columns, periods, where, by) -> str:
    try:
        counts = counted(metric, columns, periods, where, by)
    except MeasureError as refusal:
        return str(refusal).replace(metric.name, "")
    return repr(
        [each.tolist() if hasattr(each, "tolist") else each for each in astuple(counts)]
    )


def _crossed(metric, *asked) -> str:
    try:
        return repr(cross(metric, *asked))
    except MeasureError as refusal:
        return str(refusal).replace(metric.name, "")


def _bounds(metric, columns):
    return bounds(figure(metric, columns, YEAR))


def _rows(behind):
    return {
        side: [
            (each.rows, each.row.tolist(), each.amount, list(map(list, each.events)))
            for each in some
        ]
        for side, some in behind.items()
    }
