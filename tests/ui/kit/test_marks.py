"""A verdict's shape: none is told from another by its colour alone."""

import plotly.graph_objects as go

from metrics.verdict import Variation
from ui.kit.marks import MARKS, MEANINGS


def test_each_variation_has_a_letter_and_a_symbol_of_its_own():
    assert set(MARKS) == set(Variation)
    assert len({mark.letter for mark in MARKS.values()}) == len(Variation)
    assert len({mark.symbol for mark in MARKS.values()}) == len(Variation)


def test_each_symbol_is_one_that_plotly_draws():
    for mark in MARKS.values():
        assert go.scatter.Marker(symbol=mark.symbol).symbol == mark.symbol


def test_all_but_what_is_ordinary_is_explained_by_its_shape():
    ordinary = {Variation.STEADY, Variation.TOO_FEW}
    assert set(MEANINGS) == set(Variation) - ordinary
    for variation, said in MEANINGS.items():
        assert said.startswith(MARKS[variation].shape)
        assert said.endswith(" than chance explains.")
