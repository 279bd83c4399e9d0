"""The way out: a file that somebody made leaves once, to the browser it was made in.

Every browser is given a cookie of its own that scripts cannot read. What Streamlit would
serve at `/media/` to anybody is held against what is waiting (ui.kit.downloads).
Streamlit's page also asks whether the address answers, at the same moment as the browser
goes there for the file: that is answered, with nothing.
"""

from __future__ import annotations

import re
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import DashboardError
from ui.kit.downloads import BROWSER, waiting

MEDIA = re.compile("(?<!/static)/media/")  # but not Streamlit's own fonts
IN_PART = (b"range", b"if-range", b"accept-encoding")  # the file is asked for whole
GONE = "This file is not here any more. Go back to its page and download it again."
FOUND, NOTHING, NOT_FOUND = 200, 204, 404
NOT_KEPT = {"Cache-Control": "no-store"}
WHY_NOT = {
    **NOT_KEPT,
    "Content-Disposition": 'attachment; filename="why-there-is-no-file.txt"',
}
GOES_THERE = "navigate"  # what a browser says it does, where it says so
A_PAGE, ANYTHING = "text/html", "*/*"  # what is accepted


def middleware() -> list[Middleware]:
    """Return what stands before the addresses of downloads."""
    return [Middleware(WayOut)]


class WayOut:
    """Lets out a file that is waiting for the browser that asks, and no other."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif MEDIA.search(scope["path"]) is not None:
            if _asks_whether(Headers(scope=scope)):
                await Response(None, NOTHING, NOT_KEPT)(scope, receive, send)
            else:
                await self._let_out(scope, receive, send)
        else:
            await self.app(scope, receive, _known(scope, send))

    async def _let_out(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer, content = await self._answer(scope, receive)
        try:
            leaves = (
                scope["method"] == "GET"
                and answer["status"] == FOUND
                and await run_in_threadpool(waiting.take, content, _browser(scope))
            )
        except DashboardError as refusal:  # in a file: of an error page none is shown
            words = PlainTextResponse(str(refusal), FOUND, WHY_NOT)
            await words(scope, receive, send)
            return
        if not leaves:
            await PlainTextResponse(GONE, NOT_FOUND, NOT_KEPT)(scope, receive, send)
            return
        headers = MutableHeaders(raw=answer["headers"])
        headers.update(NOT_KEPT)
        del headers["Accept-Ranges"]
        await send(answer)
        await send({"type": "http.response.body", "body": content})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """Return what the app behind answers, whole."""
        asked = [each for each in scope["headers"] if each[0] not in IN_PART]
        parts: list[Message] = []

        async def keep(message: Message) -> None:
            parts.append(message)

        await self.app({**scope, "headers": asked}, receive, keep)
        first, *bodies = parts
        return first, b"".join(each.get("body", b"") for each in bodies)


def _asks_whether(headers: Headers) -> bool:
    """Say whether it is a page's script that asks, and not a browser that goes there.

    Over plain http, away from one's own machine, no browser says so. A script of a page
    then takes anything; a browser names a page, or for a file says nothing.
    """
    if how := headers.get("sec-fetch-mode"):
        return how != GOES_THERE
    return "referer" in headers and headers.get("accept") == ANYTHING


def _known(scope: Scope, send: Send) -> Send:
    """Give a browser that asks for a page its cookie, unless it has one."""
    a_page = A_PAGE in Headers(scope=scope).get("accept", "")
    if not a_page or _browser(scope):
        return send

    async def with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            value = secrets.token_urlsafe(32)
            cookie = f"{BROWSER}={value}; Path=/; HttpOnly; SameSite=Lax"
            MutableHeaders(raw=message["headers"]).append("set-cookie", cookie)
        await send(message)

    return with_cookie


def _browser(scope: Scope) -> str:
    try:
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return ""
    found = cookies.get(BROWSER)
    return found.value if found else ""
