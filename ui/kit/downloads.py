"""What leaves by a button: made when it is asked for, fetched once, by who asked.

Streamlit serves what a button gives at an address of its own, to whoever has that
address, for as long as it keeps the file. So whatever is made is told here, by what it
holds, and ui.start.leaving lets out nothing else, and that once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from time import monotonic

import streamlit as st

from domain.access import NotAllowedError
from ui.kit import viewing

BROWSER = "iro_browser"  # the cookie by which a browser is known again
SOON = 60.0  # seconds in which what was made is fetched


@dataclass(frozen=True)
class Made:
    """A file made for a browser; `still` says whether its reader may still have it."""

    content: str  # its SHA-256
    browser: str
    until: float
    still: Callable[[], bool]


@dataclass
class Waiting:
    """What was made and is not fetched yet, in this process; any thread may ask."""

    _made: list[Made] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, content: bytes, browser: str, still: Callable[[], bool]) -> None:
        """Have a file wait for the browser that it was made for."""
        now = monotonic()
        made = Made(_of(content), browser, now + SOON, still)
        with self._lock:
            self._made = [each for each in self._made if each.until > now] + [made]

    def take(self, content: bytes, browser: str) -> bool:
        """Say whether a browser may have a file now; one that was made goes once."""
        found = self._taken(_of(content), browser) if browser else None
        return found is not None and found.still()

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

    Whoever has signed out since, or lost the role, is given nothing.
    """
    browser = st.context.cookies.get(BROWSER, "")
    still = viewing.still()

    def made() -> bytes:
        if not still():
            raise NotAllowedError
        content = make()
        waiting.add(content, browser, still)
        return content

    st.download_button(
        label, made, file_name=file_name, mime=mime, key=key, on_click="ignore"
    )
