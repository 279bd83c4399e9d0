"""Annex A in the store: a history from pictures, beside returns and extracts."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from typer.testing import CliRunner

from data_access.__main__ import app
from data_access.access import scope
from data_access.access.scope import ChildrenSeen
from data_access.casework.worklist.rows import read as read_facts
from data_access.casework.worklist.rules import NotRecorded
from data_access.derive.known import APART, Coverage
from data_access.store import database
from data_access.store.tables import ClaReview
from tests.data_access.conftest import on_sqlite
from tests.data_access.councils import a_census, a_child, a_plan, days
from tests.data_access.importers import annex_files as files
from tests.data_access.importers.annex_files import ENQUIRED, LOOKED_AFTER, ON_PLAN
from tests.data_access.intake.test_ssd_store import extract

EPISODES = """
    CHILD | DECOM      | RNE | LS | PLACE | PLACE_PROVIDER | DEC | REC
    C1    | 06/05/2024 | S   | V2 | U6    | PR1            |     |
"""
REVIEWS = """
    CHILD | REVIEW     | REVIEW_CODE
    C1    | 31/05/2024 | PN1
    C1    | 28/08/2024 | PN1
    C1    | 20/02/2025 | PN1
"""
RETURN = {"2024-25/Episodes.csv": EPISODES, "2024-25/Reviews.csv": REVIEWS}
OF_RETURN = LOOKED_AFTER | dict.fromkeys(
    ("started", "since", "placed"), date(2024, 5, 6)
)

engine = on_sqlite


@pytest.fixture
def picture(council):
    """Load an Annex A of a day; its name tells the day."""

    def load(day, **lists):
        name = f"Annex A {day}.xlsx"
        (report,) = council.load(files.annex_a(council.folder, name, **lists))
        assert report.refused is None
        return report

    return load


def reviewed(day, **changed):
    return LOOKED_AFTER | {"review": day and date.fromisoformat(day)} | changed


MONTHS = {
    "2025-01-31": {"list_8": [reviewed(None)]},
    "2025-02-28": {"list_8": [reviewed("2025-02-03")], "list_7": [ON_PLAN]},
    "2025-03-31": {"list_8": [reviewed("2025-02-03")], "list_7": [ON_PLAN]},
    "2025-04-30": {"list_8": [reviewed("2025-04-29")], "list_5": [ENQUIRED]},
}


def test_one_picture_tells_what_there_is_and_no_due_date(council, picture):
    rows = {
        "list_5": [ENQUIRED],
        "list_7": [ON_PLAN | {"review": date(2025, 1, 27)}],
        "list_8": [reviewed("2025-01-30", iro=date(2025, 1, 29), born="")],
    }
    report = picture("2025-01-31", **rows)
    assert (report.kind, report.table) == (
        "annex_a",
        "as at 31 January 2025, from the file's name",
    )
    assert council.reviews() == [tuple(days(None, "2025-01-30"))]
    care = "started", "start_known", "ceased", "short_breaks"
    assert council.rows("period_of_care", *care) == [
        (date(2025, 1, 6), True, None, False)
    ]
    told = "decom", "rne", "legal_status", "placement", "provider", "location"
    assert council.rows("episode", *told) == [
        (date(2025, 1, 6), "S", "V2", "U6", "PR1", "IN")
    ]
    assert council.rows("plan_review", "due", "held") == [
        tuple(days(None, "2025-01-27"))
    ]
    assert council.rows("conference", "s47_started", "held") == [
        tuple(days("2024-10-14", "2024-11-04"))
    ]
    assert council.rows("visit", "child_id", "kind", "visited") == [
        ("C1", "iro", date(2025, 1, 29))
    ]


def test_the_allocated_worker_is_nobodys_iro(council, picture):
    picture("2025-01-31", list_8=[LOOKED_AFTER], list_7=[ON_PLAN])
    assert not council.rows("allocation", "child_id")
    assert not council.rows("staff", "staff_id")


def test_a_picture_counts_who_is_in_care_on_its_day_and_claims_no_review(
    council, picture
):
    picture("2025-01-31", list_8=[reviewed("2025-01-30")], list_7=[ON_PLAN])
    covered = council.columns().covered
    assert [(run.start, run.end) for run in covered["care"]] == [
        tuple(days("2025-01-31", "2025-01-31"))
    ]
    assert (covered["reviews"], covered["plans"]) == ((), ())


def test_a_list_without_a_row_closes_nothing(council, picture):
    picture("2025-01-31", list_8=[LOOKED_AFTER])
    picture("2025-02-28", list_8=[], list_7=[ON_PLAN])
    assert council.rows("period_of_care", "ceased") == [(None,)]


def test_monthly_pictures_make_a_history_with_due_dates(council, picture):
    other = OF_RETURN | {"id": "C2", "review": date(2024, 12, 20)}
    picture("2024-12-31", list_8=[other])
    for day, lists in MONTHS.items():
        report = picture(day, **{**lists, "list_8": [*lists["list_8"], other]})
        assert report.warning == ""
    assert council.reviews() == [
        tuple(days("2025-02-03", "2025-02-03")),
        tuple(days("2025-05-03", "2025-04-29")),
        tuple(days("2025-10-29", None)),
    ]
    assert council.reviews("C2") == [tuple(days(None, "2024-12-20"))]


def test_between_pictures_far_apart_a_review_may_be_missing(council, picture):
    other = OF_RETURN | {"id": "C2", "review": date(2024, 12, 20)}
    picture("2024-12-31", list_8=[other])
    for day in ("2025-01-31", "2025-04-30"):
        picture(day, list_8=[*MONTHS[day]["list_8"], other])
    assert council.reviews() == [tuple(days(None, "2025-04-29"))]


MISSED = {
    **RETURN,
    "2024-25/Reviews.csv": REVIEWS.replace("    C1    | 20/02/2025 | PN1\n", ""),
}


def test_a_review_missed_in_a_return_stays_missed_and_is_owed_no_longer_once_one_is_held(
    council, picture
):
    council.load_tables(MISSED)
    day = date(2025, 6, 30)
    with database.reading(council.engine) as session:
        owed = scope.next_due(session, council.la, ClaReview, {"C1": date(2024, 5, 6)})
    assert owed == {"C1": date(2025, 2, 28)}
    picture(f"{day}", list_8=[OF_RETURN | {"review": date(2025, 6, 10)}])
    assert council.reviews()[2:] == [
        tuple(days("2025-02-28", None)),
        tuple(days(None, "2025-06-10")),
    ]
    with database.reading(council.engine) as session:
        assert not scope.next_due(
            session, council.la, ClaReview, {"C1": date(2024, 5, 6)}
        )


def test_a_review_that_fell_due_after_the_last_return_is_not_called_late(
    council, picture
):
    council.load_tables(RETURN)
    assert council.reviews()[-1] == tuple(days("2025-08-20", None))
    picture("2025-06-30", list_8=[OF_RETURN])
    assert council.columns().data_to == date(2025, 6, 30)
    assert council.reviews()[-1] == tuple(days("2025-02-28", "2025-02-20"))


def test_a_plan_review_missed_in_a_census_stays_missed(council, picture):
    census = a_census(2025, a_child("C3", a_plan("2024-11-04")))
    council.load_tables({"CIN_2024-25.xml": census})
    picture("2025-06-15", list_7=[ON_PLAN | {"review": date(2025, 6, 10)}])
    assert council.rows("plan_review", "due", "held") == [
        tuple(days("2025-02-04", None)),
        tuple(days(None, "2025-06-10")),
    ]


def test_nobody_is_asked_how_a_child_took_part_in_a_review_only_pictures_tell(
    council, picture
):
    council.load_tables(
        {**RETURN, "2024-25/Reviews.csv": REVIEWS.replace("2025 | PN1", "2025 |")}
    )
    picture("2025-04-30", list_8=[OF_RETURN | {"review": date(2025, 4, 29)}])
    with database.reading(council.engine) as session:
        seen = ChildrenSeen({"C1": ""}, {}, None)
        facts = read_facts(session, council.la, date(2025, 4, 30), seen)
    found = [each.due for each in NotRecorded(days=5).find(facts)]
    assert found == [date(2025, 2, 27)]


def test_a_review_column_that_is_blank_throughout_tells_of_no_review(council, picture):
    for day in MONTHS:
        picture(day, list_8=[LOOKED_AFTER])
    assert council.reviews() == []


@pytest.mark.parametrize("order", list(permutations(range(3)))[1::2])
def test_the_order_of_loading_does_not_matter(council, order):
    later = OF_RETURN | {"placed": date(2025, 4, 14), "placement": "K2"}
    pictures = [
        files.annex_a(council.folder, "a 2025-04-30.xlsx", list_8=[later]),
        files.annex_a(
            council.folder,
            "a 2025-05-31.xlsx",
            list_8=[later | {"ceased": date(2025, 5, 12), "reason": "E4A"}],
        ),
    ]
    loads = [lambda: council.load_tables(RETURN)]
    loads += [lambda file=file: council.load(file) for file in pictures]
    for number in order:
        loads[number]()
    told = "decom", "placement", "dec", "reason_ceased"
    assert council.rows("episode", *told, child_id="C1") == [
        (date(2024, 5, 6), "U6", date(2025, 4, 14), "X1"),
        (date(2025, 4, 14), "K2", date(2025, 5, 12), "E4A"),
    ]
    assert council.rows("cla_review", "due", "held", child_id="C1")[-1] == tuple(
        days("2025-02-28", "2025-02-20")
    )


def test_the_same_file_again_adds_nothing_and_another_day_is_another_picture(council):
    file = files.annex_a(council.folder, "a 2025-01-31.xlsx", list_8=[LOOKED_AFTER])
    council.load(file)
    before = council.derived()
    (again,) = council.load(file)
    assert again.note == "This very file was loaded on 30/06/2025; nothing changes."
    assert council.derived() == before
    (renamed,) = council.load(type(file)(file.path, "a 2025-02-28.xlsx"))
    assert (renamed.note, renamed.added) == (None, 1)


def test_a_corrected_file_of_the_same_day_wins_and_says_what_it_lacks(council, picture):
    picture("2025-01-31", list_8=[reviewed("2025-01-20")])
    report = picture(
        "2025-01-31", list_8=[reviewed("2025-01-21", since=date(2025, 1, 7))]
    )
    assert report.warning.startswith("1 rows of an earlier file of this kind")
    assert council.rows("episode", "decom") == [
        (date(2025, 1, 6),),
        (date(2025, 1, 7),),
    ]


def test_a_picture_taken_back_is_as_if_it_never_came(council, picture):
    council.load_tables(RETURN)
    picture("2025-04-30", list_8=[OF_RETURN], list_7=[ON_PLAN])
    before = council.derived()
    report = picture(
        "2025-05-31",
        list_8=[OF_RETURN | {"ceased": date(2025, 5, 12)}],
        list_5=[ENQUIRED],
    )
    assert council.derived() != before
    council.undo(report)
    assert council.derived() == before


def test_a_child_no_longer_listed_has_left(council, picture):
    council.load_tables(RETURN)
    other = LOOKED_AFTER | {"id": "C2"}
    picture("2025-04-30", list_8=[OF_RETURN, other])
    assert council.rows("period_of_care", "ceased", child_id="C1") == [(None,)]
    picture("2025-06-15", list_8=[other])
    assert council.rows("period_of_care", "ceased", child_id="C1") == [
        (date(2025, 5, 1),)
    ]


def test_a_return_is_believed_before_a_picture_and_differences_are_listed(
    council, picture
):
    council.load_tables(RETURN)
    before = council.derived()
    told = OF_RETURN | {"status": "C2", "review": date(2025, 2, 21)}
    picture("2025-03-31", list_8=[told, LOOKED_AFTER | {"id": "C7"}])
    remedy = "what it says is used. Correct whichever is wrong."
    assert council.left_out() == [
        "Annex A 2025-03-31.xlsx: Sheet List_8, row 3, legal status: found 'C2', "
        f"expected V2, as the return has it. The return was signed off, so {remedy}",
        "Annex A 2025-03-31.xlsx: Sheet List_8, row 3, whole row: found '2025-02-21', "
        "expected the same in the return of that year. The return was signed off, so "
        "what is in it alone is used for its year. Correct whichever is wrong.",
        "Annex A 2025-03-31.xlsx: Sheet List_8, row 4, whole row: found 'in care since "
        "06/01/2025', expected the same in the return or extract that tells of "
        "31/03/2025. What is told there is used. Correct whichever is wrong.",
    ]
    for name in ("period_of_care", "episode", "cla_review"):
        assert council.derived()[name] == before[name]


def test_a_child_whom_the_return_has_not_is_not_added_by_a_later_picture(
    council, picture
):
    council.load_tables(RETURN)
    picture("2025-04-30", list_8=[LOOKED_AFTER | {"id": "C7"}])
    assert not council.rows("period_of_care", "started", child_id="C7")
    assert len([line for line in council.left_out() if "31/03/2025. What" in line]) == 1


def test_an_extract_is_believed_before_a_picture(council, picture):
    picture("2024-11-30", list_7=[ON_PLAN | {"id": "C3", "started": date(2024, 3, 20)}])
    council.load_tables(extract())
    assert council.rows("plan", "ended", "latest_category", child_id="C3") == [
        (date(2025, 1, 15), "EMO")
    ]
    assert [
        line for line in council.left_out() if "as the extract has it" in line
    ] == []
    picture(
        "2024-12-15",
        list_7=[
            ON_PLAN | {"id": "C3", "started": date(2024, 3, 20), "latest": "a) Neglect"}
        ],
    )
    assert [line for line in council.left_out() if "as the extract has it" in line] == [
        "Annex A 2024-12-15.xlsx: Sheet List_7, row 3, latest category of abuse: found "
        "'NEG', expected EMO, as the extract has it. An extract tells more than an Annex "
        "A, so what it says is used. Correct whichever is wrong."
    ]


def test_what_an_extract_of_those_days_has_not_is_left_out(council, picture):
    council.load_tables(extract())
    picture("2024-12-15", list_7=[ON_PLAN | {"id": "C8"}])
    assert not council.rows("plan", "started", child_id="C8")
    assert [line for line in council.left_out() if "an Annex A" in line] == [
        "Annex A 2024-12-15.xlsx: Sheet List_7, row 3, whole row: found '2024-11-04', "
        "expected the same in the extract that tells of that day. An extract tells more "
        "than an Annex A, so what it says is used. Correct whichever is wrong."
    ]


def test_a_later_picture_is_right_about_when_care_and_a_plan_began(council, picture):
    picture("2025-01-31", list_8=[LOOKED_AFTER], list_7=[ON_PLAN])
    right = date(2025, 1, 3)
    picture(
        "2025-02-28",
        list_8=[LOOKED_AFTER | {"started": right}],
        list_7=[ON_PLAN | {"started": date(2024, 11, 1)}],
    )
    assert council.rows("period_of_care", "started", "ceased") == [(right, None)]
    assert council.rows("plan", "started", "ended") == [(date(2024, 11, 1), None)]
    remedy = (
        "A later Annex A is believed before an earlier one. Nothing to do if the later "
        "one is right."
    )
    assert council.left_out() == [
        "Annex A 2025-01-31.xlsx: Sheet List_7, row 3, start of the plan: found "
        f"'04/11/2024', expected 01/11/2024, as a later Annex A has it. {remedy}",
        "Annex A 2025-01-31.xlsx: Sheet List_8, row 3, start of care: found "
        f"'06/01/2025', expected 03/01/2025, as a later Annex A has it. {remedy}",
    ]


def test_a_plan_of_the_census_seen_under_another_start_is_open_still(council, picture):
    council.load_tables(
        {"CIN_2024-25.xml": a_census(2025, a_child("C3", a_plan("2024-11-05")))}
    )
    picture(
        "2025-04-30",
        list_7=[ON_PLAN, ON_PLAN | {"id": "C5", "started": date(2025, 4, 7)}],
    )
    assert council.rows("plan", "child_id", "started", "ended") == [
        ("C3", date(2024, 11, 5), None),
        ("C5", date(2025, 4, 7), None),
    ]


def test_a_stay_on_short_breaks_is_counted_as_no_care(council, picture):
    told = {"status": "V4: Short term breaks", "since": date(2025, 1, 20)}
    picture("2025-01-31", list_8=[LOOKED_AFTER | told])
    assert council.rows("period_of_care", "short_breaks") == [(True,)]


def test_a_stay_of_one_day_is_a_stay(council, picture):
    picture("2025-01-31", list_8=[LOOKED_AFTER | {"ceased": LOOKED_AFTER["started"]}])
    day = LOOKED_AFTER["started"]
    assert council.rows("period_of_care", "started", "ceased") == [(day, day)]


def test_a_second_stay_begins_where_the_picture_says(council, picture):
    picture("2025-01-31", list_8=[LOOKED_AFTER])
    again = dict.fromkeys(("started", "since", "placed"), date(2025, 2, 10))
    left = LOOKED_AFTER | {"ceased": date(2025, 2, 3), "reason": "d) Returned home"}
    picture("2025-02-28", list_8=[left, LOOKED_AFTER | again])
    assert council.rows("period_of_care", "started", "ceased", "reason_ceased") == [
        (date(2025, 1, 6), date(2025, 2, 3), None),
        (date(2025, 2, 10), None, None),
    ]


def test_an_annex_a_is_loaded_from_the_shell(council):
    file = files.annex_a(council.folder, list_8=[LOOKED_AFTER])
    loading = [str(file.path), "--local-authority", "TST", "--database", council.url]
    result = CliRunner().invoke(app, ["load", *loading])
    assert result.exit_code == 0
    assert "1 rows read, 1 added, 0 changed, 0 the same as before" in result.output
    assert council.rows("import", "kind", "covers_to") == [
        ("annex_a", date(2025, 1, 31))
    ]


def test_rows_are_counted_as_a_spreadsheet_counts_them(council):
    rows = [LOOKED_AFTER, LOOKED_AFTER | {"id": "C2"}, LOOKED_AFTER]
    file = files.annex_a(council.folder, list_8=rows, list_7=[ON_PLAN])
    (report,) = council.load(file)
    assert (report.rows_read, report.added, report.left_out) == (4, 3, 1)
    assert [each.sentence for each in report.problems] == [
        "Sheet List_8, row 5, whole row: found 'what rows before it say', expected each "
        "once. Nothing to do: both rows say the same."
    ]
    again = files.annex_a(
        council.folder, list_8=[*rows[:2], LOOKED_AFTER | {"id": "C4"}]
    )
    (report,) = council.load(again)
    assert (report.rows_read, report.added, report.same) == (3, 1, 2)


def test_pictures_join_days_where_they_are_no_further_apart_than_the_rule():
    first = date(2025, 1, 1)
    near, far = first + timedelta(days=APART), first + timedelta(days=APART + 1)
    assert [run.start for run in Coverage().with_pictures([near, first]).runs] == [
        first
    ]
    assert [run.start for run in Coverage().with_pictures([first, far]).runs] == [
        first,
        far,
    ]


def test_an_end_that_the_return_has_is_taken_from_the_return(council, picture):
    ended = EPISODES.replace("|     |\n", "| 10/02/2025 | E4A\n")
    council.load_tables({**RETURN, "2024-25/Episodes.csv": ended})
    before = council.derived()["episode"]
    told = OF_RETURN | {"ceased": date(2025, 2, 11), "reason": "E8"}
    picture("2025-03-31", list_8=[told])
    picture("2025-04-30", list_8=[told])
    assert council.derived()["episode"] == before


def test_a_picture_from_before_the_return_agrees_with_it(council, picture):
    council.load_tables(RETURN)
    before = council.derived()
    for day in ("2024-03-15", "2024-02-28"):
        picture(day, list_8=[LOOKED_AFTER | {"id": "C9", "started": date(2024, 1, 8)}])
    early = dict.fromkeys(("started", "since", "placed"), date(2024, 1, 8))
    episodes = EPISODES.replace("06/05/2024", "08/01/2024")
    council.load_tables({"2024-25 again/Episodes.csv": episodes})
    picture("2024-03-20", list_8=[OF_RETURN | early])
    assert council.rows("period_of_care", "started", "ceased", child_id="C9") == [
        (date(2024, 1, 8), date(2024, 3, 16))
    ]
    assert council.rows("episode", "decom", "placement", child_id="C1")[0] == (
        date(2024, 1, 8),
        "U6",
    )
    assert council.derived() != before


def test_care_that_a_return_says_goes_on_is_gone_on_with(council, picture):
    moved = EPISODES.replace("|     |\n", "| 31/03/2025 | X1\n")
    council.load_tables({**RETURN, "2024-25/Episodes.csv": moved})
    placed = {"placed": date(2025, 4, 1), "placement": "K2"}
    picture("2025-04-30", list_8=[OF_RETURN | placed])
    assert council.rows("episode", "decom", "placement", "dec", child_id="C1") == [
        (date(2024, 5, 6), "U6", date(2025, 3, 31)),
        (date(2025, 4, 1), "K2", None),
    ]
