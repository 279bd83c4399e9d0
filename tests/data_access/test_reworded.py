"""No rule decides by a sentence: other words, and nothing but the words is another."""

import re
from dataclasses import asdict, replace
from importlib import import_module
from pkgutil import walk_packages

import pytest

import data_access
from data_access.casework.quality import check
from data_access.casework.quality import quality as to_mend
from data_access.derive.left_out import OUTSIDE_CARE, PLAN_NOT_CLOSED
from data_access.importers.annex_a.rows import WORDING_NOT_KNOWN
from data_access.importers.rows import REASON_NOT_KNOWN
from data_access.intake.repeats import Repeats
from data_access.store.loaded import METADATA
from data_access.store.statements import Fault
from data_access.store.twice import SAID_OTHERWISE
from tests.conftest import copied
from tests.data_access.casework.test_quality import found, plant, summed
from tests.data_access.councils import Council
from tests.data_access.importers.annex_files import LOOKED_AFTER, ON_PLAN, annex_a
from tests.data_access.importers.registers import ALLOCATIONS, STAFF, a_register
from tests.data_access.intake.test_ssd_store import RETURNS, extract
from tests.golden import measured

OTHERWISE = "in other words"
WORDS = ("expected", "remedy")
REVIEWS = "2022-23/Reviews.csv"
FAULTY = """
    CHILD | REVIEW     | REVIEW_CODE
    E1    | 20/06/2022 | PN1
    E1    | soon       | PN2
    E2    | 01/07/2022 | PN9
    E2    | 01/07/2022 | PN1
    E2    | 01/07/2022 | PN2
    E3    | 01/07/1899 | PN1
          | 01/07/2022 | PN1
"""
CORRECTED = """
    CHILD | REVIEW     | REVIEW_CODE
    E1    | 25/09/2022 | PN2
    E3    | 01/07/1899 | PN1
"""
LOG = (
    "Child ID,Date raised,Stage,Theme,Date resolved\n"
    "C1,10/05/2024,Stage 1,Drift,24/05/2024\nC1,10/05/2024,Stage 1,Drift,25/05/2024\n"
    "C1,soon,Stage 1,Drift,\n,10/05/2024,Stage 1,Drift,\n"
)
IN_OTHER_WORDS = LOOKED_AFTER | {"placement": "with friends", "reason": "moved"}
UNKNOWN_STAFF = ["C2", "S9", "IRO", "North", "03/06/2024"]


def faults():
    """Return every fault that a module of data_access names, once."""
    names = walk_packages(data_access.__path__, "data_access.")
    modules = [
        import_module(each.name)
        for each in names
        if "__main__" not in each.name and ".migrations" not in each.name
    ]
    named = (each for module in modules for each in vars(module).values())
    return {id(each): each for each in named if isinstance(each, Fault)}.values()


def test_a_code_is_short_stable_words_and_stands_for_one_fault():
    codes = [fault.code for fault in faults()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", code) for code in codes)


@pytest.fixture
def councils(secret, empty_file, tmp_path):
    """The same files twice, each in a store of its own."""
    check.kept_for.cache_clear()
    with (
        copied(empty_file, tmp_path / "one.db") as one,
        copied(empty_file, tmp_path / "other.db") as other,
    ):
        yield Council(one, tmp_path / "one"), Council(other, tmp_path / "other")


def filled(council):
    """Load good and bad files of every kind, some corrected; return what was said."""
    said = [
        *council.load_tables({REVIEWS: FAULTY}),
        *council.load_tables({REVIEWS: CORRECTED}),
        *council.load_tables(RETURNS),
        *council.load_tables(extract()),
        *council.load_tables({"log.csv": LOG}),
    ]
    for day in ("2025-04-30", "2025-05-31"):
        in_care = [IN_OTHER_WORDS, IN_OTHER_WORDS | {"id": "C8", "started": "soon"}]
        lists = {"list_8": in_care, "list_7": [ON_PLAN | {"latest": "harm"}]}
        said += council.load(annex_a(council.folder, f"Annex A {day}.xlsx", **lists))
    allocations = [*ALLOCATIONS, *ALLOCATIONS, UNKNOWN_STAFF]
    for name in ("May", "June"):
        staff = [*STAFF, ["S2", name, "both", "=7", "lent"], ["", "Nobody", "IRO"]]
        sheets = {"staff": staff, "allocations": allocations}
        said += council.load(a_register(council.folder, f"{name}.xlsx", **sheets))
    plant(council)
    return said


def without_words(report):
    """Return what is reported of a file, without the sentences on its problems."""
    problems = [
        {name: value for name, value in vars(each).items() if name not in WORDS}
        for each in report.problems
    ]
    bare = replace(report, problems=[], faults=Repeats())
    return asdict(bare) | {"problems": problems}


def left_out(council, *, words=False):
    """Return what is left out: all but the words, or the words alone."""
    names = [column.name for column in METADATA.tables["left_out_row"].c]
    return council.rows("left_out_row", *(n for n in names if (n in WORDS) is words))


def known(council):
    """Return all that is made of the files, rules of data quality by their keys."""
    derived, figures = council.derived(), measured(council.columns())
    lines = [
        (replace(line, rule=None), line.rule.key) for line in summed(council).lines
    ]
    return derived, left_out(council), figures, lines, found(council)


def reword(monkeypatch):
    """Say every fault, and every rule of data quality, in other words."""
    monkeypatch.setattr(Fault, "said", lambda self, **values: (OTHERWISE, OTHERWISE))
    other = dict.fromkeys(("words", "why", "mend"), OTHERWISE)
    rules = tuple(replace(rule, **other) for rule in check.rules())
    for module in (check, to_mend):
        monkeypatch.setattr(module, "rules", lambda: rules)


def test_in_other_words_nothing_else_is_another(councils, monkeypatch):
    one, other = councils
    said, first = filled(one), known(one)
    reword(monkeypatch)
    said_otherwise, second = filled(other), known(other)

    assert [*map(without_words, said)] == [*map(without_words, said_otherwise)]
    for each, same in zip(first, second, strict=True):
        assert each == same

    words = left_out(other, words=True)
    assert {expected for expected, _ in words} == {OTHERWISE}
    assert all(remedy.startswith(OTHERWISE) for _, remedy in words)
    assert not {OTHERWISE} & {each for row in left_out(one, words=True) for each in row}


def test_what_is_decided_by_a_code_is_among_the_files_of_this_test(councils):
    council, _ = councils
    filled(council)
    rows = council.rows("left_out_row", "code", "mended_by")
    decided = OUTSIDE_CARE, PLAN_NOT_CLOSED, REASON_NOT_KNOWN, WORDING_NOT_KNOWN
    assert {each.code for each in (*decided, SAID_OTHERWISE)} <= {
        code for code, _ in rows
    }
    assert {mended is None for _, mended in rows} == {True, False}
