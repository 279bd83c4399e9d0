"""One document in three bodies: each read back as its reader, or a screen reader, would."""

import time

import pytest

from reports.documents import html, pdf, word
from reports.documents.model import (
    Bars,
    Bullets,
    Chart,
    Document,
    Paragraph,
    Section,
    Table,
    ToWrite,
    every,
)
from tests.reports.documents import reading_back as back
from tests.reports.documents.conftest import SIGNED

pytestmark = pytest.mark.xdist_group("documents")
BODIES = (html.written, pdf.written, word.written)
HARD = """<b>&"#\\ [*_$@ `{2}` 'é' </script> = ~ // /* \n1. one"""


def small(*blocks, **more):
    return Document(
        "A title", "A council", ("A line.",), "Foot.", SIGNED, blocks, **more
    )


@pytest.fixture(scope="module")
def written(report):
    """The annual report in each body, and how long all three took."""
    before = time.process_time()
    found = {made: made(report) for made in BODIES}
    return found, time.process_time() - before


def headings(report):
    def ranked(blocks, rank):
        for block in blocks:
            if isinstance(block, Section):
                yield rank, block.title
                yield from ranked(block.blocks, rank + 1)

    return [*ranked(report.blocks, 1), (1, report.notes_title)]


def charts(report):
    return [each for each in every(report.blocks) if isinstance(each, Chart)]


def tables(report):
    return [each for each in every(report.blocks) if isinstance(each, Table)]


def test_html_has_headings_language_title_and_headers(report, written):
    page = back.html(written[0][html.written])
    first, contents, *others = page.headings
    assert (first, contents) == ((1, report.title), (2, "Contents"))
    assert others == [(rank + 1, title) for rank, title in headings(report)]
    assert page.all("html") == [{"lang": "en-GB"}]
    assert f"{report.title}, {report.council}" in page.text
    assert [svg["aria-label"] for svg in page.all("svg")] == [
        chart.alt for chart in charts(report)
    ]
    assert all(svg["role"] == "img" for svg in page.all("svg"))
    assert len(page.all("caption")) == len(page.all("table")) == len(tables(report))
    assert {th["scope"] for th in page.all("th")} == {"col", "row"}


def test_html_needs_nothing_else_and_its_links_lead_somewhere(written):
    page = back.html(written[0][html.written])
    assert not page.all("script") and not page.all("link") and not page.all("img")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.all("a")} <= set(ids)


def test_a_pdf_is_tagged_for_who_hears_it(report, written):
    file, tree = back.pdf_tree(written[0][pdf.written])
    assert str(file.Root.Lang) == "en-GB"
    assert bool(file.Root.MarkInfo.Marked)
    assert str(file.docinfo.Title) == f"{report.title}, {report.council}"
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
    assert "pdfuaid" in file.Root.Metadata.read_bytes().decode()
    ranks = [
        int(name[1:]) for name, _ in tree if name[:1] == "H" and name[1:].isdigit()
    ]
    contents, *others = ranks
    assert contents == 1
    assert others == [rank for rank, _ in headings(report)]
    figures = [str(each.Alt) for name, each in tree if name == "Figure"]
    assert figures == [chart.alt for chart in charts(report)]
    heads = [name for name, _ in tree if name == "TH"]
    assert len(heads) == sum(len(table.heads) for table in tables(report))
    assert sum(name == "THead" for name, _ in tree) == len(tables(report))


def test_word_has_headings_captions_header_rows_and_alt_texts(report, written):
    content = written[0][word.written]
    file = back.word(content)
    found = [
        (int(line.style.name[-1]), line.text)
        for line in file.paragraphs
        if line.style.name.startswith("Heading")
    ]
    assert found == headings(report)
    assert file.paragraphs[0].style.name == "Title"
    assert file.core_properties.language == "en-GB"
    assert file.core_properties.title == f"{report.title}, {report.council}"
    assert len(file.tables) == len(tables(report))
    for grid, table in zip(file.tables, tables(report), strict=True):
        head, *rows = grid._tbl.tr_lst
        assert head.xpath("./w:trPr/w:tblHeader")
        assert not any(row.xpath("./w:trPr/w:tblHeader") for row in rows)
        assert grid._tbl.xpath("./w:tblPr/w:tblCaption/@w:val") == [table.caption]
        assert [cell.text for cell in grid.rows[0].cells] == list(table.heads)
    alts = file.element.body.xpath(".//wp:docPr/@descr")
    assert alts == [chart.alt for chart in charts(report)]
    captions = [line for line in file.paragraphs if line.style.name == "Caption"]
    assert len(captions) == len(tables(report)) + len(charts(report))
    marks = set(file.element.body.xpath(".//w:bookmarkStart/@w:name"))
    assert set(file.element.body.xpath(".//w:hyperlink/@w:anchor")) <= marks


def test_short_tables_stay_on_one_page_and_days_in_one_line(report, written):
    short = [table for table in tables(report) if table.one_piece]
    assert 0 < len(short) < len(tables(report))
    assert pdf.source(report).count("#block(breakable: false)[#figure(") == len(short)
    file = back.word(written[0][word.written])
    for grid, table in zip(file.tables, tables(report), strict=True):
        *rows, last = grid._tbl.tr_lst
        assert bool(rows[0].xpath(".//w:keepNext")) == table.one_piece
        assert not last.xpath(".//w:keepNext")
    days = Table("", ("What", "By when"), (("x" * 60, "30 September 2024"),), (), False)
    assert days.in_one_line == (False, True)


def test_a_table_in_word_has_its_properties_in_the_schemas_order(report, written):
    file = back.word(written[0][word.written])
    for grid in file.tables:
        found = [word.IN_ORDER.index(each.tag) for each in grid._tbl.tblPr]
        assert found == sorted(found)


def test_a_drawing_is_the_same_in_every_body(report, written):
    from reports.documents.svg import drawing

    page = written[0][html.written].decode()
    source = pdf.source(report)
    for chart in charts(report):
        assert drawing(chart) in page
        assert pdf._q(drawing(chart)) in source


def test_the_same_document_gives_the_same_bytes(report, written):
    for made, content in written[0].items():
        assert made(report) == content, made


def test_a_whole_report_in_three_bodies_takes_under_ten_seconds(written):
    assert written[1] < 10


def test_each_table_and_heading_is_in_the_words_of_each_body(report, written):
    texts = [
        back.html(written[0][html.written]).text,
        back.word_text(written[0][word.written]),
    ]
    for table in tables(report):
        for text in texts:
            assert all(cell in text for row in table.rows for cell in row)


@pytest.mark.parametrize("made", BODIES)
def test_words_are_words_whatever_letters_they_have(made):
    table = Table(HARD, (HARD, HARD), ((HARD, HARD),))
    chart = Chart(HARD, HARD, Bars((HARD,), (1.0,), (HARD,)), table)
    blocks = (Paragraph((HARD,)), Bullets(((HARD,),)), chart, ToWrite(HARD))
    found = made(small(Section(HARD, blocks)))
    texts = {
        html.written: lambda: back.html(found).text,
        word.written: lambda: back.word_text(found),
        pdf.written: lambda: "",
    }
    text = texts[made]()
    if made is not pdf.written:
        assert text.count("{2}") >= 8
        assert text.count("</script>") >= 8
    else:
        _, tree = back.pdf_tree(found)
        assert [str(e.Alt) for name, e in tree if name == "Figure"] == [HARD]


def test_what_is_on_every_page_is_in_each_body():
    document = small(Section("One", (Paragraph(("Words.",)),), page=True))
    file = back.word(word.written(document))
    assert "Foot." in file.sections[0].footer.paragraphs[0].text
    page = html.written(document).decode()
    assert '@bottom-left { content: "Foot.";' in page
    assert '<p class="foot">Foot.</p>' in page
    assert "footer: context" in pdf.source(document)


def test_a_councils_own_template_is_used(tmp_path):
    import docx

    own = docx.Document()
    own.styles["Heading 1"].font.name = "Georgia"
    own.sections[0].header.paragraphs[0].text = "Our council"
    own.save(tmp_path / "own.docx")
    found = back.word(word.written(small(Section("One", ())), tmp_path / "own.docx"))
    assert found.styles["Heading 1"].font.name == "Georgia"
    assert found.sections[0].header.paragraphs[0].text == "Our council"


def test_a_template_that_cannot_be_used_is_refused(tmp_path):
    (tmp_path / "own.docx").write_text("no Word file")
    with pytest.raises(word.TemplateError, match=r"own\.docx cannot be opened"):
        word.written(small(), tmp_path / "own.docx")
