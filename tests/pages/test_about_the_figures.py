import pytest

from metrics.catalogue import CATALOGUE
from tests.pages.opening import open_page, plain, tables, text


@pytest.fixture
def page(with_exampleshire):
    return open_page("about/about_the_figures.py")


def test_every_figure_of_the_catalogue_is_there(page):
    names = [each.label for each in page.expander]
    assert names == [metric.name for metric in CATALOGUE]
    assert f"The {len(CATALOGUE)} figures" in text(page)


def test_a_figure_is_told_by_its_own_words(page):
    for metric, expander in zip(CATALOGUE, page.expander, strict=True):
        said = plain("\n".join(each.value for each in expander.markdown))
        for words in (
            metric.definition,
            metric.numerator,
            metric.denominator,
            metric.good.value,
            metric.source.words,
            metric.why,
            metric.caveat,
            metric.aside_words,
        ):
            assert words in said, metric.key


def test_the_days_that_files_speak_for_are_told(page):
    loaded = tables(page)[0]
    assert list(loaded["Files"]) == [
        "Episodes of care (SSDA903)",
        "Reviews of children in care (SSDA903)",
        "Child protection (CIN census)",
        "Dispute log",
    ]
    assert all("30 September 2025" in days for days in loaded["Days they speak for"])


def test_files_never_loaded_are_called_not_loaded(own_small_council):
    page = open_page("about/about_the_figures.py")
    days = dict(tables(page)[0].to_numpy())
    assert days["Reviews of children in care (SSDA903)"] == (
        "1 April 2024 to 31 March 2025"
    )
    assert days["Dispute log"] == "Not loaded"


def test_the_figures_can_be_downloaded(page):
    assert len(page.get("download_button")) == 1
