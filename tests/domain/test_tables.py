"""The contract between store and measures, and the words of its groups."""

from datetime import date

import pytest

from domain import codes
from domain.labels import FIXED_LABELS
from domain.periods import Period
from domain.tables import (
    DIMENSIONS,
    OPEN,
    UNKNOWN,
    day_number,
    day_of,
)
from tests.tables import columns


def test_a_day_and_its_number_are_one() -> None:
    assert day_number(date(1970, 1, 1)) == 0
    assert day_of(day_number(date(2024, 2, 29))) == date(2024, 2, 29)
    assert day_number(None) == UNKNOWN
    assert day_number(None, OPEN) == OPEN


def test_position_0_of_every_list_is_what_is_not_known() -> None:
    assert FIXED_LABELS.keys() <= DIMENSIONS.keys()
    for name, labels in FIXED_LABELS.items():
        expected = "Not known" if name == "review_type" else codes.NOT_RECORDED
        assert labels[0] == expected
        assert len(set(labels)) == len(labels)


def test_the_last_day_of_the_files_is_by_kind_and_of_all() -> None:
    runs = {
        "care": (
            Period(date(2021, 4, 1), date(2022, 3, 31)),
            Period(date(2023, 4, 1), date(2024, 3, 31)),
        ),
        "disputes": (Period(date(2023, 4, 1), date(2024, 6, 30)),),
        "plans": (),
    }
    found = columns(covered=runs)
    assert found.last_day("care") == date(2024, 3, 31)
    assert found.last_day("plans") is None
    assert found.last_day("reviews") is None
    assert found.data_to == date(2024, 6, 30)
    assert columns(covered=()).data_to is None


@pytest.mark.parametrize(
    ("born", "on", "band"),
    [
        (date(2023, 6, 4), date(2024, 6, 3), "Under 1"),
        (date(2023, 6, 3), date(2024, 6, 3), "1 to 4"),
        (date(2019, 6, 4), date(2024, 6, 3), "1 to 4"),
        (date(2019, 6, 3), date(2024, 6, 3), "5 to 9"),
        (date(2014, 6, 3), date(2024, 6, 3), "10 to 15"),
        (date(2008, 6, 3), date(2024, 6, 3), "16 and over"),
        (date(2024, 7, 1), date(2024, 6, 3), "Under 1"),
        (None, date(2024, 6, 3), "Not recorded"),
    ],
)
def test_an_age_band_changes_on_the_birthday(born, on, band) -> None:
    assert codes.age_band(born, on) == band


def test_every_participation_code_is_heard_or_not_and_has_a_group() -> None:
    over_4 = codes.PARTICIPATION.keys() - {codes.AGED_UNDER_4}
    assert codes.PARTICIPATION_GROUPS.keys() == codes.PARTICIPATION.keys()
    assert over_4 - codes.TOOK_PART == {"PN4", "PN7"}
    assert over_4 - codes.ATTENDED == {"PN5", "PN6", "PN7"}
    not_heard = {c for c, g in codes.PARTICIPATION_GROUPS.items() if g == "Not heard"}
    assert not_heard == over_4 - codes.TOOK_PART


def test_every_code_of_a_list_has_a_group() -> None:
    assert codes.LEGAL_STATUS_GROUPS.keys() == codes.LEGAL_STATUS.keys()
    assert codes.group_labels({"a": "X", "b": "Y", "c": "X"}) == (
        "Not recorded",
        "X",
        "Y",
    )
