"""Rows of the SSDA903 return as records, whether they came as CSV or as XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from data_access.importers import where, who
from data_access.importers.cells import clean_code, parse_day
from data_access.importers.importer import ReadingContext
from data_access.importers.rows import (
    BEFORE_START,
    END_AFTER_LIMIT,
    MEND,
    REASON_NOT_KNOWN,
    Limit,
    Row,
    ethnicity_of,
    items_of,
    limit_of,
    placements,
    sex_of,
    sex_words,
)
from data_access.store.law import LibertyRecord
from data_access.store.statements import (
    AloneRecord,
    ChildRecord,
    EpisodeRecord,
    Fault,
    HealthAnswersRecord,
    Item,
    MissingRecord,
    Record,
    ReviewRecord,
)
from domain import codes

KIND = "ssda903"
REASON = "a reason the episode ceased, such as X1 or E4A"
TAKING_PART = "one of PN0 to PN7"
YES, NO = frozenset({"1", "Y", "YES", "TRUE"}), frozenset({"0", "N", "NO", "FALSE"})
MISSING_KINDS: Mapping[str, str] = dict(
    zip(("M", "A"), MissingRecord.kinds, strict=True)
)
MISSING_OR_AWAY = Fault(
    "missing_or_away", "M for missing or A for away without authorisation", MEND
)
LOCATIONS = frozenset({"IN", "OUT"})
BEFORE_BIRTH = Fault("before_birth", "a date after DOB", MEND)
NO_PARTICIPATION = Fault("participation_missing", TAKING_PART, MEND)
NO_END = Fault(
    "end_missing", "a date, as REC holds a reason", f"It is read as open. {MEND}"
)
NO_REASON = Fault("reason_missing", f"{REASON}, as DEC holds a date", MEND)


@dataclass(frozen=True)
class Reader:
    """Reads rows of any table that is read, by one return year's rules."""

    year: int | None
    limit: Limit

    @classmethod
    def of(cls, context: ReadingContext) -> Reader:
        return cls(context.year, limit_of(context))

    def items(self, table: str, cells: Mapping[str, str], place: str) -> Iterator[Item]:
        """Return the row's record and the notes on it, or why it is left out.

        `cells` are keyed by the headings of the CSV return.
        """
        read = self._readers[table]
        return items_of(Row(cells, place, RECORD_NAMES[table], self.limit), read)

    @property
    def _readers(self) -> Mapping[str, Callable[[Row], Record]]:
        return {
            "Header": self._child,
            "UASC": lambda row: AloneRecord(child_id=row.needed_id("CHILD")),
            "Episodes": self._episode,
            "Reviews": self._review,
            "OC2": _health,
            "Missing": _missing,
            "DoLO": _liberty,
        }

    def _child(self, row: Row) -> ChildRecord:
        return ChildRecord(
            child_id=row.needed_id("CHILD"),
            born=row.born("DOB", row.limit.day),
            sex=sex_of(row, "SEX", sex_words(self.year)),
            ethnicity=ethnicity_of(row, "ETHNIC"),
            alone=who.alone(row, "UASC"),
        )

    def _episode(self, row: Row) -> EpisodeRecord:
        child_id, decom = row.needed_id("CHILD"), row.needed_day("DECOM")
        dec, reason_ceased = _ending(row, decom)
        return EpisodeRecord(
            child_id=child_id,
            decom=decom,
            rne=row.code("RNE", codes.REASON_NEW_EPISODE, "one of S, L, P, T, B and U"),
            legal_status=row.code(
                "LS", codes.LEGAL_STATUS, "a legal status code, such as C2 or V2"
            ),
            placement=row.code("PLACE", placements(self.year), self._placement_words),
            provider=row.code(
                "PLACE_PROVIDER", codes.PLACEMENT_PROVIDERS, "one of PR0 to PR5"
            ),
            location=row.code("LOCATION", LOCATIONS, "IN or OUT"),
            region=where.region_in(row, "PL_LA"),
            miles=where.miles(row, "PL_DISTANCE"),
            dec=dec,
            reason_ceased=reason_ceased,
        )

    def _review(self, row: Row) -> ReviewRecord:
        child_id, held = row.needed_id("CHILD"), row.needed_day("REVIEW")
        participation = row.code("REVIEW_CODE", codes.PARTICIPATION, TAKING_PART)
        if row.is_blank("REVIEW_CODE"):
            row.note("REVIEW_CODE", NO_PARTICIPATION)
        return ReviewRecord(
            child_id=child_id,
            held=held,
            participation=participation,
            born=parse_day(row.raw("DOB")),
        )

    @property
    def _placement_words(self) -> str:
        if self.year is None:
            return "a placement code, such as U6 or K2"
        return f"a placement code of the {self.year - 1}-{self.year % 100:02d} return"


def _health(row: Row) -> HealthAnswersRecord:
    """Return what OC2 answers of the last day of its year."""
    return HealthAnswersRecord(
        child_id=row.needed_id("CHILD"),
        as_at=row.limit.day,
        assessment=_answer(row, "HEALTH_ASSESSMENT"),
        dental=_answer(row, "TEETH_CHECK"),
        immunised=_answer(row, "IMMUNISATIONS"),
    )


def _answer(row: Row, heading: str) -> bool | None:
    found = row.code(heading, YES | NO, "1 for yes or 0 for no")
    return None if found is None else found in YES


def _missing(row: Row) -> MissingRecord:
    child_id, started = row.needed_id("CHILD"), row.needed_day("MIS_START")
    kind = MISSING_KINDS.get(clean_code(row.raw("MISSING")))
    if kind is None:
        row.leave_out("MISSING", MISSING_OR_AWAY)
    ended = _end(row, "MIS_START", started, "MIS_END")
    return MissingRecord(child_id=child_id, kind=kind, started=started, ended=ended)


def _liberty(row: Row) -> LibertyRecord:
    child_id, started = row.needed_id("CHILD"), row.needed_day("DOLO_START")
    born = parse_day(row.raw("DOB"))
    if born is not None and started <= born:
        row.leave_out("DOLO_START", BEFORE_BIRTH)
    ended = _end(row, "DOLO_START", started, "DOLO_END")
    return LibertyRecord(child_id=child_id, started=started, ended=ended)


def _end(row: Row, start: str, started: date, end: str) -> date | None:
    """Return the day of an end; None where it is blank, or after the last day told."""
    ended = row.day(end)
    if ended is not None and ended < started:
        row.leave_out(end, BEFORE_START, start=start)
    if ended is not None and ended > row.limit.day:
        row.note(end, END_AFTER_LIMIT)
        return None
    return ended


def _ending(row: Row, decom: date) -> tuple[date | None, str | None]:
    """Return DEC and REC, which the return wants both or neither (rule 148)."""
    dec = row.day("DEC")
    reason = row.code("REC", codes.REASON_EPISODE_CEASED, REASON, REASON_NOT_KNOWN)
    if dec is None:
        if row.is_blank("DEC") and reason:
            row.note("DEC", NO_END)
        return None, None
    if dec < decom:
        row.leave_out("DEC", BEFORE_START, start="DECOM")
    if dec > row.limit.day:
        row.note("DEC", END_AFTER_LIMIT)
        return None, None
    if row.is_blank("REC"):
        row.note("REC", NO_REASON)
    return dec, reason


RECORD_NAMES: Mapping[str, str] = {
    "Header": ChildRecord.name,
    "UASC": AloneRecord.name,
    "Episodes": EpisodeRecord.name,
    "Reviews": ReviewRecord.name,
    "OC2": HealthAnswersRecord.name,
    "Missing": MissingRecord.name,
    "DoLO": LibertyRecord.name,
}
