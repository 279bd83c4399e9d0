"""What every page has from its first moment: its style, and charts that print whole."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.start.style import style

FOUND = 200
END = b"</head>"
# A chart is drawn as wide as the window, and paper is narrower: it is made to shrink.
WHOLE_CHARTS = """<script>
addEventListener("beforeprint", () => {
  for (const each of document.querySelectorAll(".js-plotly-plot .main-svg")) {
    const [wide, high] = ["width", "height"].map((side) => each.getAttribute(side));
    each.setAttribute("viewBox", `0 0 ${wide} ${high}`);
  }
});
</script>"""


def middleware() -> Middleware:
    """Return what adds the style to the page that loads the app."""
    return Middleware(FirstPaint)


class FirstPaint:
    """Adds the style to whole answers that are pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not _asks(scope):
            await self.app(scope, receive, send)
            return
        plain = [each for each in scope["headers"] if each[0] != b"accept-encoding"]
        start: Message = {}
        body: list[bytes] = []

        async def sent(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif not start:
                await send(message)
            else:
                body.append(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._send(start, b"".join(body), send)

        await self.app({**scope, "headers": plain}, receive, sent)

    async def _send(self, start: Message, page: bytes, send: Send) -> None:
        page = page.replace(END, f"{style()}{WHOLE_CHARTS}".encode() + END, 1)
        MutableHeaders(raw=start["headers"])["content-length"] = str(len(page))
        await send(start)
        await send({"type": "http.response.body", "body": page})


def _asks(scope: Scope) -> bool:
    """Say whether a browser asks for a page; it is compressed further out."""
    return "text/html" in Headers(scope=scope).get("accept", "")


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == FOUND
        and headers.get("content-type", "").startswith("text/html")
        and "content-encoding" not in headers
    )
