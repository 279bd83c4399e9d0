"""The statutory annual report of a year: drafted by rules, left for a person to finish.

The sections stand in the order in which such reports have them (ADR 0040). Every number
is a figure of the release; what no figure can say is left to be written, and listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from domain.commentary import Comment
from domain.periods import financial_year_of
from reports.documents.board import actions_table, is_open
from reports.documents.closing import (
    abbreviations,
    appendix,
    checklist,
    moved_since,
    recommendations,
    still_to_write,
)
from reports.documents.counted import challenge, data, voices
from reports.documents.model import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Section,
    ToWrite,
    section,
    to_write,
)
from reports.documents.narrative import Slot, filled, people_wrote, slots
from reports.documents.reading import Reading
from reports.documents.told import label
from reports.released import Json

TITLE = "Independent Reviewing Officer (IRO) service: annual report"
NOTHING: Mapping[str, Comment] = {}


def annual(
    read: Reading,
    moved: Sequence[str] | None = None,
    written: Mapping[str, Comment] = NOTHING,
) -> Document:
    """Return the annual report of the reading's year.

    `moved` says in a line a measure what would now differ; None where nobody asked.
    `written` is what people wrote, by the slot of the part that it stands in for.
    """
    drafted = _drafted(read, moved)
    said = people_wrote(drafted, written)
    blocks = filled(drafted, written, read)
    blocks = (*blocks, still_to_write(blocks))
    document = _document(read, blocks, said)
    words = abbreviations(document)
    return _document(read, (*blocks, words), said) if words else document


def to_be_written(read: Reading) -> tuple[Slot, ...]:
    """Return the parts of the annual report that a person can write."""
    return tuple(slots(_drafted(read, None)))


def _drafted(read: Reading, moved: Sequence[str] | None) -> tuple[Block, ...]:
    return (
        _purpose(read),
        _background(read),
        _priorities(read),
        data(read),
        _families(read),
        voices(read),
        challenge(read),
        _next_steps(read),
        recommendations(),
        appendix(),
        checklist(),
        moved_since(moved),
    )


def _document(read: Reading, blocks: tuple[Block, ...], said: str) -> Document:
    waiting = tuple(to_write(blocks))
    draft = f"A draft: {len(waiting)} parts are still to be written, listed at the end."
    beside = (said, draft if waiting else "")
    return Document(
        title=f"{TITLE} {read.when}",
        council=read.released.council,
        lines=(*read.lines, *(line for line in beside if line)),
        foot=read.foot,
        made=read.made,
        blocks=blocks,
    )


def _purpose(read: Reading) -> Section:
    return section(
        "Purpose",
        Paragraph(
            (
                f"This report tells the Corporate Parenting Board how the Independent "
                f"Reviewing Officer (IRO) service of {read.released.council} worked "
                f"from {read.period.start:%B %Y} to {read.period.end:%B %Y}: what went "
                "well, what did not, and what comes next.",
            )
        ),
        Paragraph(
            (
                "Every figure with a number in brackets behind it was signed before it "
                "was printed here. That number leads to a note that says what was "
                "counted, of how many, and from where.",
            )
        ),
    )


def _background(read: Reading) -> Section:
    return section(
        "Background",
        Paragraph(
            (
                "An IRO reviews the care plan of each child in care, and challenges the "
                "council where the plan does not serve the child. In many councils IROs "
                "chair child protection conferences too.",
            )
        ),
        section(
            "The team and its work",
            read.told(
                "On {day}, {posts_filled} full-time posts were filled.",
                "Of the IROs and chairs in post, {staff_with_both_roles:top} held both "
                "roles, {staff_with_both_roles} of them all.",
                "From an agency: {staff_from_agencies:top}; on probation: "
                "{staff_on_probation}.",
                instead="Who is in the team",
            ),
            read.told(
                "There were {children_in_care_at_end} children in our care; a year "
                "before, there were {children_in_care_at_end:before}.",
                "There were {plans_open} children on child protection plans; a year "
                "before, {plans_open:before}.",
                instead="Children in our care and on plans",
            ),
            read.told(
                "Each full-time post held {caseload_in_care_per_fte} children in care"
                "{caseload_in_care_per_fte:cases}. With children on plans it "
                "held {caseload_per_fte}{caseload_per_fte:cases}. The IRO "
                "Handbook recommends 50 to 70 children in care for a full-time IRO.",
                instead="How many children each IRO holds",
            ),
            read.trend("caseload_in_care_per_fte"),
            read.commentary(
                ("caseload_in_care_per_fte", "caseload_per_fte", "posts_filled")
            ),
            ToWrite("Who joined and left, training, and business support.", "team"),
            ToWrite(
                "Who manages the IROs, and how they stay free to challenge.", "managers"
            ),
            ToWrite(
                "Whether resources put the quality of the service at risk.", "resources"
            ),
        ),
        _events(read),
    )


def _events(read: Reading) -> tuple[Block, ...]:
    happened = read.happened()
    if not happened:
        return ()
    lines = Bullets(tuple((line,) for line in happened))
    return (Section(f"What changed in {read.when}", (lines,)),)


# What was decided, under the year in which it was.


def _priorities(read: Reading) -> Section:
    before = label(read.before)
    actions = read.released.actions
    title = f"Our priorities set in {before}, and what we have done"
    theirs = [each for each in actions if _year_of(each) == before]
    ours = [each for each in actions if _year_of(each) == read.when]
    undated = [each for each in actions if not _year_of(each)]
    blocks: list[Block] = []
    if theirs:
        blocks.append(actions_table(read, f"Decided in {before}", theirs))
    else:
        blocks.append(
            ToWrite(f"The priorities set in {before}, and what was done.", "decided")
        )
    if ours:
        blocks.append(actions_table(read, f"Decided in {read.when}", ours))
    if undated:
        blocks.append(actions_table(read, "Decided, without a day", undated))
    return Section(title, tuple(blocks))


def _year_of(action: Json) -> str:
    """Return the financial year in which something was decided; empty if none says."""
    day = str(action.get("decided") or action.get("day") or "")
    try:
        return financial_year_of(date.fromisoformat(day[:10])).label
    except ValueError:
        return ""


# What people say, and what challenge does.


def _families(read: Reading) -> Section:
    del read
    return Section(
        "What our children, families and professionals tell us",
        (
            ToWrite(
                "What was said, in people's own words. Print a quote only where whoever "
                "said it agreed to that, and where nobody can be known by it.",
                "quotes",
            ),
            ToWrite("Good practice that others can learn from.", "good-practice"),
        ),
    )


def _next_steps(read: Reading) -> Section:
    waiting = [each for each in read.released.actions if is_open(each)]
    blocks: tuple[Block, ...] = (
        ToWrite("The priorities for the year to come.", "priorities"),
    )
    if waiting:
        blocks = (
            actions_table(read, "Open when the figures were signed", waiting),
            *blocks,
        )
    return Section("Next steps", blocks)
