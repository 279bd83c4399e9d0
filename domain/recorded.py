"""What a service records beside its returns: one sheet a subject, declared here.

A sheet is data. Of its declaration are made the template and the way out of the store,
how its rows are read, the forms that ask for the same, and the columns that measures
count. So a new sheet, or a new column, is a line here (docs/add-a-sheet.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from domain.recorded_practice import COUNTS, PRACTICE, VOICE
from domain.recorded_staff import POSTS, STAFF_GROUPS
from domain.sheets import (
    CellKind,
    Column,
    Sheet,
)


def _child(says: str = "") -> Column:
    return Column(
        "child", "Child id", CellKind.CHILD, says, needed=True, also=CHILD_SPELLINGS
    )


def _yes_no(key: str, heading: str, says: str = "") -> Column:
    return Column(key, heading, CellKind.YES_NO, says)


def _number(key: str, heading: str, says: str = "") -> Column:
    return Column(key, heading, CellKind.NUMBER, says)


def _day(key: str, heading: str, says: str = "") -> Column:
    return Column(key, heading, CellKind.DAY, says)


CHILD_SPELLINGS = ("child", "child identifier")
MODES = (
    ("in_person", "in person"),
    ("video", "video"),
    ("phone", "phone"),
    ("mixed", "some in person, some not"),
    ("papers", "on papers alone"),
)
HOW_VIEWS_CAME = (
    ("in_person", "in person"),
    ("advocate", "advocate"),
    ("app", "app"),
    ("letter", "letter"),
    ("form", "form"),
    ("video", "video or recording"),
    ("somebody_else", "somebody else spoke for them"),
    ("none", "none came"),
)
REVIEWS = Sheet(
    "reviews",
    "Reviews",
    "why a review of a child in care was late, when its record was sent, and how it "
    "was held. Kind is ordinary where it is blank.",
    (
        _child(),
        Column("held", "Date held", CellKind.DAY, needed=True, also=("held",)),
        Column(
            "late_reason",
            "Reason if late",
            CellKind.ANSWER,
            "in the service's own words",
            others=True,
            also=("late reason", "reason late"),
        ),
        Column("record_sent", "Record sent on", CellKind.DAY, also=("record sent",)),
        Column(
            "kind",
            "Kind of review",
            CellKind.ANSWER,
            answers=(
                ("ordinary", "ordinary"),
                ("midway", "midway"),
                ("check", "check between"),
                ("ratifying", "ratifying"),
                ("disruption", "disruption"),
            ),
            also=("kind",),
        ),
        Column(
            "mode", "How it was held", CellKind.ANSWER, answers=MODES, also=("mode",)
        ),
        Column("chair", "Chaired by", CellKind.STAFF, "a staff id", also=("chair",)),
        _yes_no("seen_before", "Child seen before", "by their IRO, for this review"),
        _yes_no("views_asked", "Views asked", "of the child, before the review"),
        _yes_no("advocate_offered", "Advocate offered"),
        _day("report_received", "Report received on", "the social worker's"),
        _day("report_shared", "Report shared on", "with the child and family"),
        _yes_no("parents_took_part", "Parents took part"),
        Column(
            "views_came",
            "How views came",
            CellKind.ANSWER,
            answers=HOW_VIEWS_CAME,
        ),
    ),
    named_by=("child", "held"),
    counted_on=("held",),
    coverage="reviews",
    role="iro",
)
READY = Sheet(
    "ready",
    "Ready for the review",
    "what is done for a review of a child in care that is to come. Give the day on which "
    "each was done, and leave blank what is not. Due is the day by which the review has "
    "to be held.",
    (
        _child(),
        Column(
            "due", "Review due on", CellKind.DAY, needed=True, ahead=True, also=("due",)
        ),
        _day("report_received", "Report received on", "the social worker's"),
        _day("report_shared", "Report shared on", "with the child and family"),
        _day("seen", "Child seen on", "by their IRO, for this review"),
        _day("views_asked", "Views asked on", "of the child"),
        _day("advocate_offered", "Advocate offered on"),
        _day("decisions_done", "Decisions done on", "the last, of those of last time"),
    ),
    named_by=("child", "due"),
    counted_on=("due",),
    coverage="reviews",
    role="iro",
)
CONFERENCES = Sheet(
    "conferences",
    "Conferences",
    "child protection conferences, initial and review. Give the day it was held, or the "
    "day the enquiry started for one not held yet, or both.",
    (
        _child(),
        _day("enquiry", "Enquiry started on", "section 47; of an initial conference"),
        _day("held", "Date held"),
        Column("late_reason", "Reason if late", CellKind.ANSWER, others=True),
        _day("seen_safe", "Child seen safe on", "meanwhile, where it was late"),
        Column("chair", "Chaired by", CellKind.STAFF, "a staff id"),
        _yes_no(
            "same_team",
            "Chair from the team of the enquiry",
            "yes or no",
        ),
        _yes_no("quorate", "Quorate"),
        _number("invited", "Agencies invited"),
        _number("attended", "Agencies attended"),
        _number("reported", "Agencies that reported"),
        _yes_no("shared_in_time", "Report shared in time", "with the family"),
        _day("record_sent", "Record sent on"),
        Column(
            "at_15_months",
            "Outcome at 15 months",
            CellKind.ANSWER,
            "of a conference held because the plan is 15 months old",
            answers=(
                ("ended", "plan ended"),
                ("goes_on", "plan goes on"),
                ("legal", "legal planning"),
                ("other", "other"),
            ),
        ),
        _yes_no("contingency", "Contingency plan at ending"),
        _yes_no("family_group", "Family group decision-making offered"),
        _yes_no("child_took_part", "Child took part"),
        _yes_no("parents_took_part", "Parents took part"),
        Column(
            "why_long",
            "Why the plan is long",
            CellKind.ANSWER,
            "of a conference that a plan goes on from after 15 months or more",
            answers=(
                ("slow_change", "change is slow, or does not last"),
                ("new_harm", "other harm came to light"),
                ("court", "care proceedings are under way"),
                ("unseen", "the family does not let us in"),
                ("our_work", "our own work was not done"),
            ),
            others=True,
        ),
        Column(
            "why_short",
            "Why the plan ended early",
            CellKind.ANSWER,
            "of a conference that ended a plan within three months",
            answers=(
                ("care", "the child came into care"),
                ("safe_soon", "safe sooner than was thought"),
                ("not_needed", "a plan was not needed"),
                ("moved", "the family moved away"),
            ),
            others=True,
        ),
    ),
    named_by=("child",),
    either=("enquiry", "held"),
    counted_on=("held", "enquiry"),
    coverage="plans",
    role="cp_chair",
    at_most=(("attended", "invited"), ("reported", "invited")),
)
OTHER_REVIEWS = Sheet(
    "other_reviews",
    "Other reviews",
    "reviews and visits that no return tells of. The code is a child's id, or the "
    "service's own code of a carer or of an unborn child: no name.",
    (
        Column(
            "person",
            "Child or person code",
            CellKind.PERSON,
            needed=True,
            also=("child id", "person code", "code"),
        ),
        Column(
            "kind",
            "Kind",
            CellKind.ANSWER,
            needed=True,
            answers=(
                ("private_fostering_visit", "private fostering visit"),
                ("private_fostering_review", "private fostering review"),
                ("secure", "secure accommodation"),
                ("foster_carer", "foster carer"),
                ("pre_birth", "pre-birth"),
            ),
        ),
        Column("due", "Due", CellKind.DAY, ahead=True),
        _day("held", "Date held", "blank while it is owed"),
        Column("reviewer", "Reviewed by", CellKind.STAFF, "a staff id"),
        Column("outcome", "Outcome", CellKind.ANSWER, others=True),
    ),
    named_by=("person", "kind"),
    either=("due", "held"),
    counted_on=("due", "held"),
    coverage="care",
    role="iro",
)
EDUCATION = Sheet(
    "education",
    "Education",
    "personal education plans of children in care, one row for each that was due or made. "
    "When a plan is due is the service's own choice.",
    (
        _child(),
        Column("due", "Plan due", CellKind.DAY, ahead=True),
        _day("held", "Plan made on", "or reviewed; blank while it is owed"),
        Column(
            "grade",
            "Quality of the plan",
            CellKind.ANSWER,
            answers=(
                ("good", "good"),
                ("improve", "to be improved"),
                ("poor", "not good enough"),
            ),
            others=True,
        ),
        _yes_no("excluded", "Excluded since the last plan", "or suspended from school"),
    ),
    named_by=("child",),
    either=("due", "held"),
    counted_on=("due", "held"),
    coverage="care",
    role="iro",
)
IMPACTS = (
    ("none", "none"),
    ("partly", "partly"),
    ("fully", "fully"),
    ("too_early", "too early to say"),
)
FOLLOW_UP = Sheet(
    "follow_up",
    "Disputes follow-up",
    "what came of a dispute of the log. Where two were raised for a child on one day, "
    "say which in Number: 1 or 2.",
    (
        _child(),
        Column("raised", "Raised on", CellKind.DAY, needed=True, also=("date raised",)),
        _number("number", "Number", "blank counts as 1"),
        Column(
            "impact",
            "Impact",
            CellKind.ANSWER,
            "whether what was asked for came about for the child",
            answers=IMPACTS,
        ),
        Column("evidence", "Evidence", CellKind.WORDS, "one line, without names"),
        Column("clinic", "Clinic date", CellKind.DAY, ahead=True),
        Column("challenged", "Challenged", CellKind.ANSWER, "who", others=True),
        Column("answered_by", "Answered by", CellKind.ANSWER, "a post", others=True),
        Column("sub_theme", "Sub-theme", CellKind.ANSWER, others=True),
        _yes_no("cafcass", "Cafcass used"),
        _yes_no("legal_advice", "Legal advice used"),
    ),
    named_by=("child", "raised", "number"),
    counted_on=("raised",),
    coverage="disputes",
    role="iro",
)
SHEETS: Mapping[str, Sheet] = {
    sheet.key: sheet
    for sheet in (
        REVIEWS,
        READY,
        CONFERENCES,
        OTHER_REVIEWS,
        EDUCATION,
        FOLLOW_UP,
        COUNTS,
        VOICE,
        PRACTICE,
        POSTS,
        STAFF_GROUPS,
    )
}


SHEET_OF_ROWS: Mapping[str, Sheet] = {
    sheet.rows_name: sheet for sheet in SHEETS.values()
}
"""The sheets by what their rows are called."""
FOLLOW_UP_GROUPS = tuple(
    FOLLOW_UP.group_of(column)
    for column in FOLLOW_UP.columns
    if column.kind is CellKind.ANSWER
)
"""The groupings that a dispute has from its follow-up."""


def as_label(words: str) -> str:
    """Return an answer as the label of a group, which begins with a capital."""
    return words[:1].upper() + words[1:]


def groupings() -> Iterator[tuple[str, Column, Sheet]]:
    """Yield each grouping by a sheet's answers: its name, its column and its sheet."""
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.kind is CellKind.ANSWER:
                yield sheet.group_of(column), column, sheet


def headings(others: Iterable[str]) -> dict[str, str]:
    """Return the words of each grouping; of several of one heading, with the sheet.

    `others` are words that name other groupings already.
    """
    often = Counter([*(column.heading for _, column, _ in groupings()), *others])
    return {
        name: column.heading
        if often[column.heading] == 1
        else f"{column.heading} ({sheet.name.lower()})"
        for name, column, sheet in groupings()
    }
