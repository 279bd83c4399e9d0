"""Roles given and ended on the page, by an administrator who has signed in."""

from datetime import UTC, datetime

import pytest

from data_access.access import people
from data_access.store import database
from data_access.store.settings import settings
from domain.access import Role, Viewer
from tests.pages.opening import closed, go_to, tables, text
from tests.pages.test_who_is_looking import signed_in

NED = "ned@example.org"


@pytest.fixture
def page(own_exampleshire, sign_in):
    """The page, as an administrator of every council sees it."""
    return go_to(signed_in("administrators"), "access/people.py")


def now():
    return datetime.now(UTC)


def engine():
    return database.get_engine(settings().database_url)


def press(app, label):
    (button,) = [each for each in app.button if each.label == label]
    return button.click().run()


def give(app, role, who=NED):
    app.text_input(key="person-who").set_value(who)
    return app.selectbox(key="person-role").set_value(role.words).run()


def test_nobody_is_listed_at_first(page):
    assert "Nobody was given a role here yet." in text(page)
    assert [each.label for each in page.button] == ["Give this role", "Sign out"]


def test_a_role_given_is_said_and_listed(page):
    page = press(give(page, Role.BOARD, " Ned@Example.org "), "Give this role")
    assert [each.value.replace("\\", "") for each in page.success] == [
        "ned@example.org now has a role: Board member."
    ]
    (table,) = tables(page)
    (line,) = table.to_dict("records")
    assert (line["Who"], line["Role"], line["Council"]) == (
        NED,
        "Board member",
        "Every council",
    )
    assert line["Given by"] == "ann@example.org"
    assert page.get("download_button")
    assert not page.run().success


def test_a_manager_is_given_teams_of_the_store(page):
    page = give(page, Role.MANAGER)
    teams = page.multiselect(key="person-teams")
    assert teams.options[0] == "Every team"
    teams.set_value(["North", "South"]).run()
    press(page, "Give this role")
    assert people.roles_of(engine(), NED) == [
        Viewer(NED, Role.MANAGER, teams=("North", "South"))
    ]


def test_every_team_is_every_team_whatever_else_is_chosen(page):
    page = give(page, Role.MANAGER)
    page.multiselect(key="person-teams").set_value(["North", "Every team"]).run()
    press(page, "Give this role")
    (given,) = people.roles_of(engine(), NED)
    assert given.teams == ("*",)


def test_an_iro_is_given_their_own_staff_id_in_one_council(page):
    page = give(page, Role.IRO)
    council = page.selectbox(key="person-council")
    page = council.set_value(council.options[1]).run()
    _, number, name = people.chairs(engine(), "EXM")[1]
    page.selectbox(key="person-staff").set_value(f"{name} ({number})").run()
    press(page, "Give this role")
    assert people.roles_of(engine(), NED) == [
        Viewer(NED, Role.IRO, la="EXM", staff_id=number)
    ]


def test_a_role_that_is_not_whole_is_refused_in_words(page):
    page = press(give(page, Role.MANAGER), "Give this role")
    assert [each.value for each in page.error] == [
        "A manager needs a team, or every team."
    ]
    assert people.roles_of(engine(), NED) == []


def test_a_role_is_not_ended_until_that_is_sure(page):
    page = press(give(page, Role.BOARD), "Give this role")
    (button,) = [each for each in page.button if each.label == "End this role"]
    assert button.disabled
    page.checkbox(key="person-sure").check().run()
    page = press(page, "End this role")
    assert [each.value for each in page.success] == ["The role is ended."]
    assert people.roles_of(engine(), NED) == []
    (table,) = tables(page)
    assert list(table["Ended by"]) == ["ann@example.org"]
    assert "End a role" not in [each.value for each in page.header]


def test_an_administrator_of_one_council_gives_roles_in_it(page):
    boss = Viewer("amy@example.org", Role.ADMINISTRATOR, la="EXM")
    people.give(engine(), Viewer("ada", Role.ADMINISTRATOR), boss, now())
    app = closed(email=boss.who, iat=now().timestamp(), groups=[])
    app = go_to(app, "access/people.py")
    assert len(app.selectbox(key="person-council").options) == 1
    press(give(app, Role.BOARD), "Give this role")
    (given,) = people.roles_of(engine(), NED)
    assert given.la == "EXM"
