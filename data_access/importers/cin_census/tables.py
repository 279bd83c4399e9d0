"""The CIN census as tables: the files of one folder put together, child by child.

They become the elements that the XML would have, and are read by its rules. A table
speaks of an enquiry or a plan by ids that another explains.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement

from data_access.importers.cells import (
    clean_id,
    clean_text,
    head_of,
    headed_rows,
    headings_in,
    parse_day,
)
from data_access.importers.cin_census.cin_census import (
    KIND,
    PLAN_NOT_READ,
    items_of_child,
)
from data_access.importers.cin_census.pre_proceedings import BLOCK
from data_access.importers.importer import (
    Opened,
    ReadingContext,
    Recognised,
    SourceFile,
)
from data_access.importers.rows import Limit, Row, limit_of, year_in_name
from data_access.importers.template import Table, all_needed, first_of_each, named_cells
from data_access.store.statements import (
    ConferenceRecord,
    Fault,
    Item,
    Items,
    PlanRecord,
    PlanReviewRecord,
)
from domain.errors import RefusedError
from domain.periods import return_year_of

ID, DETAILS, PLAN_ID = "LACHILDID", "CINDETAILSID", "CPPID"
REVIEW, ICPC = "CPPREVIEWDATE", "DATEOFINITIALCPC"
REFERRED, CLOSED = "CINREFERRALDATE", "CINCLOSUREDATE"
SEVERAL_REFERRALS = Fault(
    "several_referrals",
    "the referral it is of: the child has {number} that were open on that day",
    "It is read as of neither. Fill in the id of the referral, or load the XML.",
)


def _table(name: str, *needed: str) -> Table:
    return Table(name, all_needed(*needed))


PLANS = _table("ChildProtectionPlans", ID, "CPPSTARTDATE")
ENQUIRIES = _table("Section47", ID, "S47ACTUALSTARTDATE")
REVIEWS = _table("Reviews", ID, REVIEW)
BLOCKS = _table("CINdetails", ID, "CINREFERRALDATE")
WHO = _table("ChildIdentifiers", ID, "PERSONBIRTHDATE")
ABOUT = _table("ChildCharacteristics", ID, "ETHNICITY")
DISABILITIES = _table("Disabilities", ID, "DISABILITY")
BEFORE_COURT = _table(BLOCK, ID, "PPSTARTDATE")
HEADER = _table("Header", "COLLECTION", "REFERENCEDATE")
# Told by the first that fits.
TABLES: tuple[Table, ...] = (
    *(PLANS, ENQUIRIES, REVIEWS, BLOCKS, BEFORE_COURT),
    *(WHO, ABOUT, DISABILITIES, HEADER),
    _table("Assessments", ID, "ASSESSMENTACTUALSTARTDATE"),
    _table("CINPlanDates", ID, "CINPLANSTARTDATE"),
)
LEADING = (
    PLANS,
    ENQUIRIES,
    BLOCKS,
    BEFORE_COURT,
)  # the first that is there gives the rows of all
JOINED = (*LEADING, REVIEWS, WHO, ABOUT, DISABILITIES, HEADER)
WHOLE = (PLANS, ENQUIRIES, BLOCKS, REVIEWS)  # only all tell that a plan was not there
# The day of a row by which the referral it is of is found, and what it is read as.
READ_AS: Mapping[Table, tuple[str, str]] = {
    ENQUIRIES: ("S47ACTUALSTARTDATE", ConferenceRecord.name),
    PLANS: ("CPPSTARTDATE", PlanRecord.name),
}
NO_PLANS = (
    "The table Reviews of a CIN census needs the table ChildProtectionPlans: without it "
    "nothing tells whose plan a review is of. Put both in one folder, or drop them "
    "together, and load them again."
)
# COLLECT's own tables: each row has a number, and that of the row it lies in.
BLADE_IDS = frozenset(
    f"{name}_ID"
    for name in (
        *("CHILD_XML", "CHILDIDENTIFIERS", "CHILDCHARACTERISTICS", "DISABILITIES"),
        *("CINDETAILS", "SECTION47", "CHILDPROTECTIONPLANS", "REVIEWS"),
        *("ASSESSMENTS", "CINPLANDATES"),
    )
)
BLADE = (
    "This is a blade of the CIN census, one of the tables as COLLECT exports them: its "
    "rows are joined by COLLECT's own numbers and not by the child's id. Blades are not "
    "read. Load the XML that was sent to COLLECT, or tables that have LAchildID in every "
    "row."
)
TWICE = (
    "There are two files of the CIN census table {} together. Expected one of each. Put "
    "those of another year in a folder of their own and load them again."
)


def table_of(headings: Sequence[str]) -> Table | None:
    """Return the table whose headings these are; None for no table of the census."""
    return next((each for each in TABLES if not each.missing(headings)), None)


def recognise(file: SourceFile) -> Recognised | None:
    """Return which table the headings say this is, None if they are not the census's.

    Raises:
        RefusedError: it is a blade, as COLLECT exports the census.
    """
    head = head_of(file)
    headings = headings_in(head, _known) if head else []
    if not BLADE_IDS.isdisjoint(headings):
        raise RefusedError(BLADE)
    table = table_of(headings)
    if table is None:
        return None
    year = year_in_name(file.name) or _stated_year(file, table)
    used = table in (*LEADING, REVIEWS)
    needs_year = table in JOINED
    council = _stated_council(file) if table is HEADER else ""
    return Recognised(
        KIND, table.name, year, needs_year=needs_year, used=used, la=council
    )


def _known(headings: Sequence[str]) -> object:
    return table_of(headings) if BLADE_IDS.isdisjoint(headings) else BLADE


def _stated_council(file: SourceFile) -> str:
    try:
        stated = (line.cells.get("LEA", "") for line in _lines(file, HEADER))
        return next((clean_id(typed) or "" for typed in stated if typed.strip()), "")
    except RefusedError:
        return ""  # reading the file says why


def _stated_year(file: SourceFile, table: Table) -> int | None:
    """Return the year that the header states, or all reviews lie in."""
    heading = {HEADER: "REFERENCEDATE", REVIEWS: REVIEW}.get(table)
    if heading is None:
        return None
    try:
        days = {parse_day(line.cells[heading]) for line in _lines(file, table)}
    except RefusedError:
        return None  # reading the file says why
    years = {return_year_of(day) for day in days if day}
    return years.pop() if len(years) == 1 else None


@dataclass(frozen=True)
class TableRow:
    """A row of a table: its cells by heading, and where it stands."""

    cells: Mapping[str, str]
    place: str

    def key(self, *headings: str) -> tuple[str, ...]:
        """Return its ids under some headings; one that is cut short as it is typed."""
        typed = (clean_text(self.cells.get(heading, "")) for heading in headings)
        return tuple(clean_id(text) or text for text in typed)


def _lines(file: SourceFile, table: Table) -> list[TableRow]:
    try:
        headings, rows = headed_rows(file, table_of)
        columns = first_of_each(dict(enumerate(headings)))
        return [
            TableRow(named_cells(cells, columns), f"{table.name}, row {number}")
            for number, cells in rows
        ]
    except RefusedError as refusal:
        raise RefusedError(f"{table.name}: {refusal}") from None


@dataclass(frozen=True)
class Census:
    """The tables of one folder, read once, when first asked for."""

    files: Sequence[tuple[SourceFile, Table]]

    def has(self, table: Table) -> bool:
        """Say whether a table is there."""
        return any(table == each for _, each in self.files)

    @property
    def leading(self) -> Table | None:
        """The table that gives the rows of all."""
        return next((each for each in LEADING if self.has(each)), None)

    @cached_property
    def fingerprint(self) -> str:
        """The content of all files in one: any may change what another says."""
        return sha256(
            "".join(sorted(file.sha256 for file, _ in self.files)).encode()
        ).hexdigest()

    def by_child(self, table: Table) -> Mapping[tuple[str, ...], list[TableRow]]:
        """Return a table's rows by the child they are of.

        Raises:
            RefusedError: the cells of a row cannot be told apart.
        """
        found: dict[tuple[str, ...], list[TableRow]] = defaultdict(list)
        for file in (file for file, each in self.files if each == table):
            for line in _lines(file, table):
                found[line.key(ID)].append(line)
        return found

    def items(self, limit: Limit) -> Items:
        """Return what the tables state, child by child.

        Raises:
            RefusedError: the cells of a row cannot be told apart.
        """
        beside = WHO, ABOUT, DISABILITIES
        about = (*WHOLE, BEFORE_COURT)
        tables = {each: self.by_child(each) for each in (*about, *beside)}
        ids = dict.fromkeys(key for each in about for key in tables[each])
        for key in ids:
            lines = {each: rows.get(key, []) for each, rows in tables.items()}
            yield from _ChildRows(lines, limit).items()


@dataclass
class _ChildRows:
    """One child's rows, made into the elements of the XML, and where each stands."""

    lines: Mapping[Table, list[TableRow]]
    limit: Limit
    places: dict[str, str] = field(default_factory=dict)  # by the place in the XML
    blocks: dict[tuple[str, ...], Element] = field(default_factory=dict)
    plans: dict[tuple[str, ...], list[Element]] = field(
        default_factory=lambda: defaultdict(list)
    )
    element: Element = field(default_factory=lambda: Element("child"))

    def items(self) -> Iterator[Item]:
        told = list(self._of_several())
        everything = (each for table in self.lines.values() for each in table)
        first = next(everything)
        who = [*self.lines[WHO], *self.lines[ABOUT]]
        self.places[""] = (who or [first])[0].place
        SubElement(self.element, ID.lower()).text = first.cells.get(ID, "")
        for number, line in enumerate(who, start=1):
            _fill(SubElement(self.element, "childidentifiers"), line)
            self.places[f", identifiers {number}"] = line.place
        for line in self.lines[DISABILITIES]:  # NONE is an answer, and not a blank
            SubElement(self.element, "disability").text = line.cells["DISABILITY"]
        self._put()
        alone = [line for line in self.lines[REVIEWS] if not self._placed(line)]
        for item in items_of_child(self.element, "", self.limit):
            yield replace(item, place=self.places.get(item.place, item.place))
        yield from told
        for line in alone:
            yield self._left_out(line)

    def _put(self) -> None:
        """Put the rows of the tables into the blocks they belong to, in order."""
        for line in self.lines[BLOCKS]:
            _fill(self._block(line), line)
        own = [
            each for each in self.lines[BLOCKS] if clean_text(each.cells.get(ICPC, ""))
        ]
        for number in range(1, len(own) + 1):
            place = " or ".join(line.place for line in own)
            self.places[f", transfer-in conference {number}"] = place
        for table in (ENQUIRIES, PLANS):
            for line in self.lines[table]:
                block = SubElement(
                    self._block(line, READ_AS[table][0]), table.name.lower()
                )
                _fill(block, line)
                block.set("place", line.place)
                self.plans[line.key(DETAILS, PLAN_ID)] += [block] * (table is PLANS)
        for line in self.lines[BEFORE_COURT]:
            block = SubElement(self._block(line), BLOCK.lower())
            _fill(block, line)
            block.set("place", line.place)
        self._number("section47", "section 47 enquiry")
        self._number(BLOCK.lower(), "pre-proceedings")
        self._number("childprotectionplans", "plan")

    def _number(self, name: str, words: str) -> None:
        """Keep where each element stands, by its number among the child's."""
        inside = (each for block in self.blocks.values() for each in block.iter(name))
        for number, element in enumerate(inside, start=1):
            self.places[f", {words} {number}"] = element.get("place", "")
            element.set("number", str(number))

    def _of_several(self) -> Iterator[Item]:
        """Tell the rows without a referral's id whose day lies in more than one."""
        for table, (heading, record) in READ_AS.items():
            for line in self.lines[table]:
                found = self._open_on(line, heading)
                if len(found) > 1:
                    row = Row(line.cells, line.place, record, self.limit)
                    row.child_id = line.key(ID)[0]
                    row.note(DETAILS, SEVERAL_REFERRALS, number=len(found))
                    yield from row.notes

    def _open_on(self, line: TableRow, heading: str) -> list[TableRow]:
        """Return the child's referrals open on a row's day, where it names none."""
        day = parse_day(line.cells.get(heading, ""))
        if day is None or clean_text(line.cells.get(DETAILS, "")):
            return []
        return [each for each in self.lines[BLOCKS] if _is_open(each, day)]

    def _block(self, line: TableRow, heading: str = "") -> Element:
        found = self._open_on(line, heading)
        key = (found[0] if len(found) == 1 else line).key(DETAILS)
        if key not in self.blocks:
            self.blocks[key] = SubElement(self.element, "cindetails")
        return self.blocks[key]

    def _placed(self, line: TableRow) -> bool:
        """Put a review under its plan: that of its ids, or the only one."""
        found = self.plans.get(line.key(DETAILS, PLAN_ID), [])
        every = [plan for some in self.plans.values() for plan in some]
        plan_id = line.key(PLAN_ID)[0]
        if not plan_id:
            found = every
        elif not found:  # one of the two has no id of the referral
            found = [
                plan
                for (details, its_id), some in self.plans.items()
                for plan in some
                if its_id == plan_id and "" in (details, line.key(DETAILS)[0])
            ]
        if len(found) != 1:
            return False
        plan = found[0]
        SubElement(plan, REVIEW.lower()).text = line.cells[REVIEW]
        place = f", plan {plan.get('number')}, review {len(list(plan.iter(REVIEW.lower())))}"
        self.places[place] = line.place
        return True

    def _left_out(self, line: TableRow) -> Item:
        row = Row(line.cells, line.place, PlanReviewRecord.name, self.limit)
        row.child_id = line.key(ID)[0]
        return row.at_fault(REVIEW, PLAN_NOT_READ, whole_row=True)


def _is_open(referral: TableRow, day: date) -> bool:
    started = parse_day(referral.cells.get(REFERRED, ""))
    closed = parse_day(referral.cells.get(CLOSED, ""))
    return (started is None or started <= day) and (closed is None or day <= closed)


def _fill(element: Element, line: TableRow) -> None:
    for heading, cell in line.cells.items():
        if clean_text(cell) and heading != ID:
            SubElement(element, heading.lower()).text = cell


@dataclass(frozen=True)
class OpenedTables(Opened):
    """The table that gives the rows of all, with the others of its folder."""

    census: Census

    @property
    def table(self) -> str:
        """Which table it is.

        Raises:
            RefusedError: two files are of one table, or the plans are not there.
        """
        names = [table.name for _, table in self.census.files]
        if twice := [name for name in names if names.count(name) > 1]:
            raise RefusedError(TWICE.format(twice[0]))
        if self.census.leading is None:
            raise RefusedError(NO_PLANS)
        return self.found.table

    @property
    def beside(self) -> str:
        """The other tables."""
        return self.census.fingerprint

    def items(self, year: int | None) -> Items:
        """Return what all tables state, as those of a return year.

        Raises:
            RefusedError: the cells of a row cannot be told apart.
        """
        return self.census.items(limit_of(replace(self.context, year=year)))


def opened(
    files: Sequence[tuple[SourceFile, Recognised]], context: ReadingContext
) -> list[Opened]:
    """Return the tables of one folder, each opened: one of them gives all rows."""
    by_name = {each.name: each for each in TABLES}
    census = Census([(file, by_name[found.table]) for file, found in files])
    leading = census.leading
    plans = "plans" if all(map(census.has, WHOLE)) else ""
    before_court = "pre_proceedings" if census.has(BEFORE_COURT) else ""
    whole = ",".join(filter(None, (plans, before_court)))

    def as_part(found: Recognised) -> Recognised:
        if leading is None:
            return found
        if found.table == leading.name:
            return replace(found, covers=whole)
        read_with = leading.name if by_name[found.table] in JOINED else ""
        return replace(found, used=False, read_with=read_with)

    return [
        OpenedTables(file, as_part(found), context, _nothing, census)
        for file, found in files
    ]


def _nothing(file: SourceFile, context: ReadingContext) -> Items:
    """Stand for what reads one file alone: no table of the census is read so."""
    return iter(())
