"""Zip files byte by byte, so that a directory can say anything: zipfile writes only honest ones."""

import struct
import zlib
from dataclasses import dataclass

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@dataclass(frozen=True)
class Member:
    """One entry, with what its two headers claim; None where they claim the truth."""

    name: str
    content: bytes = b"<x/>"
    method: int = 8
    flags: int = 0x0800
    claimed_bytes: int | None = None
    claimed_packed_bytes: int | None = None
    crc: int | None = None
    local_name: str | None = None
    offset: int | None = None
    packed: bytes | None = None

    def data(self) -> bytes:
        if self.packed is not None:
            return self.packed
        if self.method != 8:
            return self.content
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        return packer.compress(self.content) + packer.flush()


def package(*members: Member, comment: bytes = b"", count: int | None = None) -> bytes:
    """A zip file of these entries, in this order."""
    body, directory = b"", b""
    for member in members:
        offset = len(body) if member.offset is None else member.offset
        data = member.data()
        packed = len(data) if member.claimed_packed_bytes is None else member.claimed_packed_bytes
        size = len(member.content) if member.claimed_bytes is None else member.claimed_bytes
        crc = zlib.crc32(member.content) if member.crc is None else member.crc
        common = (20, member.flags, member.method, 0, 33, crc, packed, size)
        local = (member.name if member.local_name is None else member.local_name).encode()
        if member.offset is None:
            body += LOCAL + struct.pack("<5H3I2H", *common, len(local), 0) + local + data
        name = member.name.encode()
        directory += CENTRAL + struct.pack(
            "<6H3I5H2I", 20, *common, len(name), 0, 0, 0, 0, 0, offset
        )
        directory += name
    total = len(members) if count is None else count
    end = struct.pack("<4H2IH", 0, 0, total, total, len(directory), len(body), len(comment))
    return body + directory + END + end + comment


TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
OFFICE = "application/vnd.openxmlformats-officedocument."
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*targets: tuple[str, str], external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{KINDS}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATED}">{entries}</Relationships>'.encode()


def override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{OFFICE}{kind}+xml"/>'


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def paragraphs(*texts: str) -> str:
    return "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in texts
    )


def body(inner: str) -> bytes:
    return f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'.encode()


DOCUMENT: dict[str, bytes] = {
    "[Content_Types].xml": TYPES.format(
        override("word/document.xml", "wordprocessingml.document.main")
    ).encode(),
    "_rels/.rels": relations(("officeDocument", "word/document.xml")),
    "word/document.xml": body(
        paragraphs(
            "SERVICE AREA: Parks and libraries",
            "REPORT AUTHOR: A. Green",
            "REPORTING PERIOD: 8 to 21 June 2020",
            "RECOVERY ACTIVITY",
            "The mobile library went out again.",
        )
    ),
}
"""A whole Word document, by the names of its parts."""

WORKBOOK: dict[str, bytes] = {
    "[Content_Types].xml": TYPES.format(
        override("xl/workbook.xml", "spreadsheetml.sheet.main")
        + override("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")
        + override("xl/styles.xml", "spreadsheetml.styles")
        + override("xl/sharedStrings.xml", "spreadsheetml.sharedStrings")
    ).encode(),
    "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": (
        f'<workbook xmlns="{SHEET}" xmlns:r="{KINDS}">'
        '<sheets><sheet name="Report" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ).encode(),
    "xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("styles", "styles.xml"),
        ("sharedStrings", "sharedStrings.xml"),
    ),
    "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"/>'.encode(),
    "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}"><si><t>Parks</t></si></sst>'.encode(),
    "xl/worksheets/sheet1.xml": (
        f'<worksheet xmlns="{SHEET}"><sheetData>'
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    ).encode(),
}
"""A whole workbook, by the names of its parts."""


def members(parts: dict[str, bytes]) -> list[Member]:
    return [Member(name, content) for name, content in parts.items()]


def document(parts: dict[str, bytes] | None = None, *more: Member) -> bytes:
    """The Word document with some parts changed or added, and more entries."""
    return package(*members(DOCUMENT | (parts or {})), *more)


def workbook(parts: dict[str, bytes] | None = None, *more: Member) -> bytes:
    """The same for the workbook."""
    return package(*members(WORKBOOK | (parts or {})), *more)


def sheet(inner: str, before: str = "", after: str = "") -> dict[str, bytes]:
    """The workbook's only sheet with these rows."""
    xml = (
        f'<worksheet xmlns="{SHEET}" xmlns:r="{KINDS}">{before}'
        f"<sheetData>{inner}</sheetData>{after}</worksheet>"
    )
    return {"xl/worksheets/sheet1.xml": xml.encode()}
