import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from ui.start import sign_in


async def socket(connection):
    await connection.accept()
    await connection.send_text("a page")
    await connection.close()


def machine(client, own=True):
    app = Starlette(
        routes=[
            Route("/", lambda asked: PlainTextResponse("a page")),
            WebSocketRoute("/stream", socket),
        ],
        middleware=sign_in.own_machine_middleware(own),
    )
    return TestClient(app, client=(client, 50_000))


@pytest.mark.parametrize(
    "client", ["127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1"]
)
def test_a_browser_on_this_machine_is_answered(client):
    assert machine(client).get("/").text == "a page"
    with machine(client).websocket_connect("/stream") as stream:
        assert stream.receive_text() == "a page"


@pytest.mark.parametrize("client", ["192.168.0.7", "10.0.0.1", "::2", "elsewhere", ""])
def test_nobody_else_is(client):
    answer = machine(client).get("/")
    assert answer.status_code == 403
    assert answer.text == (
        "This dashboard runs on one person's own machine, and answers that machine "
        "alone."
    )
    with (
        pytest.raises(WebSocketDisconnect),
        machine(client).websocket_connect("/stream"),
    ):
        pass


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"]
)
def test_nobody_is_by_way_of_a_proxy(header):
    assert machine("127.0.0.1").get("/", headers={header: "x"}).status_code == 403


def test_elsewhere_than_on_one_s_own_machine_nobody_is_turned_away():
    assert machine("192.168.0.7", own=False).get("/").text == "a page"
