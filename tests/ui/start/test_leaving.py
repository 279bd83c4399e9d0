"""The way out before Streamlit's media; what answers behind it is made here."""

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from data_access.store.unwell import FULL, StoreError
from ui.kit.downloads import BROWSER, waiting
from ui.start import leaving

FILE = b"Child,Days\nK7,3\n"
MEDIA = "/media/file.csv"
A_PAGE = {"accept": "text/html,*/*"}
FROM_A_PAGE = {"referer": "http://iro.example/children"}


def yes():
    return True


@pytest.fixture
def browser():
    """A browser of its own, at something that answers as Streamlit does."""

    def page(request):
        return HTMLResponse("a page")

    def media(request):
        if "none" in request.url.path:
            return PlainTextResponse("File not found", 404)
        return PlainTextResponse(FILE, headers={"Accept-Ranges": "bytes"})

    routes = [
        Route("/media/{path:path}", media, methods=["GET", "HEAD", "OPTIONS"]),
        Route("/base/media/{path:path}", media),
        Route("/{path:path}", page),
    ]
    app = Starlette(routes=routes, middleware=leaving.middleware())
    return lambda: TestClient(app)


def known(client):
    client.get("/children", headers=A_PAGE)
    return client.cookies[BROWSER]


def test_every_browser_has_a_cookie_of_its_own_that_scripts_cannot_read(browser):
    client = browser()
    (given,) = client.get("/", headers=A_PAGE).headers.get_list("set-cookie")
    assert given.endswith("; Path=/; HttpOnly; SameSite=Lax")
    assert "set-cookie" not in client.get("/", headers=A_PAGE).headers
    assert known(browser()) != known(client)


def test_only_a_page_gives_the_cookie(browser):
    assert "set-cookie" not in browser().get("/_stcore/health").headers


@pytest.mark.parametrize("address", [MEDIA, f"/base{MEDIA}", f"{MEDIA}?again"])
def test_a_file_leaves_once_and_is_kept_by_nobody(browser, address):
    client = browser()
    waiting.add(FILE, known(client), yes)
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (200, FILE)
    assert answer.headers["cache-control"] == "no-store"
    assert "accept-ranges" not in answer.headers
    assert client.get(address).status_code == 404


def test_nobody_else_gets_it_and_it_still_waits(browser):
    client, other = browser(), browser()
    waiting.add(FILE, known(client), yes)
    known(other)
    for asking in (other, browser()):
        answer = asking.get(MEDIA)
        assert (answer.status_code, answer.text) == (404, leaving.GONE)
        assert answer.headers["cache-control"] == "no-store"
    assert client.get(MEDIA).content == FILE


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_nothing_is_said_of_a_file_but_by_giving_it(browser, method):
    client = browser()
    waiting.add(FILE, known(client), yes)
    answer = client.request(method, MEDIA)
    assert answer.status_code == 404
    assert client.get(MEDIA).content == FILE


def test_a_file_leaves_whole(browser):
    client = browser()
    waiting.add(FILE, known(client), yes)
    assert client.get(MEDIA, headers={"Range": "bytes=0-3"}).content == FILE


@pytest.mark.parametrize(
    ("asks", "goes"),
    [
        ({"Sec-Fetch-Mode": "cors"}, {"Sec-Fetch-Mode": "navigate"}),
        ({**FROM_A_PAGE, "accept": "*/*"}, {**FROM_A_PAGE, "accept": ""}),
        ({**FROM_A_PAGE, "accept": "*/*"}, {**FROM_A_PAGE, **A_PAGE}),
    ],
    ids=["over https", "over plain http", "over plain http, as a page"],
)
def test_a_page_that_asks_whether_it_is_there_is_given_nothing(browser, asks, goes):
    client = browser()
    waiting.add(FILE, known(client), yes)
    answer = client.get(MEDIA, headers=asks)
    assert (answer.status_code, answer.content) == (204, b"")
    assert client.get(MEDIA, headers=goes).content == FILE


def test_why_there_is_no_file_leaves_as_words_under_a_name_of_its_own(browser):
    def full():
        raise StoreError(FULL)

    client = browser()
    waiting.add(FILE, known(client), full)
    answer = client.get(MEDIA)
    assert (answer.status_code, answer.text) == (200, FULL)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "why-there-is-no-file.txt" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert client.get(MEDIA).status_code == 404


def test_streamlit_s_own_fonts_are_no_downloads(browser):
    assert browser().get("/static/media/font.woff2").text == "a page"


def test_what_is_not_there_is_said_in_the_same_words(browser):
    answer = browser().get("/media/none.csv")
    assert (answer.status_code, answer.text) == (404, leaving.GONE)
