"""Signing in at the web server's door: what Streamlit's own part of it leaves out.

Session cookies are sent by https only and end when a sign-in does; after signing in
readers come back to the page they asked for; failures are told in words.
"""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qs, quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data_access.access.sign_in import CALLBACK, SignIn

LOGIN = "/auth/login"
USER_COOKIE = "_streamlit_user"
STREAMLIT_KEEPS = re.compile(r"Max-Age=2592000", re.IGNORECASE)
NEXT_COOKIE = "iro_next"
NEXT_FOR = 3600  # seconds there are to sign in
LONGEST_NEXT = 1000
OWN_ADDRESS = re.compile(r"(/[\w-]+)+(\?[\w%&=+.,:;~*()!'/-]*)?", re.ASCII)
NO_PAGE = ("/auth/", "/oauth2callback", "/_stcore", "/media", "/static")
FAILED = "sign-in"  # the name in the address; its only value is failed
ERROR = 400
UNREACHABLE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in</title></head>
<body><main><h1>Signing in does not work just now</h1>
<p>The service that signs people in cannot be reached, or does not know this dashboard.
Try again in a few minutes. If it goes on, tell the dashboard's administrator.</p>
<p><a href="{home}">Back to the dashboard</a></p></main></body></html>"""


def secrets(agreed: SignIn | None) -> dict[str, dict[str, str]]:
    """Return what Streamlit wants to be told of signing in; empty where it is off."""
    if agreed is None:
        return {}
    return {
        "auth": {
            "redirect_uri": agreed.redirect_uri,
            "cookie_secret": agreed.cookie_secret.get_secret_value(),
            "client_id": agreed.client_id,
            "client_secret": agreed.client_secret.get_secret_value(),
            "server_metadata_url": agreed.metadata_url,
        }
    }


def middleware(agreed: SignIn | None) -> list[Middleware]:
    """Return what stands before Streamlit's own routes."""
    return [] if agreed is None else [Middleware(Door, agreed=agreed)]


class Door:
    """Mends the answers of the addresses by which people sign in."""

    def __init__(self, app: ASGIApp, agreed: SignIn) -> None:
        self.app = app
        self.agreed = agreed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        failed = False

        async def mended(message: Message) -> None:
            nonlocal failed
            if message["type"] == "http.response.start":
                failed = self._at_login(scope) and message["status"] >= ERROR
                if failed:
                    page = HTMLResponse(UNREACHABLE.format(home=_home(scope)), 503)
                    await page(scope, receive, send)
                else:
                    self._mend(scope, MutableHeaders(raw=message["headers"]))
            if not failed:
                await send(message)

        await self.app(scope, receive, mended)

    def _at_login(self, scope: Scope) -> bool:
        return bool(scope["path"].endswith(LOGIN))

    def _mend(self, scope: Scope, headers: MutableHeaders) -> None:
        if scope["path"].endswith(CALLBACK) and "location" in headers:
            self._come_back(scope, headers)
        else:
            self._remember(scope, headers)
        cookies = [self._guarded(each) for each in headers.getlist("set-cookie")]
        del headers["set-cookie"]
        for cookie in cookies:
            headers.append("set-cookie", cookie)

    def _guarded(self, cookie: str) -> str:
        if cookie.startswith(USER_COOKIE):
            longest = f"Max-Age={int(self.agreed.longest)}"
            cookie = STREAMLIT_KEEPS.sub(longest, cookie)
        if self.agreed.https and "; secure" not in cookie.lower():
            cookie = f"{cookie}; Secure"
        return cookie

    def _remember(self, scope: Scope, headers: MutableHeaders) -> None:
        """Keep the page asked for by somebody who has yet to sign in."""
        asked, query = Headers(scope=scope), scope["query_string"].decode("latin-1")
        page = f"{scope['path']}?{query}" if query else scope["path"]
        a_page = "text/html" in asked.get("accept", "") and is_own(page)
        if a_page and USER_COOKIE not in asked.get("cookie", ""):
            headers.append("set-cookie", _next(quote(page, safe=""), NEXT_FOR))

    def _come_back(self, scope: Scope, headers: MutableHeaders) -> None:
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        if not {"code", "error", "state"} & set(asked):
            return  # back from signing out
        if not any(map(_signs_in, headers.getlist("set-cookie"))):
            headers["location"] = f"{_home(scope)}?{FAILED}=failed"
            return
        page = _kept(Headers(scope=scope))
        if is_own(page):
            headers["location"] = page
            headers.append("set-cookie", _next("", 0))


def is_own(page: str) -> bool:
    """Say whether an address is a page of this server and nothing else."""
    if len(page) > LONGEST_NEXT or OWN_ADDRESS.fullmatch(page) is None:
        return False
    return not any(each in page.partition("?")[0] for each in NO_PAGE)


def _home(scope: Scope) -> str:
    path = str(scope["path"])
    return path.removesuffix(LOGIN).removesuffix(CALLBACK) + "/"


def _next(value: str, seconds: int) -> str:
    return f"{NEXT_COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"


def _kept(asked: Headers) -> str:
    try:
        cookies = SimpleCookie(asked.get("cookie", ""))
    except CookieError:
        return ""
    found = cookies.get(NEXT_COOKIE)
    return unquote(found.value) if found else ""


def _signs_in(cookie: str) -> bool:
    return cookie.startswith(f"{USER_COOKIE}=") and "max-age=0" not in cookie.lower()


# Keeps one person's own machine to itself, however the server was started.


FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
REFUSED = (
    "This dashboard runs on one person's own machine, and answers that machine alone."
)
FORBIDDEN = 403


def own_machine_middleware(own_machine: bool) -> list[Middleware]:
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
