"""What was learnt, and who the staff are, as the service typed it."""

from datetime import UTC, date, datetime

import pytest

from data_access.access.look import Look
from data_access.casework import practice, recorded, staff_groups
from domain.access import EVERY_TEAM, NotAllowedError, Role, Viewer
from domain.recorded import PRACTICE
from domain.recorded_staff import POSTS, STAFF_GROUPS
from tests.data_access.conftest import EITHER
from tests.data_access.councils import LA, Council

NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
JUNE, JULY = date(2025, 6, 1), date(2025, 7, 1)
TODAY = date(2025, 10, 2)


@pytest.fixture(params=EITHER)
def look(request, tmp_path):
    engine = request.getfixturevalue(f"{request.param}_engine")
    Council(engine, tmp_path).state()
    return looking(engine)


def looking(engine, role=Role.QUALITY, as_at=TODAY):
    viewer = Viewer("ann", role, LA, teams=(EVERY_TEAM,))
    return Look(engine, viewer, LA, as_at, NOW)


def test_what_was_learnt_is_the_latest_first_and_rows_without_words_are_not_there(look):
    audit = {"kind": "audit", "sample": 4, "meeting": 3}
    said = {"words": "Ask first", "theme": "Child's voice"}
    recorded.add(look, PRACTICE, {**audit, **said, "month": JUNE})
    recorded.add(look, PRACTICE, {**audit, "month": JULY, "grade": "good"})
    dip = {"kind": "dip_sample", "month": JULY, "words": "Say by when"}
    recorded.add(look, PRACTICE, dip)
    assert [(each.month, each.theme, each.words) for each in practice.learnt(look)] == [
        (JULY, "Not recorded", "Say by when"),
        (JUNE, "Child's voice", "Ask first"),
    ]


def test_who_the_staff_are_is_of_the_latest_month_by_a_day_alone(look):
    assert staff_groups.of_staff(look) is None
    for month, group, people in (
        (JUNE, "women", 9),
        (JUNE, "men", 2),
        (JULY, "women", 10),
    ):
        said = {"month": month, "group": group, "people": people}
        recorded.add(look, STAFF_GROUPS, said)
    found = staff_groups.of_staff(look)
    assert (found.month, found.people) == (JULY, {"women": 10})
    found = staff_groups.of_staff(looking(look.engine, Role.MANAGER, date(2025, 6, 30)))
    assert (found.month, found.people) == (JUNE, {"women": 9, "men": 2})
    for role in (Role.IRO, Role.ANALYST, Role.ADMINISTRATOR, Role.BOARD):
        with pytest.raises(NotAllowedError):
            staff_groups.of_staff(looking(look.engine, role))


def test_posts_are_typed_with_their_decimals(look):
    said = {"month": JUNE, "role": "dual", "agreed": 6.4, "vacant": 0.05}
    kept = recorded.add(look, POSTS, said)
    assert (kept.values["agreed"], kept.values["vacant"]) == (640, 5)
