"""What tables say of a percentage that nobody can tell."""

from domain.periods import financial_year, quarters_between
from metrics import plans
from tests.tables import columns
from ui.kit import charts

AGAIN = plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT
YEAR = financial_year(2025)
ONE_YES = columns(
    labels={"category": ("Neglect", "Abuse")},
    plans="""
        child | start      | second | category
        P1    | 2024-05-01 | yes    | Neglect
        P2    | 2024-05-01 | ?      | Neglect
    """,
)


def test_tables_say_of_whom_it_is_known_where_there_is_no_percentage():
    quarters = quarters_between(YEAR.start, YEAR.end)
    by_quarter = AGAIN.count(ONE_YES, quarters)
    assert charts.said_by_period(AGAIN, by_quarter) == [
        *("1 of 2 is known to be", "No cases"),
        *("No cases", "No cases"),
    ]
    by_category = AGAIN.count(ONE_YES, (YEAR,), by="category")
    place = by_category.labels.index("Neglect")
    assert charts.said_of(AGAIN, by_category, place) == "1 of 2 is known to be"
