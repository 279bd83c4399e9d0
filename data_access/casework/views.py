"""What somebody keeps for themselves: views, and numbers to be told of. No one else's."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from data_access.access.look import Look
from data_access.derive import council
from domain.access import Screen
from domain.views import Own, Threshold, View


def of(look: Look) -> Own:
    """Return what who is looking keeps of a council."""
    return look.given(
        Screen.OWN_VIEWS,
        lambda session: council.own_views(session, look.la, look.viewer.who),
        rows=lambda own: len(own.views) + len(own.thresholds),
    )


def keep_view(look: Look, name: str, address: str, may_keep: Iterable[str]) -> None:
    """Keep a page with what is chosen on it, as `Own.with_view` does.

    Raises:
        RefusedError: it has no name, is no page, or there are too many.
    """
    _change(look, lambda own: own.with_view(name, address, may_keep))


def keep_threshold(look: Look, wanted: Threshold) -> None:
    """Keep a number to be told of.

    Raises:
        RefusedError: there are too many.
    """
    _change(look, lambda own: own.with_threshold(wanted))


def drop(look: Look, gone: View | Threshold) -> None:
    """Keep a view or a threshold no longer."""
    _change(look, lambda own: own.without(gone))


def _change(look: Look, change: Callable[[Own], Own]) -> None:
    who = look.viewer.who
    with look.writing(Screen.OWN_VIEWS) as session:
        own = change(council.own_views(session, look.la, who))
        council.save_own_views(session, look.la, who, own)
