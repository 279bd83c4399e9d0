import time

from ui.kit import downloads
from ui.kit.downloads import Waiting

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
