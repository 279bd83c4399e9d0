"""The CIN census as XML, its child protection part, child by child.

Source: CIN census guides and schemas, 2016-17 to 2026-27.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import count
from xml.etree.ElementTree import Element

from data_access.importers.blocks import PassedOver
from data_access.importers.cells import (
    clean_code,
    clean_id,
    clean_text,
    head_of,
    parse_day,
)
from data_access.importers.cin_census.pre_proceedings import (
    BLOCK,
    FIELDS,
    SINCE,
    read_pre_proceedings,
)
from data_access.importers.importer import ReadingContext, Recognised, SourceFile
from data_access.importers.rows import (
    BEFORE_PLAN,
    BEFORE_START,
    MEND,
    PLAN_END_AFTER_LIMIT,
    UNBORN,
    Limit,
    Row,
    ethnicity_of,
    items_of,
    limit_of,
    sex_of,
    year_in_name,
    year_in_text,
)
from data_access.importers.who import BETWEEN, disabled
from data_access.importers.xml import (
    check,
    elements_of,
    name_of,
    root_in,
    text_of,
    within,
)
from data_access.store.law import PreProceedingsRecord
from data_access.store.statements import (
    ChildRecord,
    ConferenceRecord,
    Fault,
    Item,
    Items,
    PlanRecord,
    PlanReviewRecord,
    Record,
    Statement,
)
from domain.codes import ABUSE
from domain.errors import RefusedError
from domain.periods import return_year_of, say_day

# Elements of the CIN census as records, field by field.


ID, ICPC, REVIEW = "LAchildID", "DateOfInitialCPC", "CPPreviewDate"
DEATH, DISABILITY = "PersonDeathDate", "Disability"
SEXES = ("Sex", "GenderCurrent", "PersonGenderCurrent")  # from 2025, before, older
TRUE, FALSE = frozenset({"1", "TRUE", "Y", "YES"}), frozenset({"0", "FALSE", "N", "NO"})
MOST_PLANS = 99
NUMBERS = frozenset(str(number) for number in range(MOST_PLANS + 1))
SAID_HELD = Fault("not_required_yet_held", f"false, as {ICPC} holds a date", MEND)
TWO_PLACES = Fault(
    "conference_in_two_places",
    "the date in Section47 alone, not in CINdetails",
    f"It is counted once, with the section 47 enquiry. {MEND}",
)
PLAN_NOT_READ = Fault("plan_not_read", "a review of a plan that is itself read", MEND)


def read_who(row: Row) -> ChildRecord:
    child_id, latest = row.needed_id(ID), row.limit.day
    heading, is_born = "PersonBirthDate", not row.is_blank("PersonBirthDate")
    if not is_born:
        heading, latest = "ExpectedPersonBirthDate", latest + UNBORN
    born = row.born(heading, latest)
    sex_heading = next((name for name in SEXES if not row.is_blank(name)), SEXES[0])
    return ChildRecord(
        child_id=child_id,
        born=born,
        died=row.died(DEATH, born if is_born else None),
        sex=sex_of(row, sex_heading, "M, F or U"),
        ethnicity=ethnicity_of(row, "Ethnicity"),
        disabled=disabled(row, DISABILITY) if is_born else None,
    )


def read_transfer_in(row: Row) -> ConferenceRecord:
    return ConferenceRecord(
        child_id=row.needed_id(ID), held=row.needed_day(ICPC), transfer_in=True
    )


def read_enquiry(row: Row) -> ConferenceRecord:
    child_id = row.needed_id(ID)
    started = row.needed_day("S47ActualStartDate")
    held = None if row.is_blank(ICPC) else row.needed_day(ICPC)
    if held is not None and held < started:
        row.leave_out(ICPC, BEFORE_START, start="S47ActualStartDate")
    for heading in ("ICPCnotRequired", "ICPCRequired"):
        row.code(heading, TRUE | FALSE, "true or false")
    is_not_required = not_required(row.cells)
    if held is not None and is_not_required:
        row.note("ICPCnotRequired", SAID_HELD)
    return ConferenceRecord(
        child_id=child_id,
        s47_started=started,
        held=held,
        source_due=row.day("InitialCPCtarget"),
        not_required=is_not_required and held is None,
    )


def read_enquiry_told_twice(row: Row) -> ConferenceRecord:
    enquiry = read_enquiry(row)
    row.note(ICPC, TWO_PLACES)
    return enquiry


def read_plan(row: Row) -> PlanRecord:
    child_id, started = row.needed_id(ID), row.needed_day("CPPstartDate")
    ended = row.day("CPPendDate")
    if ended is not None and ended < started:
        row.leave_out("CPPendDate", BEFORE_START, start="CPPstartDate")
    if ended is not None and ended > row.limit.day:
        row.note("CPPendDate", PLAN_END_AFTER_LIMIT)
        ended = None
    words = f"one of {', '.join(ABUSE)}"
    return PlanRecord(
        child_id=child_id,
        started=started,
        ended=ended,
        initial_category=row.code("InitialCategoryOfAbuse", ABUSE, words),
        latest_category=row.code("LatestCategoryOfAbuse", ABUSE, words),
        previous_plans=_previous_plans(row),
    )


def _previous_plans(row: Row) -> int | None:
    found = row.code(
        "NumberOfPreviousCPP", NUMBERS, f"a whole number from 0 to {MOST_PLANS}"
    )
    return int(found) if found else None


def read_plan_review(started: date | None, row: Row) -> PlanReviewRecord:
    child_id, held = row.needed_id(ID), row.needed_day(REVIEW)
    if started is None:
        row.leave_out(REVIEW, PLAN_NOT_READ)
    if held <= started:
        row.leave_out(REVIEW, BEFORE_PLAN, started=say_day(started))
    return PlanReviewRecord(child_id=child_id, plan_started=started, held=held)


def not_required(cells: Mapping[str, str]) -> bool:
    return (
        clean_code(cells.get("ICPCnotRequired", "")) in TRUE
        or clean_code(cells.get("ICPCRequired", "")) in FALSE
    )


# One child of the CIN census: the elements found, numbered, and read as records.


WHO = frozenset(
    {ID, "PersonBirthDate", "ExpectedPersonBirthDate", DEATH, "Ethnicity", *SEXES}
)
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
            *FIELDS,
        )
    },
    "dateofinitialicpc": ICPC,
}
BELONGS = timedelta(days=60)  # a conference so soon after an enquiry is that enquiry's

Cells = dict[str, str]


def items_of_child(child: Element, place: str, limit: Limit) -> Iterator[Item]:
    """Return the child's records, none where nothing of child protection is held."""
    yield from Listed(limit).items(child, place)


class Listed:
    """The children of one file, of whom one may be listed twice.

    Who a child is, is told again only where it is told otherwise; also by an element
    that holds nothing of child protection and so is otherwise passed over.
    """

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self._shown: dict[str, Cells] = {}
        self._passed_over: dict[str, list[tuple[str, Cells]]] = defaultdict(list)

    def items(self, child: Element, place: str) -> Iterator[Item]:
        """Return a child's records, none where nothing of child protection is held."""
        blocks = within(child, "cindetails") or [child]
        who = _who(child)
        child_id = clean_id(who.get(ID, "")) or ""
        told = [(f"{place}, identifiers {n}", each) for n, each in _told_again(child)]
        if any(_has_protection(block) for block in blocks):
            yield from _Child(who, place, self.limit).items(blocks)
            told += self._passed_over.pop(child_id, [])
            self._shown[child_id] = who
        elif child_id in self._shown:
            told.insert(0, (place, who))
        else:
            self._passed_over[child_id] += [(place, who), *told]
            return
        for where, cells in told:
            if child_id and _differ(self._shown[child_id], cells):
                row = _row_of({**cells, ID: child_id}, where, ChildRecord, self.limit)
                yield from items_of(row, read_who)


def _who(child: Element) -> Cells:
    """Return who a child is, as the first element that says it; every disability."""
    several = [text_of(each) for each in within(child, DISABILITY.lower())]
    told = {DISABILITY: BETWEEN.join(several)} if several else {}
    return {**_cells(child.iter(), WHO), **told}


def _told_again(child: Element) -> Iterator[tuple[int, Cells]]:
    """Return who a child is as further elements say it, numbered from 2."""
    for number, again in enumerate(within(child, "childidentifiers")[1:], start=2):
        yield number, _cells(again, WHO)


def _differ(one: Cells, other: Cells) -> bool:
    return any(one.get(name, text) != text for name, text in other.items())


class _Child:
    """Reads one child's elements, and numbers them as they stand."""

    def __init__(self, who: Cells, place: str, limit: Limit) -> None:
        self._who = who
        self._place, self._limit = place, limit
        self._enquiry_number, self._transfer_number = count(1), count(1)
        self._plan_number, self._before_number = count(1), count(1)

    def items(self, blocks: Sequence[Element]) -> Iterator[Item]:
        yield from self._row(self._who, "", ChildRecord, read_who)
        for block in blocks:
            yield from self._conferences(block)
            for plan in within(block, "childprotectionplans"):
                yield from self._plan(plan)
            for each in within(block, BLOCK.lower()):
                place = f", pre-proceedings {next(self._before_number)}"
                cells = _cells(each)
                yield from self._row(
                    cells, place, PreProceedingsRecord, read_pre_proceedings
                )

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
        cells = {**cells, ID: self._who.get(ID, "")}
        return items_of(_row_of(cells, self._place + place, record, self._limit), read)


def _row_of(cells: Cells, place: str, record: type[Record], limit: Limit) -> Row:
    return Row(cells, place, record.name, limit, "a date like 2025-03-31")


def _has_protection(block: Element) -> bool:
    return bool(
        clean_text(_cells(block).get(ICPC, ""))
        or within(block, "section47")
        or within(block, "childprotectionplans")
        or within(block, BLOCK.lower())
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


KIND, TABLE = "cin_census", "whole census"
# The blocks that are read; those that tell who a child is say it in one element each.
BLOCK_WORDS = f"Section47, ChildProtectionPlans, {BLOCK} and who each child is"
BLOCKS = frozenset(
    {"childidentifiers", "childcharacteristics", "disabilities", "cindetails"}
    | {"section47", "childprotectionplans", "reviews", BLOCK.lower()}
)
FIRST_CENSUS, LAST_CENSUS = 2017, 2027

_TAG = r"<(?:[\w.-]+:)?{}\b[^>]*>([^<]*)<"
_COLLECTION = re.compile(_TAG.format("Collection"), re.IGNORECASE)
_REFERENCE = re.compile(_TAG.format("ReferenceDate"), re.IGNORECASE)
_COUNCIL = re.compile(_TAG.format("LEA"), re.IGNORECASE)
_YEAR = re.compile(_TAG.format("Year"), re.IGNORECASE)
_CENSUS_ONLY = re.compile(r"<(?:[\w.-]+:)?(?:LAchildID|CINdetails)\b", re.IGNORECASE)


def recognise(file: SourceFile) -> Recognised | None:
    """Return the census and its year, judged by its header and its first elements."""
    head = head_of(file) or ""
    if root_in(head) is None:
        return None
    collection = _COLLECTION.search(head)
    is_census = collection is not None and collection[1].strip().upper() == "CIN"
    if not is_census and not _CENSUS_ONLY.search(head):
        return None
    year = _year_in(head) or year_in_name(file.name)
    council = _COUNCIL.search(head)
    return Recognised(
        KIND,
        TABLE,
        year,
        needs_year=year is None,
        covers="plans,pre_proceedings" if year and year >= SINCE else "plans",
        la=council[1].strip() if council else "",
    )


def read(file: SourceFile, context: ReadingContext) -> Items:
    """Return each child's enquiries, conferences, plans and plan reviews.

    A child with none of these is passed over.

    Raises:
        RefusedError: the file is damaged, declares entities, or holds no child.
    """
    check(file)
    listed, number = Listed(limit_of(context)), 0
    passed = PassedOver(BLOCKS, BLOCK_WORDS)
    for element in elements_of(file, {"collectiondetails", "child"}):
        if name_of(element) == "child":
            number += 1
            passed.look(element)
            yield from listed.items(element, f"Child {number}")
            continue
        for stated in within(element, "referencedate"):
            listed.limit = _sooner(listed.limit, parse_day(text_of(stated)))
    if not number:
        raise RefusedError(
            "The file holds no Child elements. Expected one for each child of the CIN "
            "census. Export the census again from your system."
        )
    yield from passed.told(KIND)


def _year_in(head: str) -> int | None:
    """Return the year of the reference date, else the one the header states."""
    stated = _REFERENCE.search(head)
    reference = parse_day(stated[1]) if stated else None
    if reference is not None:
        year = return_year_of(reference)
        return year if FIRST_CENSUS <= year <= LAST_CENSUS else None
    named = _YEAR.search(head)
    return year_in_text(named[1]) if named else None


def _sooner(limit: Limit, reference: date | None) -> Limit:
    if reference is None or reference > limit.day:
        return limit
    return Limit(reference, "the census's reference date")
