import tracemalloc
from datetime import date

import pytest

from data_access.importers.importer import ReadingContext, Recognised
from data_access.importers.ssda903 import xml
from data_access.store.statements import (
    ChildRecord,
    EpisodeRecord,
    HealthAnswersRecord,
    MissingRecord,
    ReviewRecord,
    Statement,
)
from domain.errors import RefusedError
from tests.data_access.importers.importing import (
    TODAY,
    a_file,
    read_all,
    records,
    sentences,
    whole_rows,
)

CORRECT = "Correct it in your system and load the file again."
PASSED_OVER = (
    "The file, blocks: found 'PERMANENCE', expected HEADER, EPISODE, AREVIEW, OC2 and "
    "AMISSING. Nothing in the other blocks is shown by the dashboard. Nothing to do."
)
CHILD = """
  <CHILD>
    <HEADER>
      <CHILDID>C1</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>03/04/2015</DOB>
      <ETHNIC>WBRI</ETHNIC><UASC>0</UASC>
      <AREVIEW><REVIEW>10/06/2024</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
      <AREVIEW><REVIEW>10/09/2024</REVIEW><REVIEW_CODE>PN2</REVIEW_CODE></AREVIEW>
      <PERMANENCE><PREV_PERM>P1</PREV_PERM></PERMANENCE>
    </HEADER>
    <EPISODE>
      <DECOM>18/05/2024</DECOM><RNE>S</RNE><LS>C1</LS><CIN>N1</CIN><PL>U6</PL>
      <PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC>20/06/2024</DEC><REC>X1</REC>
    </EPISODE>
    <EPISODE>
      <DECOM>20/06/2024</DECOM><RNE>L</RNE><LS>C2</LS><PL>U6</PL>
    </EPISODE>
  </CHILD>"""


def a_return(*children):
    return f"<EXPSSDA903>{''.join(children)}</EXPSSDA903>"


@pytest.fixture
def read(tmp_path):
    def read_content(content, **given):
        return read_all(xml, a_file(tmp_path, content), **given)

    return read_content


def test_each_element_becomes_the_record_its_csv_row_would(read):
    *items, passed_over = read(a_return(CHILD))

    assert passed_over.sentence == PASSED_OVER
    assert items == [
        Statement(
            ChildRecord(
                child_id="C1",
                born=date(2015, 4, 3),
                sex="F",
                ethnicity="WBRI",
                alone=False,
            ),
            "Child 1",
        ),
        Statement(
            EpisodeRecord(
                child_id="C1",
                decom=date(2024, 5, 18),
                rne="S",
                legal_status="C1",
                placement="U6",
                provider="PR1",
                dec=date(2024, 6, 20),
                reason_ceased="X1",
            ),
            "Child 1, episode 1",
        ),
        Statement(
            EpisodeRecord(
                child_id="C1",
                decom=date(2024, 6, 20),
                rne="L",
                legal_status="C2",
                placement="U6",
            ),
            "Child 1, episode 2",
        ),
        Statement(
            ReviewRecord(child_id="C1", held=date(2024, 6, 10), participation="PN1"),
            "Child 1, review 1",
        ),
        Statement(
            ReviewRecord(child_id="C1", held=date(2024, 9, 10), participation="PN2"),
            "Child 1, review 2",
        ),
    ]


@pytest.mark.parametrize(
    "content",
    [
        a_return(CHILD).replace("\n", ""),
        '<?xml version="1.0" encoding="us-ascii"?>' + a_return(CHILD),
        a_return(CHILD).replace("CHILD", "child").replace("REVIEW", "Review"),
        a_return(CHILD).replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:return">'),
        a_return(CHILD).replace("</AREVIEW>\n      <AREVIEW>", ""),
        ("\ufeff" + a_return(CHILD)).encode(),
        a_return(CHILD).encode("utf-16"),
    ],
)
def test_every_shape_of_the_same_return_gives_the_same_records(read, content):
    assert read(content) == read(a_return(CHILD))


def test_the_return_is_known_by_its_root(tmp_path):
    file = a_file(tmp_path, a_return(CHILD), "whatever.txt")

    assert xml.recognise(file) == Recognised(
        "ssda903", "whole return", 2025, needs_year=True, covers="care,reviews,missing"
    )


def test_the_name_tells_the_year_before_the_episodes_do(tmp_path):
    file = a_file(tmp_path, a_return(CHILD), "2023-24/return.xml")

    assert xml.recognise(file).year == 2024


@pytest.mark.parametrize(
    "content",
    [
        "CHILD,DOB,REVIEW,REVIEW_CODE\n",
        "",
        "<>",
        "<!-- <EXPSSDA903> --><Message/>",
        b"PK\x03\x04\x00\x00",
    ],
)
def test_other_files_are_not_taken_for_the_return(tmp_path, content):
    assert xml.recognise(a_file(tmp_path, content)) is None


def test_a_damaged_return_is_known_and_its_year_is_not(tmp_path):
    file = a_file(tmp_path, "<EXPSSDA903><CHILD>")

    assert xml.recognise(file).year is None


def test_rows_are_checked_as_in_csv(read):
    faulty = (
        CHILD.replace("PN2", "PN9")
        .replace("10/06/2024", "06/13/2024")
        .replace("<DEC>20/06/2024", "<DEC>17/05/2024")
    )

    items = read(a_return("<CHILD/>", faulty))

    assert sentences(items) == [
        "Child 2, episode 1, DEC: found '17/05/2024', expected a date on or after "
        f"DECOM. {CORRECT}",
        "Child 2, review 1, REVIEW: found '06/13/2024', expected a date like "
        f"31/03/2025. {CORRECT}",
        "Child 2, review 2, REVIEW_CODE: found 'PN9', expected one of PN0 to PN7. "
        + CORRECT,
        PASSED_OVER,
    ]
    assert len(whole_rows(items)) == 2
    assert len(records(items)) == 3


@pytest.mark.parametrize("given", ["<CHILDID></CHILDID>", ""])
def test_every_record_of_a_child_without_an_id_is_left_out(read, given):
    items = read(a_return(CHILD.replace("<CHILDID>C1</CHILDID>", given), CHILD))

    assert len(whole_rows(items)) == len(records(items)) == 5
    assert sentences(items)[1] == (
        f"Child 1, episode 1, CHILD: found '', expected the child's id. {CORRECT}"
    )


def test_episodes_without_a_header_are_left_out(read):
    items = read(
        a_return("<CHILD><EPISODE><DECOM>18/05/2024</DECOM></EPISODE></CHILD>")
    )

    assert [item.place for item in whole_rows(items)] == ["Child 1, episode 1"]


BILLION_LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE EXPSSDA903 [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<EXPSSDA903><CHILD><HEADER><CHILDID>&c;</CHILDID></HEADER></CHILD></EXPSSDA903>"""
EXTERNAL_ENTITY = """<?xml version="1.0"?>
<!DOCTYPE EXPSSDA903 [<!ENTITY file SYSTEM "file:///etc/hostname">]>
<EXPSSDA903><CHILD><HEADER><CHILDID>&file;</CHILDID></HEADER></CHILD></EXPSSDA903>"""
OUTSIDE_DTD = (
    '<!DOCTYPE EXPSSDA903 SYSTEM "http://127.0.0.1/x.dtd"><EXPSSDA903></EXPSSDA903>'
)


@pytest.mark.parametrize("content", [BILLION_LAUGHS, EXTERNAL_ENTITY, OUTSIDE_DTD])
def test_entities_and_document_types_are_refused(tmp_path, read, content):
    assert xml.recognise(a_file(tmp_path, content)).year is None
    with pytest.raises(RefusedError) as refused:
        read(content)

    assert str(refused.value) == (
        "The file declares a document type or entities. Expected plain elements, as "
        "the return is exported. Export it again from your system."
    )


@pytest.mark.parametrize(
    "content",
    [
        f"<EXPSSDA903>{CHILD}\n<CHILD>",
        f"<EXPSSDA903>{CHILD}\n<CHILD></EPISODE></CHILD></EXPSSDA903>",
        f"<EXPSSDA903>{CHILD}\n&nbsp;</EXPSSDA903>",
    ],
)
def test_a_damaged_return_is_refused_before_any_record_is_given(tmp_path, content):
    items = xml.read(a_file(tmp_path, content), None)

    with pytest.raises(RefusedError) as refused:
        next(items)

    assert str(refused.value) == (
        "The XML breaks off or is damaged at line 18. Expected a whole return. Export "
        "it again from your system."
    )


def test_a_return_without_children_is_refused(read):
    with pytest.raises(RefusedError) as refused:
        read("<EXPSSDA903><HEADER/></EXPSSDA903>")

    assert str(refused.value) == (
        "The file holds no CHILD elements. Expected one for each child of the SSDA903 "
        "return. Export the return again from your system."
    )


def test_a_longer_file_takes_no_more_memory(tmp_path):
    def peak(children):
        file = a_file(tmp_path, a_return(*[CHILD + "<OTHER>x</OTHER>"] * children))
        tracemalloc.start()
        for _ in xml.read(file, ReadingContext(2025, TODAY)):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(1_000) < peak(200) + 100_000


def test_blocks_that_are_passed_over_are_named_once_and_others_not_at_all(read):
    dolo = "<DOLO><DOLO_START>01/05/2026</DOLO_START></DOLO></HEADER>"
    child = CHILD.replace("</HEADER>", dolo)

    assert sentences(read(a_return(child, child)))[-2:] == [
        "The file, blocks: found 'DOLO', expected the table DoLO as CSV, or as a sheet. "
        "Orders that deprive a child of liberty are not read from XML: how it names them "
        "is not known here. Load the table DoLO of that year beside it.",
        PASSED_OVER,
    ]
    plain = CHILD.replace("<PERMANENCE><PREV_PERM>P1</PREV_PERM></PERMANENCE>", "")
    assert sentences(read(a_return(plain))) == []


def test_health_and_times_missing_are_read_of_their_blocks(read):
    blocks = """
      <OC2><SDQ_SCORE>10</SDQ_SCORE><HEALTH_ASSESSMENT>1</HEALTH_ASSESSMENT>
        <TEETH_CHECK>0</TEETH_CHECK></OC2>
      <AMISSING><MISSING>M</MISSING><MIS_START>01/07/2024</MIS_START>
        <MIS_END>02/07/2024</MIS_END></AMISSING>
      <AMISSING><MISSING>A</MISSING><MIS_START>01/08/2024</MIS_START></AMISSING>
    </HEADER>"""
    items = read(a_return(CHILD.replace("</HEADER>", blocks)))
    assert records(items)[-3:] == [
        HealthAnswersRecord(
            child_id="C1", as_at=date(2025, 3, 31), assessment=True, dental=False
        ),
        MissingRecord(
            child_id="C1",
            kind="missing",
            started=date(2024, 7, 1),
            ended=date(2024, 7, 2),
        ),
        MissingRecord(child_id="C1", kind="away", started=date(2024, 8, 1)),
    ]
