"""Whatever a board chooses, each number stands where its release tells that number.

With what is said being made of told cells alone (tests/metrics/test_judged.py), all that
a board can read in all releases is in the cells that tests/reports/attacking.py attacks.
"""

import re

import pytest

from metrics.release.said import (
    NOT_RELEASED,
    aside_said,
    cases_words,
    number_words,
    value_words,
)
from metrics.said import briefly
from tests.pages.opening import BOARD, cards, choose, open_all, open_page, tables
from tests.pages.test_board import A_BOARD, NUMBER
from ui.kit import data, words

pytestmark = pytest.mark.walk


def told(measure, cells, *more):
    """Every text that some cells of a measure may stand as, and what is said of it."""
    of, said = measure.words, measure.said
    found = {"", NOT_RELEASED, said.change, said.beside, said.of_target, *more}
    found |= {said.trend[:1].upper() + said.trend[1:]}
    for cell in cells:
        found |= {value_words(of.unit, cell), cases_words(of, cell)}
        found |= {number_words(cell.numerator), number_words(cell.denominator)}
        found |= {aside_said(of, cell)}
    return found


def judged(measure):
    """The averages and limits of a series."""
    of = measure.words
    for point in measure.said.points:
        if point.mean is not None:
            yield briefly(of, point.mean)
        if point.lower is not None:
            yield f"{briefly(of, point.lower)} to {briefly(of, point.upper)}"


def check_table(release, table):
    """See that each line of a table is told of its measure by its group or period."""
    head, *columns = table.columns
    if head == "Figure":
        by_name = {each.words.name: each for each in release.measures.values()}
        for name, *line in table.itertuples(index=False):
            measure = by_name[name]
            assert set(line) <= told(measure, measure.cells.values()), name
        return len(table)
    if head in ("What", "Day"):  # what was decided, and what happened: words of people
        return 0
    some = [e for e in release.measures.values() if e.words.name == columns[0]]
    for label, *line in table.itertuples(index=False):
        if some:
            (measure,) = some
            its = [
                cell
                for key, cell in measure.cells.items()
                if label in (words.period(key.period), words.label(key.group))
            ]
            assert its, (label, columns)
            assert set(line) <= told(measure, its, *judged(measure)), (label, line)
            continue
        for column, said in zip(columns, line, strict=True):  # one of two groupings
            name = f"{label}, {column}"
            crossed = {
                value_words(measure.words.unit, cell)
                for measure in release.measures.values()
                for key, cell in measure.cells.items()
                if " x " in key.by and key.group == name
            }
            assert said == "" or said in crossed, name
    return len(table)


def found_in(*lines):
    """Every number in some lines; 10.0% is 10%."""
    return {each.replace(".0%", "%") for line in lines for each in NUMBER.findall(line)}


def check_cards(release, page):
    by_name = {each.words.short_name: each for each in release.measures.values()}
    for card in cards(page):
        measure = by_name[card.name]
        of = measure.words
        whole = [cell for key, cell in measure.cells.items() if not key.by]
        known = told(
            measure, whole, of.definition, of.name, of.numerator, *judged(measure)
        )
        numbers = found_in(*known)
        days = r"\d+ \w+ 20\d\d|\w+ 20\d\d|20\d\d(?:-\d\d)?|[Qq]uarter \d"
        said = re.sub(days, "", " ".join((card.value, card.alt, *card.lines)))
        assert found_in(said) <= numbers, card


def check(page):
    """Check one page as it stands; return how many lines of tables it has."""
    assert not page.exception, {each.key: each.value for each in page.selectbox}
    chosen = page.selectbox(key="release").value
    listed = data.releases(A_BOARD, "EXM")
    (signed,) = [each for each in listed if f"{each.up_to:%B %Y}" in chosen]
    release = data.opened(A_BOARD, signed)
    check_cards(release, page)
    return sum(check_table(release, each) for each in tables(page))


@pytest.mark.parametrize("file", BOARD)
def test_whatever_is_chosen_each_number_is_that_of_its_cell(with_releases, file):
    lines = 0
    for release in open_page(file).selectbox(key="release").options:
        page = choose(open_page(file), "release", release)
        boxes = {each.key for each in page.selectbox}
        for key in ("days", "groups"):
            offered = page.selectbox(key=key).options if key in boxes else []
            for each in offered[:3] + offered[3::9]:
                page = choose(open_page(file), "release", release)
                lines += check(open_all(choose(page, key, each)))
    assert lines > 20 or file == "board/overview.py"
