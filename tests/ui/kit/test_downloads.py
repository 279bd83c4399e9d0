import time
from datetime import UTC, datetime, timedelta

import pytest

from data_access.access import ledger
from data_access.access.look import Look
from data_access.casework import children
from data_access.store.database import StoreError
from data_access.store.unwell import FULL
from domain.access import Role, Viewer
from tests.conftest import AS_AT
from ui.kit import downloads, viewing
from ui.kit.downloads import OverError, Waiting

FILE, OTHER = b"Child,Days\nK7,3\n", b"Child,Days\nK8,4\n"


def yes():
    return True


def no():
    return False


def test_a_file_goes_once_for_each_time_it_was_made():
    waiting = Waiting()
    for _ in range(2):
        waiting.add(FILE, "ann's", yes)
    assert [waiting.take(FILE, "ann's") for _ in range(3)] == [True, True, False]


def test_a_file_goes_to_the_browser_it_was_made_in():
    waiting = Waiting()
    waiting.add(FILE, "ann's", yes)
    assert not waiting.take(FILE, "ben's")
    assert not waiting.take(FILE, "")
    assert not waiting.take(OTHER, "ann's")
    assert waiting.take(FILE, "ann's")


def test_two_who_made_the_same_file_each_get_theirs():
    waiting = Waiting()
    waiting.add(FILE, "ann's", no)
    waiting.add(FILE, "ben's", yes)
    assert waiting.take(FILE, "ben's")
    assert not waiting.take(FILE, "ann's")


def test_a_file_made_where_no_browser_is_known_goes_to_nobody():
    waiting = Waiting()
    waiting.add(FILE, "", yes)
    assert not waiting.take(FILE, "")


def test_a_file_is_not_there_for_whoever_may_no_longer_have_it():
    waiting = Waiting()
    waiting.add(FILE, "ann's", no)
    assert not waiting.take(FILE, "ann's")


def test_a_file_waits_a_short_while(monkeypatch):
    monkeypatch.setattr(downloads, "SOON", 0.01)
    waiting = Waiting()
    waiting.add(FILE, "ann's", yes)
    time.sleep(0.02)
    assert not waiting.take(FILE, "ann's")


ANN = Viewer("ann@example.org", Role.MANAGER, teams=("*",))
DRAWN = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)  # long before any file leaves


@pytest.fixture
def button(monkeypatch):
    """Draw a button; give what pressing it makes, and what is waiting then."""
    waiting = Waiting()
    monkeypatch.setattr(downloads, "waiting", waiting)
    monkeypatch.setattr(downloads, "_browser", lambda: "ann's")
    pressed = {}

    def draw(_label, made, **_):
        pressed["it"] = made

    monkeypatch.setattr(downloads.st, "download_button", draw)

    def press(make, still=yes):
        monkeypatch.setattr(viewing, "still", lambda: still)
        downloads.offer("Take", make, file_name="a.csv", mime="text/csv", key="a")
        return pressed["it"](), waiting

    return press


def test_the_ledger_has_a_line_as_the_file_leaves_with_its_name(
    button, own_exampleshire
):
    look = Look(own_exampleshire, ANN, "EXM", AS_AT, now=DRAWN)
    made, waiting = button(lambda: children.listed(look, taken=True).to_csv().encode())
    assert ledger.own(own_exampleshire, ANN).empty
    assert waiting.take(made, "ann's")
    (entry,) = ledger.own(own_exampleshire, ANN).to_dict("records")
    assert (entry["What"], entry["Who"]) == ("downloaded a.csv", ANN.who)
    when = entry["When"].replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - when) < timedelta(minutes=1)


def test_a_file_whose_line_cannot_be_written_does_not_leave(button, own_exampleshire):
    look = Look(own_exampleshire, ANN, "EXM", AS_AT, now=DRAWN)
    made, waiting = button(lambda: children.listed(look, taken=True).to_csv().encode())
    with own_exampleshire.begin() as connection:
        connection.exec_driver_sql("DROP TABLE ledger_entry")
    with pytest.raises(ledger.LedgerError):
        waiting.take(made, "ann's")
    assert not waiting.take(made, "ann's")


def full():
    raise StoreError(FULL)


@pytest.mark.parametrize(
    ("make", "still", "words"),
    [(full, yes, FULL), (FILE.lower, no, str(OverError()))],
    ids=["the disk is full", "signed out"],
)
def test_a_file_that_cannot_be_made_is_words_in_its_place(button, make, still, words):
    made, waiting = button(make, still)
    with pytest.raises((StoreError, OverError)) as refusal:
        waiting.take(made, "ann's")
    assert (made.decode(), str(refusal.value)) == (words, words)
