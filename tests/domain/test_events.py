"""Which measures an event touches, and how it is said."""

from datetime import date

from domain.events import Event, touching

DAY = date(2024, 9, 2)


def test_it_is_said_with_its_day_once():
    assert Event(DAY, "Protocol relaunched").said == (
        "2 September 2024: Protocol relaunched"
    )
    assert Event(DAY, "So from 2 September 2024").said == "So from 2 September 2024"


def test_those_that_touch_a_measure_come_by_day():
    every, one, other = (
        Event(date(2024, 10, 1), "Every"),
        Event(DAY, "One", ("a", "b")),
        Event(DAY, "Other", ("b",)),
    )
    assert touching((every, one, other), "a") == (one, every)
    assert touching((every, one, other), "b") == (one, other, every)
    assert touching((every, one, other), "c") == (every,)
