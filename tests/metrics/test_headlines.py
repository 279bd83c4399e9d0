"""What each measure of a page's cards says for whoever asks about it."""

import re
from pathlib import Path

import pytest

from metrics.catalogue import CATALOGUE, get
from metrics.said import cases_of
from tests import listed

PAGES = Path(__file__).parents[2] / "pages"
NAMED = re.compile(r"\w+\.([A-Z][A-Z0-9_]+)")
PAGES_OF_CARDS = [each.file for each in listed.FIGURES]
NEAR = 2  # cards apart at most, so that a reader sees both at once
NEAR_TWINS = (  # one thing counted in several ways
    (
        "reviews_held_on_time",
        "reviews_due_held_on_time",
        "children_with_all_reviews_on_time",
    ),
    (
        "disputes_resolved_within_20_working_days",
        "disputes_raised_and_resolved_within_20_working_days",
        "dispute_working_days_to_resolve",
    ),
    (
        "plans_started_second_or_subsequent",
        "plans_started_within_24_months_of_last",
        "plans_started_within_12_months_of_last",
    ),
    (
        "caseload_per_fte",
        "caseload_in_care_per_fte",
        "caseload_on_plans_per_fte",
        "caseload_per_iro",
        "caseload_in_care_per_iro",
        "caseload_on_plans_per_iro",
    ),
)
A_CASE = (
    *("reviews", "children", "plans", "disputes", "plan reviews", "enquiries"),
    *(
        "initial conferences",
        "conferences",
        "transfer-in conferences",
        "IROs",
        "other",
        "full-time",
        "times",
        "agencies",
        "feedback",
        "referrals",
        "advocates",
        "independent visitors",
        "visits",
        "private fostering",
        "foster carer",
        "pre-birth",
        "pre-proceedings",
        "secure accommodation",
        "stages",
        "good-practice alerts",
        "pieces of work",
        "times that somebody",
        "rows without",
    ),
)


def first_cards(file):
    """The measures of a page's cards, in order."""
    script = (PAGES / file).read_text(encoding="utf-8")
    _, _, rest = script.partition("FIRST = (")
    listed_there, _, _ = rest.partition("\n)")
    return [get(name.lower()) for name in NAMED.findall(listed_there)]


HEADLINES = {
    metric.key: metric for file in PAGES_OF_CARDS for metric in first_cards(file)
}


@pytest.mark.parametrize("file", PAGES_OF_CARDS)
def test_the_cards_of_a_page_are_read_from_it(file):
    assert len(first_cards(file)) >= 2


@pytest.mark.parametrize("metric", HEADLINES.values(), ids=lambda each: each.key)
def test_a_headline_says_why_it_matters_and_what_to_ask(metric):
    assert metric.why.endswith(".")
    assert 1 <= len(metric.ask) <= 3
    assert all(each.endswith("?") and len(each.split()) <= 16 for each in metric.ask)


@pytest.mark.parametrize("metric", HEADLINES.values(), ids=lambda each: each.key)
def test_another_measure_keeps_a_headline_honest(metric):
    assert get(metric.shadow) is not metric


def test_what_is_named_beside_a_figure_is_in_the_catalogue():
    for metric in CATALOGUE:
        assert bool(metric.ask) == bool(metric.shadow)
        assert not metric.shadow or get(metric.shadow) in CATALOGUE


def test_the_overview_has_each_headline_near_its_shadow():
    keys = [metric.key for metric in first_cards("figures/overview.py")]
    keys.remove(
        "caseload_in_care_per_fte"
    )  # it takes the other's place, or is not there
    for place, key in enumerate(keys):
        assert abs(place - keys.index(get(key).shadow)) <= NEAR, key


@pytest.mark.parametrize("file", PAGES_OF_CARDS)
def test_a_page_has_at_most_two_near_twins_among_its_cards(file):
    keys = {metric.key for metric in first_cards(file)}
    for twins in NEAR_TWINS:
        assert len(keys & set(twins)) <= 2


@pytest.mark.parametrize("metric", CATALOGUE, ids=lambda each: each.key)
def test_the_cases_of_each_side_have_a_name(metric):
    for side in metric.worst_first:
        assert cases_of(metric, side).startswith(A_CASE), side
