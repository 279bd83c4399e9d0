import pytest

from pages.router import HOME
from tests.pages.opening import (
    FIGURES,
    TITLES,
    cards,
    choices,
    open_page,
    tables,
    text,
    titles,
)

EVERY_PAGE = [*TITLES, HOME]
A_CHILD = ("C1", "C2", "C3")
NOTHING_YET = (
    "There is nothing in the store yet. Go to Load files and drop your SSDA903 return, "
    "CIN census, Annex A or dispute log there."
)


def opens_without_fault(file):
    page = open_page(file)
    assert not page.exception
    assert not page.error
    assert titles(page) == [TITLES.get(file, "Overview")]
    return page


@pytest.mark.parametrize("file", EVERY_PAGE)
def test_a_page_opens_on_an_empty_store(with_nothing, file):
    opens_without_fault(file)


@pytest.mark.parametrize("file", EVERY_PAGE)
def test_a_page_opens_on_exampleshire(with_exampleshire, file):
    opens_without_fault(file)


@pytest.mark.parametrize("file", EVERY_PAGE)
def test_a_page_opens_on_a_small_council(own_small_council, file):
    opens_without_fault(file)


@pytest.mark.parametrize("file", FIGURES)
def test_an_empty_store_says_what_to_do(with_nothing, file):
    page = open_page(file, "analyst")
    assert [each.value for each in page.info] == [NOTHING_YET]
    (link,) = page.get("page_link")
    assert (link.proto.label, link.proto.page) == ("Load files", "load-files")
    assert not page.get("plotly_chart")
    assert not cards(page)
    assert not choices(page)


def test_an_empty_store_says_so_about_the_figures(with_nothing):
    page = open_page("about/about_the_figures.py")
    assert [each.value for each in page.info] == ["There is nothing in the store yet."]


@pytest.mark.parametrize("file", FIGURES)
def test_an_invented_council_is_called_invented_on_every_page(with_exampleshire, file):
    page = open_page(file)
    assert [each.value for each in page.info] == [
        "Exampleshire (invented): every child, member of staff and figure here is "
        "invented."
    ]


@pytest.mark.parametrize("file", FIGURES)
def test_a_real_council_is_not_called_invented(own_small_council, file):
    assert not open_page(file).info


@pytest.mark.parametrize(
    "file", [file for file in TITLES if not file.startswith("children/")]
)
def test_no_page_but_those_of_children_names_a_child(own_small_council, file):
    page = open_page(file)
    shown = text(page).split() + [
        str(cell) for table in tables(page) for cell in table.to_numpy().flat
    ]
    assert not set(A_CHILD) & set(shown)
