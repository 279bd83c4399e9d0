"""The one style: room for cards by their number, words that can be read, print."""

import re

import pytest

from ui.start.style import FOUR, MOST_CARDS, MOST_LINES, ROW, style


def heights():
    """For each width from which it holds: rem kept for so many cards."""
    found = {}
    for width, rules in re.findall(
        r"@media screen and \(min-width:(\d+)px\)[^{]*\{((?:[^{}]*\{[^{}]*\})*)\}",
        style(),
    ):
        each = re.findall(r"\.st-key-cards-(\d+)\{min-height:([\d.]+)rem\}", rules)
        found[int(width)] = {int(number): float(high) for number, high in each}
    return found


@pytest.mark.parametrize(("width", "across"), [(1180, 3), (820, 2)])
def test_room_is_kept_for_each_row_of_cards(width, across):
    kept = heights()[width]
    assert set(kept) == set(range(1, MOST_CARDS + 1))
    for number, high in kept.items():
        two_by_two = (number, across) == (4, 3)
        assert high == (FOUR if two_by_two else ROW * -(-number // across))


def test_no_two_widths_hold_at_once():
    assert "(min-width:820px) and (max-width:1179px)" in style()


def test_it_is_one_style_with_no_brace_left_open():
    said = style()
    assert said.count("<style>") == said.count("</style>") == 1
    assert said.count("{") == said.count("}")
    assert "<" not in said[len("<style>") : -len("</style>")]


def test_links_and_words_in_charts_have_the_colour_of_the_page_s_words():
    assert ":is(.card,.wide) a{color:inherit;text-decoration:underline}" in style()
    assert "fill:currentColor!important" in style()


def test_on_paper_charts_are_as_wide_as_it_and_tables_do_not_scroll():
    paper = style().partition("@media print{")[2]
    assert (
        ":is(.plot-container,.svg-container,.main-svg){width:100%!important}" in paper
    )
    assert ".wide{overflow:visible}" in paper


def test_room_is_kept_for_a_table_of_every_length_that_is_kept():
    kept = re.findall(r"\.st-key-lines-(\d+)\{min-height:([\d.]+)rem\}", style())
    assert [int(number) for number, _ in kept] == list(range(1, MOST_LINES + 1))
    heights = [float(high) for _, high in kept]
    assert heights == sorted(heights)
