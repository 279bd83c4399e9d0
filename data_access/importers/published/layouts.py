"""The tables in which the Department publishes, and which series each column is.

Seen: the open data behind `Children in need` and `Children looked after in England`
(their data sets C4, D3 and D5, numbers and rates, placement stability), and a table of
the Local Authority Interactive Tool (`Create your own`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from data_access.importers.cells import normalise
from data_access.importers.template import Table, all_needed

YEAR, LEVEL = "TIME_PERIOD", "GEOGRAPHIC_LEVEL"
REGION, LA_NAME = "REGION_NAME", "LA_NAME"
LA_CODES = ("OLD_LA_CODE", "NEW_LA_CODE")  # of which the first outlives boundaries


@dataclass(frozen=True)
class ColumnOf:
    """Where a series stands: the sum of some columns, or a share of another.

    `only` are the words that other columns of the row must have.
    """

    code: str
    columns: tuple[str, ...]
    share_of: str = ""
    only: Mapping[str, str] = field(default_factory=dict)

    def is_in(self, cells: Mapping[str, str]) -> bool:
        """Say whether a row is of this series."""
        return all(
            normalise(cells.get(heading, "")) == normalise(words)
            for heading, words in self.only.items()
        )


def _plain(**columns: str) -> tuple[ColumnOf, ...]:
    return tuple(ColumnOf(code, (heading,)) for code, heading in columns.items())


def _looked_after(code: str, heading: str, what: str) -> ColumnOf:
    words = f"Children {what} each year"
    return ColumnOf(code, (heading,), only={"POPULATION_COUNT": words})


def _stability(code: str, group: str, what: str) -> ColumnOf:
    only = {"CLA_GROUP": group, "PLACEMENT_STABILITY": what}
    return ColumnOf(code, ("CHILDREN_PERCENT",), only=only)


@dataclass(frozen=True)
class Layout:
    """One data set: its columns that must be there, and the series in them."""

    name: str
    series: tuple[ColumnOf, ...]

    @property
    def only(self) -> tuple[str, ...]:
        """The columns whose words say of which figures a row is."""
        named = (heading for each in self.series for heading in each.only)
        return tuple(dict.fromkeys(named))

    @property
    def table(self) -> Table:
        """Its headings, as a table that has them all."""
        needed = dict.fromkeys(
            heading
            for each in self.series
            for heading in (*each.only, *each.columns, each.share_of)
            if heading
        )
        return Table(self.name, all_needed(*needed))


LAYOUTS = (
    Layout(
        "Initial conferences (C4)",
        (
            *(
                ColumnOf(code, (f"DURATION_{days}_DAYS",))
                for code, days in (
                    ("10_ICPC", "0-10"),
                    ("15_ICPC", "11-15"),
                    ("20_ICPC", "16-20"),
                    ("21_ICPC", "21+"),
                )
            ),
            ColumnOf(
                "CP_conf_15days",
                ("DURATION_0-10_DAYS", "DURATION_11-15_DAYS"),
                share_of="ICPC",
            ),
        ),
    ),
    Layout(
        "Second or subsequent plans (D3)",
        _plain(
            CPP_start="CPP_START",
            ReRegCPR="CPP_SUBSEQUENT",
            PrevRegCPR="CPP_SUBSEQUENT_PERCENT",
        ),
    ),
    Layout(
        "Plans open by length (D5)",
        _plain(
            CPP_Num="CPP_AT31",
            CPPlans2yrsActive="2_YEARS_OR_MORE_PERCENT",
            CPP_3_months="3_MONTHS_OR_LESS",
            CPP_6_months="MORE_THAN_3_MONTHS_6_MONTHS",
            CPP_under_1_year="MORE_THAN_6_MONTHS_LESS_THAN_1_YEAR",
            CPP_under_2_years="1_YEAR_LESS_THAN_2_YEARS",
            CPP_2_years="2_YEARS_OR_MORE",
        ),
    ),
    Layout(
        "Children looked after, numbers and rates",
        (
            _looked_after("LACnum", "NUMBER", "looked after at 31 March"),
            _looked_after("LAC", "RATE_PER_10000", "looked after at 31 March"),
            _looked_after("LACnum_Start", "NUMBER", "starting to be looked after"),
            _looked_after("LACceased", "NUMBER", "ceasing to be looked after"),
        ),
    ),
    Layout(
        "Placement stability",
        (
            _stability(
                "LACStable_2016on",
                "CLA on 31 March",
                "With 3 or more placements during the year",
            ),
            _stability(
                "LACStable_long_term",
                "Children looked after continuously for at least 2.5 years on 31 March "
                "aged under 16 years",
                "Living with the same carer for at least 2 years",
            ),
        ),
    ),
)
# The Interactive Tool names its measures, and has a column for each year.
TOOL_AREA, TOOL_MEASURE = "LA_AND_REGIONS", "MEASURE"
TOOL_MEASURES = {
    normalise(words): code
    for code, words in {
        "10_ICPC": "0-10 working days from Child Protection strategy meeting to Initial "
        "Child Protection conference",
        "15_ICPC": "11-15 working days from Child Protection strategy meeting to "
        "Initial Child Protection conference",
        "20_ICPC": "16-20 working days from Child Protection strategy meeting to "
        "Initial Child Protection conference",
        "21_ICPC": "21+ working days from Child Protection strategy meeting to Initial "
        "Child Protection conference",
        "CPP_Num": "Number of Children who were the subject of a child protection plan "
        "at 31 March",
        "CPP_rate": "Rate of children who were the subject of a child protection plan "
        "at 31 March per 10,000 children",
        "CPPlans2yrs": "Child Protection Plans lasting 2 years or more",
        "CPPlans2yrsActive": "% of children subject of a Child Protection Plan for two "
        "years or more",
        "CP_conf_15days": "Percentage of child protection conferences held within 15 "
        "days",
        "Children_missing": "% LAC missing from care",
        "LAC": "Children Looked after rate per 10,000",
        "LACDistance": "Children looked after at 31 March placed more than 20 miles "
        "from their home and outside LA boundary",
        "LACStable_2016on": "Placement 1 - % 3 or more places",
        "LACceased": "Number of children who ceased to be looked after during the year",
        "LACnum": "Number of Looked after Children",
        "LACnum_Start": "Number of Children who started to be looked after during the "
        "year ending 31 March",
        "PrevRegCPR": "Percentage of children registered on the Child Protection "
        "Register, previously registered",
        "ReRegCPR": "Number of children re-registered on the Child Protection Register",
        "RevCP": "Review of child protection cases PAF CF/C20",
        "Unacc_Asylmn_Seek_Childn": "Number of unaccompanied Asylum Seeking Children "
        "looked after at 31 March.",
    }.items()
}


def is_open_data(headings: Collection[str]) -> bool:
    """Say whether headings are those of any of the Department's open data."""
    return YEAR in headings and LEVEL in headings


def is_of_tool(headings: Collection[str]) -> bool:
    """Say whether headings are those of a table of the Interactive Tool."""
    return TOOL_AREA in headings and TOOL_MEASURE in headings


def layout_of(headings: Collection[str]) -> Layout | None:
    """Return the data set whose columns are all there; None if none's are."""
    found = (each for each in LAYOUTS if not each.table.missing(headings))
    return next(found, None)
