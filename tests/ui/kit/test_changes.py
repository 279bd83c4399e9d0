"""What changed, in sentences: each number is one of the table's."""

import re

import pytest

from metrics.changed import changed
from tests.metrics.test_changed import MEASURES, PLANTED, YEAR, reviews
from tests.tables import columns
from ui.kit.changes import CHANCE, table

NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@pytest.mark.parametrize(
    "rows", [PLANTED, tuple((team, year, 180, 200) for team, year, _, _ in PLANTED)]
)
def test_each_number_of_a_sentence_is_in_the_line_of_its_measure(rows):
    found = changed(MEASURES, reviews(*rows), YEAR)
    lines = table(found).set_index("Figure")
    named = {each.sentence: each for each in found.changed}
    if found.unchanged:
        named[found.unchanged.the_same] = found.unchanged
    told = [said for said in found.sentences if said in named]
    assert told
    for said in told:
        line = lines.loc[named[said].metric.name]
        cells = set(NUMBER.findall(line.str.replace(".0%", "%").str.cat(sep=" ")))
        assert set(NUMBER.findall(said)) <= cells


def test_the_table_says_which_chance_does_not_explain_and_what_made_it():
    found = changed(MEASURES, reviews(*PLANTED), YEAR)
    lines = table(found).set_index("Figure")
    assert list(lines.index) == [each.metric.name for each in found.compared]
    late = lines.loc["Reviews held on time"]
    assert (late[CHANCE], late["Most of it"]) == ("yes", "team North, 60 fewer")
    assert (late["Now"], late["Before"]) == ("74.5%", "90.0%")
    assert set(lines.drop("Reviews held on time")[CHANCE]) == {"no"}


def test_nothing_to_compare_is_an_empty_table_and_says_so():
    found = changed(MEASURES, columns(covered={}), YEAR)
    assert table(found).empty
    assert found.sentences == (
        "There is nothing to compare: not all of both periods is loaded.",
    )
