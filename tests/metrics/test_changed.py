"""What changed: the rarest first, with what made it, and nothing that chance made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from domain.periods import Period, financial_year, month_of, quarter_of
from domain.tables import Columns
from metrics import cla_reviews, disputes, participation
from metrics.changed import MOST, changed, earlier
from metrics.measure import Metric
from tests.tables import columns

YEAR = financial_year(2025)
REVIEWS = cla_reviews.REVIEWS_HELD_ON_TIME
TAKING_PART = participation.CHILDREN_TAKING_PART
MEASURES: tuple[Metric, ...] = (REVIEWS, TAKING_PART, disputes.DISPUTES_RAISED)


def reviews(*groups: tuple[str, int, int, int]) -> Columns:
    """Return reviews: of a team in the year ending so, so many on time of so many."""
    lines = ["child | due | held | team | code", "--"]
    number = 0
    for team, ending, passed, of in groups:
        first = financial_year(ending).start
        for place in range(of):
            number += 1
            due = first + timedelta(days=place % 300)
            held = due if place < passed else due + timedelta(days=9)
            lines.append(f"C{number} | {due} | {held} | {team} | PN1")
    return columns(reviews="\n".join(lines))


PLANTED = (
    *(("North", 2024, 180, 200), ("South", 2024, 180, 200)),
    *(("North", 2025, 120, 200), ("South", 2025, 178, 200)),
)


def test_a_planted_fall_is_told_with_the_team_that_made_it() -> None:
    """Sixty fewer on time in North, two in South: 74.5% after 90%."""
    found = changed(MEASURES, reviews(*PLANTED), YEAR)
    (fall,) = found.changed
    assert fall.metric is REVIEWS
    assert fall.driver is not None
    assert (fall.driver.by, fall.driver.group) == ("team", "North")
    assert fall.driver.cases == -60
    assert found.sentences[0] == (
        "Reviews held on time: 74.5%, down from 90%, worse. "
        "Most of it: team North, 60 fewer."
    )


def test_what_stayed_the_same_is_told_too() -> None:
    """Everybody took part in both years."""
    found = changed(MEASURES, reviews(*PLANTED), YEAR)
    assert found.sentences[-1] == (
        "Children who took part stayed about the same: 100%, 100% before."
    )
    assert len(found.sentences) <= MOST


def test_noise_is_not_told() -> None:
    """88% after 90% of four hundred is what chance gives."""
    usual = (("North", 2024, 360, 400), ("North", 2025, 352, 400))
    found = changed([REVIEWS], reviews(*usual), YEAR)
    assert not found.changed
    assert found.sentences[0] == "No measure changed by more than chance gives."


def test_noise_is_told_of_no_more_than_one_list_in_twenty() -> None:
    """Two hundred lists of one measure each, both years alike."""
    draw = np.random.default_rng(7)
    told = 0
    for _ in range(200):
        before, now = draw.binomial(100, 0.8, 2)
        rows = reviews(
            ("North", 2024, int(before), 100), ("North", 2025, int(now), 100)
        )
        told += bool(changed([REVIEWS], rows, YEAR).changed)
    assert told <= 20


def test_no_team_is_named_where_all_fell_alike() -> None:
    """A fall that several groups made evenly has no driver."""
    alike = [
        (team, ending, 90 if ending == 2024 else 60, 100)
        for ending in (2024, 2025)
        for team in ("North", "South")
    ]
    alike += [("", 2024, 90, 100), ("", 2025, 60, 100)]
    (fall,) = changed([REVIEWS], reviews(*alike), YEAR).changed
    assert fall.driver is None or fall.driver.by != "team"


def test_a_period_that_is_not_loaded_is_nothing_to_compare_with() -> None:
    """Only the later year is there."""
    found = reviews(*PLANTED)
    whole = {**found.covered, "reviews": (YEAR,)}
    told = changed([REVIEWS], replace(found, covered=whole), YEAR)
    assert not told.compared
    assert told.sentences[0].startswith("There is nothing to compare")


def test_numbers_in_sentences_are_those_of_the_figures() -> None:
    """The same value, the same rounding."""
    (fall,) = changed([REVIEWS], reviews(*PLANTED), YEAR).changed
    assert fall.now.value == 74.5
    assert (fall.now.numerator, fall.now.denominator) == (298, 400)
    assert "74.5%" in fall.sentence


def test_a_month_goes_with_the_month_before_and_a_year_with_a_year() -> None:
    """Anything else goes with the same days a year earlier."""
    march = month_of(date(2024, 3, 1))
    assert earlier(march) == month_of(date(2024, 2, 1))
    assert earlier(quarter_of(date(2024, 4, 1))) == quarter_of(date(2024, 1, 1))
    assert earlier(YEAR) == financial_year(2024)
    days = Period(date(2024, 5, 1), date(2024, 9, 30))
    assert earlier(days) == Period(date(2023, 5, 1), date(2023, 9, 30))


def test_a_february_is_compared_with_a_march_day_for_day() -> None:
    """Thirty-one disputes in 31 days after 28 in 28 are as many; 93 are more."""

    def raised(march: int) -> Columns:
        days = [date(2025, 2, 1 + n % 28) for n in range(28)]
        days += [date(2025, 3, 1 + n % 31) for n in range(march)]
        lines = [f"C{n} | {day} | | Stage 1" for n, day in enumerate(days)]
        head = ["child | raised | resolved | stage", "--"]
        return columns(disputes="\n".join([*head, *lines]))

    march = month_of(date(2025, 3, 1))
    alike = changed([disputes.DISPUTES_RAISED], raised(31), march)
    assert [round(each.rarity, 9) for each in alike.compared] == [1.0]
    more = changed([disputes.DISPUTES_RAISED], raised(93), march)
    assert [each.metric.key for each in more.changed] == ["disputes_raised"]
