"""What an annual report says of what was counted: reviews, plans, voices, challenge.

Whatever a release does not hold for the year is left to write, and said so.
"""

from __future__ import annotations

from domain.codes import NOT_RECORDED, PARTICIPATION
from domain.periods import Period
from reports.documents.cross import crossed
from reports.documents.model import Block, Paragraph, Section, ToWrite, section
from reports.documents.reading import Labels, Reading

LATE_KIND, LATE_REASON = "late_kind", "conferences_late_reason"
AT_15_MONTHS, IMPACT = "conferences_at_15_months", "follow_up_impact"
IMPACTS = {
    "None": "Nothing of it came about",
    "Partly": "Partly came about",
    "Fully": "Fully came about",
}
NUMBER = "Give the number, and of how many, or say that it is not kept."


def _recorded(
    read: Reading, key: str, *patterns: str, instead: str, slot: str = ""
) -> tuple[Block, ...]:
    """Return sentences on a measure of what the service records itself.

    Where it recorded none in the year, that is left to write; none of the year before
    is not told.
    """
    if not _any(read, key, read.period):
        none = f"{instead}: none is recorded for {read.when}. {NUMBER}"
        return (ToWrite(none, slot or key),)
    told = [
        each
        for each in patterns
        if "before}" not in each or _any(read, key, read.before)
    ]
    return read.told(*told, instead=instead, slot=slot)


def _any(read: Reading, key: str, period: Period) -> bool:
    """Say whether a measure may have a case; what is not in the release may."""
    cell = read.cell(key, period)
    return cell is None or cell.denominator is None or cell.denominator.high != 0


def _split(
    read: Reading, key: str, by: str, *words: str, labels: Labels | None = None
) -> tuple[Block, ...]:
    """Return a measure by its groups; nothing where every case may be unrecorded."""
    measure = read.measure(key)
    cells = measure.groups(by, read.period) if measure else ()
    known = any(
        cell.key.group != NOT_RECORDED and cell.numerator.high != 0 for cell in cells
    )
    title, name = words
    return read.by(key, by, title, name, labels) if known else ()


def data(read: Reading) -> Section:
    return section(
        "What the data tells us",
        _reviews(read),
        _participation(read),
        _private(read),
        _conferences(read),
        _plan_reviews(read),
        _long_plans(read),
        _repeat_plans(read),
        _foster(read),
    )


def _reviews(read: Reading) -> Section:
    key = "reviews_held_on_time"
    return section(
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
        *_why_late(read),
    )


def _why_late(read: Reading) -> tuple[Block, ...]:
    key = "late_reviews_avoidable"
    kinds = _split(
        read,
        "late_reviews_by_kind",
        LATE_KIND,
        "Late reviews, by kind of delay",
        "Kind of delay",
    )
    if not kinds:
        return (ToWrite("Why reviews were late, and what was done.", "late-reviews"),)
    return (
        *_recorded(
            read,
            key,
            "Of the late reviews whose reason is noted, {late_reviews_avoidable} were "
            "late for a reason that we could have avoided{late_reviews_avoidable:cases}.",
            "In {before} it was {late_reviews_avoidable:before}"
            "{late_reviews_avoidable:cases_before}.",
            instead="Late reviews that we could have avoided",
        ),
        *kinds,
        ToWrite("What was done so that fewer reviews are late.", "late-reviews"),
    )


def _participation(read: Reading) -> Section:
    key = "children_taking_part"
    return section(
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
    return section(
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
        *_why_conferences_late(read),
    )


def _why_conferences_late(read: Reading) -> tuple[Block, ...]:
    key, slot = "late_conferences_with_child_seen", "late-conferences"
    reasons = _split(
        read,
        "late_conferences_by_reason",
        LATE_REASON,
        "Late conferences, by reason",
        "Reason",
    )
    if not reasons:
        ask = "Why conferences were late, and how the child was kept safe meanwhile."
        return (ToWrite(ask, slot),)
    return (
        *_recorded(
            read,
            key,
            "Of the conferences that were late, {late_conferences_with_child_seen} have "
            "a day recorded on which the child was seen safe meanwhile"
            "{late_conferences_with_child_seen:cases}.",
            "In {before} it was {late_conferences_with_child_seen:before}"
            "{late_conferences_with_child_seen:cases_before}.",
            instead="Late conferences with the child seen safe meanwhile",
        ),
        *reasons,
        ToWrite("What was done so that fewer conferences are late.", slot),
    )


def _private(read: Reading) -> Section:
    return section(
        "Private fostering and secure accommodation",
        _in_time(
            read, "private_fostering_reviews_in_time", "private fostering reviews"
        ),
        _in_time(read, "private_fostering_visits_in_time", "private fostering visits"),
        _in_time(read, "secure_reviews_in_time", "secure accommodation reviews"),
        _recorded(
            read,
            "secure_reviews_by_another_iro",
            "Of secure accommodation reviews held, {secure_reviews_by_another_iro} were "
            "by somebody else than the child's own IRO"
            "{secure_reviews_by_another_iro:cases}.",
            instead="Secure accommodation reviews by another IRO",
        ),
    )


def _foster(read: Reading) -> Section:
    return section(
        "Reviews of foster carers",
        _in_time(read, "foster_carer_reviews_in_time", "reviews of foster carers"),
    )


def _in_time(read: Reading, key: str, cases: str) -> tuple[Block, ...]:
    """Return how many of what fell due in the year were held in time."""
    return _recorded(
        read,
        key,
        f"Of {cases} that fell due in {{year}}, {{{key}}} were held in time"
        f"{{{key}:cases}}.",
        f"In {{before}} it was {{{key}:before}}{{{key}:cases_before}}.",
        instead=f"{cases[0].upper()}{cases[1:]} held in time",
    )


def _plan_reviews(read: Reading) -> Section:
    key = "plan_reviews_held_on_time"
    return section(
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
    return section(
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
        *_outcomes(read),
    )


def _outcomes(read: Reading) -> tuple[Block, ...]:
    slot = "long-plans"
    found = _split(
        read,
        "conferences_at_15_months",
        AT_15_MONTHS,
        "Conferences at 15 months, by outcome",
        "Outcome",
    )
    if found:
        return (*found, ToWrite("What makes plans long.", slot))
    ask = "What makes plans long, and what came of the 15-month conferences."
    return (ToWrite(ask, slot),)


def _repeat_plans(read: Reading) -> Section:
    key = "plans_started_second_or_subsequent"
    return section(
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


def voices(read: Reading) -> Section:
    return section(
        "Promoting voices",
        read.by(
            "participation_groups_aged_4_and_over",
            "participation",
            "How children aged 4 and over took part, by review",
            "How",
        ),
        _recorded(
            read,
            "advocate_offered_before_review",
            "Of reviews held in {year} of which it is recorded, an advocate was offered "
            "before {advocate_offered_before_review} of them"
            "{advocate_offered_before_review:cases}.",
            instead="Advocates offered before reviews",
        ),
        _recorded(
            read,
            "advocacy_referrals",
            "Referrals to advocacy in {year}: {advocacy_referrals:top}.",
            "Children given an advocate: {advocacy_taken_up:top}.",
            instead="Advocacy referrals",
            slot="advocacy",
        ),
        _recorded(
            read,
            "visitors_matched",
            "Children matched with an independent visitor in {year}: "
            "{visitors_matched:top}.",
            instead="Matches with independent visitors",
            slot="visitors",
        ),
        ToWrite(
            "What the Children in Care Council asked for, and what was done.", "council"
        ),
    )


def challenge(read: Reading) -> Section:
    key = "disputes_resolved_within_20_working_days"
    return section(
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
        section(
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
        section("What came of disputes", _impact(read)),
        ToWrite("What audits and dip samples found, and their themes.", "audits"),
    )


def _impact(read: Reading) -> tuple[Block, ...]:
    key = "disputes_that_made_a_difference"
    found = _split(
        read,
        "disputes_by_impact",
        IMPACT,
        "Disputes resolved, by what came of them for the child",
        "What came of it",
        labels=IMPACTS,
    )
    told = _recorded(
        read,
        key,
        "Of the disputes resolved in {year} whose impact is known, "
        "{disputes_that_made_a_difference} made a difference for the child"
        "{disputes_that_made_a_difference:cases}.",
        "Of all that were resolved, {disputes_with_impact_recorded} have their impact "
        "recorded{disputes_with_impact_recorded:cases}.",
        instead="Disputes that made a difference for the child",
    )
    ask = "What each challenge changed for the child, and what was learned."
    return (*told, *found, ToWrite(ask, "challenge"))
