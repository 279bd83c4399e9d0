import re

import pytest

from data_access.importers.importer import SourceFile
from data_access.intake.door import LoadAsked, load
from data_access.store import database
from data_access.store.settings import settings
from metrics import cla_reviews, plans
from metrics.catalogue import CATALOGUE, SUBJECTS, get
from metrics.grade import RULE
from tests.pages.opening import BOARD, open_all, open_page, plain, tables, text
from tests.small_store import CODE, FILES, NOW, YEAR
from ui.about.catalogue import found

ABOUT = "about/about_the_figures.py"
A_SUBJECT = re.compile(r".+ \(\d+\)")


@pytest.fixture
def page(with_exampleshire):
    return open_page(ABOUT)


def searched(words, role=None):
    return open_page(ABOUT, role).text_input(key="about-search").set_value(words).run()


def names(page):
    return [each.label for each in figures(page)]


def figures(page):
    """What holds one figure each, without what holds a subject."""
    return [each for each in page.expander if not A_SUBJECT.fullmatch(each.label)]


def told(expander):
    return plain("\n".join(each.value for each in expander.markdown))


def test_every_figure_of_the_catalogue_is_there_under_its_subject(page):
    assert f"The {len(CATALOGUE)} figures" in text(page)
    assert [each.label for each in page.expander] == [
        f"{name} ({len(metrics)})" for name, metrics in SUBJECTS.items()
    ]
    assert names(open_all(page)) == [metric.name for metric in CATALOGUE]


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("late", "reviews_held_on_time"),
        ("LATE reviews", "reviews_overdue"),
        ("voice", "children_taking_part"),
        ("repeat plans", "plans_started_second_or_subsequent"),
        ("drp", "disputes_raised"),
        ("looked after", "children_in_care_at_end"),
        ("icpcs_overdue", "icpcs_overdue"),
        ("workload", "caseload_per_fte"),
    ],
)
def test_a_figure_is_found_by_its_words_its_key_and_other_words_for_it(asked, key):
    there = found(CATALOGUE, asked)
    assert get(key) in there
    assert len(there) < len(CATALOGUE) / 2


def test_nothing_asked_finds_all_and_nonsense_nothing():
    assert found(CATALOGUE, " ") == CATALOGUE
    assert found(CATALOGUE, "xylophone") == ()


def test_what_is_searched_for_is_counted_and_opened(with_exampleshire):
    page = searched("children_attending")
    assert names(page) == ["Children aged 4 and over who came to their review"]
    assert f"1 of {len(CATALOGUE)} figures have these words." in text(page)
    assert "to which the child came" in told(figures(page)[0])


def test_a_figure_says_its_target_its_grade_and_that_nobody_checked_it(page):
    said = told(figures(open_all(page))[0])
    assert "**Target:** " in said
    assert re.search(
        r"\*\*Quality of its data:\*\* A: \d.\d% of cases are not known in 2024-25\.",
        said,
    )
    assert "**Checked:** Not yet checked by a named person." in said


def test_the_rule_of_the_grades_is_printed(page):
    assert RULE in text(page)


def test_a_figure_is_told_by_its_own_words(page):
    page = open_all(page)
    for metric, expander in zip(CATALOGUE, figures(page), strict=True):
        said = plain("\n".join(each.value for each in expander.markdown))
        for words in (
            metric.definition,
            metric.numerator,
            metric.denominator,
            metric.good.value,
            metric.source.collection,
            metric.source.fields,
            metric.source.cited,
            metric.why,
            metric.caveat,
            metric.aside_words,
        ):
            assert words in said, metric.key


def said_of(page, metric):
    (told,) = [each for each in open_all(page).expander if each.label == metric.name]
    return plain("\n".join(each.value for each in told.markdown))


def test_the_demonstration_compares_itself_with_england_and_the_north_east(
    with_exampleshire,
):
    page = open_page("about/about_the_figures.py", "manager")
    again = said_of(page, plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT)
    assert (
        "England 24.5%, North East 27.2%, neighbours' middle 24.1% (2024-25)" in again
    )
    assert "in the top quarter of councils (2024-25)" in again
    assert "as updated on 1 October 2025. Open Government Licence v3.0." in again
    assert "Two definitions: " in again
    reviews = said_of(page, cla_reviews.REVIEWS_HELD_ON_TIME)
    assert "No national figure exists for this. Between 8" in reviews


def test_the_days_that_files_speak_for_are_told(page):
    loaded = tables(page)[0]
    assert list(loaded["Files"]) == [
        "Episodes of care (SSDA903)",
        "Reviews of children in care (SSDA903)",
        "Child protection (CIN census)",
        "Dispute log",
        "Missing from care (SSDA903)",
        "Care plans (the dataset's extract)",
        "Plans for adoption (the dataset's extract)",
        "Deprivation of liberty (SSDA903)",
        "Pre-proceedings (CIN census)",
    ]
    assert all("30 September 2025" in days for days in loaded["Days they speak for"])


def test_files_never_loaded_are_called_not_loaded(own_small_council):
    page = open_page(ABOUT)
    days = dict(tables(page)[0].to_numpy())
    assert days["Reviews of children in care (SSDA903)"] == (
        "1 April 2024 to 31 March 2025"
    )
    assert days["Dispute log"] == "Not loaded"


def test_the_figures_can_be_downloaded(page):
    assert len(page.get("download_button")) == 1


@pytest.fixture
def with_a_review_left_out(own_small_council, tmp_path):
    """Two reviews more, of which one cannot be read."""
    name = "Reviews 2024-25.csv"
    rows = f"{FILES[name]}C3,07/07/2014,40/01/2025,PN2\nC3,07/07/2014,01/02/2025,PN2\n"
    (tmp_path / name).write_text(rows, encoding="utf-8")
    asked = LoadAsked(CODE, "a test", NOW, YEAR)
    engine = database.get_engine(settings().database_url)
    load(engine, [SourceFile(tmp_path / name, name)], asked, dry_run=False)


def test_how_many_rows_are_left_out_is_told_to_whoever_other_pages_tell(
    with_a_review_left_out,
):
    said = text(open_page(ABOUT, "analyst"))
    assert "1 rows of the files loaded are left out of these figures." in said


@pytest.mark.parametrize("file", [ABOUT, *BOARD])
def test_a_board_is_told_nowhere_how_many_rows_are_left_out(
    with_a_review_left_out, file
):
    said = text(open_page(file, "board"))
    assert not re.search(r"\d rows .*left out", said)


def test_the_rules_that_figures_lean_on_are_listed_with_where_they_were_read(page):
    (law,) = [each for each in tables(page) if "Edition" in each.columns]
    unread = law[law["Edition"] == "Working Together 2026"]
    assert set(unread["Where it was read"]) == {"Not read, so not cited"}
    assert set(unread["From"]) == {"March 2026"}
    assert set(unread["Rule"]) == {"Working Together to Safeguard Children"}
    read = law[law["Edition"] == "Working Together 2023"]
    assert set(read["From"]) == {"15 December 2023"}
    assert all(read["Where it was read"])
