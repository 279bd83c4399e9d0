"""What leaves by a button: made when it is asked for, fetched once, by who asked.

Its line in the ledger is written as it leaves. Where there can be no file, what leaves
says why.

Streamlit serves what a button gives at an address of its own, to whoever has that
address, for as long as it keeps the file. So whatever is made is told here, by what it
holds, and ui.start.leaving lets out nothing else, and that once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from time import monotonic

import streamlit as st

from domain.errors import DashboardError
from ui.kit import data, viewing

BROWSER = "iro_browser"  # the cookie by which a browser is known again
SOON = 60.0  # seconds in which what was made is fetched
Leave = Callable[[], bool]


class OverError(DashboardError):
    """Whoever asks for a file has signed out, or lost the role, since the page."""

    def __init__(self) -> None:
        super().__init__(
            "You have signed out since this page was drawn, or do not have the role "
            "any more. Open the page anew, then download the file again."
        )


@dataclass(frozen=True)
class Made:
    """A file made for a browser.

    `leave` is asked once, as it leaves: whether its reader may still have it. It
    raises a `DashboardError` to say why not.
    """

    content: str  # its SHA-256
    browser: str
    until: float
    leave: Leave


@dataclass
class Waiting:
    """What was made and is not fetched yet, in this process; any thread may ask."""

    _made: list[Made] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, content: bytes, browser: str, leave: Leave) -> None:
        """Have a file wait for the browser that it was made for."""
        now = monotonic()
        made = Made(_of(content), browser, now + SOON, leave)
        with self._lock:
            self._made = [each for each in self._made if each.until > now] + [made]

    def take(self, content: bytes, browser: str) -> bool:
        """Say whether a browser may have a file now; one that was made goes once.

        Raises:
            DashboardError: there can be no file, in words for its reader.
        """
        found = self._taken(_of(content), browser) if browser else None
        return found is not None and found.leave()

    def _taken(self, content: str, browser: str) -> Made | None:
        now = monotonic()
        with self._lock:
            for place, each in enumerate(self._made):
                if (each.content, each.browser) == (content, browser):
                    del self._made[place]
                    return each if each.until > now else None
        return None


def _of(content: bytes) -> str:
    return sha256(content).hexdigest()


waiting = Waiting()


def offer(
    label: str, make: Callable[[], bytes], *, file_name: str, mime: str, key: str
) -> None:
    """Draw a button that gives a file, made anew each time that it is pressed.

    Whoever has signed out since, or lost the role, is told so in its place.
    """
    browser = _browser()
    still = viewing.still()

    def made() -> bytes:
        try:
            if not still():
                raise OverError
            with data.held_entries() as entries:
                content = make()
        except DashboardError as refusal:
            content, leave = str(refusal).encode(), _refusing(refusal)
        else:
            leave = _leaving(file_name, still, entries)
        waiting.add(content, browser, leave)
        return content

    st.download_button(
        label, made, file_name=file_name, mime=mime, key=key, on_click="ignore"
    )


def _browser() -> str:
    return str(st.context.cookies.get(BROWSER, ""))


def _leaving(
    file_name: str,
    still: Callable[[], bool],
    entries: list[Callable[[str, datetime], None]],
) -> Leave:
    """Return what asks again, then writes the ledger, as a file leaves."""

    def leave() -> bool:
        if not still():
            return False
        for write in entries:
            write(file_name, datetime.now(UTC))
        return True

    return leave


def _refusing(refusal: DashboardError) -> Leave:
    def leave() -> bool:
        raise refusal

    return leave
