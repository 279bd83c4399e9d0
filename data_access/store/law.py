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
