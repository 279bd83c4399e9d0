"""What a service records beside its returns: one sheet a subject, declared here.

A sheet is data. Of its declaration are made the template and the way out of the store,
how its rows are read, the forms that ask for the same, and the columns that measures
count. So a new sheet, or a new column, is a line here (docs/add-a-sheet.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

Value = str | int | bool
Values = Mapping[str, Value]
"""A row by the keys of its columns: a day or month as 2025-06-03, an answer as its code.

What is blank is not there.
"""
LONGEST_WORDS, LONGEST_ANSWER = 2000, 80  # signs
LARGEST = 1_000_000  # of a number


class Kind(StrEnum):
    """What the cells of a column are."""

    DAY = "day"
    MONTH = "month"  # kept as its first day
    CHILD = "child"  # the id that the statutory returns have
    PERSON = "person"  # a child's id, or the service's code of a carer or family
    STAFF = "staff"  # the id that the list of staff has
    ANSWER = "one of a list"
    NUMBER = "number"  # whole, from 0 on
    YES_NO = "yes or no"
    WORDS = "words"


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    `answers` are codes and their words, which a council may word anew. With `others`,
    any other short words are an answer as well: so themes are a council's own. A day
    that may be yet to come is `ahead`. `also` are other wordings of the heading.
    """

    key: str
    heading: str
    kind: Kind
    says: str = ""  # what the template says of it
    needed: bool = False
    answers: tuple[tuple[str, str], ...] = ()
    others: bool = False
    ahead: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet: its columns, and what is asked of its rows.

    `named_by` are the columns that name a row; of `either`, which are next, at least
    one must be filled and the first that is names it too. `counted_on` is the column
    with the day that puts a row into a period, or those tried in turn. `role` is whose
    group a child's row is counted by: `iro`, `cp_chair`. Of each pair of numbers in
    `at_most` the first is no more than the second.
    """

    key: str
    name: str
    about: str
    columns: tuple[Column, ...]
    named_by: tuple[str, ...]
    counted_on: tuple[str, ...]
    coverage: str
    either: tuple[str, ...] = ()
    role: str = ""
    at_most: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """Its columns by their keys."""
        return {column.key: column for column in self.columns}

    @property
    def about_child(self) -> bool:
        """Whether each row is about one child, or a person with a code."""
        return self.subject is not None

    @cached_property
    def subject(self) -> Column | None:
        """The column that says whom a row is about; None where it is about nobody."""
        kinds = (Kind.CHILD, Kind.PERSON)
        return next((each for each in self.columns if each.kind in kinds), None)

    @property
    def of_known_children(self) -> bool:
        """Whether those whom it is about are children whom the returns know."""
        return self.subject is not None and self.subject.kind is Kind.CHILD

    @property
    def rows_name(self) -> str:
        """What its rows are called among the kinds of rows that measures count."""
        return f"recorded_{self.key}"

    @property
    def thing(self) -> str:
        """What a row is about, in words: `child id and date held`."""
        names = [self.by_key[key].heading for key in self.named_by]
        if self.either:
            names.append(" or ".join(self.by_key[key].heading for key in self.either))
        return " and ".join(name[0].lower() + name[1:] for name in names)

    def key_of(self, values: Values) -> str:
        """Return what names a row; two rows of one key are about the same thing."""
        parts = [_in_key(self.by_key[name], values.get(name)) for name in self.named_by]
        first = next((name for name in self.either if name in values), None)
        if first is not None:
            parts.append(f"{first} {values[first]}")
        return "|".join(parts)

    def subject_of(self, values: Values) -> str:
        """Return the id of whom a row is about; empty where it is about nobody."""
        return str(values.get(self.subject.key, "")) if self.subject else ""

    def day_of(self, values: Values) -> date | None:
        """Return the day that puts a row into a period; None where it tells none."""
        told = (values[name] for name in self.counted_on if name in values)
        return next((date.fromisoformat(str(day)) for day in told), None)

    def group_of(self, column: Column) -> str:
        """Return the name of the grouping by a column's answers."""
        return f"{self.key}_{column.key}"

    def place_of(self, key: str, code: str) -> int:
        """Return the position of an answer among the labels of its grouping.

        It is the same whatever a council's words for it are; 0 is "Not recorded".
        """
        return 1 + [each for each, _ in self.by_key[key].answers].index(code)


def _in_key(column: Column, value: Value | None) -> str:
    """Return a value as a part of a key; words by their fingerprint, as they are long."""
    if column.kind is Kind.WORDS:
        plain = " ".join(str(value or "").casefold().split())
        return sha256(plain.encode()).hexdigest()[:16]
    if column.kind is Kind.NUMBER:
        return str(1 if value is None else value)
    text = str("" if value is None else value)
    return text.casefold() if column.kind is Kind.ANSWER else text


def _child(says: str = "") -> Column:
    return Column(
        "child", "Child id", Kind.CHILD, says, needed=True, also=CHILD_SPELLINGS
    )


def _yes_no(key: str, heading: str, says: str = "") -> Column:
    return Column(key, heading, Kind.YES_NO, says)


def _number(key: str, heading: str, says: str = "") -> Column:
    return Column(key, heading, Kind.NUMBER, says)


def _day(key: str, heading: str, says: str = "") -> Column:
    return Column(key, heading, Kind.DAY, says)


def _month() -> Column:
    return Column(
        "month", "Month", Kind.MONTH, "such as June 2025, or any day of it", needed=True
    )


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
        Column("held", "Date held", Kind.DAY, needed=True, also=("held",)),
        Column(
            "late_reason",
            "Reason if late",
            Kind.ANSWER,
            "in the service's own words",
            others=True,
            also=("late reason", "reason late"),
        ),
        Column("record_sent", "Record sent on", Kind.DAY, also=("record sent",)),
        Column(
            "kind",
            "Kind of review",
            Kind.ANSWER,
            answers=(
                ("ordinary", "ordinary"),
                ("midway", "midway"),
                ("check", "check between"),
                ("ratifying", "ratifying"),
                ("disruption", "disruption"),
            ),
            also=("kind",),
        ),
        Column("mode", "How it was held", Kind.ANSWER, answers=MODES, also=("mode",)),
        Column("chair", "Chaired by", Kind.STAFF, "a staff id", also=("chair",)),
        _yes_no("seen_before", "Child seen before", "by their IRO, for this review"),
        _yes_no("views_asked", "Views asked", "of the child, before the review"),
        _yes_no("advocate_offered", "Advocate offered"),
        _day("report_received", "Report received on", "the social worker's"),
        _day("report_shared", "Report shared on", "with the child and family"),
        _yes_no("parents_took_part", "Parents took part"),
        Column(
            "views_came",
            "How views came",
            Kind.ANSWER,
            answers=HOW_VIEWS_CAME,
        ),
    ),
    named_by=("child", "held"),
    counted_on=("held",),
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
        Column("late_reason", "Reason if late", Kind.ANSWER, others=True),
        _day("seen_safe", "Child seen safe on", "meanwhile, where it was late"),
        Column("chair", "Chaired by", Kind.STAFF, "a staff id"),
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
            Kind.ANSWER,
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
            Kind.PERSON,
            needed=True,
            also=("child id", "person code", "code"),
        ),
        Column(
            "kind",
            "Kind",
            Kind.ANSWER,
            needed=True,
            answers=(
                ("private_fostering_visit", "private fostering visit"),
                ("private_fostering_review", "private fostering review"),
                ("secure", "secure accommodation"),
                ("foster_carer", "foster carer"),
                ("pre_birth", "pre-birth"),
            ),
        ),
        Column("due", "Due", Kind.DAY, ahead=True),
        _day("held", "Date held", "blank while it is owed"),
        Column("reviewer", "Reviewed by", Kind.STAFF, "a staff id"),
        Column("outcome", "Outcome", Kind.ANSWER, others=True),
    ),
    named_by=("person", "kind"),
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
        Column("raised", "Raised on", Kind.DAY, needed=True, also=("date raised",)),
        _number("number", "Number", "blank counts as 1"),
        Column(
            "impact",
            "Impact",
            Kind.ANSWER,
            "whether what was asked for came about for the child",
            answers=IMPACTS,
        ),
        Column("evidence", "Evidence", Kind.WORDS, "one line, without names"),
        Column("clinic", "Clinic date", Kind.DAY, ahead=True),
        Column("challenged", "Challenged", Kind.ANSWER, "who", others=True),
        Column("answered_by", "Answered by", Kind.ANSWER, "a post", others=True),
        Column("sub_theme", "Sub-theme", Kind.ANSWER, others=True),
        _yes_no("cafcass", "Cafcass used"),
        _yes_no("legal_advice", "Legal advice used"),
    ),
    named_by=("child", "raised", "number"),
    counted_on=("raised",),
    coverage="disputes",
    role="iro",
)
COUNTS = Sheet(
    "counts",
    "Counts",
    "how many of something there were in a month; 0 where there was none.",
    (
        _month(),
        Column(
            "what",
            "What",
            Kind.ANSWER,
            needed=True,
            answers=(
                ("advocacy_referrals", "advocacy referrals"),
                ("advocacy_taken_up", "advocacy taken up"),
                ("visitors_matched", "independent visitors matched"),
                ("visitors_waiting", "waiting for an independent visitor"),
                ("feedback_children", "feedback from children"),
                ("feedback_families", "feedback from families"),
                ("feedback_professionals", "feedback from professionals"),
                ("form_views", "views of the feedback form"),
                ("lado_referrals", "LADO referrals"),
            ),
        ),
        Column("number", "Number", Kind.NUMBER, needed=True),
    ),
    named_by=("month", "what"),
    counted_on=("month",),
    coverage="care",
)
VOICE = Sheet(
    "voice",
    "Voice",
    "what children and families said, and what was done. No names, and nothing that "
    "tells who it was. A quote is shown only with consent.",
    (
        _month(),
        Column(
            "kind",
            "Kind",
            Kind.ANSWER,
            needed=True,
            answers=(("quote", "quote"), ("you_said", "you said, we did")),
        ),
        Column("words", "Words", Kind.WORDS, needed=True),
        Column("theme", "Theme", Kind.ANSWER, others=True),
        Column(
            "whose",
            "From whom",
            Kind.ANSWER,
            answers=(
                ("child", "child"),
                ("family", "family"),
                ("carer", "carer"),
                ("professional", "professional"),
            ),
        ),
        _yes_no("consent", "Consent", "to show it"),
    ),
    named_by=("month", "kind", "words"),
    counted_on=("month",),
    coverage="care",
)
PRACTICE = Sheet(
    "practice",
    "Practice",
    "audits and other looks at practice: one row for each theme and grade of a month.",
    (
        _month(),
        Column(
            "kind",
            "Kind",
            Kind.ANSWER,
            needed=True,
            answers=(
                ("audit", "audit"),
                ("dip_sample", "dip sample"),
                ("form", "quality and compliance form"),
                ("alert", "good-practice alert"),
                ("training", "training"),
                ("appraisal", "appraisal"),
                ("supervision", "supervision"),
            ),
        ),
        Column("theme", "Theme", Kind.ANSWER, others=True),
        Column(
            "grade",
            "Grade",
            Kind.ANSWER,
            answers=(
                ("outstanding", "outstanding"),
                ("good", "good"),
                ("improve", "requires improvement"),
                ("inadequate", "inadequate"),
            ),
            others=True,
        ),
        _number("sample", "Sample size"),
        _number("meeting", "Meeting the standard"),
        Column("words", "Words", Kind.WORDS, "what was learnt, without names"),
    ),
    named_by=("month", "kind", "theme", "grade"),
    counted_on=("month",),
    coverage="care",
    at_most=(("meeting", "sample"),),
)
SHEETS: Mapping[str, Sheet] = {
    sheet.key: sheet
    for sheet in (
        REVIEWS,
        CONFERENCES,
        OTHER_REVIEWS,
        FOLLOW_UP,
        COUNTS,
        VOICE,
        PRACTICE,
    )
}


SHEET_OF_ROWS: Mapping[str, Sheet] = {
    sheet.rows_name: sheet for sheet in SHEETS.values()
}
"""The sheets by what their rows are called."""
FOLLOW_UP_GROUPS = tuple(
    FOLLOW_UP.group_of(column)
    for column in FOLLOW_UP.columns
    if column.kind is Kind.ANSWER
)
"""The groupings that a dispute has from its follow-up."""


def as_label(words: str) -> str:
    """Return an answer as the label of a group, which begins with a capital."""
    return words[:1].upper() + words[1:]


def groupings() -> Iterator[tuple[str, Column, Sheet]]:
    """Yield each grouping by a sheet's answers: its name, its column and its sheet."""
    for sheet in SHEETS.values():
        for column in sheet.columns:
            if column.kind is Kind.ANSWER:
                yield sheet.group_of(column), column, sheet
