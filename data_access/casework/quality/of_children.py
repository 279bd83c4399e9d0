"""Rules about children: when they were born, and who answers for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from data_access.access.scope import CHAIR, IRO
from data_access.casework.quality.facts import Facts, Rows
from data_access.casework.quality.rule import Owner, Rule, Seen
from data_access.casework.worklist.of_waiting import Unallocated
from data_access.importers.cin_census.rows import UNBORN

BY_AGE = ("children_in_care_at_end", "reviews_held_on_time", "plans_open")


def _not_born(facts: Facts) -> Iterator[Seen]:
    for child_id, day in _first_days(facts).items():
        yield Seen(child_id, day, facts.born.get(child_id) is None)


def _born_late(facts: Facts) -> Iterator[Seen]:
    """A plan may start before a birth; time in care may not."""
    in_care, on_plan = _earliest(facts.care), _earliest(facts.plans)
    for child_id, first in _first_days(facts).items():
        born = facts.born.get(child_id)
        if born is None:
            continue
        care, plan = in_care.get(child_id), on_plan.get(child_id)
        if care is not None and born > care:
            yield Seen(child_id, care, wrong=True)
        else:
            late = plan is not None and born > plan + UNBORN
            yield Seen(child_id, plan if plan and late else first, late)


def _first_days(facts: Facts) -> dict[str, date]:
    return _earliest([*facts.care, *facts.plans])


def _earliest(rows: Rows) -> dict[str, date]:
    found: dict[str, date] = {}
    for row in rows:
        found[row.child_id] = min(row.started, found.get(row.child_id, row.started))
    return found


def _nobody(role: str) -> Callable[[Facts], Iterator[Seen]]:
    """Return a look for children without an IRO or chair, as the worklist finds them."""
    rule = Unallocated("", "", role)

    def look(facts: Facts) -> Iterator[Seen]:
        if role not in facts.today.registered:
            return
        alone = {line.child_id: line.due for line in rule.find(facts.today)}
        for child_id in facts.today.since[role]:
            yield Seen(child_id, alone.get(child_id, facts.as_at), child_id in alone)

    return look


RULES = (
    Rule(
        key="no_birth_date",
        words="No date of birth",
        why="The child is in no age band, and codes that depend on age cannot be "
        "checked.",
        mend="Record the date of birth.",
        owner=Owner.SOCIAL_WORK,
        look=_not_born,
        touches=BY_AGE,
    ),
    Rule(
        key="born_after_event",
        words="Date of birth later than what happened to the child",
        why="One of the two dates is wrong. The child is in the wrong age band.",
        mend="Correct the date of birth, or the date that care or the plan started.",
        owner=Owner.SOCIAL_WORK,
        look=_born_late,
        touches=BY_AGE,
    ),
    Rule(
        key="no_iro",
        words="In care for more than 5 working days without an IRO",
        why="Nobody is recorded who answers for the child's reviews. The child is in "
        "nobody's caseload.",
        mend="Give the child an IRO, or record who it is.",
        owner=Owner.IRO_SERVICE,
        look=_nobody(IRO),
        touches=("children_in_care_at_end", "reviews_held_on_time"),
        standing=True,
    ),
    Rule(
        key="no_chair",
        words="On a plan for more than 5 working days without a chair",
        why="Nobody is recorded who answers for the plan's reviews. The child is in "
        "nobody's caseload.",
        mend="Give the child a chair, or record who it is.",
        owner=Owner.IRO_SERVICE,
        look=_nobody(CHAIR),
        touches=("plans_open", "plan_reviews_held_on_time"),
        role=CHAIR,
        standing=True,
    ),
)
