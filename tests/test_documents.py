"""What documents name is there: files, folders, modules and links."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = "domain|metrics|data_access|ui|pages|reports|tests|benchmarks|docs"
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(ROOT.rglob("docs/**/*.md")),
]
PATH = re.compile(rf"(?<![\w./-])(?:{OURS})/[\w./-]*\w?/?")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
MODULE = re.compile(rf"(?<![\w./-])(?:{OURS})(?:\.[a-z_]\w*)+")
EVERY = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def named(words, document):
    return {found.rstrip(".") for found in words.findall(document.read_text("utf-8"))}


def is_there(name):
    """Whether a module is, or something in one."""
    try:
        if find_spec(name):
            return True
    except ModuleNotFoundError:
        return False
    parent, _, last = name.rpartition(".")
    return hasattr(import_module(parent), last)


@EVERY
def test_every_path_of_ours_that_a_document_names_is_there(document):
    paths = named(PATH, document)
    assert sorted(path for path in paths if not (ROOT / path).exists()) == []


@EVERY
def test_every_module_of_ours_that_a_document_names_is_there(document):
    assert sorted(name for name in named(MODULE, document) if not is_there(name)) == []


@EVERY
def test_every_link_of_a_document_leads_somewhere(document):
    links = named(LINK, document)
    assert sorted(to for to in links if not (document.parent / to).exists()) == []


def test_whoever_contributes_finds_each_guide():
    words = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    guides = [*ROOT.glob("docs/add-a-*.md"), ROOT / "docs" / "glossary.md"]
    assert [each.name for each in guides if f"(docs/{each.name})" not in words] == []
