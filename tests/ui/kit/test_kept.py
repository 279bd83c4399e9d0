"""What is kept ready: made once, of the state asked for, within the memory given."""

import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from ui.kit.kept import ANSWER_BYTES, Kept


def kept(place, key, state="now", size=10, makes=()):
    """Ask for what is kept; `makes` grows when it has to be made."""

    def make():
        if isinstance(makes, list):
            makes.append((key, state))
        return SimpleNamespace(key=key, state=state, answers={})

    return place.get(key, state, make, lambda _: size)


def test_what_is_asked_for_again_is_the_same():
    place = Kept(100)
    assert kept(place, "a") is kept(place, "a")


def test_what_is_there_is_told_whatever_it_was_made_of():
    place = Kept(100)
    assert place.there("a") is None
    made = kept(place, "a", "later")
    assert place.there("a") is made
    assert place.there("b") is None


def test_another_key_is_given_its_own_and_another_state_is_made_anew():
    place = Kept(100)
    first = kept(place, "a")
    assert kept(place, "b").key == "b"
    assert kept(place, "a", "later").state == "later"
    assert kept(place, "a", "later") is not first
    assert len(place) == 2


def test_of_many_who_ask_at_once_one_makes_it():
    place, makes = Kept(100), []

    def ask(_):
        def make():
            makes.append(1)
            time.sleep(0.05)
            return SimpleNamespace()

        return place.get("a", 1, make, lambda _: 1)

    with ThreadPoolExecutor(8) as readers:
        found = list(readers.map(ask, range(8)))
    assert len(makes) == 1
    assert all(each is found[0] for each in found)


def test_what_nobody_asked_for_longest_goes_when_memory_is_full():
    place, makes = Kept(30), []
    for key in ("a", "b", "c", "a", "d", "e"):
        kept(place, key, makes=makes)
    makes.clear()
    for key in ("a", "d", "e"):
        kept(place, key, makes=makes)
    assert makes == []
    kept(place, "b", makes=makes)
    assert makes == [("b", "now")]


def test_answers_that_stay_with_rows_take_memory_too():
    place = Kept(5 * ANSWER_BYTES)
    first = kept(place, "a")
    kept(place, "b")
    assert kept(place, "a") is first
    first.answers.update(dict.fromkeys(range(10)))
    kept(place, "b")
    assert len(place) == 1
    assert kept(place, "a") is not first


def test_one_thing_larger_than_all_memory_given_is_kept_alone():
    place, makes = Kept(5), []
    for _ in range(3):
        kept(place, "a", size=1000, makes=makes)
    assert makes == [("a", "now")]


def test_what_could_not_be_made_is_made_by_the_next_who_asks():
    place = Kept(100)

    def fail():
        raise OSError

    kept(place, "a", "before")
    for _ in range(2):
        with pytest.raises(OSError):
            place.get("a", "now", fail, lambda _: 1)
    assert kept(place, "a", "now").state == "now"
