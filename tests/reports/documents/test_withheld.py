"""No withheld number is in any file, however it is opened."""

import re
from dataclasses import replace

import pytest

from data_access.store import database, releases
from reports.documents import command, html, monthly, pdf, told, word
from reports.documents.annual import annual
from reports.documents.board import board
from reports.documents.closing import words_of
from reports.documents.evidence import evidence, framework_from
from reports.documents.model import Table, every
from reports.documents.young import young
from reports.released import released
from tests.conftest import url_of
from tests.reports.documents import reading_back as back
from tests.small_store import CODE

pytestmark = pytest.mark.xdist_group("documents")
MAKE = (
    annual,
    board,
    young,
    lambda read: evidence(read, framework_from()),
)


def test_the_release_withholds_most_of_what_it_counts(withheld):
    cells = [c for m in withheld.released.measures.values() for c in m.cells.values()]
    assert sum(bool(cell.why) for cell in cells) > len(cells) / 4


def shown(documents):
    for document in documents:
        for block in every(document.blocks):
            if isinstance(block, Table):
                yield from ((block.caption, row) for row in block.rows)


def test_a_withheld_figure_is_told_as_withheld(withheld):
    figure = withheld.figure("reviews_held_on_time")
    cell = withheld.cell("reviews_held_on_time")
    assert cell.why
    assert not re.search(r"71|\b5 of 7\b", figure.words + figure.quoted)


@pytest.mark.parametrize("make", MAKE)
def test_no_value_that_is_withheld_is_in_the_words_of_a_document(make, withheld):
    text = "\n".join(words_of(make(withheld)))
    for hidden in ("71.4", "5 of 7", "66.7", "33.3"):
        assert hidden not in text


@pytest.mark.parametrize("make", MAKE)
def test_that_a_figure_is_withheld_is_said_once(make, withheld):
    text = "\n".join(words_of(make(withheld)))
    assert "(withheld" not in text
    assert "()" not in text


def test_a_table_never_has_the_number_of_a_withheld_cell(withheld, withheld_file):
    """Each row of a measure over time, against what was counted and kept from readers."""
    engine = database.get_engine(url_of(withheld_file))
    with database.reading(engine) as session:
        parts = {each.measure: each for each in releases.parts(session, 1)}
    seen = 0
    for key, measure in withheld.released.measures.items():
        counted = {tuple(cell[:4]): cell for cell in parts[key].counted}
        for cell_key, cell in measure.cells.items():
            of = cell_key.period
            kept = counted[
                (cell_key.by, cell_key.group, of.start.isoformat(), of.end.isoformat())
            ]
            if cell.numerator.exact is None:
                seen += 1
                number = f"{kept[4]:g}"
                words = told.count_words(cell, cell.numerator)
                assert words != number
                assert told.value_words(measure.words, cell) != number
    assert seen > 20


def files(read):
    made = [make(read) for make in MAKE]
    yield from (
        body(document) for document in made for body in (html.written, pdf.written)
    )
    yield from (back.unzipped(word.written(document)) for document in made)
    yield back.unzipped(monthly.workbook(read))


def test_what_was_counted_has_no_part_in_any_byte(withheld, withheld_file):
    """The same release with other numbers counted, and the same told: the same files."""
    engine = database.get_engine(url_of(withheld_file))
    with database.reading(engine) as session:
        signed = releases.standing(session, CODE, 1)
        parts = releases.parts(session, 1)
    others = [
        replace(
            part,
            counted=[[*cell[:4], 98765, 98765, 98765, 98765] for cell in part.counted],
        )
        for part in parts
    ]
    read = replace(
        withheld,
        released=released(signed.up_to, signed.policy, signed.head, others, signed),
    )
    for one, other in zip(files(withheld), files(read), strict=True):
        assert one == other


def test_a_workbook_has_a_sign_where_a_number_is_withheld(withheld):
    book = back.sheets(monthly.workbook(withheld))
    sheet = book["1 Reviews held on time"]
    rows = {row[1]: row for row in sheet.values if row[0] == "Financial year"}
    number, of, value = rows["2024-25"][6:9]
    assert {number, of, value} & {"[c]"}
    assert not sheet._charts


def test_what_moved_says_no_number(withheld, withheld_file, tmp_path):
    import shutil

    from data_access.importers.importer import SourceFile
    from data_access.intake.door import LoadAsked, load
    from tests.small_store import FILES, NOW, YEAR

    place = shutil.copy(withheld_file, tmp_path / "iro.db")
    engine = database.get_engine(url_of(place))
    name = "Reviews 2024-25.csv"
    path = tmp_path / name
    path.write_text(FILES[name].replace("10/07/2024", "28/06/2024"), encoding="utf-8")
    asked = LoadAsked(CODE, "a test", NOW, YEAR)
    load(engine, [SourceFile(path, name)], asked, dry_run=False)
    lines = command._moved(withheld, engine, CODE)
    assert (
        "Reviews held on time, 2024-25: figures would now differ, because of 1 file "
        "loaded or undone since."
    ) in lines
    assert not any(re.search(r"\b\d+ of \d+|%", line) for line in lines)
    before = [make(withheld) for make in MAKE[1:]]
    assert [make(withheld) for make in MAKE[1:]] == before
    engine.dispose()
