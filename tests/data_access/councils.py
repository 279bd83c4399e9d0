"""Invented councils for tests: their files, written out, and the store they fill."""

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session

from data_access.columns import read_columns
from data_access.derive.rebuild import rebuild
from data_access.importers.importer import SourceFile
from data_access.intake import sources
from data_access.intake.door import LoadAsked, load, undo
from data_access.store import database
from data_access.store.loaded import METADATA, Import
from data_access.store.statements import Statement
from domain.access import EVERYTHING

LA = "TST"
NOW = datetime(2025, 6, 30, 9, 0, tzinfo=UTC)
KEPT = (
    "import",
    "source_row",
    "council_setting",
    "store_state",
    "council_state",
    "left_out_row",
    "release",
    "release_part",
)
HEADINGS = {
    "Header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "Episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,"
    "REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN,PL_LOCATION,PL_DISTANCE,PL_LA",
    "Reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
}


def cells_of(text):
    """Return the rows of an ASCII table, its headings first."""
    lines = [line for line in text.strip().splitlines() if set(line) - set("-+| ")]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def days(*texts):
    return [date.fromisoformat(text) if text else None for text in texts]


def as_csv(table, text):
    """Write an ASCII table as a return's CSV with every heading, blank where unsaid."""
    headings, *rows = cells_of(text)
    kept = io.StringIO()
    writer = csv.DictWriter(kept, HEADINGS[table].split(","), restval="")
    writer.writeheader()
    writer.writerows(dict(zip(headings, row, strict=True)) for row in rows)
    return kept.getvalue()


def a_census(year, *children):
    """Write a CIN census with the reference date 31 March of `year`."""
    return (
        "<Message><Header><CollectionDetails><Collection>CIN</Collection>"
        f"<Year>{year}</Year><ReferenceDate>{year}-03-31</ReferenceDate>"
        f"</CollectionDetails></Header><Children>{''.join(children)}</Children>"
        "</Message>"
    )


def a_child(child_id, *details, died=None):
    """Write one child of a census with what stands in its CINdetails."""
    death = f"<PersonDeathDate>{died}</PersonDeathDate>" if died else ""
    return (
        f"<Child><ChildIdentifiers><LAchildID>{child_id}</LAchildID>"
        f"<PersonBirthDate>2015-04-03</PersonBirthDate><Sex>F</Sex>{death}"
        "</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>"
        "</ChildCharacteristics><CINdetails><CINreferralDate>2021-04-07"
        f"</CINreferralDate>{''.join(details)}</CINdetails></Child>"
    )


def an_enquiry(started, held=None):
    conference = f"<DateOfInitialCPC>{held}</DateOfInitialCPC>" if held else ""
    return (
        f"<Section47><S47ActualStartDate>{started}</S47ActualStartDate>{conference}"
        "<ICPCnotRequired>0</ICPCnotRequired></Section47>"
    )


def a_plan(started, *reviews, ended=None, before=0):
    held = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>" for day in reviews)
    end = f"<CPPendDate>{ended}</CPPendDate>" if ended else ""
    return (
        f"<ChildProtectionPlans><CPPstartDate>{started}</CPPstartDate>{end}"
        "<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>"
        "<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>"
        f"<NumberOfPreviousCPP>{before}</NumberOfPreviousCPP>"
        f"<Reviews>{held}</Reviews></ChildProtectionPlans>"
    )


class Council:
    """One council's files and the store they are loaded into."""

    def __init__(self, engine, folder: Path, la=LA):
        self.engine, self.folder, self.la = engine, folder, la

    def file(self, name, content):
        """Write a file; `2024-25/Reviews.csv` may be given as an ASCII table."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        table = path.stem.partition(" ")[0]
        if table in HEADINGS and "|" in content:
            content = as_csv(table, content)
        path.write_text(content, encoding="utf-8")
        return SourceFile(path, name)

    def load(self, *files, dry_run=False, **asked):
        asked = LoadAsked(**{"la": self.la, "by": "a test", "now": NOW, **asked})
        return load(self.engine, files, asked, dry_run=dry_run)

    def load_tables(self, tables, **asked):
        """Write and load files given by name."""
        files = [self.file(name, content) for name, content in tables.items()]
        return self.load(*files, **asked)

    def state(self, *records):
        """Put records into the store that no file of a council holds, such as staff."""
        line = Import(
            la=self.la,
            file_name="register",
            file_hash="register",
            kind="demo",
            year=0,
            loaded_by="a test",
            loaded_at=NOW,
            rows_read=len(records),
            added=len(records),
            changed=0,
            left_out=0,
        )
        with Session(self.engine) as session, database.writing(session):
            session.add(line)
            session.flush()
            items = [Statement(record, "Row 1") for record in records]
            sources.receive(session, line, items)
            rebuild(session, self.la)
            database.bump(session, self.la)

    def undo(self, report):
        undo(self.engine, report.import_id, NOW)

    def columns(self):
        return read_columns(self.engine, self.la, EVERYTHING)

    @property
    def url(self):
        return self.engine.url.render_as_string(hide_password=False)

    @property
    def version(self):
        with self.engine.connect() as connection:
            return database.version(connection)

    def rows(self, table, *names, **equal):
        """Return a table's rows of this council as tuples, in order."""
        columns = METADATA.tables[table].c
        query = select(*(columns[name] for name in names)).where(columns.la == self.la)
        query = query.where(*(columns[name] == value for name, value in equal.items()))
        with self.engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(query)]
        return sorted(found, key=lambda row: [(cell is None, cell) for cell in row])

    def reviews(self, child_id="C1"):
        """Return (due, held) of a child's reviews."""
        return self.rows("cla_review", "due", "held", child_id=child_id)

    def left_out(self):
        """Return the sentences of what is left out now, with the file each is of."""
        names = "file_name", "place", "field", "found", "expected", "remedy"
        return [
            f"{name}: {place}, {field}: found '{found}', expected {expected}. {remedy}"
            for name, place, field, found, expected, remedy in self.rows(
                "left_out_row", *names, mended_by=None
            )
        ]

    def derived(self):
        """Return every derived row, whatever its number and the order it came in."""
        return {
            name: Counter(
                self.rows(
                    name, *(column.name for column in table.c if column.name != "id")
                )
            )
            for name, table in METADATA.tables.items()
            if name not in KEPT
        }

    def everything(self):
        """Return every row of the store as it stands."""
        with self.engine.connect() as connection:
            return {
                name: sorted(connection.execute(select(table)).all(), key=repr)
                for name, table in METADATA.tables.items()
            }
