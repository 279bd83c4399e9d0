"""The return year of each file of a drop, and when it must be asked for."""

import pytest

from data_access.importers.importer import Recognised
from data_access.intake.years import settle

REVIEWS, EPISODES, HEADER = "Reviews", "Episodes", "Header"
COVERS = {REVIEWS: "reviews", EPISODES: "care"}


def a_file(name, table, year=None, *, alone=False, **dated):
    found = Recognised(
        "ssda903",
        table,
        year,
        needs_year=True,
        covers=COVERS.get(table, ""),
        year_alone=alone,
        dated={int(each[1:]): rows for each, rows in dated.items()},
    )
    return name, found


def years(*files, starting=None):
    return [told.year for told in settle(files, starting=starting)]


def a_return(starts):
    """Three tables of one return, named by the year it starts in, in one folder."""
    inside = {f"y{starts + 1}": 60, f"y{starts}": 20}
    return [
        a_file(f"{starts}-header.csv", HEADER, starts, alone=True),
        a_file(f"{starts}-episodes.csv", EPISODES, starts, alone=True, **inside),
        a_file(
            f"{starts}-reviews.csv",
            REVIEWS,
            starts,
            alone=True,
            **{f"y{starts + 1}": 9},
        ),
    ]


def test_five_returns_named_by_the_year_they_start_in_ask_one_thing_and_load_whole():
    files = [file for starts in range(2018, 2023) for file in a_return(starts)]
    told = settle(files, starting=None)
    assert all(each.disagrees and each.question for each in told)
    assert {each.year for each in told} == {None}
    assert years(*files, starting=True) == [
        starts + 1 for starts in range(2018, 2023) for _ in range(3)
    ]


def test_a_year_alone_that_agrees_with_the_dates_is_the_one_it_ends_in():
    files = [
        a_file("2025-header.csv", HEADER, 2025, alone=True),
        a_file("2025-episodes.csv", EPISODES, 2025, alone=True, y2021=20, y2025=10),
        a_file("2025-reviews.csv", REVIEWS, 2025, alone=True, y2025=30),
    ]
    assert years(*files) == [2025] * 3
    assert years(*files, starting=False) == [2025] * 3


def test_what_is_wrong_is_said_of_each_file():
    header, episodes, reviews = settle(a_return(2023), starting=None)
    assert episodes.disagrees == (
        "Its name says 2023, read as the return of 2022-23, and 60 of its 80 dates are "
        "of 2023-24. Say what the year in its name means."
    )
    assert header.disagrees == (
        "Its name says 2023, read as the return of 2022-23, and the dates in files "
        "named like it are of other years. Say what the year in its name means."
    )
    assert reviews.question == (
        "Does a year alone in a file's name, such as 2023, mean the year in which the "
        "return starts (2023-24) or the one in which it ends (2022-23)?"
    )


def test_a_slip_of_the_pen_is_not_another_year():
    some = a_file("2025-reviews.csv", REVIEWS, 2025, alone=True, y2025=30, y2026=1)
    assert years(some) == [2025]


def test_reviews_all_before_the_year_of_the_name_disagree_and_episodes_do_not():
    reviews = a_file("2025-reviews.csv", REVIEWS, 2025, alone=True, y2024=30)
    episodes = a_file("2025-episodes.csv", EPISODES, 2025, alone=True, y2024=30)
    assert years(reviews) == [None]
    assert years(episodes) == [2025]


def test_a_return_whose_name_and_dates_agree_loads_beside_one_that_asks():
    files = [
        *a_return(2022),
        a_file("good/2025-reviews.csv", REVIEWS, 2025, alone=True, y2025=5),
    ]
    assert years(*files) == [None, None, None, 2025]


@pytest.mark.parametrize("folder", ["", "a/"])
def test_files_of_one_folder_share_the_year_that_others_tell(folder):
    files = [
        a_file(f"{folder}header.csv", HEADER),
        a_file(f"{folder}episodes.csv", EPISODES, 2024, y2024=5),
        a_file(f"{folder}reviews.csv", REVIEWS, 2025, y2025=5),
        a_file("b/header.csv", HEADER),
        a_file("b/reviews.csv", REVIEWS, 2023, y2023=5),
    ]
    assert years(*files) == [2025, 2025, 2025, 2023, 2023]


def test_two_returns_in_one_folder_are_told_apart_by_the_numbers_in_their_names():
    files = [
        a_file("2017-header.csv", HEADER),
        a_file("2017-reviews.csv", REVIEWS, 2018, y2018=5),
        a_file("2018-header.csv", HEADER, 2019),
        a_file("2018-reviews.csv", REVIEWS, 2019, y2019=5),
    ]
    assert years(*files) == [2018, 2018, 2019, 2019]


def test_nothing_is_shared_between_returns_that_cannot_be_told_apart():
    files = [
        a_file("header.csv", HEADER),
        a_file("reviews one.csv", REVIEWS, 2024, y2024=5),
        a_file("reviews two.csv", REVIEWS, 2025, y2025=5),
    ]
    assert years(*files) == [None, 2024, 2025]


def reviews_of(year, rows):
    lines = [f"C{number},,01/05/{year},PN1" for number in range(rows)]
    return "\n".join(["CHILD,DOB,REVIEW,REVIEW_CODE", *lines])


def test_a_file_mostly_after_its_year_is_asked_about_once(council):
    (report,) = council.load_tables({"2023-24/Reviews.csv": reviews_of(2024, 900)})
    assert report.refused == (
        "900 of its 900 rows are dated after the return of 2023-24, which it was taken "
        "to be. Is it another year's? Say which year it is (for example 2024-25) and "
        "load it again."
    )
    assert report.problems == []
    assert council.rows("left_out_row", "place") == []


def test_some_rows_after_the_year_are_left_out_one_by_one(council):
    both = reviews_of(2024, 4) + "\n" + reviews_of(2023, 9).split("\n", 1)[1]
    (report,) = council.load_tables({"2023-24/Reviews.csv": both})
    after = [each for each in report.problems if each.code == "day_after_limit"]
    assert (report.refused, len(after)) == (None, 4)


CHILDREN = "CHILD,SEX,DOB,ETHNIC\nC1,F,03/04/2008,WBRI\nC2,M,03/04/2009,WBRI"
EPISODES_OF = "\n".join(
    [
        "CHILD,DECOM,RNE,LS,PLACE,DEC,REC",
        *(f"C{number},01/05/{2017 + number},S,C2,U6,," for number in range(7)),
    ]
)


def test_the_tables_of_a_return_of_another_year_are_refused_together(council):
    tables = {
        "903/header.csv": CHILDREN,
        "903/episodes.csv": EPISODES_OF,
        "903/reviews.csv": reviews_of(2024, 9),
        "other/header.csv": CHILDREN,
    }
    header, episodes, reviews, other = council.load_tables(tables, year=2023)
    assert reviews.refused.startswith("9 of its 9 rows are dated after the return")
    assert (
        header.refused
        == episodes.refused
        == (
            "Most rows of reviews.csv, which lies beside it, are dated after the return of "
            "2022-23, and nothing in this file says that it is of that year. Say which year "
            "they are (for example 2024-25) and load them again."
        )
    )
    assert (header.rows_read, header.added, header.import_id) == (0, 0, None)
    assert (other.refused, other.added) == (None, 2)
    assert len(council.rows("import", "file_name")) == 1


def test_a_table_that_speaks_for_its_year_stays_beside_one_of_another(council):
    tables = {
        "903/header.csv": CHILDREN,
        "903/episodes.csv": EPISODES_OF,
        "903/reviews.csv": reviews_of(2025, 9),
    }
    header, episodes, _ = council.load_tables(tables, year=2024)
    assert (bool(header.refused), bool(episodes.refused)) == (True, False)


def test_a_list_of_children_alone_says_that_its_year_is_as_was_said(council):
    (report,) = council.load_tables({"903/header.csv": CHILDREN}, year=2023)
    assert (report.refused, report.taken_as) == (
        None,
        "Nothing in this file tells its year: it is taken as the return of 2022-23, as "
        "was said.",
    )
    _, beside = council.load_tables(
        {"a/header.csv": CHILDREN, "a/reviews.csv": reviews_of(2022, 9)}, year=2023
    )
    assert beside.taken_as == ""


def a_public_return(starts):
    """The tables of a return as published: in their names the year that it starts in."""
    episodes = [
        f"C{n},{day}/0{n}/{starts}" for n in range(4, 10) for day in ("01", "20")
    ]
    held = [f"C{n},,1{n - 3}/02/{starts + 1},PN1" for n in range(4, 10)]
    return {
        f"SSDA903_{starts}_header.csv": CHILDREN,
        f"SSDA903_{starts}_episodes.csv": "\n".join(
            [
                "CHILD,DECOM,RNE,LS,PLACE,DEC,REC",
                *(f"{each},S,C2,U6,," for each in episodes),
            ]
        ),
        f"SSDA903_{starts}_reviews.csv": "\n".join(
            ["CHILD,DOB,REVIEW,REVIEW_CODE", *held]
        ),
    }


def test_five_public_returns_ask_once_and_load_whole(council):
    files = {}
    for starts in range(2019, 2024):
        files |= a_public_return(starts)
    asked = council.load_tables(files)
    assert all(each.refused and each.question for each in asked)
    reports = council.load_tables(files, starting=True)
    assert [each.refused for each in reports] == [None] * 15
    assert [each.year for each in reports] == [
        ends for ends in range(2020, 2025) for _ in range(3)
    ]
    reviews = [each for each in reports if each.table == REVIEWS]
    assert {(each.rows_read, each.added) for each in reviews} == {(6, 6)}
    episodes = [each for each in reports if each.table == EPISODES]
    assert {each.rows_read for each in episodes} == {12}
    assert {each.left_out for each in reports if each.table == HEADER} == {0}
