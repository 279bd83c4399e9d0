"""Figures as text, JSON and CSV."""

import csv
import io
import json
from datetime import date

import pytest

from domain.periods import Period, financial_year
from metrics import caseloads, cla_reviews, disputes, plans
from metrics.catalogue import CATALOGUE
from metrics.figure import figure
from reports import formats
from reports.figures import figures
from tests.tables import columns
from ui.kit import words

YEAR = financial_year(2025)
LABELS = {"team": ("=North", "South")}
ON_TIME = figures(
    cla_reviews.REVIEWS_HELD_ON_TIME,
    columns(
        labels=LABELS,
        reviews="""
            child | due        | held       | team
            C1    | 2024-06-03 | 2024-06-03 | =North
            C2    | 2024-06-03 | 2024-06-04 | =North
            C3    |            | 2024-06-04 | South
        """,
    ),
    YEAR,
    by="team",
    where={"team": ("=North", "South")},
)


def test_json_is_one_object_with_aside_only_where_there_is_one() -> None:
    found = json.loads(formats.as_json(ON_TIME))
    metric = cla_reviews.REVIEWS_HELD_ON_TIME
    assert found == {
        "key": "reviews_held_on_time",
        "name": "Reviews held on time",
        "definition": metric.definition,
        "period": {"from": "2024-04-01", "to": "2025-03-31"},
        "where": {"team": ["=North", "South"]},
        "data_to": "2030-03-31",
        "source": metric.source.words,
        "rows": [
            {
                "group": "=North",
                "numerator": 1,
                "denominator": 2,
                "value": 50.0,
                "covered": True,
                "edition": "In force: Care Planning Regulations 2010.",
            },
            {
                "group": "South",
                "numerator": 0,
                "denominator": 0,
                "value": None,
                "covered": True,
                "edition": "In force: Care Planning Regulations 2010.",
                "aside": 1,
            },
        ],
    }


def test_csv_holds_no_formula() -> None:
    lines = list(csv.DictReader(io.StringIO(formats.as_csv(ON_TIME))))
    assert [line["group"] for line in lines] == ["'=North", "South"]
    assert [line["numerator"] for line in lines] == ["1", "0"]
    assert [line["value"] for line in lines] == ["50.0", ""]
    assert {line["where"] for line in lines} == {"Team =North or South"}
    assert {(line["from"], line["to"]) for line in lines} == {
        ("2024-04-01", "2025-03-31")
    }


def test_a_table_says_what_the_figure_is_before_its_rows() -> None:
    metric = cla_reviews.REVIEWS_HELD_ON_TIME
    assert formats.as_table(ON_TIME).splitlines() == [
        "Reviews held on time",
        metric.definition,
        "Period: 1 April 2024 to 31 March 2025.",
        "Only: Team =North or South.",
        f"Source: {metric.source.words}. In force: Care Planning Regulations 2010.",
        "Data up to: 31 March 2030.",
        f"Aside: {metric.aside_words}, in neither count.",
        "",
        "Group   Counted     Value  Aside",
        "=North   1 of 2     50.0%      0",
        "South    0 of 0  No cases      1",
    ]


def test_every_format_says_from_when_the_days_are_counted() -> None:
    loaded = columns(covered=(Period(date(2024, 4, 1), date(2025, 6, 30)),))
    days = Period(date(2023, 4, 1), date(2025, 3, 31))
    found = figures(disputes.DISPUTES_RAISED, loaded, days)
    said = "Counted from 1 April 2024, where its data begins."
    assert said in formats.as_table(found).splitlines()
    assert json.loads(formats.as_json(found))["counted_from"] == "2024-04-01"
    (line,) = csv.DictReader(io.StringIO(formats.as_csv(found)))
    assert (line["counted_from"], line["covered"]) == ("2024-04-01", "yes")


def test_a_row_not_spoken_for_in_full_says_so_and_has_no_numbers() -> None:
    loaded = columns(
        covered=(Period(date(2024, 4, 1), date(2025, 6, 30)),),
        disputes="raised\n2024-04-20",
    )
    days = Period(date(2024, 12, 1), date(2024, 12, 31))
    found = figures(disputes.DISPUTES_RAISED, loaded, days, by="rolling_year")
    (row,) = json.loads(formats.as_json(found))["rows"]
    assert (row["covered"], row["numerator"], row["value"]) == (False, None, None)
    (line,) = csv.DictReader(io.StringIO(formats.as_csv(found)))
    assert (line["covered"], line["numerator"], line["value"]) == ("no", "", "")
    text = formats.as_table(found)
    assert "A row for whose days no file speaks in full has no figure." in text


def test_a_table_says_where_no_file_speaks() -> None:
    found = figures(disputes.DISPUTES_RAISED, columns(covered=()), YEAR)
    lines = formats.as_table(found).splitlines()
    assert "Data up to: no file loaded." in lines
    assert lines[-1] == "all             No file loaded"
    assert json.loads(formats.as_json(found))["data_to"] is None
    assert "2024-04-01,2025-03-31,,," in formats.as_csv(found)


@pytest.mark.parametrize(
    ("metric", "loaded", "line"),
    [
        (
            disputes.DISPUTES_RAISED,
            {"disputes": "raised\n" + "2024-06-03\n" * 1166},
            "all      1,166  1,166",
        ),
        (
            disputes.DISPUTE_WORKING_DAYS_TO_RESOLVE,
            {"disputes": "raised | resolved\n2024-06-03 | 2024-06-05"},
            "all          1  2 working days",
        ),
        (
            caseloads.CASELOAD_IN_CARE_PER_FTE,
            {"care_spans": "child | start\nC1 | 2024-01-09", "staff": "fte\n0.5"},
            "all    1 for 0.5  2.0 per full-time post",
        ),
        (
            caseloads.POSTS_FILLED,
            {"staff": "fte\n" + "1\n" * 9 + "0.3"},
            "all        9.3    9.3",
        ),
        (
            cla_reviews.REVIEWS_HELD_ON_TIME,
            {
                "reviews": "child | due | held\nC | 2024-05-02 | 2024-05-02\n"
                + "C | 2024-05-02 | 2024-05-03\n" * 15
            },
            "all    1 of 16   6.3%",
        ),
    ],
    ids=["a count", "days", "a rate", "posts", "a half"],
)
def test_a_value_has_its_unit(metric, loaded, line) -> None:
    text = formats.as_table(figures(metric, columns(**loaded), YEAR))
    assert text.splitlines()[-1] == line


def test_the_catalogue_is_printed_in_every_format() -> None:
    first = CATALOGUE[0]
    entries = json.loads(formats.catalogue(CATALOGUE, "json"))
    assert len(entries) == len(CATALOGUE)
    assert entries[0] == {
        "key": first.key,
        "name": first.name,
        "definition": first.definition,
    }
    lines = list(csv.DictReader(io.StringIO(formats.catalogue(CATALOGUE, "csv"))))
    assert lines == entries
    table = formats.catalogue(CATALOGUE, "table")
    assert table.startswith(f"{first.key}: {first.name}\n    {first.definition}\n")


def test_csv_names_the_edition_in_force_last() -> None:
    lines = list(csv.DictReader(io.StringIO(formats.as_csv(ON_TIME))))
    assert list(lines[0])[-2:] == ["edition", "part"]
    assert {line["edition"] for line in lines} == {
        "In force: Care Planning Regulations 2010."
    }


@pytest.mark.parametrize(
    ("held", "said"), [(1, "less than 0.1%"), (2_999, "more than 99.9%"), (0, "0.0%")]
)
def test_a_share_is_said_as_the_screen_says_it_and_json_keeps_the_number(
    held, said
) -> None:
    days = ["2024-05-02"] * held + ["2024-05-03"] * (3_000 - held)
    rows = "\n".join(f"C | 2024-05-02 | {day}" for day in days)
    loaded = columns(reviews=f"child | due | held\n{rows}")
    metric = cla_reviews.REVIEWS_HELD_ON_TIME
    found = figures(metric, loaded, YEAR)
    assert formats.as_table(found).splitlines()[-1].endswith(f"  {said}")
    assert words.figure(figure(metric, loaded, YEAR)) == said
    (row,) = json.loads(formats.as_json(found))["rows"]
    assert row["value"] == pytest.approx(100 * held / 3_000, abs=1e-6)


@pytest.mark.parametrize("by", [None, "year", "category"])
def test_where_only_yes_is_known_the_shell_says_so(by) -> None:
    loaded = columns(
        plans="child | start | second\nP1 | 2024-05-01 | yes\nP2 | 2024-05-01 | ?"
    )
    found = figures(plans.PLANS_STARTED_SECOND_OR_SUBSEQUENT, loaded, YEAR, by=by)
    assert "1 of 2 is known to be" in formats.as_table(found)
    assert {row["value"] for row in json.loads(formats.as_json(found))["rows"]} == {
        None
    }


# A part of a year beside whole ones

TO_DECEMBER = (Period(date(2023, 4, 1), date(2024, 12, 31)),)
RAISED_TWICE = "raised\n2023-06-20\n2024-06-20"


def raised(by, first=date(2023, 4, 1)):
    loaded = columns(covered=TO_DECEMBER, disputes=RAISED_TWICE)
    days = Period(first, date(2025, 3, 31))
    return figures(disputes.DISPUTES_RAISED, loaded, days, by=by)


def test_a_part_of_a_year_is_not_beside_whole_ones_without_a_word() -> None:
    said = (
        "2024-25 is counted from 1 April 2024 to 31 December 2024 only: "
        "not to be compared with the others."
    )
    assert said in formats.as_table(raised("year")).splitlines()
    whole, part = json.loads(formats.as_json(raised("year")))["rows"]
    assert "counted" not in whole
    assert part["counted"] == {"from": "2024-04-01", "to": "2024-12-31"}
    lines = list(csv.DictReader(io.StringIO(formats.as_csv(raised("year")))))
    assert [line["part"] for line in lines] == ["", "2024-04-01 to 2024-12-31"]


def test_a_year_cut_by_what_was_asked_is_a_part_too() -> None:
    found = formats.as_table(raised("year", date(2023, 6, 1)))
    assert "2023-24 is counted from 1 June 2023 to 31 March 2024 only" in found


def test_a_rolling_year_that_ends_after_all_data_has_no_figure() -> None:
    rows = {row.group: row.covered for row in raised("rolling_year").rows}
    assert rows["year to 2024-12"]
    assert not rows["year to 2025-01"]
    assert not rows["year to 2025-03"]


def test_what_there_is_on_a_day_is_no_part_of_a_year() -> None:
    loaded = columns(covered=(Period(date(2023, 4, 1), date(2025, 3, 31)),))
    days = Period(date(2023, 6, 1), date(2025, 3, 31))
    found = figures(plans.PLANS_OPEN, loaded, days, by="year")
    assert [row.part for row in found.rows] == [None, None]
