"""Rules about the dispute log."""

from __future__ import annotations

from collections.abc import Iterator

from data_access.casework.quality.facts import Facts
from data_access.casework.quality.rule import Owner, Rule, Seen

MEANINGS = "If it is there, tell its meaning on Load files."


def _without_theme(facts: Facts) -> Iterator[Seen]:
    for dispute in facts.disputes:
        yield Seen(dispute.child_id, dispute.raised, dispute.theme is None)


def _without_stage(facts: Facts) -> Iterator[Seen]:
    for dispute in facts.disputes:
        yield Seen(dispute.child_id, dispute.raised, dispute.highest_stage is None)


def _of_nobody_known(facts: Facts) -> Iterator[Seen]:
    """Look at days for which all children in care and on plans are loaded."""
    rows = (*facts.care, *facts.plans, *facts.conferences)
    there = {row.child_id for row in rows}
    both = facts.days_of_care.both(facts.days_of_plans)
    for dispute in facts.disputes:
        if both.run_of(dispute.raised):
            wrong = dispute.child_id not in there
            yield Seen(dispute.child_id, dispute.raised, wrong)


RULES = (
    Rule(
        key="dispute_without_theme",
        words="Dispute without a theme",
        why="What it was about is shown as not recorded.",
        mend=f"Record the theme in the dispute log. {MEANINGS}",
        owner=Owner.IRO_SERVICE,
        look=_without_theme,
        touches=("disputes_raised",),
    ),
    Rule(
        key="dispute_without_stage",
        words="Dispute without a stage",
        why="How far it went is shown as not recorded.",
        mend=f"Record the stage in the dispute log. {MEANINGS}",
        owner=Owner.IRO_SERVICE,
        look=_without_stage,
        touches=("disputes_raised", "disputes_open"),
    ),
    Rule(
        key="dispute_of_nobody_known",
        words="Dispute of a child who is in no other file",
        why="The child's age, team and IRO are not known, so the dispute is missing "
        "where figures are split by these.",
        mend="Write the child's own id in the dispute log, as other files have it.",
        owner=Owner.IRO_SERVICE,
        look=_of_nobody_known,
        touches=("disputes_raised", "disputes_open", "disputes_per_100_children"),
    ),
)
