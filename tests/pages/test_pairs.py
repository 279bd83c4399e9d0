"""Disputes beside good practice, and a warning beside what came of it."""

import pytest

from tests.pages.opening import open_all, open_page, tables, text
from ui.recorded import pair


def lines(page, column):
    return [
        line
        for table in tables(page)
        if column in table.columns
        for line in table.to_dict("records")
    ]


def test_good_practice_is_beside_disputes_by_theme(with_exampleshire):
    page = open_all(open_page("figures/disputes.py"))
    found = lines(page, "Good-practice alerts")
    assert {"Theme", "Disputes raised", "Good-practice alerts"} == set(found[0])
    assert any(each["Good-practice alerts"] != "0" for each in found)
    assert pair.NEITHER in text(page)


def test_stages_have_their_working_days_on_disputes(with_exampleshire):
    page = open_all(open_page("figures/disputes.py"))
    headings = [each.value for each in page.header]
    assert any("stage" in each and "orking days" in each for each in headings)


def test_a_warning_is_shown_with_its_false_alarms(with_exampleshire):
    page = open_all(open_page("figures/reviews_on_time.py"))
    found = {
        each["Ten working days ahead"]: each
        for each in lines(page, "Ten working days ahead")
    }
    warned = found["Something was not ready"]
    late, on_time = int(warned["Held late"]), int(warned["Held on time"])
    assert f"False alarms: {on_time:,} of {late + on_time:,}." in text(page)


@pytest.mark.parametrize("file", ["figures/disputes.py", "figures/reviews_on_time.py"])
def test_where_nothing_is_recorded_there_is_no_table(own_small_council, file):
    page = open_all(open_page(file))
    assert not page.exception
    assert not lines(page, "Ten working days ahead")
    assert not lines(page, "Good-practice alerts")
