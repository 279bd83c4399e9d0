"""What is kept between readers: nobody is given what was made for who sees more."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from data_access.columns.sight import ANOTHER
from domain import access
from domain.access import NotAllowedError, Role, Viewer
from domain.codes import NOT_RECORDED
from metrics.disputes import DISPUTES_RAISED
from metrics.figure import given as given_counts
from metrics.measure import MeasureError
from ui.kit import data

VIEWERS = st.builds(
    Viewer,
    who=st.sampled_from(["ann@example.org", "ben@example.org"]),
    role=st.sampled_from(Role),
    la=st.sampled_from([None, "EXM", "TST"]),
    teams=st.sampled_from([(), ("North",), ("*",)]),
    staff_id=st.sampled_from(["", "S01", "S02", "S99"]),
)
OWN = {"S01": "Juniper Ashgrovely", "S02": "Bramble Fennimarsh"}


@trying(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(asking=st.lists(VIEWERS, min_size=2, max_size=8))
def test_each_is_given_what_they_may_see_whoever_asked_before(
    with_exampleshire, asking
):
    version = data.version()
    for viewer in asking:
        if viewer.la == "TST":
            with pytest.raises(NotAllowedError):
                data.columns(viewer, "EXM", version)
            assert data.councils(viewer, version) == []
            continue
        columns = data.columns(viewer, "EXM", version)
        names = set(columns.labels["iro"]) - {NOT_RECORDED, ANOTHER}
        assert columns.small == (5 if viewer.role is Role.BOARD else 0)
        if viewer.role is Role.MANAGER:
            assert len(names) > 10
        elif viewer.role is Role.IRO:
            assert names == (
                {OWN[viewer.staff_id]} if viewer.staff_id in OWN else set()
            )
        else:
            assert names == set()
        _asks_for_more(viewer, columns)


def _asks_for_more(viewer, columns):
    """Ask what only some may know, so that the answer lies ready for the next."""
    period = columns.covered["disputes"][-1]
    if viewer.role in (Role.MANAGER, Role.IRO) and "iro" in DISPUTES_RAISED.dimensions(
        columns
    ):
        assert given_counts(DISPUTES_RAISED, columns, (period,), by="iro").labels
    else:
        with pytest.raises(MeasureError):
            given_counts(DISPUTES_RAISED, columns, (period,), by="iro")


def test_two_who_see_the_same_are_given_the_same(with_exampleshire):
    version = data.version()
    one, other = (
        Viewer(who, Role.QUALITY, "EXM") for who in ("a@example.org", "b@example.org")
    )
    assert data.columns(one, "EXM", version) is data.columns(other, "EXM", version)
    board = Viewer("a@example.org", Role.BOARD, "EXM")
    assert data.columns(board, "EXM", version) is not data.columns(one, "EXM", version)
    assert access.sight(board) != access.sight(one)
