"""Which source is believed where two speak of one thing (ADR 0011).

A statutory return was checked and signed off, so it comes before an extract of the
Standard Safeguarding Dataset. The extract fills what the return leaves blank, and
tells of the days that no return speaks for. Both come before an Annex A, which is a
picture of one day (ADR 0013). Every difference is listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from data_access.derive.known import Coverage, Winning
from data_access.derive.left_out import LeftOutValues, as_left_out
from data_access.importers.importer import Belief
from data_access.importers.registry import importer_of
from data_access.store.loaded import Import, table
from data_access.store.statements import (
    ConferenceRecord,
    EpisodeRecord,
    Fault,
    PlanRecord,
    PlanReviewRecord,
    Record,
    ReviewRecord,
)
from domain.periods import Period, financial_year, return_year_of

# What is said where an extract or an Annex A differs from what is believed more.


WORDS: Mapping[str, str] = {
    "born": "date of birth",
    "died": "date of death",
    "disabled": "disability",
    "rne": "reason for the new episode",
    "legal_status": "legal status",
    "placement": "placement",
    "provider": "placement provider",
    "region": "region of the placement",
    "dec": "end of the episode",
    "reason_ceased": "reason the episode ceased",
    "held": "date held",
    "transfer_in": "transfer in",
    "not_required": "conference not required",
    "ended": "end of the plan",
    "initial_category": "initial category of abuse",
    "latest_category": "latest category of abuse",
    "previous_plans": "number of previous plans",
}
SIGNED_OFF = (
    "The return was signed off, so what it says is used. Correct whichever is wrong."
)
TELLS_MORE = (
    "An extract tells more than an Annex A, so what it says is used. Correct whichever "
    "is wrong."
)
RETURN_DIFFERS = Fault("return_differs", "{here}, as the return has it", SIGNED_OFF)
EXTRACT_DIFFERS = Fault("extract_differs", "{here}, as the extract has it", TELLS_MORE)
LATER_PICTURE_DIFFERS = Fault(
    "later_picture_differs",
    "{started}, as a later Annex A has it",
    "A later Annex A is believed before an earlier one. Nothing to do if the later one "
    "is right.",
)
NOT_IN_RETURN = Fault(
    "not_in_return",
    "the same in the return of that year",
    "The return was signed off, so what is in it alone is used for its year. Correct "
    "whichever is wrong.",
)
NOT_IN_EXTRACT = Fault(
    "not_in_extract", "the same in the extract that tells of that day", TELLS_MORE
)

BIRTHS_DIFFER = Fault(
    "births_differ",
    "{believed}, as the latest list of children has it",
    "{believed} is used. Correct whichever is wrong.",
)


def differences_of_child(
    returned: Record, extracted: Winning[Record]
) -> Iterator[LeftOutValues]:
    """Return where an extract says otherwise of a child than the returns do."""
    for name in ("born", "died", "sex", "ethnicity", "disabled"):
        here, there = getattr(returned, name), getattr(extracted.record, name)
        if None not in (here, there) and here != there:
            yield difference(extracted, name, here, there)


def birth_differs(winning: Winning[Any], believed: date) -> LeftOutValues:
    """Return what is said of a date of birth that another file has otherwise."""
    return as_left_out(
        winning,
        BIRTHS_DIFFER,
        whole_row=False,
        field=WORDS["born"],
        found=winning.record.born,
        believed=_say(believed),
    )


def not_there(extracted: Winning[Record], *, by_return: bool) -> LeftOutValues:
    """Return what is said of a thing that what is believed more does not hold."""
    return as_left_out(
        extracted,
        NOT_IN_RETURN if by_return else NOT_IN_EXTRACT,
        field="whole row",
        found=extracted.record.key.partition("|")[2],
    )


def put_right(winning: Winning[Any], field: str, started: date) -> LeftOutValues:
    """Return what is said of a thing that a later Annex A gives another start."""
    return as_left_out(
        winning,
        LATER_PICTURE_DIFFERS,
        field=field,
        found=winning.record.started,
        started=_say(started),
    )


def difference(
    extracted: Winning[Record],
    name: str,
    here: Any,  # noqa: ANN401
    there: Any,  # noqa: ANN401
    *,
    by_extract: bool = False,
) -> LeftOutValues:
    """Return what is said of a value that what is believed more has otherwise."""
    return as_left_out(
        extracted,
        EXTRACT_DIFFERS if by_extract else RETURN_DIFFERS,
        whole_row=False,
        field=WORDS.get(name, name),
        found=there if isinstance(there, date) else _say(there),
        here=_say(here),
    )


def _say(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "blank" if value is None else str(value)


# What a return must be a whole account of to speak for a kind of thing.
TOLD_BY: Mapping[str, str] = {
    EpisodeRecord.name: "care",
    ReviewRecord.name: "reviews",
    ConferenceRecord.name: "plans",
    PlanRecord.name: "plans",
    PlanReviewRecord.name: "plans",
}
ENDS: Mapping[str, tuple[str, ...]] = {
    EpisodeRecord.name: ("dec", "reason_ceased"),
    PlanRecord.name: ("ended",),
}
# The return's own target and the extract's are two systems' sums, not two facts.
NOT_COMPARED = frozenset({"source_due", "miles"})


@dataclass(frozen=True)
class Source:
    """A live import, as far as it matters to what it says."""

    id: int
    belief: Belief
    covers_to: date | None

    @property
    def as_at(self) -> date:
        """The day up to which it speaks."""
        return self.covers_to or date.min


@dataclass(frozen=True)
class Sources:
    """The live imports of a council, and the days its returns speak for."""

    by_id: Mapping[int, Source]
    returns: Mapping[str, Coverage]
    whole: Mapping[str, Coverage]  # by returns and extracts

    @classmethod
    def of(cls, session: Session, la: str) -> Sources:
        """Read them from the store."""
        imports = table(Import).c
        query = select(
            imports.id,
            imports.kind,
            imports.covers_to,
            imports.covers_from,
            imports.covers,
        ).where(imports.la == la, imports.undone_at.is_(None))
        rows = session.execute(query).all()

        def covered(*beliefs: Belief) -> dict[str, Coverage]:
            return {
                what: Coverage.of(
                    Period(row.covers_from, row.covers_to)
                    for row in rows
                    if importer_of(row.kind).belief in beliefs
                    and what in row.covers.split(",")
                    and row.covers_from
                    and row.covers_to
                )
                for what in dict.fromkeys(TOLD_BY.values())
            }

        return cls(
            {
                row.id: Source(row.id, importer_of(row.kind).belief, row.covers_to)
                for row in rows
            },
            covered(Belief.RETURN),
            covered(Belief.RETURN, Belief.EXTRACT),
        )

    def rank(self, import_id: int) -> int:
        """Return 0 for an import that is believed, 1 for an extract, 2 for an Annex A."""
        return self._belief(import_id).rank

    def is_picture(self, winning: Winning[Any]) -> bool:
        """Say whether a picture of one day tells something."""
        return self._belief(winning.import_id) is Belief.PICTURE

    def is_of_extract(self, winning: Winning[Any]) -> bool:
        """Say whether an extract tells something."""
        return self._belief(winning.import_id) is Belief.EXTRACT

    def _belief(self, import_id: int) -> Belief:
        source = self.by_id.get(import_id)
        return source.belief if source else Belief.OWN

    def as_at(self, import_id: int) -> date:
        """The day up to which an import speaks."""
        return self.by_id[import_id].as_at

    def year_of(self, winning: Winning[Record]) -> int:
        """Return the return year that something told by an extract was last true in."""
        source = self.by_id[winning.import_id]
        return return_year_of(source.covers_to) if source.covers_to else winning.year

    def speak_for(self, winning: Winning[Record]) -> bool:
        """Say whether what is believed more speaks for a day of something told alone.

        That is returns, where an extract tells it; extracts too, where an Annex A does.
        """
        spoken = self.whole if self.is_picture(winning) else self.returns
        return self._holds(winning, spoken)

    def returns_speak_for(self, winning: Winning[Record]) -> bool:
        """Say whether returns speak for a day of something."""
        return self._holds(winning, self.returns)

    def _holds(self, winning: Winning[Record], spoken: Mapping[str, Coverage]) -> bool:
        what = TOLD_BY.get(winning.record.name)
        if what is None:
            return False
        first, last = _days(winning.record, self.as_at(winning.import_id))
        return any(run.start <= last and first <= run.end for run in spoken[what].runs)


def _days(record: Record, as_at: date) -> tuple[date, date]:
    """Return the first and last day of a thing, as far as the extract knows."""
    if isinstance(record, EpisodeRecord):
        return record.decom, _before(record.dec, record.decom) or as_at
    if isinstance(record, PlanRecord):
        return record.started, record.ended or as_at
    if isinstance(record, ConferenceRecord):
        day = record.s47_started or record.held or as_at
        return day, day
    day = record.latest or as_at
    return day, day


def _before(end: date | None, start: date) -> date | None:
    """An episode that ends on the first day of a return year is not in that return."""
    return max(start, date.fromordinal(end.toordinal() - 1)) if end else None


# A plan of 8 May 2023, in the return for 2023-24 and in an extract of September 2024:
#
#                      return  extract       what is used
#     ended            blank   14 June 2024  14 June: the return could not know it yet
#     latest category  blank   NEG           NEG: the return left it blank
#     initial category NEG     EMO           NEG, and the difference is listed
#
# If the extract had the plan end on 14 February 2024, the return would have known: its
# blank is an answer. The plan stays open, and that difference is listed too.
def reconciled(
    returned: Winning[Record], extracted: Winning[Record], sources: Sources
) -> tuple[Winning[Record], list[LeftOutValues]]:
    """Return a return's statement filled from an extract's, and what differs.

    The same for a statement of either filled from that of an Annex A.
    """
    one, other = returned.record, extracted.record
    until = _until(returned, sources)
    known_ended = _ends_by(other, until)
    by_extract = sources.is_of_extract(returned)
    filled: dict[str, Any] = {}
    listed: list[LeftOutValues] = []
    for name in type(one).model_fields:
        here, there = getattr(one, name), getattr(other, name)
        if name in one.identity or there is None or here == there:
            continue
        is_end = name in ENDS.get(one.name, ())
        if here is None and not (is_end and known_ended) and not _settled(one, name):
            filled[name] = there
        elif name not in NOT_COMPARED:
            listed.append(
                difference(extracted, name, here, there, by_extract=by_extract)
            )
    record = one.model_copy(update=filled)
    if sources.is_picture(extracted):
        seen = sources.as_at(extracted.import_id)
        return replace(returned, record=record, seen=seen), listed
    year = max(returned.year, sources.year_of(extracted))
    return Winning(record, year, returned.import_id, returned.place), listed


def _until(returned: Winning[Record], sources: Sources) -> date:
    """Return the day up to which a return tells whether a thing had ended."""
    end = financial_year(returned.year).end if returned.year else date.max
    source = sources.by_id.get(returned.import_id)
    return min(end, source.covers_to) if source and source.covers_to else end


def _ends_by(record: Record, day: date) -> bool:
    ends = [getattr(record, name) for name in ENDS.get(record.name, ())][:1]
    return any(end is not None and end <= day for end in ends)


def _settled(record: Record, name: str) -> bool:
    """Say whether a blank is an answer: no date where no conference is required."""
    return (
        isinstance(record, ConferenceRecord) and record.not_required and name == "held"
    )
