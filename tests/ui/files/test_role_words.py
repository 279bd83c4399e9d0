"""Saying what role codes mean, as the analyst who dropped an extract does."""

from streamlit.testing.v1 import AppTest

from data_access.importers.ssd.spec import StaffRoles
from tests.data_access.importers import ssd_files
from ui.kit import data

CODE = "999"


def asking(folder, code):
    from pathlib import Path

    from data_access.importers.importer import SourceFile
    from ui.files import rules

    files = [SourceFile(path, path.name) for path in sorted(Path(folder).glob("*.csv"))]
    rules.ask_role_words(files, code)


def opened(folder, **tables):
    ssd_files.extract_in(folder, **tables)
    page = AppTest.from_function(asking, args=(str(folder), CODE)).run()
    assert not page.exception
    return page


def test_a_code_that_means_nothing_is_asked_about_and_the_answer_kept(
    with_nothing, tmp_path
):
    text = ssd_files.INVOLVEMENTS.replace("| IRO ", "| R9 ")
    page = opened(tmp_path, ssd_involvements=text)
    assert page.expander[0].proto.expanded
    asked = {each.label: each.value for each in page.selectbox}
    assert asked == {
        "R9 (rows: 1)": "Not said yet",
        "CP CHAIR (rows: 2)": "Chair of child protection conferences",
    }
    assert "Wordings that plainly mean somebody else: 1." in page.markdown[0].value
    page.selectbox[0].set_value("IRO and chair")
    page = page.button[0].click().run()
    assert [each.value for each in page.success] == [
        "Kept. Try the files to see what changes."
    ]
    assert data.staff_roles(CODE) == StaffRoles(
        meanings={"R9": "dual", "CP CHAIR": "cp_chair"}
    )
    assert not opened(tmp_path).expander[0].proto.expanded


def test_nothing_is_asked_where_no_file_says_a_role(with_nothing, tmp_path):
    assert not opened(tmp_path, ssd_person=ssd_files.PERSON).expander
