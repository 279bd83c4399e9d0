"""Reviews that come within ten working days, of the children somebody may see."""

from datetime import date

import pytest

from data_access.access import ledger
from data_access.access.look import Look
from data_access.access.pseudonyms import pseudonym
from data_access.casework import coming, recorded
from domain.access import EVERY_TEAM, NotAllowedError, Role, Viewer
from domain.recorded import READY
from tests.data_access.casework.test_worklist import (
    HELD_LATE,
    LA,
    NOW,
    allocate,
    in_care,
)

DUE = date(2024, 10, 28)


def looking(council, as_at="2024-10-15", role=Role.MANAGER, **sees):
    viewer = Viewer("ann", role, LA, **{"teams": (EVERY_TEAM,), **sees})
    return Look(council.engine, viewer, LA, date.fromisoformat(as_at), NOW)


def named(look):
    return [(each.child_id, each.due) for _, each in coming.coming(look)]


@pytest.mark.parametrize(
    ("as_at", "there"),
    [
        ("2024-10-13", False),
        ("2024-10-14", True),  # ten working days before
        ("2024-10-28", True),
        ("2024-10-29", False),  # overdue, and no longer to come
    ],
)
def test_a_review_comes_within_ten_working_days_up_to_its_day(council, as_at, there):
    in_care(council, HELD_LATE)
    assert named(looking(council, as_at)) == [("C1", DUE)] * there


def test_its_form_begins_with_child_and_day_and_what_is_ready_is_counted(council):
    look = looking(in_care(council, HELD_LATE))
    ((code, review),) = coming.coming(look)
    assert code == pseudonym(LA, "C1")
    assert review.begun == {"child": "C1", "due": "2024-10-28"}
    assert review.done is None
    days = {"seen": date(2024, 10, 15), "views_asked": date(2024, 10, 16)}
    recorded.add(look, READY, {"child": "C1", "due": DUE, **days})
    ((_, review),) = coming.coming(look)
    assert review.done == 1  # views were asked on the day after


def test_what_is_due_first_comes_first(council):
    in_care(council, HELD_LATE, other=("28/07/2024 PN1",))
    assert named(looking(council)) == [("C1", DUE), ("C2", DUE)]


def test_an_iro_is_given_their_own_childrens_alone(council):
    in_care(council, HELD_LATE, other=("28/07/2024 PN1",))
    allocate(council, "C1")
    allocate(council, "C2", "S2")
    own = looking(council, role=Role.IRO, staff_id="S1", teams=())
    assert named(own) == [("C1", DUE)]


def test_the_quality_assurance_group_is_given_none(council):
    with pytest.raises(NotAllowedError):
        coming.coming(looking(council, role=Role.QUALITY))


def test_each_opening_is_in_the_ledger(council):
    look = looking(in_care(council, HELD_LATE))
    coming.coming(look)
    (entry,) = ledger.own(look.engine, look.viewer).to_dict("records")
    assert entry["Rows"] == 1
