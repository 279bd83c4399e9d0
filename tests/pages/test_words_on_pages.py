"""Every page that a board member has is read by somebody of twelve, and says its words.

What is read is a page's prose: its paragraphs, its notes and what its charts say of how
a figure is made. Labels, figures and tables are no sentences.
"""

import re
from html.parser import HTMLParser

import pytest

from domain.access import ALLOWED, Role
from tests import listed
from tests.pages.opening import open_all, open_page, plain
from tests.reading import grade, sentences
from ui.about.glossary import ABBREVIATIONS

OF_A_BOARD = [
    each.file
    for each in map(listed.given(Role.BOARD), listed.PAGES)
    if Role.BOARD in ALLOWED[each.screen] and Role.BOARD not in each.by_link
]
AT_TWELVE = 7.0  # years of school, by Flesch and Kincaid
LONGEST, HARDEST = 36, 18.0  # words in one sentence, and its grade
NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
TOLD = ("markdown", "info", "warning", "header", "subheader")
IN_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*s?\b|\bPN\d\b")
QUOTED = "Published figure it is set beside:"  # the Department's own words
STUMBLED_OVER = (
    "whichever way",
    "turn out",
    "higher nor lower",
    "behind this figure",
    "mend",
)


class _Words(HTMLParser):
    """What is written in a piece of HTML; of drawings nothing."""

    def __init__(self):
        super().__init__()
        self.said, self.inside = [], 0

    def handle_starttag(self, tag, attrs):
        self.inside += tag in ("svg", "style", "table")

    def handle_endtag(self, tag):
        self.inside -= tag in ("svg", "style", "table")

    def handle_data(self, data):
        if not self.inside:
            self.said.append(data)


def prose(page):
    """What a page says outside tables and drawings, a line for each paragraph."""
    said = []
    for each in page.main:
        if each.type == "html":
            reader = _Words()
            reader.feed(each.proto.body)
            said += reader.said
        elif each.type in TOLD:
            said += plain(each.value).split("\n")
    said = [re.sub(r"\*\*|^- |^#+ |`[^`]*`", "", line).strip() for line in said]
    return "\n".join(
        dict.fromkeys(line for line in said if line and not line.startswith(QUOTED))
    )


@pytest.fixture(params=OF_A_BOARD, scope="module")
def file(request):
    return request.param


@pytest.fixture
def page(with_releases, file):
    return open_all(open_page(file, "board"))


def test_a_board_reads_it_at_twelve(page):
    read = sentences(re.sub(NUMBERS, "", prose(page)))
    hardest = sorted(read, key=lambda each: grade([each]))[-5:]
    assert grade(read) <= AT_TWELVE, hardest


def test_no_sentence_is_long_or_hard(page):
    for each in sentences(prose(page)):
        assert len(each.split()) <= LONGEST, each
        assert grade([each]) <= HARDEST, each


def test_each_abbreviation_is_in_the_glossary_and_said_in_full(page):
    said = plain(prose(page))
    for short in dict.fromkeys(IN_CAPITALS.findall(said)):
        root = short.removesuffix("s")
        root = "PN" if root.startswith("PN") else root
        assert root in ABBREVIATIONS, short
        whole = re.split("[:;]", ABBREVIATIONS[root])[0].lower()
        before = said[: said.index(short) + len(short) + 80].lower()
        assert whole in before, f"{short} is not said in full where it is first used"


def test_nothing_is_there_that_readers_stumbled_over(page):
    said = prose(page).lower()
    assert not [each for each in STUMBLED_OVER if re.search(rf"\b{each}\b", said)]
