"""What holds of the pages as files, whatever is in the store."""

import ast
import re
import tomllib

import pytest

from pages import router
from pages.router import HOME
from tests.pages.opening import EVERY, PAGES, REPOSITORY, TITLES

LONGEST_PAGE = 70  # of the router, which has a line for each page
FILES = sorted(PAGES.rglob("*.py"))


def test_only_the_router_lies_directly_in_pages():
    # A page there could be asked for by address before the router has ever run.
    assert [path.name for path in PAGES.glob("*.py")] == ["router.py"]
    assert not list(PAGES.rglob("__init__.py"))


def test_every_page_is_one_the_router_knows():
    found = {path.relative_to(PAGES).as_posix() for path in FILES} - {"router.py"}
    assert found == {*TITLES, HOME}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_is_short_and_says_what_it_answers(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_PAGE
    assert ast.get_docstring(ast.parse(source))
    assert not path.name[0].isdigit()


@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.file)
def test_a_page_asks_for_the_screen_that_the_router_lists(entry):
    source = (PAGES / entry.file).read_text(encoding="utf-8")
    assert re.findall(r"frame\.opened\(\s*Screen\.(\w+)", source) == [entry.screen.name]


def test_no_two_pages_have_one_address_or_title():
    for name in ("address", "title"):
        found = [getattr(entry, name) for entry in router.PAGES]
        assert len(set(found)) == len(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_puts_parts_together_and_computes_nothing(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        (node.module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert not imported & {"pandas", "numpy", "plotly", "sqlalchemy", "sqlmodel"}


def test_a_fault_never_shows_what_was_in_it():
    config = tomllib.loads(
        (REPOSITORY / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    )
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["showErrorLinks"] is False
    assert config["client"]["disableDataExport"] is True
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["address"] == "127.0.0.1"
