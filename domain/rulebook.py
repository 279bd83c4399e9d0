"""The rules of law and guidance that figures lean on, each with its editions' days.

An edition that nobody has read for this dashboard is never cited: pages say that it is
there and has not been read. Whoever has read one writes where and when in `read`, ends
the edition before it, and mends the rule if its words have changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.periods import Period, say_day


@dataclass(frozen=True)
class Edition:
    """One edition: its name, the days it is in force, and where its words were read.

    `start` and `end` are None where they are not known, or not there yet. `read` is
    empty where nobody has read it; the day of its `start` is then not believed either,
    only its month.
    """

    name: str
    start: date | None = None
    end: date | None = None
    read: str = ""

    @property
    def first(self) -> str:
        """Its first day, only the month where nobody has read it; empty if unknown."""
        if self.start is None:
            return ""
        return say_day(self.start) if self.read else f"{self.start:%B %Y}"

    @property
    def words(self) -> str:
        """The edition and its days: `Working Together 2023, from 15 December 2023`."""
        first = f", from {self.first}" if self.first else ""
        last = f", to {say_day(self.end)}" if self.end else ""
        return f"{self.name}{first}{last}"

    def touches(self, days: Period) -> bool:
        """Say whether it may have been in force on some of these days."""
        return (self.start or days.end) <= days.end and (
            self.end or days.start
        ) >= days.start


@dataclass(frozen=True)
class Rule:
    """What a rule says, the document it is cited from, and that document's editions."""

    says: str
    cited: str
    editions: tuple[Edition, ...]

    @property
    def words(self) -> str:
        """The rule as a caption has it: what it says, then where it is from."""
        return f"{self.says}: {self.cited}"

    def on(self, days: Period) -> str:
        """Return, in sentences, the editions that were in force in a period."""
        there = [each for each in self.editions if each.touches(days)]
        read = "; ".join(each.words for each in there if each.read)
        unread = [each for each in there if not each.read and each.start]
        begins = self.editions[0].start
        sentences = [
            f"{'Counted by' if unread else 'In force'}: {read}." if read else "",
            f"What stood before {say_day(begins)} was not read for this dashboard."
            if begins and days.start < begins
            else "",
            *(
                f"{each.name}, published in {each.first}, has not been read for "
                "this dashboard and is not cited."
                for each in unread
            ),
        ]
        return " ".join(filter(None, sentences))


def on(rules: tuple[Rule, ...], days: Period) -> str:
    """Return the editions of several rules in force in a period, each said once."""
    return " ".join(dict.fromkeys(filter(None, (each.on(days) for each in rules))))


def _working_together(read: str) -> tuple[Edition, ...]:
    return (
        Edition("Working Together 2023", start=date(2023, 12, 15), read=read),
        Edition("Working Together 2026", start=date(2026, 3, 1)),
    )


RESTATED = (
    "The Department for Education's Local Authority Interactive Tool, as of 8 April "
    "2026, which restates it; not the document itself"
)
REVIEWS_DUE = Rule(
    "Due 20 working days after care starts, then at 3 and at 6 months",
    "Care Planning Regulations 2010, regulation 33",
    (
        Edition(
            "Care Planning Regulations 2010",
            read="legislation.gov.uk, Part 6 as made; later changes were not read",
        ),
    ),
)
CONFERENCE_DUE = Rule(
    "15 working days from the strategy discussion that began the section 47 enquiry",
    "Working Together to Safeguard Children",
    _working_together(RESTATED),
)
PLAN_REVIEWS_DUE = Rule(
    "First review 3 months after the initial conference, later ones at 6 months",
    "Working Together to Safeguard Children",
    _working_together(RESTATED),
)
DISPUTE_SETTLED = Rule(
    "No more than 20 working days for the whole process",
    "IRO Handbook 6.2",
    (
        Edition(
            "IRO Handbook 2010",
            read="Southwark's procedures, which quote it; not the document itself",
        ),
    ),
)
CASELOAD = Rule(
    "50 to 70 children in care for a full-time IRO",
    "IRO Handbook",
    (
        Edition(
            "IRO Handbook 2010",
            read="Wolverhampton's minutes of 2014/15, which quote it; not the document "
            "itself",
        ),
    ),
)
RULEBOOK = (
    REVIEWS_DUE,
    CONFERENCE_DUE,
    PLAN_REVIEWS_DUE,
    DISPUTE_SETTLED,
    CASELOAD,
)
