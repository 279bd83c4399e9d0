from datetime import date

import pytest

from data_access.importers.rows import (
    placements,
    sex_words,
    year_in_name,
    year_in_text,
    year_of_episodes,
    year_of_reviews,
)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("Episodes 2024-25.csv", 2025),
        ("Episodes_2024_25.csv", 2025),
        ("Episodes202425.csv", 2025),
        ("ssda903_202425_episodes.csv", 2025),
        ("Episodes 2024/25.csv", 2025),
        ("Episodes 2024-2025.csv", 2025),
        ("Episodes_2425.csv", 2025),
        ("episodes 24-25.csv", 2025),
        ("1920 header.csv", 2020),
        ("21-22.csv", 2022),
        ("2017-18 header.csv", 2018),
        ("2025-header.csv", 2025),
        ("Episodes 2026-27.csv", 2027),
        ("SSDA903_2020_episodes.csv", 2020),
        ("2021.csv", 2021),
        ("ssda903/2023-24/Episodes.csv", 2024),
        ("ssda903\\2023-24\\Episodes.csv", 2024),
        ("2024/25/Episodes.csv", 2025),
        ("2022-23/2023-24/Episodes.csv", 2024),
        ("2022-23/Episodes 2024-25.csv", 2025),
        ("Episodes 2025-03-31.csv", 2025),
        ("Episodes_31032025.csv", 2025),
        ("Episodes 31 March 2025.csv", 2025),
        ("2024-25 exported 2025-06-10.csv", 2025),
    ],
)
def test_the_year_is_told_by_the_name_in_any_form(name, year):
    assert year_in_name(name) == year


@pytest.mark.parametrize(
    "name",
    [
        "Episodes.csv",
        "SSDA903.csv",
        "council 204.csv",
        "Episodes 2024-11-10.csv",  # the day it was exported, no return year
        "Episodes_20241110.csv",
        "Episodes 10-11-2024.csv",
        "2016-17 header.csv",
        "2027-28 header.csv",
        "2023-24 and 2024-25.csv",
        "20250.csv",
    ],
)
def test_a_name_that_tells_no_return_year_or_two_gives_none(name):
    assert year_in_name(name) is None


@pytest.mark.parametrize(("cell", "year"), [("2024", 2024), ("2023/24", 2024)])
def test_a_year_column_is_read_like_a_name(cell, year):
    assert year_in_text(cell) == year


def test_episodes_belong_to_the_year_of_the_latest_start():
    starts = [date(2019, 5, 1), date(2025, 3, 31), date(2024, 4, 1)]

    assert year_of_episodes(starts) == 2025
    assert year_of_episodes([*starts, date(2025, 4, 1)]) == 2026


def test_a_start_in_no_return_year_tells_nothing():
    assert year_of_episodes([date(2024, 5, 1), date(2099, 1, 1)]) == 2025
    assert year_of_episodes([]) is None


def test_reviews_tell_a_year_only_when_all_lie_in_it():
    in_year = [date(2024, 4, 1), date(2025, 3, 31)]

    assert year_of_reviews(in_year) == 2025
    assert year_of_reviews([*in_year, date(2025, 4, 1)]) is None
    assert year_of_reviews([]) is None


@pytest.mark.parametrize(
    ("code", "year", "good"),
    [
        ("K3", 2023, False),
        ("K3", 2024, True),
        ("Z11", 2025, False),
        ("Z14", 2026, True),
        ("H5", 2027, True),
        ("P2", 2018, True),
        ("Z1", 2027, True),
        ("K3", None, True),
        ("Z11", None, True),
    ],
)
def test_a_placement_code_is_good_from_its_first_return_on(code, year, good):
    assert (code in placements(year)) is good


def test_sex_is_asked_for_by_letter_from_2024_25():
    assert sex_words(2024) == "1 for male or 2 for female"
    assert sex_words(2025) == "M, F or U"
    assert sex_words(None) == "M, F or U"
