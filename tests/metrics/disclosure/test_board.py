"""What a board is given of a council: nothing small, and nothing that tells it."""

from datetime import date

import numpy as np
import pytest

from domain.periods import (
    Period,
    financial_year,
    month_of,
    quarter_of,
    quarters_between,
    years_between,
)
from metrics.caseloads import CASELOAD_PER_FTE, CHILDREN_IN_CARE_AT_END
from metrics.cla_reviews import (
    CHILDREN_WITH_ALL_REVIEWS_ON_TIME,
    REVIEWS_HELD_ON_TIME,
)
from metrics.disclosure.board import published, too_few
from metrics.disputes import (
    DISPUTE_WORKING_DAYS_TO_RESOLVE,
    DISPUTES_PER_100_CHILDREN,
    DISPUTES_RAISED,
)
from metrics.measure import MeasureError
from metrics.participation import CHILDREN_BY_PARTICIPATION, PARTICIPATION_CODES
from tests.tables import columns

FIRST, LAST = date(2023, 4, 1), date(2024, 9, 17)
LOADED = (Period(FIRST, LAST),)
YEAR = financial_year(2024)
QUARTERS = quarters_between(YEAR.start, YEAR.end)
SPRING, SUMMER = QUARTERS[:2]
TO_DATE = tuple(Period(YEAR.start, quarter.end) for quarter in QUARTERS)


def disputes(*lines, more=""):
    """Return a council's disputes: how many, in which month, of which team."""
    rows = [
        f"{month}-10 | | {team} | "
        for number, month, team in lines
        for _ in range(number)
    ]
    text = "\n".join(["raised | resolved | team | sex", *rows, more])
    return columns(covered=LOADED, disputes=text)


def reviews(*lines):
    """Return a council's reviews: on time, late, in which month, of which team."""
    rows = []
    for number, (on_time, late, month, team) in enumerate(lines):
        for place in range(on_time + late):
            held = "09" if place < on_time else "11"
            rows.append(
                f"C{number}-{place} | {month}-10 | {month}-{held} | {team} | PN1"
            )
    text = "\n".join(["child | due | held | team | code", *rows])
    return columns(covered=LOADED, reviews=text)


def row(counts, label):
    return counts.numerator[counts.labels.index(label)].tolist()


def test_a_small_number_is_withheld_and_none_of_its_numbers_is_left():
    council = disputes((3, "2023-04", "North"))
    found = published(DISPUTES_RAISED, council, (SPRING, SUMMER))
    assert found.withheld.tolist() == [[True, False]]
    for numbers in (found.numerator, found.value, found.aside):
        assert np.isnan(numbers[0, 0])
        assert numbers[0, 1] == 0
    assert found.covered.all()


def test_0_is_shown_and_so_are_6():
    council = disputes((6, "2023-04", "North"))
    found = published(DISPUTES_RAISED, council, (SPRING, SUMMER))
    assert found.numerator.tolist() == [[6, 0]]
    assert not found.withheld.any()


def test_a_quarter_cannot_be_had_by_taking_quarters_from_a_year():
    council = disputes(
        (3, "2023-04", "North"), (9, "2023-07", "North"), (40, "2023-10", "North")
    )
    found = published(DISPUTES_RAISED, council, QUARTERS)
    assert found.withheld[0].tolist() == [True, True, False, False]
    year = published(DISPUTES_RAISED, council, (YEAR,))
    assert year.numerator.tolist() == [[52]]


def test_a_quarter_cannot_be_had_by_taking_one_year_to_date_from_the_next():
    council = disputes((40, "2023-04", "North"), (3, "2023-07", "North"))
    to_summer = Period(SPRING.start, SUMMER.end)
    found = published(DISPUTES_RAISED, council, (SPRING, to_summer))
    assert np.isnan(found.numerator).any()


@pytest.mark.parametrize(
    ("numbers", "quarters", "to_date"),
    [
        ((3, 40, 30, 20), "cc..", "c..."),
        ((40, 3, 30, 20), "cc..", "c..."),
        ((40, 30, 3, 20), ".cc.", ".c.."),
        ((40, 30, 20, 3), "..cc", "..c."),
        ((0, 3, 30, 20), ".cc.", ".c.."),
        ((3, 1, 9, 20), "ccc.", "cc.."),
    ],
)
def test_quarters_and_years_to_date_are_withheld_before_the_whole_year(
    numbers, quarters, to_date
):
    months = ("2023-04", "2023-07", "2023-10", "2024-01")
    council = disputes(
        *((n, month, "") for n, month in zip(numbers, months, strict=True))
    )
    for periods, expected in ((QUARTERS, quarters), (TO_DATE, to_date)):
        found = published(DISPUTES_RAISED, council, periods).withheld[0]
        assert "".join("c" if each else "." for each in found) == expected


def test_a_team_cannot_be_had_by_taking_the_others_from_all():
    council = disputes((3, "2023-04", "North"), (9, "2023-04", "South"))
    by_team = published(DISPUTES_RAISED, council, (SPRING,), by="team")
    assert published(DISPUTES_RAISED, council, (SPRING,)).numerator.tolist() == [[12]]
    assert np.isnan(row(by_team, "North")).all()
    assert np.isnan(row(by_team, "South")).all()
    assert row(by_team, "Not recorded") == [0]


def test_a_filter_shows_what_the_chart_by_its_grouping_shows():
    council = disputes((3, "2023-04", "North"), (9, "2023-04", "South"))
    for team in ("North", "South", "Not recorded"):
        alone = published(DISPUTES_RAISED, council, QUARTERS, {"team": (team,)})
        beside = published(DISPUTES_RAISED, council, QUARTERS, by="team")
        assert alone.labels == ("all",)
        np.testing.assert_array_equal(alone.numerator[0], row(beside, team))


def test_groups_that_a_filter_leaves_out_are_0_as_they_are_unguarded():
    council = disputes((3, "2023-04", "North"), (9, "2023-04", "South"))
    where = {"team": ("South",)}
    found = published(DISPUTES_RAISED, council, (SPRING,), where, by="team")
    assert row(found, "North") == [0]
    assert np.isnan(row(found, "South")).all()


def test_a_quarter_withheld_in_all_cannot_be_had_from_its_teams():
    """Summer's 9 is withheld for spring's sake; its teams may not add up to it."""
    council = disputes(
        (3, "2023-04", "North"),
        (9, "2023-07", "South"),
        (40, "2023-10", "North"),
        (50, "2023-10", "South"),
    )
    by_team = published(DISPUTES_RAISED, council, (SUMMER,), by="team")
    assert np.isnan(row(by_team, "South")).all()


@pytest.mark.parametrize(
    ("on_time", "late", "is_withheld"),
    [
        (50, 0, False),
        (50, 5, True),
        (50, 6, False),
        (5, 50, True),
        (0, 11, False),
        (0, 10, True),
        (10, 0, True),
    ],
)
def test_a_percentage_is_withheld_with_few_on_either_side_or_few_in_all(
    on_time, late, is_withheld
):
    council = reviews((on_time, late, "2023-04", "North"))
    found = published(REVIEWS_HELD_ON_TIME, council, (SPRING,))
    assert found.withheld.tolist() == [[is_withheld]]
    for numbers in (found.numerator, found.denominator, found.value):
        assert np.isnan(numbers).tolist() == [[is_withheld]]


def test_a_period_without_cases_has_no_figure_and_is_not_withheld():
    found = published(
        REVIEWS_HELD_ON_TIME, reviews((50, 0, "2023-04", "North")), (SUMMER,)
    )
    assert (found.denominator.tolist(), found.withheld.tolist()) == ([[0]], [[False]])
    assert np.isnan(found.value).all()


def test_one_team_all_on_time_does_not_tell_the_others_few_late():
    council = reviews(
        (50, 0, "2023-04", "North"), (20, 3, "2023-04", "South"), (40, 8, "2023-04", "")
    )
    found = published(REVIEWS_HELD_ON_TIME, council, (SPRING,), by="team")
    assert np.isnan(row(found, "South")).all()
    assert np.isnan(row(found, "Not recorded")).all()
    assert row(found, "North") == [50]


def test_few_left_aside_are_not_counted_out():
    rows = "\n".join(f"C{n} | | 2023-04-09 | North" for n in range(3))
    rows += "\n" + "\n".join(
        f"D{n} | 2023-04-10 | 2023-04-09 | North" for n in range(20)
    )
    council = columns(covered=LOADED, reviews=f"child | due | held | team\n{rows}")
    found = published(REVIEWS_HELD_ON_TIME, council, (SPRING, SUMMER))
    assert found.numerator.tolist() == [[20, 0]]
    assert np.isnan(found.aside).tolist() == [[True, False]]


def coded(**numbers):
    rows = "\n".join(
        f"{code}-{n} | 2023-04-09 | {code}"
        for code, number in numbers.items()
        for n in range(number)
    )
    return columns(covered=LOADED, reviews=f"child | held | code\n{rows}")


def test_a_share_of_a_whole_takes_the_next_smallest_with_it():
    council = coded(PN1=30, PN2=2, PN3=9, PN4=0)
    found = published(PARTICIPATION_CODES, council, (SPRING,), by="code")
    shown = {
        label: n
        for label, [n] in zip(found.labels, found.numerator.tolist(), strict=True)
    }
    assert (shown["PN1"], shown["PN4"]) == (30, 0)
    assert np.isnan(shown["PN2"])
    assert np.isnan(shown["PN3"])
    assert np.nanmax(found.denominator) == 41


def test_shares_of_ten_or_fewer_are_withheld():
    council = coded(PN1=10)
    for metric in (PARTICIPATION_CODES, CHILDREN_BY_PARTICIPATION):
        found = published(metric, council, (SPRING,), by="code")
        assert found.withheld.all()
        assert published(metric, council, (SPRING,)).withheld.all()


def test_cases_with_a_code_do_not_tell_how_few_have_none():
    council = coded(PN1=30, **{"": 2})
    found = published(PARTICIPATION_CODES, council, (SPRING,))
    assert np.isnan(found.numerator).all()
    full = published(PARTICIPATION_CODES, coded(PN1=30), (SPRING,))
    assert full.value.tolist() == [[100]]


def test_a_median_of_few_cases_is_withheld():
    rows = "\n".join("2023-04-10 | 2023-04-20 | North" for _ in range(5))
    council = columns(covered=LOADED, disputes=f"raised | resolved | team\n{rows}")
    found = published(DISPUTE_WORKING_DAYS_TO_RESOLVE, council, (SPRING, SUMMER))
    assert found.withheld.tolist() == [[True, False]]
    assert np.isnan(found.value).all()


CHILDREN = "child | start | team\n" + "\n".join(
    f"C{n} | 2023-05-01 | {'North' if n < 4 else 'South'}" for n in range(20)
)


def test_a_rate_is_withheld_with_few_children_on_either_side():
    rows = "\n".join("2023-04-10 | North" for _ in range(3))
    council = columns(
        covered=LOADED, disputes=f"raised | team\n{rows}", care_spans=CHILDREN
    )
    found = published(DISPUTES_PER_100_CHILDREN, council, (SPRING, SUMMER))
    assert found.withheld.tolist() == [[True, False]]
    assert np.isnan(found.denominator).tolist() == [[True, False]]
    by_team = published(DISPUTES_PER_100_CHILDREN, council, (SUMMER,), by="team")
    assert by_team.withheld[by_team.labels.index("North")].all()


def test_posts_are_not_children():
    council = columns(
        covered=LOADED, care_spans=CHILDREN, staff="fte | iro\n1 | A. Archer"
    )
    found = published(CASELOAD_PER_FTE, council, (SPRING,))
    assert (found.value.tolist(), found.withheld.any()) == ([[20]], False)


def test_children_counted_once_are_withheld_period_by_period():
    rows = "\n".join(f"C{n} | 2023-04-10 | 2023-04-09" for n in range(20))
    spans = "\n".join(f"C{n} | 2023-05-01" for n in range(20))
    council = columns(
        covered=LOADED,
        reviews=f"child | due | held\n{rows}",
        care_spans=f"child | start\n{spans}",
    )
    found = published(CHILDREN_WITH_ALL_REVIEWS_ON_TIME, council, (SPRING, SUMMER))
    assert found.numerator.tolist() == [[20, 0]]


@pytest.mark.parametrize(
    "period",
    [
        month_of(date(2024, 4, 1)),
        Period(date(2024, 4, 2), date(2024, 6, 30)),
        Period(date(2024, 4, 1), date(2024, 8, 31)),
        Period(date(2023, 7, 1), date(2023, 12, 31)),
        Period(date(2023, 10, 1), date(2024, 9, 30)),
        Period(date(2024, 4, 1), date(2024, 5, 15)),
    ],
)
def test_other_periods_are_refused(period):
    with pytest.raises(MeasureError) as refused:
        published(DISPUTES_RAISED, disputes((9, "2023-04", "North")), (period,))
    assert str(refused.value) == (
        "Figures with small numbers withheld are for a quarter, a financial year or "
        f"the financial year to a quarter's end, not for {period.label}."
    )


@pytest.mark.parametrize(
    "period",
    [
        *quarters_between(FIRST, LAST),
        *TO_DATE,
        *years_between(FIRST, LAST),
        Period(date(2024, 7, 1), LAST),
        Period(date(2024, 4, 1), LAST),
        Period(date(2024, 4, 1), date(2024, 9, 30)),
    ],
)
def test_quarters_and_years_are_given_cut_at_the_last_day_or_not(period):
    council = disputes((9, "2023-04", "North"), (8, "2024-08", "North"))
    found = published(DISPUTES_RAISED, council, (period,))
    plain = DISPUTES_RAISED.count(council, (period,))
    assert found.periods == (period,)
    assert found.numerator.tolist() == plain.numerator.tolist()


def test_what_no_file_speaks_for_is_not_covered_and_not_withheld():
    later = quarter_of(date(2025, 1, 1))
    council = disputes((9, "2023-04", "North"))
    for given in (council, columns(covered=())):
        found = published(DISPUTES_RAISED, given, (later,), by="team")
        assert not found.covered.any()
        assert not found.withheld.any()


def test_years_before_the_last_seven_are_withheld():
    council = columns(
        covered=(Period(date(2010, 4, 1), date(2024, 3, 31)),),
        disputes="raised\n" + "\n".join("2011-05-10" for _ in range(40)),
    )
    found = published(DISPUTES_RAISED, council, (financial_year(2012),))
    assert found.withheld.tolist() == [[True]]


def test_two_groupings_several_groups_and_shares_by_another_grouping_are_refused():
    council = disputes((9, "2023-04", "North"))
    with pytest.raises(MeasureError, match="not by sex and team at once"):
        published(DISPUTES_RAISED, council, (SPRING,), {"team": ("North",)}, by="sex")
    with pytest.raises(MeasureError, match="for one group at a time, or for all"):
        published(DISPUTES_RAISED, council, (SPRING,), {"team": ("North", "South")})
    with pytest.raises(MeasureError, match="is given by participation code alone"):
        published(PARTICIPATION_CODES, council, (SPRING,), by="team")
    with pytest.raises(MeasureError, match="There is no team called 'West'"):
        published(DISPUTES_RAISED, council, (SPRING,), {"team": ("West",)})


def test_the_board_is_told_what_a_second_look_tells():
    council = disputes((3, "2023-04", "North"), (9, "2023-04", "South"))
    first, again = (
        published(CHILDREN_IN_CARE_AT_END, council, QUARTERS, by="team") for _ in "12"
    )
    np.testing.assert_array_equal(first.numerator, again.numerator)


@pytest.mark.parametrize(("children", "is_few"), [(0, False), (5, True), (6, False)])
def test_a_filter_isolates_when_it_leaves_from_1_to_5_children(children, is_few):
    spans = "\n".join(f"C{n} | 2023-05-01 | North" for n in range(children))
    council = columns(covered=LOADED, care_spans=f"child | start | team\n{spans}")
    assert too_few(council, {"team": ("North",)}, SPRING) is is_few


def test_a_filter_with_many_on_plans_isolates_nobody():
    spans = "\n".join(f"C{n} | 2023-05-01 | North" for n in range(6))
    text = f"child | start | team\n{spans}"
    few = "child | start | team\nD1 | 2023-05-01 | North"
    council = columns(covered=LOADED, plan_spans=text, care_spans=few)
    assert not too_few(council, {"team": ("North",)}, SPRING)
    assert too_few(council, {"placement": ("Not recorded",)}, SPRING)
    assert not too_few(council, {"theme": ("Practice",)}, SPRING)
