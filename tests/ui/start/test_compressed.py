"""Compressed answers: Streamlit's own files once, and nothing of anybody's kept."""

import gzip
from itertools import count

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.start import compressed

NEVER_CHANGES = {"cache-control": "public, immutable, max-age=31536000"}
LONG = b"a figure and its words; " * 1000


@pytest.fixture
def asked():
    return []


@pytest.fixture
def visitor(asked):
    """A visitor of a server whose every answer has a number of its own."""
    numbers = count(1)

    def answer(headers=None, body=LONG, status=200):
        def endpoint(request):
            asked.append(request.url.path)
            numbered = b"%d %s" % (next(numbers), body)
            return Response(numbered, status, {"etag": '"1"', **(headers or {})})

        return endpoint

    routes = [
        Route("/file.js", answer(NEVER_CHANGES), methods=["GET", "POST", "HEAD"]),
        Route("/other.js", answer(NEVER_CHANGES)),
        Route("/page", answer({"cache-control": "no-cache"})),
        Route("/own.js", answer({**NEVER_CHANGES, "set-cookie": "who=ann"})),
        Route("/gone.js", answer(NEVER_CHANGES, status=404)),
        Route("/short.js", answer(NEVER_CHANGES, body=b"short")),
    ]
    app = Starlette(routes=routes, middleware=[compressed.middleware()])
    with TestClient(app) as client:
        yield client


def test_a_file_that_never_changes_is_compressed_once(visitor, asked):
    first, second = visitor.get("/file.js"), visitor.get("/file.js?again")
    assert first.content == second.content == b"1 " + LONG
    assert second.headers["content-encoding"] == "gzip"
    assert second.headers["vary"].lower() == "accept-encoding"
    assert (second.headers["etag"], second.headers["cache-control"]) == (
        '"1"',
        NEVER_CHANGES["cache-control"],
    )
    assert int(second.headers["content-length"]) < len(LONG) / 10
    assert asked == ["/file.js"]
    assert visitor.get("/other.js").content == b"2 " + LONG


@pytest.mark.parametrize("path", ["/page", "/own.js", "/gone.js", "/short.js"])
def test_nothing_else_is_kept(visitor, asked, path):
    bodies = {visitor.get(path).content for _ in range(3)}
    assert len(bodies) == len(asked) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-encoding": "identity"},
        {"range": "bytes=0-10"},
        {"if-none-match": '"1"'},
        {"if-modified-since": "Wed, 21 Oct 2015 07:28:00 GMT"},
    ],
    ids=str,
)
def test_who_asks_otherwise_is_answered_by_the_server_itself(visitor, asked, headers):
    visitor.get("/file.js")
    assert visitor.get("/file.js", headers=headers).content.startswith(b"2 ")
    visitor.post("/file.js")
    assert len(asked) == 3
    assert visitor.get("/file.js").content.startswith(b"1 ")


def test_no_more_is_kept_than_there_is_memory_for(visitor, asked, monkeypatch):
    size = len(gzip.compress(b"1 " + LONG, compressed.LEVEL)) + 100
    monkeypatch.setattr(compressed, "MOST_KEPT", size)
    for path in ("/file.js", "/other.js") * 2:
        visitor.get(path)
    assert asked == ["/file.js", "/other.js", "/other.js"]
