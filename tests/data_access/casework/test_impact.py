"""The clinic's queue: what is resolved without its impact, of the children one sees."""

from datetime import date

import pytest

from data_access.access import ledger
from data_access.access.pseudonyms import pseudonym
from data_access.casework import impact, recorded
from data_access.store.statements import DisputeRecord
from domain.access import NotAllowedError, Role
from domain.recorded import FOLLOW_UP
from tests.data_access.casework.test_recorded import (  # noqa: F401
    LA,
    council,
    look,
    looking,
)

RAISED, RESOLVED = date(2025, 5, 6), date(2025, 6, 3)


@pytest.fixture(autouse=True)
def disputes(council):  # noqa: F811
    council.state(
        DisputeRecord(child_id="C1", raised=RAISED, resolved=RESOLVED),
        DisputeRecord(child_id="C1", raised=RAISED, resolved=RESOLVED, ordinal=2),
        DisputeRecord(child_id="C2", raised=RAISED, resolved=date(2025, 5, 20)),
        DisputeRecord(child_id="C2", raised=date(2025, 7, 1)),
        DisputeRecord(
            child_id="C2", raised=date(2024, 7, 1), resolved=date(2024, 9, 30)
        ),
    )


def named(look):  # noqa: F811
    return [(each.child_id, each.number) for _, each in impact.waiting(look)]


def test_those_resolved_first_come_first_and_those_of_before_a_year_not(look):  # noqa: F811
    assert named(look) == [("C2", 1), ("C1", 1), ("C1", 2)]
    assert impact.waiting(look)[0][0] == pseudonym(LA, "C2")


def test_its_form_begins_with_what_names_it(look):  # noqa: F811
    *_, (_, second) = impact.waiting(look)
    assert second.begun == {"child": "C1", "raised": "2025-05-06", "number": 2}
    recorded.add(look, FOLLOW_UP, {**second.begun, "raised": RAISED, "impact": "none"})
    assert named(look) == [("C2", 1), ("C1", 1)]


def test_an_iro_is_given_their_own_childrens_alone(council):  # noqa: F811
    own = looking(council, Role.IRO, "iro", staff_id="S1", teams=())
    assert named(own) == [("C1", 1), ("C1", 2)]
    assert named(looking(council, teams=("South",))) == [("C2", 1)]


def test_the_quality_assurance_group_is_given_none(council):  # noqa: F811
    with pytest.raises(NotAllowedError):
        impact.waiting(looking(council, Role.QUALITY))


def test_each_opening_is_in_the_ledger(look):  # noqa: F811
    impact.waiting(look)
    (entry,) = ledger.own(look.engine, look.viewer).to_dict("records")
    assert entry["Rows"] == 3
