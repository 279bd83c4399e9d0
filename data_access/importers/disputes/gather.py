"""Rows of a disputes log brought together: one dispute however many rows tell of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from data_access.importers.disputes_cells import normalise
from data_access.importers.report import Items, LeftOut, Statement
from data_access.store.statements import DisputeRecord, StageEntry

TOLD_APART = ("entered", "response_due", "responded", "resolved")
FILLED = (*TOLD_APART, "reference", "theme", "iro_name", "team", "stage", "outcome")


@dataclass(frozen=True, slots=True)
class Entry:
    """One good row of the log, its wording untouched."""

    place: str
    child_id: str
    raised: date
    reference: str | None = None
    theme: str | None = None
    iro_name: str | None = None
    team: str | None = None
    stage: str | None = None
    entered: date | None = None
    response_due: date | None = None
    responded: date | None = None
    resolved: date | None = None
    outcome: str | None = None

    @property
    def since(self) -> date:
        """The day the stage was entered, as far as this row alone says."""
        return self.entered or self.raised


def disputes_in(entries: Iterable[Entry], position: Callable[[str], int]) -> Items:
    """Yield each dispute once, in file order, and a note on each doubtful joining.

    Rows belong together by child and reference; without one, by child, raised date
    and theme (a blank theme goes with any). `position` is a stage's place in the
    council's list, below 0 where the wording has none.
    """
    gathered = _Gathered(position)
    for entry in entries:
        yield from gathered.add(entry)
    ordinals: Counter[tuple[str, date]] = Counter()
    for rows in gathered.disputes:
        raised = min(entry.raised for entry in rows)
        ordinals[rows[0].child_id, raised] += 1
        in_order = _in_order(rows, position)
        yield from _resolved_too_early(in_order)
        record = _dispute(in_order, raised, ordinals[rows[0].child_id, raised])
        yield Statement(record, rows[0].place)


class _Gathered:
    """The disputes so far, each the list of its stages' entries in file order."""

    def __init__(self, position: Callable[[str], int]) -> None:
        self._position = position
        self.disputes: list[list[Entry]] = []
        self._by_reference: dict[tuple[str, str], list[Entry]] = {}
        self._by_day: dict[tuple[str, date], list[list[Entry]]] = {}

    def add(self, entry: Entry) -> Items:
        """Put the row with its dispute, or begin one; yield what is doubtful."""
        dispute = self._dispute_of(entry)
        for number, earlier in enumerate(dispute):
            if self._same_stage(earlier, entry):
                yield from _note_on(earlier, entry)
                dispute[number] = _filled(earlier, entry)
                return
        dispute.append(entry)

    def _dispute_of(self, entry: Entry) -> list[Entry]:
        if entry.reference:
            key = entry.child_id, normalise(entry.reference)
            if key not in self._by_reference:
                self._by_reference[key] = self._begun()
            return self._by_reference[key]
        that_day = self._by_day.setdefault((entry.child_id, entry.raised), [])
        theme = normalise(entry.theme or "")
        for wanted in (theme, ""):
            for dispute in reversed(that_day):
                if _theme_of(dispute) == wanted or not theme:
                    return dispute
        that_day.append(self._begun())
        return that_day[-1]

    def _same_stage(self, earlier: Entry, entry: Entry) -> bool:
        """Whether two rows of one dispute tell of one stage; a blank goes with any."""
        if not earlier.stage or not entry.stage:
            return True
        place = self._position(earlier.stage)
        if place >= 0:
            return place == self._position(entry.stage)
        return normalise(earlier.stage) == normalise(entry.stage)

    def _begun(self) -> list[Entry]:
        self.disputes.append([])
        return self.disputes[-1]


def _theme_of(dispute: list[Entry]) -> str:
    return normalise(_first(dispute, "theme") or "")


def _filled(earlier: Entry, later: Entry) -> Entry:
    """Return the earlier row with whatever the later one adds or changes."""
    told = {name: getattr(later, name) for name in FILLED}
    return replace(
        earlier,
        raised=min(earlier.raised, later.raised),
        **{name: value for name, value in told.items() if value is not None},
    )


def _note_on(earlier: Entry, entry: Entry) -> Items:
    if replace(entry, place=earlier.place) == earlier:
        yield _note(
            entry,
            field="whole row",
            found=f"a copy of {_inside(earlier.place)}",
            expected="each stage of a dispute once",
            remedy="It is counted once: delete the copy, or correct the row.",
        )
    elif any(_differ(getattr(earlier, at), getattr(entry, at)) for at in TOLD_APART):
        yield _note(
            entry,
            field="whole row",
            found=f"other dates than in {_inside(earlier.place)}",
            expected="the same dates, for one stage of one dispute",
            remedy="The later row's dates are used: correct the one that is wrong.",
        )


def _differ(earlier: date | None, later: date | None) -> bool:
    return earlier is not None and later is not None and earlier != later


def _inside(place: str) -> str:
    """Return the place as it stands inside a sentence."""
    return place[0].lower() + place[1:]


def _in_order(rows: list[Entry], position: Callable[[str], int]) -> list[Entry]:
    """Return the stages by their dates, then by the council's list, then as typed."""
    places = [position(entry.stage or "") for entry in rows]
    if min(places) < 0:
        return sorted(rows, key=lambda entry: entry.since)
    order = sorted(range(len(rows)), key=lambda at: (rows[at].since, places[at]))
    return [rows[at] for at in order]


def _dispute(rows: list[Entry], raised: date, ordinal: int) -> DisputeRecord:
    return DisputeRecord(
        child_id=rows[0].child_id,
        raised=raised,
        ordinal=ordinal,
        iro_name=_first(rows, "iro_name"),
        team=_first(rows, "team"),
        theme_as_typed=_first(rows, "theme"),
        resolved=rows[-1].resolved,
        outcome=_first(rows[::-1], "outcome"),
        stages=tuple(
            StageEntry(
                stage_as_typed=entry.stage,
                entered=_entered(entry, raised, is_first=entry is rows[0]),
                response_due=entry.response_due,
                responded=entry.responded,
            )
            for entry in rows
        ),
    )


def _entered(entry: Entry, raised: date, *, is_first: bool) -> date | None:
    """Return the day the stage was entered; None for a later stage without its own."""
    if entry.entered or is_first or entry.raised != raised:
        return entry.since
    return None


def _resolved_too_early(rows: list[Entry]) -> Items:
    """Yield a note where the dispute went on after a stage's row calls it resolved."""
    if rows[-1].resolved:
        return
    for entry in rows[:-1]:
        if entry.resolved:
            yield _note(
                entry,
                field="date resolved",
                found=f"{entry.resolved:%d/%m/%Y}",
                expected=f"that date in {_inside(rows[-1].place)}, the last stage",
                remedy="The dispute counts as open: type the date there if it is not.",
            )


def _first(rows: list[Entry], name: str) -> str | None:
    return next((told for row in rows if (told := getattr(row, name))), None)


def _note(
    entry: Entry, *, field: str, found: str, expected: str, remedy: str
) -> LeftOut:
    return LeftOut(
        place=entry.place,
        field=field,
        found=found,
        expected=expected,
        remedy=remedy,
        record=DisputeRecord.name,
        child_id=entry.child_id,
        whole_row=False,
    )
