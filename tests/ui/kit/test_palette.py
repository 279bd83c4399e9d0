"""The contrast of every pair of colours that is drawn, as WCAG 2.2 works it out."""

import tomllib
from pathlib import Path

import pytest

from ui.kit import palette

REPOSITORY = Path(__file__).parents[3]
WHITE = "#ffffff"
DARK = "#171614"  # the dark page
TEXT, FILL = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11
SHADES = {
    name: value
    for name, value in vars(palette).items()
    if name.isupper() and isinstance(value, str) and value.startswith("#")
}
DECORATION = {"GRID", "PALE"}
WRITTEN = {"INK", "WORDS"}  # words: the style gives the dark page others


def luminance(colour):
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_worked_out_as_wcag_does():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", [WHITE, DARK])
@pytest.mark.parametrize("name", sorted(SHADES.keys() - DECORATION - WRITTEN))
def test_what_is_drawn_stands_out_from_the_page_light_and_dark(name, ground):
    assert contrast(SHADES[name], ground) >= FILL


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_what_is_written_can_be_read(name):
    assert contrast(SHADES[name], WHITE) >= TEXT


def test_a_value_written_inside_a_bar_can_be_read():
    assert contrast(palette.BLUE, WHITE) >= TEXT


def test_a_pale_bar_has_a_line_that_stands_out_and_words_that_can_be_read():
    assert contrast(palette.BLUE, palette.PALE) >= FILL
    assert contrast(palette.INK, palette.PALE) >= TEXT


@pytest.fixture(scope="module")
def theme():
    config = REPOSITORY / ".streamlit" / "config.toml"
    return tomllib.loads(config.read_text(encoding="utf-8"))["theme"]["light"]


@pytest.mark.parametrize("ink", ["textColor", "primaryColor", "linkColor"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_the_theme_can_be_read(theme, ink, ground):
    assert contrast(theme[ink], theme[ground]) >= TEXT


def test_borders_of_boxes_can_be_seen(theme):
    assert contrast(theme["borderColor"], theme["backgroundColor"]) >= FILL
