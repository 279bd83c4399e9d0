"""What is kept between readers: nobody is given what was made for who sees more."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import Session

from data_access.access import people
from data_access.casework import forecast, quality, workloads
from data_access.columns import read_columns
from data_access.columns.sight import ANOTHER
from data_access.derive.council import save_name, save_timescales
from data_access.store.loaded import Import, table
from domain import access
from domain.access import NotAllowedError, Role, Screen, Viewer
from domain.codes import NOT_RECORDED
from domain.due import IntervalMode, Timescales
from metrics.disputes import DISPUTES_RAISED
from metrics.measure import MeasureError
from metrics.measure import counted as given_counts
from tests.conftest import AS_AT
from tests.small_store import load_small_council
from ui.kit import data
from ui.kit.kept import rows_bytes

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
    for viewer in asking:
        if viewer.la == "TST":
            with pytest.raises(NotAllowedError):
                data.columns(viewer, "EXM")
            assert data.councils(viewer) == []
            continue
        if viewer.role is Role.BOARD:
            with pytest.raises(NotAllowedError):
                data.columns(viewer, "EXM")
            continue
        columns = data.columns(viewer, "EXM")
        names = set(columns.labels["iro"]) - {NOT_RECORDED, ANOTHER}
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
    version = data.columns(LOOKING[0], "EXM").version
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
    one, other = (
        Viewer(who, Role.QUALITY, "EXM") for who in ("a@example.org", "b@example.org")
    )
    assert data.columns(one, "EXM") is data.columns(other, "EXM")
    manager = Viewer("a@example.org", Role.MANAGER, "EXM")
    assert data.columns(manager, "EXM") is not data.columns(one, "EXM")
    assert access.sight(manager) != access.sight(one)


ANALYST = Viewer("ann@example.org", Role.ANALYST)
QUALITY = Viewer("ann@example.org", Role.QUALITY)


@pytest.fixture
def two_councils(with_a_small_council, tmp_path):
    """The small council and another, with the same return."""
    engine = data.look(ANALYST, "TWO", AS_AT).engine
    folder = tmp_path / "two"
    folder.mkdir()
    load_small_council(engine, folder, la="TWO")
    return engine


def test_one_council_s_load_undo_or_rules_leave_the_others_rows_kept(two_councils):
    kept, own = data.columns(QUALITY, "999"), data.columns(QUALITY, "TWO")
    with Session(two_councils) as session:
        query = select(table(Import).c.id).where(table(Import).c.la == "TWO")
        loaded = session.execute(query).scalars().first()
    fixed = Timescales(IntervalMode.FIXED_DAYS)
    for change in (
        lambda: data.derive_again("TWO", lambda s: save_timescales(s, "TWO", fixed)),
        lambda: data.derive_again("TWO", lambda s: save_name(s, "TWO", "Twoshire")),
        lambda: data.undo(loaded, datetime.now(UTC)),
    ):
        change()
        assert data.columns(QUALITY, "999") is kept
        assert data.columns(QUALITY, "TWO") is not own
        own = data.columns(QUALITY, "TWO")
        fresh = read_columns(two_councils, "TWO", access.sight(QUALITY))
        assert said(own) == said(fresh)
    assert (own.council, own.rule) == ("Twoshire", fixed.interval_mode.words)
    assert (kept.la, own.la) == ("999", "TWO")


def test_posts_are_listed_as_the_store_has_them_now(own_exampleshire):
    everybody = data.chairs()
    assert everybody == people.chairs(own_exampleshire)
    assert data.chairs("EXM") == everybody
    assert data.chairs("TST") == []


def test_many_councils_are_kept_at_once(with_exampleshire):
    """Of 153 councils the rows alone take less than three fifths of what is given."""
    rows = rows_bytes(data.columns(QUALITY, "EXM"))
    assert 1_000_000 < rows < 4_000_000
    assert 153 * rows < data.KEPT.most * 3 / 5
