"""What a person writes in a report: it stands there, its figures are the release's."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from data_access.store import database, releases
from data_access.store.releases import Part
from domain.commentary import Comment
from domain.errors import RefusedError
from domain.periods import financial_year
from reports.documents import html, narrative, word
from reports.documents.annual import annual, to_be_written
from reports.documents.closing import words_of
from reports.documents.model import to_write
from tests.conftest import url_of
from tests.reports.documents import reading_back as back

pytestmark = pytest.mark.xdist_group("documents")
WRITTEN = datetime(2024, 5, 3, 9, 0, tzinfo=UTC)
KEY = "reviews_held_on_time"
NOTES = re.compile(r" ?\[\d+\]")
TEXTS = {
    "advocacy": "There were 39 referrals to advocacy.",
    "visitors": "6 independent visitors were matched.",
    "council": "The council asked for a park.",
    KEY: "We held {reviews_held_on_time} on time{reviews_held_on_time:cases}.\n\nMore.",
}


def comments(texts):
    return {
        slot: Comment(place, slot, text, "Ann", WRITTEN)
        for place, (slot, text) in enumerate(texts.items(), 1)
    }


@pytest.fixture(scope="module")
def written(shire):
    return annual(shire, (), comments(TEXTS))


def test_each_part_that_can_be_written_says_what_it_asks_or_what_rules_say(shire):
    found = {each.key: each for each in to_be_written(shire)}
    drafted = found[KEY]
    assert drafted.section == "Reviews of children in our care"
    assert drafted.draft.startswith(
        "In {year}, {reviews_held_on_time} of reviews were "
    )
    assert drafted.said.startswith(
        "In 2023-24, 83.9% of reviews were held on time (1,0"
    )
    assert KEY in drafted.measures
    left = found["council"]
    assert left.asked.startswith("What the Children in Care Council") and not left.draft


@pytest.mark.parametrize(
    "read_back",
    [
        lambda document: back.html(html.written(document)).text,
        lambda document: back.word_text(word.written(document)),
    ],
    ids=["html", "word"],
)
def test_what_is_written_stands_in_the_document_with_its_figures(written, read_back):
    text = " ".join(read_back(written).split())
    assert "There were 39 referrals to advocacy." in text
    assert "6 independent visitors were matched." in text
    assert "We held 83.9% on time (1,006 of 1,199)." in NOTES.sub("", text)
    assert "of reviews were held on time (1,006" not in text


def test_a_figure_in_what_is_written_has_its_note(written):
    (note,) = (each for each in written.notes if each.of.key == KEY)
    assert note.quoted[0].startswith("2023-24: 1,006 held on or before")


def test_what_is_written_is_not_left_to_write_and_is_said_to_be_unsigned(
    written, report
):
    left = [words for _, words in to_write(written.blocks)]
    assert not any("Children in Care Council" in each for each in left)
    assert len(left) == len(list(to_write(report.blocks))) - 1
    said = "\n".join(words_of(written))
    assert "4 parts are in people's own words, last changed on 3 May 2024." in said
    assert "own words, last changed" not in "\n".join(words_of(report))


def test_words_of_a_part_that_is_no_more_are_nowhere(shire):
    document = annual(shire, (), comments({"no-such-part": "Lost words"}))
    assert "Lost words" not in "\n".join(words_of(document))
    assert "own words, last" not in "\n".join(words_of(document))


@pytest.mark.parametrize("token", ["no_such", "reviews_held_on_time:numerator"])
def test_a_figure_that_is_not_there_is_refused_and_never_made_up(shire, token):
    with pytest.raises(RefusedError, match=f"Found {{{token}}}: no figure"):
        narrative.lines(f"We held {{{token}}}.", shire)
    document = annual(shire, (), comments({"advocacy": f"We held {{{token}}}."}))
    asked = [words for _, words in to_write(document.blocks)]
    assert any(each.startswith(f"Found {{{token}}}") for each in asked)


def test_braces_that_name_no_figure_stay_as_they_are_typed(shire):
    (runs,) = narrative.lines("A set {1, 2} and <b>bold</b>", shire)
    assert "".join(runs) == "A set {1, 2} and <b>bold</b>"


def test_words_of_another_release_or_year_do_not_stand_in_it(shire):
    other = replace(shire, period=financial_year(2023))
    assert "39 referrals" not in "\n".join(words_of(annual(other, ())))


# What a release withholds.


def cell(counted, **hidden):
    told = {"start": "2023-04-01", "end": "2024-03-31", **hidden}
    return ["", "all", "2023-04-01", "2024-03-31", *counted], told


def test_only_numbers_that_are_withheld_are_doubted():
    some = [
        cell((3, 40, 7.5, 0), numerator_from=1, value_from=2),
        cell((12, 40, 30, 0)),
    ]
    part = Part("a_key", {}, [each[0] for each in some], [each[1] for each in some])
    hidden = narrative.withheld([part], ["a_key"], [financial_year(2024)])
    assert hidden == {"3", "7.5"}
    assert narrative.doubtful("Three of 40, or 7.5%, and 12.", hidden) == (
        "7.5",
        "three",
    )
    assert narrative.doubtful("In 2003-03 there were 13, 3,000 and 0.3.", hidden) == ()
    assert narrative.withheld([part], ["other"], [financial_year(2024)]) == frozenset()
    assert narrative.withheld([part], ["a_key"], [financial_year(2023)]) == frozenset()


def test_a_small_councils_withheld_numbers_are_doubted(withheld, withheld_file):
    with database.reading(database.get_engine(url_of(withheld_file))) as session:
        parts = releases.parts(session, 1)
    found = narrative.withheld(parts, [KEY], [withheld.period])
    assert "5" in found
    assert narrative.doubtful("Five of our reviews were on time.", found) == ("five",)
