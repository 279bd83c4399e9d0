import pytest
from pydantic import ValidationError

from data_access.access.sign_in import SignInError, sign_in
from data_access.store.settings import Settings
from domain.access import Role

WHOLE = {
    "IRO_OIDC_METADATA_URL": "https://login.example/.well-known/openid-configuration",
    "IRO_OIDC_CLIENT_ID": "dashboard",
    "IRO_OIDC_CLIENT_SECRET": "not to be told",
    "IRO_OIDC_REDIRECT_URI": "https://dashboard.example/oauth2callback",
    "IRO_COOKIE_SECRET": "c" * 32,
}


@pytest.fixture
def agreed(monkeypatch):
    """What is agreed of signing in when these things are set."""

    def read(**chosen):
        for name, value in chosen.items():
            monkeypatch.setenv(name, value)
        return sign_in(Settings())

    return read


def refused(agreed, **chosen):
    with pytest.raises(SignInError) as refusal:
        agreed(**{**WHOLE, **chosen})
    return str(refusal.value)


def test_nothing_set_is_no_sign_in(agreed):
    assert agreed() is None


def test_all_five_set_is_a_sign_in(agreed):
    found = agreed(**WHOLE)
    assert found.client_id == "dashboard"
    assert found.role_claim == "roles"
    assert found.longest == 8 * 3600
    assert found.https


@pytest.mark.parametrize("name", WHOLE)
def test_one_left_out_is_refused_by_name(agreed, name):
    assert refused(agreed, **{name: ""}) == (
        f"Signing in is set up by half: {name} is missing. Set all five of "
        f"{', '.join(WHOLE)}, or none."
    )


def test_four_left_out_are_refused_by_name(agreed):
    with pytest.raises(SignInError, match="IRO_COOKIE_SECRET are missing"):
        agreed(IRO_OIDC_CLIENT_ID="dashboard")


@pytest.mark.parametrize("name", ["IRO_OIDC_METADATA_URL", "IRO_OIDC_REDIRECT_URI"])
@pytest.mark.parametrize("host", ["dashboard.example", "127.0.0.1.example", ""])
def test_an_address_without_https_is_refused(agreed, name, host):
    assert refused(agreed, **{name: f"http://{host}/oauth2callback"}) == (
        f"{name} is not an https address. Only on this machine itself, at 127.0.0.1 or "
        "localhost, may it be http."
    )


def test_an_address_of_this_machine_may_be_http(agreed):
    address = "http://127.0.0.1:8501/oauth2callback"
    assert not agreed(**{**WHOLE, "IRO_OIDC_REDIRECT_URI": address}).https


def test_an_address_to_come_back_to_ends_as_streamlit_listens(agreed):
    words = refused(agreed, IRO_OIDC_REDIRECT_URI="https://dashboard.example/")
    assert words.startswith("IRO_OIDC_REDIRECT_URI does not end in /oauth2callback.")


def test_a_short_secret_is_refused_and_not_repeated(agreed):
    words = refused(agreed, **{"IRO_COOKIE_SECRET": "short one"})
    assert words.startswith("IRO_COOKIE_SECRET is shorter than 32 characters.")
    assert "short one" not in words


def test_a_secret_is_in_no_printed_settings(agreed):
    assert "not to be told" not in repr(agreed(**WHOLE))
    assert "not to be told" not in repr(Settings())


def test_a_claim_stands_for_a_role_or_for_a_role_and_how_far_it_sees(agreed):
    written = (
        '{"a": "analyst", "b": {"role": "manager", "teams": ["North"], "la": "EXM"},'
        ' "c": {"role": "iro", "staff_claim": "employee", "la": "EXM"}}'
    )
    roles = agreed(**WHOLE, IRO_ROLE_MAP=written).roles
    assert roles["a"].role is Role.ANALYST
    assert (roles["b"].teams, roles["b"].la) == (("North",), "EXM")
    assert (roles["c"].staff_claim, roles["c"].la) == ("employee", "EXM")


@pytest.mark.parametrize(
    "written",
    [
        "{",
        "[]",
        '{"a": "king"}',
        '{"a": "manager"}',
        '{"a": "iro"}',
        '{"a": {"role": "iro", "staff_claim": "employee"}}',
        '{"a": {"role": "iro", "staff_claim": "employee", "la": ""}}',
        '{"a": {"role": "analyst", "more": 1}}',
        '{"a": 1}',
    ],
)
def test_a_map_that_cannot_be_meant_is_refused(agreed, written):
    words = refused(agreed, IRO_ROLE_MAP=written)
    assert words.startswith("IRO_ROLE_MAP cannot be read. Expected JSON such as ")
    assert "king" not in words


@pytest.mark.parametrize("hours", ["0", "-1", "25", "long"])
def test_a_sign_in_lasts_a_day_at_most(agreed, hours):
    with pytest.raises(ValidationError) as refusal:
        agreed(IRO_SESSION_HOURS=hours)
    assert "long" not in str(refusal.value)
