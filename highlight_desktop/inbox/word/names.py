"""Knows the names of elements and attributes in Word's XML, transitional and strict alike.

ECMA-376 part 4 (transitional) and part 1 (strict) differ in the namespaces, not in the names.
"""

from functools import cache
from typing import Any

Element = Any
"""An element of lxml, which has no types of its own."""

_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MICROSOFT = "http://schemas.microsoft.com/office/"
_PREFIXES = {
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OFFICE}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OFFICE}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OFFICE}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_OFFICE}drawingml/2006/picture": "pic",
    f"{_STRICT}drawingml/picture": "pic",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_MICROSOFT}word/2010/wordml": "w14",
    f"{_MICROSOFT}word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_OFF = frozenset({"0", "false", "off", "none"})


@cache
def _short(tag: str) -> str:
    uri, _, local = tag[1:].partition("}")
    prefix = _PREFIXES.get(uri)
    return f"{prefix}:{local}" if prefix else tag


def name(element: Element) -> str:
    """The name with its usual prefix, "w:p"; the whole name in an unknown namespace."""
    return _short(element.tag)


@cache
def _attributes(prefix: str, local: str) -> tuple[str, ...]:
    return tuple(f"{{{uri}}}{local}" for uri, known in _PREFIXES.items() if known == prefix)


def value(element: Element, local: str, prefix: str = "w") -> str | None:
    """The value of an attribute, or None."""
    if element is None:
        return None
    for attribute in _attributes(prefix, local):
        found: str | None = element.get(attribute)
        if found is not None:
            return found
    return None


def child(element: Element, *path: str) -> Element:
    """The first child of that name, and so on down the path; None where there is none."""
    for step in path:
        if element is None:
            return None
        element = next((each for each in element if name(each) == step), None)
    return element


def children(element: Element, wanted: str) -> list[Element]:
    """The children of that name."""
    return [] if element is None else [each for each in element if name(each) == wanted]


def child_value(element: Element, *path: str) -> str | None:
    """The `w:val` of the element at the end of the path, or None."""
    return value(child(element, *path), "val")


def switch(element: Element, local: str) -> bool | None:
    """What an on/off property such as `w:b` says: True, False, or None if it is not there."""
    found = child(element, local)
    if found is None:
        return None
    return (value(found, "val") or "on").lower() not in _OFF


def number(text: str | None) -> int | None:
    """A whole number of at most nine digits, or None."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
