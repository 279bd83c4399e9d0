"""Extracts of the Standard Safeguarding Dataset in the store, alone and with returns."""

from datetime import date

import pytest

from data_access.derive import council as settings
from data_access.importers.ssd.spec import StaffRoles
from data_access.intake.door import derive_again
from tests.data_access.conftest import on_sqlite
from tests.data_access.councils import a_census, a_child, a_plan, an_enquiry, days
from tests.data_access.importers import ssd_files
from tests.data_access.importers.ssd_files import TABLES, written

engine = on_sqlite

EPISODES_24 = """
    CHILD | DECOM      | RNE | LS | PLACE | PLACE_PROVIDER | DEC        | REC
    C1    | 01/06/2023 | S   | V2 | U6    | PR4            | 01/09/2023 | X1
    C1    | 01/09/2023 | L   | C1 | U6    |                |            |
"""
REVIEWS_24 = """
    CHILD | REVIEW     | REVIEW_CODE
    C1    | 28/06/2023 | PN1
    C1    | 20/09/2023 |
"""
RETURNS = {
    "2023-24/Episodes.csv": EPISODES_24,
    "2023-24/Reviews.csv": REVIEWS_24,
}


def extract(**changed):
    """Return the invented extract's files by name, some tables changed or left away."""
    tables = {name: text for name, text in {**TABLES, **changed}.items() if text}
    return {f"extract/{name}.csv": written(text) for name, text in tables.items()}


def test_an_extract_alone_gives_reviews_with_due_dates_and_the_systems_own(council):
    council.load_tables(extract())
    columns = "due", "held", "source_due", "participation"
    assert council.rows("cla_review", *columns, child_id="C1") == [
        (*days("2023-06-29", "2023-06-28", "2023-06-29"), "PN1"),
        (*days("2023-09-28", "2023-09-20", "2023-09-28"), "PN5"),
        (*days("2024-03-20", "2024-03-20", "2024-03-20"), "PN2"),
        (*days("2024-09-20", None, None), None),
    ]


def test_visits_are_kept_and_go_when_the_extract_is_undone(council):
    reports = council.load_tables(extract())
    assert council.rows("visit", "child_id", "kind") == [
        ("C1", "social_worker"),
        ("C2", "social_worker"),
        ("C3", "plan"),
        ("C3", "plan"),
    ]
    for report in reports:
        if report.table.endswith("visits"):
            council.undo(report)
    assert not council.rows("visit", "id")


def test_an_extract_covers_from_its_first_end_to_its_latest_day(council):
    council.load_tables(extract())
    names = "covers", "covers_from", "covers_to"
    spans = {row[0]: row[1:] for row in council.rows("import", *names)}
    span = tuple(days("2023-05-10", "2025-01-15"))
    assert spans == dict.fromkeys(
        ("", "care", "reviews", "plans", "missing", "care_plans", "adoption"), span
    )


def test_plans_are_covered_only_where_all_four_tables_came(council):
    tables = {"ssd_s47_enquiry": None, "ssd_initial_cp_conference": None}
    council.load_tables(extract(**tables))
    assert not council.rows("import", "id", covers="plans")


def test_no_more_than_six_years_are_covered(council):
    old = ssd_files.REVIEWS + "    R7 | A1 | | 2010-03-01 | N |\n"
    council.load_tables(extract(ssd_cla_reviews=old))
    assert council.rows("import", "covers_from", covers="reviews") == [
        (date(2019, 1, 15),)
    ]


def test_tables_read_with_others_say_so_and_others_are_left_as_they_are(council):
    other = "csdq_table_id | csdq_person_id\n M1 | C1\n"
    reports = council.load_tables(extract(ssd_sdq_scores=other))
    notes = {report.table: report.note for report in reports if report.note}
    assert notes == {
        "ssd_cla_placement": "Read together with ssd_cla_episodes, as a part of it.",
        "ssd_legal_status": "Read together with ssd_cla_episodes, as a part of it.",
        "ssd_initial_cp_conference": (
            "Read together with ssd_s47_enquiry, as a part of it."
        ),
        "ssd_sdq_scores": "Nothing in this file is shown by the dashboard; left as is.",
    }


def test_the_same_extract_again_changes_nothing_but_a_new_companion_does(council):
    first = council.load_tables(extract(ssd_cla_placement=None))
    again = council.load_tables(extract(ssd_cla_placement=None))
    assert not any(report.refused for report in first)
    assert all("very file" in report.note for report in again if report.import_id)
    council.load_tables(extract())
    placements = council.rows("episode", "placement", child_id="C1")
    assert placements == [("K2",), ("U6",)]


def test_a_councils_own_meanings_of_roles_are_used_when_they_are_settled(council):
    text = ssd_files.INVOLVEMENTS.replace("| IRO ", "| R9 ")
    council.load_tables(extract(ssd_involvements=text))
    assert not council.rows("allocation", "child_id", role="iro")
    mapping = StaffRoles(meanings={"R9": "iro"})
    derive_again(
        council.engine,
        council.la,
        lambda session: settings.save_staff_roles(session, council.la, mapping),
    )
    council.load_tables(extract(ssd_involvements=text))
    assert council.rows("allocation", "child_id", "staff_id", "team", role="iro") == [
        ("C1", "W1", "North")
    ]


@pytest.fixture(params=["returns first", "extract first"])
def both(request, council):
    """Load the returns and an extract, in either order."""

    def load(returns=RETURNS, **changed):
        files = [returns, extract(**changed)]
        for some in files if request.param == "returns first" else reversed(files):
            council.load_tables(some)
        return council

    return load


def test_a_return_is_believed_and_the_extract_fills_what_it_leaves_blank(both):
    names = "decom", "legal_status", "placement", "provider", "dec"
    assert both().rows("episode", *names, child_id="C1") == [
        (date(2023, 6, 1), "V2", "U6", "PR4", date(2023, 9, 1)),
        (date(2023, 9, 1), "C1", "U6", "PR4", None),
    ]


def test_reviews_of_a_return_have_the_due_date_and_code_that_an_extract_knows(both):
    names = "held", "source_due", "participation"
    assert both().rows("cla_review", *names, child_id="C1")[:2] == [
        (*days("2023-06-28", "2023-06-29"), "PN1"),
        (*days("2023-09-20", "2023-09-28"), "PN5"),
    ]


def test_what_differs_is_listed_with_both_values(both):
    listed = [line for line in both().left_out() if "the return has it" in line]
    remedy = "The return was signed off, so what it says is used. Correct whichever is wrong."
    assert listed == [
        "extract/ssd_cla_episodes.csv: Row 2, placement provider: found 'PR1', "
        f"expected PR4, as the return has it. {remedy}",
        "extract/ssd_cla_episodes.csv: Row 3, placement: found 'K2', "
        f"expected U6, as the return has it. {remedy}",
    ]


def test_what_a_return_of_its_year_does_not_hold_is_left_out_and_listed(both):
    council = both()
    assert not council.rows("episode", "decom", child_id="C2")
    assert [line for line in council.left_out() if "2024-02-05" in line] == [
        "extract/ssd_cla_episodes.csv: Row 4, whole row: found '2024-02-05', expected "
        "the same in the return of that year. The return was signed off, so what is "
        "in it alone is used for its year. Correct whichever is wrong."
    ]


def test_a_return_inside_the_days_of_an_extract_is_heard_of_every_child(council):
    longer = ssd_files.EPISODES.replace("2023-05-10", "2023-03-10")
    council.load_tables(extract(ssd_cla_episodes=longer))
    assert council.rows("episode", "decom", child_id="C2") == [(date(2024, 2, 5),)]
    council.load_tables(RETURNS)
    assert not council.rows("episode", "decom", child_id="C2")


def test_days_that_no_return_speaks_for_are_told_by_the_extract(both):
    later = ssd_files.REVIEWS + "    R7 | A1 | | 2024-09-18 | N | PN1\n"
    held = both(ssd_cla_reviews=later).rows("cla_review", "held", child_id="C1")
    assert (date(2024, 9, 18),) in held


def test_an_episode_open_in_a_return_is_ended_by_a_later_extract(both):
    ended = ssd_files.EPISODES.replace(
        "E2 | C1 |    | 2023-09-01 00:00:00.000 | L |                         |     |",
        "E2 | C1 |    | 2023-09-01 00:00:00.000 | L | 2024-08-01 | E4A |",
    )
    council = both(ssd_cla_episodes=ended)
    assert council.rows("period_of_care", "ceased", child_id="C1") == [
        (date(2024, 8, 1),)
    ]


def test_an_end_in_the_extract_that_the_return_denies_is_listed(both):
    ended = ssd_files.EPISODES.replace(
        "E2 | C1 |    | 2023-09-01 00:00:00.000 | L |                         |     |",
        "E2 | C1 |    | 2023-09-01 00:00:00.000 | L | 2024-01-10 | E4A |",
    )
    council = both(ssd_cla_episodes=ended)
    assert council.rows("period_of_care", "ceased", child_id="C1") == [(None,)]
    listed = [line for line in council.left_out() if "end of the episode" in line]
    assert listed == [
        "extract/ssd_cla_episodes.csv: Row 3, end of the episode: found '10/01/2024', "
        "expected blank, as the return has it. The return was signed off, so what it "
        "says is used. Correct whichever is wrong."
    ]


def test_a_census_is_believed_before_an_extract(both):
    census = a_census(
        2024,
        a_child("C3", an_enquiry("2024-03-01", "2024-03-21"), a_plan("2024-03-20")),
    )
    council = both(returns={"CIN_2023-24.xml": census})
    assert council.rows("conference", "held", child_id="C3") == [(date(2024, 3, 21),)]
    assert council.rows("plan", "ended", "latest_category", child_id="C3") == [
        (date(2025, 1, 15), "NEG")
    ]
    listed = {line.split(", expected")[0] for line in council.left_out()}
    assert "extract/ssd_s47_enquiry.csv: Row 2, date held: found '20/03/2024'" in listed
    assert "extract/ssd_person.csv: Row 3, sex: found 'M'" in listed


def test_undoing_the_extract_leaves_what_the_returns_alone_give(council):
    council.load_tables(RETURNS)
    alone = council.derived()
    for report in council.load_tables(extract()):
        if report.import_id:
            council.undo(report)
    assert council.derived() == alone


def test_of_two_extracts_the_one_that_reaches_later_is_used(council):
    later = ssd_files.REVIEWS.replace("Attended and spoke for self", "PN4")
    later += "    R7 | A1 | | 2025-02-18 | N | PN1\n"
    council.load_tables(extract(ssd_cla_reviews=later))
    council.load_tables(extract())
    held = council.rows("cla_review", "held", "participation", child_id="C1")
    assert held[0] == (date(2023, 6, 28), "PN4")


def test_an_extract_of_the_same_day_warns_of_what_it_does_not_repeat(council):
    council.load_tables(extract())
    fewer = "\n".join(ssd_files.REVIEWS.splitlines()[:-1])
    reports = council.load_tables(extract(ssd_cla_reviews=fewer))
    told = {report.table: report.warning for report in reports}
    assert told["ssd_cla_reviews"].startswith("1 rows of an earlier file of this kind")
