"""Text as councils' systems and Excel leave it, read as plain values: shared by importers.

Every cell is text and stays text: nothing that looks like a formula is evaluated.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain, islice

from data_access.importers.importer import CHUNK, SourceFile
from domain.errors import RefusedError

HEAD = 1 << 16  # bytes read to recognise a file
# How workbooks begin, old ones too, and programs.
NO_TEXT = (b"PK", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF")
TITLE_LINES = 10  # headings stand in one of the first lines
TITLE_CELLS = 2  # filled ones in a line above the headings; headings are more
DELIMITERS = ",;\t|"
BLANKS = frozenset({"", "-", ".", "NULL", "NAN", "NAT", "NONE", "<NA>", "<BLANK>"})
# What systems put where a day or words are still to come.
PLACEHOLDERS = ("1900-01-01", "01/01/1900", "1/1/1900", "PLACEHOLDER_DATA")
BOMS = ("\ufeff", "ï»¿")  # the second is a UTF-8 mark read as cp1252
CENTURY_TURNS = 50  # a year typed 00 to 49 is 2000 to 2049
LATE_NINETEENS = 90  # and 90 to 99 is 1990 to 1999; 50 to 89 is no year at all

_TIME = r"(?:[T ] *\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DAY_FIRST = re.compile(
    rf"(?P<d>\d{{1,2}})([/.-])(?P<m>\d{{1,2}})\2(?P<y>\d{{4}}|\d{{2}}){_TIME}", re.ASCII
)
_NAMED_MONTH = re.compile(
    rf"(?P<d>\d{{1,2}})[ -](?P<m>[A-Z]{{3,9}})[ -](?P<y>\d{{4}}|\d{{2}}){_TIME}",
    re.ASCII,
)
_YEAR_FIRST = re.compile(
    rf"(?P<y>\d{{4}})([/-])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}}){_TIME}", re.ASCII
)
_MONTHS = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
]
_WHOLE_AS_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.0+)?", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.ASCII | re.IGNORECASE)


def head_of(file: SourceFile) -> str | None:
    """Return the start of the file as text, or None where it is not text."""
    with file.path.open("rb") as stream:
        head = stream.read(HEAD)
    encoding = _marked_encoding(head)
    if encoding is None and b"\0" in head:
        return None
    if encoding is None:
        encoding = "utf-8" if _is_utf8(head, whole=False) else "cp1252"
    return head.decode(encoding, errors="replace")


def has_nulls(file: SourceFile) -> bool:
    """Say whether text that is not UTF-16 has null characters in it."""
    with file.path.open("rb") as stream:
        chunk = stream.read(CHUNK)
        if _marked_encoding(chunk) or chunk.startswith(NO_TEXT):
            return False
        while chunk:
            if b"\0" in chunk:
                return True
            chunk = stream.read(CHUNK)
    return False


def encoding_of(file: SourceFile) -> str:
    """Return utf-16 or utf-8-sig as the whole file bears out, else cp1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.path.open("rb") as stream:
        chunk = stream.read(CHUNK)
        marked = _marked_encoding(chunk)
        try:
            while chunk and not marked:
                decoder.decode(chunk)
                chunk = stream.read(CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return marked or "utf-8-sig"


Known = Callable[[Sequence[str]], object]  # None for headings that no table has


def headings_in(head: str, known: Known = lambda headings: None) -> list[str]:
    """Return the headings of a delimited file, cleaned; none where there are none."""
    return _headings_of(_heading_line(head.splitlines(), known))


def _heading_line(lines: Iterable[str], known: Known) -> str:
    """Return the first line that a format knows, however wide a title is above it.

    Where it knows none, the first of more cells than a title has.
    """
    some = list(islice((line for line in lines if not _is_blank(line)), TITLE_LINES))
    told = (line for line in some if known(_headings_of(line)) is not None)
    wide = (line for line in some if _filled(_cells_of(line)) > TITLE_CELLS)
    return next(chain(told, wide, some), "")


def _headings_of(line: str) -> list[str]:
    return [clean_heading(cell) for cell in _cells_of(line)] if line else []


def _cells_of(line: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter_of(line)), [])


def _filled(cells: Iterable[str]) -> int:
    return sum(not _is_blank(cell) for cell in cells)


def rows_of(
    file: SourceFile, known: Known = lambda headings: None
) -> Iterator[tuple[int, list[str]]]:
    """Return each row with the number Excel gives it, from the headings on.

    Lines of a title above them are looked past; `known` tells a format's headings.

    Raises:
        RefusedError: a quotation mark is not closed, so cells cannot be told apart.
    """
    encoding = encoding_of(file)
    with file.path.open(encoding=encoding, errors="replace", newline="") as lines:
        first = _heading_line(lines, known)
        lines.seek(0)
        number, least = 0, min(_filled(_cells_of(first)), TITLE_CELLS + 1)
        sought = _cells_of(first) if known(_headings_of(first)) is not None else None
        try:
            reader = csv.reader(lines, delimiter=delimiter_of(first), strict=True)
            for number, cells in enumerate(reader, start=1):
                if least and sought not in (None, cells):
                    continue
                if (filled := _filled(cells)) and filled >= least:
                    yield number, cells
                    least = 0  # the headings are found
        except csv.Error as error:
            raise RefusedError(
                f"Row {number + 1} cannot be told apart from the rows after it: "
                "a quotation mark is opened and not closed. Expected quotation marks "
                "in pairs. Correct the row, or export the file again."
            ) from error


def headed_rows(
    file: SourceFile, known: Known = lambda headings: None
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """Return the headings, cleaned, and the numbered rows under them."""
    rows = rows_of(file, known)
    _, cells = next(rows, (0, []))
    return [clean_heading(cell) for cell in cells], rows


def delimiter_of(line: str) -> str:
    """Return what separates the cells of a heading line, a comma if nothing does."""
    return max(DELIMITERS, key=line.count)


def clean_heading(cell: str) -> str:
    """Return a heading in capitals, without marks or stray spaces."""
    for bom in BOMS:
        cell = cell.removeprefix(bom)
    return "_".join(cell.strip(' "').upper().split())


def clean_text(cell: str) -> str:
    """Return the cell without outer spaces; empty for every way to type a blank."""
    text = cell.strip()
    return "" if text.upper() in BLANKS else text


@lru_cache(maxsize=1 << 12)
def clean_code(cell: str) -> str:
    """Return a code in capitals; `1.0` is the code 1."""
    text = clean_text(cell).upper()
    whole = _WHOLE_AS_FLOAT.fullmatch(text)
    return whole[1] if whole else text


def clean_id(cell: str) -> str | None:
    """Return an id as first typed: Excel's `566,910` and `566910.0` are 566910.

    None where digits are lost for good (`5.66910E+05`). Leading zeros and letters
    stay.
    """
    text = clean_text(cell)
    if _SCIENTIFIC.fullmatch(text):
        return None
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    whole = _WHOLE_AS_FLOAT.fullmatch(text)
    return whole[1] if whole else text


@lru_cache(maxsize=1 << 15)
def parse_day(cell: str) -> date | None:
    """Return the day a cell holds, day first always; None where it holds none.

    03/04/2025 is 3 April. A time after the day is dropped. A two-digit year lies in
    1990 to 2049.
    """
    text = cell.strip().upper()
    found = (
        _DAY_FIRST.fullmatch(text)
        or _YEAR_FIRST.fullmatch(text)
        or _NAMED_MONTH.fullmatch(text)
    )
    if found is None:
        return None
    try:
        return date(_year(found["y"]), _month(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - a year in full
        return year
    if CENTURY_TURNS <= year < LATE_NINETEENS:
        raise ValueError("no such year")
    return year + (2000 if year < CENTURY_TURNS else 1900)


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    named = [month for month in _MONTHS if text in (month, month[:3], month[:4])]
    return _MONTHS.index(named[0]) + 1 if named else 0


def _marked_encoding(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _is_utf8(head: bytes, *, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return False
    return True


def _is_blank(text: str) -> bool:
    return not text.strip(" \t\r\n\xa0\"'" + DELIMITERS + "".join(BOMS))


# What a cell of a workbook says: words, a day, an ID or initials.


EXCEL_DAY_0 = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 32874, 73050  # 1 January 1990 and 31 December 2099
LONGEST_INITIALS = 4

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* ")
_NO_DAY = re.compile(
    r"(?:|n a|na|none|nil|null|tbc|tba|to be confirmed|not (?:yet|known|recorded|"
    r"applicable|due|received)\b.*|awaiting\b.*|awaited|ongoing\b.*|outstanding\b.*|"
    r"pending\b.*|no (?:reply|response|date)\b.*|open|unknown|yes|no|y|n|true|false)"
)
_NO_ID = re.compile(r"(?:|n a|na|none|nil|null|tbc|tba|unknown|not (?:known|recorded))")


class NotADayError(ValueError):
    """A cell that ought to hold a day holds something else; the value is not told."""


class CutShortError(ValueError):
    """An ID that a spreadsheet has rounded, so that the child cannot be known."""


def normalise(words: str) -> str:
    """Return the words in lower case without punctuation: how wordings are compared."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['\u2019]", "", words.casefold())))


def words_of(cell: object) -> str | None:
    """Return what the cell shows, stripped; None when it is blank."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return (str(cell).strip() or None) if cell is not None else None


def counted_day(count: float) -> date | None:
    """Return the day that a spreadsheet's own count of days stands for, if of our time."""
    if FIRST_SERIAL <= count <= LAST_SERIAL:
        return EXCEL_DAY_0 + timedelta(days=int(count))
    return None


def day_of(cell: object) -> date | None:
    """Return the day, read day first; None for a blank, `awaiting`, `n/a` and the like.

    A bare number counts as a spreadsheet's own count of days.

    Raises:
        NotADayError: the cell holds something that is neither.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float) and (counted := counted_day(cell)):
        return counted
    typed = words_of(cell) or ""
    if _NO_DAY.fullmatch(normalise(typed)):
        return None
    plain = " ".join(typed.lower().replace(",", " ").split())
    day = parse_day(_WEEKDAY.sub("", _ORDINAL.sub("", plain), count=1))
    if day is None:
        raise NotADayError
    return day


def id_of(cell: object) -> str | None:
    """Return the ID as text, what a spreadsheet does to numbers undone.

    Raises:
        CutShortError: the ID reads like 7.04E+05.
    """
    typed = words_of(cell) or ""
    if _NO_ID.fullmatch(normalise(typed)):
        return None
    known = clean_id(typed)
    if known is None:
        raise CutShortError
    return known or None


def initials_of(cell: object) -> str | None:
    """Return the initials in capitals; of a whole name only the initials are kept."""
    typed = words_of(cell) or ""
    if _NO_ID.fullmatch(normalise(typed)):
        return None
    last, _, first = typed.partition(",")
    names = re.findall(r"[^\W_]+", f"{first} {last}".replace("'", ""))
    together = "".join(names)
    if len(together) <= LONGEST_INITIALS and together in (typed.upper(), typed.lower()):
        return together.upper()
    return "".join(name[0] for name in names).upper() or None
