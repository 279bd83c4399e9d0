"""Keeps one person's own machine to itself, however the server was started."""

from __future__ import annotations

from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
REFUSED = (
    "This dashboard runs on one person's own machine, and answers that machine alone."
)
FORBIDDEN = 403


def middleware(own_machine: bool) -> list[Middleware]:
    """Return what turns everybody else away, on one person's own machine."""
    return [Middleware(ThisMachineOnly)] if own_machine else []


class ThisMachineOnly:
    """Answers a browser on this machine, and nobody by way of a proxy."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or _from_here(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(REFUSED, FORBIDDEN)(scope, receive, send)


def _from_here(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    if any(name in headers for name in FORWARDED):
        return False
    host, _ = scope.get("client") or ("", 0)
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
