from datetime import date

import pytest

from data_access.importers.cin_census import cin_census
from data_access.importers.importer import Recognised
from data_access.store.law import PreProceedingsRecord
from data_access.store.statements import (
    ChildRecord,
    ConferenceRecord,
    PlanRecord,
    PlanReviewRecord,
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

CORRECT = "Correct it in your system and load the file again."
ONCE = f"It is counted once, with the section 47 enquiry. {CORRECT}"
WHO = (
    "<LAchildID>C1</LAchildID><PersonBirthDate>2015-04-03</PersonBirthDate><Sex>F</Sex>"
)
S47 = """<Section47><S47ActualStartDate>2024-04-18</S47ActualStartDate>
<InitialCPCtarget>2024-05-10</InitialCPCtarget>
<DateOfInitialCPC>2024-05-03</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired>
</Section47>"""
AWAITING = """<Section47><S47ActualStartDate>2024-04-18</S47ActualStartDate>
<ICPCnotRequired>false</ICPCnotRequired></Section47>"""
PLAN = """<ChildProtectionPlans><CPPstartDate>2024-05-03</CPPstartDate>
<CPPendDate>2025-01-20</CPPendDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>
<NumberOfPreviousCPP>2</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2024-07-19</CPPreviewDate>
<CPPreviewDate>2025-01-10</CPPreviewDate></Reviews></ChildProtectionPlans>"""
A_CHILD = ChildRecord(child_id="C1", born=date(2015, 4, 3), sex="F", ethnicity="WBRI")
A_CONFERENCE = ConferenceRecord(
    child_id="C1",
    s47_started=date(2024, 4, 18),
    held=date(2024, 5, 3),
    source_due=date(2024, 5, 10),
)
A_PLAN = PlanRecord(
    child_id="C1",
    started=date(2024, 5, 3),
    ended=date(2025, 1, 20),
    initial_category="NEG",
    latest_category="EMO",
    previous_plans=2,
)
REVIEWS = [
    PlanReviewRecord(child_id="C1", plan_started=date(2024, 5, 3), held=held)
    for held in (date(2024, 7, 19), date(2025, 1, 10))
]


def a_child(details, who=WHO):
    return (
        f"<Child><ChildIdentifiers>{who}</ChildIdentifiers><ChildCharacteristics>"
        "<Ethnicity>WBRI</Ethnicity></ChildCharacteristics><CINdetails>"
        "<CINreferralDate>2024-04-07</CINreferralDate>"
        f"{details}</CINdetails></Child>"
    )


def a_census(*children, reference="2025-03-31"):
    return (
        "<Message><Header><CollectionDetails><Collection>CIN</Collection>"
        f"<Year>2025</Year><ReferenceDate>{reference}</ReferenceDate>"
        f"</CollectionDetails></Header><Children>{''.join(children)}</Children>"
        "</Message>"
    )


@pytest.fixture
def read(tmp_path):
    def read_content(*children, **given):
        file = a_file(tmp_path, a_census(*children))
        return read_all(cin_census, file, **given)

    return read_content


@pytest.fixture
def read_one(read):
    """The records of one child, the child's own left away, and every sentence."""

    def read_details(details, who=WHO, **given):
        items = read(a_child(details, who), **given)
        return records(items)[1:], sentences(items)

    return read_details


# What a file is


def test_the_census_is_known_by_its_content_and_dated_by_its_reference(tmp_path):
    file = a_file(tmp_path, a_census(a_child(S47)), "2019-20/anything.txt")

    assert cin_census.recognise(file) == Recognised(
        "cin_census", "whole census", 2025, covers="plans"
    )


@pytest.mark.parametrize(
    ("content", "name", "year"),
    [
        (a_census(reference="2017-03-31"), "census.xml", 2017),
        (a_census(reference="2026-03-31"), "census.xml", 2026),
        (a_census(reference=""), "census.xml", 2025),  # the year the header states
        (a_census(reference="soon"), "census.xml", 2025),
        (a_census(reference="2099-03-31"), "census.xml", None),
        (a_census(reference="2016-03-31"), "2024-25.xml", 2025),
        (f"<CINdetailsCollection>{a_child(S47)}</CINdetailsCollection>", "x", None),
        (f"<x>{a_child(S47)}</x>", "CIN 2023-24.xml", 2024),
        (f'<?xml version="1.0"?>\n<c:x xmlns:c="y">{a_child(S47)}</c:x>', "x", None),
    ],
)
def test_the_year_is_told_or_must_be_asked_for(tmp_path, content, name, year):
    found = cin_census.recognise(a_file(tmp_path, content, name))

    assert (found.year, found.needs_year) == (year, year is None)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "LAchildID,CPPstartDate\n",
        "<Message><Header><Collection>SC</Collection></Header></Message>",
        "<EXPSSDA903><CHILD><HEADER/></CHILD></EXPSSDA903>",
        b"PK\x03\x04\x00\x00",
    ],
)
def test_other_files_are_not_taken_for_the_census(tmp_path, content):
    assert cin_census.recognise(a_file(tmp_path, content, "CIN 2025.xml")) is None


# Children, conferences, plans and reviews


def test_a_child_is_read_element_by_element(read):
    assert read(a_child(S47 + PLAN)) == [
        Statement(A_CHILD, "Child 1"),
        Statement(A_CONFERENCE, "Child 1, section 47 enquiry 1"),
        Statement(A_PLAN, "Child 1, plan 1"),
        Statement(REVIEWS[0], "Child 1, plan 1, review 1"),
        Statement(REVIEWS[1], "Child 1, plan 1, review 2"),
    ]


def test_a_child_without_child_protection_is_passed_over_and_still_counted(read):
    items = read(
        a_child("<ReferralNFA>0</ReferralNFA>"),
        a_child("<DateOfInitialCPC></DateOfInitialCPC>"),
        a_child(S47),
    )

    assert [item.place for item in items] == [
        "Child 3",
        "Child 3, section 47 enquiry 1",
    ]


def test_enquiries_and_plans_are_numbered_over_all_referrals_of_a_child(read):
    items = read(a_child(S47 + PLAN + "</CINdetails><CINdetails>" + AWAITING + PLAN))

    assert [item.place for item in items if "review" not in item.place] == [
        "Child 1",
        "Child 1, section 47 enquiry 1",
        "Child 1, plan 1",
        "Child 1, section 47 enquiry 2",
        "Child 1, plan 2",
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Section47", "SECTION47").replace("CPP", "cpp"),
        lambda text: text.replace("<Message>", '<Message xmlns="urn:cin">'),
        lambda text: text.replace("<Message>", "<All>").replace("</Message>", "</All>"),
        lambda text: text.replace("</LAchildID>", "</LAchildID>\tPersonBirthDate\n"),
        lambda text: text.replace("DateOfInitialCPC", "DateofInitialICPC"),
        lambda text: text.replace("2024-04-18", "2024-04-18T00:00:00"),
        lambda text: text.replace("<CINdetails>", "").replace("</CINdetails>", ""),
        lambda text: text.replace(
            "</CPPreviewDate>\n<CPP", "</CPPreviewDate></Reviews><Reviews><CPP"
        ),
        lambda text: text.replace("<Reviews>", "").replace("</Reviews>", ""),
    ],
)
def test_every_shape_of_the_same_census_gives_the_same_records(tmp_path, change):
    changed = change(a_census(a_child(S47 + PLAN)))

    items = read_all(cin_census, a_file(tmp_path, changed))

    assert records(items) == [A_CHILD, A_CONFERENCE, A_PLAN, *REVIEWS]
    assert sentences(items) == []


@pytest.mark.parametrize(
    ("who", "sex"),
    [
        ("<Sex>F</Sex>", "F"),
        ("<GenderCurrent>1</GenderCurrent>", "M"),
        ("<PersonGenderCurrent>2</PersonGenderCurrent>", "F"),
        ("<GenderCurrent>0</GenderCurrent>", "U"),
        ("<GenderCurrent>9</GenderCurrent>", "U"),
        ("<Sex></Sex><GenderCurrent>2</GenderCurrent>", "F"),
        ("", None),
    ],
)
def test_sex_is_read_under_the_name_each_schema_gives_it(read, who, sex):
    items = read(a_child(S47, f"<LAchildID>C1</LAchildID>{who}"))

    assert records(items)[0].sex == sex
    assert sentences(items) == []


def test_an_unborn_child_has_the_expected_date(read):
    who = (
        "<LAchildID>C1</LAchildID><PersonBirthDate/>"
        "<ExpectedPersonBirthDate>2025-09-01</ExpectedPersonBirthDate>"
    )

    items = read(a_child(S47, who))

    assert records(items)[0].born == date(2025, 9, 1)
    assert sentences(items) == []


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (
            "<ExpectedPersonBirthDate>2026-02-01</ExpectedPersonBirthDate>",
            "ExpectedPersonBirthDate: found '2026-02-01', expected a date of birth no "
            "later than 25 January 2026.",
        ),
        (
            "<PersonBirthDate>2025-04-01</PersonBirthDate>",
            "PersonBirthDate: found '2025-04-01', expected a date of birth no later "
            "than 31 March 2025.",
        ),
        ("<Sex>X</Sex>", "Sex: found 'X', expected M, F or U."),
    ],
)
def test_a_faulty_field_of_a_child_is_blanked_and_noted(read, who, sentence):
    items = read(a_child(S47, f"<LAchildID>C1</LAchildID>{who}"))

    assert records(items)[0] == ChildRecord(child_id="C1", ethnicity="WBRI")
    assert sentences(items) == [f"Child 1, {sentence} {CORRECT}"]


@pytest.mark.parametrize(
    ("cell", "not_required"),
    [
        ("1", True),
        ("true", True),
        ("True", True),
        ("0", False),
        ("false", False),
        ("", False),
    ],
)
def test_whether_a_conference_was_required_is_read_in_either_spelling(
    read_one, cell, not_required
):
    (conference,), found = read_one(AWAITING.replace("false", cell))

    assert conference.not_required is not_required
    assert found == []


def test_the_opposite_question_is_turned_round(read_one):
    (conference,), _ = read_one(AWAITING.replace("ICPCnotRequired", "ICPCRequired"))

    assert conference.not_required is True


def test_a_conference_that_was_held_was_required(read_one):
    (conference,), found = read_one(S47.replace(">0<", ">1<"))

    assert conference == A_CONFERENCE
    assert found == [
        "Child 1, section 47 enquiry 1, ICPCnotRequired: found '1', expected false, "
        f"as DateOfInitialCPC holds a date. {CORRECT}"
    ]


# Where the date of the conference stands


def test_a_date_under_the_referral_alone_is_a_transfer_in(read):
    items = read(a_child("<DateOfInitialCPC>2024-05-03</DateOfInitialCPC>"))

    assert items[1:] == [
        Statement(
            ConferenceRecord(child_id="C1", held=date(2024, 5, 3), transfer_in=True),
            "Child 1, transfer-in conference 1",
        )
    ]


def test_the_same_date_in_both_places_is_one_conference(read_one):
    details = "<DateOfInitialCPC>2024-05-03</DateOfInitialCPC>" + AWAITING + S47

    conferences, found = read_one(details)

    assert [conference.held for conference in conferences] == [None, date(2024, 5, 3)]
    assert conferences[1] == A_CONFERENCE
    assert found == [
        "Child 1, section 47 enquiry 2, DateOfInitialCPC: found '2024-05-03', expected "
        f"the date in Section47 alone, not in CINdetails. {ONCE}"
    ]


@pytest.mark.parametrize("day", ["2024-04-18", "2024-05-03", "2024-06-17"])
def test_the_date_is_the_awaiting_enquirys_own_for_sixty_days(read_one, day):
    conferences, found = read_one(
        f"<DateOfInitialCPC>{day}</DateOfInitialCPC>" + AWAITING
    )

    assert conferences == [
        ConferenceRecord(
            child_id="C1",
            s47_started=date(2024, 4, 18),
            held=date.fromisoformat(day),
        )
    ]
    assert found == [
        f"Child 1, section 47 enquiry 1, DateOfInitialCPC: found '{day}', expected "
        f"the date in Section47 alone, not in CINdetails. {ONCE}"
    ]


@pytest.mark.parametrize(
    ("day", "enquiries"),
    [
        ("2024-06-18", AWAITING),  # the 61st day
        ("2024-04-17", AWAITING),
        ("2024-05-03", AWAITING.replace("false", "true")),
        ("2024-05-03", AWAITING + AWAITING.replace("04-18", "04-19")),
        ("2024-05-04", S47),
        ("2024-05-03", AWAITING.replace("2024-04-18", "")),
    ],
)
def test_any_other_date_is_a_transfer_in_beside_the_enquiries(read_one, day, enquiries):
    (transfer, *others), _ = read_one(
        f"<DateOfInitialCPC>{day}</DateOfInitialCPC>" + enquiries
    )

    assert transfer == ConferenceRecord(
        child_id="C1", held=date.fromisoformat(day), transfer_in=True
    )
    assert all(other.held != transfer.held for other in others)


# Elements left out


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        (
            S47.replace("2024-04-18", ""),
            "section 47 enquiry 1, S47ActualStartDate: found '', expected a date like "
            "2025-03-31.",
        ),
        (
            S47.replace("2024-05-03", "2024-04-17"),
            "section 47 enquiry 1, DateOfInitialCPC: found '2024-04-17', expected a "
            "date on or after S47ActualStartDate.",
        ),
        (
            S47.replace("2024-05-03", "2024-13-45"),
            "section 47 enquiry 1, DateOfInitialCPC: found '2024-13-45', expected a "
            "date like 2025-03-31.",
        ),
        (
            S47.replace("2024-05-03", "2025-04-01"),
            "section 47 enquiry 1, DateOfInitialCPC: found '2025-04-01', expected a "
            "date no later than 31 March 2025, the census's reference date.",
        ),
        (
            "<DateOfInitialCPC>2025-04-01</DateOfInitialCPC>",
            "transfer-in conference 1, DateOfInitialCPC: found '2025-04-01', expected "
            "a date no later than 31 March 2025, the census's reference date.",
        ),
        (
            "<DateOfInitialCPC>soon</DateOfInitialCPC>",
            "transfer-in conference 1, DateOfInitialCPC: found 'soon', expected a date "
            "like 2025-03-31.",
        ),
        (
            "<ChildProtectionPlans><CPPstartDate>1900-01-01</CPPstartDate>"
            "</ChildProtectionPlans>",
            "plan 1, CPPstartDate: found '1900-01-01', expected a date from 1 January "
            "1990 on.",
        ),
        (
            "<ChildProtectionPlans><CPPstartDate>2024-05-03</CPPstartDate>"
            "<CPPendDate>2024-05-02</CPPendDate></ChildProtectionPlans>",
            "plan 1, CPPendDate: found '2024-05-02', expected a date on or after "
            "CPPstartDate.",
        ),
    ],
)
def test_an_element_that_cannot_be_used_is_left_out_in_words(read, details, sentence):
    items = read(a_child(details))

    assert len(records(items)) == 1
    assert [item.sentence for item in whole_rows(items)] == [
        f"Child 1, {sentence} {CORRECT}"
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-05-03", "a date after the plan's start, 3 May 2024"),
        ("2024-05-02", "a date after the plan's start, 3 May 2024"),
        ("", "a date like 2025-03-31"),
        (
            "2025-04-01",
            "a date no later than 31 March 2025, the census's reference date",
        ),
    ],
)
def test_a_review_that_cannot_be_is_left_out_and_the_plan_kept(read_one, day, expected):
    kept, found = read_one(PLAN.replace("2024-07-19", day))

    assert kept == [A_PLAN, REVIEWS[1]]
    assert found == [
        f"Child 1, plan 1, review 1, CPPreviewDate: found '{day}', expected "
        f"{expected}. {CORRECT}"
    ]


def test_a_plan_that_is_left_out_takes_its_reviews_with_it(read):
    items = read(a_child(PLAN.replace("2024-05-03", "")))

    assert [(item.place, item.expected) for item in whole_rows(items)] == [
        ("Child 1, plan 1", "a date like 2025-03-31"),
        ("Child 1, plan 1, review 1", "a review of a plan that is itself read"),
        ("Child 1, plan 1, review 2", "a review of a plan that is itself read"),
    ]


def test_every_element_of_a_child_without_an_id_is_left_out(read):
    items = read(a_child(S47 + PLAN, "<Sex>F</Sex>"), a_child(S47))

    assert len(whole_rows(items)) == 5
    assert {(item.field, item.expected) for item in whole_rows(items)} == {
        ("LAchildID", "the child's id")
    }
    assert len(records(items)) == 2


@pytest.mark.parametrize(
    ("old", "new", "field", "sentence"),
    [
        (
            "2025-01-20",
            "2025-04-01",
            "ended",
            "CPPendDate: found '2025-04-01', expected a date no later than 31 March "
            "2025, the census's reference date. The plan is read as open.",
        ),
        (
            "2025-01-20",
            "never",
            "ended",
            "CPPendDate: found 'never', expected a date like 2025-03-31.",
        ),
        (
            "NEG",
            "BAD",
            "initial_category",
            "InitialCategoryOfAbuse: found 'BAD', expected one of NEG, PHY, SAB, EMO, "
            "MUL.",
        ),
        (
            "EMO",
            "BAD",
            "latest_category",
            "LatestCategoryOfAbuse: found 'BAD', expected one of NEG, PHY, SAB, EMO, "
            "MUL.",
        ),
        (
            ">2<",
            ">-1<",
            "previous_plans",
            "NumberOfPreviousCPP: found '-1', expected a whole number from 0 to 99.",
        ),
    ],
)
def test_a_faulty_field_of_a_plan_is_blanked_and_the_plan_kept(
    read_one, old, new, field, sentence
):
    (plan, *reviews), found = read_one(PLAN.replace(old, new))

    assert plan == A_PLAN.model_copy(update={field: None})
    assert reviews == REVIEWS
    assert found == [f"Child 1, plan 1, {sentence} {CORRECT}"]


@pytest.mark.parametrize("day", ["2024-05-03", "2025-03-31"])
def test_a_plan_may_end_on_its_first_day_or_on_the_last_of_the_census(read_one, day):
    (plan, *_), found = read_one(PLAN.replace("2025-01-20", day))

    assert plan.ended == date.fromisoformat(day)
    assert found == []


def test_a_first_plan_has_none_before_it(read_one):
    (plan, *_), found = read_one(PLAN.replace(">2<", ">0<"))

    assert plan.previous_plans == 0
    assert found == []


def test_an_unreadable_target_is_blanked_and_the_enquiry_kept(read_one):
    (conference,), found = read_one(S47.replace("2024-05-10", "2024-05-40"))

    assert conference == A_CONFERENCE.model_copy(update={"source_due": None})
    assert len(found) == 1


def test_nothing_can_have_happened_after_the_day_of_loading(read):
    items = read(a_child(S47), today=date(2024, 5, 2))

    assert sentences(items) == [
        "Child 1, section 47 enquiry 1, DateOfInitialCPC: found '2024-05-03', expected "
        f"a date no later than 2 May 2024, the day the file was loaded. {CORRECT}"
    ]


def test_without_a_reference_date_the_return_year_limits(tmp_path):
    census = f"<All>{a_child(S47)}</All>"

    items = read_all(cin_census, a_file(tmp_path, census), year=2024)

    assert [item.expected for item in whole_rows(items)] == [
        "a date no later than 31 March 2024, the last day of the return year"
    ]


# Files refused


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE Message [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE Message SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(tmp_path, doctype):
    file = a_file(tmp_path, doctype + a_census(a_child(S47)))

    assert cin_census.recognise(file).kind == "cin_census"
    with pytest.raises(RefusedError, match=r"^The file declares a document type"):
        read_all(cin_census, file)


def test_a_census_that_breaks_off_is_refused_before_any_record_is_given(tmp_path):
    file = a_file(tmp_path, a_census(a_child(S47)).replace("</Children>", ""))

    with pytest.raises(RefusedError, match=r"^The XML breaks off or is damaged at"):
        next(cin_census.read(file, None))


def test_a_census_without_children_is_refused(read):
    with pytest.raises(RefusedError) as refused:
        read()

    assert str(refused.value) == (
        "The file holds no Child elements. Expected one for each child of the CIN "
        "census. Export the census again from your system."
    )


def test_blocks_of_the_census_that_are_passed_over_are_named_once(read):
    others = (
        "<Assessments><AssessmentFactors><AssessmentFactor>1A</AssessmentFactor>"
        "</AssessmentFactors></Assessments><CINPlanDates>"
        "<CINPlanStartDate>2026-05-01</CINPlanStartDate></CINPlanDates>"
    )
    without_protection = a_child(others)

    assert sentences(read(a_child(S47 + others), without_protection)) == [
        "The file, blocks: found 'Assessments, CINPlanDates', expected "
        "Section47, ChildProtectionPlans, PreProceedingsandFGDM and who each child is. "
        "Nothing in the other blocks is shown by the dashboard. Nothing to do."
    ]


PP = {
    "PPStartDate": "2024-05-01",
    "LBPSentDate": "2024-05-12",
    "FGDMMeetingOffer": "1",
    "FGDMMeetingFac": "0",
    "InitialPPMeetingDate": "2024-05-20",
    "ReviewMeetingsCount": "3",
    "StepDecisionDate": "2024-09-02",
    "PPOutcome": "A",
    "CourtAppDate": "2024-09-10",
    "LetterInitCPDate": "2024-09-05",
}
BEFORE_COURT = PreProceedingsRecord(
    child_id="C1",
    started=date(2024, 5, 1),
    letter_sent=date(2024, 5, 12),
    offered=True,
    met=False,
    decided=date(2024, 9, 2),
    applied=date(2024, 9, 10),
)


def before_court(**changed):
    fields = (f"<{name}>{text}</{name}>" for name, text in {**PP, **changed}.items())
    return f"<PreProceedingsandFGDM>{''.join(fields)}</PreProceedingsandFGDM>"


def test_pre_proceedings_are_read_also_of_a_child_without_an_enquiry(read):
    items = read(a_child(before_court()))
    assert records(items) == [A_CHILD, BEFORE_COURT]
    assert sentences(items) == []
    blank = {name: "" for name in PP if name != "PPStartDate"}
    assert records(read(a_child(before_court(**blank))))[1:] == [
        PreProceedingsRecord(child_id="C1", started=date(2024, 5, 1))
    ]


@pytest.mark.parametrize(
    ("changed", "said", "blank"),
    [
        (
            {"StepDecisionDate": "2024-04-30"},
            "StepDecisionDate: found '2024-04-30', expected a date on or after "
            "PPStartDate.",
            "decided",
        ),
        (
            {"CourtAppDate": "2024-09-01"},
            "CourtAppDate: found '2024-09-01', expected a date on or after "
            "StepDecisionDate.",
            "applied",
        ),
        (
            {"LBPSentDate": "2025-04-01"},
            "LBPSentDate: found '2025-04-01', expected a date no later than 31 March "
            "2025, the census's reference date.",
            "letter_sent",
        ),
        (
            {"FGDMMeetingOffer": "maybe"},
            "FGDMMeetingOffer: found 'maybe', expected 1 for yes or 0 for no.",
            "offered",
        ),
    ],
)
def test_a_field_of_pre_proceedings_that_cannot_be_is_told_and_left_blank(
    read, changed, said, blank
):
    items = read(a_child(before_court(**changed)))
    assert records(items)[1:] == [BEFORE_COURT.model_copy(update={blank: None})]
    (sentence,) = sentences(items)
    assert sentence.startswith(f"Child 1, pre-proceedings 1, {said}")


def test_pre_proceedings_that_began_on_no_day_are_left_out(read):
    items = read(a_child(S47 + before_court(PPStartDate="soon")))
    assert records(items) == [A_CHILD, A_CONFERENCE]
    (row,) = whole_rows(items)
    assert "PPStartDate: found 'soon'" in row.sentence


@pytest.mark.parametrize(
    ("reference", "covers"),
    [("2026-03-31", "plans"), ("2027-03-31", "plans,pre_proceedings")],
)
def test_a_census_tells_of_all_pre_proceedings_from_its_2026_27_on(
    tmp_path, reference, covers
):
    content = a_census(a_child(S47), reference=reference)
    assert cin_census.recognise(a_file(tmp_path, content)).covers == covers
