"""Rounding: half away from zero, as exact fractions are rounded."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from math import nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rounding import rounded

CASES = 100_000


def exactly(fraction: Fraction, decimals: int) -> Decimal:
    with localcontext(prec=80):
        value = Decimal(fraction.numerator) / Decimal(fraction.denominator)
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "said"),
    [(6.25, 6.3), (-6.25, -6.3), (8.35, 8.4), (0.05, 0.1), (2.5, 2.5), (99.95, 100.0)],
)
def test_a_half_goes_away_from_zero(value, said):
    assert rounded(value) == said


def test_a_half_goes_away_from_zero_where_no_decimal_is_kept():
    assert (rounded(0.5, 0), rounded(2.5, 0), rounded(-2.5, 0)) == (1, 3, -3)


@given(st.integers(1, CASES), st.integers(0, CASES), st.integers(0, 6))
def test_any_share_is_rounded_as_its_exact_fraction(below, top, decimals):
    share = 100.0 * min(top, below) / below
    exact = exactly(Fraction(100 * min(top, below), below), decimals)
    assert Decimal(repr(rounded(share, decimals))) == exact


@given(st.integers(1, 10_000), st.integers(1, 5_000))
def test_cases_for_each_post_are_rounded_as_their_exact_fraction(hundredths, cases):
    posts = hundredths * 0.01  # as a sum of parts of posts comes, a little off
    exact = exactly(Fraction(cases * 100, hundredths), 1)
    assert Decimal(repr(rounded(cases / posts))) == exact


@given(st.integers(0, 20_000).map(lambda odd: (2 * odd + 1, 20)))
def test_every_half_of_a_tenth_is_rounded_up(fraction):
    top, below = fraction
    assert Decimal(repr(rounded(top / below))) == exactly(Fraction(top, below), 1)


def test_what_is_no_number_is_not_rounded():
    with pytest.raises(ValueError, match="no number"):
        rounded(nan)


def test_nothing_has_no_minus_before_it():
    assert repr(rounded(-0.04)) == "0.0"


ROUNDS = re.compile(r"(?<![\w.])round\(|:,?\.(\df|[1-9]%)|np\.round\(")
HERE = Path(__file__).parents[2]
TO_WHOLE_DAYS_AND_PLACES = {  # rounds no figure that anybody is told
    "metrics/chance.py",
    "reports/documents/svg.py",
    "ui/kit/sparkline.py",
}


@pytest.mark.parametrize("room", ["domain", "metrics", "reports", "ui", "pages"])
def test_nothing_else_rounds(room):
    found = [
        f"{path.relative_to(HERE)}: {line.strip()}"
        for path in (HERE / room).rglob("*.py")
        if str(path.relative_to(HERE)) not in TO_WHOLE_DAYS_AND_PLACES
        for line in path.read_text(encoding="utf-8").splitlines()
        if ROUNDS.search(line)
    ]
    assert not found
