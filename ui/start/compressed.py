"""Answers compressed on their way out; Streamlit's own files once, not at each visit."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FROM = 2048  # bytes; less is sent as it is
LEVEL = 5
MOST_KEPT = 32 << 20  # bytes; all that Streamlit serves takes about a quarter
OTHERWISE = ("range", "if-none-match", "if-modified-since")
OK = 200


def middleware() -> Middleware:
    """Return what compresses; the last of all, so that each request is let in first."""
    return Middleware(Compressed)


@dataclass(frozen=True)
class Answer:
    """A whole compressed answer, the same for everybody."""

    start: Message
    body: bytes


class Compressed:
    """Compresses answers, and keeps those that never change (`immutable`).

    Streamlit's files carry a hash of what is in them in their names. Nothing that is
    anybody's own is kept: no answer that sets a cookie, and none of another method.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = GZipMiddleware(app, minimum_size=FROM, compresslevel=LEVEL)
        self.kept: dict[str, Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _plain(scope):
            await self.app(scope, receive, send)
        elif (found := self.kept.get(scope["path"])) is not None:
            await send(found.start)
            await send({"type": "http.response.body", "body": found.body})
        else:
            await self.app(scope, receive, self._keeping(scope["path"], send))

    def _keeping(self, path: str, send: Send) -> Send:
        """Return a `send` that also keeps the answer, once it is whole."""
        start: Message = {}
        parts: list[bytes] = []

        async def sent(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _never_changes(message):
                start = {**message, "headers": list(message["headers"])}
            elif message["type"] == "http.response.body" and start:
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    self._keep(path, start, b"".join(parts))
            await send(message)

        return sent

    def _keep(self, path: str, start: Message, body: bytes) -> None:
        taken = sum(len(each.body) for each in self.kept.values())
        if taken + len(body) <= MOST_KEPT:
            MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
            self.kept[path] = Answer(start, body)


def _plain(scope: Scope) -> bool:
    """Say whether a request is for a whole compressed file."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    asked = Headers(scope=scope)
    return "gzip" in asked.get("accept-encoding", "") and not any(
        name in asked for name in OTHERWISE
    )


def _never_changes(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == OK
        and "immutable" in headers.get("cache-control", "")
        and headers.get("content-encoding") == "gzip"
        and "set-cookie" not in headers
    )
