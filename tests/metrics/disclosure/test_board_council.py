"""A whole invented council, as a board and a reader with time on their hands see it.

The reader lays every quarter and year to date of a measure side by side, all groups of
several groupings, and the cross of two, and solves for what is withheld. The null space
is found by singular values, which the engine does not use.
"""

from datetime import date
from itertools import chain

import numpy as np
import pytest

from data_access.columns import read_columns
from data_access.store import database
from domain.access import EVERYTHING
from domain.periods import Period, financial_year, quarters_between
from metrics import catalogue
from metrics.disclosure.board import published, published_cross
from tests.conftest import url_of

YEARS = (2025, 2026)
LAST = date(2025, 9, 30)
FLOWS = (
    ("disputes_raised", ("team", "theme", "stage")),
    ("plans_started", ("team", "ethnic_group")),
    ("reviews_held_on_time", ("team", "sex")),
    ("icpcs_held_within_15_working_days", ("team", "age_band")),
)
STOCKS = (
    ("plans_open_over_15_months", ("team", "age_band")),
    ("children_with_all_reviews_on_time", ("team", "ethnic_group")),
    ("disputes_open", ("theme", "stage")),
)


HEADLINES = (
    "reviews_held_on_time",
    "children_taking_part",
    "icpcs_held_within_15_working_days",
    "plans_started_second_or_subsequent",
    "disputes_raised",
)


@pytest.fixture(scope="module")
def council(exampleshire_file):
    return read_columns(
        database.get_engine(url_of(exampleshire_file)), "EXM", EVERYTHING
    )


class Board:
    """Every cell of a measure that a board can see in one year, and how they add up."""

    def __init__(self, metric, council, year):
        self.metric, self.council = metric, council
        self.place, self.truth, self.withheld, self.rows = {}, [], [], []
        end = min(year.end, LAST)
        self.quarters = quarters_between(year.start, end)
        self.to_date = tuple(Period(year.start, each.end) for each in self.quarters)

    def read(self, by):
        """Look at every period by one grouping, or at the totals."""
        for periods in (self.quarters, self.to_date):
            shown = published(self.metric, self.council, periods, by=by)
            plain = self.metric.count(self.council, periods, by=by)
            for row, label in enumerate(shown.labels):
                for column, period in enumerate(periods):
                    self._see(by, label, period, shown, plain, (row, column))
        for period in dict.fromkeys((*self.quarters, *self.to_date)):
            if by:
                groups = [(by, label, period) for label in shown.labels]
                self._sum((None, "all", period), groups)
        return shown.labels

    def _see(self, by, label, period, shown, plain, cell):
        key = by, label, period
        if key in self.place:
            return
        numbers = [plain.numerator[cell]]
        if plain.denominator is not None:
            cases = plain.denominator[cell]
            numbers = [numbers[0], cases - numbers[0], cases]
            assert np.isnan(shown.denominator[cell]) == shown.withheld[cell]
        assert np.isnan(shown.numerator[cell]) == shown.withheld[cell]
        if not shown.withheld[cell]:
            assert shown.numerator[cell] == plain.numerator[cell]
        self.add(key, numbers, shown.withheld[cell])

    def add(self, key, numbers, withheld):
        self.place[key] = len(self.truth)
        self.truth.append(numbers)
        self.withheld.append(bool(withheld))

    def add_over_time(self, by, label):
        quarters = [(by, label, quarter) for quarter in self.quarters]
        for number, whole in enumerate(self.to_date[1:], start=2):
            self._sum((by, label, whole), quarters[:number])

    def _sum(self, total, parts):
        self.rows.append((self.place[total], [self.place[part] for part in parts]))

    def cross(self, rows_by, columns_by):
        year = self.to_date[-1]
        given = self.metric, self.council
        found = published_cross(*given, year, rows_by, columns_by)
        for column in found.column_labels:
            plain = self.metric.count(
                self.council, (year,), {columns_by: (column,)}, rows_by
            )
            for row in found.row_labels:
                number = plain.numerator[plain.labels.index(row), 0]
                cell = found.cells[
                    found.row_labels.index(row), found.column_labels.index(column)
                ]
                self.add((row, column), [number], np.isnan(cell))
        for row in found.row_labels:
            parts = [(row, column) for column in found.column_labels]
            self._sum((rows_by, row, year), parts)
        for column in found.column_labels:
            parts = [(row, column) for row in found.row_labels]
            self._sum((columns_by, column, year), parts)

    def check(self):
        """Nothing small is shown, and the null space moves whatever is small."""
        truth, withheld = np.array(self.truth).T, np.array(self.withheld)
        sums = np.zeros((len(self.rows), len(withheld)))
        for row, (total, parts) in zip(sums, self.rows, strict=True):
            row[parts], row[total] = 1, -1
        assert np.abs(sums @ truth.T).max() < 1e-6
        for numbers, limit in zip(truth, (5, 5, 10), strict=False):
            small = (numbers > 0) & (numbers <= limit)
            assert not (small & ~withheld).any()
            unknown = withheld & (numbers > 0)
            told = _fixed(sums[:, unknown])
            assert not (told & small[unknown]).any()
        assert not _fixed(sums[:, withheld])[truth[-1][withheld] > 0].any()
        return int(withheld.sum())


def _fixed(sums):
    """Return which unknowns every solution gives the same value."""
    _, sizes, basis = np.linalg.svd(sums)
    rank = (sizes > 1e-8).sum()
    return (np.abs(basis[rank:]) < 1e-8).all(axis=0)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("key", "groupings"), FLOWS)
def test_nobody_can_work_out_a_small_number_of_what_happened(
    council, key, groupings, year
):
    board = Board(catalogue.get(key), council, financial_year(year))
    board.read(None)
    board.add_over_time(None, "all")
    for by in groupings:
        for label in board.read(by):
            board.add_over_time(by, label)
    if key == "disputes_raised":
        board.cross("theme", "stage")
    assert board.check()


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("key", "groupings"), STOCKS)
def test_nobody_can_work_out_a_small_number_of_what_there_was(
    council, key, groupings, year
):
    board = Board(catalogue.get(key), council, financial_year(year))
    for by in chain((None,), groupings):
        board.read(by)
    assert board.check()


@pytest.mark.parametrize("key", HEADLINES)
def test_headline_figures_of_whole_years_are_shown(council, key):
    years = financial_year(2024), financial_year(2025)
    found = published(catalogue.get(key), council, years)
    assert not found.withheld.any()
    assert not np.isnan(found.value).any()
