"""The shape of the tree: what is where, and what nothing may do."""

import ast
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import data_access.store.loaded

ROOT = Path(__file__).parent.parent
OURS = ("domain", "metrics", "data_access", "reports", "ui", "pages", "benchmarks")
LONGEST_MODULE = 500
PUBLISHED = Path("data_access/columns/published.csv")  # by the Department, of councils
DATA_FILES = {".csv", ".xlsx", ".xls", ".xml", ".db", ".sqlite", ".parquet"}


def sources(*folders: str) -> list[Path]:
    return [
        file
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*.py"))
        if "__pycache__" not in file.parts
    ]


def holding(word: str, *folders: str) -> list[str]:
    return [
        file.relative_to(ROOT).as_posix()
        for file in sources(*folders)
        if word in file.read_text(encoding="utf-8")
    ]


def kept_files() -> list[Path]:
    """Return the files under version control, or all of them where there is none."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listed = subprocess.run(
            [git, "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
        )
        return [Path(line) for line in listed.stdout.splitlines()]
    return [file.relative_to(ROOT) for file in ROOT.rglob("*") if file.is_file()]


@pytest.mark.parametrize("folder", OURS)
def test_a_module_holds_one_idea(folder) -> None:
    lines = {
        file.relative_to(ROOT).as_posix(): len(file.read_text("utf-8").splitlines())
        for file in sources(folder)
    }
    assert lines
    assert {name: long for name, long in lines.items() if long > LONGEST_MODULE} == {}


@pytest.mark.parametrize("folder", OURS)
def test_a_class_name_has_one_meaning_within_a_layer(folder) -> None:
    names = Counter(
        node.name
        for file in sources(folder)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_the_layers_keep_their_contracts() -> None:
    command = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run(
        [command], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_only_ui_draws_a_selectbox() -> None:
    found = holding("selectbox", *OURS)
    assert [name for name in found if not name.startswith("ui/")] == []


def test_html_is_trusted_in_one_file_of_ui_at_most() -> None:
    found = holding("unsafe_allow_html", *OURS)
    assert len(found) <= 1
    assert all(name.startswith("ui/") for name in found)


def test_tables_are_in_a_registry_of_our_own() -> None:
    assert data_access.store.loaded.METADATA.tables
    assert dict(SQLModel.metadata.tables) == {}


def test_no_data_is_kept_but_expected_and_published_figures() -> None:
    found = [file for file in kept_files() if file.suffix.lower() in DATA_FILES]
    assert found.count(PUBLISHED) == 1
    found.remove(PUBLISHED)
    assert [file for file in found if file.parts[:2] != ("tests", "golden")] == []


def test_no_clock_is_read_below_ui() -> None:
    for word in ("date.today(", "datetime.now("):
        assert holding(word, "domain", "metrics") == []
