"""What a council types of the time its reviews take, read or refused in words."""

from datetime import date

import pytest

from domain.errors import DashboardError
from domain.periods import Period
from domain.workload import CapacityRules
from ui.files.rules import CapacityAsked, read_capacity


def asked(**typed):
    return CapacityAsked(
        **{
            "per_week": 0.0,
            "leave_weeks": 0.0,
            "school_holidays": "",
            "panels": "",
            **typed,
        }
    )


def test_nothing_typed_is_the_service_s_own_pace_and_no_panels():
    assert read_capacity(asked()) == CapacityRules(panels=())


def test_what_is_typed_is_kept_in_order():
    found = read_capacity(
        asked(
            per_week=4.5,
            leave_weeks=6.0,
            school_holidays="15/02/2027 to 19/02/2027\n\n 21/12/2026 to 01/01/2027\n25/05/2027",
            panels="24, 15,15",
        )
    )
    assert found == CapacityRules(
        4.5,
        6.0,
        (
            Period(date(2026, 12, 21), date(2027, 1, 1)),
            Period(date(2027, 2, 15), date(2027, 2, 19)),
            Period(date(2027, 5, 25), date(2027, 5, 25)),
        ),
        (15, 24),
    )


@pytest.mark.parametrize(
    "line", ["Easter", "31/02/2027", "02/04/2027 to 01/04/2027", "to"]
)
def test_a_holiday_that_cannot_be_read_is_refused(line):
    with pytest.raises(DashboardError) as refusal:
        read_capacity(asked(school_holidays=line))
    assert str(refusal.value) == (
        f"'{line}' is no school holiday that can be read. Write the first and the last "
        "day, such as 21/12/2026 to 01/01/2027. Nothing is kept."
    )


@pytest.mark.parametrize("typed", ["0", "121", "nine", "1.5", "-3"])
def test_months_of_panels_are_whole_numbers(typed):
    with pytest.raises(DashboardError) as refusal:
        read_capacity(asked(panels=f"15, {typed}"))
    assert str(refusal.value) == (
        f"'{typed}' is no number of months from 1 to 120. Write whole numbers with "
        "commas between, such as 15, 24. Nothing is kept."
    )
