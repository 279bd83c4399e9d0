"""A number in its unit, as text, wherever it stands; domain/rounding.py alone rounds."""

from __future__ import annotations

from domain.rounding import rounded
from metrics.measure import Unit

ROUNDS_TO_NOTHING = 0.05  # to one decimal
ALL = 100.0
UNITS = {
    Unit.PERCENT: "%",
    Unit.COUNT: "",
    Unit.DAYS: " days",
    Unit.WORKING_DAYS: " working days",
    Unit.PER_100: "",
    Unit.PER_FTE: "",
    Unit.PER_IRO: "",
}


def number(value: float) -> str:
    """Return 1,234 or 12.5: one decimal only where there is one."""
    shown = rounded(value)
    return f"{int(shown):,}" if shown.is_integer() else f"{shown:,}"


def decimal(value: float) -> str:
    """Return 1,234.0 or 12.5: one decimal always."""
    return f"{rounded(value):,}"


def in_units(unit: Unit, amount: float) -> str:
    """Return an amount in a unit; what only rounds to none, or all, is not called so."""
    said = UNITS[unit]
    if unit in (Unit.COUNT, Unit.DAYS, Unit.WORKING_DAYS):
        return f"{number(amount)}{said[:-1] if amount == 1 and said else said}"
    if 0 < amount < ROUNDS_TO_NOTHING:
        return f"less than 0.1{said}"
    if unit is Unit.PERCENT and ALL - ROUNDS_TO_NOTHING <= amount < ALL:
        return "more than 99.9%"
    return f"{decimal(amount)}{said}"
