"""A measure as rows: by time, by group, and what is left out."""

import json
from dataclasses import replace
from datetime import date

import pytest

from domain.periods import Period, financial_year
from metrics import caseloads, cla_reviews, conferences, disputes, participation
from metrics.measure import MeasureError
from reports import formats
from reports.figures import figures
from tests.tables import columns

YEAR = financial_year(2025)
REVIEWS = columns(
    covered=(Period(date(2024, 4, 1), date(2025, 1, 31)),),
    reviews="""
        child | due        | held       | code | team
        C1    | 2024-04-03 | 2024-04-03 | PN1  | North
        C2    | 2024-04-03 | 2024-04-04 | PN1  | North
        C3    | 2024-05-20 | 2024-05-20 | PN7  |
        C4    |            | 2024-05-21 |      | North
    """,
)
ON_TIME = cla_reviews.REVIEWS_HELD_ON_TIME


def rows(metric, found, period, **how):
    return [
        (row.group, row.numerator, row.denominator, row.value)
        for row in figures(metric, found, period, **how).rows
    ]


def test_without_a_grouping_there_is_one_row_called_all() -> None:
    found = figures(ON_TIME, REVIEWS, YEAR)
    (row,) = found.rows
    assert (row.group, row.numerator, row.denominator) == ("all", 2, 3)
    assert (row.value, row.aside, row.covered) == (66.666667, 1, True)
    assert found.data_to == date(2025, 1, 31)


def test_months_are_those_that_touch_the_period_cut_to_it() -> None:
    period = Period(date(2024, 4, 4), date(2024, 6, 1))
    assert rows(ON_TIME, REVIEWS, period, by="month") == [
        ("2024-04", 0, 1, 0.0),
        ("2024-05", 1, 1, 100.0),
        ("2024-06", 0, 0, None),
    ]


def test_quarters_and_years_are_financial() -> None:
    period = Period(date(2024, 3, 31), date(2025, 3, 31))
    quarters = rows(ON_TIME, REVIEWS, period, by="quarter")
    assert [group for group, *_ in quarters] == [
        "2023-24 Q4",
        "2024-25 Q1",
        "2024-25 Q2",
        "2024-25 Q3",
        "2024-25 Q4",
    ]
    assert rows(ON_TIME, REVIEWS, period, by="year") == [
        ("2023-24", None, None, None),
        ("2024-25", 2, 3, 66.666667),
    ]


def test_a_rolling_year_starts_before_the_period_and_ends_with_it() -> None:
    period = Period(date(2024, 4, 1), date(2024, 5, 20))
    loaded = columns(
        reviews="""
            child | due        | held
            C1    | 2023-04-30 | 2023-04-30
            C2    | 2023-05-01 | 2023-05-01
            C3    | 2024-05-20 | 2024-05-20
            C4    | 2024-05-21 | 2024-05-21
        """
    )
    assert rows(ON_TIME, loaded, period, by="rolling_year") == [
        ("year to 2024-04", 1, 1, 100.0),
        ("year to 2024-05", 1, 1, 100.0),
    ]


def test_a_month_no_file_speaks_for_has_no_value() -> None:
    found = figures(ON_TIME, REVIEWS, Period(date(2025, 1, 1), YEAR.end), by="month")
    assert [row.covered for row in found.rows] == [True, False, False]
    assert [row.value for row in found.rows] == [None, None, None]


def test_a_period_that_begins_before_its_data_has_no_figure_beside_others() -> None:
    loaded = columns(
        covered=(Period(date(2024, 4, 1), date(2025, 6, 30)),),
        disputes="raised\n2024-03-20\n2024-04-20\n2024-06-01\n2025-02-01\n2025-04-02",
    )
    asked = Period(date(2024, 12, 1), date(2025, 4, 30))
    assert rows(disputes.DISPUTES_RAISED, loaded, asked, by="rolling_year") == [
        ("year to 2024-12", None, None, None),
        ("year to 2025-01", None, None, None),
        ("year to 2025-02", None, None, None),
        ("year to 2025-03", 3, None, 3.0),
        ("year to 2025-04", 3, None, 3.0),
    ]


def test_days_that_are_chosen_are_counted_from_where_their_data_begins() -> None:
    loaded = columns(
        covered=(Period(date(2024, 4, 1), date(2025, 6, 30)),),
        disputes="raised\n2024-03-20\n2024-04-20",
    )
    two_years = Period(date(2023, 4, 1), date(2025, 3, 31))
    found = figures(disputes.DISPUTES_RAISED, loaded, two_years)
    assert [row.numerator for row in found.rows] == [1]
    assert found.counted_from == date(2024, 4, 1)
    assert found.days_counted == "Counted from 1 April 2024, where its data begins."
    assert figures(disputes.DISPUTES_OPEN, loaded, two_years).counted_from is None


def test_posts_filled_are_parts_of_posts_too() -> None:
    staff = "fte\n" + "1\n" * 9 + "0.3"
    metric = caseloads.POSTS_FILLED
    assert rows(metric, columns(staff=staff), YEAR) == [("all", 9.3, None, 9.3)]


def test_of_teams_only_those_with_cases_are_there() -> None:
    assert rows(ON_TIME, REVIEWS, YEAR, by="team") == [
        ("North", 1, 2, 50.0),
        ("Not recorded", 1, 1, 100.0),
    ]


def test_of_a_fixed_list_every_group_is_there() -> None:
    codes = rows(participation.PARTICIPATION_CODES, REVIEWS, YEAR, by="code")
    assert codes == [
        ("PN0", 0, 4, 0.0),
        ("PN1", 2, 4, 50.0),
        *((f"PN{number}", 0, 4, 0.0) for number in range(2, 7)),
        ("PN7", 1, 4, 25.0),
        ("Not recorded", 1, 4, 25.0),
    ]
    coded = {"code": ("PN1", "PN7")}
    all_coded = rows(
        participation.PARTICIPATION_CODES, REVIEWS, YEAR, by="code", where=coded
    )
    assert len(all_coded) == 8
    ages = rows(ON_TIME, columns(), YEAR, by="age_band")
    assert [group for group, *_ in ages] == [
        "Under 1",
        "1 to 4",
        "5 to 9",
        "10 to 15",
        "16 and over",
    ]


def test_four_plain_groups_share_one_whole_with_the_same_aside() -> None:
    metric = participation.PARTICIPATION_GROUPS_AGED_4_AND_OVER
    found = figures(metric, REVIEWS, YEAR, by="participation")
    assert [(row.group, row.numerator, row.denominator) for row in found.rows] == [
        ("Own voice", 2, 3),
        ("Supported", 0, 3),
        ("Represented", 0, 3),
        ("Not heard", 1, 3),
    ]
    assert {row.aside for row in found.rows} == {1}


def test_plain_counts_have_no_denominator_and_stages_come_in_order() -> None:
    loaded = columns(disputes="raised | stage\n2024-06-03 | Stage 2\n2024-06-03 |")
    assert rows(disputes.DISPUTES_RAISED, loaded, YEAR, by="stage") == [
        ("Stage 1", 0, None, 0.0),
        ("Stage 2", 1, None, 1.0),
        ("Stage 3", 0, None, 0.0),
        ("Not recorded", 1, None, 1.0),
    ]


def test_posts_are_parts_of_a_person_and_iros_without_children_are_there() -> None:
    loaded = columns(
        care_spans="child | start | iro\nC1 | 2024-01-09 | A. Archer\nC2 | 2024-01-09 |",
        staff="iro | fte\nA. Archer | 0.85\nB. Baker | 1",
    )
    metric = caseloads.CASELOAD_IN_CARE_PER_FTE
    assert rows(metric, loaded, YEAR) == [("all", 2, 1.85, 1.081081)]
    assert rows(metric, loaded, YEAR, by="iro") == [
        ("A. Archer", 1, 0.85, 1.176471),
        ("B. Baker", 0, 1.0, 0.0),
        ("Not recorded", 1, 0.0, None),
    ]


def test_a_grouping_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(MeasureError) as refusal:
        figures(disputes.DISPUTES_RAISED, columns(), YEAR, by="week")
    assert str(refusal.value) == (
        "disputes_raised cannot be broken down by 'week'. Expected one of: month, "
        "quarter, year, rolling_year, team, iro, age_band, sex, ethnic_group, "
        "disability, alone, legal_status, placement, distance, region, stage, highest_stage, theme, outcome, "
        "follow_up_impact, follow_up_challenged, follow_up_answered_by, "
        "follow_up_sub_theme."
    )


CONFERENCES = columns(
    covered=(Period(date(2023, 4, 1), date(2026, 9, 30)),),
    conferences="""
        child | held       | working_days
        C1    | 2026-02-02 | 10
        C2    | 2026-04-02 | 10
    """,
)


def test_a_row_names_the_edition_in_force_in_its_own_days() -> None:
    period = Period(date(2026, 2, 1), date(2026, 4, 30))
    metric = conferences.ICPCS_HELD_WITHIN_15_WORKING_DAYS
    february, _, april = figures(metric, CONFERENCES, period, by="month").rows
    assert february.edition == (
        "In force: Working Together 2023, from 15 December 2023."
    )
    assert april.edition == (
        "Counted by: Working Together 2023, from 15 December 2023. Working Together "
        "2026, published in March 2026, has not been read for this dashboard and is "
        "not cited."
    )
    (whole,) = figures(metric, CONFERENCES, period).rows
    assert whole.edition == april.edition
    assert figures(caseloads.POSTS_FILLED, CONFERENCES, period).rows[0].edition == ""


LED = replace(CONFERENCES, led_from=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (None, ["all, up to 2026-03-31", "all, from 2026-04-01"]),
        ("month", ["2026-02", "2026-03", "2026-04"]),
        (
            "rolling_year",
            [
                "year to 2026-02",
                "year to 2026-03",
                "year to 2026-04, up to 2026-03-31",
                "year to 2026-04, from 2026-04-01",
            ],
        ),
    ],
)
def test_a_period_that_lead_practitioners_divide_is_two_rows(by, groups) -> None:
    period = Period(date(2026, 2, 1), date(2026, 4, 30))
    metric = conferences.ICPCS_HELD_WITHIN_15_WORKING_DAYS
    found = figures(metric, LED, period, by=by)
    assert [row.group for row in found.rows] == groups
    assert [row.denominator for row in found.rows][-2:] == [1, 1] or by == "month"
    assert [each.day for each in found.events] == [date(2026, 4, 1)]
    assert "Lead practitioners chair from 1 April 2026" in formats.as_table(found)
    assert json.loads(formats.as_json(found))["events"][0]["day"] == "2026-04-01"
    assert figures(ON_TIME, LED, period).rows[0].group == "all"
