"""What is kept between readers: nobody is given what was made for who sees more."""

import re

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from data_access.casework import forecast, quality, workloads
from data_access.columns.sight import ANOTHER
from domain import access
from domain.access import NotAllowedError, Role, Screen, Viewer
from domain.codes import NOT_RECORDED
from metrics.disputes import DISPUTES_RAISED
from metrics.figure import given as given_counts
from metrics.measure import MeasureError
from tests.conftest import AS_AT
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


KEPT = {  # what lies ready for whoever is given the same, beside how it is fetched
    Screen.CASELOADS_BY_NAME: (data.workloads, workloads.by_name),
    Screen.DATA_QUALITY: (data.to_mend, quality.summary),
    Screen.FORECAST: (data.expected, forecast.expected),
}
LOOKING = [
    Viewer("lead@example.org", Role.MANAGER, "EXM", teams=("*",)),
    Viewer("north@example.org", Role.MANAGER, "EXM", teams=("North",)),
    Viewer("one@example.org", Role.IRO, "EXM", staff_id="S01"),
    Viewer("two@example.org", Role.IRO, "EXM", staff_id="S02"),
    Viewer("nobody@example.org", Role.IRO, "EXM"),
    Viewer("lead@example.org", Role.QUALITY, "EXM"),
    Viewer("lead@example.org", Role.ANALYST, "EXM"),
    Viewer("lead@example.org", Role.BOARD, "EXM"),
    Viewer("lead@example.org", Role.MANAGER, "TST", teams=("*",)),
]


def said(given):
    """Everything in what was given, but where functions lie in memory."""
    return re.sub(" at 0x[0-9a-f]+", "", repr(given))


@pytest.mark.parametrize("screen", KEPT)
def test_what_lies_ready_is_what_each_would_be_given(with_exampleshire, screen):
    kept, fetch = KEPT[screen]
    version = data.version()
    for viewer in LOOKING * 2:
        look = data.look(viewer, "EXM", AS_AT)
        if look.may(screen):
            found = kept(look, version)
            assert found is kept(data.look(viewer, "EXM", AS_AT), version)
            assert said(found) == said(fetch(look))
        else:
            with pytest.raises(NotAllowedError):
                kept(look, version)


def test_two_who_see_the_same_are_given_the_same(with_exampleshire):
    version = data.version()
    one, other = (
        Viewer(who, Role.QUALITY, "EXM") for who in ("a@example.org", "b@example.org")
    )
    assert data.columns(one, "EXM", version) is data.columns(other, "EXM", version)
    board = Viewer("a@example.org", Role.BOARD, "EXM")
    assert data.columns(board, "EXM", version) is not data.columns(one, "EXM", version)
    assert access.sight(board) != access.sight(one)
