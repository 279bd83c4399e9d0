"""One verdict on a measure, in the same words wherever a page tells it."""

import pytest

from metrics.catalogue import CATALOGUE
from tests.pages.opening import FIGURES, cards, open_page, plain
from ui.kit import cards as drawn
from ui.kit.marks import MARKS

BY_NAME = {metric.name: metric for metric in CATALOGUE}


@pytest.fixture
def verdicts(monkeypatch):
    """Each verdict that is given while a page is drawn, by the measure's key."""
    given, found = drawn.verdict, {}

    def told(metric, columns, months, where):
        found[metric.key] = given(metric, columns, months, where)
        return found[metric.key]

    monkeypatch.setattr(drawn, "verdict", told)
    return found


@pytest.mark.parametrize("file", FIGURES)
def test_card_heading_and_text_have_the_words_of_the_verdict(
    with_exampleshire, verdicts, file
):
    page = open_page(file)
    shown = cards(page)
    assert shown and len({each.name for each in shown}) == len(shown)
    for card in shown:
        found = verdicts[BY_NAME[card.name].key]
        letter, _, said = card.verdict.partition(" ")
        assert letter == MARKS[found.variation].letter
        assert said.casefold() == f"{found.trend}.".casefold()
        assert card.lines[0] == found.of_target
    headings = [plain(each.value) for each in page.header]
    told = [found for found in verdicts.values() if found.finding in headings]
    assert told
    texts = [each.proto.alt for each in page.get("plotly_chart")]
    for found in told:
        (text,) = [each for each in texts if each.startswith(f"{found.finding}. ")]
        assert text.startswith(f"{found.finding}. {found.of_target} ")
