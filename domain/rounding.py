"""Rounding as the Department and spreadsheets do it: half away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

EXACT = 9  # decimals to which a quotient of two counts is what it should be
DIGITS = 60  # enough for any number that is shown
KEPT = 4096  # numbers of the last pages, which are drawn again and again


@lru_cache(KEPT)
def rounded(value: float, decimals: int = 1) -> float:
    """Return a number to so many decimals: 6.25 is 6.3, -6.25 is -6.3.

    Python's own `round` goes to the even neighbour, and 8.35 is a little less than
    that in a computer: what was written down is rounded here, not what is stored.

    Raises:
        ValueError: it is not a number.
    """
    if value != value:  # noqa: PLR0124
        raise ValueError("There is no number to round.")
    with localcontext(prec=DIGITS):
        exact = Decimal(repr(float(value)))
        for places in (max(EXACT, decimals), decimals):
            exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return float(exact) + 0.0  # no minus before nothing
