"""Two groupings at once: the totals are those released, and what is withheld stays so."""

from dataclasses import replace

import pytest

from metrics.release.cells import Key
from metrics.release.spans import TOO_FEW
from metrics.release.told import Span, ToldCell
from reports.documents.cross import crossed
from reports.documents.model import ToWrite
from reports.documents.reading import Reading

pytestmark = pytest.mark.xdist_group("documents")
KEY, BY, TITLE = "disputes_raised", "theme x stage", "By theme and stage"


def cell(group, low, high, period):
    span = Span(low, high)
    why = "" if low == high else TOO_FEW
    return ToldCell(Key(KEY, BY, group, period), span, None, span, Span.of(0.0), why)


@pytest.fixture
def read(shire):
    measure = shire.released.measures[KEY]
    cells = [
        cell("Practice, Stage 1", 42.0, 42.0, shire.period),
        cell("Practice, Stage 2", 1.0, 5.0, shire.period),
        cell("Practice, Stage 3", 0.0, 0.0, shire.period),
        cell("Other, Stage 1", 0.0, 0.0, shire.period),
        cell("Other, Stage 2", 0.0, 0.0, shire.period),
        cell("Other, Stage 3", 0.0, 0.0, shire.period),
    ]
    others = {k: c for k, c in measure.cells.items() if k.by != BY}
    more = {each.key: each for each in cells}
    measures = shire.released.measures | {
        KEY: replace(measure, cells={**others, **more})
    }
    return Reading(replace(shire.released, measures=measures), shire.period)


def test_rows_and_columns_without_a_case_are_left_out(read):
    (table,) = crossed(read, KEY, BY, TITLE, "Theme")
    assert table.heads == ("Theme", "Stage 1", "Stage 2", "All")
    assert table.rows == (
        ("Practice", "42", "1 to 5", "57"),
        ("All", "77", "38", "138"),
    )


def test_where_it_is_not_released_it_is_left_to_write(shire):
    assert crossed(shire, KEY, "theme x no", TITLE, "Theme") == (
        ToWrite("By theme and stage: not in this release.", f"{KEY} theme x no"),
    )
