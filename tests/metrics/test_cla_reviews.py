"""Reviews of children in care: what each figure counts, at its limits."""

from datetime import date

import pytest

from domain.due import add_working_days
from domain.periods import Period, financial_year, month_of
from metrics import cla_reviews
from metrics.cla_reviews import (
    CHILDREN_WITH_ALL_REVIEWS_ON_TIME,
    REVIEW_DAYS_LATE,
    REVIEWS_DUE_HELD_ON_TIME,
    REVIEWS_HELD_ON_TIME,
    REVIEWS_OVERDUE,
)
from metrics.figure import figure
from tests.tables import columns

YEAR = financial_year(2025)
IN_CARE = """
    child | start      | end
    C1    | 2023-01-09 |
"""


def review(due: str, held: str, more: str = ""):
    return columns(
        care_spans=IN_CARE,
        reviews=f"child | due | held | ceased\nC1 | {due} | {held} | {more}",
    )


@pytest.mark.parametrize(
    ("due", "held", "counts"),
    [
        ("2024-06-03", "2024-06-02", (1, 1, 0)),
        ("2024-06-03", "2024-06-03", (1, 1, 0)),
        ("2024-06-03", "2024-06-04", (0, 1, 0)),
        ("2024-06-03", "", (0, 0, 0)),
        ("", "2024-06-03", (0, 0, 1)),
        ("2024-03-01", "2024-03-31", (0, 0, 0)),
        ("2024-03-01", "2024-04-01", (0, 1, 0)),
        ("2025-04-20", "2025-03-31", (1, 1, 0)),
        ("2025-04-20", "2025-04-01", (0, 0, 0)),
    ],
    ids=[
        "a day early",
        "on the day",
        "a day late",
        "never held is not seen",
        "due day unknown is set aside",
        "the day before the period",
        "the first day",
        "the last day",
        "the day after",
    ],
)
def test_a_review_held_counts_in_the_period_it_was_held_in(due, held, counts) -> None:
    found = figure(REVIEWS_HELD_ON_TIME, review(due, held), YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


@pytest.mark.parametrize(
    ("due", "held", "counts"),
    [
        ("2024-06-03", "2024-06-03", (1, 1, 0)),
        ("2024-06-03", "2024-06-04", (0, 1, 0)),
        ("2024-06-03", "", (0, 1, 0)),
        ("2024-03-31", "2024-04-02", (0, 0, 0)),
        ("2024-04-01", "2024-03-29", (1, 1, 0)),
        ("2025-03-31", "2025-04-01", (0, 1, 0)),
        ("2025-04-01", "2025-03-31", (0, 0, 0)),
        ("", "2024-06-03", (0, 0, 1)),
    ],
    ids=[
        "on the day",
        "a day late",
        "never held is late",
        "due the day before the period",
        "due the first day, held before it",
        "due the last day, held after it",
        "due the day after",
        "due day unknown is set aside by the day held",
    ],
)
def test_a_review_due_counts_in_the_period_it_was_due_in(due, held, counts) -> None:
    found = figure(REVIEWS_DUE_HELD_ON_TIME, review(due, held), YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


def test_a_review_due_after_the_last_day_of_the_files_is_not_yet_late() -> None:
    loaded = columns(
        covered=(Period(date(2024, 4, 1), date(2024, 12, 31)),),
        reviews="""
            child | due        | held
            C1    | 2024-12-31 |
            C2    | 2025-01-01 |
        """,
    )
    found = figure(REVIEWS_DUE_HELD_ON_TIME, loaded, YEAR)
    assert (found.numerator, found.denominator) == (0, 1)


def test_no_review_is_no_figure_and_not_zero() -> None:
    for metric in (REVIEWS_HELD_ON_TIME, REVIEWS_DUE_HELD_ON_TIME, REVIEW_DAYS_LATE):
        assert figure(metric, columns(), YEAR).value is None
    assert figure(REVIEWS_OVERDUE, columns(), YEAR).value == 0


ON_TIME, LATE = "2024-06-03 | 2024-06-03", "2024-06-03 | 2024-06-04"


@pytest.mark.parametrize(
    ("reviews", "counts"),
    [
        ([ON_TIME], (1, 1, 0)),
        ([ON_TIME, "2024-12-03 | 2024-12-02"], (1, 1, 0)),
        ([LATE], (0, 1, 0)),
        ([ON_TIME, "2024-12-03 | 2024-12-04"], (0, 1, 0)),
        (["2024-06-03 |"], (0, 1, 0)),
        ([], (0, 0, 0)),
        (["2024-03-31 | 2024-03-30"], (0, 0, 0)),
        (["2024-03-31 | 2024-04-02"], (0, 1, 0)),
        (["2024-03-31 |"], (0, 1, 0)),
        (["2023-03-31 | 2024-03-31"], (0, 0, 0)),
        (["2025-03-31 | 2025-03-31"], (1, 1, 0)),
        (["2025-03-31 | 2025-04-01"], (0, 1, 0)),
        (["2025-04-01 |"], (0, 0, 0)),
        (["| 2024-06-03", ON_TIME], (0, 0, 1)),
        (["| 2024-06-03", LATE], (0, 1, 0)),
        (["| 2023-06-03", ON_TIME], (1, 1, 0)),
    ],
    ids=[
        "one, on time",
        "two, both on time",
        "one, a day late",
        "two, the second a day late",
        "never held",
        "none due: not counted",
        "due before and held: not counted",
        "owed from before, held in the period",
        "owed from before, never held",
        "owed from before, held before the period",
        "due on the last day and held",
        "due on the last day and held after",
        "due the day after the period",
        "one of unknown due day: set aside",
        "one of unknown due day and one late: late",
        "one of unknown due day, in an earlier period",
    ],
)
def test_a_child_counts_whose_every_review_due_was_held_in_time(
    reviews, counts
) -> None:
    rows = "\n".join(f"C1 | {line}" for line in reviews)
    loaded = columns(care_spans=IN_CARE, reviews=f"child | due | held\n{rows}")
    found = figure(CHILDREN_WITH_ALL_REVIEWS_ON_TIME, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


@pytest.mark.parametrize(
    ("start", "end", "counts_from", "children"),
    [
        ("2024-04-01", "", "2024-05-01", 1),
        ("2024-04-01", "2025-04-01", "2024-05-01", 1),
        ("2024-04-01", "2025-03-31", "2024-05-01", 0),
        ("2025-03-01", "", "2025-03-31", 1),
        ("2025-03-04", "", "2025-04-01", 0),
    ],
    ids=[
        "still in care",
        "left the day after the period",
        "left on the last day",
        "20 working days on the last day",
        "19 working days on the last day",
    ],
)
def test_a_child_is_in_scope_who_is_in_care_at_the_end_for_20_working_days(
    start, end, counts_from, children
) -> None:
    loaded = columns(
        care_spans=f"child|start|end|counts_from\nC1|{start}|{end}|{counts_from}",
        reviews="child | due | held\nC1 | 2025-03-20 | 2025-03-20",
    )
    found = figure(CHILDREN_WITH_ALL_REVIEWS_ON_TIME, loaded, YEAR)
    assert found.denominator == children


def test_reviews_of_a_child_who_is_not_in_care_at_the_end_change_nothing() -> None:
    loaded = columns(
        care_spans=IN_CARE,
        reviews=f"child | due | held\nC1 | {ON_TIME}\nC2 | {LATE}\nC3 | | 2024-06-03",
    )
    found = figure(CHILDREN_WITH_ALL_REVIEWS_ON_TIME, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == (1, 1, 0)


def test_a_child_who_moves_team_is_counted_once_where_they_end() -> None:
    loaded = columns(
        care_spans="""
            child | start      | end        | team
            C1    | 2023-01-09 | 2024-09-02 | North
            C1    | 2024-09-02 |            | South
        """,
        reviews="child | due | held | team\nC1 | 2024-06-03 | 2024-06-04 | North",
    )
    south = figure(
        CHILDREN_WITH_ALL_REVIEWS_ON_TIME, loaded, YEAR, {"team": ("South",)}
    )
    north = figure(
        CHILDREN_WITH_ALL_REVIEWS_ON_TIME, loaded, YEAR, {"team": ("North",)}
    )
    assert (south.numerator, south.denominator) == (0, 1)
    assert (north.numerator, north.denominator) == (0, 0)


@pytest.mark.parametrize(
    ("due", "held", "ceased", "overdue"),
    [
        ("2025-03-30", "", "", 1),
        ("2025-03-31", "", "", 0),
        ("2025-03-30", "2025-03-31", "", 0),
        ("2025-03-30", "2025-04-01", "", 1),
        ("2025-03-30", "2025-03-01", "", 0),
        ("2025-03-30", "", "2025-03-31", 0),
        ("2025-03-30", "", "2025-04-01", 1),
        ("", "2025-04-01", "", 0),
    ],
    ids=[
        "due the day before",
        "due on the day: still in time",
        "held on the day",
        "held the day after",
        "held early",
        "left care on the day",
        "left care the day after",
        "due day unknown",
    ],
)
def test_a_review_is_overdue_on_a_day_until_held_or_no_longer_owed(
    due, held, ceased, overdue
) -> None:
    assert figure(REVIEWS_OVERDUE, review(due, held, ceased), YEAR).value == overdue


def test_days_late_is_the_middle_of_the_late_reviews_only() -> None:
    loaded = columns(
        reviews="""
            child | due        | held
            C1    | 2024-06-03 | 2024-06-03
            C2    | 2024-06-03 | 2024-06-04
            C3    | 2024-06-03 | 2024-06-10
            C4    | 2024-06-03 | 2024-07-03
            C5    | 2024-06-03 |
            C6    |            | 2024-06-03
        """
    )
    found = figure(REVIEW_DAYS_LATE, loaded, YEAR)
    assert (found.numerator, found.value) == (3, 7.0)
    assert figure(REVIEW_DAYS_LATE, loaded, month_of(date(2024, 7, 1))).value == 30.0
    june = figure(REVIEW_DAYS_LATE, loaded, month_of(date(2024, 6, 1)))
    assert (june.numerator, june.value) == (2, 4.0)


def test_first_second_and_later_reviews_are_told_apart() -> None:
    loaded = columns(
        reviews="""
            child | due        | held       | review_type
            C1    | 2024-06-03 | 2024-06-03 | First review
            C1    | 2024-09-03 | 2024-09-10 | Second review
            C1    | 2025-03-10 | 2025-03-03 | Later review
            C2    | 2025-03-10 | 2025-03-03 |
        """
    )
    counts = REVIEWS_HELD_ON_TIME.count(loaded, (YEAR,), by="review_type")
    assert counts.labels == (
        "Not known",
        "First review",
        "Second review",
        "Later review",
    )
    assert counts.numerator[:, 0].tolist() == [1, 1, 0, 1]
    assert counts.denominator is not None
    assert counts.denominator[:, 0].tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("held", "sent", "counts"),
    [
        ("2024-06-03", "2024-07-01", (1, 1, 0)),  # working day 20
        ("2024-06-03", "2024-06-28", (1, 1, 0)),
        ("2024-06-03", "2024-07-02", (0, 1, 0)),
        ("2024-06-03", "", (0, 0, 1)),
        ("2024-02-29", "2024-03-04", (0, 0, 0)),  # due on 28 March
        ("2024-03-01", "2024-03-04", (1, 1, 0)),  # 2 April
        ("2025-03-03", "2025-03-04", (1, 1, 0)),  # 31 March
        ("2025-03-04", "2025-03-05", (0, 0, 0)),  # 1 April
        ("2024-02-29", "", (0, 0, 0)),
        ("", "2024-04-02", (0, 0, 0)),
    ],
)
def test_a_record_is_sent_in_time_up_to_working_day_20(held, sent, counts) -> None:
    limit = add_working_days(date.fromisoformat(held), 20) if held else ""
    loaded = columns(
        reviews=f"""
            due        | held   | sent   | send_by
            2024-06-03 | {held} | {sent} | {limit}
        """
    )
    found = figure(cla_reviews.REVIEW_RECORDS_SENT_IN_TIME, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == counts


NOTED = """
    due        | held       | late_reason     | late_kind
    2024-06-03 | 2024-06-04 | Report was late | Avoidable by us
    2024-06-03 | 2024-06-04 | Report was late | Avoidable by us
    2024-06-03 | 2024-06-04 | Child asked     | Delay for the child's sake
    2024-06-03 | 2024-06-04 |                 |
    2024-06-03 | 2024-06-03 | Report was late | Avoidable by us
    2024-06-03 |            | Report was late | Avoidable by us
               | 2024-06-04 | Report was late | Avoidable by us
"""


def test_late_reviews_are_counted_by_reason_and_by_kind_of_delay() -> None:
    loaded = columns(reviews=NOTED)
    reasons = cla_reviews.LATE_REVIEWS_BY_REASON.count(
        loaded, (YEAR,), by="late_reason"
    )
    assert reasons.numerator[:, 0].tolist() == [1, 2, 1]
    kinds = cla_reviews.LATE_REVIEWS_BY_KIND.count(loaded, (YEAR,), by="late_kind")
    assert kinds.numerator[:, 0].tolist() == [1, 2, 1, 0]
    found = figure(cla_reviews.LATE_REVIEWS_AVOIDABLE, loaded, YEAR)
    assert (found.numerator, found.denominator, found.aside) == (2, 3, 1)
