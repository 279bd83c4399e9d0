"""The room for the sidebar is kept in pages, and nothing else is changed."""

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.start import first_paint

PAGE = "<!doctype html><html><head><title>A</title></head><body>B</body></html>"


def client() -> TestClient:
    """Return who asks an app for a page, a text and a page that is not there."""
    app = Starlette(
        routes=[
            Route("/", lambda _: HTMLResponse(PAGE)),
            Route("/text", lambda _: PlainTextResponse(PAGE)),
            Route("/gone", lambda _: HTMLResponse(PAGE, 404)),
        ],
        middleware=[first_paint.middleware()],
    )
    return TestClient(app, headers={"accept": "text/html"})


def test_a_page_has_the_style_before_its_head_ends() -> None:
    """Once, with a length that fits."""
    answer = client().get("/")
    assert answer.text.count("padding-left:300px") == 1
    assert "</style><script>" in answer.text
    assert "</script></head>" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_nothing_else_is_changed() -> None:
    """Neither a text nor an error."""
    assert client().get("/text").text == PAGE
    assert client().get("/gone").text == PAGE
