"""The dated rules of disputes: what stands, and one change of it at a time."""

from __future__ import annotations

from data_access.access.look import Look
from data_access.derive import council
from data_access.store import database
from domain.access import Screen
from domain.disputes import Rules
from domain.errors import RefusedError

CHANGED = (
    "Somebody else has changed the rules of disputes since you opened them. What you "
    "typed is still here: look at the list, and press the button again if you still "
    "want it."
)


def standing(look: Look) -> Rules:
    """Return the rules that stand, the earliest first; none: the usual of every day."""
    return look.given(
        Screen.TARGETS, lambda session: council.dispute_rules(session, look.la)
    )


def keep(look: Look, new: Rules, seen: Rules) -> None:
    """Have rules stand in place of those that somebody saw.

    Readers' columns are read anew after it; no row is derived again.

    Raises:
        RefusedError: others stand by now.
    """
    with look.writing(Screen.TARGETS) as session:
        if council.dispute_rules(session, look.la) != seen:
            raise RefusedError(CHANGED)
        council.save_dispute_rules(session, look.la, new)
        look.wrote(session, Screen.TARGETS, "rules of disputes")
        database.bump(session, look.la)
