from dataclasses import replace

import pytest
from pydantic import SecretStr

from data_access.access.sign_in import Granted, SignIn
from domain.access import Role, Viewer
from ui.kit import viewing

HOUR = 3600
NOW = 1_750_000_000
AGREED = SignIn(
    metadata_url="https://login.example",
    client_id="dashboard",
    client_secret=SecretStr(""),
    redirect_uri="https://dashboard.example/oauth2callback",
    cookie_secret=SecretStr(""),
    role_claim="groups",
    roles={
        "analysts": Granted(role=Role.ANALYST),
        "north": Granted(role=Role.MANAGER, teams=("North",), la="EXM"),
        "iros": Granted(role=Role.IRO, la="EXM", staff_claim="employee"),
    },
    longest=8 * HOUR,
)


def told(**more):
    return {"is_logged_in": True, "email": "ann@example.org", **more}


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ({"email": " Ann@Example.ORG "}, "ann@example.org"),
        ({"email": "", "preferred_username": "Ann", "sub": "1"}, "ann"),
        ({"email": "x@y", "email_verified": True, "sub": "1"}, "x@y"),
        ({"sub": "ABC"}, "abc"),
        ({}, ""),
    ],
)
def test_somebody_is_who_the_first_claim_of_a_name_says(found, name):
    assert viewing.who({"is_logged_in": True, **found}) == name


@pytest.mark.parametrize("proved", [False, "false", "False", "no", "", 0, 1, None, []])
def test_an_address_that_was_never_proved_is_nobody_s_name(proved):
    found = {"is_logged_in": True, "email": "boss@x", "email_verified": proved}
    assert viewing.who({**found, "sub": "eve"}) == "eve"
    assert viewing.who(found) == ""


@pytest.mark.parametrize("proved", [True, "true", "True"])
def test_an_address_is_proved_by_a_claim_that_says_so_as_a_word_too(proved):
    found = {"is_logged_in": True, "email": "boss@x", "email_verified": proved}
    assert viewing.who(found) == "boss@x"


@pytest.mark.parametrize("claim", ["preferred_username", "sub"])
def test_a_name_somebody_may_choose_is_never_an_address_with_a_role(claim):
    name = viewing.who({"is_logged_in": True, claim: " Boss@x "})
    assert name == f"boss@x ({claim})"
    unproved = {"email": "boss@x", "email_verified": False}
    assert viewing.who({"is_logged_in": True, claim: "boss@x", **unproved}) == name


def test_an_email_that_is_no_address_is_nobody_s_name():
    assert viewing.who({"is_logged_in": True, "email": "boss", "sub": "1"}) == "1"


BY_ADDRESS = {"boss@x": Granted(role=Role.ADMINISTRATOR)}


def test_a_role_for_an_address_needs_the_address_proved():
    agreed = replace(AGREED, role_claim="email", roles=BY_ADDRESS)
    (found,) = viewing.viewers(told(email="boss@x", email_verified="true"), agreed)
    assert found.role is Role.ADMINISTRATOR
    for proved in (False, "false"):
        claims = told(email="boss@x", email_verified=proved)
        assert viewing.viewers(claims, agreed) == []


@pytest.mark.parametrize("claim", ["preferred_username", "sub"])
def test_a_role_for_an_address_is_not_given_by_a_name_somebody_may_choose(claim):
    agreed = replace(AGREED, role_claim=claim, roles=BY_ADDRESS)
    assert viewing.viewers({"is_logged_in": True, claim: "boss@x"}, agreed) == []


@pytest.mark.parametrize("flag", [{}, {"is_logged_in": False}])
def test_nobody_is_signed_in_by_a_name_alone(flag):
    assert viewing.who({"email": "ann@example.org", **flag}) == ""


@pytest.mark.parametrize(
    ("age", "over"),
    [(0, False), (8 * HOUR - 1, False), (8 * HOUR, True), (30 * 24 * HOUR, True)],
)
def test_a_sign_in_is_over_when_it_is_as_old_as_it_may_become(age, over):
    assert viewing.over({"iat": NOW - age}, AGREED.longest, NOW) is over


def test_a_token_s_own_short_life_is_not_the_sign_in_s():
    found = {"iat": NOW - HOUR, "exp": NOW - HOUR + 300}
    assert not viewing.over(found, AGREED.longest, NOW)


@pytest.mark.parametrize(
    ("found", "over"),
    [
        ({"exp": NOW + 1}, False),
        ({"exp": NOW}, True),
        ({}, True),
        ({"iat": "yesterday", "exp": "tomorrow"}, True),
    ],
)
def test_without_a_time_of_issue_a_sign_in_ends_with_its_token_or_at_once(found, over):
    assert viewing.over(found, AGREED.longest, NOW) is over


def test_a_clock_that_is_put_back_makes_no_sign_in_longer(monkeypatch):
    ann = told(sub="put-back", iat=NOW)
    since_start = [100.0]
    monkeypatch.setattr(viewing, "monotonic", lambda: since_start[0])
    assert not viewing.outlasted(ann, AGREED.longest)
    since_start[0] += AGREED.longest - 1
    assert not viewing.outlasted(ann, AGREED.longest)
    since_start[0] += 1
    assert viewing.outlasted(ann, AGREED.longest)
    assert not viewing.over(ann, AGREED.longest, NOW - HOUR)
    again = told(sub="put-back", iat=NOW + 1)
    assert not viewing.outlasted(again, AGREED.longest)


@pytest.mark.parametrize("groups", ["analysts", ["analysts"], ["else", "analysts"]])
def test_a_claim_gives_the_role_it_stands_for(groups):
    (found,) = viewing.viewers(told(groups=groups), AGREED)
    assert found == Viewer("ann@example.org", Role.ANALYST)


@pytest.mark.parametrize("groups", [None, [], "else", ["Analysts"], [["analysts"]], 7])
def test_a_claim_that_stands_for_nothing_gives_no_role(groups):
    assert viewing.viewers(told(groups=groups), AGREED) == []
    assert viewing.viewers(told(), AGREED) == []


def test_a_role_sees_as_far_as_the_map_says():
    (found,) = viewing.viewers(told(groups=["north"]), AGREED)
    assert (found.role, found.teams, found.la) == (Role.MANAGER, ("North",), "EXM")


def test_an_iro_is_known_by_their_staff_id_or_is_none():
    (found,) = viewing.viewers(told(groups=["iros"], employee=42), AGREED)
    assert (found.la, found.staff_id) == ("EXM", "42")
    for number in ("", "  ", None):
        assert viewing.viewers(told(groups=["iros"], employee=number), AGREED) == []


def test_the_role_that_sees_least_of_children_comes_first():
    found = [Viewer("a", role) for role in reversed(Role)]
    assert [each.role for each in viewing.safest_first([*found, *found])] == list(Role)


def test_a_sign_in_that_was_ended_is_over_and_the_next_one_is_not():
    first, second = told(sub="ann", iat=NOW), told(sub="ann", iat=NOW + 60)
    assert not viewing.ended(first)
    viewing.end(first)
    assert viewing.ended(first)
    assert not viewing.ended(second)
    assert not viewing.ended({**first, "sub": "ben"})
