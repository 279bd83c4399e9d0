"""With whom a council compares itself, as typed and as kept."""

import pytest

from domain.benchmarks import Comparison
from domain.errors import DashboardError
from ui.files.comparison import NO_REGION, ComparisonAsked, read


def test_names_are_read_one_a_line_however_they_are_spelt_each_once():
    typed = " Durham \n\nSt. Helens\nCounty Durham"
    assert read(ComparisonAsked("London", typed)) == Comparison(
        "London", ("County Durham", "St Helens")
    )
    assert read(ComparisonAsked(NO_REGION, "")) == Comparison()


def test_a_name_of_no_council_is_refused_in_words_and_nothing_is_kept():
    with pytest.raises(DashboardError, match=r"'Borchester'.*Nothing is kept"):
        read(ComparisonAsked("London", "Darlington\nBorchester"))
