from pathlib import Path

import pytest
from openpyxl import Workbook

from data_access.importers.disputes.mapping import (
    STAGES,
    THEMES,
    DisputeMapping,
    HeadingSeen,
    WordingSeen,
    propose_columns,
    propose_outcome,
    propose_stage,
    propose_theme,
    survey,
)
from data_access.importers.importer import SourceFile


def log(tmp_path: Path, *tables: list[list]) -> SourceFile:
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables, start=1):
        sheet = book.create_sheet(f"Q{number}")
        for row in table:
            sheet.append(row)
    book.save(tmp_path / "log.xlsx")
    return SourceFile(tmp_path / "log.xlsx", "log.xlsx")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Mosaic ID", "child_id"),
        ("Child ID", "child_id"),
        ("LCS ID", "child_id"),
        ("Liquidlogic ID", "child_id"),
        ("Client ID", "child_id"),
        ("Child Unique ID", "child_id"),
        ("Initials", "initials"),
        ("Child's initials", "initials"),
        ("Child\u2019s name", "initials"),
        ("Child", "initials"),
        ("D.O.B", "born"),
        ("Date of Birth", "born"),
        ("IRO", "iro_name"),
        ("IRO / Chair", "iro_name"),
        ("Chair", "iro_name"),
        ("Raised by", "iro_name"),
        ("Team", "team"),
        ("Team Manager", "team"),
        ("Date DRP raised", "raised"),
        ("Date raised", "raised"),
        ("Date of alert", "raised"),
        ("Date of escalation", "raised"),
        ("DRP Raised", "raised"),
        ("Date alert sent", "raised"),
        ("Date", "raised"),
        ("Stage", "stage"),
        ("Informal/Formal Stage", "stage"),
        ("Level", "stage"),
        ("Date stage entered", "entered"),
        ("Reason for DRP", "theme"),
        ("Issue / theme", "theme"),
        ("Theme", "theme"),
        ("Category", "theme"),
        ("Response due", "response_due"),
        ("Due by", "response_due"),
        ("Date response due", "response_due"),
        ("Date of response", "responded"),
        ("Responded", "responded"),
        ("Outcome", "outcome"),
        ("Resolved?", "outcome"),
        ("Date resolved", "resolved"),
        ("Date closed", "resolved"),
        ("Comments", "notes"),
        ("DRP Ref", "reference"),
        ("Reference number", "reference"),
    ],
)
def test_a_heading_is_known_by_its_words(heading, field):
    assert propose_columns([heading]) == {heading: field}


@pytest.mark.parametrize(
    "heading",
    ["", "ID", "No.", "UPN", "Gender", "Date of referral", "Allocated Worker", "LS"],
)
def test_a_heading_that_fits_nothing_has_no_proposal(heading):
    assert propose_columns([heading]) == {}


def test_a_field_goes_to_the_surest_of_its_headings():
    assert propose_columns(["Team Manager", "Team", "Resolved?", "Outcome"]) == {
        "Team": "team",
        "Outcome": "outcome",
        "Resolved?": "resolved",
    }


def test_a_date_of_escalation_beside_a_raised_date_is_that_of_the_stage():
    assert propose_columns(["Date of escalation", "Date raised"]) == {
        "Date raised": "raised",
        "Date of escalation": "entered",
    }


@pytest.mark.parametrize(
    ("wording", "stage"),
    [
        ("Stg 2 - HoS", "Stage 2"),
        ("stage 2", "Stage 2"),
        ("Stage 3 AD", "Stage 3"),
        ("S1", "Stage 1"),
        ("Formal stage one", "Stage 1"),
        ("2nd stage", "Stage 2"),
        ("Level III", "Stage 3"),
        ("informal", "Informal"),
        ("alert", "Informal"),
        ("Practice alert", "Informal"),
        ("pre-formal", "Informal"),
        ("CAFCASS", "Cafcass"),
        ("Stage 4 - Cafcass", "Cafcass"),
        ("Team manager", "Stage 1"),
        ("Service Manager", "Stage 2"),
        ("Head of Service", "Stage 2"),
        ("HoS", "Stage 2"),
        ("AD", "Stage 3"),
        ("Assistant Director", "Stage 3"),
        ("Director", "Stage 3"),
        ("", None),
        ("Formal", None),
        ("Add to list", None),
        ("Stage 4", None),
        ("Stage 4 - AD", None),
        ("Stage 4 - alert", None),
        ("Stage 1 to stage 2", None),
        ("Stage 4 back to stage 1", None),
        ("Stage iiii", None),
        ("Stage 1 (informal)", None),
        ("Team manager and head of service", None),
    ],
)
def test_a_stage_is_proposed_where_the_words_are_clear(wording, stage):
    assert propose_stage(wording, STAGES) == stage


def test_the_councils_own_stage_comes_before_the_rules_in_its_own_spelling():
    assert propose_stage("practice ALERT", ("Practice alert", "Informal")) == (
        "Practice alert"
    )


def test_a_stage_that_the_council_does_not_have_is_not_proposed():
    assert propose_stage("Stage 3", ("Informal", "Stage 1")) is None
    assert propose_stage("Stage 4", ("Stage 1", "Stage 4")) == "Stage 4"


def test_a_numbered_stage_is_found_under_the_councils_own_name_for_it():
    own = ("Alert", "Formal stage one", "Level 2 (director)")
    assert propose_stage("Stg 1", own) == "Formal stage one"
    assert propose_stage("stage two", own) == "Level 2 (director)"


@pytest.mark.parametrize(
    ("wording", "theme"),
    [
        ("Care plan not progressed", "Care planning"),
        ("Pathway plan", "Care planning"),
        ("Contact", "Care planning"),
        ("Permanence not agreed", "Care planning"),
        ("drift", "Drift and delay"),
        ("Delay in the care plan", "Drift and delay"),
        ("No SW report to review", "Practice"),
        ("Placement", "Placement and resources"),
        ("Education - no PEP", "Health and education"),
        ("Health assessment overdue", "Health and education"),
        ("Child's voice", "Participation"),
        ("No advocacy", "Participation"),
        ("Risk not managed", "Safety"),
        ("Safeguarding", "Safety"),
        ("other", "Other"),
        ("", None),
        ("See email", None),
        ("Placement and school", None),
    ],
)
def test_a_theme_is_proposed_where_the_words_are_clear(wording, theme):
    assert propose_theme(wording, THEMES) == theme


def test_a_theme_that_the_council_does_not_have_is_not_proposed():
    assert propose_theme("drift", ("Safety",)) is None


@pytest.mark.parametrize(
    ("wording", "outcome"),
    [
        ("Changed", "Changed"),
        ("Care plan amended", "Changed"),
        ("Partially upheld", "Partly changed"),
        ("No change needed", "Not changed"),
        ("Challenge not accepted", "Not changed"),
        ("Withdrawn by the IRO", "Withdrawn"),
        ("Resolved", None),
        ("", None),
    ],
)
def test_an_outcome_is_proposed_where_the_words_are_clear(wording, outcome):
    assert propose_outcome(wording) == outcome
    saved = DisputeMapping(outcome_wording={wording: "Withdrawn"})
    assert saved.outcome(wording) == "Withdrawn"


def test_a_saved_wording_comes_before_the_rules():
    mapping = DisputeMapping(
        stage_wording={"Stage 2": "Stage 3", "Big one": "Cafcass"},
        theme_wording={"Contact": "Participation"},
    )
    assert mapping.stage("STAGE 2") == "Stage 3"
    assert mapping.stage("big one!") == "Cafcass"
    assert mapping.stage("stage 1") == "Stage 1"
    assert mapping.theme("contact") == "Participation"
    assert mapping.theme("Drift") == "Drift and delay"


def test_a_wording_left_without_a_meaning_on_purpose_has_none():
    mapping = DisputeMapping(
        stage_wording={"alert": None}, theme_wording={"drift": None}
    )
    assert mapping.stage("Alert") is None
    assert mapping.theme("Drift") is None


def test_a_saved_meaning_since_taken_off_the_list_is_none():
    mapping = DisputeMapping(stages=("Stage 1",), stage_wording={"hos": "Stage 2"})
    assert mapping.stage("HoS") is None


def test_nothing_typed_means_nothing():
    assert DisputeMapping().stage(None) is None
    assert DisputeMapping().theme("  ") is None


def test_a_mapping_survives_being_saved_as_json():
    mapping = DisputeMapping(
        stages=("Alert", "Formal"),
        themes=("Safety",),
        columns={"Logged on": "raised", "Stage": ""},
        stage_wording={"A!": "Alert", "B": None},
        theme_wording={"Unsafe": "Safety"},
    )
    assert mapping.columns == {"logged on": "raised", "stage": ""}
    assert DisputeMapping.model_validate_json(mapping.model_dump_json()) == mapping


HEADINGS = ["Child ID", "Date raised", "Stage", "Theme", "Colour"]


def test_a_survey_lists_headings_and_counts_wordings_over_every_sheet(tmp_path):
    first = [
        HEADINGS,
        ["C1", "01/05/2024", "Stage 1", "Drift", None],
        ["C2", "01/05/2024", "STAGE 1", "See email", None],
        ["Total", 2, None, None, None],
    ]
    second = [HEADINGS[:4], ["C3", "01/08/2024", "Gold", "drift", None]]
    found = survey(log(tmp_path, first, second))
    assert found.headings == (
        HeadingSeen("Child ID", "child_id"),
        HeadingSeen("Date raised", "raised"),
        HeadingSeen("Stage", "stage"),
        HeadingSeen("Theme", "theme"),
        HeadingSeen("Colour", None),
    )
    assert found.stages == (
        WordingSeen("Stage 1", 2, "Stage 1"),
        WordingSeen("Gold", 1, None),
    )
    assert found.themes == (
        WordingSeen("Drift", 2, "Drift and delay"),
        WordingSeen("See email", 1, None),
    )
    assert found.unmapped == ("Gold", "See email")
    assert found.sheets_without_headings == ()


def test_a_survey_follows_what_the_council_has_saved(tmp_path):
    table = [["Who", "Logged on", "Stage"], ["C1", "01/05/2024", "Gold"]]
    mapping = DisputeMapping(
        columns={"Who": "child_id", "Logged on": "raised"},
        stage_wording={"gold": "Stage 1"},
    )
    found = survey(log(tmp_path, table), mapping)
    assert [heading.field for heading in found.headings] == [
        "child_id",
        "raised",
        "stage",
    ]
    assert found.stages == (WordingSeen("Gold", 1, "Stage 1"),)


def test_a_survey_shows_the_likeliest_headings_of_a_sheet_without(tmp_path):
    table = [["Disputes"], ["Who", "Logged on", "Stage"], ["C1", "01/05/2024", "A"]]
    found = survey(log(tmp_path, table))
    assert found.headings == (
        HeadingSeen("Who", None),
        HeadingSeen("Logged on", None),
        HeadingSeen("Stage", "stage"),
    )
    assert found.sheets_without_headings == ("Q1",)
    assert found.stages == ()
