"""Other reviews, what came before reviews, and counts of a month, by hand."""

import pytest

from domain.periods import financial_year
from metrics import before_reviews, other_reviews, voice
from metrics.figure import figure
from tests.tables import columns

YEAR = financial_year(2025)
KINDS = (
    (other_reviews.PRIVATE_FOSTERING_VISITS_IN_TIME, "Private fostering visit"),
    (other_reviews.PRIVATE_FOSTERING_REVIEWS_IN_TIME, "Private fostering review"),
    (other_reviews.FOSTER_CARER_REVIEWS_IN_TIME, "Foster carer"),
    (other_reviews.PRE_BIRTH_REVIEWS_IN_TIME, "Pre-birth"),
    (other_reviews.SECURE_REVIEWS_IN_TIME, "Secure accommodation"),
)


def of(metric, **text):
    found = figure(metric, columns(**text), YEAR)
    return found.numerator, found.denominator, found.aside


@pytest.mark.parametrize(("metric", "kind"), KINDS)
def test_a_review_is_in_time_up_to_the_day_it_is_due(metric, kind):
    other = next(name for one, name in KINDS if one is not metric)
    text = f"""
        day        | kind   | due        | held
        2024-03-31 | {kind} | 2024-03-31 | 2024-03-31
        2024-04-01 | {kind} | 2024-04-01 | 2024-04-01
        2024-06-03 | {kind} | 2024-06-03 | 2024-06-02
        2024-06-03 | {kind} | 2024-06-03 | 2024-06-04
        2025-03-31 | {kind} | 2025-03-31 |
        2024-06-03 | {kind} |            | 2024-06-03
        2025-04-01 | {kind} | 2025-04-01 | 2025-03-31
        2024-06-03 | {other} | 2024-06-03 | 2024-06-03
    """
    assert of(metric, recorded_other_reviews=text) == (2, 4, 1)


def test_a_secure_review_is_by_another_iro():
    text = """
        day        | kind                 | held       | reviewer
        2024-06-03 | Secure accommodation | 2024-06-03 | no
        2024-06-03 | Secure accommodation | 2025-04-01 | no
        2024-06-03 | Secure accommodation | 2024-06-03 | yes
        2024-06-03 | Secure accommodation | 2024-06-03 |
        2024-06-03 | Secure accommodation |            | no
        2024-06-03 | Foster carer         | 2024-06-03 | no
    """
    metric = other_reviews.SECURE_REVIEWS_BY_ANOTHER_IRO
    assert of(metric, recorded_other_reviews=text) == (1, 2, 1)


def test_other_reviews_are_counted_by_kind_once_held():
    text = """
        day        | kind         | held
        2024-03-31 | Foster carer | 2024-04-01
        2025-03-31 | Pre-birth    | 2025-03-31
        2025-03-31 | Pre-birth    | 2025-04-01
        2024-06-03 | Foster carer |
    """
    metric = other_reviews.OTHER_REVIEWS_HELD
    assert of(metric, recorded_other_reviews=text) == (2, 2, 0)


def test_reviews_in_person_are_of_children_known_to_live_far_away():
    text = """
        day        | held       | kind     | mode      | distance
        2024-06-03 | 2024-06-03 |          | In person | More than 20 miles
        2024-06-03 | 2024-06-03 | Ordinary | Video     | More than 20 miles
        2024-06-03 | 2024-06-03 |          | Some in person, some not | More than 20 miles
        2024-06-03 | 2024-06-03 |          |           | More than 20 miles
        2024-06-03 | 2024-06-03 | Midway   | In person | More than 20 miles
        2024-06-03 |            |          | In person | More than 20 miles
        2025-04-01 | 2025-04-01 |          | In person | More than 20 miles
        2024-06-03 | 2024-06-03 |          | In person | 20 miles or less
        2024-06-03 | 2024-06-03 |          | In person |
    """
    metric = before_reviews.REVIEWS_IN_PERSON_FAR_AWAY
    assert of(metric, recorded_reviews=text) == (1, 3, 1)


REVIEWS = """
    day        | held       | kind     | {0}
    2024-03-31 | 2024-03-31 |          | yes
    2024-04-01 | 2024-04-01 |          | yes
    2025-03-31 | 2025-03-31 | Ordinary | no
    2025-04-01 | 2025-04-01 |          | yes
    2024-06-03 | 2024-06-03 |          |
    2024-06-03 | 2024-06-03 | Midway   | yes
"""


@pytest.mark.parametrize(
    ("metric", "column"),
    [
        (before_reviews.CHILDREN_SEEN_BEFORE_REVIEW, "seen_before"),
        (before_reviews.VIEWS_ASKED_BEFORE_REVIEW, "views_asked"),
        (before_reviews.ADVOCATE_OFFERED_BEFORE_REVIEW, "advocate_offered"),
        (before_reviews.PARENTS_TAKING_PART_IN_REVIEWS, "parents_took_part"),
    ],
)
def test_only_ordinary_reviews_that_say_are_counted(metric, column):
    assert of(metric, recorded_reviews=REVIEWS.format(column)) == (1, 2, 1)


@pytest.mark.parametrize(
    ("metric", "column", "words"),
    [
        (before_reviews.REVIEWS_BY_HOW_VIEWS_CAME, "views_came", ("Letter", "App")),
        (before_reviews.REVIEWS_BY_MODE, "mode", ("Video", "Phone")),
    ],
)
def test_reviews_are_counted_by_what_is_recorded(metric, column, words):
    text = (
        REVIEWS.format(column).replace("yes", words[0]).replace("| no", f"| {words[1]}")
    )
    loaded = columns(recorded_reviews=text)
    counts = metric.count(loaded, (YEAR,), by=metric.natural)
    assert counts.denominator[0, 0] == 2
    assert counts.numerator.sum() == 2


def test_meetings_between_reviews_are_no_ordinary_ones():
    metric = other_reviews.MEETINGS_BETWEEN_REVIEWS
    assert of(metric, recorded_reviews=REVIEWS.format("seen_before")) == (1, 1, 0)


def test_a_report_is_shared_before_the_day():
    text = """
        day        | held       | report_shared
        2024-06-04 | 2024-06-04 | 2024-06-03
        2024-06-04 | 2024-06-04 | 2024-06-04
        2024-06-04 | 2024-06-04 | 2024-06-05
        2024-06-04 | 2024-06-04 |
    """
    metric = before_reviews.REVIEW_REPORTS_SHARED_BEFORE
    assert of(metric, recorded_reviews=text) == (1, 3, 1)


def test_a_month_without_a_number_is_not_none():
    text = """
        day        | what                      | number
        2024-03-01 | Advocacy referrals        | 7
        2024-04-01 | Advocacy referrals        | 3
        2024-05-01 | Advocacy referrals        | 0
        2024-06-01 | Advocacy referrals        |
        2025-03-01 | Advocacy taken up         | 2
        2025-04-01 | Advocacy referrals        | 9
    """
    found = figure(voice.ADVOCACY_REFERRALS, columns(recorded_counts=text), YEAR)
    assert (found.numerator, found.denominator, found.value) == (3, 2, 1.5)
    found = figure(voice.VISITORS_MATCHED, columns(recorded_counts=text), YEAR)
    assert found.value is None


@pytest.mark.parametrize(
    "metric",
    (*other_reviews.METRICS, *before_reviews.METRICS, *voice.METRICS),
    ids=lambda each: each.key,
)
def test_nothing_recorded_is_no_figure_and_not_zero(metric):
    assert figure(metric, columns(), YEAR).value is None
