"""What measures of recorded rows share: a yes or no of what was held in the period."""

from __future__ import annotations

from collections.abc import Callable

from domain.sheets import Sheet
from domain.tables import UNKNOWN, Bools, Ints, Recorded
from metrics.kernel import InPeriod, Mask
from metrics.kinds import Proportion
from metrics.measure import Good, Unit
from metrics.rows import RECORDED, Source

IN_PERIOD = InPeriod(lambda rows: rows.day)
BLANK = "Where the service recorded no answer it is not known, and in neither number."


def source_of(sheet: Sheet, *keys: str) -> Source:
    """Return where figures from some columns of a sheet come from."""
    headings = ", ".join(sheet.by_key[key].heading.lower() for key in keys)
    return Source("What the service recorded", f"the sheet {sheet.name}: {headings}")


def answer_is(sheet: Sheet, key: str, *codes: str) -> Mask:
    """Return which rows have one of some answers, whatever a council calls them."""
    wanted = [sheet.place_of(key, code) for code in codes]
    return lambda rows: _among(rows.values[key], wanted)


def _among(values: Ints, wanted: list[int]) -> Bools:
    found: Bools = (values[:, None] == wanted).any(axis=1)
    return found


def held(rows: Recorded) -> Bools:
    """Return which rows are of a meeting that was held."""
    return rows.said("held")


def yes_or_no(
    sheet: Sheet,
    column: str,
    *,
    cases: str,
    key: str,
    name: str,
    definition: str,
    counted: str,
    rest: str,
    why: str,
    ask: tuple[str, ...],
    shadow: str,
    short: str = "",
    good: Good = Good.HIGH,
    wanted: int = 1,
    population: Callable[[Recorded], Bools] = held,
) -> Proportion:
    """Return the share of meetings of which a column says yes, of those that say.

    `cases` is what they are, `counted` and `rest` what is said of either side of them.
    No is counted in place of yes where `wanted` is 0.
    """
    return Proportion(
        key=key,
        name=name,
        short=short,
        definition=f"{definition} {BLANK}",
        numerator=counted,
        denominator=f"{cases} held in the period of which it is recorded",
        unit=Unit.PERCENT,
        good=good,
        source=source_of(sheet, "held", column),
        rows=RECORDED[sheet.key],
        divided=False,
        of_a_year=True,
        counted_words=f"{cases} {counted}",
        rest_words=f"{cases} {rest}",
        why=why,
        ask=ask,
        shadow=shadow,
        aside_words=f"{cases} of which it is not recorded",
        when=IN_PERIOD,
        population=population,
        unknown=lambda rows: rows.values[column] == UNKNOWN,
        passes=lambda rows: rows.values[column] == wanted,
    )
