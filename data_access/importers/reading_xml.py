"""XML returns read one child at a time: flat memory, and no entity is ever expanded."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError, iterparse

from data_access.importers.reading import HEAD
from data_access.importers.report import SourceFile
from domain.errors import RefusedError

_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def root_in(head: str) -> str | None:
    """Return the root element's name in lower case; None where this is not XML."""
    if not head.lstrip("\ufeff \t\r\n").startswith("<"):
        return None
    found = _ROOT.search(_COMMENT.sub("", head))
    return found[1].lower() if found else None


def check(file: SourceFile) -> None:
    """Read the file to its end and keep nothing.

    Raises:
        RefusedError: it declares a document type or entities, or is not whole XML.
    """
    parser = DefusedXMLParser(target=_Nothing(), forbid_dtd=True)
    try:
        with file.path.open("rb") as stream:
            while chunk := stream.read(HEAD):
                parser.feed(chunk)
        parser.close()
    except DefusedXmlException as error:
        raise RefusedError(
            "The file declares a document type or entities. Expected plain elements, "
            "as the return is exported. Export it again from your system."
        ) from error
    except ParseError as error:
        raise RefusedError(
            f"The XML breaks off or is damaged at line {error.position[0]}. Expected "
            "a whole return. Export it again from your system."
        ) from error


def elements_of(file: SourceFile, names: Collection[str]) -> Iterator[Element]:
    """Return each outermost element with one of the names, in the file's order.

    Names are in lower case, without namespace. An element is emptied once the next is
    asked for.
    """
    open_elements: list[Element] = []
    inside: Element | None = None
    for event, element in iterparse(
        file.path, events=("start", "end"), forbid_dtd=True
    ):
        if event == "start":
            if inside is None and name_of(element) in names:
                inside = element
            open_elements.append(element)
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


class _Nothing:
    """A target that builds no tree."""
