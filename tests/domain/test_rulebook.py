from datetime import date

import pytest

from domain import rulebook
from domain.periods import Period
from domain.rulebook import CONFERENCE_DUE, REVIEWS_DUE, RULEBOOK, Edition, Rule
from metrics.catalogue import CATALOGUE

EARLIER = "What stood before 15 December 2023 was not read for this dashboard."
UNREAD = (
    "Working Together 2026, published in March 2026, has not been read for this "
    "dashboard and is not cited."
)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (
            date(2024, 4, 1),
            date(2025, 3, 31),
            "In force: Working Together 2023, from 15 December 2023.",
        ),
        (
            date(2023, 4, 1),
            date(2024, 3, 31),
            f"In force: Working Together 2023, from 15 December 2023. {EARLIER}",
        ),
        (date(2022, 4, 1), date(2023, 3, 31), EARLIER),
        (
            date(2026, 4, 1),
            date(2026, 6, 30),
            f"Counted by: Working Together 2023, from 15 December 2023. {UNREAD}",
        ),
    ],
)
def test_a_period_has_the_editions_in_force_in_it(start, end, said):
    assert CONFERENCE_DUE.on(Period(start, end)) == said


def test_an_edition_without_days_is_named_for_every_period():
    days = Period(date(2015, 4, 1), date(2016, 3, 31))
    assert REVIEWS_DUE.on(days) == "In force: Care Planning Regulations 2010."


def test_an_edition_that_was_read_ends_the_one_before():
    rule = Rule(
        "Soon",
        "A Guide",
        (
            Edition("A Guide 1", date(2020, 1, 1), date(2021, 12, 31), "there"),
            Edition("A Guide 2", date(2022, 1, 1), read="there"),
        ),
    )
    year = Period(date(2022, 4, 1), date(2023, 3, 31))
    assert rule.on(year) == "In force: A Guide 2, from 1 January 2022."
    across = Period(date(2021, 4, 1), date(2022, 3, 31))
    assert rule.on(across) == (
        "In force: A Guide 1, from 1 January 2020, to 31 December 2021; "
        "A Guide 2, from 1 January 2022."
    )


def test_rules_of_one_document_name_its_edition_once():
    days = Period(date(2024, 4, 1), date(2025, 3, 31))
    both = rulebook.on((CONFERENCE_DUE, rulebook.PLAN_REVIEWS_DUE), days)
    assert both == CONFERENCE_DUE.on(days)


def test_every_document_that_a_figure_cites_is_in_the_rulebook():
    cited = {each.cited for each in RULEBOOK}
    named = {"Working Together", "Regulations", "Handbook"}
    for metric in CATALOGUE:
        if any(name in metric.source.words for name in named):
            assert metric.source.law, metric.key
            assert {each.cited for each in metric.source.law} <= cited
