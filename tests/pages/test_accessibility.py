"""The accessibility statement says what was tested, and of the pages there are."""

import re
from datetime import date

import pytest

from data_access.store.settings import settings
from tests import listed
from tests.browser.driving import AXE, NOT_ALONE, PAGES, RULES
from tests.pages.opening import open_page, text
from ui.about import evidence as module
from ui.about.evidence import Run, evidence, write

PAGE = "about/accessibility.py"


def test_the_record_is_of_the_pages_that_there_are():
    """Otherwise: IRO_WRITE_STATEMENT=1 python -m pytest -n 0 tests/browser/..."""
    run = evidence().run
    assert set(run.pages) == set(PAGES)
    assert {each.address for each in listed.PAGES} == set(run.pages) | NOT_ALONE


def test_the_record_is_of_the_rules_and_the_axe_that_tests_use():
    run = evidence().run
    (version,) = re.findall(r"axe v([\d.]+)", AXE[:200])
    assert run.axe == version
    assert run.rules == RULES
    assert run.widths == (1280, 320)


def test_the_statement_says_when_how_and_what_falls_short(with_exampleshire):
    said = text(open_page(PAGE, "board"))
    found = evidence()
    assert f"{len(listed.PAGES)} pages" in said
    assert f"axe-core {found.run.axe}" in said
    assert str(found.run.day.year) in said
    assert all(each.what in said and each.instead in said for each in found.issues)
    assert "Equality and Human Rights Commission" in said
    assert "Equality Advisory and Support Service" in said
    assert "fully compliant" not in said


@pytest.mark.parametrize("role", ["board", "iro", "administrator"])
def test_everybody_has_it_in_the_menu(role):
    assert "Accessibility statement" in listed.in_menu_of(role)


def test_whom_to_ask_is_the_councils_to_say(with_exampleshire, monkeypatch):
    assert "Ask whoever gave you access" in text(open_page(PAGE))
    monkeypatch.setenv("IRO_CONTACT", "the data team, data@example.org")
    settings.cache_clear()
    said = text(open_page(PAGE))
    assert "Write to or call: the data team, data@example.org." in said
    assert "Ask whoever gave you access" not in said


def test_a_run_takes_the_place_of_the_one_before(tmp_path, monkeypatch):
    before = evidence()
    copy = tmp_path / "accessibility.json"
    copy.write_bytes(module.FILE.read_bytes())
    monkeypatch.setattr(module, "FILE", copy)
    run = Run(
        date(2027, 1, 2), "5.0.0", "Chromium 9", ("wcag2a",), ("overview",), (320,)
    )
    write(run)
    evidence.cache_clear()
    try:
        assert evidence().run == run
        assert evidence().issues == before.issues
    finally:
        evidence.cache_clear()
