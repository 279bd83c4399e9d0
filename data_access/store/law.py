"""Statements on what courts decide, or may be asked to, as new law has returns tell."""

from __future__ import annotations

from datetime import date

from data_access.store.record import Record


class LibertyRecord(Record):
    """A court's order that a child in care may be deprived of their liberty."""

    name = "deprivation_of_liberty"
    identity = ("child_id", "started")
    happened = ("started", "ended")
    started: date
    ended: date | None = None


class PreProceedingsRecord(Record):
    """Pre-proceedings on a child: from the decision to begin them to what was decided.

    `offered` and `met` are whether a family group decision-making meeting was offered
    in the letter before proceedings, and took place; None where a file is silent.
    """

    name = "pre_proceedings"
    identity = ("child_id", "started")
    happened = ("started", "letter_sent", "decided", "applied")
    started: date
    letter_sent: date | None = None
    offered: bool | None = None
    met: bool | None = None
    decided: date | None = None  # to step up to court, or down
    applied: date | None = None  # to a court
