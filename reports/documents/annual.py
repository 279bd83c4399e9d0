"""The statutory annual report of a year: drafted by rules, left for a person to finish.

The sections stand in the order in which such reports have them (ADR 0040). Every number
is a figure of the release; what no figure can say is left to be written, and listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from domain.codes import PARTICIPATION
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
from reports.documents.cross import crossed
from reports.documents.model import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Section,
    ToWrite,
    to_write,
)
from reports.documents.reading import Reading
from reports.documents.told import NOT_HERE, label
from reports.released import Json

TITLE = "Independent Reviewing Officer (IRO) service: annual report"


def annual(read: Reading, moved: Sequence[str] | None = None) -> Document:
    """Return the annual report of the reading's year.

    `moved` says in a line a measure what would now differ; None where nobody asked.
    """
    blocks: tuple[Block, ...] = (
        _purpose(read),
        _background(read),
        _priorities(read),
        _data(read),
        _families(read),
        _voices(read),
        _challenge(read),
        _next_steps(read),
        recommendations(),
        appendix(),
        checklist(),
        moved_since(moved),
    )
    blocks = (*blocks, still_to_write(blocks))
    document = _document(read, blocks)
    words = abbreviations(document)
    return _document(read, (*blocks, words)) if words else document


def _document(read: Reading, blocks: tuple[Block, ...]) -> Document:
    waiting = tuple(to_write(blocks))
    draft = f"A draft: {len(waiting)} parts are still to be written, listed at the end."
    return Document(
        title=f"{TITLE} {read.when}",
        council=read.released.council,
        lines=(*read.lines, draft) if waiting else read.lines,
        foot=read.foot,
        made=read.made,
        blocks=blocks,
    )


def _section(title: str, *blocks: Iterable[Block] | Block) -> Section:
    """Return a section of blocks and of rows of blocks."""
    found: list[Block] = []
    for each in blocks:
        found += [each] if not isinstance(each, tuple) else each  # type: ignore[list-item]
    return Section(title, tuple(found))


def _purpose(read: Reading) -> Section:
    return _section(
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
                "Every figure in it was signed before it was printed here. The number in "
                "brackets behind a figure leads to a note that says what was counted, "
                "of how many, and from where.",
            )
        ),
    )


def _background(read: Reading) -> Section:
    return _section(
        "Background",
        Paragraph(
            (
                "An IRO reviews the care plan of each child in care, and challenges the "
                "council where the plan does not serve the child. In many councils IROs "
                "chair child protection conferences too.",
            )
        ),
        _section(
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
            ToWrite("Who joined and left, training, and business support."),
            ToWrite("Whether resources put the quality of the service at risk."),
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
        blocks.append(ToWrite(f"The priorities set in {before}, and what was done."))
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


# What the data tells us.


def _data(read: Reading) -> Section:
    return _section(
        "What the data tells us",
        _reviews(read),
        _participation(read),
        _not_held("Private fostering and secure accommodation", PRIVATE),
        _conferences(read),
        _plan_reviews(read),
        _long_plans(read),
        _repeat_plans(read),
        _not_held("Reviews of foster carers", FOSTER),
    )


PRIVATE = (
    "Private fostering reviews held on time",
    "Secure accommodation reviews held",
)
FOSTER = ("Reviews of foster carers held on time",)


def _not_held(title: str, names: Iterable[str]) -> Section:
    asked = "Give the number, and of how many, or say that it is not kept."
    return Section(
        title, tuple(ToWrite(f"{name}: {NOT_HERE}. {asked}") for name in names)
    )


def _reviews(read: Reading) -> Section:
    key = "reviews_held_on_time"
    return _section(
        "Reviews of children in our care",
        read.told(
            "In {year}, {reviews_held_on_time} of reviews were held on time"
            "{reviews_held_on_time:cases}.",
            "In {before} it was {reviews_held_on_time:before}"
            "{reviews_held_on_time:cases_before}.",
            "Of the reviews that fell due in the year, {reviews_due_held_on_time} were "
            "held on time{reviews_due_held_on_time:cases}.",
            "Every review of the year was on time for "
            "{children_with_all_reviews_on_time} of children"
            "{children_with_all_reviews_on_time:cases}.",
            "Half of the late reviews were held no more than {review_days_late} after "
            "the day.",
            "On {day}, {reviews_overdue} reviews were overdue.",
            instead="Reviews held on time",
        ),
        read.verdict(key),
        read.trend(key),
        read.commentary((key, "reviews_due_held_on_time", "reviews_overdue")),
        ToWrite("Why reviews were late, and what was done about it."),
    )


def _participation(read: Reading) -> Section:
    key = "children_taking_part"
    return _section(
        "How children took part",
        read.told(
            "Of reviews of children aged 4 and over, {children_taking_part} heard the "
            "child's views{children_taking_part:cases}.",
            "In {before} it was {children_taking_part:before}"
            "{children_taking_part:cases_before}.",
            "The child came to {children_attending} of them{children_attending:cases}.",
            "Of reviews of children of all ages, {children_taking_part_of_all_ages} "
            "heard the child{children_taking_part_of_all_ages:cases}.",
            "How the child took part is not recorded for {participation_not_recorded} "
            "of reviews{participation_not_recorded:cases}.",
            instead="How children took part",
        ),
        read.verdict(key),
        read.trend(key),
        read.by(
            "children_by_participation",
            "code",
            "Children by how they took part in their latest review",
            "How",
            {code: f"{words} ({code})" for code, words in PARTICIPATION.items()},
        ),
        read.commentary((key, "children_attending", "participation_not_recorded")),
    )


def _conferences(read: Reading) -> Section:
    key = "icpcs_held_within_15_working_days"
    return _section(
        "Initial child protection conferences",
        read.told(
            "In {year}, {icpcs_held_within_15_working_days} of initial conferences were "
            "held within 15 working days"
            "{icpcs_held_within_15_working_days:cases}.",
            "In {before} it was {icpcs_held_within_15_working_days:before}"
            "{icpcs_held_within_15_working_days:cases_before}.",
            "Transferred in: {icpcs_transferred_in}.",
            "On {day}, {icpcs_overdue} were overdue.",
            instead="Initial conferences held within 15 working days",
        ),
        read.verdict(key),
        read.trend(key),
        read.commentary((key, "icpcs_overdue")),
        ToWrite(
            "Why conferences were late, and how the child was kept safe meanwhile."
        ),
    )


def _plan_reviews(read: Reading) -> Section:
    key = "plan_reviews_held_on_time"
    return _section(
        "Reviews of child protection plans",
        read.told(
            "In {year}, {plan_reviews_held_on_time} of reviews of plans were held on "
            "time{plan_reviews_held_on_time:cases}.",
            "In {before} it was {plan_reviews_held_on_time:before}"
            "{plan_reviews_held_on_time:cases_before}.",
            "Every review was on time for {children_with_all_plan_reviews_on_time} of "
            "children{children_with_all_plan_reviews_on_time:cases}. The Department "
            "publishes this second figure: it counts children, the first counts reviews.",
            instead="Reviews of plans held on time",
        ),
        read.verdict(key),
        read.trend(key),
        read.commentary((key, "plan_reviews_overdue")),
    )


def _long_plans(read: Reading) -> Section:
    return _section(
        "Long plans",
        read.told(
            "In {year}, {plans_reaching_15_months} plans reached the 15-month "
            "conference; in {before}, {plans_reaching_15_months:before} did.",
            "Of the plans open on {day}, {plans_open_over_15_months:top} had reached 15 "
            "months ({plans_open_over_15_months}), and "
            "{plans_open_over_24_months:top} two years ({plans_open_over_24_months}).",
            instead="Long plans",
        ),
        read.by(
            "plans_ended_by_duration",
            "duration_band",
            "Plans that ended, by time on the plan",
            "Time on the plan",
        ),
        read.commentary(("plans_reaching_15_months", "plans_open_over_24_months")),
        ToWrite("What makes plans long, and what came of the 15-month conferences."),
    )


def _repeat_plans(read: Reading) -> Section:
    key = "plans_started_second_or_subsequent"
    return _section(
        "Second or subsequent plans",
        read.told(
            "Of {plans_started} plans that started, {plans_started_second_or_subsequent} "
            "were for a child who had been on one before"
            "{plans_started_second_or_subsequent:cases}.",
            "In {before} it was {plans_started_second_or_subsequent:before}"
            "{plans_started_second_or_subsequent:cases_before}.",
            "Within 24 months of the last plan: "
            "{plans_started_within_24_months_of_last}"
            "{plans_started_within_24_months_of_last:cases}.",
            instead="Second or subsequent plans",
        ),
        read.verdict(key),
        read.trend(key),
        read.commentary((key, "plans_started_within_24_months_of_last")),
    )


# What people say, and what challenge does.


def _families(read: Reading) -> Section:
    del read
    return Section(
        "What our children, families and professionals tell us",
        (
            ToWrite(
                "What was said, in people's own words. Print a quote only where whoever "
                "said it agreed to that, and where nobody can be known by it."
            ),
            ToWrite("Good practice that others can learn from."),
        ),
    )


def _voices(read: Reading) -> Section:
    return _section(
        "Promoting voices",
        read.by(
            "participation_groups_aged_4_and_over",
            "participation",
            "How children aged 4 and over took part, by review",
            "How",
        ),
        tuple(
            ToWrite(f"{name}: {NOT_HERE}. Give the number, or say that it is not kept.")
            for name in ("Advocacy referrals", "Matches with independent visitors")
        ),
        ToWrite("What the Children in Care Council asked for, and what was done."),
    )


def _challenge(read: Reading) -> Section:
    key = "disputes_resolved_within_20_working_days"
    return _section(
        "How effective our challenge and scrutiny is",
        Paragraph(
            (
                "IROs raise a dispute, through the dispute resolution process (DRP), "
                "where a plan drifts or a decision does not serve the child. More "
                "disputes are neither better nor worse by themselves.",
            )
        ),
        read.told(
            "In {year}, {disputes_raised} disputes were raised; in {before}, "
            "{disputes_raised:before}.",
            "For each 100 children in care that is {disputes_per_100_children}.",
            "On {day}, {disputes_open} were open.",
            instead="Disputes raised",
        ),
        read.told(
            "Of the disputes resolved in the year, "
            "{disputes_resolved_within_20_working_days} were resolved within 20 working "
            "days{disputes_resolved_within_20_working_days:cases}.",
            "In {before} it was {disputes_resolved_within_20_working_days:before}"
            "{disputes_resolved_within_20_working_days:cases_before}.",
            "Half of them took no more than {dispute_working_days_to_resolve}.",
            instead="Disputes resolved within 20 working days",
        ),
        read.verdict(key),
        read.trend("disputes_raised"),
        read.trend(key),
        _section(
            "Disputes by theme and stage",
            read.by("disputes_raised", "theme", "Disputes raised, by theme", "Theme"),
            read.by(
                "disputes_raised", "stage", "Disputes raised, by first stage", "Stage"
            ),
            crossed(
                read,
                "disputes_raised",
                "theme x stage",
                "Disputes raised, by theme and first stage",
                "Theme",
            ),
        ),
        read.commentary(("disputes_raised", key, "disputes_open")),
        ToWrite("What each challenge changed for the child, and what was learned."),
        ToWrite("What audits and dip samples found, and their themes."),
    )


def _next_steps(read: Reading) -> Section:
    waiting = [each for each in read.released.actions if is_open(each)]
    blocks: tuple[Block, ...] = (ToWrite("The priorities for the year to come."),)
    if waiting:
        blocks = (
            actions_table(read, "Open when the figures were signed", waiting),
            *blocks,
        )
    return Section("Next steps", blocks)
