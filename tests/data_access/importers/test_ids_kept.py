"""Whatever a child's id is like, no format loses a row of the child, or adds one up wrong.

Each format's well-made file is loaded with ids drawn in place of its children's, and
every row of it must meet the fate that it met with the ids it had.
"""

import re
from itertools import count

import pytest
from hypothesis import strategies as st

from data_access.importers.cells import clean_id
from tests.data_access.councils import Council
from tests.data_access.importers.mangling import (
    BOOKS,
    CENSUS,
    CENSUS_TABLES,
    EXTRACT,
    RETURN,
    RETURN_TABLES,
    as_csv,
    as_workbook,
)
from tests.data_access.importers.test_mangled import FEW, HOW_MANY, holds

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST = 50
AS_TYPED = ("kid1", "kid2")


def _of(alphabet, least=1):
    return st.text(alphabet, min_size=least, max_size=LONGEST)


def _cut(digits):
    return digits[:15]  # which is as many as a spreadsheet keeps


# Ids as councils have them: letters, digits after zeros, parts with hyphens between.
DIGITS = "0123456789"
PART = st.text(LETTERS + DIGITS, min_size=1, max_size=11)
IDS = st.one_of(
    _of(LETTERS, 9),
    _of(LETTERS),
    st.builds("{}{}".format, st.text("0", max_size=20), _of(DIGITS)).map(_cut),
    st.lists(PART, min_size=2, max_size=4).map("-".join),
    st.sampled_from(["a" * LONGEST, "x" * 49, "007", "A-1", "a-b-c"]),
)
# Those that could also be a number in Excel's notation, or words for a blank.
_NOT_PLAIN = re.compile(
    r"[\d.]+e\+?\d+|null|nil|nan|nat|none|na|n-a|tbc|tba|unknown|0*1?", re.IGNORECASE
)
two_ids = st.lists(
    IDS.filter(lambda each: not _NOT_PLAIN.fullmatch(each)),
    min_size=2,
    max_size=2,
    unique_by=lambda each: each.lower().lstrip("0"),
)


def _capitals(rows):
    """A table as the other dialect writes it: headings in capitals, NULL for a blank."""
    head, *others = rows
    return [
        [*map(str.upper, head)],
        *[[cell or "NULL" for cell in row] for row in others],
    ]


def _folder(tables, folder):
    return {f"{folder}/{name}.csv": rows for name, rows in tables.items()}


FORMATS = {
    "ssda903 tables": _folder(RETURN_TABLES, "2024-25"),
    "ssda903 xml": {"2024-25.xml": RETURN},
    "cin tables": _folder(CENSUS_TABLES, "CIN 2024-25"),
    "cin xml": {"2024-25.xml": CENSUS},
    "ssd": _folder(EXTRACT, "ssd"),
    "ssd in capitals": _folder(
        {name: _capitals(rows) for name, rows in EXTRACT.items()}, "ssd"
    ),
    "register": {"Register.xlsx": BOOKS["register"]},
    "annex a": {"Annex A 2025-01-31.xlsx": BOOKS["annex_a"]},
    "dispute log": {"Log.csv": BOOKS["disputes_log"]["Log"]},
}


def _with(ids, content):
    """A file's content with ids in place of those of its children."""
    if isinstance(content, dict):
        return {name: _with(ids, rows) for name, rows in content.items()}
    to = dict(zip(AS_TYPED, ids, strict=True))
    if isinstance(content, str):
        return re.sub(r"\bkid[12]\b", lambda found: to[found[0]], content)
    return [[to.get(str(cell), str(cell)) for cell in row] for row in content]


def _written(council, name, content):
    if not isinstance(content, dict):
        text = content if isinstance(content, str) else as_csv(content)
        return council.file(name, text)
    file = council.file(name, "")
    as_workbook(file.path, content)
    return file


def _fates(council, files, ids):
    """What became of each file's rows, the children of the store, and what is said."""
    written = [
        _written(council, name, _with(ids, each)) for name, each in files.items()
    ]
    reports = council.load(*written)
    fates, said = [], ""
    for report in reports:
        parts = report.added, report.changed, report.same, report.left_out
        assert sum(parts) == report.rows_read
        said += f"{report.refused} {report.note} {report.taken_as} {report.question}"
        fates.append((bool(report.refused), report.rows_read, *parts))
    return fates, sorted(council.rows("source_row", "record", "child_id")), said


@HOW_MANY
@pytest.mark.parametrize("kind", FORMATS)
def test_every_row_meets_the_same_fate_whatever_the_ids(engine, tmp_path, kind, most):
    numbers = count()

    def load(ids):
        number = next(numbers)
        council = Council(engine, tmp_path / str(number), la=f"T{number}")
        return _fates(council, FORMATS[kind], ids)

    fates, rows, said_anyway = load(AS_TYPED)
    assert sum(fate[2] for fate in fates)

    def checked(ids):
        to = dict(zip(map(clean_id, AS_TYPED), map(clean_id, ids), strict=True))
        told = sorted((record, to.get(child, child)) for record, child in rows)
        *became, said = load(ids)
        assert became == [fates, told]
        secrets = [each for each in ids if len(each) >= 9 and each not in said_anyway]
        assert not [each for each in secrets if each in said]

    holds(two_ids, checked, FEW if most == FEW else most // 2)
