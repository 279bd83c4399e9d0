"""Days, reckoned apart from `domain.due` and `domain.periods`."""

from calendar import monthrange
from datetime import date, timedelta

# Bank holidays in England, as the Government lists them.
HOLIDAYS = frozenset(
    date.fromisoformat(f"{year}-{day}")
    for year, days in {
        2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
        2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
        2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
        2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
        2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
        2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
        2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
        2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    }.items()
    for day in days.split()
)
DAY = timedelta(days=1)


def works(day):
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days_on(day, number):
    """Return the day so many working days after (or before) another."""
    step = DAY if number > 0 else -DAY
    while number:
        day += step
        if works(day):
            number += -1 if number > 0 else 1
    return day


def working_days_to(start, end):
    """Count the working days after one day, up to and with another."""
    found = 0
    while start < end:
        start += DAY
        found += works(start)
    return found


def months_on(day, number):
    """Return the same day so many months on, a month's last day if it is shorter."""
    month = day.year * 12 + day.month - 1 + number
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def turns(born, age):
    """Return the birthday; of one born on 29 February 1 March, if there is no such."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def is_aged(born, age, day):
    return born is not None and turns(born, age) <= day
