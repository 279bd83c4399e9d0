"""Data quality: the counts, the list behind each of them, and who is given which."""

import re

import pytest
from sqlalchemy import text as sql

from data_access.access import ledger
from data_access.store.settings import settings
from domain.access import Role, Viewer
from tests.pages.opening import choose, open_all, open_page, tables, text

PAGE = "data/data_quality.py"
LIST = "The list, child by child"
NO_CODE = "How the child took part is not recorded"


@pytest.fixture
def council(own_whole_exampleshire):
    return own_whole_exampleshire


def opened(role):
    page = open_page(PAGE, role)
    assert not page.exception
    return page


def the_list(page):
    return page.radio(key="quality-view").set_value(LIST).run()


def counts(page):
    """How many of each are counted, by its words, and how many of these are listed."""
    _, found, *_ = tables(page)
    numbers = [re.findall(r"\d+", words) for words in found["How many"]]
    return {
        name: (int(number[0]), int(number[-1]))
        for name, number in zip(found["What is wrong"], numbers, strict=True)
    }


def written(council):
    return ledger.own(council, Viewer("demonstration", Role.QUALITY))["Screen"].tolist()


def test_every_count_is_followed_by_a_list_of_as_many_rows(council):
    page = opened("analyst")
    found = counts(page)
    everything = sum(number for number, _ in found.values())
    headline = page.header[0].value
    assert headline.startswith(
        f"{everything:,} things to put right in the rows these figures"
    )
    assert written(council) == []
    page = the_list(page)
    assert f"{everything:,} of {everything:,} things to put right" in text(page)
    assert written(council) == ["list of what to put right"]
    options = page.selectbox(key="quality-rule").options
    assert options[1:] == [
        f"{name}: {number:,}"
        for name, (number, listed) in found.items()
        if number == listed
    ]
    page = choose(page, "quality-rule", "dispute_without_theme")
    number, _ = found["Dispute without a theme"]
    (shown,) = tables(page)
    assert len(shown) == number
    assert set(shown["What is wrong"]) == {"Dispute without a theme"}


def test_the_trend_s_table_has_the_months_of_the_rule_that_is_chosen(council):
    page = opened("quality")
    assert "quality-view" not in [each.key for each in page.radio]
    page = open_all(choose(page, "quality-trend", "participation_not_recorded"))
    (months,) = [each for each in tables(page) if "Month" in each]
    assert len(months) == 24
    wrong, looked = (
        sum(int(cell.replace(",", "")) for cell in months[name][:12])
        for name in ("Found wrong", "Looked at")
    )
    heading = page.header[1].value
    assert heading.startswith(f"{NO_CODE}: {100 * wrong / looked:.1f}% ({wrong} of ")
    assert written(council) == []


def test_an_iro_s_counts_are_what_their_list_holds(council):
    page = opened("iro")
    found = counts(page)
    assert "Only what is about the children who are yours today." in text(page)
    (shown,) = tables(the_list(page))
    assert len(shown) == sum(number for number, _ in found.values())
    assert {listed == number for number, listed in found.values()} == {True}


def test_a_council_with_nothing_wrong_is_told_so(own_small_council):
    page = opened("quality")
    assert [each.value for each in page.header] == [
        "Nothing to put right: no rule finds anything wrong in the rows figures rest on"
    ]
    assert "No row was left out by the loading." in text(page)


def test_no_list_is_shown_when_the_ledger_cannot_be_written(council):
    page = opened("analyst")
    with council.begin() as connection:
        connection.execute(sql("DROP TABLE ledger_entry"))
    page = the_list(page)
    assert "the access ledger cannot be written" in text(page)
    assert not tables(page)
    settings.cache_clear()
