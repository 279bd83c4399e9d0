"""One extract of the Standard Safeguarding Dataset: its files, joined by their ids.

A table speaks of a child, an enquiry or a plan by an id that another table explains,
so the files of one folder are read together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from data_access.importers.cells import (
    PLACEHOLDERS,
    clean_code,
    clean_id,
    clean_text,
    head_of,
    headed_rows,
    headings_in,
    parse_day,
)
from data_access.importers.importer import SourceFile
from data_access.importers.ssd.spec import (
    BY_PREFIX,
    CONFERENCES,
    DAYS,
    DISABILITIES,
    ENQUIRIES,
    EPISODES,
    FAMILIES,
    IMMIGRATION,
    INVOLVEMENTS,
    LEGAL,
    PLACEMENTS,
    PLANS,
    PROFESSIONALS,
    ExtractTable,
    columns_of,
    table_of,
)
from data_access.importers.template import named_cells
from domain.errors import RefusedError

Cells = Mapping[str, str]


class Numbered(NamedTuple):
    """A row's cells by field, and the number Excel gives the row."""

    number: int
    cells: Cells


class StatusSpell(NamedTuple):
    """A legal status as worded, from one day until another."""

    started: date
    ended: date | None
    words: str


def clean_cell(cell: str) -> str:
    """Return a cell, empty where the dataset has put something for the time being."""
    return "" if clean_text(cell).upper().startswith(PLACEHOLDERS) else cell


def rows_in(file: SourceFile) -> Iterator[Numbered]:
    """Return each row by the fields' names, without those that are wholly blank.

    Raises:
        RefusedError: the cells cannot be told apart.
    """
    headings, rows = headed_rows(file, table_of)
    columns = columns_of(headings)
    for number, cells in rows:
        named = named_cells(cells, columns)
        yield Numbered(number, {name: clean_cell(cell) for name, cell in named.items()})


def table_in(file: SourceFile) -> ExtractTable | None:
    """Return which of the dataset's tables a file holds."""
    head = head_of(file)
    return table_of(headings_in(head, table_of)) if head else None


NOBODY = "-1"  # the dataset's id for no person, no plan: nothing at all


def plain_id(cells: Cells, *headings: str) -> str:
    """Return the first id found under some headings, empty where there is none."""
    found = (clean_id(cells.get(heading, "")) for heading in headings)
    return next((text for text in found if text and text != NOBODY), "")


@dataclass(frozen=True)
class Extract:
    """The files of one extract. What they say is read once, when first asked for."""

    files: tuple[SourceFile, ...]

    @cached_property
    def by_table(self) -> Mapping[str, Sequence[SourceFile]]:
        """The files by the name of their table."""
        found: dict[str, list[SourceFile]] = defaultdict(list)
        for file in self.files:
            table = table_in(file)
            if table is not None:
                found[table.name].append(file)
        return found

    def has(self, table: ExtractTable) -> bool:
        """Say whether the extract holds a table."""
        return table.name in self.by_table

    @cached_property
    def fingerprint(self) -> str:
        """The content of all files in one: any of them may change what another says."""
        return sha256(
            "".join(sorted(f.sha256 for f in self.files)).encode()
        ).hexdigest()

    def rows(self, table: ExtractTable) -> Iterator[Numbered]:
        """Return a table's rows; of a damaged file those before the damage."""
        for file in self.by_table.get(table.name, ()):
            try:
                yield from rows_in(file)
            except RefusedError:
                continue  # reading that file itself says why

    @cached_property
    def child_in_care(self) -> Mapping[str, str]:
        """Whose each period of care is."""
        return {
            plain_id(row.cells, "CLAE_CLA_ID"): plain_id(row.cells, "CLAE_PERSON_ID")
            for row in self.rows(EPISODES)
        }

    @cached_property
    def legal_statuses(self) -> Mapping[str, Sequence[StatusSpell]]:
        """Each child's legal statuses as worded, in order."""
        found: dict[str, list[StatusSpell]] = defaultdict(list)
        for row in self.rows(LEGAL):
            cells = row.cells
            started = parse_day(cells.get("LEGA_LEGAL_STATUS_START_DATE", ""))
            words = cells.get("LEGA_LEGAL_STATUS", "").strip()
            if started is not None and clean_text(words):
                ended = parse_day(cells.get("LEGA_LEGAL_STATUS_END_DATE", ""))
                child = plain_id(cells, "LEGA_PERSON_ID")
                found[child].append(StatusSpell(started, ended, words))
        return {child: sorted(some, key=_start) for child, some in found.items()}

    @cached_property
    def placements(self) -> Mapping[str, Cells]:
        """Placements by id, and by period of care and start where an id is not used."""
        found: dict[str, Cells] = {}
        for row in self.rows(PLACEMENTS):
            cells = row.cells
            started = parse_day(cells.get("CLAP_CLA_PLACEMENT_START_DATE", ""))
            found[f"{plain_id(cells, 'CLAP_CLA_ID')}|{started}"] = cells
            found[plain_id(cells, "CLAP_CLA_PLACEMENT_ID")] = cells
        found.pop("", None)
        return found

    @cached_property
    def families(self) -> Mapping[str, str]:
        """The family of each child: of several, the one with most children in it."""
        members: dict[str, set[str]] = defaultdict(set)
        for row in self.rows(FAMILIES):
            child_id = plain_id(row.cells, "FAMI_PERSON_ID")
            if child_id in self.children:
                members[plain_id(row.cells, "FAMI_FAMILY_ID")].add(child_id)
        members.pop("", None)
        smallest_first = sorted(members, key=lambda each: (len(members[each]), each))
        return {
            child_id: family
            for family in smallest_first
            for child_id in members[family]
        }

    @cached_property
    def disabilities(self) -> Mapping[str, Sequence[str]]:
        """Each child's disabilities as worded, NONE where it is said that there is none."""
        return self._worded(DISABILITIES, "DISA_DISABILITY_CODE")

    @cached_property
    def immigration(self) -> Mapping[str, Sequence[str]]:
        """Each child's immigration statuses as worded, past ones too."""
        return self._worded(IMMIGRATION, "IMMI_IMMIGRATION_STATUS")

    def _worded(self, table: ExtractTable, heading: str) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.rows(table):
            whose = plain_id(row.cells, f"{table.prefix}_PERSON_ID")
            found[whose].append(row.cells.get(heading, ""))
        found.pop("", None)
        return found

    @cached_property
    def conferences(self) -> Mapping[str, Sequence[Numbered]]:
        """Conferences by the enquiry they belong to; under no id those without one."""
        found: dict[str, list[Numbered]] = defaultdict(list)
        for row in self.rows(CONFERENCES):
            found[plain_id(row.cells, "ICPC_S47_ENQUIRY_ID")].append(row)
        return found

    @cached_property
    def plans(self) -> Mapping[str, Cells]:
        """Plans by their id."""
        found = {
            plain_id(row.cells, "CPPL_CP_PLAN_ID"): row.cells
            for row in self.rows(PLANS)
        }
        found.pop("", None)
        return found

    @cached_property
    def plans_of(self) -> Mapping[str, Sequence[Cells]]:
        """Each child's plans with a start, in order of it."""
        found: dict[str, list[Cells]] = defaultdict(list)
        for row in self.rows(PLANS):
            if plan_start(row.cells) is not None:
                found[plain_id(row.cells, "CPPL_PERSON_ID")].append(row.cells)
        found.pop("", None)
        return {who: sorted(some, key=_by_start) for who, some in found.items()}

    @cached_property
    def child_referred(self) -> Mapping[str, str]:
        """Whose each referral is, as far as the tables that are read tell it."""
        found: dict[str, str] = {}
        for table in (EPISODES, ENQUIRIES, CONFERENCES, PLANS):
            referral, person = (
                f"{table.prefix}_REFERRAL_ID",
                f"{table.prefix}_PERSON_ID",
            )
            for row in self.rows(table):
                found[plain_id(row.cells, referral)] = plain_id(row.cells, person)
        found.pop("", None)
        return found

    @cached_property
    def children(self) -> frozenset[str]:
        """The children in care or in child protection: all the dashboard shows."""
        return frozenset(
            plain_id(row.cells, f"{table.prefix}_PERSON_ID")
            for table in (EPISODES, ENQUIRIES, CONFERENCES, PLANS)
            for row in self.rows(table)
        )

    @cached_property
    def days(self) -> Mapping[str, frozenset[date]]:
        """The days of each field that the extract's window is told by."""
        return {
            heading: frozenset(
                day
                for row in self.rows(BY_PREFIX[heading.partition("_")[0]])
                if (day := parse_day(row.cells.get(heading, ""))) is not None
            )
            for heading in DAYS
        }

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The job title of each professional."""
        return {
            plain_id(row.cells, "PROF_PROFESSIONAL_ID"): row.cells.get(
                "PROF_PROFESSIONAL_JOB_TITLE", ""
            )
            for row in self.rows(PROFESSIONALS)
        }

    @cached_property
    def roles_held(self) -> Mapping[str, frozenset[str]]:
        """The role codes, in capitals, that each professional has with any child."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows(INVOLVEMENTS):
            code = clean_code(row.cells.get("INVO_PROFESSIONAL_ROLE_ID", ""))
            found[plain_id(row.cells, "INVO_PROFESSIONAL_ID")].add(code)
        return {who: frozenset(codes) for who, codes in found.items()}


def plan_start(cells: Cells) -> date | None:
    """Return the day a plan started, None where it is not told."""
    return parse_day(cells.get("CPPL_CP_PLAN_START_DATE", ""))


def _by_start(cells: Cells) -> date:
    return plan_start(cells) or date.max


def _start(status: StatusSpell) -> date:
    return status.started
