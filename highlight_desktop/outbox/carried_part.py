"""Knows how a workbook carries its snapshot: as a custom XML part, the way Excel stores data.

ECMA-376 part 1, 15.2.5 and 15.2.6: the part, its properties with an id, and a relationship
from the workbook. openpyxl writes no such parts, so they are added to the package it made.
"""

from collections.abc import Mapping
from html import escape

from highlight_desktop.report.carriage import XML_ELEMENT, XML_NAMESPACE
from highlight_desktop.report.snapshot import Snapshot

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_ITEM_ID = "{7D0C5A6E-2F5B-4B57-9C0A-5D1B6C1E8A42}"
"""Names the item among others in its workbook; any value does that is a GUID."""
_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"


def with_snapshot(parts: Mapping[str, bytes], snapshot: Snapshot) -> dict[str, bytes]:
    """The parts of a workbook's package, by name, and among them what carries the snapshot."""
    content = escape(snapshot.content.decode("utf-8"), quote=False)
    added = {
        "customXml/item1.xml": f'<{XML_ELEMENT} xmlns="{XML_NAMESPACE}">{content}</{XML_ELEMENT}>',
        "customXml/itemProps1.xml": (
            f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_ITEM_ID}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{XML_NAMESPACE}"/></ds:schemaRefs>'
            "</ds:datastoreItem>"
        ),
        "customXml/_rels/item1.xml.rels": (
            f'<Relationships xmlns="{_RELATED}">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps"'
            ' Target="itemProps1.xml"/></Relationships>'
        ),
    }
    return {
        **parts,
        _CONTENT_TYPES: _inserted(
            parts[_CONTENT_TYPES],
            '<Override PartName="/customXml/itemProps1.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>',
        ),
        _WORKBOOK_RELATIONS: _inserted(
            parts[_WORKBOOK_RELATIONS],
            f'<Relationship Id="rIdCarried" Type="{_OFFICE}/relationships/customXml"'
            ' Target="../customXml/item1.xml"/>',
        ),
        **{name: f"{_HEAD}{xml}".encode() for name, xml in added.items()},
    }


def _inserted(part: bytes, element: str) -> bytes:
    """The part with one more element at the end of its outermost one."""
    before, end, nothing = part.rpartition(b"</")
    return before + element.encode() + end + nothing
