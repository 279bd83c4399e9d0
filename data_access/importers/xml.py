"""XML returns read one child at a time: flat memory, and no entity is ever expanded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError, iterparse

from data_access.importers.cells import HEAD
from data_access.importers.importer import SourceFile
from domain.errors import RefusedError

DEEPEST = 50  # elements within elements; a return has some eight
MOST_NAMES = 1000  # different names of elements and attributes; a return has some 200
MOST_INSIDE = 50_000  # elements of one child
MOST_TEXT = 1 << 18  # bytes without an element beginning or ending
UNKNOWN_ENCODING = 18  # as expat numbers its errors
NOT_ITS_ENCODING = (
    "The XML says in its first line that it is written in {}, which cannot be read. "
    "Expected UTF-8. Export it again from your system, or save it as UTF-8 and correct "
    "that line."
)
NO_RETURN = (
    "The XML is not laid out as a return is: its elements are too many, too deep or "
    "too long. Export it again from your system."
)

_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def root_in(head: str) -> str | None:
    """Return the root element's name in lower case; None where this is not XML."""
    if not head.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    found = _ROOT.search(_COMMENT.sub("", head))
    return found[1].lower() if found else None


def check(file: SourceFile) -> None:
    """Read the file to its end and keep nothing.

    Raises:
        RefusedError: it declares a document type or entities, is not whole XML, is in
            an encoding that is not known, or asks for more memory than a return would.
    """
    parser = DefusedXMLParser(target=_Limits(), forbid_dtd=True)
    without = 0
    try:
        with file.path.open("rb") as stream:
            while chunk := stream.read(HEAD):
                without = 0 if b"<" in chunk else without + len(chunk)
                if without > MOST_TEXT:
                    raise RefusedError(NO_RETURN)
                parser.feed(chunk)
        parser.close()
    except DefusedXmlException as error:
        raise RefusedError(
            "The file declares a document type or entities. Expected plain elements, "
            "as the return is exported. Export it again from your system."
        ) from error
    except (LookupError, ValueError) as error:  # of an encoding that Python looks up
        raise _not_its_encoding(file) from error
    except ParseError as error:
        if error.code == UNKNOWN_ENCODING:
            raise _not_its_encoding(file) from error
        raise RefusedError(
            f"The XML breaks off or is damaged at line {error.position[0]}. Expected "
            "a whole return. Export it again from your system."
        ) from error


def _not_its_encoding(file: SourceFile) -> RefusedError:
    with file.path.open("rb") as stream:
        found = _ENCODING.search(stream.read(HEAD))
    named = found[1].decode("ascii", errors="replace") if found else "another encoding"
    return RefusedError(NOT_ITS_ENCODING.format(named))


def elements_of(file: SourceFile, names: Collection[str]) -> Iterator[Element]:
    """Return each outermost element with one of the names, in the file's order.

    Names are in lower case, without namespace. An element is emptied once the next is
    asked for. The file was checked before.

    Raises:
        RefusedError: one of them is larger than a child would be.
    """
    open_elements: list[Element] = []
    inside: Element | None = None
    held = 0
    for event, element in iterparse(
        file.path, events=("start", "end"), forbid_dtd=True
    ):
        if event == "start":
            if inside is None and name_of(element) in names:
                inside, held = element, 0
            open_elements.append(element)
            held += 1
            if inside is not None and held > MOST_INSIDE:
                raise RefusedError(NO_RETURN)
            continue
        open_elements.pop()
        if inside is not None and element is inside:
            yield inside
            inside = None
        if inside is None:
            element.clear()
            if open_elements:
                open_elements[-1].remove(element)


def name_of(element: Element) -> str:
    """Return the element's name in lower case, without namespace."""
    return _plain(element.tag)


@lru_cache(maxsize=1 << 10)
def _plain(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def text_of(element: Element) -> str:
    """Return the text before any inner element."""
    return (element.text or "").strip()


def within(element: Element, name: str) -> list[Element]:
    """Return every element of the name inside, at any depth."""
    return [inner for inner in element.iter() if name_of(inner) == name]


class _Limits:
    """A target that builds no tree, and stops at what no return is like.

    The parser keeps every different name for as long as it runs, with its namespace.
    """

    def __init__(self) -> None:
        self._depth = 0
        self._names: set[str] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._names.add(tag)
        if attributes:
            self._names.update(attributes)
        if self._depth > DEEPEST or len(self._names) > MOST_NAMES:
            raise RefusedError(NO_RETURN)

    def end(self, _tag: str) -> None:
        self._depth -= 1

    def close(self) -> None:
        return None
