"""One child of the CIN census: the elements found, numbered, and read as records."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import count
from xml.etree.ElementTree import Element

from data_access.importers.cells import clean_text, parse_day
from data_access.importers.cin_census.rows import (
    ICPC,
    ID,
    REVIEW,
    SEXES,
    not_required,
    read_enquiry,
    read_enquiry_told_twice,
    read_plan,
    read_plan_review,
    read_transfer_in,
    read_who,
)
from data_access.importers.report import Item, Statement
from data_access.importers.rows import Limit, Row, items_of
from data_access.importers.xml import name_of, text_of, within
from data_access.store.statements import (
    ChildRecord,
    ConferenceRecord,
    PlanRecord,
    PlanReviewRecord,
    Record,
)

WHO = frozenset({ID, "PersonBirthDate", "ExpectedPersonBirthDate", "Ethnicity", *SEXES})
NAMES: Mapping[str, str] = {
    **{name.lower(): name for name in WHO},
    **{
        name.lower(): name
        for name in (
            "S47ActualStartDate",
            "InitialCPCtarget",
            ICPC,
            "ICPCnotRequired",
            "ICPCRequired",
            "CPPstartDate",
            "CPPendDate",
            "InitialCategoryOfAbuse",
            "LatestCategoryOfAbuse",
            "NumberOfPreviousCPP",
        )
    },
    "dateofinitialicpc": ICPC,
}
BELONGS = timedelta(days=60)  # a conference so soon after an enquiry is that enquiry's

Cells = dict[str, str]


def items_of_child(child: Element, place: str, limit: Limit) -> Iterator[Item]:
    """Return the child's records, none where nothing of child protection is held."""
    blocks = within(child, "cindetails") or [child]
    if any(_has_protection(block) for block in blocks):
        yield from _Child(child, place, limit).items(blocks)


class _Child:
    """Reads one child's elements, and numbers them as they stand."""

    def __init__(self, child: Element, place: str, limit: Limit) -> None:
        self._who = _cells(child.iter(), WHO)
        self._place, self._limit = place, limit
        self._enquiry_number, self._transfer_number = count(1), count(1)
        self._plan_number = count(1)

    def items(self, blocks: Sequence[Element]) -> Iterator[Item]:
        yield from self._row(self._who, "", ChildRecord, read_who)
        for block in blocks:
            yield from self._conferences(block)
            for plan in within(block, "childprotectionplans"):
                yield from self._plan(plan)

    def _conferences(self, block: Element) -> Iterator[Item]:
        """A date under CINdetails is a transfer in, unless it is an enquiry's own."""
        own = _cells(block).get(ICPC, "")
        enquiries = [_cells(enquiry) for enquiry in within(block, "section47")]
        taken = _taken_by(parse_day(own), enquiries)
        if clean_text(own) and taken is None:
            place = f", transfer-in conference {next(self._transfer_number)}"
            yield from self._row({ICPC: own}, place, ConferenceRecord, read_transfer_in)
        for position, cells in enumerate(enquiries):
            place = f", section 47 enquiry {next(self._enquiry_number)}"
            if position == taken:
                yield from self._row(
                    {**cells, ICPC: own},
                    place,
                    ConferenceRecord,
                    read_enquiry_told_twice,
                )
            else:
                yield from self._row(cells, place, ConferenceRecord, read_enquiry)

    def _plan(self, plan: Element) -> Iterator[Item]:
        place, started = f", plan {next(self._plan_number)}", None
        for item in self._row(_cells(plan), place, PlanRecord, read_plan):
            if isinstance(item, Statement) and isinstance(item.record, PlanRecord):
                started = item.record.started
            yield item
        for number, review in enumerate(within(plan, REVIEW.lower()), start=1):
            yield from self._row(
                {REVIEW: text_of(review)},
                f"{place}, review {number}",
                PlanReviewRecord,
                partial(read_plan_review, started),
            )

    def _row(
        self,
        cells: Cells,
        place: str,
        record: type[Record],
        read: Callable[[Row], Record],
    ) -> Iterator[Item]:
        row = Row(
            {**cells, ID: self._who.get(ID, "")},
            self._place + place,
            record.name,
            self._limit,
            "a date like 2025-03-31",
        )
        return items_of(row, read)


def _has_protection(block: Element) -> bool:
    return bool(
        clean_text(_cells(block).get(ICPC, ""))
        or within(block, "section47")
        or within(block, "childprotectionplans")
    )


def _taken_by(own: date | None, enquiries: Sequence[Cells]) -> int | None:
    """Return which enquiry the date under CINdetails is the conference of, if any.

    That with the same date (rule 2884 wants it once); or the only one that still
    awaits its conference, when the date follows its start closely.
    """
    if own is None:
        return None
    dates = [parse_day(cells.get(ICPC, "")) for cells in enquiries]
    if own in dates:
        return dates.index(own)
    awaiting = [
        position
        for position, cells in enumerate(enquiries)
        if not clean_text(cells.get(ICPC, "")) and not not_required(cells)
    ]
    if len(awaiting) != 1:
        return None
    started = parse_day(enquiries[awaiting[0]].get("S47ActualStartDate", ""))
    if started is None or not started <= own <= started + BELONGS:
        return None
    return awaiting[0]


def _cells(
    elements: Iterable[Element], names: Container[str] = NAMES.values()
) -> Cells:
    """Return the named elements' texts by the census's own names, the first of each."""
    cells: Cells = {}
    for element in elements:
        name = NAMES.get(name_of(element))
        if name and name in names and text_of(element):
            cells.setdefault(name, text_of(element))
    return cells
