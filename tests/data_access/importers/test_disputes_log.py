import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from data_access.importers.cells import id_of
from data_access.importers.disputes.disputes import read, recognise
from data_access.importers.disputes.mapping import DisputeMapping
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.store.statements import DisputeRecord, LeftOut, StageEntry, Statement
from domain.errors import RefusedError

TODAY = date(2025, 6, 30)
HEADINGS = [
    *("Child ID", "Initials", "DOB", "IRO", "Team", "Date raised", "Stage", "Theme"),
    *("Response due", "Responded", "Outcome", "Date resolved", "Ref", "Stage date"),
]
PLACES = {heading: place for place, heading in enumerate(HEADINGS)}
OF_KEYWORD = {heading.lower().replace(" ", "_"): heading for heading in HEADINGS}
LEFT_OUT = "The row is left out: correct it and load the file again."
LEFT_BLANK = "The date is left blank: correct it and load the file again."


def row(child_id="C1", raised="10/05/2024", stage="Stage 1", **others) -> list:
    cells = [None] * len(HEADINGS)
    told = {"child_id": child_id, "date_raised": raised, "stage": stage, **others}
    for keyword, cell in told.items():
        cells[PLACES[OF_KEYWORD[keyword]]] = cell
    return cells


def workbook(tmp_path: Path, *tables: list[list], merged: str = "") -> SourceFile:
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables, start=1):
        sheet = book.create_sheet(f"Q{number}")
        for cells in table:
            sheet.append(cells)
        if merged:
            sheet.merge_cells(merged)
    book.save(tmp_path / "log.xlsx")
    return SourceFile(tmp_path / "log.xlsx", "log.xlsx")


def text(tmp_path: Path, lines: list[list], name: str = "log.csv") -> SourceFile:
    kept = io.StringIO()
    csv.writer(kept).writerows(lines)
    (tmp_path / name).write_text(kept.getvalue(), encoding="utf-8")
    return SourceFile(tmp_path / name, name)


def items(file: SourceFile, mapping: DisputeMapping | None = None) -> list:
    return list(read(file, ReadingContext(year=None, today=TODAY), mapping))


def of_rows(tmp_path: Path, *rows: list) -> tuple[list[DisputeRecord], list[str]]:
    """The disputes of one sheet, headings in row 1, and the sentences beside them."""
    return split(items(workbook(tmp_path, [HEADINGS, *rows])))


def split(found: list) -> tuple[list[DisputeRecord], list[str]]:
    return (
        [item.record for item in found if isinstance(item, Statement)],
        [item.sentence for item in found if isinstance(item, LeftOut)],
    )


def stages(dispute: DisputeRecord) -> list[tuple[str | None, date | None]]:
    return [(entry.stage_as_typed, entry.entered) for entry in dispute.stages]


# What is recognised


def test_a_log_is_recognised_by_its_headings_below_title_rows(tmp_path):
    file = workbook(tmp_path, [["Notes"]], [["IRO disputes"], [], HEADINGS])
    assert recognise(file) == Recognised(
        kind="disputes_log", table="log", covers="disputes"
    )


def test_headings_are_looked_for_in_the_first_15_rows_only(tmp_path):
    title = [["Disputes"]]
    assert recognise(workbook(tmp_path, title * 14 + [HEADINGS]))
    below = workbook(tmp_path, title * 15 + [HEADINGS, row()])
    assert recognise(below) is None
    with pytest.raises(RefusedError):
        items(below)


@pytest.mark.parametrize(
    ("headings", "is_log"),
    [
        (["Child ID", "Date raised", "Stage"], True),
        (["Initials", "Date of alert", "Category"], True),
        (["Child ID", "Date", "Level"], True),
        (["Child ID", "Date", "Reason"], False),
        (["Date raised", "Stage", "Theme"], False),
        (["Child ID", "Stage", "Theme"], False),
        (["Child ID", "Date raised", "Team"], False),
    ],
)
def test_a_log_needs_a_raised_date_a_child_and_a_stage_or_theme(
    tmp_path, headings, is_log
):
    assert (recognise(text(tmp_path, [headings])) is not None) is is_log


@pytest.mark.parametrize(
    "headings",
    [
        "CHILD,DOB,REVIEW,REVIEW_CODE",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE",
        "LAchildID,CINdetailsID,CPPID,CPPreviewDate",
        "clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date",
        "Child Unique ID,Gender,Date of Birth,Child Protection Plan Start Date,"
        "Date of latest review conference,Allocated Team,Allocated Worker",
    ],
)
def test_files_of_other_collections_are_not_claimed(tmp_path, headings):
    assert recognise(text(tmp_path, [headings.split(",")])) is None


def test_a_file_that_holds_no_rows_is_not_opened(tmp_path):
    (tmp_path / "return.xml").write_bytes(b"<Message/>")
    assert recognise(SourceFile(tmp_path / "return.xml", "return.xml")) is None


def test_a_damaged_workbook_in_the_old_format_is_refused_when_looked_at(tmp_path):
    (tmp_path / "log.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(RefusedError, match="it is damaged"):
        recognise(SourceFile(tmp_path / "log.xls", "log.xls"))


def test_headings_that_only_the_council_knows_are_recognised_by_its_mapping(tmp_path):
    file = text(tmp_path, [["Who", "Logged", "Rung"], ["C1", "10/05/2024", "Gold"]])
    mapping = DisputeMapping(
        columns={"Who": "child_id", "Logged": "raised", "Rung": "stage"}
    )
    assert recognise(file) is None
    assert recognise(file, mapping)
    (dispute,), sentences = split(items(file, mapping))
    assert stages(dispute) == [("Gold", date(2024, 5, 10))]
    assert sentences == []


def test_a_heading_that_the_council_has_set_aside_is_not_used(tmp_path):
    file = workbook(tmp_path, [HEADINGS, row(theme="Drift")])
    (dispute,), _ = split(items(file, DisputeMapping(columns={"Theme": ""})))
    assert dispute.theme_as_typed is None


def test_a_council_may_give_a_field_to_another_heading_than_the_proposed(tmp_path):
    file = workbook(tmp_path, [HEADINGS, row(theme="Drift", outcome="Contact")])
    mapping = DisputeMapping(columns={"Outcome": "theme"})
    (dispute,), _ = split(items(file, mapping))
    assert dispute.theme_as_typed == "Contact"
    assert dispute.outcome is None


# What a row says


def test_a_row_is_read_with_its_words_untouched(tmp_path):
    file = workbook(
        tmp_path,
        [
            ["Disputes, quarter 1"],
            [],
            HEADINGS,
            row(
                child_id="C1",
                iro="IRO A ",
                team=" North",
                raised=date(2024, 5, 10),
                stage="Stg 2 - HoS",
                theme="Care plan not progressed",
                response_due=date(2024, 5, 24),
                responded="20.05.24",
                outcome="Yes - plan agreed",
                date_resolved="21 May 2024",
            ),
        ],
    )
    assert items(file) == [
        Statement(
            DisputeRecord(
                child_id="C1",
                raised=date(2024, 5, 10),
                iro_name="IRO A",
                team="North",
                theme_as_typed="Care plan not progressed",
                resolved=date(2024, 5, 21),
                outcome="Yes - plan agreed",
                stages=(
                    StageEntry(
                        stage_as_typed="Stg 2 - HoS",
                        entered=date(2024, 5, 10),
                        response_due=date(2024, 5, 24),
                        responded=date(2024, 5, 20),
                    ),
                ),
            ),
            "Sheet Q1, row 4",
        )
    ]


@pytest.mark.parametrize(
    "typed",
    [
        *("10.05.24", "10/05/24", "10-05-2024", "2024-05-10", "10/05/2024 00:00:00"),
        *("10 May 2024", "10th May 2024", "10-May-24", "Fri 10 May, 2024"),
        *(
            "10th of May 2024",
            datetime.fromisoformat("2024-05-10T09:30"),
            date(2024, 5, 10),
            45422,
        ),
    ],
)
def test_a_date_is_read_day_first_in_every_style(tmp_path, typed):
    (dispute,), sentences = of_rows(tmp_path, row(raised=typed))
    assert dispute.raised == date(2024, 5, 10)
    assert sentences == []


@pytest.mark.parametrize(
    "typed",
    [
        *("awaiting", "Awaiting reply", "ongoing", "N/A", "tbc", "-", "Pending", "No"),
        *("not yet", "outstanding", " ", "#N/A"),
    ],
)
def test_words_for_no_date_yet_are_no_date_and_no_problem(tmp_path, typed):
    (dispute,), sentences = of_rows(tmp_path, row(responded=typed))
    assert dispute.stages[0].responded is None
    assert sentences == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("31/02/2024", "31/02/2024"),
        ("05/13/2024", "05/13/2024"),
        ("last week", "last week"),
        ("awaiting", "awaiting"),
        (20240510, "20240510"),
        (date(1980, 1, 1), "01/01/1980"),
        (None, "blank"),
    ],
)
def test_a_row_without_a_good_raised_date_is_left_out(tmp_path, typed, found):
    disputes, sentences = of_rows(tmp_path, row(raised=typed), row(child_id="C2"))
    assert [dispute.child_id for dispute in disputes] == ["C2"]
    assert sentences == [
        f"Sheet Q1, row 2, Date raised: found '{found}', expected the day it was "
        f"raised, a date like 31/03/2025. {LEFT_OUT}"
    ]


def test_a_dispute_may_be_raised_today_and_not_later(tmp_path):
    disputes, sentences = of_rows(
        tmp_path, row(raised="30/06/2025"), row(raised="01/07/2025")
    )
    assert [dispute.raised for dispute in disputes] == [TODAY]
    assert sentences == [
        "Sheet Q1, row 3, Date raised: found '01/07/2025', expected a date not after "
        f"30/06/2025. {LEFT_OUT}"
    ]


def test_a_bad_other_date_leaves_only_that_date_blank(tmp_path):
    file = workbook(
        tmp_path, [HEADINGS, row(response_due="soon", responded="20/05/24")]
    )
    note, statement = items(file)
    assert note == LeftOut(
        place="Sheet Q1, row 2",
        field="Response due",
        found="soon",
        code="dispute_day_not_read",
        expected="a date like 31/03/2025",
        remedy=LEFT_BLANK,
        record="dispute",
        child_id="C1",
        whole_row=False,
    )
    assert statement.record.stages[0].response_due is None
    assert statement.record.stages[0].responded == date(2024, 5, 20)


def test_a_date_before_the_dispute_was_raised_is_blanked(tmp_path):
    (dispute, same_day), sentences = of_rows(
        tmp_path,
        row(date_resolved="09/05/2024"),
        row(child_id="C2", date_resolved="10/05/2024"),
    )
    assert dispute.resolved is None
    assert same_day.resolved == date(2024, 5, 10)
    assert sentences == [
        "Sheet Q1, row 2, Date resolved: found '09/05/2024', expected a date on or "
        f"after 10/05/2024, when it was raised. {LEFT_BLANK}"
    ]


def test_an_answer_may_come_today(tmp_path):
    (dispute,), sentences = of_rows(tmp_path, row(date_resolved="30/06/2025"))
    assert dispute.resolved == TODAY
    assert sentences == []


def test_an_answer_cannot_lie_ahead_and_its_due_date_can(tmp_path):
    (dispute,), sentences = of_rows(
        tmp_path,
        row(response_due="01/07/2025", responded="01/07/2025", date_resolved="1/7/25"),
    )
    assert dispute.resolved is None
    assert dispute.stages[0].response_due == date(2025, 7, 1)
    assert sentences == [
        "Sheet Q1, row 2, Responded: found '01/07/2025', expected a date not after "
        f"30/06/2025. {LEFT_BLANK}",
        "Sheet Q1, row 2, Date resolved: found '1/7/25', expected a date not after "
        f"30/06/2025. {LEFT_BLANK}",
    ]


@pytest.mark.parametrize("typed", [704001, 704001.0, "704,001", "704001.0", " 704001 "])
def test_an_id_that_a_spreadsheet_has_damaged_is_mended(tmp_path, typed):
    (dispute,), _ = of_rows(tmp_path, row(child_id=typed))
    assert dispute.child_id == "704001"


def test_a_whole_number_kept_with_decimals_shows_none():
    assert id_of(704001.0) == "704001"


def test_an_id_with_digits_lost_is_left_out(tmp_path):
    disputes, sentences = of_rows(tmp_path, row(child_id="7.04E+05"))
    assert disputes == []
    assert sentences == [
        "Sheet Q1, row 2, Child ID: found '7.04E+05', expected the whole ID, not one "
        f"rounded by Excel. {LEFT_OUT}"
    ]


@pytest.mark.parametrize(
    ("initials", "born", "child_id"),
    [
        ("AB", "04.03.2017", "initials AB 2017-03-04"),
        ("a.b.", None, "initials AB"),
        ("Anna Bell", None, "initials AB"),
        ("Bell, Anna", None, "initials AB"),
        ("Anna", None, "initials A"),
    ],
)
def test_a_child_without_an_id_goes_by_initials_and_birth(
    tmp_path, initials, born, child_id
):
    (dispute,), sentences = of_rows(
        tmp_path, row(child_id="n/a", initials=initials, dob=born)
    )
    assert dispute.child_id == child_id
    assert sentences == []


def test_a_bad_birth_date_matters_only_where_the_child_goes_by_it(tmp_path):
    disputes, sentences = of_rows(
        tmp_path,
        row(initials="AB", dob="about 7"),
        row(child_id=None, initials="AB", dob="about 7"),
    )
    assert [dispute.child_id for dispute in disputes] == ["C1", "initials AB"]
    assert sentences == [
        "Sheet Q1, row 3, DOB: found 'about 7', expected a date like 31/03/2025. "
        f"{LEFT_BLANK}"
    ]


def test_a_row_without_a_child_is_left_out(tmp_path):
    disputes, sentences = of_rows(tmp_path, row(child_id=None, initials="?"))
    assert disputes == []
    assert sentences == [
        "Sheet Q1, row 2, Child ID: found 'blank', expected the child's ID or "
        f"initials. {LEFT_OUT}"
    ]


def test_a_log_without_ids_asks_for_initials(tmp_path):
    file = text(
        tmp_path, [["Initials", "Date raised", "Stage"], ["", "10/05/2024", "A"]]
    )
    assert split(items(file))[1] == [
        "Row 2, Initials: found 'blank', expected the child's ID or initials. "
        f"{LEFT_OUT}"
    ]


def test_a_day_in_the_outcome_is_the_day_resolved_where_there_is_no_other(tmp_path):
    headings = ["Child ID", "Date raised", "Stage", "Resolved?"]
    file = text(
        tmp_path,
        [
            headings,
            ["C1", "10/05/2024", "Stage 1", "20/05/2024"],
            ["C2", "10/05/2024", "Stage 1", "Yes"],
            ["C3", "10/05/2024", "Stage 1", "Escalated"],
            ["C4", "10/05/2024", "Stage 1", "01/05/2024"],
        ],
    )
    disputes, sentences = split(items(file))
    assert [(dispute.resolved, dispute.outcome) for dispute in disputes] == [
        (date(2024, 5, 20), "20/05/2024"),
        (None, "Yes"),
        (None, "Escalated"),
        (None, "01/05/2024"),
    ]
    assert sentences == []


def test_a_dispute_without_a_stage_keeps_its_answer(tmp_path):
    (dispute,), _ = of_rows(tmp_path, row(stage=None, responded="20/05/2024"))
    assert dispute.stages == (
        StageEntry(entered=date(2024, 5, 10), responded=date(2024, 5, 20)),
    )


# Which rows are disputes


def test_blank_rows_totals_and_remarks_are_passed_over(tmp_path):
    disputes, sentences = of_rows(
        tmp_path,
        row(),
        [],
        ["Total", 1],
        [None, "Grand total", None, None, 7],
        ["Quarter 1", "Total", None, None, 7],
        ["Count of disputes", None, None, None, None, 1],
        ["Stage 1 is the team manager"],
        row(child_id="C2"),
    )
    assert [dispute.child_id for dispute in disputes] == ["C1", "C2"]
    assert sentences == []


def test_a_row_that_speaks_of_a_total_further_on_is_not_passed_over(tmp_path):
    cells = row(raised=None, iro="IRO A", team="North", outcome="Total of 3 visits")
    disputes, sentences = of_rows(tmp_path, cells)
    assert disputes == []
    assert len(sentences) == 1


def test_a_team_whose_name_begins_like_a_total_is_no_total(tmp_path):
    disputes, _ = of_rows(tmp_path, row(child_id="C1", initials="Total"))
    assert len(disputes) == 1


def test_headings_typed_again_lower_down_take_over(tmp_path):
    other = ["Date raised", "Child ID", "Stage"]
    disputes, sentences = of_rows(
        tmp_path, row(), HEADINGS, row(child_id="C2"), other, ["11/05/2024", "C3", "A"]
    )
    assert [dispute.child_id for dispute in disputes] == ["C1", "C2", "C3"]
    assert sentences == []


def test_every_sheet_has_its_own_headings_and_one_without_is_passed_over(tmp_path):
    file = workbook(
        tmp_path,
        [HEADINGS, row()],
        [["Stage", "Disputes"], ["Stage 1", 7]],
        [["DRP"], ["Theme", "DRP raised", "Mosaic ID"], ["Drift", "11/05/2024", "C2"]],
    )
    found = items(file)
    assert [(item.place, item.record.child_id) for item in found] == [
        ("Sheet Q1, row 2", "C1"),
        ("Sheet Q3, row 3", "C2"),
    ]


def test_a_sheet_that_lacks_one_needed_heading_is_told_of(tmp_path):
    headings = ["Child ID", "Logged on", "Stage", "Theme"]
    file = workbook(
        tmp_path, [HEADINGS, row()], [headings, ["C2", "10/05/2024", "A", "B"]]
    )
    disputes, sentences = split(items(file))
    assert len(disputes) == 1
    assert sentences == [
        "Sheet Q2, headings: found 'Child ID, Stage, Theme', expected headings for the "
        "date raised, the stage or theme, and the child. The sheet is left out: name "
        "the missing heading on the mapping screen."
    ]


def test_a_file_without_a_logs_headings_is_refused(tmp_path):
    with pytest.raises(RefusedError) as refused:
        items(text(tmp_path, [["Child ID", "Stage"], ["C1", "Stage 1"]]))
    assert str(refused.value) == (
        "No disputes log was found: expected headings for the date raised, the stage "
        "or theme, and the child in one of the first 15 rows of a sheet. Check the "
        "headings, or say what they mean on the mapping screen."
    )


def test_a_short_row_has_blanks_for_what_it_lacks(tmp_path):
    file = text(tmp_path, [["Date raised", "Child ID", "Stage"], ["10/05/2024", "C1"]])
    (dispute,), _ = split(items(file))
    assert stages(dispute) == [(None, date(2024, 5, 10))]


# Rows of one dispute


def test_a_dispute_that_climbs_is_one_with_its_stages_in_order(tmp_path):
    file = workbook(
        tmp_path,
        [HEADINGS, row(stage="Stage 2", outcome="Agreed"), row(stage="Stage 1")],
    )
    (statement,) = items(file)
    assert statement.place == "Sheet Q1, row 2"
    assert stages(statement.record) == [
        ("Stage 1", date(2024, 5, 10)),
        ("Stage 2", None),
    ]
    assert statement.record.outcome == "Agreed"


def test_stages_with_dates_are_in_the_order_of_their_dates(tmp_path):
    (dispute,), _ = of_rows(
        tmp_path,
        row(stage="Stage 1", stage_date="24/05/2024", outcome="Sent back"),
        row(stage="Stage 2", outcome="Not agreed"),
    )
    assert stages(dispute) == [
        ("Stage 2", date(2024, 5, 10)),
        ("Stage 1", date(2024, 5, 24)),
    ]
    assert dispute.outcome == "Sent back"


def test_stages_that_mean_nothing_known_stay_as_typed_in_order(tmp_path):
    (dispute,), _ = of_rows(tmp_path, row(stage="Gold"), row(stage="Bronze"))
    assert stages(dispute) == [("Gold", date(2024, 5, 10)), ("Bronze", None)]


def test_a_later_stage_with_a_date_of_its_own_keeps_it(tmp_path):
    (dispute,), _ = of_rows(
        tmp_path, row(), row(stage="Stage 2", stage_date="24/05/2024")
    )
    assert stages(dispute) == [
        ("Stage 1", date(2024, 5, 10)),
        ("Stage 2", date(2024, 5, 24)),
    ]


def test_rows_with_one_reference_are_one_dispute_though_dates_differ(tmp_path):
    disputes, _ = of_rows(
        tmp_path,
        row(ref="D1", raised="24/05/2024", stage="Stage 2", theme="Contact"),
        row(ref="d1", raised="10/05/2024", stage="Stage 1", theme="Drift"),
        row(ref="D2", raised="10/05/2024", stage="Stage 1"),
        row(ref="D1", child_id="C2"),
    )
    assert [
        (dispute.child_id, dispute.raised, dispute.ordinal) for dispute in disputes
    ] == [
        ("C1", date(2024, 5, 10), 1),
        ("C1", date(2024, 5, 10), 2),
        ("C2", date(2024, 5, 10), 1),
    ]
    assert stages(disputes[0]) == [
        ("Stage 1", date(2024, 5, 10)),
        ("Stage 2", date(2024, 5, 24)),
    ]


def test_a_row_that_tells_of_an_earlier_raised_date_is_believed(tmp_path):
    (dispute,), _ = of_rows(
        tmp_path, row(ref="D1", raised="24/05/2024"), row(ref="D1", raised="10/05/2024")
    )
    assert dispute.raised == date(2024, 5, 10)


def test_two_themes_on_one_day_are_two_disputes(tmp_path):
    disputes, sentences = of_rows(
        tmp_path,
        row(theme="Drift"),
        row(theme="Contact"),
        row(theme="drift", stage="Stage 2"),
        row(child_id="C2", theme="Drift"),
    )
    assert [(dispute.key, len(dispute.stages)) for dispute in disputes] == [
        ("C1|2024-05-10|1", 2),
        ("C1|2024-05-10|2", 1),
        ("C2|2024-05-10|1", 1),
    ]
    assert sentences == []


@pytest.mark.parametrize("themes", [("Drift", None), (None, "Drift")])
def test_a_blank_theme_goes_with_any(tmp_path, themes):
    (dispute,), _ = of_rows(
        tmp_path,
        row(theme=themes[0], stage="Stage 1"),
        row(theme=themes[1], stage="Stage 2"),
    )
    assert dispute.theme_as_typed == "Drift"
    assert len(dispute.stages) == 2


def test_a_blank_theme_after_two_goes_with_the_last(tmp_path):
    disputes, _ = of_rows(
        tmp_path,
        row(theme="Drift"),
        row(theme="Contact"),
        row(stage="Stage 2"),
    )
    assert [len(dispute.stages) for dispute in disputes] == [1, 2]


def test_a_dispute_carried_on_to_the_next_sheet_is_brought_up_to_date(tmp_path):
    file = workbook(
        tmp_path,
        [HEADINGS, row(stage="Stage 2", theme="Drift", iro="IRO A")],
        [HEADINGS, row(stage="Stg 2 - HoS", theme="Drift", date_resolved="01/08/24")],
    )
    (statement,) = items(file)
    assert statement.place == "Sheet Q1, row 2"
    assert len(statement.record.stages) == 1
    assert statement.record.iro_name == "IRO A"
    assert statement.record.resolved == date(2024, 8, 1)


def test_unknown_stages_are_one_when_typed_alike(tmp_path):
    (dispute,), _ = of_rows(tmp_path, row(stage="Gold"), row(stage="gold", team="A"))
    assert stages(dispute) == [("gold", date(2024, 5, 10))]


def test_a_row_without_a_stage_adds_to_the_stage_before_it(tmp_path):
    (dispute,), _ = of_rows(tmp_path, row(), row(stage=None, responded="20/05/2024"))
    assert stages(dispute) == [("Stage 1", date(2024, 5, 10))]
    assert dispute.stages[0].responded == date(2024, 5, 20)


def test_a_copied_row_is_counted_once_and_noted(tmp_path):
    file = workbook(tmp_path, [HEADINGS, row(), row()])
    note, statement = items(file)
    assert isinstance(statement, Statement)
    assert not note.whole_row
    assert note.sentence == (
        "Sheet Q1, row 3, whole row: found 'a copy of sheet Q1, row 2', expected each "
        "stage of a dispute once. It is counted once: delete the copy, or correct the "
        "row."
    )


def test_two_rows_of_one_stage_that_disagree_are_noted(tmp_path):
    (dispute,), sentences = of_rows(
        tmp_path, row(responded="20/05/2024"), row(responded="21/05/2024")
    )
    assert dispute.stages[0].responded == date(2024, 5, 21)
    assert sentences == [
        "Sheet Q1, row 3, whole row: found 'other dates than in sheet Q1, row 2', "
        "expected the same dates, for one stage of one dispute. The later row's dates "
        "are used: correct the one that is wrong."
    ]


def test_a_dispute_is_resolved_when_its_last_stage_is(tmp_path):
    (dispute,), sentences = of_rows(
        tmp_path,
        row(date_resolved="20/05/2024"),
        row(stage="Stage 2", date_resolved="01/06/2024"),
    )
    assert dispute.resolved == date(2024, 6, 1)
    assert sentences == []


def test_a_dispute_that_went_on_after_a_stage_was_resolved_is_open_and_noted(tmp_path):
    (dispute,), sentences = of_rows(
        tmp_path, row(date_resolved="20/05/2024"), row(stage="Stage 2")
    )
    assert dispute.resolved is None
    assert sentences == [
        "Sheet Q1, row 2, date resolved: found '20/05/2024', expected that date in "
        "sheet Q1, row 3, the last stage. The dispute counts as open: type the date "
        "there if it is not."
    ]


def test_a_child_merged_over_the_rows_of_its_stages_belongs_to_each(tmp_path):
    table = [
        ["Child ID", "Date raised", "Stage"],
        ["C1", "10/05/2024", "Stage 1"],
        [None, "10/05/2024", "Stage 2"],
    ]
    (dispute,), _ = split(items(workbook(tmp_path, table, merged="A2:A3")))
    assert [stage for stage, _ in stages(dispute)] == ["Stage 1", "Stage 2"]


def test_headings_of_two_rows_merged_are_read(tmp_path):
    table = [
        ["Child ID", "Dates", None, "Stage"],
        [None, "Date raised", "Response due", "Stage"],
        ["C1", "10/05/2024", "24/05/2024", "Stage 1"],
    ]
    (dispute,), _ = split(items(workbook(tmp_path, table, merged="A1:A2")))
    assert dispute.stages[0].response_due == date(2024, 5, 24)


def test_the_value_last_worked_out_for_a_formula_is_read(tmp_path):
    file = workbook(tmp_path, [HEADINGS, row(raised=45422, response_due="=F2+14")])
    kept = io.BytesIO()
    with zipfile.ZipFile(file.path) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b"<v></v>", b"<v>45436</v>")
            new.writestr(name, part.replace(b"<v />", b"<v>45436</v>"))
    file.path.write_bytes(kept.getvalue())
    (dispute,), sentences = split(items(file))
    assert dispute.stages[0].response_due == date(2024, 5, 24)
    assert sentences == []
