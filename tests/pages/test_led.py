"""What pages show before and since lead practitioners chair conferences."""

import shutil
from datetime import date

import pytest
from sqlmodel import Session

from data_access.demo.exampleshire import CODE
from data_access.derive import council
from data_access.intake.door import derive_again
from data_access.store import database
from data_access.store.settings import settings
from tests.pages.opening import open_page, tables, text

DAY = date(2025, 4, 1)
PROTECTION, CASELOADS = "board/child_protection.py", "board/caseloads.py"
HEADING = "Lead practitioners chair since 1 April 2025"


@pytest.fixture
def chaired(use_store, exampleshire_file, tmp_path):
    """Exampleshire, whose lead practitioners chair from a day on."""
    use_store(shutil.copy(exampleshire_file, tmp_path / "iro.db"))
    engine = database.get_engine(settings().database_url)

    def since(day):
        derive_again(engine, CODE, lambda s: council.save_led_from(s, CODE, day))
        with Session(engine) as session:
            assert council.led_from(session, CODE) == day

    return since


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


def test_a_board_is_shown_no_halves(chaired):
    chaired(DAY)
    page = open_page(PROTECTION, "board")
    assert not page.exception
    assert not [each for each in tables(page) if "Figure" in each.columns]


def test_a_caseload_is_without_conferences_from_then(chaired):
    chaired(DAY)
    page = open_page(CASELOADS, "quality")
    assert not page.exception
    names = [each.label for each in page.metric]
    assert "Children in care for each full-time post" in names
    assert not [each for each in names if "plans" in each]
    assert "is shown without children on plans" in text(page)


@pytest.mark.parametrize("day", [None, date(2030, 1, 1)])
def test_until_the_day_nothing_is_said_of_it(chaired, day):
    chaired(day)
    for file in (PROTECTION, CASELOADS):
        assert "ead practitioners" not in text(open_page(file, "quality"))
