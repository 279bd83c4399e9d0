"""How far from home the invented children in care are placed, and in which region."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from data_access.demo.chance import pick, stream
from domain.codes import SCOTLAND, WALES

HOME = "North East"
NOT_MEASURED = 0.03  # of placements, beside those of children from abroad
NEAR, FAR = (4.5, 0.75, 34), (17, 0.95, 250)  # middle miles, spread, and most
A_DAY_AWAY = 55  # miles, beyond which no placement is in the region
REGIONS_NEAR: Final = {HOME: 82, "Yorkshire and The Humber": 12, "North West": 6}
REGIONS_FAR: Final = {
    "Yorkshire and The Humber": 38,
    "North West": 36,
    "East Midlands": 9,
    "West Midlands": 8,
    SCOTLAND: 5,
    WALES: 4,
}


class Where(NamedTuple):
    """Miles from home, None where nobody knows, and the region."""

    miles: float | None
    region: str


def where(
    seed: int, child_id: str, since: date, *, outside: bool, abroad: bool
) -> Where:
    """Return where a placement is; `abroad`: the child's home is in no postcode.

    The chance is of its own, so that nothing else of the council moves with it.
    """
    rng = stream(seed, "miles", child_id, since)
    middle, spread, most = FAR if outside else NEAR
    miles = round(min(most, middle * rng.lognormvariate(0, spread)), 1)
    measured = rng.random() >= NOT_MEASURED and not abroad
    region = HOME
    if outside:
        region = pick(rng, REGIONS_FAR if miles > A_DAY_AWAY else REGIONS_NEAR)
    return Where(miles if measured else None, region)
