"""Figures of another council: trusted and loaded on one page, shown on another."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from data_access.access import ledger
from data_access.columns import read_columns
from data_access.intake.door import LoadAsked
from data_access.store import database
from data_access.store.settings import settings
from domain.access import EVERYTHING, Role, Viewer
from tests.exchanged import sent
from tests.pages.opening import go_to, open_all, open_page, read_table, text
from tests.small_store import CODE
from ui.comparison.others import LABEL
from ui.kit import data

FILES, REVIEWS = "data/load_files.py", "figures/reviews_on_time.py"
NOW = datetime(2025, 5, 2, 9, 0, tzinfo=UTC)
TIMELY = {"reviews_held_on_time": (6, 8)}


@pytest.fixture
def columns(own_small_council):
    engine = database.get_engine(settings().database_url)
    return read_columns(engine, CODE, EVERYTHING)


def load(file):
    (report,) = data.load([file], LoadAsked(CODE, "a test", NOW), dry_run=False)
    return report


def fill(page, label, value):
    (box,) = [each for each in page.text_input if each.label.startswith(label)]
    box.set_value(value)


def press(page, label):
    (found,) = [each for each in page.button if each.label == label]
    page = found.click().run()
    assert not page.exception
    return page


def trust(page, code, fingerprint):
    fill(page, "Code of the other council", code)
    fill(page, "Fingerprint of its key", fingerprint)
    return press(page, "Trust this key")


def offered(page):
    return [each for each in open_all(page).expander if each.label == LABEL]


def table(offer):
    (found,) = [
        each.proto.body for each in offer.get("html") if "<table" in each.proto.body
    ]
    return read_table(found).to_dict("records")


def test_a_file_is_read_once_its_key_is_trusted_and_no_more_once_it_is_not(
    columns, tmp_path, monkeypatch
):
    file, fingerprint = sent(tmp_path, monkeypatch, columns, **TIMELY)
    assert "Expected a key that you trust" in load(file).refused
    page = open_page(FILES)
    assert "No key is trusted, so no file of another council is read." in text(page)
    page = trust(page, " 390 ", fingerprint.replace(" ", "").upper())
    assert "The key is trusted for council 390." in text(page)
    report = load(file)
    assert (report.refused, report.added) == (None, 1)
    page = press(page, "Trust its key no more")
    assert "No key of council 390 is trusted." in text(page)
    assert data.councils(Viewer("a", Role.ANALYST)) == [(CODE, CODE, False)]
    engine = database.get_engine(settings().database_url)
    administrator = Viewer("a", Role.ADMINISTRATOR)
    told = ledger.everybodys(engine, administrator)["What"].tolist()
    assert told == [
        "wrote no more trust in a key of council 390",
        f"wrote trust in the key {fingerprint} of council 390",
    ]


@pytest.mark.parametrize(
    ("code", "fingerprint", "said"),
    [
        ("390", "1234", "expected the fingerprint of a key"),
        (CODE, "0123 " * 8, "expected the code of another council"),
        ("  ", "0123 " * 8, "expected the code of another council"),
    ],
)
def test_what_cannot_be_a_key_or_a_council_is_refused(columns, code, fingerprint, said):
    page = trust(open_page(FILES), code, fingerprint)
    assert said in text(page)
    assert "No key is trusted" in text(page)


def test_a_measures_page_has_what_another_council_sent_beside_ours(
    columns, tmp_path, monkeypatch
):
    file, fingerprint = sent(tmp_path, monkeypatch, columns, **TIMELY)
    assert offered(open_page(REVIEWS)) == []
    trust(open_page(FILES), "390", fingerprint)
    report = load(file)
    (offer,) = offered(open_page(REVIEWS))
    ours, theirs = table(offer)
    assert (ours["Council"], theirs["Council"]) == ("Ours", "Gateshead")
    assert (theirs["Value"], theirs["Counted"], theirs["Out of"]) == ("75.0%", "6", "8")
    assert (ours["Value"], ours["Counted"], ours["Out of"]) == ("71.4%", "5", "7")
    assert ours["Period"] == theirs["Period"] == "2024-25"
    signed = theirs["Signed by"], theirs["Signed on"]
    assert signed == ("A. Director", "30 April 2025")
    data.undo(report.import_id, NOW)
    assert offered(open_page(REVIEWS)) == []


def test_of_another_definition_it_is_said_and_no_figure_is_shown(
    columns, tmp_path, monkeypatch
):
    otherwise = replace(columns, rule="91 and 183 days")
    file, fingerprint = sent(tmp_path, monkeypatch, otherwise, **TIMELY)
    page = trust(open_page(FILES), "390", fingerprint)
    load(file)
    (offer,) = offered(go_to(page, REVIEWS))
    assert not [each for each in offer.get("html") if "<table" in each.proto.body]
    said = " ".join(each.value for each in offer.markdown)
    assert (
        "Reviews held on time: Gateshead counts it by another definition, so nothing is "
        "beside it. Theirs: Intervals are counted as 91 and 183 days. Ours: Intervals "
        "are counted as 3 and 6 calendar months."
    ) in said
