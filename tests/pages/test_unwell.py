"""A store that fails under a page is told there in words, whichever call meets it."""

import pytest
from sqlalchemy import text

from data_access.store.loaded import METADATA
from domain.access import Screen
from tests import listed
from tests.data_access.store.test_unwell import DAMAGED, NO_TABLES, spoil
from tests.pages.opening import TITLES, choose, open_page, start, titles

LOOKING = {
    "import",
    "staff",
    "store_state",
}  # what tells who is there, in a demonstration
READING = [each for each in listed.PAGES if each.screen is not Screen.ABOUT]


def lose(engine, *kept):
    """Take every table out of a store but a few."""
    with engine.begin() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in reversed(METADATA.sorted_tables):
            if table.name not in kept:
                connection.execute(text(f'DROP TABLE "{table.name}"'))


def errors(app):
    return [each.value for each in app.error]


@pytest.mark.parametrize("file", [each.file for each in READING])
def test_every_page_that_reads_a_store_says_what_is_wrong_with_it(
    own_exampleshire, file
):
    lose(own_exampleshire, *LOOKING)
    app = open_page(file)
    assert not app.exception
    assert errors(app) == [NO_TABLES]
    assert titles(app) == [TITLES[file]]


def test_a_page_that_was_open_says_so_at_the_next_choice(own_exampleshire):
    app = open_page("figures/overview.py")
    lose(own_exampleshire, *LOOKING)
    app = choose(app, "team", "North")
    assert not app.exception
    assert errors(app) == [NO_TABLES]


def test_a_store_that_cannot_tell_who_may_see_what_shows_nothing(
    own_exampleshire, own_place
):
    opened = open_page("figures/overview.py")
    own_exampleshire.dispose()
    spoil(own_place)
    for app in (start(), opened.run()):
        assert not app.exception
        assert (titles(app), errors(app)) == (["Nothing can be shown now"], [DAMAGED])
        assert not app.sidebar.markdown


def test_what_is_wrong_is_in_the_log_too(own_exampleshire, caplog):
    lose(own_exampleshire, *LOOKING)
    open_page("figures/overview.py")
    assert NO_TABLES in caplog.text
