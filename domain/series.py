"""The series that the Department publishes, by its codes: what each says, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.periods import financial_year, say_day, say_return_year

HIGH, LOW, NEITHER = "high", "low", ""  # which way is better
PERCENT, NUMBER, RATE = "%", "", "per 10,000 children"
UNITS = {PERCENT: "%", NUMBER: "", RATE: " per 10,000 children"}


@dataclass(frozen=True)
class Series:
    """A published series: the Department's code, what it says, which way is better."""

    code: str
    name: str
    definition: str
    unit: str = PERCENT
    good: str = NEITHER
    stock: bool = False  # as at 31 March, not over the year
    decimals: int = 1  # as the Department publishes it
    parts: tuple[tuple[str, str], ...] = ()  # of a whole: each label and its code

    def when(self, year: int) -> str:
        """Return the year as said: `2024-25`, or `31 March 2025`."""
        if self.stock:
            return say_day(financial_year(year).end)
        return say_return_year(year)


def _series(*all_of: Series) -> Mapping[str, Series]:
    return {each.code: each for each in all_of}


_BANDS = (
    ("0 to 10", "10_ICPC"),
    ("11 to 15", "15_ICPC"),
    ("16 to 20", "20_ICPC"),
    ("21 or more", "21_ICPC"),
)
_DURATIONS = (
    ("3 months or less", "CPP_3_months"),
    ("Over 3 to 6 months", "CPP_6_months"),
    ("Over 6 months, under 1 year", "CPP_under_1_year"),
    ("1 year, under 2 years", "CPP_under_2_years"),
    ("2 years or more", "CPP_2_years"),
)
_IN_BAND = "Initial child protection conferences held in the year, working days: {}."
SERIES = _series(
    Series(
        "CP_conf_15days",
        "Initial conferences within 15 working days",
        "Initial child protection conferences held within 15 working days of the "
        "strategy discussion at which section 47 enquiries were initiated, of all "
        "held in the year. A child with two counts twice.",
        good=HIGH,
    ),
    *(
        Series(
            code,
            f"Initial conferences, working days: {band}",
            _IN_BAND.format(band),
            NUMBER,
        )
        for band, code in _BANDS
    ),
    Series(
        "ICPC",
        "Initial conferences by working days taken",
        "Initial child protection conferences held in the year, by working days since "
        "the strategy discussion.",
        parts=_BANDS,
    ),
    Series(
        "RevCP",
        "Child protection cases reviewed in time",
        "Children on a plan at 31 March who had been on it for three months or more, "
        "and had every review in time.",
        good=HIGH,
    ),
    Series(
        "PrevRegCPR",
        "Second or subsequent plans",
        "Plans that started in the year for a child who had been on a plan before, "
        "however long ago, of all that started.",
        good=LOW,
    ),
    Series(
        "ReRegCPR",
        "Second or subsequent plans, number",
        "Plans that started in the year for a child who had been on a plan before.",
        NUMBER,
    ),
    Series(
        "CPPlans2yrs",
        "Plans ended that had lasted two years or more",
        "Plans that ended in the year after more than 729 days, of all that ended.",
        good=LOW,
    ),
    Series(
        "CPPlans2yrsActive",
        "Plans open two years or more",
        "Plans open at 31 March that had lasted more than 729 days, of all open.",
        good=LOW,
        stock=True,
    ),
    Series(
        "CPP_Num",
        "Children on plans",
        "Children who were the subject of a child protection plan at 31 March.",
        NUMBER,
        stock=True,
    ),
    Series(
        "CPP_start",
        "Plans started",
        "Child protection plans that started in the year.",
        NUMBER,
    ),
    Series(
        "CPP_end",
        "Plans ended",
        "Child protection plans that ended in the year.",
        NUMBER,
    ),
    *(
        Series(
            code,
            f"Plans open, time on the plan: {band}",
            f"Plans open at 31 March, time on the plan: {band}.",
            NUMBER,
            stock=True,
        )
        for band, code in _DURATIONS
    ),
    Series(
        "CPP_open_duration",
        "Plans open by time on the plan",
        "Plans open at 31 March, by how long they had lasted.",
        stock=True,
        parts=_DURATIONS,
    ),
    Series(
        "CPP_end_duration",
        "Plans ended by time on the plan",
        "Plans that ended in the year, by how long they had lasted.",
    ),
    Series(
        "CPP_category",
        "Plans open by category of abuse",
        "Plans open at 31 March, by the latest category of abuse.",
        stock=True,
    ),
    Series(
        "CPP_rate",
        "Children on plans, rate",
        "Children on a child protection plan at 31 March, for 10,000 aged 0 to 17.",
        RATE,
        stock=True,
    ),
    Series(
        "LACnum",
        "Children looked after",
        "Children looked after at 31 March, short breaks left out.",
        NUMBER,
        stock=True,
    ),
    Series(
        "LAC",
        "Children looked after, rate",
        "Children looked after at 31 March, for 10,000 aged 0 to 17.",
        RATE,
        stock=True,
        decimals=0,
    ),
    Series(
        "LACnum_Start",
        "Children who started to be looked after",
        "Children who started to be looked after during the year.",
        NUMBER,
    ),
    Series(
        "LACceased",
        "Children who ceased to be looked after",
        "Children who ceased to be looked after during the year.",
        NUMBER,
    ),
    Series(
        "LACStable_2016on",
        "Three or more placements",
        "Children looked after at 31 March with three or more placements in the year.",
        good=LOW,
        stock=True,
        decimals=0,
    ),
    Series(
        "LACStable_long_term",  # the Department's own code is not known
        "Long-term stability",
        "Children under 16 looked after for two and a half years or more at 31 March, "
        "in the same placement for two years or more.",
        good=HIGH,
        stock=True,
        decimals=0,
    ),
    Series(
        "LACDistance",
        "Placed more than 20 miles away",
        "Children looked after at 31 March placed more than 20 miles from home and "
        "outside the council's area.",
        stock=True,
        decimals=0,
    ),
    Series(
        "Children_missing",
        "Missing from care",
        "Children looked after during the year who were missing at least once.",
        decimals=0,
    ),
    Series(
        "Unacc_Asylmn_Seek_Childn",
        "Unaccompanied asylum-seeking children",
        "Unaccompanied asylum-seeking children looked after at 31 March.",
        NUMBER,
        stock=True,
    ),
)
