"""What is written of a measure in a month: nothing is lost, on either database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from data_access.access import ledger
from data_access.access.look import Look
from data_access.casework import commentary
from data_access.casework.commentary import LONGEST_DRAFT, About
from data_access.store import database
from domain.access import Role, Viewer
from domain.commentary import LONGEST, OvertakenError
from domain.errors import RefusedError
from tests.data_access.conftest import EITHER

LA = "TST"
NOW = datetime(2025, 10, 2, 9, 30, tzinfo=UTC)
SEPTEMBER = date(2025, 9, 1)
ABOUT = About("reviews_held_on_time", SEPTEMBER)


@pytest.fixture(params=EITHER)
def engine(request):
    return request.getfixturevalue(f"{request.param}_engine")


@pytest.fixture
def look(engine):
    return Look(engine, Viewer("ann", Role.QUALITY, LA), LA, NOW.date(), NOW)


@pytest.fixture
def other(look):
    later = NOW + timedelta(minutes=5)
    return replace(look, viewer=Viewer("ben", Role.MANAGER, LA), now=later)


def there(look, about=ABOUT):
    return commentary.of_measure(look, about)


def save(look, text, about=ABOUT):
    commentary.save(look, about, text, there(look, about).base)


def test_what_is_saved_stands_with_who_and_when_and_the_ledger_has_it(look):
    save(look, "  Up on August. \n\nJust above the target.  ")
    found = there(look).standing
    assert (found.text, found.author, found.written_at) == (
        "Up on August.\n\nJust above the target.",
        "ann",
        NOW,
    )
    assert list(commentary.of_month(look, SEPTEMBER)) == [ABOUT.key]
    (entry,) = ledger.own(look.engine, look.viewer).to_dict("records")
    assert (entry["Screen"], entry["What"]) == (
        "monthly meeting",
        "wrote reviews_held_on_time, September 2025",
    )


def test_each_saving_is_a_line_and_the_latest_stands(look, other):
    save(look, "One")
    save(other, "Two")
    save(look, "Three")
    found = there(look)
    assert (found.standing.text, found.standing.author) == ("Three", "ann")
    assert [each.text for each in found.earlier] == ["Two", "One"]


def test_what_is_taken_away_does_not_stand_and_is_not_lost(look):
    save(look, "One")
    save(look, " ")
    assert not commentary.of_month(look, SEPTEMBER)
    assert [each.text for each in there(look).earlier] == ["One"]
    with pytest.raises(RefusedError, match="nothing is written"):
        save(look, "")
    save(look, "Two")
    assert commentary.of_month(look, SEPTEMBER)[ABOUT.key].text == "Two"


def test_months_and_measures_are_written_of_apart(look):
    save(look, "One")
    for about in (replace(ABOUT, month=date(2025, 8, 1)), replace(ABOUT, key="other")):
        assert there(look, about).standing is None
    assert not commentary.of_month(look, date(2025, 8, 1))


def test_a_draft_is_kept_in_the_store_for_its_writer_until_it_is_saved(look, other):
    commentary.keep_draft(look, ABOUT, "Up on", 0)
    commentary.keep_draft(look, ABOUT, "Up on August", 0)
    assert there(look).draft.text == "Up on August"
    assert there(other).draft is None
    save(look, "Up on August.")
    assert there(look).draft is None
    assert there(look).standing.text == "Up on August."


def test_a_draft_is_dropped_by_its_writer_alone(look, other):
    for each in (look, other):
        commentary.keep_draft(each, ABOUT, each.viewer.who, 0)
    commentary.drop_draft(look, ABOUT)
    commentary.drop_draft(look, ABOUT)
    assert there(look).draft is None
    assert there(other).draft.text == "ben"


def test_two_who_write_are_told_of_each_other(look, other):
    commentary.keep_draft(look, ABOUT, "Mine", 0)
    commentary.keep_draft(other, ABOUT, "Theirs", 0)
    (seen,) = there(look).others
    assert (seen.author, seen.typed_at) == ("ben", other.now)
    (seen,) = there(other).others
    assert seen.author == "ann"


def test_the_second_who_saves_is_told_whose_is_newer_and_nothing_is_lost(look, other):
    save(look, "First")
    base = there(look).base
    save(other, "Theirs")
    commentary.keep_draft(look, ABOUT, "Mine", base)
    with pytest.raises(OvertakenError) as refusal:
        commentary.save(look, ABOUT, "Mine", base)
    assert str(refusal.value).startswith(
        "Nothing is saved yet: ben saved on 2 October 2025 at 09:35, after you began."
    )
    assert refusal.value.newer == there(look).standing
    assert there(look).standing.text == "Theirs"
    assert there(look).draft.text == "Mine"
    commentary.save(look, ABOUT, "Both", refusal.value.newer.number)
    assert [each.text for each in there(look).earlier] == ["Theirs", "First"]


def test_of_two_who_save_at_once_one_is_told(look, other):
    told = []

    def write(each):
        try:
            commentary.save(each, ABOUT, each.viewer.who, 0)
        except OvertakenError as refusal:
            told.append(refusal.newer.author)

    writers = [Thread(target=write, args=(each,)) for each in (look, other)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert told == [there(look).standing.author]
    assert not there(look).earlier


def test_what_is_too_long_is_refused_and_a_draft_of_it_is_kept(look):
    long = "a" * (LONGEST + 1)
    commentary.keep_draft(look, ABOUT, long, 0)
    with pytest.raises(RefusedError, match="2,001 letters are written"):
        save(look, long)
    assert there(look).draft.text == long
    commentary.keep_draft(look, ABOUT, "a" * 2 * LONGEST_DRAFT, 0)
    assert len(there(look).draft.text) == LONGEST_DRAFT


def test_nothing_that_is_written_makes_columns_be_read_anew(look):
    def version():
        with look.engine.connect() as connection:
            return database.version_of(connection, LA)

    before = version()
    commentary.keep_draft(look, ABOUT, "One", 0)
    save(look, "One")
    assert version() == before


def test_another_councils_are_not_seen(look):
    save(look, "One")
    commentary.keep_draft(look, ABOUT, "Two", 0)
    elsewhere = replace(look, la="OTH", viewer=Viewer("eve", Role.QUALITY, "OTH"))
    found = there(elsewhere)
    assert (found.standing, found.earlier, found.others) == (None, (), ())


def test_a_council_chooses_what_it_looks_at(look):
    assert commentary.agenda(look) == ()
    commentary.choose_agenda(look, ("disputes_raised",))
    assert commentary.agenda(look) == ("disputes_raised",)
    commentary.choose_agenda(look, ())
    assert commentary.agenda(look) == ()
