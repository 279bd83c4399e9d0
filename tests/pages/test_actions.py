"""Actions on the page of the meeting: listed, decided, followed, and undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, delete

from data_access.access.look import Look
from data_access.casework import actions
from data_access.casework.actions import ActionAsked
from data_access.store.loaded import CouncilAction
from domain.access import Role, Viewer
from domain.actions import State
from tests.conftest import AS_AT
from tests.pages.opening import choose, open_all, open_page, plain, tables, text

PAGE = "service/monthly_meeting.py"
WHAT = "What is to be done"
OVERDUE = "Open chairs' diaries for initial conferences eight weeks ahead"
DUE = date(2025, 8, 31)


@pytest.fixture
def page(own_exampleshire):
    return open_all(open_page(PAGE, "quality"))


@pytest.fixture
def ben(own_exampleshire):
    """Somebody else of the group, five minutes from now."""
    later = datetime.now(UTC) + timedelta(minutes=5)
    viewer = Viewer("ben@example.org", Role.QUALITY)
    return Look(own_exampleshire, viewer, "EXM", AS_AT, later)


def rows(page):
    (found,) = [each for each in tables(page) if WHAT in each.columns]
    return found.to_dict("records")


def field(elements, part):
    (found,) = [each for each in elements if part in str(each.key)]
    return found


def press(page, label):
    (button,) = [each for each in page.button if each.label == label]
    page = button.click().run()
    assert not page.exception
    return page


def said(page):
    return [plain(each.value) for each in (*page.success, *page.error)]


def decide(page, what="Ask each team for its dates", due=date(2030, 1, 31)):
    field(page.text_input, "-what-new").set_value(what)
    field(page.text_input, "-who-new").set_value("IRO service manager")
    field(page.date_input, "-due-new").set_value(due)
    return press(page, "Write this action down")


def chosen(page, number):
    return field(page.selectbox, "-which-").set_value(str(number)).run()


def say_done(page, number, evidence="Seen in the booking system"):
    field(page.selectbox, f"-state-{number}").set_value("done")
    field(page.text_input, f"-evidence-{number}").set_value(evidence)
    return press(page, "Keep this action so")


def one_asked(**more):
    return ActionAsked(
        **{
            "decided": date(2025, 6, 11),
            "what": OVERDUE,
            "who": "Conference chairs' manager",
            "due": DUE,
            **more,
        }
    )


def overdue(look):
    (found,) = [each for each in actions.decided(look).values() if each.what == OVERDUE]
    return found


def test_open_ones_come_first_and_overdue_is_said_in_words(page):
    found = rows(page)
    assert len(found) == 8
    assert found[0][WHAT] == OVERDUE
    assert found[0]["How far it is"] == "Overdue since 31 August 2025"
    assert found[0]["By when"] == "31/08/2025"
    assert found[0]["Measures"] == "Initial conferences held within 15 working days"
    ended = {each["How far it is"].partition(".")[0] for each in found[2:]}
    assert ended == {"Done", "Not done"}
    assert found[-1]["How far it is"] == "Done. In use since 5 June 2023"


def test_one_is_written_down_and_can_be_undone(page, ben):
    page = decide(page)
    assert said(page) == ["Written down."]
    (mine,) = [each for each in rows(page) if each[WHAT].startswith("Ask each")]
    assert (mine["How far it is"], mine["Measures"]) == ("Open", "The service")
    page = press(page, "Undo what was just done")
    assert said(page) == ["Undone."]
    assert len(rows(page)) == 8
    assert "Undo what was just done" not in [each.label for each in page.button]


def test_one_is_said_to_be_done_with_what_shows_it(page, ben):
    number = overdue(ben).number
    page = say_done(chosen(page, number), number, evidence=" ")
    (told,) = said(page)
    assert told.startswith("Evidence: nothing is written.")
    page = say_done(page, number)
    assert said(page) == ["Kept."]
    now = overdue(ben)
    assert (now.state, now.evidence) == (State.DONE, "Seen in the booking system")
    page = press(page, "Undo what was just done")
    assert overdue(ben).state is State.OPEN


def test_who_is_overtaken_is_told_and_nothing_is_lost(page, ben):
    before = overdue(ben)
    page = chosen(page, before.number)
    actions.change(ben, before.saving, one_asked(due=date(2030, 1, 1)))
    page = say_done(page, before.number)
    (told,) = said(page)
    assert "ben@example.org changed action" in told
    assert overdue(ben).due == date(2030, 1, 1)
    evidence = field(page.text_input, f"-evidence-{before.number}")
    assert evidence.value == "Seen in the booking system"
    page = press(page, "Keep this action so")
    assert said(page) == ["Kept."]
    assert overdue(ben).state is State.DONE
    assert len(actions.history(ben, before.number)) == 3


def test_what_somebody_took_back_meanwhile_is_told_too(page, ben):
    before = overdue(ben)
    page = chosen(page, before.number)
    actions.undo(ben, before.saving)
    page = say_done(page, before.number)
    (told,) = said(page)
    assert "and took it back" in told


def test_earlier_savings_are_there(page, ben):
    page = chosen(page, 1)
    assert "Quality assurance lead, 10 May 2023: open" in text(page)


def test_words_are_never_read_as_marks(page, ben):
    saving = actions.decide(ben, one_asked(what="<b>*Up*</b>"))
    actions.change(ben, saving, one_asked(what="<b>*Down*</b>"))
    page = page.run()
    assert "<b>*Down*</b>" in [each[WHAT] for each in rows(page)]


def test_a_measure_has_its_own_with_its_value_then_and_now(own_whole_exampleshire):
    page = open_page(PAGE, "quality")
    page = choose(page, "measure", "Initial conferences held within 15 working days")
    found = rows(page)
    assert [each[WHAT] for each in found] == [
        OVERDUE,
        "Look at each conference of September that was late, and say why",
    ]
    assert found[0]["When decided"] == "68.8% in May 2025"
    assert found[0]["Now"] == "81.5% in September 2025"
    assert found[0]["Compared"]
    assert found[1]["When decided"] == "63.9% in September 2024"


def test_one_decided_after_the_month_that_is_read_says_so(page):
    page = choose(page, "meeting", "November 2024")
    page = choose(page, "measure", "Initial conferences held within 15 working days")
    assert rows(page)[0]["Compared"] == "It was decided since."


def test_a_measure_that_no_action_names_says_so(page):
    page = choose(page, "measure", "Reviews overdue")
    assert "No action is written down that names this measure." in text(page)


def test_where_nothing_is_decided_it_is_said(own_exampleshire):
    with Session(own_exampleshire) as session:
        session.execute(delete(CouncilAction))
        session.commit()
    page = open_page(PAGE, "quality")
    assert "Nothing is decided yet." in text(page)
    assert "Write an action down" in [each.label for each in page.expander]
    assert len(page.expander) == 2


def test_a_form_is_drawn_once_it_is_opened_and_stays_when_it_is_closed(page):
    name = next(each.key for each in page.text_input if "-what-new" in each.key)
    assert not open_page(PAGE, "quality").text_input
    part = next(key for key in page.session_state if key.endswith("decide-part-EXM"))
    page.session_state[part] = False
    assert [each.key for each in page.run().text_input if each.key == name]


def test_managers_read_them_and_analysts_do_beside_the_event_log(with_exampleshire):
    manager = open_page(PAGE, "manager")
    assert len(rows(manager)) == 8
    assert "Write an action down" not in [each.label for each in manager.expander]
    assert len(rows(open_page("data/event_log.py", "analyst"))) == 8
    assert WHAT not in [
        name
        for table in tables(open_page("data/event_log.py", "quality"))
        for name in table.columns
    ]
