"""Files made for one test, and what an importer gives back of them."""

from datetime import date

from data_access.importers.importer import ReadingContext, SourceFile
from data_access.store.statements import LeftOut, Statement

TODAY = date(2025, 6, 30)


def a_file(tmp_path, content, name="Episodes.csv"):
    path = tmp_path / "uploaded"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return SourceFile(path, name)


def read_all(importer, file, year=2025, today=TODAY):
    return list(importer.read(file, ReadingContext(year, today)))


def records(items):
    return [item.record for item in items if isinstance(item, Statement)]


def sentences(items):
    return [item.sentence for item in items if isinstance(item, LeftOut)]


def whole_rows(items):
    return [item for item in items if isinstance(item, LeftOut) and item.whole_row]
