"""How children took part: each code, who is out of what, and who is left aside."""

from dataclasses import replace

import numpy as np
import pytest

from domain.periods import financial_year
from domain.tables import UNKNOWN
from metrics.figure import figure
from metrics.participation import (
    CHILDREN_ATTENDING,
    CHILDREN_BY_PARTICIPATION,
    CHILDREN_NOT_HEARD_TWICE,
    CHILDREN_TAKING_PART,
    CHILDREN_TAKING_PART_OF_ALL_AGES,
    PARTICIPATION_CODES,
    PARTICIPATION_GROUPS,
    PARTICIPATION_GROUPS_AGED_4_AND_OVER,
    PARTICIPATION_NOT_RECORDED,
    review_before,
)
from tests.tables import columns

YEAR = financial_year(2025)
ONE_OF_EACH = columns(
    reviews="""
        child | due        | held       | code
        C0    | 2024-06-03 | 2024-06-03 | PN0
        C1    | 2024-06-03 | 2024-06-03 | PN1
        C2    | 2024-06-03 | 2024-06-03 | PN2
        C3    | 2024-06-03 | 2024-06-03 | PN3
        C4    | 2024-06-03 | 2024-06-03 | PN4
        C5    | 2024-06-03 | 2024-06-03 | PN5
        C6    | 2024-06-03 | 2024-06-03 | PN6
        C7    | 2024-06-03 | 2024-06-03 | PN7
        C8    | 2024-06-03 | 2024-06-03 |
        C9    | 2024-06-03 |            |
    """
)


@pytest.mark.parametrize(
    ("code", "took_part", "of_all_ages", "came", "not_recorded"),
    [
        ("PN0", (0, 0, 0), (0, 1, 0), (0, 0, 0), (0, 1)),
        ("PN1", (1, 1, 0), (1, 1, 0), (1, 1, 0), (0, 1)),
        ("PN2", (1, 1, 0), (1, 1, 0), (1, 1, 0), (0, 1)),
        ("PN3", (1, 1, 0), (1, 1, 0), (1, 1, 0), (0, 1)),
        ("PN4", (0, 1, 0), (0, 1, 0), (1, 1, 0), (0, 1)),
        ("PN5", (1, 1, 0), (1, 1, 0), (0, 1, 0), (0, 1)),
        ("PN6", (1, 1, 0), (1, 1, 0), (0, 1, 0), (0, 1)),
        ("PN7", (0, 1, 0), (0, 1, 0), (0, 1, 0), (0, 1)),
        ("", (0, 0, 1), (0, 0, 1), (0, 0, 1), (1, 1)),
    ],
)
def test_each_code_is_heard_or_not_and_came_or_not(
    code, took_part, of_all_ages, came, not_recorded
) -> None:
    loaded = columns(reviews=f"child|due|held|code\nC1|2024-06-03|2024-06-03|{code}")
    for metric, counts in (
        (CHILDREN_TAKING_PART, took_part),
        (CHILDREN_TAKING_PART_OF_ALL_AGES, of_all_ages),
        (CHILDREN_ATTENDING, came),
    ):
        found = figure(metric, loaded, YEAR)
        assert (found.numerator, found.denominator, found.aside) == counts
    found = figure(PARTICIPATION_NOT_RECORDED, loaded, YEAR)
    assert (found.numerator, found.denominator) == not_recorded


@pytest.mark.parametrize(
    ("held", "reviews"),
    [("2024-03-31", 0), ("2024-04-01", 1), ("2025-03-31", 1), ("2025-04-01", 0)],
)
@pytest.mark.parametrize(
    "metric",
    [
        CHILDREN_TAKING_PART,
        CHILDREN_TAKING_PART_OF_ALL_AGES,
        CHILDREN_ATTENDING,
        PARTICIPATION_NOT_RECORDED,
        PARTICIPATION_CODES,
        PARTICIPATION_GROUPS,
        PARTICIPATION_GROUPS_AGED_4_AND_OVER,
        CHILDREN_BY_PARTICIPATION,
    ],
    ids=lambda metric: metric.key,
)
def test_a_review_counts_in_the_period_it_was_held_in(metric, held, reviews) -> None:
    loaded = columns(reviews=f"child|due|held|code\nC1|2024-06-03|{held}|PN1")
    found = figure(metric, loaded, YEAR)
    assert found.denominator == reviews
    assert (found.value is None) == (reviews == 0)


def test_one_of_each_code_gives_five_heard_of_seven_and_of_eight() -> None:
    over_4 = figure(CHILDREN_TAKING_PART, ONE_OF_EACH, YEAR)
    everyone = figure(CHILDREN_TAKING_PART_OF_ALL_AGES, ONE_OF_EACH, YEAR)
    assert (over_4.numerator, over_4.denominator) == (5, 7)
    assert (everyone.numerator, everyone.denominator) == (5, 8)


def test_codes_divide_all_the_reviews_held_with_those_not_recorded() -> None:
    counts = PARTICIPATION_CODES.count(ONE_OF_EACH, (YEAR,), by="code")
    assert counts.labels == ("Not recorded", *(f"PN{number}" for number in range(8)))
    assert counts.numerator[:, 0].tolist() == [1] * 9
    assert counts.denominator is not None
    assert counts.denominator[:, 0].tolist() == [9] * 9
    assert counts.value[:, 0].sum() == pytest.approx(100)


def test_plain_groups_keep_the_under_4s_apart() -> None:
    counts = PARTICIPATION_GROUPS.count(ONE_OF_EACH, (YEAR,), by="participation")
    found = dict(zip(counts.labels, counts.numerator[:, 0], strict=True))
    assert found == {
        "Own voice": 1,
        "Supported": 2,
        "Represented": 2,
        "Not heard": 2,
        "Under 4": 1,
        "Not recorded": 1,
    }


def test_plain_groups_of_children_aged_4_and_over_are_four() -> None:
    metric = PARTICIPATION_GROUPS_AGED_4_AND_OVER
    counts = metric.count(ONE_OF_EACH, (YEAR,), by="participation")
    assert counts.labels == ("Own voice", "Supported", "Represented", "Not heard")
    assert counts.numerator[:, 0].tolist() == [1, 2, 2, 2]
    assert counts.denominator is not None
    assert counts.denominator[:, 0].tolist() == [7] * 4
    assert counts.aside[:, 0].tolist() == [1] * 4


def test_a_split_by_something_else_is_the_share_that_has_a_group() -> None:
    loaded = columns(
        reviews="""
            child | due        | held       | code | team
            C1    | 2024-06-03 | 2024-06-03 | PN1  | North
            C2    | 2024-06-03 | 2024-06-03 |      | North
            C3    | 2024-06-03 | 2024-06-03 | PN7  | South
        """
    )
    counts = PARTICIPATION_CODES.count(loaded, (YEAR,), by="team")
    assert counts.numerator[:, 0].tolist() == [0, 1, 1]
    assert counts.denominator is not None
    assert counts.denominator[:, 0].tolist() == [0, 2, 1]


def test_a_child_counts_once_by_the_last_review_in_the_period() -> None:
    loaded = columns(
        reviews="""
            child | due        | held       | code
            C1    | 2024-06-03 | 2024-06-03 | PN1
            C1    | 2024-09-03 | 2024-09-03 | PN7
            C1    | 2025-03-03 | 2025-04-01 | PN6
            C2    | 2024-06-03 | 2024-06-03 | PN1
            C2    | 2024-09-03 |            |
        """
    )
    counts = CHILDREN_BY_PARTICIPATION.count(loaded, (YEAR,), by="code")
    found = dict(zip(counts.labels, counts.numerator[:, 0], strict=True))
    assert {code: n for code, n in found.items() if n} == {"PN7": 1, "PN1": 1}
    assert counts.denominator is not None
    assert set(counts.denominator[:, 0]) == {2}


@pytest.mark.parametrize(
    ("fourth", "code", "over_4", "of_all_ages"),
    [
        ("2024-06-02", "PN1", (1, 1, 0), (1, 1, 0)),
        ("2024-06-03", "PN1", (1, 1, 0), (1, 1, 0)),
        ("2024-06-04", "PN1", (0, 0, 0), (0, 1, 0)),
        ("2024-06-04", "PN0", (0, 0, 0), (0, 1, 0)),
        ("2024-06-03", "PN0", (0, 0, 1), (0, 0, 1)),
        ("2024-06-03", "", (0, 0, 1), (0, 0, 1)),
        ("2024-06-04", "", (0, 0, 0), (0, 0, 1)),
        ("", "PN0", (0, 0, 0), (0, 1, 0)),
    ],
)
def test_a_child_is_4_by_age_and_a_code_for_the_younger_is_no_answer(
    fourth, code, over_4, of_all_ages
) -> None:
    loaded = columns(
        reviews=f"""
            child | due        | held       | code   | fourth
            C1    | 2024-06-03 | 2024-06-03 | {code} | {fourth}
        """
    )
    for metric, counts in (
        (CHILDREN_TAKING_PART, over_4),
        (CHILDREN_ATTENDING, over_4),
        (PARTICIPATION_GROUPS_AGED_4_AND_OVER, over_4),
        (CHILDREN_TAKING_PART_OF_ALL_AGES, of_all_ages),
    ):
        found = figure(metric, loaded, YEAR)
        assert (found.numerator, found.denominator, found.aside) == counts


def test_a_child_is_not_heard_twice_running_by_the_last_two_reviews_since_4() -> None:
    loaded = columns(
        reviews="""
            child | held       | ceased     | fourth     | code
            C1    | 2024-06-03 |            | 2015-01-01 | PN4
            C1    | 2024-12-03 |            | 2015-01-01 | PN7
            C2    | 2024-06-03 |            | 2015-01-01 | PN1
            C2    | 2024-12-03 |            | 2015-01-01 | PN7
            C3    | 2024-03-31 |            | 2015-01-01 | PN7
            C3    | 2024-06-03 |            | 2015-01-01 | PN7
            C3    | 2024-12-03 |            | 2015-01-01 | PN5
            C4    | 2024-12-03 |            | 2015-01-01 | PN7
            C5    | 2024-06-03 |            | 2015-01-01 |
            C5    | 2024-12-03 |            | 2015-01-01 | PN7
            C6    | 2024-06-03 |            | 2024-06-04 | PN7
            C6    | 2024-12-03 |            | 2024-06-04 | PN7
            C7    | 2024-06-03 |            | 2024-06-03 | PN7
            C7    | 2024-12-03 |            | 2024-06-03 | PN7
            C8    | 2024-06-03 | 2025-03-31 | 2015-01-01 | PN7
            C8    | 2024-12-03 | 2025-03-31 | 2015-01-01 | PN7
            C10   | 2024-12-03 |            | 2015-01-01 | PN7
            C10   | 2025-04-01 |            | 2015-01-01 | PN7
        """
    )
    found = figure(CHILDREN_NOT_HEARD_TWICE, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == (2, 4, 1)
    assert figure(CHILDREN_NOT_HEARD_TWICE, columns(), YEAR).value is None


def test_of_another_time_in_care_is_no_review_before() -> None:
    loaded = columns(
        reviews="""
            child | held       | code
            C1    | 2024-12-03 | PN7
            C1    | 2024-06-03 | PN7
            C1    |            |
        """
    )
    assert review_before(loaded.reviews).tolist() == [1, UNKNOWN, UNKNOWN]
    two = replace(loaded.reviews, care=np.array([1, 0, 1]))
    assert review_before(two).tolist() == [UNKNOWN] * 3
