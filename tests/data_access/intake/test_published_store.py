"""Published figures in the store: they replace what is shipped, and can be undone."""

from datetime import date

import pytest
from sqlmodel import Session, select

from data_access.columns import read_columns
from data_access.derive import council as choices
from data_access.intake.door import undo
from data_access.store.loaded import LeftOutRow
from data_access.store.tables import PublishedFigure
from domain.access import EVERYTHING
from domain.benchmarks import Comparison
from tests.data_access.conftest import on_sqlite
from tests.data_access.councils import LA, NOW

HEAD = (
    "time_period,time_identifier,geographic_level,country_code,country_name,"
    "region_code,region_name,old_la_code,new_la_code,la_name,category,CPP_start,"
    "CPP_subsequent,CPP_subsequent_percent\n"
)
NATION = "{},Reporting year,National,E92000001,England,,,,,,Plans,{},{},{}\n"
GATESHEAD = (
    "{},Reporting year,Local authority,E92000001,England,E12000001,North East,390,"
    "E08000037,Gateshead,Plans,{},{},{}\n"
)

engine = on_sqlite
FIRST = HEAD + NATION.format(2025, 100, 20, 20) + GATESHEAD.format(2025, 10, "c", "c")
SECOND = HEAD + NATION.format(2025, 100, 30, 30)
AGAIN = "PrevRegCPR"


def known(council):
    return read_columns(council.engine, LA, EVERYTHING).benchmarks


def rows(council):
    with Session(council.engine) as session:
        return session.exec(select(PublishedFigure)).all()


def test_a_figure_loaded_replaces_the_shipped_one_and_says_its_own_release(council):
    (report,) = council.load(council.file("d3.csv", FIRST))
    assert (report.refused, report.kind, report.rows_read, report.added) == (
        None,
        "published",
        2,
        2,
    )
    found = known(council).figure(AGAIN, "England", 2025)
    assert found.value == 20
    assert found.release.words == (
        "Department for Education, from the file d3.csv, loaded on "
        f"{NOW.day} {NOW:%B %Y}. Open Government Licence v3.0."
    )
    before = known(council).figure(AGAIN, "England", 2024)
    assert before.value == 24.7
    assert "Interactive Tool" in before.release.source


def test_a_suppressed_figure_loaded_takes_the_shipped_ones_place(council):
    council.load(council.file("d3.csv", FIRST))
    assert known(council).figure(AGAIN, "Gateshead", 2025).value is None
    assert known(council).value(AGAIN, "Gateshead", 2024) == 20.6


def test_a_dry_run_keeps_nothing_and_reports_the_same(council):
    file = council.file("d3.csv", FIRST)
    (tried,) = council.load(file, dry_run=True)
    assert rows(council) == []
    (loaded,) = council.load(file)
    assert (tried.rows_read, tried.added) == (loaded.rows_read, loaded.added)
    assert len(rows(council)) == 6


def test_the_later_file_holds_and_undoing_it_brings_the_earlier_back(council):
    council.load(council.file("first.csv", FIRST))
    (report,) = council.load(council.file("second.csv", SECOND))
    assert (report.changed, report.added) == (1, 0)
    assert known(council).value(AGAIN, "England", 2025) == 30
    undo(council.engine, report.import_id, NOW)
    assert known(council).value(AGAIN, "England", 2025) == 20
    assert known(council).value(AGAIN, "Gateshead", 2025) is None


def test_undoing_the_only_file_brings_the_shipped_figures_back(council):
    (report,) = council.load(council.file("first.csv", FIRST))
    undo(council.engine, report.import_id, NOW)
    assert rows(council) == []
    assert known(council).value(AGAIN, "England", 2025) == 24.5


def test_the_same_file_again_changes_nothing(council):
    file = council.file("first.csv", FIRST)
    council.load(file)
    (report,) = council.load(file)
    assert "nothing changes" in report.note
    assert len(rows(council)) == 6


def test_what_is_left_out_is_listed(council):
    nowhere = GATESHEAD.replace(",390,E08000037,Gateshead", ",,,Borchester")
    (report,) = council.load(
        council.file("d3.csv", FIRST + nowhere.format(2025, 1, 1, 1))
    )
    assert (report.rows_read, report.left_out) == (3, 1)
    with Session(council.engine) as session:
        (left_out,) = session.exec(select(LeftOutRow)).all()
    assert left_out.code == "published_area_not_known"


def test_a_line_twice_is_told(council):
    (report,) = council.load(
        council.file("d3.csv", FIRST + NATION.format(2025, 101, 20, 20))
    )
    assert [each.code for each in report.problems][:1] == ["said_otherwise"]
    assert known(council).value("CPP_start", "England", 2025) == 100


def test_staff_and_published_figures_do_not_disturb_each_other(council):
    council.load(council.file("d3.csv", FIRST))
    columns = read_columns(council.engine, LA, EVERYTHING)
    assert columns.staff.size == 0
    assert columns.data_to is None


def test_a_council_chooses_with_whom_it_compares_itself(council):
    with Session(council.engine) as session:
        assert choices.comparison(session, "887") == Comparison("South East")
        choices.save_comparison(session, "887", Comparison("London", ("Dudley",)))
        session.commit()
        assert choices.comparison(session, "887") == Comparison("London", ("Dudley",))
        assert choices.comparison(session, "EXM").region == "North East"


@pytest.mark.parametrize("day", [date(2026, 11, 21)])
def test_the_latest_year_is_that_of_the_shipped_figures(council, day):
    council.load(council.file("d3.csv", FIRST))
    assert known(council).latest(AGAIN, day) == 2025
