"""The door before Streamlit's own addresses; what answers behind it is made here."""

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from data_access.access.sign_in import SignIn
from ui.start import sign_in

USER = "_streamlit_user"
HTTPS = "https://dashboard.example"
A_PAGE = {"accept": "text/html,*/*"}


def agreed(origin=HTTPS):
    return SignIn(
        metadata_url="https://login.example",
        client_id="dashboard",
        client_secret=SecretStr("told to the provider"),
        redirect_uri=f"{origin}/oauth2callback",
        cookie_secret=SecretStr("told to nobody"),
        role_claim="roles",
        roles={},
        longest=3600,
    )


def dashboard(origin=HTTPS):
    """Something that answers as Streamlit does, behind the door."""

    def page(request):
        return HTMLResponse("a page")

    def login(request):
        if "broken" in request.query_params:
            return PlainTextResponse("Authentication error", 400)
        return RedirectResponse("https://login.example/authorize")

    def callback(request):
        answer = RedirectResponse("/", 302)
        if request.query_params.get("code") == "right":
            answer.set_cookie(USER, "ann", max_age=2592000, httponly=True)
            answer.set_cookie(f"{USER}_tokens", "t", max_age=2592000)
        elif "code" in request.query_params:
            answer.delete_cookie(USER)
        return answer

    routes = [
        Route("/auth/login", login),
        Route("/oauth2callback", callback),
        Route("/base/auth/login", login),
        Route("/base/oauth2callback", callback),
        Route("/{path:path}", page),
    ]
    app = Starlette(routes=routes, middleware=sign_in.middleware(agreed(origin)))
    return TestClient(app, base_url=origin, follow_redirects=False)


def cookies(answer):
    return answer.headers.get_list("set-cookie")


def test_nothing_stands_before_a_dashboard_that_nobody_signs_in_to():
    assert sign_in.middleware(None) == []
    assert sign_in.secrets(None) == {}


def test_streamlit_is_told_what_was_set():
    assert sign_in.secrets(agreed()) == {
        "auth": {
            "redirect_uri": "https://dashboard.example/oauth2callback",
            "cookie_secret": "told to nobody",
            "client_id": "dashboard",
            "client_secret": "told to the provider",
            "server_metadata_url": "https://login.example",
        }
    }


def test_every_cookie_goes_by_https_alone():
    answers = [
        dashboard().get("/overview", headers=A_PAGE),
        dashboard().get("/oauth2callback?code=right"),
    ]
    set_here = [cookie for answer in answers for cookie in cookies(answer)]
    assert len(set_here) == 3
    assert all(cookie.endswith("; Secure") for cookie in set_here)


def test_on_this_machine_alone_a_cookie_may_go_by_http():
    answer = dashboard("http://127.0.0.1:8501").get("/oauth2callback?code=right")
    assert not any("secure" in cookie.lower() for cookie in cookies(answer))


def test_the_cookies_of_a_sign_in_end_with_it():
    answer = dashboard().get("/oauth2callback?code=right")
    assert [("Max-Age=3600;" in f"{cookie};") for cookie in cookies(answer)] == [
        True,
        True,
    ]


def test_signing_in_leads_back_to_the_page_asked_for_first():
    client = dashboard()
    client.get("/disputes?team=North&to=March+2025", headers=A_PAGE)
    client.get("/static/index.js")
    answer = client.get("/oauth2callback?code=right&state=s")
    assert answer.headers["location"] == "/disputes?team=North&to=March+2025"
    assert "iro_next" not in client.cookies


def test_signing_in_from_the_bare_address_leads_there():
    client = dashboard()
    client.get("/", headers=A_PAGE)
    assert client.get("/oauth2callback?code=right").headers["location"] == "/"


def test_a_page_is_not_kept_for_somebody_who_is_signed_in():
    client = dashboard()
    client.cookies.set(USER, "ann")
    client.get("/disputes", headers=A_PAGE)
    assert "iro_next" not in client.cookies


ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/%2F/elsewhere",
    "/a/../b",
    "javascript:alert(1)",
    "/disputes\r\nSet-Cookie: a=b",
    "/disputes\n",
    "/auth/logout",
    "/oauth2callback?code=right",
    "/_stcore/health",
    "/" + "a" * 1000,
    "/",
    "",
)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_only_a_page_of_this_server_is_come_back_to(address):
    assert not sign_in.is_own(address)


@pytest.mark.parametrize(
    "value", ["%2F%2Felsewhere.example", "https%3A%2F%2Fe.example"]
)
def test_a_cookie_that_names_another_server_leads_nowhere(value):
    client = dashboard()
    client.cookies.set("iro_next", value)
    assert client.get("/oauth2callback?code=right").headers["location"] == "/"


def test_cookies_that_cannot_be_read_lead_nowhere():
    answer = dashboard().get(
        "/oauth2callback?code=right", headers={"cookie": 'iro_next="; =;;\x01'}
    )
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "query", ["code=wrong&state=s", "error=access_denied", "state="]
)
def test_a_sign_in_that_failed_says_so_at_the_first_page(query):
    answer = dashboard().get(f"/oauth2callback?{query}&state=s")
    assert answer.headers["location"] == "/?sign-in=failed"


def test_coming_back_from_signing_out_is_no_failure():
    assert dashboard().get("/oauth2callback").headers["location"] == "/"


def test_below_another_address_the_way_back_is_there_too():
    client = dashboard()
    assert (
        client.get("/base/oauth2callback?code=wrong").headers["location"]
        == "/base/?sign-in=failed"
    )
    assert '<a href="/base/">' in client.get("/base/auth/login?broken=1").text


def test_a_provider_that_cannot_be_reached_is_told_in_words():
    answer = dashboard().get("/auth/login?broken=1")
    assert answer.status_code == 503
    assert "Signing in does not work just now" in answer.text
    assert "Authentication error" not in answer.text


def test_a_provider_that_can_be_reached_is_gone_to():
    answer = dashboard().get("/auth/login")
    assert answer.headers["location"] == "https://login.example/authorize"
