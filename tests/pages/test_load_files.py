"""The page before any file is dropped; dropping needs a browser, and is tested there."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from data_access.access import ledger
from data_access.intake import register_file
from data_access.store import database
from data_access.store.settings import settings
from domain.access import Role, Viewer
from domain.benchmarks import Comparison
from domain.health import HealthRules
from domain.periods import Period
from domain.permanence import CarePlanRules
from domain.workload import CapacityRules, CaseloadRules, Weights
from tests.pages.opening import go_to, open_page, tables, text, values
from tests.small_store import CODE
from ui.kit import data

PAGE = "data/load_files.py"


def test_the_code_of_the_council_is_asked_first(with_nothing, own_machine):
    page = open_page(PAGE)
    assert [each.value for each in page.info] == ["Type the council's code to go on."]
    assert page.text_input(key="load-la").label == "Council code"


def test_a_code_typed_is_kept_and_the_way_is_open(with_nothing, own_machine):
    page = open_page(PAGE).text_input(key="load-la").set_value(" 999 ").run()
    assert not page.exception
    assert not page.info


def test_the_council_is_named_and_a_code_on_no_list_is_asked_about(
    with_nothing, own_machine
):
    page = open_page(PAGE).text_input(key="load-la").set_value("390").run()
    assert "Council 390, Gateshead." in text(page)
    assert len(page.warning) == 1  # that nobody signs in here
    page = page.text_input(key="load-la").set_value("399").run()
    assert "Council 399, on no list of English councils." in text(page)
    assert [each.value for each in page.warning[1:]] == [
        "399 is the code of no English council. Expected three digits, such as 390, or "
        "nine signs, such as E08000037."
    ]
    assert not page.checkbox(key="right-399").value


def test_a_store_of_one_council_warns_of_anothers_files(own_small_council):
    page = open_page(PAGE).text_input(key="load-la").set_value("390").run()
    assert [each.value for each in page.warning[1:]] == [
        "So far the store is that of 999, on no list of English councils. These files "
        "are to be loaded for 390, Gateshead. If that is a slip, do not load them, or "
        "undo them."
    ]
    page = page.text_input(key="load-la").set_value(CODE).run()
    assert len(page.warning) == 1


@pytest.mark.parametrize("code", ["   ", ""])
def test_a_blank_code_is_no_code(with_nothing, own_machine, code):
    page = open_page(PAGE).text_input(key="load-la").set_value(code).run()
    assert [each.value for each in page.info] == ["Type the council's code to go on."]


def test_return_years_are_offered_from_the_latest_back(with_nothing, own_machine):
    box = open_page(PAGE).selectbox(key="load-year")
    years = box.options[1:]
    assert box.value == "Read it from the files"
    assert years == sorted(years, reverse=True)
    assert years[-1] == "2017-18"


def test_the_files_that_can_be_dropped_are_told(with_nothing, own_machine):
    page = open_page(PAGE).text_input(key="load-la").set_value("999").run()
    (uploader,) = page.get("file_uploader")
    assert uploader.proto.label == (
        "SSDA903 (CSV, XML or xlsx), CIN census (XML, CSV or xlsx), Standard "
        "Safeguarding Dataset (CSV or xlsx), Annex A (xlsx or csv), service register "
        "(xlsx), dispute log (xlsx or csv), published figures (CSV or xlsx), figures of "
        "another council (JSON), or a zip of these, each up to 200 MB"
    )
    assert uploader.proto.type == [
        *(".csv", ".txt", ".tsv", ".xml", ".xlsx", ".xlsm", ".xls"),
        *(".json", ".zip"),
    ]


def test_what_is_in_the_store_is_listed(own_small_council):
    page = open_page(PAGE)
    listed = tables(page)[-1]
    assert set(listed["File"]) == {
        "Header 2024-25.csv",
        "Episodes 2024-25.csv",
        "Reviews 2024-25.csv",
    }
    assert "No row of this council is left out of its figures." in text(page)


def test_an_import_is_not_undone_until_sure(own_small_council):
    page = open_page(PAGE)
    assert page.button(key="do-undo-999").disabled


def test_undoing_the_reviews_takes_them_out_of_the_figures(own_small_council):
    page = open_page(PAGE)
    (reviews,) = [
        words for words in page.selectbox(key="undo-999").options if "Reviews" in words
    ]
    page.selectbox(key="undo-999").set_value(reviews)
    page.checkbox(key="sure-999").check().run()
    page = page.button(key="do-undo-999").click().run()
    assert not page.exception
    assert [each.value for each in page.success] == [
        "Undone. The store is as if that file had never come."
    ]
    page = go_to(page, "figures/reviews_on_time.py")
    assert values(page)["Reviews held on time"] == "No data"


def test_a_name_given_to_the_council_is_shown(own_small_council):
    page = open_page(PAGE)
    (name,) = [each for each in page.text_input if each.label == "Council's name"]
    name.set_value("Testshire")
    (keep,) = [each for each in page.button if each.label == "Keep these rules"]
    page = keep.click().run()
    assert not page.exception
    assert [each.value for each in page.success] == [
        "Kept. Every due date, stage and theme was worked out again."
    ]
    assert "In the store: Testshire" in text(go_to(page, PAGE))


def test_other_rules_give_other_due_dates(own_small_council):
    page = open_page(PAGE)
    mode = page.radio[0]
    mode.set_value(mode.options[1])
    (keep,) = [each for each in page.button if each.label == "Keep these rules"]
    page = keep.click().run()
    assert not page.exception
    about = go_to(page, "about/about_the_figures.py")
    assert mode.options[1] in text(about)


def test_region_and_neighbours_are_asked_and_kept_and_a_wrong_name_keeps_nothing(
    own_small_council,
):
    page = open_page(PAGE)
    assert compare_with(page, "London", "Durham\nBorchester").error[0].value == (
        "'Borchester' is the name of no English council. Write each neighbour as the "
        "Department does, one a line, such as Stockton-on-Tees. Nothing is kept."
    )
    assert data.comparison(CODE) == Comparison()
    page = compare_with(open_page(PAGE), "London", "Durham\nDudley")
    assert not page.exception
    assert data.comparison(CODE) == Comparison("London", ("County Durham", "Dudley"))


def compare_with(page, region, neighbours):
    (box,) = [each for each in page.selectbox if each.label == "Region"]
    box.set_value(region)
    (names,) = [each for each in page.text_area if "neighbours" in each.label]
    names.set_value(neighbours)
    (keep,) = [each for each in page.button if each.label == "Keep these rules"]
    return keep.click().run()


def test_the_template_of_the_service_register_can_be_taken(with_nothing, own_machine):
    page = open_page(PAGE)
    (button,) = page.get("download_button")
    assert button.proto.label == "Download the service register's template (xlsx)"
    assert not button.proto.disabled
    book = load_workbook(BytesIO(register_file.template()))
    assert book.sheetnames[1:3] == ["Staff", "Allocations"]


def test_opening_the_page_does_not_take_the_filled_register(own_small_council):
    page = open_page(PAGE)
    labels = [each.proto.label for each in page.get("download_button")]
    assert "Download the service register (xlsx)" in labels
    engine = database.get_engine(settings().database_url)
    everybody = Viewer("x", Role.ADMINISTRATOR)
    assert ledger.everybodys(engine, everybody).empty


def test_what_is_expected_of_childrens_health_is_asked_and_kept(own_small_council):
    assert data.health_rules(CODE) == HealthRules(12, 20)
    page = rules_with(open_page(PAGE), dental=6, initial=28)
    assert not page.exception
    assert data.health_rules(CODE) == HealthRules(6, 28)


def test_by_when_a_lasting_home_is_planned_is_asked_and_kept(own_small_council):
    assert data.care_plan_rules(CODE) == CarePlanRules(4)
    page = rules_with(open_page(PAGE), planned_by=6)
    assert not page.exception
    assert data.care_plan_rules(CODE) == CarePlanRules(6)


def rules_with(page, **numbers):
    """Fill in numbers of the rules by how their labels end, and keep them."""
    for label, number in numbers.items():
        (box,) = [
            each for each in page.number_input if each.label.startswith(LABELS[label])
        ]
        box.set_value(number)
    (keep,) = [each for each in page.button if each.label == "Keep these rules"]
    return keep.click().run()


LABELS = {
    "planned_by": "Months in care by which a lasting home is planned",
    "per_week": "Reviews a full-time post can hold in a week",
    "low": "Children in care for a full-time IRO: from",
    "high": "Children in care for a full-time IRO: to",
    "target": "Most cases for a full-time post",
    "dental": "Months in which a child in care should see a dentist",
    "initial": "Working days in care by which a first health assessment is due",
    "probation": "Most cases on probation",
    "first": "Most cases in the first year",
    "each": "Each child",
    "under_four": "Under 4",
}


def test_a_band_a_target_and_weights_of_caseloads_are_kept(own_small_council):
    page = rules_with(
        open_page(PAGE), low=40, high=60, target=80, each=2.0, under_four=0.75
    )
    assert not page.exception
    assert not page.error
    kept = data.caseload_rules(CODE)
    assert (kept.low, kept.high, kept.target) == (40, 60, 80)
    assert kept.weights == Weights(each=2.0, under_four=0.75)
    page = rules_with(go_to(page, PAGE), target=0)
    assert data.caseload_rules(CODE).target is None


def test_what_is_wanted_of_new_staff_is_kept_and_nought_is_none(own_small_council):
    page = rules_with(open_page(PAGE), probation=40, first=0)
    kept = data.caseload_rules(CODE)
    assert (kept.on_probation, kept.first_year) == (40, None)
    rules_with(go_to(page, PAGE), probation=0, first=55)
    kept = data.caseload_rules(CODE)
    assert (kept.on_probation, kept.first_year) == (None, 55)


def test_a_band_that_ends_before_it_starts_is_refused(own_small_council):
    page = rules_with(open_page(PAGE), low=70, high=69, target=80)
    assert [each.value for each in page.error] == [
        "The band of caseloads ends before it starts. Nothing is kept."
    ]
    assert data.caseload_rules(CODE) == CaseloadRules()


def test_the_time_for_reviews_is_kept_and_what_cannot_be_read_is_not(
    own_small_council,
):
    page = open_page(PAGE)
    (holidays,) = [each for each in page.text_area if "School holidays" in each.label]
    holidays.set_value("at Christmas")
    page = rules_with(page, per_week=4.5)
    assert [each.value for each in page.error] == [
        "'at Christmas' is no school holiday that can be read. Write the first and the "
        "last day, such as 21/12/2026 to 01/01/2027. Nothing is kept."
    ]
    assert data.capacity_rules(CODE) == CapacityRules()
    (holidays,) = [each for each in page.text_area if "School holidays" in each.label]
    holidays.set_value("21/12/2026 to 01/01/2027")
    page = rules_with(page, per_week=4.5)
    assert not page.error
    kept = data.capacity_rules(CODE)
    away = Period(date(2026, 12, 21), date(2027, 1, 1))
    assert kept == CapacityRules(4.5, school_holidays=(away,))
