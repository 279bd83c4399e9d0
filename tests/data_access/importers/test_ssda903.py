from datetime import date

import pytest

from data_access.importers.importer import Recognised
from data_access.importers.ssda903 import ssda903
from data_access.store.law import LibertyRecord
from data_access.store.statements import (
    ChildRecord,
    EpisodeRecord,
    HealthAnswersRecord,
    LeftOut,
    MissingRecord,
    ReviewRecord,
    Statement,
)
from domain.errors import RefusedError
from tests.data_access.importers.importing import (
    a_file,
    read_all,
    records,
    sentences,
    whole_rows,
)

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,"
    "REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
)
EPISODE = "C1,18/05/2024,S,C1,N1,U6,PR1,20/06/2024,X1,,,,\n"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE\n"
)
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"
LIBERTY = "CHILD,DOB,DOLO_START,DOLO_END\n"
COVERS = {
    "Header": "",
    "Episodes": "care",
    "Reviews": "reviews",
    "OC2": "",
    "Missing": "missing",
    "UASC": "alone",
    "DoLO": "liberty",
}
CORRECT = "Correct it in your system and load the file again."
CUT = (
    "Excel has cut its digits: export the file again with this column as text, and "
    "load it without opening it in Excel."
)


@pytest.fixture
def read(tmp_path):
    def read_content(content, **given):
        return read_all(ssda903, a_file(tmp_path, content), **given)

    return read_content


@pytest.fixture
def recognise(tmp_path):
    def recognise_content(content, name="export.csv"):
        return ssda903.recognise(a_file(tmp_path, content, name))

    return recognise_content


def an_episode(**given):
    cells = dict(zip(EPISODES.strip().split(","), EPISODE.strip().split(","), strict=1))
    return EPISODES + ",".join((cells | given).values()) + "\n"


# What a file is


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (HEADER, "Header"),
        (EPISODES, "Episodes"),
        (REVIEWS, "Reviews"),
        (OC2, "OC2"),
        (MISSING, "Missing"),
        (LIBERTY, "DoLO"),
        ("CHILD,SEX,DOB,DUC", "UASC"),
        (
            "CHILD_LA_CODE\tSEX\tETHNIC_CODE\tUASC_STATUS\tDOB\tREVIEW_DATE\t"
            "PARTICIPATION\tD_LAST_POC\tD_DEC\tREC\n",
            "Reviews",
        ),
        ("child_id;legal_status;poc_start;rne;pl;d_dec;rec\n", "Episodes"),
        (",CHILD,SEX,DOB,ETHNIC\n", "Header"),
        ("LA,YEAR,CHILD,SEX,DOB,ETHNIC\n", "Header"),
        ("CHILD,DOB,REVIEW\n", "Reviews"),  # nearly: reading it names what is missing
        ("CHILD,DECOM,RNE,LS,CIN,PLACE\n", "Episodes"),
    ],
)
def test_the_tables_that_are_read_are_known_by_their_headings(
    recognise, headings, table
):
    assert recognise(headings) == Recognised(
        "ssda903", table, needs_year=True, covers=COVERS[table]
    )


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        ("CHILD,DOB,IN_TOUCH,ACTIV,ACCOM", "OC3"),
        ("CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE", "AD1"),
        (
            "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
            "Should be placed for adoption",
        ),
        ("CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM", "Previous permanence"),
        ("CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON", "Social worker episodes"),
        (
            "CHILD_LA_CODE\tDECOM\tSEX\tLEGAL_STATUS\tCIN\tPLACEMENT_TYPE\tDOB\t"
            "ETHNIC_CODE",
            "COLLECT list: on 31 March",
        ),
        (
            "CHILD_LA_CODE\tSEX\tETHNIC_CODE\tDOB\tLEGAL_STATUS\tPOC_START\t"
            "PLACEMENT_TYPE",
            "COLLECT list: started care",
        ),
        (
            "CHILD_LA_CODE\tSEX\tETHNIC_CODE\tDOB\tLEGAL_STATUS\t"
            "DATE_PERIOD_OF_CARE_CEASED\tPLACEMENT_TYPE",
            "COLLECT list: ceased care",
        ),
        (
            "CHILD_LA_CODE\tSEX\tETHNIC_CODE\tUASC_STATUS\tDOB\tPL_DISTANCE\t"
            "LA_PLACEMENT\trow_id\tD_LAST_POC\tD_DEC\tREC",
            "COLLECT list: distance and placement",
        ),
    ],
)
def test_the_other_tables_are_known_and_not_used(recognise, read, headings, table):
    found = recognise(headings + "\n", "2024-25/list.csv")

    assert found == Recognised("ssda903", table, 2025, used=False)
    assert read(headings + "\nC1,1\n") == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n\n",
        "Child ID,IRO,Review date,Stage\nC1,A,03/04/2025,1\n",
        "clar_cla_id,clar_cla_review_date\n",
        "CHILD,DOB,NOTES\n",
        b"PK\x03\x04\x00\x00",
        "<Message><Children/></Message>",
    ],
)
def test_other_files_are_not_taken_for_the_return(recognise, content):
    assert recognise(content, "Episodes 2024-25.csv") is None


# Which year it is of


def test_the_name_tells_the_year_before_the_dates_do(recognise):
    assert recognise(EPISODES + EPISODE, "2023-24/Episodes.csv").year == 2024


def test_without_a_name_the_latest_episode_tells_the_year(recognise):
    earlier = EPISODE.replace("18/05/2024", "01/04/2019")

    assert recognise(EPISODES + EPISODE + earlier).year == 2025


def test_a_year_column_that_never_changes_tells_the_year(recognise):
    rows = "x,2022,C1,1,01/02/2015,WBRI\nx,2022,C2,1,01/02/2015,WBRI\n"

    assert recognise("LA,YEAR,CHILD,SEX,DOB,ETHNIC\n" + rows).year == 2022


def test_a_year_column_of_several_years_is_passed_over(recognise):
    rows = "x,2022,C1,1,01/02/2015,WBRI\nx,2023,C1,1,01/02/2015,WBRI\n"

    assert recognise("LA,YEAR,CHILD,SEX,DOB,ETHNIC\n" + rows).year is None


def test_reviews_of_two_years_leave_the_year_to_be_asked(recognise):
    one = REVIEWS + "C1,,31/03/2025,PN1\n"

    assert recognise(one).year == 2025
    assert recognise(one + "C1,,01/04/2025,PN1\n").year is None


def test_a_file_that_cannot_be_read_through_has_no_year(recognise):
    assert recognise(EPISODES + EPISODE + 'C2,"01/04/2024\n').year is None


# Good rows


def test_an_episode_is_read_field_by_field(read):
    assert read(EPISODES + EPISODE) == [
        Statement(
            EpisodeRecord(
                child_id="C1",
                decom=date(2024, 5, 18),
                rne="S",
                legal_status="C1",
                placement="U6",
                provider="PR1",
                dec=date(2024, 6, 20),
                reason_ceased="X1",
            ),
            "Row 2",
        )
    ]


def test_an_open_episode_with_blank_fields_has_no_notes(read):
    items = read(EPISODES + "C1,18/05/2024,,,,,,,,,,,\n")

    assert records(items) == [EpisodeRecord(child_id="C1", decom=date(2024, 5, 18))]
    assert sentences(items) == []


def test_the_location_is_read_when_the_export_has_it(read):
    headings = EPISODES.strip() + ",PL_LOCATION\n"
    rows = [EPISODE.strip() + f",{cell}\n" for cell in ("in", "OUT", "")]

    items = read(headings + "".join(rows))

    assert [record.location for record in records(items)] == ["IN", "OUT", None]
    assert sentences(items) == []


def test_a_child_and_a_review_are_read(read):
    assert records(read(HEADER + "C1,F,03/04/2015,WBRI,UN1,,\n")) == [
        ChildRecord(child_id="C1", born=date(2015, 4, 3), sex="F", ethnicity="WBRI")
    ]
    assert records(read(REVIEWS + "C1,03/04/2015,10/06/2024,pn1\n")) == [
        ReviewRecord(
            child_id="C1",
            held=date(2024, 6, 10),
            participation="PN1",
            born=date(2015, 4, 3),
        )
    ]


@pytest.mark.parametrize(
    ("cell", "sex"),
    [("M", "M"), ("f", "F"), ("U", "U"), ("1", "M"), ("2.0", "F"), ("9", "U")],
)
@pytest.mark.parametrize("year", [2024, 2025])
def test_every_spelling_of_sex_is_read_in_every_year(read, cell, sex, year):
    items = read(HEADER + f"C1,{cell},03/04/2015,WBRI,,,\n", year=year)

    assert [record.sex for record in records(items)] == [sex]
    assert sentences(items) == []


def test_a_misprint_of_the_chinese_code_is_mended(read):
    items = read(HEADER + "C1,F,03/04/2015,cnhe,,,\n")

    assert records(items)[0].ethnicity == "CHNE"
    assert sentences(items) == []


@pytest.mark.parametrize(
    "content",
    [
        REVIEWS + "C1,01/02/2015,10/06/2024,PN1\n",
        "\n\n" + REVIEWS + "C1,01/02/2015,10/06/2024,PN1\n",
        REVIEWS.lower() + "C1,01/02/2015,2024-06-10,pn1\n",
        " Child ; Dob ; Review ; Review Code \nC1;01/02/2015;10/06/2024 00:00;PN1\n",
        "CHILD\tDOB\tREVIEW\tREVIEW_CODE\nC1\t\t2024-06-10T00:00:00.000\tPN1\n",
        ",CHILD,DOB,REVIEW,REVIEW_CODE\n0,C1,01/02/2015,10/06/2024,PN1\n",
        '"CHILD","DOB","REVIEW","REVIEW_CODE"\n"C1","","10/06/2024","PN1"\n',
        "LA,YEAR,CHILD,DOB,REVIEW,REVIEW_CODE\nx,2025,C1,,2024-06-10,PN1\n",
        "NOTES,CHILD,DOB,REVIEW,REVIEW_CODE,NOTES\na,C1,,10/06/24,PN1,b\n",
        "CHILD_LA_CODE\tSEX\tETHNIC_CODE\tUASC_STATUS\tDOB\tREVIEW_DATE\tPARTICIPATION"
        "\tD_LAST_POC\tD_DEC\tREC\nC1\tF\tWBRI\t0\t\t10/06/2024\tPN1\t01/05/2024\t\t\n",
        "CHILD,CHILD_ID,DOB,REVIEW,REVIEW_CODE\nC1,9,,10/06/2024,PN1\n",
        ("\ufeff" + REVIEWS + "C1,,10/06/2024,PN1\n").encode(),
        (REVIEWS + "C1,,10/06/2024,PN1\n").encode("utf-16"),
        (REVIEWS.strip() + ",IRO\nC1,,10/06/2024,PN1,Zoë\n").encode("cp1252"),
        (REVIEWS + "C1,,10/06/2024,PN1\n").replace("\n", "\r\n") + ",,,\r\n\r\n",
        REVIEWS + "C1,,10/06/2024,PN1,,,\n",
    ],
)
def test_every_shape_of_the_same_review_gives_the_same_record(read, content):
    items = read(content)
    told = [each.model_copy(update={"born": None}) for each in records(items)]
    assert told == [
        ReviewRecord(child_id="C1", held=date(2024, 6, 10), participation="PN1")
    ]
    assert sentences(items) == []


def test_rows_are_numbered_as_excel_numbers_them(read):
    items = read("\n" + REVIEWS + "C1,,10/06/2024,PN1\n,,,\nC2,,11/06/2024,PN1\n")

    assert [item.place for item in items] == ["Row 3", "Row 5"]


def test_a_row_with_nothing_but_its_index_is_blank(read):
    assert read(",CHILD,DOB,REVIEW,REVIEW_CODE\n7,,,,\n") == []


def test_what_looks_like_a_formula_stays_text(read):
    items = read(REVIEWS + '"=HYPERLINK(""x"")",,10/06/2024,PN1\n')

    assert records(items)[0].child_id == '=HYPERLINK("x")'


@pytest.mark.parametrize("cell", ['"566,910"', "566910.0", " 566910 "])
def test_ids_that_excel_changed_are_mended(read, cell):
    items = read(REVIEWS + f"{cell},,10/06/2024,PN1\n000910,,10/06/2024,PN1\n")

    assert [record.child_id for record in records(items)] == ["566910", "000910"]


# Rows left out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            an_episode(CHILD=""),
            f"Row 2, CHILD: found '', expected the child's id. {CORRECT}",
        ),
        (
            an_episode(CHILD="5.66910E+05"),
            "Row 2, CHILD: found '5.66910E+05', expected the child's id in full. "
            + CUT,
        ),
        (
            an_episode(DECOM=""),
            f"Row 2, DECOM: found '', expected a date like 31/03/2025. {CORRECT}",
        ),
        (
            an_episode(DECOM="05/31/2024"),
            "Row 2, DECOM: found '05/31/2024', expected a date like 31/03/2025. "
            + CORRECT,
        ),
        (
            an_episode(DECOM="01/01/1900"),
            "Row 2, DECOM: found '01/01/1900', expected a date from 1 January 1990 "
            f"on. {CORRECT}",
        ),
        (
            an_episode(DECOM="01/04/2025", DEC="", REC=""),
            "Row 2, DECOM: found '01/04/2025', expected a date no later than 31 March "
            f"2025, the last day of the return year. {CORRECT}",
        ),
        (
            an_episode(DEC="17/05/2024"),
            "Row 2, DEC: found '17/05/2024', expected a date on or after DECOM. "
            + CORRECT,
        ),
        (
            REVIEWS + "C1,,,PN1\n",
            f"Row 2, REVIEW: found '', expected a date like 31/03/2025. {CORRECT}",
        ),
        (
            REVIEWS + "C1,,01/04/2025,PN1\n",
            "Row 2, REVIEW: found '01/04/2025', expected a date no later than 31 "
            f"March 2025, the last day of the return year. {CORRECT}",
        ),
        (
            REVIEWS + "566,910,,10/06/2024,PN1\n",
            "Row 2, the whole row: found '5 cells', expected 4, one for each heading. "
            f"A cell may hold a comma without quotation marks. {CORRECT}",
        ),
        (
            HEADER + ",F,03/04/2015,WBRI,,,\n",
            f"Row 2, CHILD: found '', expected the child's id. {CORRECT}",
        ),
    ],
)
def test_a_row_without_what_it_must_have_is_left_out_in_words(read, content, sentence):
    items = read(content)

    assert [item.sentence for item in items] == [sentence]
    assert items == whole_rows(items)


def test_a_bad_row_never_stops_the_next(read):
    items = read(EPISODES + ",18/05/2024,S\n" + EPISODE)

    assert [item.place for item in items] == ["Row 2", "Row 3"]
    assert len(records(items)) == 1


def test_what_is_left_out_names_its_record_and_its_child(read):
    (left_out,) = read(an_episode(DECOM="soon"))

    assert left_out == LeftOut(
        place="Row 2",
        field="DECOM",
        found="soon",
        code="day_not_read",
        expected="a date like 31/03/2025",
        remedy=CORRECT,
        record="episode",
        child_id="C1",
    )


def test_nothing_can_have_happened_after_the_day_of_loading(read):
    row = REVIEWS + "C1,,01/12/2024,PN1\n"

    assert len(records(read(row, today=date(2024, 12, 1)))) == 1
    assert sentences(read(row, today=date(2024, 11, 30))) == [
        "Row 2, REVIEW: found '01/12/2024', expected a date no later than 30 November "
        f"2024, the day the file was loaded. {CORRECT}"
    ]


def test_without_a_return_year_only_the_day_of_loading_limits(read):
    rows = REVIEWS + "C1,,30/06/2025,PN1\nC1,,01/07/2025,PN1\n"

    items = read(rows, year=None, today=date(2025, 6, 30))

    assert len(records(items)) == 1
    assert [item.place for item in whole_rows(items)] == ["Row 3"]


# Fields blanked


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"RNE": "X"}, "rne", "RNE: found 'X', expected one of S, L, P, T, B and U."),
        (
            {"LS": "C9"},
            "legal_status",
            "LS: found 'C9', expected a legal status code, such as C2 or V2.",
        ),
        (
            {"PLACE": "Q1"},
            "placement",
            "PLACE: found 'Q1', expected a placement code of the 2024-25 return.",
        ),
        (
            {"PLACE": "Z11"},
            "placement",
            "PLACE: found 'Z11', expected a placement code of the 2024-25 return.",
        ),
        (
            {"PLACE_PROVIDER": "PR9"},
            "provider",
            "PLACE_PROVIDER: found 'PR9', expected one of PR0 to PR5.",
        ),
        (
            {"REC": "E99X"},
            "reason_ceased",
            "REC: found 'E99X', expected a reason the episode ceased, such as X1 or "
            "E4A.",
        ),
        (
            {"REC": ""},
            "reason_ceased",
            "REC: found '', expected a reason the episode ceased, such as X1 or E4A, "
            "as DEC holds a date.",
        ),
    ],
)
def test_an_unknown_code_is_blanked_and_the_row_kept(read, given, field, sentence):
    items = read(an_episode(**given))
    (record,) = records(items)

    assert getattr(record, field) is None
    assert record.dec == date(2024, 6, 20)
    assert sentences(items) == [f"Row 2, {sentence} {CORRECT}"]
    assert whole_rows(items) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            {"DEC": ""},
            "DEC: found '', expected a date, as REC holds a reason. It is read as "
            "open.",
        ),
        (
            {"DEC": "20/06/2O24"},
            "DEC: found '20/06/2O24', expected a date like 31/03/2025.",
        ),
        (
            {"DEC": "01/01/1900"},
            "DEC: found '01/01/1900', expected a date from 1 January 1990 on.",
        ),
        (
            {"DEC": "01/04/2025"},
            "DEC: found '01/04/2025', expected a date no later than 31 March 2025, "
            "the last day of the return year. It is read as open.",
        ),
    ],
)
def test_an_end_that_cannot_be_is_blanked_with_its_reason(read, given, sentence):
    items = read(an_episode(**given))
    (record,) = records(items)

    assert (record.dec, record.reason_ceased) == (None, None)
    assert sentences(items) == [f"Row 2, {sentence} {CORRECT}"]
    assert whole_rows(items) == []


def test_the_last_day_of_the_year_is_in_it(read):
    items = read(an_episode(DECOM="31/03/2025", DEC="31/03/2025"))

    assert records(items)[0].dec == date(2025, 3, 31)
    assert sentences(items) == []


def test_the_first_day_that_is_no_placeholder_is_read(read):
    items = read(an_episode(DECOM="01/01/1990") + EPISODE.replace("20/06/2024,X1", ","))

    assert records(items)[0].decom == date(1990, 1, 1)
    assert sentences(items) == []


def test_a_child_may_be_born_on_the_last_day(read):
    items = read(HEADER + "C1,F,31/03/2025,WBRI,,,\n")

    assert records(items)[0].born == date(2025, 3, 31)


def test_a_file_loaded_on_the_last_day_is_limited_by_its_year(read):
    (left_out,) = read(REVIEWS + "C1,,01/04/2025,\n", today=date(2025, 3, 31))

    assert left_out.expected == (
        "a date no later than 31 March 2025, the last day of the return year"
    )


@pytest.mark.parametrize("code", ["K3", "H5", "P2", "Z1", "T4"])
@pytest.mark.parametrize("year", [2025, 2027, None])
def test_placements_of_any_year_since_their_first_are_kept(read, code, year):
    items = read(an_episode(PLACE=code), year=year)

    assert records(items)[0].placement == code


def test_a_placement_code_is_explained_without_a_year_too(read):
    assert sentences(read(an_episode(PLACE="Q1"), year=None)) == [
        "Row 2, PLACE: found 'Q1', expected a placement code, such as U6 or K2. "
        + CORRECT
    ]


@pytest.mark.parametrize("cell", ["", "PN8", "yes"])
def test_a_review_without_a_participation_code_is_kept_and_noted(read, cell):
    items = read(REVIEWS + f"C1,,10/06/2024,{cell}\n")

    assert records(items) == [ReviewRecord(child_id="C1", held=date(2024, 6, 10))]
    assert sentences(items) == [
        f"Row 2, REVIEW_CODE: found '{cell}', expected one of PN0 to PN7. {CORRECT}"
    ]
    assert whole_rows(items) == []


def test_faults_of_a_child_are_noted_one_by_one(read):
    items = read(HEADER + "C1,X,01/04/2025,ABCD,,,\n")

    assert records(items) == [ChildRecord(child_id="C1")]
    assert sentences(items) == [
        "Row 2, DOB: found '01/04/2025', expected a date of birth no later than 31 "
        f"March 2025. {CORRECT}",
        f"Row 2, SEX: found 'X', expected M, F or U. {CORRECT}",
        "Row 2, ETHNIC: found 'ABCD', expected an ethnicity code, such as WBRI or "
        f"NOBT. {CORRECT}",
    ]


def test_before_2024_25_sex_is_asked_for_by_number(read):
    assert sentences(read(HEADER + "C1,X,03/04/2015,WBRI,,,\n", year=2024)) == [
        "Row 2, SEX: found 'X', expected 1 for male or 2 for female. " + CORRECT
    ]


# Files refused


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            "CHILD,DOB,REVIEW,SECRET\nC1,,10/06/2024,x\n",
            "The SSDA903 Reviews table has no column REVIEW_CODE; it has CHILD, DOB, "
            "REVIEW. Expected CHILD, REVIEW, REVIEW_CODE. Add what is missing, or "
            "export the table again.",
        ),
        (
            EPISODES.replace("DEC,REC,", "") + EPISODE,
            "The SSDA903 Episodes table has no column DEC, REC; it has CHILD, DECOM, "
            "RNE, LS, CIN, PLACE. Expected CHILD, DECOM, RNE, LS, PLACE, DEC, REC. "
            "Add what is missing, or export the table again.",
        ),
        (
            "C1,01/02/2015,10/06/2024,PN1\n",
            "The first row holds no headings of the SSDA903 return. Expected those of "
            "Header, Episodes or Reviews. Export the table again with its headings.",
        ),
    ],
)
def test_a_file_without_its_columns_is_refused_in_words(read, content, words):
    with pytest.raises(RefusedError) as refused:
        read(content)

    assert str(refused.value) == words


def test_an_open_quotation_mark_is_refused_before_any_row_is_given(tmp_path):
    file = a_file(tmp_path, EPISODES + EPISODE + '"C2,18/05/2024,S\n')

    with pytest.raises(RefusedError, match=r"Row 3 cannot be told apart"):
        next(iter(ssda903.read(file, None)))


def test_headings_alone_give_no_rows(read):
    assert read(EPISODES) == []


# Health, and times missing


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("1,1,1", (True, True, True)),
        ("0,0,0", (False, False, False)),
        ("y,N,", (True, False, None)),
        (",,", (None, None, None)),
    ],
)
def test_oc2_answers_of_the_last_day_of_its_year(read, typed, answers):
    immunised, dental, assessment = answers
    assert records(read(f"{OC2}C1,,,,,,{typed},\n")) == [
        HealthAnswersRecord(
            child_id="C1",
            as_at=date(2025, 3, 31),
            immunised=immunised,
            dental=dental,
            assessment=assessment,
        )
    ]


def test_an_answer_that_is_none_is_said_and_the_others_are_kept(read):
    items = read(f"{OC2}C1,,,,,,2,1,1,\n")
    assert sentences(items) == [
        f"Row 2, IMMUNISATIONS: found '2', expected 1 for yes or 0 for no. {CORRECT}"
    ]
    (found,) = records(items)
    assert (found.immunised, found.dental, found.assessment) == (None, True, True)


def test_times_missing_and_away_are_read_open_or_ended(read):
    items = read(
        f"{MISSING}C1,,M,01/07/2024,02/07/2024\nC1,,a,31/03/2025,\n"
        "C2,,M,01/07/2024,01/04/2025\n"
    )
    assert records(items) == [
        MissingRecord(
            child_id="C1",
            kind="missing",
            started=date(2024, 7, 1),
            ended=date(2024, 7, 2),
        ),
        MissingRecord(child_id="C1", kind="away", started=date(2025, 3, 31)),
        MissingRecord(child_id="C2", kind="missing", started=date(2024, 7, 1)),
    ]
    assert sentences(items) == [
        "Row 4, MIS_END: found '01/04/2025', expected a date no later than 31 March "
        f"2025, the last day of the return year. It is read as open. {CORRECT}"
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "C1,,,01/07/2024,",
            "Row 2, MISSING: found '', expected M for missing or A for away without "
            "authorisation.",
        ),
        (
            "C1,,M,01/04/2025,",
            "Row 2, MIS_START: found '01/04/2025', expected a date no later than 31 "
            "March 2025, the last day of the return year.",
        ),
        (
            "C1,,M,02/07/2024,01/07/2024",
            "Row 2, MIS_END: found '01/07/2024', expected a date on or after MIS_START.",
        ),
        (",,M,02/07/2024,", "Row 2, CHILD: found '', expected the child's id."),
    ],
)
def test_a_time_missing_that_cannot_be_told_is_left_out(read, row, sentence):
    items = read(f"{MISSING}{row}\n")
    assert sentences(items) == [f"{sentence} {CORRECT}"]
    assert records(items) == []


def test_the_dates_of_times_missing_tell_their_year(recognise):
    found = recognise(f"{MISSING}C1,,M,01/07/2023,\nC1,,M,01/07/2024,\n")
    assert found.year == 2025


def test_orders_that_deprive_of_liberty_are_read(read):
    items = read(
        f"{LIBERTY}C1,03/04/2010,01/07/2024,02/07/2024\nC1,03/04/2010,31/03/2025,\n"
        "C2,,01/07/2024,01/04/2025\n"
    )
    assert records(items) == [
        LibertyRecord(child_id="C1", started=date(2024, 7, 1), ended=date(2024, 7, 2)),
        LibertyRecord(child_id="C1", started=date(2025, 3, 31)),
        LibertyRecord(child_id="C2", started=date(2024, 7, 1)),
    ]
    assert sentences(items) == [
        "Row 4, DOLO_END: found '01/04/2025', expected a date no later than 31 March "
        f"2025, the last day of the return year. It is read as open. {CORRECT}"
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "C1,,01/04/2025,",
            "Row 2, DOLO_START: found '01/04/2025', expected a date no later than 31 "
            "March 2025, the last day of the return year.",
        ),
        (
            "C1,,02/07/2024,01/07/2024",
            "Row 2, DOLO_END: found '01/07/2024', expected a date on or after "
            "DOLO_START.",
        ),
        (
            "C1,02/07/2024,02/07/2024,",
            "Row 2, DOLO_START: found '02/07/2024', expected a date after DOB.",
        ),
        ("C1,,,", "Row 2, DOLO_START: found '', expected a date like 31/03/2025."),
        (",,02/07/2024,", "Row 2, CHILD: found '', expected the child's id."),
    ],
)
def test_an_order_that_cannot_be_told_is_left_out(read, row, sentence):
    items = read(f"{LIBERTY}{row}\n")
    assert sentences(items) == [f"{sentence} {CORRECT}"]
    assert records(items) == []


def test_the_dates_of_orders_tell_their_year(recognise):
    found = recognise(f"{LIBERTY}C1,,01/07/2023,\nC1,,01/07/2024,\n")
    assert found.year == 2025
