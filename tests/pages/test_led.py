"""What pages show before and since lead practitioners chair conferences."""

import re
from datetime import date

import pytest
from sqlmodel import Session

from data_access.demo.exampleshire import CODE
from data_access.derive import council
from data_access.intake.door import derive_again
from tests.conftest import copied
from tests.pages.opening import (
    calculated,
    cards,
    go_to,
    open_page,
    tables,
    text,
    values,
)

pytestmark = [pytest.mark.walk, pytest.mark.xdist_group("led")]
DAY = date(2025, 4, 1)
IN_TIME = "Initial conferences held within 15 working days"
BY_WORKING_DAYS = "Initial conferences by working days"
OVERVIEW = "figures/overview.py"
IRO_YEAR = "children/iro.py"
PROTECTION, CASELOADS = "figures/child_protection.py", "figures/caseloads.py"
HEADING = "Lead practitioners chair since 1 April 2025"


@pytest.fixture(scope="module")
def derived(exampleshire_file, tmp_path_factory):
    """Exampleshire, whose lead practitioners chair from a day on: made once a day."""
    made = {}

    def since(day):
        if day not in made:
            made[day] = tmp_path_factory.mktemp("led") / "iro.db"
            with copied(exampleshire_file, made[day]) as engine:
                derive_again(
                    engine, CODE, lambda s: council.save_led_from(s, CODE, day)
                )
                with Session(engine) as session:
                    assert council.led_from(session, CODE) == day
        return made[day]

    return since


@pytest.fixture
def chaired(use_store, derived):
    """Have pages read that council; they change nothing of it."""
    return lambda day: use_store(derived(day))


def test_a_period_that_the_day_divides_is_read_apart(chaired):
    chaired(DAY)
    page = open_page(PROTECTION, "quality")
    assert not page.exception
    assert HEADING in text(page)
    (apart,) = [each for each in tables(page) if "Figure" in each.columns]
    assert apart["Figure"].iloc[0] == "Initial conferences held within 15 working days"
    assert list(apart.columns) == [
        "Figure",
        "1 October 2024 to 31 March 2025",
        "1 April 2025 to 30 September 2025",
    ]
    assert "lead practitioners chair since 01/04/2025." in text(page)


def test_no_card_heading_or_group_is_of_both(chaired):
    chaired(DAY)
    page = open_page(PROTECTION, "quality")
    first = next(each for each in cards(page) if each.name == IN_TIME)
    said = text(page)
    assert (
        "1 October 2024 to 31 March 2025, before lead practitioners chaired: "
    ) in said
    assert first.lines[1] == "1 April 2025 to 30 September 2025:"
    (heading,) = [each.value for each in page.header if each.value.startswith(IN_TIME)]
    assert not re.search(
        "202[45]|%", heading.partition(": ")[2].partition(" since ")[0]
    )
    groups = [h.value for h in page.header if h.value.startswith(BY_WORKING_DAYS)]
    assert [each.rpartition(" in ")[2] for each in groups] == [
        "2025-26 up to September 2025",
        "the days from 1 October 2024 to 31 March 2025",
    ]


def test_a_trend_marks_the_day_and_says_so_below(chaired):
    chaired(DAY)
    said = text(open_page(PROTECTION, "quality"))
    assert said.count("Lead practitioners chair from 1 April 2025.") == 2


def test_the_overview_takes_them_apart_too(chaired):
    chaired(DAY)
    page = open_page(OVERVIEW, "quality")
    assert not page.exception
    assert "before lead practitioners chaired" in text(page)
    assert "Lead practitioners chair from" not in text(page)  # reviews only


def test_a_caseload_is_without_conferences_from_then(chaired):
    chaired(DAY)
    page = open_page(CASELOADS, "quality")
    assert not page.exception
    names = list(values(page))
    assert "Children in care for each full-time post" in names
    assert not [each for each in names if "plans" in each]
    assert "is shown without children on plans" in text(page)


@pytest.mark.parametrize("day", [None, date(2030, 1, 1)])
def test_until_the_day_nothing_is_said_of_it(chaired, day):
    chaired(day)
    for file in (PROTECTION, CASELOADS):
        page = open_page(file, "quality")
        definitions = calculated(page).values()  # which say it of any council
        said = [each for each in text(page).splitlines() if each not in definitions]
        assert "ead practitioners" not in "".join(said)


def test_supervision_tells_of_conferences_up_to_the_day(chaired):
    chaired(DAY)
    page = open_page(IRO_YEAR, "iro")
    assert not page.exception
    assert "Up to 31 March 2025: lead practitioners chair since." in said_in(page)
    chaired(date(2024, 4, 1))
    page = open_page(IRO_YEAR, "iro")
    assert not page.exception
    assert "Plan reviews held on time" not in said_in(page)


def test_caseloads_by_name_and_the_forecast_say_what_is_left_out(chaired):
    chaired(DAY)
    page = open_page(CASELOADS, "manager")
    assert not page.exception
    assert "are counted for nobody but them" in text(page)
    (loads, *_) = [each for each in tables(page) if "On plans" in each.columns]
    assert set(loads["On plans"]) == {"0"}
    page = open_page("service/forecast.py", "manager")
    assert not page.exception
    assert "From 1 April 2025 lead practitioners chair conferences: " in text(page)


def said_in(page):
    """Return all sentences of a page, and the cells of its tables."""
    return text(page) + "".join(each.to_csv() for each in tables(page))


def test_the_rows_behind_are_of_one_side_of_the_day(chaired):
    chaired(DAY)
    page = open_page(PROTECTION, "manager")
    value = values(page)[IN_TIME]
    page.query_params["figure"] = "icpcs_held_within_15_working_days"
    go_to(page, "children/behind.py")
    assert not page.exception
    (which,) = [each for each in page.radio if each.label == "Which days"]
    assert which.value == "1 April 2025 to 30 September 2025"
    assert f"{IN_TIME}: {value} in 2025-26 up to" in page.header[0].value
