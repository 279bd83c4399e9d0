"""Every page has an address of its own, and answers there from the first request."""

import pytest

from tests.browser.driving import (
    PAGES,
    at,
    choose,
    go,
    go_by_menu,
    is_itself,
    settle,
    words_on,
)
from tests.browser.serving import running
from tests.conftest import url_of

pytestmark = pytest.mark.walk


@pytest.mark.walk
@pytest.mark.parametrize("path", ["disputes", "load-files"])
def test_the_first_request_of_a_new_server_may_be_for_any_page(
    visit, looked_at, tmp_path, path
):
    with running(tmp_path, DATABASE_URL=url_of(looked_at)) as address:
        is_itself(go(visit(), f"{address}/{at(path)}"), path)


def test_the_bare_address_is_the_overview(visit, exampleshire_server):
    page = visit()
    page.goto(exampleshire_server)
    page.wait_for_url("**/overview")
    is_itself(settle(page), "overview")


def test_the_bare_address_keeps_the_filters_it_is_given(visit, exampleshire_server):
    page = visit()
    page.goto(f"{exampleshire_server}/?team=North")
    page.wait_for_url("**/overview**")
    page.get_by_text("Only team North.").wait_for()


def test_an_address_that_is_no_page_says_so_and_goes_on(visit, exampleshire_server):
    page = visit()
    page.goto(f"{exampleshire_server}/nowhere")
    page.get_by_role("heading", level=1, name="Overview").wait_for()
    page.get_by_text(
        "There is no page called nowhere. This is the overview."
    ).wait_for()
    settle(page)
    assert not page.get_by_role("dialog").count()
    go_by_menu(page, "Disputes")
    go_by_menu(page, "Overview")
    assert "There is no page called" not in words_on(page)


def test_a_team_chosen_stays_through_address_reload_and_pages(
    visit, exampleshire_server
):
    page = go(visit(), f"{exampleshire_server}/overview")
    choose(page, "Team", "North")
    page.wait_for_url("**/overview?team=North")
    assert "Only team North." in words_on(page)
    page.reload()
    page.get_by_text("Only team North.").wait_for()
    settle(page)
    for path in ("disputes", "about-the-figures", "reviews-on-time", "participation"):
        go_by_menu(page, PAGES[path].title)
        if path != "about-the-figures":
            page.get_by_text("Only team North.").wait_for()
            assert "team=North" in page.url


def test_an_address_shared_shows_the_same_figures(visit, exampleshire_server):
    mine = go(visit(), f"{exampleshire_server}/reviews-on-time")
    choose(mine, "Team", "North")
    choose(mine, "Period", "Financial year")
    theirs = go(visit(), mine.url)
    assert words_on(theirs) == words_on(mine)


def test_an_address_that_names_no_team_falls_back_to_all(visit, exampleshire_server):
    page = go(visit(), f"{exampleshire_server}/overview?team=Nowhere")
    assert "All teams, ages and reviews." in words_on(page)
    page.wait_for_url("**/overview")


def test_back_returns_to_the_page_before(visit, exampleshire_server):
    page = go(visit(), f"{exampleshire_server}/overview")
    go_by_menu(page, "Disputes")
    page.go_back()
    page.get_by_role("heading", level=1, name="Overview", exact=True).wait_for()


def test_three_teams_in_a_row_show_the_third(visit, exampleshire_server):
    page = go(visit(), f"{exampleshire_server}/reviews-on-time")
    for team in ("North", "East", "South"):
        choose(page, "Team", team)
    page.get_by_text("Only team South.").wait_for()
    assert "team=South" in page.url


def test_as_whom_a_demonstration_is_seen_stays_from_page_to_page(
    visit, exampleshire_server
):
    page = go(visit(), f"{exampleshire_server}/?as=manager&team=North")
    page.wait_for_url("**/overview?**as=manager**")
    go_by_menu(settle(page), "Disputes")
    assert "as=manager" in page.url
    assert "team=North" in page.url
    choose(page, "See this as", "IRO or chair")
    choose(page, "Which IRO", "(")
    page.wait_for_url("**as=iro**")
    shown = page.get_by_role("combobox", name="Which IRO").input_value()
    theirs = go(visit(), page.url)
    box = theirs.get_by_role("combobox", name="Which IRO")
    assert box.input_value() == shown != ""
