import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from data_access import __main__ as command_line
from data_access.columns import councils, read_columns
from data_access.demo import exampleshire
from data_access.intake.batch import FileReport
from data_access.store import database
from data_access.store.loaded import Import, table
from data_access.store.settings import settings
from data_access.store.statements import Fault, LeftOut
from domain.access import COMMAND_LINE, EVERYTHING
from tests.conftest import url_of
from tests.data_access.councils import Council, a_census, a_child, a_plan
from tests.data_access.intake.test_door import ANY_YEAR, HEADER, YEAR_24

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path):
    """A folder with a year's return, and files that are not to be loaded."""
    council = Council(None, tmp_path / "returns")
    for name, content in YEAR_24.items():
        council.file(name, content)
    council.file(".DS_Store", "hidden")
    council.file("~$Header.xlsx", "a lock of Excel's")
    return tmp_path / "returns"


@pytest.fixture
def run(sqlite_url):
    def with_arguments(*arguments):
        given = [str(argument) for argument in arguments]
        return CliRunner().invoke(command_line.app, [*given, "--database", sqlite_url])

    return with_arguments


@pytest.fixture
def load(run):
    return lambda *arguments: run("load", *arguments, "--local-authority", "TST")


def imports(url):
    with database.get_engine(url).connect() as connection:
        return connection.execute(select(table(Import).c.file_name)).all()


def test_a_folder_is_loaded_with_every_file_in_it(load, folder):
    done = load(folder)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Loaded. Council TST, on no list of English councils; return year 2023-24.",
        f"{folder}/2023-24/Episodes.csv: 2 rows read, 2 added, 0 changed, 0 the same as before, 0 left out",
        f"{folder}/2023-24/Header.csv: 2 rows read, 2 added, 0 changed, 0 the same as before, 0 left out",
        f"{folder}/2023-24/Reviews.csv: 4 rows read, 4 added, 0 changed, 0 the same as before, 0 left out",
    ]


def test_loading_it_again_says_that_nothing_changes(load, folder):
    load(folder)
    done = load(folder)
    assert done.exit_code == 0
    assert "Header.csv: This very file was loaded on " in done.stdout


def test_a_dry_run_says_so_and_keeps_nothing(load, folder, sqlite_url):
    done = load(folder, "--dry-run")
    assert done.exit_code == 0
    assert done.stdout.startswith("Tried only, nothing was changed. Council TST")
    assert "Reviews.csv: 4 rows read, 4 added" in done.stdout
    assert imports(sqlite_url) == []


def test_json_is_one_object_on_stdout_with_every_count(load, folder):
    done = load(folder / "2023-24" / "Header.csv", "--json")
    told = json.loads(done.stdout)
    assert told == {
        "council": "TST",
        "council_name": None,
        "return_years": ["2023-24"],
        "dry_run": False,
        "error": None,
        "files": [
            {
                "file": f"{folder}/2023-24/Header.csv",
                "kind": "ssda903",
                "table": "Header",
                "year": 2024,
                "rows_read": 2,
                "added": 2,
                "changed": 0,
                "same": 0,
                "left_out": 0,
                "not_repeated": 0,
                "not_listed": 0,
                "problems": [],
                "faults": [],
                "refused": None,
                "taken_as": "",
                "question": "",
                "note": None,
                "import_id": 1,
                "warning": "",
            }
        ],
    }


def test_json_has_each_problem_in_its_parts_and_as_a_sentence(load, tmp_path):
    file = Council(None, tmp_path).file("Header 2023-24.csv", HEADER.replace("C1", ""))
    (report,) = json.loads(load(file.path, "--json").stdout)["files"]
    assert report["left_out"] == 1
    assert report["problems"] == [
        {
            "place": "Row 2",
            "field": "CHILD",
            "found": "",
            "expected": "the child's id",
            "remedy": "Correct it in your system and load the file again.",
            "record": "child",
            "child_id": "",
            "whole_row": True,
            "sentence": "Row 2, CHILD: found '', expected the child's id. "
            "Correct it in your system and load the file again.",
        }
    ]


def test_progress_goes_to_stderr_alone(load, tmp_path):
    rows = "".join(f"C{number},F,01/02/2015,WBRI\n" for number in range(2500))
    file = tmp_path / "Header 2023-24.csv"
    file.write_text("CHILD,SEX,DOB,ETHNIC\n" + rows)
    done = load(file, "--json")
    assert json.loads(done.stdout)["files"][0]["added"] == 2500
    assert done.stderr.splitlines()[0] == f"{file}: 2,000 rows read"
    assert done.stderr.splitlines()[-1] == (
        "Working out due dates: 2,500 of 2,500 children"
    )


def test_rows_with_one_fault_are_told_together(load, tmp_path):
    file = tmp_path / "Header 2023-24.csv"
    days = "".join(f"C{number},F,day {number},WBRI\n" for number in range(1500))
    file.write_text(f"CHILD,SEX,DOB,ETHNIC\n{days}" + ",F,01/02/2015,WBRI\n" * 23)
    lines = load(file).stdout.splitlines()
    assert lines[1].endswith(
        "1,523 rows read, 1,500 added, 0 changed, 0 the same as before, 23 left out"
    )
    assert lines[2:] == [
        "  1,500 rows, first in rows 2, 3, 4; of row 2: DOB: found 'day 0', expected a "
        "date like 31/03/2025. Correct it in your system and load the file again.",
        "  23 rows, first in rows 1502, 1503, 1504: CHILD: found '', expected the "
        "child's id. Correct it in your system and load the file again.",
    ]


def test_json_has_each_fault_of_a_file_once_with_its_rows(load, tmp_path):
    file = tmp_path / "Header 2023-24.csv"
    file.write_text("CHILD,SEX,DOB,ETHNIC\n" + ",F,01/02/2015,WBRI\n" * 4)
    (report,) = json.loads(load(file, "--json").stdout)["files"]
    assert len(report["problems"]) == 4
    assert report["faults"] == [
        {
            "field": "CHILD",
            "found": "",
            "expected": "the child's id",
            "remedy": "Correct it in your system and load the file again.",
            "rows": 4,
            "first": ["Row 2", "Row 3", "Row 4"],
            "alike": True,
            "sentence": "4 rows, first in rows 2, 3, 4: CHILD: found '', expected the "
            "child's id. Correct it in your system and load the file again.",
        }
    ]


def test_only_the_first_kinds_of_fault_of_a_file_are_printed():
    one = LeftOut.of(
        Fault("a", "a day", "Mend it."), place="Row 2", field="X", found="", record="r"
    )
    report = FileReport("a.csv")
    for number in range(23):
        report.faults.tell(
            replace(one, code=str(number), place=f"Sheet A, row {number}")
        )
        report.faults.tell(replace(one, code=str(number)))
    lines = command_line._words("390", [report], False, None).splitlines()
    assert lines[2] == (
        "  2 rows, first in Sheet A, row 0; Row 2: X: found '', expected a day. Mend it."
    )
    assert (len(lines), lines[-1]) == (23, "  and 3 kinds of fault more")


def test_a_refused_file_ends_with_1_and_says_why(load, tmp_path, sqlite_url):
    file = Council(None, tmp_path).file("Reviews.csv", ANY_YEAR["Reviews.csv"])
    done = load(file.path)
    assert done.exit_code == 1
    assert (
        "Say which year it is (for example 2024-25) and load it again." in done.stdout
    )
    assert imports(sqlite_url) == []
    assert load(file.path, "--year", "2024-25").exit_code == 0
    assert len(imports(sqlite_url)) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "There is no file or folder at nowhere."),
        ([Path(__file__), "--year", "soon"], "Found 'soon', expected a year such as"),
        (
            [Path(__file__), "--year", "2031-32"],
            "Found '2031-32', expected a year such as",
        ),
        ([Path(__file__), "--year-in-names", "middle"], "'middle'"),
        ([], "Missing argument"),
    ],
    ids=["no such path", "no such year", "no return", "neither", "no path"],
)
def test_wrong_usage_ends_with_2_and_says_why(load, arguments, words):
    done = load(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""


def test_a_year_alone_is_said_before_it_is_meant(load, tmp_path):
    file = Council(None, tmp_path).file("Reviews.csv", ANY_YEAR["Reviews.csv"])
    done = load(file.path, "--year", "2025", "--dry-run")
    assert done.stderr.startswith(
        "--year 2025 is taken as the return of 2024-25, 1 April 2024 to 31 March 2025.\n"
    )
    assert "; return year 2024-25.\n" in done.stdout


def test_names_and_dates_that_disagree_are_asked_about_once(load, tmp_path):
    council = Council(None, tmp_path / "returns")
    for name, content in YEAR_24.items():
        council.file(f"2023-{name[8:]}", content)
    done = load(tmp_path / "returns")
    assert done.exit_code == 1
    assert done.stdout.startswith("Nothing was loaded. Council TST")
    assert "3 of 3 files not loaded, for the reasons above: " in done.stdout
    assert done.stdout.count("Does a year alone in a file's name, such as 2023") == 1
    assert "Say --year-in-names start, or --year-in-names end." in done.stdout
    done = load(tmp_path / "returns", "--year-in-names", "start")
    assert done.exit_code == 0
    assert "return year 2023-24.\n" in done.stdout
    assert done.stdout.count(" 0 left out") == 3


def test_a_code_is_checked_against_the_list_of_councils(run, folder):
    arguments = ["load", folder, "--dry-run", "--local-authority"]
    done = run(*arguments, "399")
    assert done.exit_code == 2
    assert "399 is the code of no English council." in done.stderr
    assert run(*arguments, "399", "--not-listed").exit_code == 0
    assert "Council 390, Gateshead;" in run(*arguments, "390").stdout


def test_a_store_of_one_council_warns_when_anothers_file_comes(run, folder):
    first = run("load", folder, "--local-authority", "390")
    assert "So far the store" not in first.stderr
    assert (
        "So far the store" not in run("load", folder, "--local-authority", "390").stderr
    )
    done = run("load", folder, "--local-authority", "391")
    assert done.exit_code == 0
    assert done.stderr.startswith(
        "So far the store is that of 390, Gateshead. These files are to be loaded for "
        "391, Newcastle upon Tyne. If that is a slip, do not load them, or undo them.\n"
    )


def test_a_census_of_another_council_is_refused_unless_meant(run, tmp_path):
    census = a_census(2025, a_child("C3", a_plan("2024-05-03")))
    header = "</CollectionDetails><Source><LEA>391</LEA></Source>"
    file = Council(None, tmp_path).file(
        "CIN.xml", census.replace("</CollectionDetails>", header)
    )
    arguments = ["load", file.path, "--dry-run", "--local-authority"]
    done = run(*arguments, "390")
    assert done.exit_code == 1
    assert (
        "The file says that it is of council 391, Newcastle upon Tyne, and it was to "
        "be loaded for 390, Gateshead."
    ) in done.stdout
    assert run(*arguments, "390", "--although-of", "392").exit_code == 1
    assert run(*arguments, "390", "--although-of", "391").exit_code == 0
    assert run(*arguments, "391").exit_code == 0
    assert run(*arguments, "E08000021").exit_code == 0


def test_a_folder_without_files_is_wrong_usage(load, tmp_path):
    (tmp_path / "empty").mkdir()
    done = load(tmp_path / "empty")
    assert done.exit_code == 2
    assert "There is no file in what was named." in done.stderr


def test_without_a_council_nothing_is_loaded(run, folder):
    done = run("load", folder)
    assert done.exit_code == 2
    assert "--local-authority" in done.stderr


def test_a_store_that_cannot_be_opened_ends_with_1_in_words(folder):
    arguments = ["load", str(folder), "--local-authority", "TST"]
    given = [*arguments, "--database", "mysql://server/iro"]
    words = (
        "The database URL is for mysql; expected sqlite or postgresql. "
        "Correct DATABASE_URL."
    )
    done = CliRunner().invoke(command_line.app, given)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", words + "\n")
    done = CliRunner().invoke(command_line.app, [*given, "--json"])
    assert (done.exit_code, done.stderr) == (1, "")
    told = json.loads(done.stdout)
    assert (told["dry_run"], told["error"], told["files"]) == (False, words, [])
    done = CliRunner().invoke(command_line.app, ["demo", "--database", given[-1]])
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", words + "\n")


def test_without_a_database_named_the_settings_say_which(
    folder, sqlite_url, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    settings.cache_clear()
    arguments = ["load", str(folder), "--local-authority", "TST"]
    assert CliRunner().invoke(command_line.app, arguments).exit_code == 0
    settings.cache_clear()
    assert len(imports(sqlite_url)) == 3


def test_whoever_the_system_does_not_know_is_unknown(load, folder, monkeypatch):
    def nobody():
        raise KeyError("uid not found")

    monkeypatch.setattr(command_line.getpass, "getuser", nobody)
    assert load(folder).exit_code == 0


def test_it_runs_as_a_module(folder, sqlite_url):
    arguments = ["load", folder, "--local-authority", "TST", "--database", sqlite_url]
    done = subprocess.run(
        [sys.executable, "-m", "data_access", *arguments, "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(done.stdout)["files"]) == 3


@pytest.fixture(scope="module")
def demo_url(exampleshire_file, tmp_path_factory):
    """A store that had Exampleshire up to one day, filled with it up to another."""
    file = shutil.copy(exampleshire_file, tmp_path_factory.mktemp("demo") / "iro.db")
    done = CliRunner().invoke(
        command_line.app, ["demo", "--database", url_of(file), "--as-at", "2024-07-31"]
    )
    assert done.exit_code == 0
    assert done.stdout.startswith("Exampleshire is in the store, up to 31/07/2024: ")
    assert "Working out due dates: " in done.stderr
    return url_of(file)


@pytest.mark.xdist_group("demo")
def test_the_demo_takes_the_place_of_an_earlier_one(demo_url):
    engine = database.get_engine(demo_url)
    assert councils(engine, COMMAND_LINE) == [("EXM", "Exampleshire (invented)", True)]
    columns = read_columns(engine, "EXM", EVERYTHING)
    assert (columns.invented, columns.left_out) == (True, 0)
    assert columns.data_to == date(2024, 7, 31)
    assert len(columns.reviews.due) > 1000
    assert not exampleshire.needed(engine)


@pytest.mark.xdist_group("demo")
def test_every_due_day_of_the_demo_is_known(demo_url):
    columns = read_columns(database.get_engine(demo_url), "EXM", EVERYTHING)
    assert (columns.reviews.due > 0).all()
    assert (columns.plan_reviews.due > 0).all()


@pytest.mark.xdist_group("demo")
def test_the_demo_can_be_cleared_once_a_real_council_is_there(demo_url, tmp_path):
    engine = database.get_engine(demo_url)
    Council(engine, tmp_path).load_tables(YEAR_24)
    assert [code for code, _, _ in councils(engine, COMMAND_LINE)] == ["TST", "EXM"]
    exampleshire.clear(engine, command_line.datetime.now(command_line.UTC))
    assert councils(engine, COMMAND_LINE) == [("TST", "TST", False)]
    assert len(read_columns(engine, "EXM", EVERYTHING).reviews.due) == 0
    assert len(read_columns(engine, "TST", EVERYTHING).reviews.due) > 0


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("soon", "Found 'soon', expected a day such as 2026-03-31."),
        ("2020-01-01", "Found 2020-01-01, expected a day from 2024-06-01 on."),
    ],
)
def test_a_day_that_the_demo_cannot_be_made_for_is_wrong_usage(run, day, words):
    done = run("demo", "--as-at", day)
    assert done.exit_code == 2
    assert words in done.stderr
