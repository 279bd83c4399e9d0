"""The sheets of what is recorded: each good row, and every fault in words."""

import pytest

from data_access.importers.importer import ReadingContext
from data_access.importers.register import register
from data_access.importers.register.recorded import (
    RECORDED_WORDS_SETTING,
    RecordedWords,
    month_of,
)
from data_access.store.statements import RecordedRecord
from domain.recorded import SHEETS
from domain.sheets import CellKind
from tests.data_access.importers.importing import (
    TODAY,
    read_all,
    records,
    sentences,
    whole_rows,
)
from tests.data_access.importers.recorded_sheets import GOOD, a_recorded, changed

CORRECT = "Correct the cell and load the register again."


def read(folder, **rows):
    sheets = {name.replace("_", " "): some for name, some in rows.items()}
    return read_all(register, a_recorded(folder, sheets=sheets), year=None)


def recorded(items):
    return [each for each in records(items) if isinstance(each, RecordedRecord)]


def read_one(folder, sheet, **cells):
    rows = {sheet: [changed(sheet, **cells)]}
    return read_all(register, a_recorded(folder, sheets=rows), year=None)


def test_a_good_row_of_every_sheet_is_read(tmp_path):
    sheets = {name: [row] for name, row in GOOD.items()}
    items = read_all(register, a_recorded(tmp_path, sheets=sheets), year=None)
    assert sentences(items) == []
    assert {(each.sheet, each.child_id, each.row) for each in recorded(items)} == {
        ("reviews", "C1", "C1|2024-06-28"),
        ("ready", "C1", "C1|2026-07-01"),
        ("conferences", "C1", "C1|enquiry 2025-01-03"),
        ("other_reviews", "", "FC-7|foster_carer|due 2026-03-01"),
        ("education", "C1", "C1|due 2025-06-20"),
        ("follow_up", "C1", "C1|2025-05-06|1"),
        ("counts", "", "2025-05-01|advocacy_referrals"),
        ("voice", "", "2025-06-01|quote|7035daedf23c02ff"),
        ("practice", "", "2025-05-01|audit|chronologies|good"),
        ("posts", "", "2025-05-01|dual"),
        ("staff_groups", "", "2025-05-01|women"),
    }
    found = {each.sheet: each.values for each in recorded(items)}
    assert found["posts"] == {
        "month": "2025-05-01",
        "role": "dual",
        "agreed": 860,
        "vacant": 75,
        "away": 0,
    }
    assert found["reviews"] == {
        "child": "C1",
        "held": "2024-06-28",
        "kind": "midway",
        "mode": "in_person",
        "chair": "S1",
        "seen_before": True,
        "views_asked": False,
        "report_received": "2024-06-20",
        "views_came": "advocate",
    }
    assert found["follow_up"]["impact"] == "none"
    assert found["counts"]["number"] == 0
    assert found["practice"] == {
        "month": "2025-05-01",
        "kind": "audit",
        "theme": "Chronologies",
        "grade": "good",
        "sample": 12,
        "meeting": 9,
    }


def test_headings_of_one_sheet_are_told_apart():
    for sheet in SHEETS.values():
        spelt = [
            words.casefold()
            for column in sheet.columns
            for words in (column.heading, *column.also)
        ]
        assert len(spelt) == len(set(spelt)), sheet.name
        assert {*sheet.named_by, *sheet.either, *sheet.counted_on} <= {*sheet.by_key}
        kinds = {sheet.by_key[name].kind for name in sheet.counted_on}
        assert kinds <= {CellKind.DAY, CellKind.MONTH}


@pytest.mark.parametrize(
    ("sheet", "cells", "said", "is_whole_row"),
    [
        (
            "Counts",
            {"What": "biscuits"},
            "Sheet Counts, row 2, What: found 'biscuits', expected advocacy referrals "
            "or advocacy taken up or independent visitors matched or waiting for an "
            "independent visitor or feedback from children or feedback from families "
            "or feedback from professionals or views of the feedback form or LADO "
            "referrals or serious incidents notified or miles travelled by IROs or "
            "hours IROs spent travelling or foster carers who resigned or foster carers "
            "unable to care because of health or children in care taught at home. "
            f"{CORRECT}",
            True,
        ),
        (
            "Counts",
            {"Month": "Juno 2025"},
            "Sheet Counts, row 2, Month: found 'Juno 2025', expected a month such as "
            f"June 2025. {CORRECT}",
            True,
        ),
        (
            "Counts",
            {"Month": "July 2025"},
            "Sheet Counts, row 2, Month: found 'July 2025', expected a date no later "
            f"than 30 June 2025, the day the file was loaded. {CORRECT}",
            True,
        ),
        (
            "Counts",
            {"Number": None},
            f"Sheet Counts, row 2, Number: found '', expected number. {CORRECT}",
            True,
        ),
        (
            "Counts",
            {"Number": "2.5"},
            "Sheet Counts, row 2, Number: found '2.5', expected a whole number from 0 "
            f"to 1,000,000, or blank. {CORRECT}",
            True,
        ),
        (
            "Conferences",
            {"Enquiry_started_on": None, "Date_held": None},
            "Sheet Conferences, row 2, Enquiry started on: found '', expected Enquiry "
            f"started on or Date held: at least one of them. {CORRECT}",
            True,
        ),
        (
            "Conferences",
            {"Agencies_attended": "9"},
            "Sheet Conferences, row 2, Agencies attended: found '9', expected a number "
            f"no more than 8, which is Agencies invited. {CORRECT}",
            False,
        ),
        (
            "Posts",
            {"Vacant": "two"},
            "Sheet Posts, row 2, Vacant: found 'two', expected a number of full-time "
            f"posts such as 6.4, or blank. {CORRECT}",
            False,
        ),
        (
            "Posts",
            {"Vacant": "8.61"},
            "Sheet Posts, row 2, Vacant: found '8.61', expected a number no more than "
            f"8.6, which is Posts agreed. {CORRECT}",
            False,
        ),
        (
            "Conferences",
            {"Quorate": "perhaps"},
            "Sheet Conferences, row 2, Quorate: found 'perhaps', expected yes or no, or "
            f"blank. {CORRECT}",
            False,
        ),
        (
            "Disputes follow-up",
            {"Impact": "a lot"},
            "Sheet Disputes follow-up, row 2, Impact: found 'a lot', expected none or "
            f"partly or fully or too early to say; or blank. {CORRECT}",
            False,
        ),
        (
            "Disputes follow-up",
            {"Raised_on": "01/07/2025"},
            "Sheet Disputes follow-up, row 2, Raised on: found '01/07/2025', expected a "
            f"date no later than 30 June 2025, the day the file was loaded. {CORRECT}",
            True,
        ),
        (
            "Disputes follow-up",
            {"Child_id": None},
            "Sheet Disputes follow-up, row 2, Child id: found '', expected child id. "
            f"{CORRECT}",
            True,
        ),
        (
            "Voice",
            {"Theme": "x" * 81},
            f"Sheet Voice, row 2, Theme: found '{'x' * 81}', expected up to 80 letters. "
            f"{CORRECT}",
            False,
        ),
    ],
)
def test_a_fault_is_told_with_row_and_column(
    tmp_path, sheet, cells, said, is_whole_row
):
    items = read_one(tmp_path, sheet, **cells)
    assert sentences(items) == [said]
    assert bool(whole_rows(items)) is is_whole_row
    assert len(recorded(items)) == (not is_whole_row)


def test_limits_are_within(tmp_path):
    assert sentences(read_one(tmp_path, "Voice", Theme="x" * 80)) == []
    assert sentences(read_one(tmp_path, "Counts", Month="30/06/2025")) == []
    assert sentences(read_one(tmp_path, "Conferences", Agencies_attended="8")) == []
    assert sentences(read_one(tmp_path, "Posts", Vacant="8.6")) == []
    assert sentences(read_one(tmp_path, "Voice", Words="x" * 2000)) == []
    assert len(whole_rows(read_one(tmp_path, "Voice", Words="x" * 2001))) == 1


def test_a_row_said_twice_is_used_once(tmp_path):
    row = GOOD["Practice"]
    items = read(tmp_path, Practice=[row, {**row, "Theme": "chronologies"}])
    assert sentences(items) == [
        "Sheet Practice, row 3, Month: found 'the same as Sheet Practice, row 2', "
        "expected each month and kind and theme and grade once. The first is used. "
        "Remove the row that is wrong and load the register again."
    ]


def test_a_review_without_its_key_is_left_out_once(tmp_path):
    items = read(tmp_path, Reviews=[changed("Reviews", Date_held="soon")])
    assert len(items) - len(records(items)) == 1
    assert recorded(items) == []


def test_a_review_with_a_note_alone_says_no_more(tmp_path):
    note = {"Child id": "C1", "Date held": "28/06/2024", "Record sent on": "05/07/2024"}
    assert recorded(read(tmp_path, Reviews=[note])) == []


def test_answers_are_read_in_a_councils_own_words_and_in_the_templates(tmp_path):
    words = RecordedWords(
        answers={"follow_up_impact": {"fully": "Made the difference"}}
    )
    context = ReadingContext(
        None, TODAY, {RECORDED_WORDS_SETTING: words.model_dump_json()}
    )
    typed = ("made the difference", "Fully")
    rows = [
        changed("Disputes follow-up", Impact=each, Number=number)
        for number, each in enumerate(typed, start=1)
    ]
    file = a_recorded(tmp_path, sheets={"Disputes follow-up": rows})
    items = list(register.read(file, context))
    assert [each.values["impact"] for each in recorded(items)] == ["fully", "fully"]


@pytest.mark.parametrize(
    "typed",
    ["June 2025", "Jun 2025", "jun-25", "06/2025", "2025-06", "17/06/2025", "6.2025"],
)
def test_a_month_is_read_in_any_common_way(typed):
    assert f"{month_of(typed)}" == "2025-06-01"
    assert month_of("13/2025") is None
