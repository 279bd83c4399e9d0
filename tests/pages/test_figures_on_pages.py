"""What a page says of the small council, whose figures are known by hand."""

from tests.pages.opening import (
    charts_with_tables,
    choose,
    open_all,
    open_page,
    text,
    values,
)
from tests.small_store import OF_ALL, ON_TIME


def test_the_card_says_the_share_and_what_it_is_of(own_small_council):
    page = open_page("figures/reviews_on_time.py")
    assert values(page)["Reviews held on time"] == ON_TIME
    assert f"{OF_ALL} reviews" in text(page)


def test_the_table_under_the_trend_ends_with_the_same_share(own_small_council):
    page = open_all(open_page("figures/reviews_on_time.py"))
    (_, trend), *_ = charts_with_tables(page)
    latest = trend.iloc[0]
    assert latest["Month"] == "March 2025"
    assert latest["Reviews held on time"] == "100.0%"
    assert (latest["Counted"], latest["Out of"]) == ("1", "1")
    assert latest["Twelve months to then"] == ON_TIME


def test_a_file_never_loaded_is_no_data_and_not_nought(own_small_council):
    page = open_page("figures/child_protection.py")
    assert set(values(page).values()) == {"No data"}
    assert "No file that is loaded speaks for these days." in text(page)


def test_a_filter_that_leaves_no_case_is_no_cases_and_not_nought(own_small_council):
    page = choose(open_page("figures/reviews_on_time.py"), "age_band", "Under 1")
    assert values(page)["Reviews held on time"] == "No cases"
    assert "There were no reviews" in text(page)
    assert "0.0%" not in text(page)
    assert "0%" not in text(page)


def test_no_cases_in_every_group_leaves_words_in_place_of_the_chart(
    own_small_council,
):
    page = choose(open_page("figures/participation.py"), "age_band", "Under 1")
    assert not page.exception
    headings = [each.value for each in page.header]
    assert any("no cases" in heading for heading in headings)
    assert len(page.get("plotly_chart")) < len(headings)
