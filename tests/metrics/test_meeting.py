"""The lines of a month: what each says, and which comes first."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from domain.events import Event
from domain.periods import Period, month_of, months_between
from metrics import catalogue, cla_reviews, disputes, meeting, plans
from metrics.changed import Change
from metrics.events import touching
from metrics.meeting import Line
from metrics.verdict import Assurance, Variation, Verdict, verdict
from tests.tables import columns

ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME
OVERDUE = cla_reviews.REVIEWS_OVERDUE
MONTH = month_of(date(2025, 3, 1))
MONTHS = months_between(date(2022, 4, 1), MONTH.end)


def line(variation, assurance=Assurance.NO_TARGET, rarity=1.0):
    change = Change(ON_TIME, None, None, rarity)
    return Line(
        ON_TIME,
        None,
        None,
        None,
        None,
        Verdict(ON_TIME, None, variation, assurance),
        change,
    )


FAILS = Assurance.FAILS


def test_most_in_need_of_talking_about_comes_first():
    ordered = [
        line(Variation.WORSENING, FAILS),
        line(Variation.RISING, FAILS),
        line(Variation.STEADY, FAILS, rarity=0.01),
        line(Variation.IMPROVING, FAILS),
        line(Variation.WORSENING, Assurance.MEETS, rarity=0.2),
        line(Variation.WORSENING, rarity=0.3),
        line(Variation.RISING, rarity=0.1),
        line(Variation.FALLING, rarity=0.2),
        line(Variation.TOO_FEW),
        line(Variation.STEADY, Assurance.HIT_AND_MISS, rarity=0.01),
        line(Variation.STEADY, rarity=0.5),
        replace(line(Variation.STEADY), change=None),
        line(Variation.IMPROVING, rarity=0.001),
    ]
    mixed = [ordered[at] for at in np.random.default_rng(3).permutation(len(ordered))]
    assert sorted(mixed, key=lambda each: each.need) == ordered


def reviews(*months):
    """Reviews of a month each: so many on time of so many."""
    lines = ["child | due | held | code", "--"]
    for month, passed, of in months:
        for number in range(of):
            late = 0 if number < passed else 1
            day = date(*month, 10)
            lines.append(f"C{number} | {day} | {day.replace(day=10 + late)} | PN1")
    return columns(reviews="\n".join(lines))


def test_a_line_says_the_month_the_years_and_the_year_before():
    made = reviews(((2024, 3), 5, 10), ((2025, 2), 8, 10), ((2025, 3), 9, 10))
    found = meeting.meeting(
        (ON_TIME, OVERDUE), made, MONTH, lambda each: verdict(each, made, MONTHS)
    )
    by_key = {each.metric.key: each for each in found.lines}
    share = by_key[ON_TIME.key]
    assert (share.latest.value, share.last_year.value) == (90.0, 50.0)
    assert share.year_to_date.value == share.twelve_months.value == 85.0
    assert share.year_to_date.period == Period(date(2024, 4, 1), MONTH.end)
    stock = by_key[OVERDUE.key]
    assert (stock.year_to_date, stock.twelve_months) == (None, None)


def test_the_verdict_is_the_one_that_is_given():
    made = reviews(((2025, 2), 8, 10), ((2025, 3), 9, 10))
    given = verdict(ON_TIME, made, MONTHS)
    (found,) = meeting.meeting((ON_TIME,), made, MONTH, lambda _: given).lines
    assert found.verdict is given


def test_months_are_those_that_are_over_and_loaded_the_latest_first():
    told = (Period(date(2025, 1, 15), date(2025, 4, 10)),)
    made = replace(reviews(((2025, 3), 9, 10)), covered={"reviews": told})
    months = [month.label for month in meeting.months_of(made)]
    assert months == ["March 2025", "February 2025"]
    assert meeting.months_of(replace(made, covered={})) == ()


def test_the_usual_measures_are_about_twenty_and_there():
    assert len(meeting.USUAL) == len(set(meeting.USUAL)) == 20
    assert not any(catalogue.get(key).natural for key in meeting.USUAL)


@pytest.mark.parametrize(
    ("metric", "words"),
    [
        (disputes.DISPUTES_RAISED, ["Relaunched", "Every"]),
        (plans.PLANS_OPEN, ["Every", "Lead practitioners chair from 1 April 2025"]),
        (ON_TIME, ["Every"]),
    ],
)
def test_a_measure_is_read_beside_what_touches_it(metric, words):
    made = replace(
        columns(),
        led_from=date(2025, 4, 1),
        events=(
            Event(date(2024, 9, 2), "Relaunched", (disputes.DISPUTES_RAISED.key,)),
            Event(date(2025, 1, 1), "Every"),
        ),
    )
    assert [each.words for each in touching(metric, made)] == words
