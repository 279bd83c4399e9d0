"""A council's reasons for late reviews, as typed and as kept."""

import pytest

from data_access.importers.late_reasons import LateReasons
from domain.codes import AVOIDABLE, CHILD_CENTRED
from domain.errors import DashboardError
from domain.workload import Reallocation
from ui.files.delays import DelaysAsked, read


def asked(reasons):
    return DelaysAsked(reasons, Reallocation())


def test_reasons_are_read_one_a_line_with_their_kind_however_it_is_spelt():
    typed = f" Snow = {CHILD_CENTRED.upper()}\n\nA = B = {AVOIDABLE}\n"
    assert read(asked(typed)) == LateReasons(
        kinds={"Snow": CHILD_CENTRED, "A = B": AVOIDABLE}
    )
    assert read(asked("")) == LateReasons(kinds={})


@pytest.mark.parametrize("line", ["Snow", "Snow = ours", f"= {AVOIDABLE}"])
def test_a_line_without_a_reason_or_kind_is_refused_in_words(line):
    with pytest.raises(DashboardError, match="Nothing is kept"):
        read(asked(f"Rain = {AVOIDABLE}\n{line}"))
