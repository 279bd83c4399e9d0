"""The rules of data quality, in the order they are listed in."""

from __future__ import annotations

from collections.abc import Iterator

from data_access.casework.quality import (
    care,
    of_children,
    of_disputes,
    of_reviews,
    protection,
)
from data_access.casework.quality.facts import Facts
from data_access.casework.quality.rule import Rule, Seen
from data_access.store.settings import settings


def rules() -> tuple[Rule, ...]:
    """Return every rule, with this installation's months."""
    return (
        *of_reviews.RULES,
        *care.RULES,
        care.no_review_for_long(settings().no_review_months),
        *protection.RULES,
        *of_disputes.RULES,
        *of_children.RULES,
    )


def other_due_dates(facts: Facts) -> Iterator[Seen]:
    """Look at what has two due dates, a source's and ours; wrong where they differ.

    No rule: neither date need be wrong, as councils count intervals in two ways.
    """
    for row in (*facts.reviews, *facts.conferences, *facts.plan_reviews):
        if row.due is not None and row.source_due is not None:
            yield Seen(row.child_id, row.due, row.due != row.source_due)
