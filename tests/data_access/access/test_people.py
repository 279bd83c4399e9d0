from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from data_access.access import people
from data_access.demo import exampleshire
from data_access.store import database
from data_access.store.loaded import Import, table
from data_access.store.settings import settings
from domain.access import NotAllowedError, Role, Viewer
from domain.errors import RefusedError
from tests.conftest import url_of
from tests.small_store import load_small_council

NOW = datetime(2025, 10, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2025, 10, 2, 9, 0, tzinfo=UTC)
ADMINISTRATOR = Viewer("ada@example.org", Role.ADMINISTRATOR)
OF_ONE = Viewer("amy@example.org", Role.ADMINISTRATOR, la="EXM")
ANN = Viewer("ann@example.org", Role.ANALYST)
EVERY_OTHER_ROLE = [role for role in Role if role is not Role.ADMINISTRATOR]


@pytest.fixture
def engine(with_nothing):
    return database.get_engine(settings().database_url)


def number_of(engine, who):
    listed = people.listed(engine, ADMINISTRATOR)
    return int(listed[listed["Who"] == who]["id"].iloc[0])


def test_nobody_has_a_role_at_first(engine):
    assert people.roles_of(engine, "ann@example.org") == []
    assert people.listed(engine, ADMINISTRATOR).empty


@pytest.mark.parametrize(
    "person",
    [
        ANN,
        Viewer("max@example.org", Role.MANAGER, "EXM", ("North", "South")),
        Viewer("ira@example.org", Role.IRO, "EXM", staff_id="S1"),
    ],
    ids=lambda person: person.role,
)
def test_a_role_given_is_had_as_it_was_given(engine, person):
    people.give(engine, ADMINISTRATOR, person, NOW)
    assert people.roles_of(engine, person.who) == [person]


def test_a_name_is_found_however_it_is_written(engine):
    people.give(engine, ADMINISTRATOR, ANN, NOW)
    assert people.roles_of(engine, " Ann@Example.org ") == [ANN]


def test_a_role_of_one_is_not_had_by_another(engine):
    people.give(engine, ADMINISTRATOR, ANN, NOW)
    assert people.roles_of(engine, "nan@example.org") == []


def test_a_role_ended_is_had_no_more_and_stays_listed(engine):
    people.give(engine, ADMINISTRATOR, ANN, NOW)
    people.end(engine, ADMINISTRATOR, number_of(engine, ANN.who), LATER)
    assert people.roles_of(engine, ANN.who) == []
    (line,) = people.listed(engine, ADMINISTRATOR).to_dict("records")
    assert line["Given by"] == line["Ended by"] == "ada@example.org"
    assert (line["Given"].day, line["Ended"].day) == (1, 2)


def test_a_role_ended_may_be_given_again(engine):
    people.give(engine, ADMINISTRATOR, ANN, NOW)
    people.end(engine, ADMINISTRATOR, number_of(engine, ANN.who), LATER)
    people.give(engine, ADMINISTRATOR, ANN, LATER)
    assert people.roles_of(engine, ANN.who) == [ANN]
    assert list(people.listed(engine, ADMINISTRATOR)["Ended by"]) == [
        "",
        "ada@example.org",
    ]


def test_a_role_is_given_once(engine):
    people.give(engine, ADMINISTRATOR, ANN, NOW)
    with pytest.raises(RefusedError, match="has this role already"):
        people.give(engine, ADMINISTRATOR, ANN, LATER)


def test_a_role_is_ended_once(engine):
    people.give(engine, ADMINISTRATOR, ANN, NOW)
    number = number_of(engine, ANN.who)
    people.end(engine, ADMINISTRATOR, number, LATER)
    for gone in (number, number + 1):
        with pytest.raises(RefusedError, match="has ended already"):
            people.end(engine, ADMINISTRATOR, gone, LATER)


@pytest.mark.parametrize("role", [None, *EVERY_OTHER_ROLE])
def test_nobody_but_an_administrator_gives_ends_or_lists(engine, role):
    viewer = role and Viewer("eve@example.org", role)
    people.give(engine, ADMINISTRATOR, ANN, NOW)
    number = number_of(engine, ANN.who)
    with pytest.raises(NotAllowedError):
        people.give(engine, viewer, Viewer("eve@example.org", Role.ANALYST), NOW)
    with pytest.raises(NotAllowedError):
        people.end(engine, viewer, number, NOW)
    with pytest.raises(NotAllowedError):
        people.listed(engine, viewer)
    assert people.roles_of(engine, "eve@example.org") == []
    assert people.roles_of(engine, ANN.who) == [ANN]


def test_an_administrator_of_one_council_is_over_that_council_alone(engine):
    own = Viewer("ann@example.org", Role.ANALYST, la="EXM")
    other = Viewer("olu@example.org", Role.ANALYST, la="999")
    people.give(engine, OF_ONE, own, NOW)
    people.give(engine, ADMINISTRATOR, other, NOW)
    people.give(engine, ADMINISTRATOR, Viewer("all@example.org", Role.BOARD), NOW)
    assert list(people.listed(engine, OF_ONE)["Who"]) == ["ann@example.org"]
    with pytest.raises(NotAllowedError):
        people.give(engine, OF_ONE, other, NOW)
    with pytest.raises(NotAllowedError):
        people.end(engine, OF_ONE, number_of(engine, "olu@example.org"), NOW)
    with pytest.raises(RefusedError, match="This role is for every council"):
        people.end(engine, OF_ONE, number_of(engine, "all@example.org"), NOW)
    with pytest.raises(RefusedError, match="Choose the council"):
        people.give(engine, OF_ONE, ANN, NOW)
    people.end(engine, OF_ONE, number_of(engine, "ann@example.org"), NOW)


UNFINISHED = {
    "Type the person's e-mail address, as they sign in with it, in small letters.": (
        Viewer("", Role.ANALYST)
    ),
    "A manager needs a team, or every team.": Viewer("max@example.org", Role.MANAGER),
    "An IRO or chair needs their council and their staff id in it.": (
        Viewer("ira@example.org", Role.IRO, staff_id="S1")
    ),
}


@pytest.mark.parametrize("words", UNFINISHED)
def test_a_role_that_does_not_say_how_far_it_sees_is_not_given(engine, words):
    with pytest.raises(RefusedError) as refusal:
        people.give(engine, ADMINISTRATOR, UNFINISHED[words], NOW)
    assert str(refusal.value) == words


def test_every_team_is_said_in_words(engine):
    person = Viewer("max@example.org", Role.MANAGER, teams=("*",))
    people.give(engine, ADMINISTRATOR, person, NOW)
    assert list(people.listed(engine, ADMINISTRATOR)["Teams"]) == ["Every team"]


def test_iros_and_teams_are_those_of_the_council_asked_for(exampleshire_file):
    engine = database.get_engine(url_of(exampleshire_file))
    posts = people.chairs(engine, "EXM")
    assert posts == people.chairs(engine)
    assert {la for la, _, _ in posts} == {"EXM"}
    assert len({number for _, number, _ in posts}) == len(posts) > 1
    assert "North" in people.teams(engine, "EXM")
    assert people.teams(engine) == people.teams(engine, "EXM")
    assert people.chairs(engine, "999") == []
    assert people.teams(engine, "999") == []


def test_exampleshire_alone_is_an_invented_store(engine, exampleshire_file):
    assert exampleshire.alone(engine)
    assert exampleshire.alone(database.get_engine(url_of(exampleshire_file)))


def test_a_council_s_own_file_makes_a_store_real_even_when_it_is_undone(
    engine, tmp_path
):
    for report in load_small_council(engine, tmp_path):
        assert not report.refused
    assert not exampleshire.alone(engine)
    with engine.begin() as connection:
        connection.execute(update(table(Import)).values(undone_at=LATER))
    assert not exampleshire.alone(engine)
