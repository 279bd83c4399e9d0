"""What is read of where children in care live, for how long, and how they leave."""

from datetime import date

import pytest

from domain.tables import OPEN
from tests.data_access.columns.test_columns import shown
from tests.data_access.councils import a_census, a_child, a_plan
from tests.data_access.importers.annex_files import LOOKED_AFTER, annex_a
from tests.data_access.importers.ssd_files import EPISODES, LEGAL, PERSON, extract_in
from tests.data_access.intake.test_door import HEADER

HEADINGS = "CHILD | DECOM | RNE | LS | PLACE | PL_LOCATION | DEC | REC"
LAST, ON = "2025-03-31", "on"  # what comes after the last day told is no figure


def days_of(council, answer, *episodes, year="2024-25", header=HEADER, **files):
    """The days of one child's care on which an answer is yes, those joined that touch."""
    council.load_tables(
        {
            f"{year}/Header.csv": header,
            f"{year}/Episodes.csv": "\n".join((HEADINGS, *episodes)),
            **files,
        }
    )
    found = []
    names = "start", "end", answer
    for start, end, yes in shown(council.columns(), "care_spans", *names):
        until = end if end <= LAST else ON
        if yes and found and found[-1][1] == start:
            found[-1] = found[-1][0], until
        elif yes and start <= LAST:
            found.append((start, until))
    return found


# Each line is an episode of 2024-25: child, from, why it began, status, placement,
# in or out of the area, to, why it ended.


@pytest.mark.parametrize(
    ("episodes", "expected"),
    [
        (
            ("C1 | 10/05/2023 | S | C2 | P1 | IN | |",),
            [("2024-05-10", ON)],
        ),
        (
            (
                "C1 | 10/05/2023 | S | C1 | P1 | IN | 01/07/2024 | X1",
                "C1 | 01/07/2024 | L | C2 | P1 | IN | 01/02/2025 | E4A",
            ),
            [("2024-05-10", "2025-02-01")],
        ),
        (
            (
                "C1 | 10/05/2023 | S | C2 | P1 | IN | 10/05/2024 | X1",
                "C1 | 10/05/2024 | P | C2 | U6 | IN | 20/05/2024 | X1",
                "C1 | 20/05/2024 | P | C2 | P1 | IN | |",
            ),
            [],
        ),
        (("C1 | 10/05/2023 | S | V2 | P1 | IN | |",), []),
        (("C1 | 10/05/2023 | S | C2 | U6 | IN | |",), []),
    ],
    ids=["a year", "an interim order first", "broken off", "no order", "not at home"],
)
def test_a_child_is_at_home_for_a_year_on_an_order(council, episodes, expected):
    assert days_of(council, "home_12", *episodes) == expected


def test_a_child_in_care_by_agreement_is_so_for_long_after_six_months(council):
    episodes = (
        "C1 | 10/05/2024 | S | V2 | U6 | IN | 01/12/2024 | X1",
        "C1 | 01/12/2024 | L | C1 | U6 | IN | |",
    )
    assert days_of(council, "agreed", *episodes) == [("2024-05-10", "2024-12-01")]
    assert days_of(council, "agreed_6", *episodes) == [("2024-11-11", "2024-12-01")]


def test_a_child_lives_in_the_area_or_outside_or_nobody_knows(council):
    episodes = (
        "C1 | 10/05/2024 | S | C2 | U6 | IN  | 01/07/2024 | X1",
        "C1 | 01/07/2024 | P | C2 | U6 | OUT | 01/09/2024 | X1",
        "C1 | 01/09/2024 | P | C2 | U6 |     | |",
    )
    assert days_of(council, "outside", *episodes) == [("2024-07-01", "2024-09-01")]
    known = [("2024-05-10", "2024-09-01")]
    assert days_of(council, "outside_known", *episodes) == known


FIRST_TWO = (
    "C1 | 10/04/2024 | S | C2 | U6 | IN | 10/05/2024 | X1",
    "C1 | 10/05/2024 | P | C2 | U6 | IN | 10/06/2024 | X1",
)


@pytest.mark.parametrize(
    ("episodes", "expected"),
    [
        (
            (*FIRST_TWO, "C1 | 10/06/2024 | P | C2 | K2 | IN | |"),
            # the first placement stood up to 9 May 2024, so a year to 8 May 2025 has it;
            # the return speaks up to 31 March 2025
            [("2024-06-10", ON)],
        ),
        ((*FIRST_TWO, "C1 | 10/06/2024 | L | C1 | U6 | IN | |"), []),
        ((*FIRST_TWO, "C1 | 10/06/2024 | T | C2 | U4 | IN | |"), []),
        ((*FIRST_TWO, "C1 | 10/06/2024 | U | E1 | A5 | IN | |"), []),
        ((*FIRST_TWO, "C1 | 10/06/2024 | P | E1 | A5 | IN | |"), []),
        (
            (
                *FIRST_TWO,
                "C1 | 10/06/2024 | P | C2 | T3 | IN | 20/06/2024 | X1",
                "C1 | 20/06/2024 | P | C2 | U6 | IN | |",
            ),
            [],
        ),
        (
            (
                *FIRST_TWO,
                "C1 | 10/06/2024 | P | C2 | T3 | IN | 20/06/2024 | X1",
                "C1 | 20/06/2024 | P | C2 | K2 | IN | |",
            ),
            [("2024-06-20", ON)],
        ),
        (
            (
                "C1 | 10/04/2024 | S | C2 | U6 | IN | 10/05/2024 | E4A",
                "C1 | 10/06/2024 | S | C2 | U6 | IN | 10/07/2024 | X1",
                "C1 | 10/07/2024 | P | C2 | K2 | IN | |",
            ),
            [("2024-07-10", ON)],
        ),
        (
            (*FIRST_TWO, "C1 | 10/06/2024 |  | C2 | K2 | IN | |"),
            [("2024-06-10", ON)],
        ),
    ],
    ids=[
        "three",
        "another order",
        "another name",
        "adopted by the foster carer",
        "adopted by the foster carer, called a move",
        "back after a time away",
        "elsewhere after a time away",
        "in care twice",
        "no word of why",
    ],
)
def test_three_placements_in_a_year_are_moved_often(council, episodes, expected):
    assert days_of(council, "moved_often", *episodes) == expected


def test_a_placement_counts_for_a_year_after_its_last_day(council):
    # Two end in 2023-24, on 10 May and on 10 June; on 9 May 2024 a year began on
    # 10 May 2023, when the first of them had ended.
    council.load_tables(
        {
            "2023-24/Episodes.csv": f"""
            {HEADINGS}
            C1 | 10/04/2023 | S | C2 | U6 | IN | 10/05/2023 | X1
            C1 | 10/05/2023 | P | C2 | U6 | IN | 10/06/2023 | X1
            C1 | 10/06/2023 | P | C2 | K2 | IN | |
        """
        }
    )
    episodes = "C1 | 10/06/2023 | P | C2 | K2 | IN | |"
    found = days_of(council, "moved_often", episodes)
    assert found == [("2023-06-10", "2024-05-09")]


@pytest.mark.parametrize(
    ("episode", "since"),
    [
        ("C1 | 10/06/2024 | S | C2 | U6 | IN | |", "2025-03-31"),
        ("C1 | 10/06/2023 | S | C2 | U6 | IN | |", "2024-06-09"),
        ("C1 | 10/01/2020 | S | C2 | U6 | IN | |", "2021-01-09"),
    ],
    ids=["came in since", "was there", "was there long"],
)
def test_where_a_child_lived_is_told_from_the_first_return_or_what_stood_then(
    council, episode, since
):
    assert days_of(council, "moved_known", episode) == [(since, ON)]


@pytest.mark.parametrize(
    ("episodes", "long_term", "stable"),
    [
        (
            ("C1 | 10/06/2022 | S | C2 | U6 | IN | |",),
            [("2024-12-10", ON)],
            [("2024-06-10", ON)],
        ),
        (
            (
                "C1 | 10/06/2022 | S | C2 | U6 | IN | 10/02/2023 | X1",
                "C1 | 10/02/2023 | P | C2 | U4 | IN | |",
            ),
            [("2024-12-10", ON)],
            [("2025-02-10", ON)],
        ),
        (
            (
                "C1 | 10/06/2022 | S | C2 | U6 | IN | 10/05/2024 | X1",
                "C1 | 10/05/2024 | P | E1 | A6 | IN | |",
            ),
            [("2024-12-10", ON)],
            [("2024-06-10", ON)],
        ),
    ],
    ids=["one placement", "a move", "placed for adoption"],
)
def test_a_child_is_long_in_care_and_settled(council, episodes, long_term, stable):
    assert days_of(council, "long_term", *episodes) == long_term
    assert days_of(council, "stable", *episodes) == stable
    assert days_of(council, "stable_known", *episodes) == [("2022-06-10", ON)]


def test_from_16_on_nobody_is_long_term(council):
    born = HEADER.replace("03/04/2012", "10/02/2009")
    episode = "C1 | 10/06/2022 | S | C2 | U6 | IN | |"
    found = days_of(council, "long_term", episode, header=born)
    assert found == [("2024-12-10", "2025-02-10")]


def test_a_child_first_seen_in_the_middle_is_known_once_seen_for_so_long(council):
    # Care may have begun before 10 June 2022, and the placement too: two and a half
    # years are sure on 10 December 2024, and by then two in the placement.
    episode = "C1 | 10/06/2022 | L | C2 | U6 | IN | |"
    known = days_of(council, "stable_known", episode)
    assert known == [("2024-12-10", ON)]
    old = HEADER.replace("03/04/2012", "10/02/2007")
    known = days_of(council, "stable_known", episode, header=old)
    assert known == [("2023-02-10", "2025-02-10")]  # care ends at 18


def test_a_child_whose_birth_nobody_knows_is_not_long_term_before_two_and_a_half_years(
    council,
):
    episode = "C1 | 10/06/2022 | S | C2 | U6 | IN | |"
    born = HEADER.replace("03/04/2012", "")
    known = days_of(council, "stable_known", episode, header=born)
    assert known == [("2022-06-10", "2024-12-10")]
    began = episode.replace("| S |", "| L |")
    assert days_of(council, "stable_known", began, header=born) == []


def test_days_on_a_plan_too(council):
    census = a_census(
        2025, a_child("C1", a_plan("2024-05-06", ended="2024-08-07", before=0))
    )
    episode = "C1 | 10/06/2024 | S | C2 | U6 | IN | |"
    found = days_of(council, "on_plan", episode, **{"CIN.xml": census})
    assert found == [("2024-06-10", "2024-08-07")]


PERIOD = "start", "start_known", "end", "exit_reason", "unsaid"


@pytest.mark.parametrize(
    ("reason", "group", "unsaid"),
    [
        ("E4A", "To parents or family", False),
        ("E13", "To parents or family", False),
        ("E41", "Special guardianship or child arrangements", False),
        ("E45", "Special guardianship or child arrangements", False),
        ("E11", "Adopted", False),
        ("E12", "Adopted", False),
        ("E5", "Turned 18 or independent", False),
        ("E17", "Turned 18 or independent", False),
        ("E3", "Another reason", False),
        ("E8", "Another reason", True),
        ("", "Not recorded", True),
    ],
)
def test_how_care_ended_goes_by_the_reason(council, reason, group, unsaid):
    council.load_tables(
        {
            "2024-25/Episodes.csv": f"""
            {HEADINGS}
            C1 | 10/05/2024 | S | C2 | U6 | IN | 01/07/2024 | {reason}
        """
        }
    )
    found = shown(council.columns(), "care_periods", *PERIOD)
    assert found == [("2024-05-10", True, "2024-07-01", group, unsaid)]


def test_days_of_a_placement_order_and_of_a_placement_for_adoption_are_the_first(
    council,
):
    council.load_tables(
        {
            "2024-25/Episodes.csv": f"""
            {HEADINGS}
            C1 | 10/05/2024 | S | C1 | U6 | IN | 01/07/2024 | X1
            C1 | 01/07/2024 | L | E1 | U6 | IN | 01/09/2024 | X1
            C1 | 01/09/2024 | P | E1 | A6 | IN | 01/10/2024 | X1
            C1 | 01/10/2024 | P | E1 | A6 | IN | 01/02/2025 | E11
        """
        }
    )
    names = "ordered", "placed", "end", "adopted", "guardianship"
    assert shown(council.columns(), "care_periods", *names) == [
        ("2024-07-01", "2024-09-01", "2025-02-01", True, False)
    ]


def test_care_that_turns_into_short_breaks_has_not_ended(council):
    council.load_tables(
        {
            "2024-25/Episodes.csv": f"""
            {HEADINGS}
            C1 | 10/05/2024 | S | V2 | U6 | IN | 01/07/2024 | X1
            C1 | 01/07/2024 | L | V4 | U6 | IN | |
        """
        }
    )
    columns = council.columns()
    assert columns.care_periods.end.tolist() == [OPEN]


FAR, NEAR, NOT_RECORDED = "More than 20 miles", "20 miles or less", "Not recorded"


def test_distance_and_region_are_of_the_placement_of_each_day(council):
    council.load_tables(
        {
            "2024-25/Header.csv": HEADER,
            "2024-25/Episodes.csv": """
                CHILD | DECOM | RNE | LS | PLACE | DEC | REC | PL_DISTANCE | PL_LA
                C1 | 10/05/2024 | S | C2 | U6 | 01/07/2024 | X1 | 20   | 390
                C1 | 01/07/2024 | P | C2 | U6 | 01/08/2024 | X1 | 20.1 | W06000015
                C1 | 01/08/2024 | P | C2 | U6 | 01/09/2024 | X1 | 999.9 |
                C1 | 01/09/2024 | P | C2 | K2 |            |    |      |
            """,
        }
    )
    names = "start", "distance", "region"
    assert shown(council.columns(), "care_spans", *names)[:4] == [
        ("2024-05-10", NEAR, "North East"),
        ("2024-07-01", FAR, "Wales"),
        ("2024-08-01", NOT_RECORDED, NOT_RECORDED),
        ("2024-09-01", NOT_RECORDED, NOT_RECORDED),
    ]


def test_an_extract_tells_how_far_from_home_a_placement_is(council, tmp_path):
    placements = """
        clap_cla_placement_id | clap_cla_id | clap_cla_placement_start_date | clap_cla_placement_type | clap_cla_placement_distance
        P1 | A1 | 01/06/2023 | U6 | 20.0
        P2 | A1 | 01/09/2023 | K2 | 35.25
    """
    tables = {
        "ssd_person": PERSON,
        "ssd_cla_episodes": EPISODES,
        "ssd_legal_status": LEGAL,
        "ssd_cla_placement": placements,
    }
    council.load(*extract_in(tmp_path, **tables).values())
    found = council.rows("episode", "decom", "miles", child_id="C1")
    assert [miles for _, miles in found] == [20.0, 35.2]


def test_an_annex_a_tells_the_region_and_no_distance(council, tmp_path):
    rows = [
        LOOKED_AFTER | {"la": "Darlington"},
        LOOKED_AFTER | {"id": "C2", "la": "CON"},
    ]
    council.load(annex_a(tmp_path, list_8=rows))
    names = "distance", "region"
    assert shown(council.columns(), "care_periods", *names) == [
        (NOT_RECORDED, "North East"),
        (NOT_RECORDED, NOT_RECORDED),
    ]
    assert council.left_out() == []


def test_a_picture_of_a_day_fills_the_region_of_the_episode_of_that_day(
    council, tmp_path
):
    council.load_tables(
        {
            "2024-25/Header.csv": HEADER,
            "2024-25/Episodes.csv": """
                CHILD | DECOM | RNE | LS | PLACE | DEC | REC | PL_LA
                C1 | 10/05/2024 | S | C2 | U6 | 06/01/2025 | X1 |
                C1 | 06/01/2025 | P | C2 | U6 |            |    |
                C2 | 10/05/2024 | S | C2 | U6 |            |    | 390
            """,
        }
    )
    rows = [
        LOOKED_AFTER | {"la": "Leeds", "started": date(2024, 5, 10)},
        LOOKED_AFTER | {"id": "C2", "la": "Leeds", "started": date(2024, 5, 10)},
    ]
    council.load(annex_a(tmp_path, list_8=rows))
    assert council.rows("episode", "child_id", "decom", "region") == [
        ("C1", date(2024, 5, 10), None),
        ("C1", date(2025, 1, 6), "Yorkshire and The Humber"),
        ("C2", date(2024, 5, 10), "North East"),
    ]
