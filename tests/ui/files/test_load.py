"""What the page says of files once they are tried."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data_access.intake.door import FileReport
from ui.files import load


def test_two_files_of_one_name_are_told_apart():
    reports = [FileReport("a.csv"), FileReport("b.csv"), FileReport("a.csv")]
    load._tell_apart(reports)
    assert [each.file for each in reports] == [
        "a.csv (1 of 2 of this name)",
        "b.csv",
        "a.csv (2 of 2 of this name)",
    ]


def test_what_cannot_be_used_is_counted_by_rows_and_by_fields():
    problems = pd.DataFrame({"Row left out": ["yes", "no, this field only", "yes"]})
    assert load._counted(problems) == (
        "2 rows left out and 1 fields not as expected in rows that are kept."
    )
    assert load._counted(problems[:1]) == "1 rows left out."


def test_a_line_accounts_for_every_row():
    report = FileReport(
        "a.csv",
        rows_read=10,
        added=1,
        changed=2,
        same=3,
        left_out=4,
        taken_as="As it is.",
    )
    line = load._line(report)
    assert line["What happened"] == "Read As it is."
    assert [line[each] for each in ("Added", "Changed", "Same as before")] == [
        *("1", "2", "3")
    ]


def more_than_are_told(told, everything):
    from ui.files import load

    found = {
        "files": [],
        "warnings": [],
        "refused": [],
        "read": 1,
        "all": everything,
        "problems": [{"File": "a.csv", "Row left out": "yes"}] * told,
    }
    load._show(found, None)


@pytest.mark.parametrize(("everything", "warned"), [(3, False), (1_200, True)])
def test_a_file_with_more_faults_than_are_told_says_how_many(everything, warned):
    given = {"told": 3, "everything": everything}
    app = AppTest.from_function(more_than_are_told, kwargs=given).run()
    assert not app.exception
    said = [each.value for each in app.warning]
    assert said == (
        [
            "1,200 things are not as expected. The first 3 are told here; once the files "
            "are loaded, every one is listed on this page."
        ]
        if warned
        else []
    )
