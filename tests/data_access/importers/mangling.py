"""Well-made invented files of every format, and how they are mangled.

Whatever tells of a child, and whatever is typed over a cell, holds the letters `kid` or
the day of birth, so that a message which repeats it is found.
"""

import csv
import io
import re
from datetime import date
from xml.sax.saxutils import escape

from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.data_access.councils import a_census, a_child, a_plan, an_enquiry, cells_of
from tests.data_access.importers import annex_files, ssd_files, test_cin_tables
from tests.data_access.importers.old_files import old_workbook
from tests.data_access.importers.registers import HEADINGS as REGISTER

SECRETS = ("kid", "03/04/2012", "2012-04-03", "2012-03-04")
JUNK = (
    *(
        "",
        " ",
        "kid\0kid",
        "kid" * 40_000,
        '"',
        'kid"kid',
        "kid\nkid",
        "kid\r",
        "kid;,\t",
    ),
    *(
        "9" * 400,
        "1e400",
        "-1",
        "nan",
        "inf",
        "=kid()",
        "٣/٤/٢٠١٢",
        "\U0001d7d9kid",
        "kid\ud7ff",
    ),
    *("99/99/9999", "29/02/2023", "0000-00-00", "31/12/9999", "01/01/0001", "2.5"),
    *(
        "9999-12-31T23:59:59Z",
        "<kid>",
        "&kid;",
        "]]>",
        "\ufeffkid",
        "{kid}",
        "%s",
        "NULL",
    ),
)
HEADER = """
    CHILD | SEX | DOB        | ETHNIC
    kid1  | F   | 03/04/2012 | WBRI
    kid2  | 1   | 03/04/2012 | BAFR
"""
EPISODES = """
    CHILD | DECOM      | RNE | LS | PLACE | DEC        | REC
    kid1  | 01/06/2023 | S   | C2 | U6    | 05/08/2024 | X1
    kid1  | 05/08/2024 | P   | C2 | K2    |            |
    kid2  | 10/01/2024 | S   | V2 | U1    | 20/02/2024 | E4A
"""
REVIEWS = """
    CHILD | DOB        | REVIEW     | REVIEW_CODE
    kid1  | 03/04/2012 | 20/06/2024 | PN1
    kid2  | 03/04/2012 | 25/09/2024 | PN0
"""
REGISTER_ROWS = {
    "Staff": [["S1", "A. Archer", "IRO", 1, "permanent", "01/04/2020"]],
    "Allocations": [
        ["kid1", "S1", "IRO", "North", "03/06/2024"],
        ["kid2", "S1", "IRO", "North", "03/06/2024", "01/09/2024"],
    ],
    "Reviews": [["kid1", "03/04/2024", "Ill", "05/04/2024"]],
    "Planned reviews": [["kid2", "child in care", "03/09/2025"]],
}
LOG = """
    Child ID | DOB        | IRO | Team | Date raised | Stage   | Theme | Date resolved
    kid1     | 03/04/2012 | A A | N    | 10/05/2024  | Stage 1 | Drift | 24/05/2024
    kid2     | 03/04/2012 | A A | N    | 11/05/2024  | Stage 2 | Drift |
"""
CENSUS = a_census(
    2025,
    *(
        a_child(
            f"kid{number}",
            an_enquiry("2024-04-18", "2024-05-03"),
            a_plan("2024-05-03", "2024-07-19", "2024-12-19"),
        ).replace("2015-04-03", "2012-04-03")
        for number in (1, 2)
    ),
)
RETURN = "<EXPSSDA903>{}</EXPSSDA903>".format(
    "".join(
        f"""<CHILD><HEADER><CHILDID>kid{number}</CHILDID><SEX>2</SEX>
        <DOB>03/04/2012</DOB><ETHNIC>WBRI</ETHNIC><AREVIEW><REVIEW>10/06/2024</REVIEW>
        <REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW></HEADER><EPISODE>
        <DECOM>18/05/2024</DECOM><RNE>S</RNE><LS>C1</LS><PL>U6</PL></EPISODE></CHILD>"""
        for number in (1, 2)
    )
)


def _annex(number, row):
    words = annex_files.HEADINGS[number]
    told = [{**row, "id": f"kid{each}", "born": "03/04/2012"} for each in (1, 2)]
    cells = [[_typed(each.get(word)) for word in words] for each in told]
    return [["List"], [*words.values()], *cells]


def _typed(cell):
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell or ""


def _extract():
    """The tables of an extract whose every row is used, with children of our words."""
    for name, text in ssd_files.TABLES.items():
        told = text
        for number in range(10):
            told = told.replace(f" C{number} ", f" kid{number} ")
        yield name, cells_of(told)


RETURN_TABLES = {
    name: cells_of(text)
    for name, text in (("Header", HEADER), ("Episodes", EPISODES), ("Reviews", REVIEWS))
}
EXTRACT = dict(_extract())
CENSUS_TABLES = {
    name: [re.sub(r"^C(?=\d,)", "kid", line).split(",") for line in text.splitlines()]
    for name, text in test_cin_tables.TABLES.items()
}
FOLDERS = {"ssd": EXTRACT, "cin_census": CENSUS_TABLES}
BOOKS = {
    "cin_census": CENSUS_TABLES,
    "register": {
        name: [REGISTER[name].split("|"), *([*map(str, row)] for row in rows)]
        for name, rows in REGISTER_ROWS.items()
    },
    "annex_a": {
        "List_5": _annex(5, annex_files.ENQUIRED),
        "List_7": _annex(7, annex_files.ON_PLAN),
        "List_8": _annex(8, annex_files.LOOKED_AFTER),
    },
    "disputes_log": {"Log": cells_of(LOG)},
    "ssda903": RETURN_TABLES,
}
XMLS = {"cin_census": CENSUS, "ssda903": RETURN}
_NOT_XML = re.compile("[^\\t\\n\\r -\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le", "utf-32", "utf-7")

junk = st.sampled_from(JUNK) | st.text(max_size=8).map(lambda text: f"kid{text}")


@st.composite
def cells_changed(draw, rows):
    """The rows with some cells under the headings typed over, as many as before."""
    changed = [list(map(str, row)) for row in rows]
    head = _head(changed)
    for _ in range(draw(st.integers(1, 4))):
        row = changed[draw(st.integers(head + 1, len(changed) - 1))]
        row[draw(st.integers(0, len(row) - 1))] = draw(junk)
    return changed


@st.composite
def shape_changed(draw, rows):
    """The rows cut, repeated, in another order, or under other headings."""
    changed = draw(cells_changed(rows))
    for how in draw(st.lists(st.sampled_from(HOW), min_size=1, max_size=3)):
        changed = how(draw, changed)
    return changed


def _head(rows):
    return max(range(min(2, len(rows))), key=lambda at: len(rows[at]))


def _cut_rows(draw, rows):
    return rows[: draw(st.integers(0, len(rows)))]


def _cut_cells(draw, rows):
    return [row[: draw(st.integers(0, len(row)))] for row in rows]


def _repeat(draw, rows):
    return [row for row in rows for _ in range(draw(st.integers(1, 2)))]


def _reorder(draw, rows):
    return draw(st.permutations(rows))


def _reorder_columns(draw, rows):
    order = draw(st.permutations(range(max(map(len, rows), default=0))))
    return [[row[at] for at in order if at < len(row)] for row in rows]


def _double_column(draw, rows):
    at = draw(st.integers(0, 4))
    return [[*row, *row[at : at + 1]] for row in rows]


def _respell(draw, rows):
    spell = draw(
        st.sampled_from([str.lower, str.title, "\ufeff{} ".format, "{}x".format])
    )
    return [[*map(spell, row)] if at == 0 else row for at, row in enumerate(rows)]


def _add_cells(draw, rows):
    return [[*row, *draw(st.lists(junk, max_size=2))] for row in rows]


HOW = (
    *(_cut_rows, _cut_cells, _repeat, _reorder, _reorder_columns, _double_column),
    *(_respell, _add_cells),
)


def as_csv(rows):
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue()


@st.composite
def bytes_changed(draw, content):
    """The bytes cut, or some of them changed or gone."""
    kept = bytearray(content)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(len(kept) - 1, 0)))
        kept[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(kept[: draw(st.integers(0, len(kept)) | st.just(len(kept)))])


@st.composite
def encoded(draw, text):
    """The text as bytes, in one of many encodings, and then perhaps damaged."""
    content = text.encode(draw(st.sampled_from(ENCODINGS)), errors="replace")
    return draw(st.just(content) | bytes_changed(content))


@st.composite
def xml_changed(draw, text):
    """A return whose elements' texts, names and order are changed."""
    parts = text.split("<")
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(1, len(parts) - 1))
        name, _, said = parts[at].partition(">")
        parts[at] = draw(
            st.sampled_from(
                [
                    f"{name}>{draw(junk)}",
                    f"{name}x>{said}",
                    f"{name} a='kid'>{said}",
                    "",
                ]
            )
        )
    changed = "<".join(parts)
    declared = draw(
        st.sampled_from(["", "utf-8", "unicode", "utf-7", "x-foo", "utf-16"])
    )
    return (
        f'<?xml version="1.0" encoding="{declared}"?>{changed}' if declared else changed
    )


@st.composite
def texts_changed(draw, text):
    """A return with other texts in some of its children's fields, all of it whole."""
    fields = [*re.finditer(r"(?<=>)[^<>]+(?=</)", text)]
    inside = [each for each in fields if each.start() > text.lower().index("<child>")]
    for field in sorted(draw(st.sets(st.sampled_from(inside), max_size=4)), key=_at):
        said = _NOT_XML.sub("", draw(junk))
        text = f"{text[: field.start()]}{escape(said)}{text[field.end() :]}"
    return text


def _at(field):
    return -field.start()


def as_workbook(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell)[:32_000] for cell in row])
    book.save(path)


def as_old_workbook(path, sheets):
    short = {
        name: [[cell[:2000] for cell in row][:250] for row in rows]
        for name, rows in sheets.items()
    }
    old_workbook(path, short)
