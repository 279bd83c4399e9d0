import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data_access.intake.door import derive_again
from tests.data_access.councils import (
    Council,
    a_census,
    a_child,
    a_plan,
    an_enquiry,
)

ROOT = Path(__file__).resolve().parents[3]
HEADER = """
    CHILD | SEX | DOB        | ETHNIC
    C1    | F   | 03/04/2012 | WBRI
    C2    | M   | 20/11/2020 | BAFR
"""
EPISODES_24 = """
    CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
    C1    | 01/06/2023 | S   | C2 | U6    |            |
    C2    | 10/01/2024 | S   | V2 | U1    | 20/02/2024 | E4A
"""
EPISODES_25 = """
    CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
    C1    | 01/06/2023 | S   | C2 | U6    | 05/08/2024 | X1
    C1    | 05/08/2024 | P   | C2 | K2    |            |
"""
REVIEWS_24 = """
    CHILD | DOB        | REVIEW     | REVIEW_CODE
    C1    | 03/04/2012 | 20/06/2023 | PN1
    C1    | 03/04/2012 | 25/09/2023 | PN2
    C1    | 03/04/2012 | 20/03/2024 | PN1
    C2    | 20/11/2020 | 25/01/2024 | PN0
"""
REVIEWS_25 = """
    CHILD | DOB        | REVIEW     | REVIEW_CODE
    C1    | 03/04/2012 | 12/09/2024 | PN5
"""
YEAR_24 = {
    "2023-24/Header.csv": HEADER,
    "2023-24/Episodes.csv": EPISODES_24,
    "2023-24/Reviews.csv": REVIEWS_24,
}
YEAR_25 = {
    "2024-25/Episodes.csv": EPISODES_25,
    "2024-25/Reviews.csv": REVIEWS_25,
}
CENSUS = {
    "CIN_2024-25.xml": a_census(
        2025,
        a_child(
            "C3",
            an_enquiry("2024-04-18", "2024-05-03"),
            a_plan("2024-05-03", "2024-07-19"),
        ),
    )
}
LOG = {
    "log.csv": "Child ID,IRO,Date raised,Stage,Theme,Date resolved\n"
    "C1,A Officer,10/05/2024,Stage 1,Drift,24/05/2024\n"
}
EVERYTHING = {**YEAR_24, **YEAR_25, **CENSUS, **LOG}
NO_CODE = (
    "Row 2, REVIEW_CODE: found '', expected one of PN0 to PN7. "
    "Correct it in your system and load the file again."
)


def counts(report):
    return report.rows_read, report.added, report.changed, report.left_out


def test_every_kind_of_file_is_read_and_counted(council):
    reports = council.load_tables(EVERYTHING)
    assert [(report.kind, report.table, report.year) for report in reports] == [
        ("ssda903", "Header", 2024),
        ("ssda903", "Episodes", 2024),
        ("ssda903", "Reviews", 2024),
        ("ssda903", "Episodes", 2025),
        ("ssda903", "Reviews", 2025),
        ("cin_census", "whole census", 2025),
        ("disputes_log", "log", None),
    ]
    assert [counts(report) for report in reports] == [
        (2, 2, 0, 0),
        (2, 2, 0, 0),
        (4, 4, 0, 0),
        (2, 1, 1, 0),
        (1, 1, 0, 0),
        (4, 4, 0, 0),
        (1, 1, 0, 0),
    ]


def test_the_due_days_of_two_years_are_derived(council):
    council.load_tables(EVERYTHING)
    assert council.reviews("C1") == [
        (date(2023, 6, 29), date(2023, 6, 20)),
        (date(2023, 9, 20), date(2023, 9, 25)),
        (date(2024, 3, 25), date(2024, 3, 20)),
        (date(2024, 9, 20), date(2024, 9, 12)),
        (date(2025, 3, 12), None),
    ]
    assert council.reviews("C2") == [(date(2024, 2, 7), date(2024, 1, 25))]


def test_loading_the_very_same_files_again_changes_nothing(council):
    first = council.load_tables(EVERYTHING)
    before = council.everything()
    again = council.load_tables(EVERYTHING)
    assert council.everything() == before
    assert [(report.added, report.changed) for report in again] == [(0, 0)] * 7
    assert {report.note for report in again} == {
        "This very file was loaded on 30/06/2025; nothing changes."
    }
    assert [(each.import_id, each.rows_read, each.left_out) for each in again] == [
        (each.import_id, each.rows_read, each.left_out) for each in first
    ]


def test_the_same_rows_in_another_file_add_and_change_nothing(council):
    council.load_tables(EVERYTHING)
    before, version = council.derived(), council.version
    turned = "\n".join(reversed(REVIEWS_24.strip().splitlines()[1:]))
    heading = REVIEWS_24.strip().splitlines()[0]
    (report,) = council.load_tables({"2023-24/Reviews 2.csv": f"{heading}\n{turned}"})
    assert counts(report) == (4, 0, 0, 0)
    assert council.derived() == before
    assert council.version == version + 1


@pytest.mark.parametrize("turn", [1, 3, 5])
def test_files_may_come_in_any_order_one_by_one(council, tmp_path, turn):
    council.load_tables(EVERYTHING)
    names = list(reversed(EVERYTHING))
    other = Council(council.engine, tmp_path / "other", la="OTH")
    for name in [*names[turn:], *names[:turn]]:
        other.load_tables({name: EVERYTHING[name]})
    assert without_la(other.derived()) == without_la(council.derived())


def without_la(derived):
    return {
        name: sorted(
            [tuple(cell for cell in row if cell not in ("TST", "OTH")) for row in rows],
            key=repr,
        )
        for name, rows in derived.items()
    }


def test_an_episode_left_open_is_closed_by_the_next_years_return(council):
    council.load_tables(YEAR_24)
    query = "decom", "dec", "reason_ceased"
    assert council.rows("episode", *query, child_id="C1") == [
        (date(2023, 6, 1), None, None)
    ]
    council.load_tables(YEAR_25)
    assert council.rows("episode", *query, child_id="C1") == [
        (date(2023, 6, 1), date(2024, 8, 5), "X1"),
        (date(2024, 8, 5), None, None),
    ]


def test_an_earlier_years_return_does_not_open_again_what_a_later_one_closed(council):
    council.load_tables(YEAR_25)
    (report,) = council.load_tables({"2023-24/Episodes.csv": EPISODES_24})
    assert (report.added, report.changed) == (1, 0)
    assert council.rows("episode", "dec", child_id="C1") == [
        (date(2024, 8, 5),),
        (None,),
    ]


def test_due_days_are_unknown_until_the_earlier_year_is_loaded(council):
    council.load_tables(YEAR_25)
    assert council.reviews("C1") == [
        (date(2025, 3, 12), None),
        (None, date(2024, 9, 12)),
    ]
    version = council.version
    council.load_tables(YEAR_24)
    assert council.reviews("C1")[3] == (date(2024, 9, 20), date(2024, 9, 12))
    assert council.version == version + 1


def test_a_dry_run_reports_what_loading_does_and_leaves_every_row_as_it_was(council):
    council.load_tables(YEAR_24)
    before = council.everything()
    tried = council.load_tables({**YEAR_25, **CENSUS, **LOG}, dry_run=True)
    assert council.everything() == before
    assert [report.import_id for report in tried] == [None] * 4
    loaded = council.load_tables({**YEAR_25, **CENSUS, **LOG})
    assert [replace(report, import_id=None) for report in loaded] == tried


def test_a_dry_run_of_an_empty_store_leaves_it_empty(council):
    before = council.everything()
    assert counts(council.load_tables(EVERYTHING, dry_run=True)[0]) == (2, 2, 0, 0)
    assert council.everything() == before


def test_an_exception_in_the_middle_leaves_the_store_as_it_was(council):
    council.load_tables(YEAR_24)
    before = council.everything()

    def stop(words):
        raise KeyboardInterrupt(words)

    with pytest.raises(KeyboardInterrupt, match="due dates"):
        council.load_tables(YEAR_25, progress=stop)
    assert council.everything() == before


SLOW_LOAD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from data_access.intake.door import LoadAsked, load
from data_access.importers.importer import SourceFile
from data_access.store import database

def wait(words):
    print(words, flush=True)
    time.sleep(60)

path = Path(sys.argv[2])
asked = LoadAsked("TST", "a test", datetime(2025, 6, 30, tzinfo=UTC), progress=wait)
load(database.get_engine(sys.argv[1]), [SourceFile(path, path.name)], asked, dry_run=False)
"""


@pytest.fixture
def slow_load(council):
    """A load in another process that has kept 2,000 rows and then stands still."""
    lines = ["CHILD,DOB,REVIEW,REVIEW_CODE"]
    lines += [f"C{number},,01/05/2024,PN1" for number in range(2500)]
    file = council.file("Reviews 2024-25.csv", "\n".join(lines))
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_LOAD, council.url, str(file.path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "Reviews 2024-25.csv: 2,000 rows read\n"
    yield process
    process.kill()
    process.wait()


def test_a_kill_in_the_middle_leaves_the_store_as_it_was(council, slow_load):
    before = council.everything()
    slow_load.kill()
    slow_load.wait()
    assert council.everything() == before
    assert council.load_tables(YEAR_24)[0].added == 2


def test_readers_see_the_old_rows_while_a_load_is_under_way(council, slow_load):
    started = time.monotonic()
    assert council.columns().version == 0
    assert council.rows("source_row", "key") == []
    assert time.monotonic() - started < 5
    assert slow_load.poll() is None


def test_a_bad_row_is_listed_and_stops_none_after_it(council):
    (report,) = council.load_tables(
        {
            "2023-24/Header.csv": """
            CHILD | SEX | DOB        | ETHNIC
            C1    | F   | 03/04/2012 | WBRI
                  | M   | 20/11/2020 | BAFR
            C3    | M   | 20/11/2020 | BAFR
        """
        }
    )
    assert counts(report) == (3, 2, 0, 1)
    assert [problem.sentence for problem in report.problems] == [
        "Row 3, CHILD: found '', expected the child's id. "
        "Correct it in your system and load the file again."
    ]
    assert council.rows("child", "child_id") == [("C1",), ("C3",)]


def test_text_that_the_database_cannot_keep_is_refused_with_its_file(council):
    rows = "".join(f"C{number},F,01/02/2015,WBRI\n" for number in range(4000))
    reports = council.load_tables(
        {
            "2023-24/Header.csv": f"CHILD,SEX,DOB,ETHNIC\n{rows}C\0,F,01/02/2015,WBRI\n",
            "2023-24/Episodes.csv": EPISODES_24,
        }
    )
    assert reports[1].added == 2
    assert reports[0].refused == (
        "The file holds something that the database cannot keep, such as a null "
        "character in the text. Export it again from your system."
    )
    assert council.rows("child", "child_id") == [("C1",), ("C2",)]


@pytest.mark.parametrize("name", ["2023-24/Header.csv", "list.txt"])
def test_null_characters_at_the_start_are_told_too(council, name):
    (report,) = council.load_tables({name: "CHILD,SEX,DOB,ETHNIC\nC1\0,F,,WBRI\n"})
    assert report.refused.startswith("The file holds something that the database")


@pytest.mark.parametrize(
    "title",
    [
        "SSDA903 Header",
        "SSDA903 Header;as at 31 March",
        "Header,2023-24\n\nMade by,the system",
        '"A title, in marks, with commas",,,',
        "Header,as at,31 March 2024",
        "Header,as at,31 March,2024,made by,the system,on,1 April",
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_title_above_the_headings_is_looked_past(council, title, separator):
    text = "CHILD,SEX,DOB,ETHNIC\nC1,F,03/04/2012,WBRI\n,M,20/11/2020,BAFR\n"
    text = text.replace(",", separator)
    title = title.replace(",,,", separator * 3)
    (report,) = council.load_tables({"2023-24/Header.csv": f"{title}\n{text}"})
    assert counts(report) == (2, 1, 0, 1)
    above = title.count("\n") + 1
    assert report.problems[0].place == f"Row {above + 3}"


def test_a_file_with_a_heading_missing_is_refused_alone(council):
    reports = council.load_tables(
        {
            "2023-24/Reviews.csv": "CHILD,DOB,REVIEW_CODE\nC1,,PN1\n",
            "2023-24/Episodes.csv": EPISODES_24,
        }
    )
    assert reports[0].refused == (
        "The SSDA903 Reviews table has no column REVIEW; it has CHILD, DOB, REVIEW_CODE. "
        "Expected CHILD, REVIEW, REVIEW_CODE. Add what is missing, or export the "
        "table again."
    )
    assert reports[0].import_id is None
    assert (reports[1].refused, reports[1].added) == (None, 2)
    assert council.rows("import", "file_name") == [("2023-24/Episodes.csv",)]


def test_a_file_refused_midway_leaves_none_of_its_rows(council):
    census = a_census(2025, a_child("C3", a_plan("2024-05-03")))
    broken = council.file("CIN.xml", census.replace("</Children></Message>", ""))
    reports = council.load(broken, council.file("2023-24/Header.csv", HEADER))
    assert reports[0].refused is not None
    assert reports[0].rows_read == 0
    assert council.rows("source_row", "child_id") == [("C1",), ("C2",)]
    assert council.version == 1


def test_a_load_of_nothing_but_refused_files_changes_nothing(council):
    before = council.everything()
    (report,) = council.load_tables({"notes.txt": "Some notes\nand more"})
    assert report.refused == (
        "This is not a file the dashboard knows. Expected an SSDA903 return (CSV, XML "
        "or xlsx), a CIN census (XML, CSV or xlsx), tables of the Standard Safeguarding "
        "Dataset (CSV or xlsx), an Annex A (xlsx or csv), a service register (xlsx), "
        "a dispute log (xlsx or csv), published figures of the Department for "
        "Education (CSV or xlsx) or signed figures of another council (JSON), with "
        "their headings."
    )
    assert council.everything() == before


def test_a_workbook_that_cannot_be_opened_is_refused_in_words(council):
    (report,) = council.load_tables({"log.xlsx": "not a workbook"})
    assert report.refused
    assert report.kind == "unknown"


def test_a_file_that_shows_nothing_is_noted_and_not_kept(council):
    (report,) = council.load_tables(
        {"2023-24/OC3.csv": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nC1,,YES,F2,B1\n"}
    )
    assert report.note == (
        "Nothing in this file is shown by the dashboard; left as is."
    )
    assert council.rows("import", "id") == []


ANY_YEAR = {
    "Reviews.csv": """
        CHILD | REVIEW     | REVIEW_CODE
        C1    | 20/06/2023 | PN1
        C1    | 20/06/2024 | PN1
    """
}


def test_a_file_whose_year_cannot_be_told_is_refused_and_loads_with_its_year(council):
    (report,) = council.load_tables(ANY_YEAR)
    assert report.refused == (
        "The return year is in neither the file's name nor its dates. "
        "Say which year it is (for example 2024-25) and load it again."
    )
    assert council.rows("import", "id") == []
    (report,) = council.load_tables(ANY_YEAR, year=2025)
    assert (report.refused, report.year, report.rows_read) == (None, 2025, 2)


def test_a_file_without_a_year_has_the_year_of_those_beside_it(council):
    reports = council.load_tables({**ANY_YEAR, "2024-25/Episodes.csv": EPISODES_25})
    assert [report.year for report in reports] == [2025, 2025]


def test_a_file_without_a_year_beside_two_years_is_refused(council):
    reports = council.load_tables(
        {
            **ANY_YEAR,
            "2024-25/Episodes.csv": EPISODES_25,
            "2023-24/Episodes.csv": EPISODES_24,
        }
    )
    assert [report.refused is None for report in reports] == [False, True, True]


def test_one_file_can_be_loaded_for_two_years(council):
    council.load_tables(ANY_YEAR, year=2025)
    (report,) = council.load_tables(ANY_YEAR, year=2024)
    assert report.note is None
    assert report.year == 2024


def test_two_councils_in_one_store_do_not_touch_each_other(council, tmp_path):
    other = Council(council.engine, tmp_path / "other", la="OTH")
    council.load_tables(YEAR_24)
    before = council.derived()
    reports = other.load_tables({**YEAR_24, **YEAR_25})
    assert [report.added for report in reports] == [2, 2, 4, 1, 1]
    assert council.derived() == before
    other.undo(reports[1])
    derive_again(other.engine, "OTH", lambda session: None)
    assert council.derived() == before
    assert council.left_out() == []
    assert other.left_out() != []


def test_rows_that_joining_leaves_out_are_not_counted_as_added(council):
    (report,) = council.load_tables({"2023-24/Reviews.csv": REVIEWS_24})
    assert counts(report) == (4, 0, 0, 4)
    assert report.problems[0].sentence == (
        "Row 2, REVIEW: found '20/06/2023', expected a day inside one of the child's "
        "periods of care. Load the Episodes file that holds this child."
    )
    assert council.rows("import", "added", "left_out") == [(0, 4)]


def test_only_new_rows_that_joining_leaves_out_are_taken_from_those_added(council):
    council.load_tables({"2023-24/Reviews.csv": REVIEWS_24})
    (report,) = council.load_tables(
        {
            "2023-24/Reviews.csv": REVIEWS_24 + "    C9 | | 01/02/2024 | PN1\n",
            "2023-24/Episodes.csv": """
            CHILD | DECOM      | RNE | LS | PLACE | DEC | REC
            C9    | 01/06/2023 | S   | C2 | U6    |     |
        """,
        }
    )[:1]
    assert counts(report) == (5, 1, 0, 4)


def test_a_new_row_that_joining_leaves_out_beside_old_ones_is_not_added(council):
    council.load_tables({"2023-24/Reviews.csv": REVIEWS_24})
    (report,) = council.load_tables(
        {"2023-24/Reviews.csv": REVIEWS_24 + "    C9 | | 01/02/2024 | PN1\n"}
    )
    assert counts(report) == (5, 0, 0, 5)


def test_reviews_left_out_come_in_once_the_episodes_are_loaded(council):
    council.load_tables({"2023-24/Reviews.csv": REVIEWS_24})
    assert len(council.left_out()) == 4
    council.load_tables({"2023-24/Episodes.csv": EPISODES_24})
    assert council.left_out() == []
    assert len(council.reviews("C1")) == 4


def test_a_return_of_a_year_not_over_covers_it_up_to_its_own_latest_day(council):
    now = datetime(2024, 12, 10, tzinfo=UTC)
    council.load_tables(YEAR_25, now=now)
    assert council.rows("import", "covers", "covers_from", "covers_to") == [
        ("care", date(2024, 4, 1), date(2024, 8, 5)),
        ("reviews", date(2024, 4, 1), date(2024, 9, 12)),
    ]


def test_a_file_without_one_good_row_covers_no_days(council):
    council.load_tables({"2023-24/Episodes.csv": EPISODES_24})
    council.load_tables(
        {
            "2023-24/Reviews.csv": """
            CHILD | REVIEW  | REVIEW_CODE
            C1    | no date | PN1
        """
        }
    )
    assert council.rows("import", "covers_from", covers="reviews") == [(None,)]
    assert council.reviews("C1") == []


def test_a_log_covers_the_quarters_of_its_disputes(council):
    council.load_tables(LOG)
    assert council.rows("import", "covers_from", "covers_to") == [
        (date(2024, 4, 1), date(2024, 6, 30))
    ]


def test_a_log_of_the_present_quarter_covers_it_up_to_today(council):
    council.load_tables({"log.csv": LOG["log.csv"].replace("2024", "2025")})
    assert council.rows("import", "covers_to") == [(date(2025, 6, 30),)]
    council.load_tables(
        {"log.csv": LOG["log.csv"].replace("2024", "2023")},
        now=datetime(2023, 5, 30, tzinfo=UTC),
    )
    assert council.rows("import", "covers_to") == [
        (date(2023, 5, 30),),
        (date(2025, 6, 30),),
    ]


def test_progress_is_told_in_rows_and_then_in_children(council):
    lines = ["CHILD,DOB,REVIEW,REVIEW_CODE"]
    lines += [f"C{number % 900},,01/05/2024,PN1" for number in range(2500)]
    told = []
    file = council.file("Reviews 2024-25.csv", "\n".join(lines))
    council.load(file, progress=told.append)
    assert told == [
        "Reviews 2024-25.csv: 2,000 rows read",
        "Working out due dates: 400 of 900 children",
        "Working out due dates: 800 of 900 children",
        "Working out due dates: 900 of 900 children",
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xls", "a.xml", "a.txt"])
def test_an_empty_file_is_refused_as_empty_and_stops_no_other(council, name):
    first, second = council.load_tables({name: "", "2023-24/Header.csv": HEADER})
    assert first.refused == (
        "This file is empty: it holds not one byte. Export it again from your system, "
        "and see that it was copied whole."
    )
    assert second.added == 2
