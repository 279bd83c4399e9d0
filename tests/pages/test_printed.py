"""What a reader who prints a page can have: every table of it, open, for the session."""

import pytest

from tests.pages.opening import FIGURES, calculated, go_to, open_page, tables
from ui.kit import printed

REVIEWS = "figures/reviews_on_time.py"


def ticked(page):
    return page.checkbox(key=printed.TICKED).check().run()


def boxes(page):
    return [each for each in page.expander if each.proto.id]


@pytest.mark.parametrize("file", FIGURES)
def test_one_tick_opens_every_table_of_a_page(with_exampleshire, file):
    page = open_page(file)
    before = len(tables(page))
    page = ticked(page)
    assert not page.exception
    assert all(each.proto.expanded for each in boxes(page))
    assert len(tables(page)) >= len(boxes(page)) > before
    assert calculated(page)


def test_it_holds_on_the_next_page_and_after_one_that_has_no_offer(with_exampleshire):
    page = go_to(ticked(open_page(REVIEWS)), "about/about_the_figures.py")
    page = go_to(page, "figures/disputes.py")
    assert page.checkbox(key=printed.TICKED).value
    assert all(each.proto.expanded for each in boxes(page))


def test_without_the_tick_it_is_as_it_was(with_exampleshire):
    page = open_page(REVIEWS)
    before = len(tables(page))
    page = ticked(page).checkbox(key=printed.TICKED).uncheck().run()
    assert len(tables(page)) == before
    assert not page.checkbox(key=printed.TICKED).value
