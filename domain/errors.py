"""Errors whose words may be shown to a reader as they stand."""

from __future__ import annotations

STOPPED = "Stopped. Nothing was loaded."


class DashboardError(Exception):
    """What was found, what was expected, what to do: fit to show, names no child."""


class RefusedError(DashboardError):
    """A file, or a request, that is refused whole, with the reason in words."""
