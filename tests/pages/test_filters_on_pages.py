import re

import pytest

from domain.access import Role
from tests.pages.opening import (
    FIGURES,
    TITLES,
    choices,
    choose,
    open_overview_at,
    open_page,
    text,
    values,
)

OVERVIEW = "figures/overview.py"
CASELOADS = "figures/caseloads.py"
WORKFORCE = "figures/workforce.py"
VOICE = "figures/voice.py"
OTHER_REVIEWS = "figures/other_reviews.py"  # of carers and others whom no team has
PRACTICE = "figures/practice.py"
OF_NO_TEAM = {CASELOADS, WORKFORCE, VOICE, OTHER_REVIEWS, PRACTICE}
BEHIND = "children/behind.py"  # the rows of a figure, by its filters
FILTERS = {"period", "to", "team", "iro", "age_band", "review_type"}


def sentence(page):
    (found,) = re.findall(r"Showing .*", text(page))
    return found


def test_the_filters_are_the_same_on_every_board_page(with_exampleshire):
    for file in FIGURES:
        page = open_page(file, "manager")
        assert set(choices(page)) - {"compare", "as-role"} == FILTERS


def test_only_who_may_tell_iros_apart_can_filter_by_one(with_exampleshire):
    shown = {
        role.value: "iro" in choices(open_page(OVERVIEW, role.value))
        for role in Role
        if role is not Role.BOARD
    }
    may = {name for name, offered in shown.items() if offered}
    assert may == {"manager", "iro"}


def test_pages_without_figures_have_no_filters(with_exampleshire):
    for file in set(TITLES) - set(FIGURES) - {BEHIND}:
        assert not FILTERS & set(choices(open_page(file)))


@pytest.mark.parametrize("file", sorted(set(FIGURES) - OF_NO_TEAM))
def test_the_third_team_chosen_in_a_row_is_the_one_shown(with_exampleshire, file):
    page = open_page(file)
    shown = set()
    for team in ("North", "East", "South"):
        page = choose(page, "team", team)
        assert not page.exception
        assert choices(page)["team"] == team
        assert f"Only team {team}." in sentence(page)
        shown.add(tuple(values(page).values()))
    assert len(shown) == 3


@pytest.mark.parametrize("file", [CASELOADS, VOICE])
def test_where_no_team_narrows_it_every_card_says_so(with_exampleshire, file):
    page = open_page(file)
    before = values(page)
    page = choose(page, "team", "North")
    assert values(page) == before
    assert text(page).count("Not filtered by team.") == len(before) > 0


def test_the_address_sets_the_filters(with_exampleshire):
    page = open_overview_at(team="North", age_band="10 to 15")
    assert choices(page)["team"] == "North"
    assert "Only team North, age band 10 to 15." in sentence(page)


def test_an_address_that_names_no_team_shows_all_of_them(with_exampleshire):
    page = open_overview_at(team="Nowhere", period="Fortnight", iro="Nobody")
    assert not page.exception
    assert choices(page) == choices(open_page(OVERVIEW))
    assert "All teams, ages and reviews." in sentence(page)


def test_a_team_of_another_council_falls_back_to_all(use_store, own_small_council):
    page = open_overview_at(team="North")
    assert not page.exception
    assert choices(page)["team"] == "All"


def test_reset_puts_every_filter_back(with_exampleshire):
    page = open_page(OVERVIEW)
    before, said = choices(page), sentence(page)
    page = choose(page, "period", "Quarter")
    for key, words in (
        ("team", "North"),
        ("age_band", "10 to 15"),
        ("review_type", "First review"),
    ):
        page = choose(page, key, words)
    assert sentence(page) != said
    (reset,) = [each for each in page.button if each.label == "Reset filters"]
    page = reset.click().run()
    assert choices(page) == before
    assert sentence(page) == said


def test_an_earlier_period_chosen_is_the_one_shown(with_exampleshire):
    page = choose(open_page(OVERVIEW), "period", "Financial year")
    latest = values(page)
    page = choose(page, "year", "2023-24")
    assert sentence(page).startswith("Showing 2023-24.")
    assert values(page) != latest


def test_months_chosen_run_from_the_first_to_the_last(with_exampleshire):
    page = choose(open_page(OVERVIEW), "period", "Months I choose")
    page = choose(page, "from", "February 2025")
    assert "January 2025" not in page.selectbox(key="until").options
    page = choose(page, "until", "March 2025")
    assert "1 February 2025 to 31 March 2025" in sentence(page)


def test_a_first_month_after_the_last_one_chosen_moves_the_last(with_exampleshire):
    page = choose(open_page(OVERVIEW), "period", "Months I choose")
    page = choose(choose(page, "from", "February 2025"), "until", "March 2025")
    page = choose(page, "from", "June 2025")
    assert not page.exception
    assert "from 1 June 2025" in sentence(page)


@pytest.mark.parametrize("file", FIGURES)
def test_what_a_filter_does_not_touch_says_so(with_exampleshire, file):
    page = choose(open_page(file), "review_type", "First review")
    assert not page.exception
    carried = file in ("figures/reviews_on_time.py", "figures/participation.py")
    assert carried or "Not filtered by review type." in text(page)
