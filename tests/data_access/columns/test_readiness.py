"""What is ready for a review: ten working days ahead, and of each child its own."""

from datetime import date

import pytest

from data_access.store.statements import RecordedRecord
from domain.ready import STEPS, looked_at, missing
from domain.recorded import READY

DUE = date(2024, 7, 1)  # ten working days after Monday 17 June
ON_THE_DAY = dict.fromkeys(STEPS, "2024-06-17")


def row(**values):
    said = {"child": "C1", "due": DUE.isoformat(), **values}
    return RecordedRecord(
        child_id="C1", sheet=READY.key, row=READY.key_of(said), values=said
    )


def answer(council, *rows):
    council.load_tables(
        {
            "2024-25/Header.csv": "CHILD | SEX | DOB | ETHNIC\nC1 | F | 05/05/2012 | WBRI",
            "2024-25/Episodes.csv": (
                "CHILD | DECOM | RNE | LS | CIN | PLACE | PLACE_PROVIDER\n"
                "C1 | 03/06/2024 | S | C2 | N1 | U6 | PR1"
            ),
            "2024-25/Reviews.csv": (
                "CHILD | DOB | REVIEW | REVIEW_CODE\nC1 | 05/05/2012 | 02/07/2024 | PN1"
            ),
        }
    )
    council.state(*rows)
    found = council.columns().reviews
    first = found.due.tolist().index(DUE.toordinal() - date(1970, 1, 1).toordinal())
    return bool(found.ready[first]) if found.ready_known[first] else None


def test_all_is_looked_at_ten_working_days_before():
    assert looked_at(DUE) == date(2024, 6, 17)


@pytest.mark.parametrize(
    ("changes", "ready"),
    [({}, True), ({"seen": "2024-06-18"}, False), ({"seen": None}, False)],
)
def test_ready_is_everything_by_that_day(council, changes, ready):
    said = {**ON_THE_DAY, **changes}
    said = {key: day for key, day in said.items() if day}
    assert answer(council, row(**said)) is ready


def test_of_what_nobody_records_it_is_not_known(council):
    assert answer(council) is None
    assert answer(council, row(due="2024-12-01", **ON_THE_DAY)) is None


def test_what_is_missing_is_said_in_words():
    assert missing({}, DUE) == tuple(STEPS.values())
    assert missing({**ON_THE_DAY, "views_asked": "2024-07-02"}, DUE) == (
        "views not asked",
    )
