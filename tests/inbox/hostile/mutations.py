"""Genuine files, and what becomes of them when a few bytes, tags or numbers are changed.

Each mutation has a number, and the same number gives the same bytes on every machine.
"""

import random
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from lxml import etree

from highlight_desktop.outbox import mail, pdf, workbook
from highlight_desktop.report.edition import newest
from highlight_desktop.report.printed import as_text
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Answer, AnswerKind, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from tests.inbox.hostile.packages import DOCUMENT, WORD, body, document, paragraphs

Mutation = Callable[[random.Random, bytes], bytes]

NASTY = (
    b"-1", b"0", b"99999999999999999999", b"1e999", b"NaN", b"\x00", b"\xff\xfe", b"\xed\xa0\x80",
    b"<", b"&", b"]]>", b"<!--", b"%s", b"../", b"\r\n\r\n", b"--", b"=", b"(" * 50, b"[" * 500,
    b"endstream", b"endobj", b"stream\n", b"1 0 R", b"<<", b"PK\x01\x02", b"=?utf-8?q?",
    b"\xe2\x80",
)  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"</?[A-Za-z][^<>]{0,200}>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def report() -> Report:
    """A report with an answer of every kind and blocks of every kind."""
    made = Report("0f" * 16, newest())
    for field in made.edition.header:
        made, _ = made.fill_in(field.id, "8 to 21 June 2020" if field.id == "period" else "Parks")
    prose = (
        Block(BlockKind.SUBHEADING, "Libraries"),
        Block(BlockKind.PARAGRAPH, "The mobile library – ŵ – went out <again> & again."),
        Block(BlockKind.BULLET, "Bins were emptied", bold=((0, 4),)),
        Block(BlockKind.BULLET, "in the north", level=1),
    )
    for number, section in enumerate(made.edition.sections):
        if number % 3 and AnswerKind.NO_CHANGE in section.answers:
            made, _ = made.answer(section.id, Answer(AnswerKind.NO_CHANGE))
        else:
            made, _ = made.write(section.id, prose)
    return made


def word_document() -> bytes:
    """A Word document with lists, a table, fields, tracked changes and a page header."""
    inner = (
        DOCUMENT["word/document.xml"].decode().partition("<w:body>")[2].partition("</w:body>")[0]
        + "<w:tbl><w:tr>" + f"<w:tc>{paragraphs('Van', 'Cart')}</w:tc>" * 2 + "</w:tr></w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="Item"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/>'
        '</w:numPr></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Bins</w:t></w:r></w:p>'
        '<w:p><w:ins w:id="1"><w:r><w:t>put in</w:t></w:r></w:ins>'
        '<w:del w:id="2"><w:r><w:delText>taken out</w:delText></w:r></w:del>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>4</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )  # fmt: skip
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="Item">'
        '<w:name w:val="List Bullet"/><w:basedOn w:val="Top"/></w:style></w:styles>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="1">'
        '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    return document({
        "word/document.xml": body(inner),
        "word/styles.xml": styles.encode(),
        "word/numbering.xml": numbering.encode(),
    })  # fmt: skip


def genuine() -> dict[str, bytes]:
    """A file of each kind that is read, by name."""
    submitted_at = datetime(2020, 6, 22, 9, 30, tzinfo=UTC)
    to = Recipient("Hub", "hub@council.example")
    snapshot = freeze(report(), submitted_at=submitted_at, recipient=to, app_version="0.1.0")
    printed, sheets = pdf.render(snapshot), workbook.render(snapshot)
    return {
        "report.txt": as_text(report()).encode(),
        "report.docx": word_document(),
        "report.xlsx": sheets,
        "report.pdf": printed,
        "report.eml": mail.render(snapshot, printed, sheets),
    }


def mutated(sources: Mapping[str, bytes], seed: int, number: int) -> tuple[str, bytes]:
    """The file of this number: its name, and its bytes with one to four changes."""
    name = list(sources)[number % len(sources)]
    # Fixed by a text, since the hash of a tuple is another one in each process.
    lots = random.Random(f"{seed}:{number}")
    content = sources[name]
    outer = _inside if lots.random() < 0.6 else _as_bytes
    for _ in range(lots.randint(1, 4)):
        content = outer(lots, content)
    return name, content


def _as_bytes(lots: random.Random, content: bytes) -> bytes:
    return lots.choice(_OF_BYTES)(lots, content)


def _flipped(lots: random.Random, content: bytes) -> bytes:
    at = lots.randrange(len(content) or 1)
    return content[:at] + bytes([lots.randrange(256)]) + content[at + 1 :]


def _cut(lots: random.Random, content: bytes) -> bytes:
    return content[: lots.randrange(len(content) + 1)]


def _without(lots: random.Random, content: bytes) -> bytes:
    at = lots.randrange(len(content) + 1)
    return content[:at] + content[at + lots.randint(1, 64) :]


def _doubled(lots: random.Random, content: bytes) -> bytes:
    at, length = lots.randrange(len(content) + 1), lots.randint(1, 2_000)
    return content[: at + length] + content[at : at + length] * lots.randint(1, 9) + content[at:]


def _nastier(lots: random.Random, content: bytes) -> bytes:
    at = lots.randrange(len(content) + 1)
    return content[:at] + lots.choice(NASTY) + content[at + lots.randrange(9) :]


def _other_number(lots: random.Random, content: bytes) -> bytes:
    return _replaced(lots, content, _NUMBER, lots.choice(NASTY[:5]))


def _other_tag(lots: random.Random, content: bytes) -> bytes:
    """One tag taken out, or another one of the same file in its place."""
    found = list(_TAG.finditer(content))[:5_000]
    with_what = lots.choice(found)[0] if found and lots.random() < 0.7 else b""
    return _replaced(lots, content, _TAG, with_what)


def _replaced(lots: random.Random, content: bytes, pattern: re.Pattern[bytes], by: bytes) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return content
    place = lots.choice(found)
    return content[: place.start()] + by + content[place.end() :]


_OF_BYTES: tuple[Mutation, ...] = (
    _flipped, _cut, _without, _doubled, _nastier, _other_number, _other_tag
)  # fmt: skip


def _inside(lots: random.Random, content: bytes) -> bytes:
    """Changed where it is packed, and packed again: so the change reaches the reader."""
    if content.startswith(b"PK"):
        return _inside_package(lots, content)
    if content.startswith(b"%PDF"):
        return _inside_stream(lots, content)
    return _as_bytes(lots, content)


def _inside_package(lots: random.Random, content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return _as_bytes(lots, content)
    target = BytesIO()
    changed = lots.choice(list(parts))
    change = _as_bytes if lots.random() < 0.2 else _other_tree
    parts[changed] = change(lots, parts[changed])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return target.getvalue()


def _other_tree(lots: random.Random, content: bytes) -> bytes:
    """XML that is still XML, with an element gone, doubled, moved or told something else."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return _as_bytes(lots, content)
    every = list(root.iter(etree.Element))
    for _ in range(lots.randint(1, 5)):
        lots.choice(_OF_TREES)(lots, lots.choice(every), lots.choice(every))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _gone(_lots: random.Random, one: Any, _other: Any) -> None:
    if (above := one.getparent()) is not None:
        above.remove(one)


def _twice(lots: random.Random, one: Any, other: Any) -> None:
    """Small elements many times, large ones hardly: or a few changes would fill the memory."""
    inside = sum(1 for _ in one.iter())
    times = lots.choice((1, 1, 50)) if inside < 20 else int(inside < 1_000)
    # Copied before any is put in, since the other may stand inside this one.
    for each in [deepcopy(one) for _ in range(times)]:
        other.append(each)


def _renamed(_lots: random.Random, one: Any, other: Any) -> None:
    one.tag = other.tag


def _told_otherwise(lots: random.Random, one: Any, other: Any) -> None:
    """Another value of an attribute, taken from elsewhere or made up."""
    values = [*other.attrib.values(), *_ODD_VALUES]
    for name in list(one.attrib)[: lots.randint(1, 3)]:
        if lots.random() < 0.2:
            del one.attrib[name]
        else:
            one.set(name, lots.choice(values))


def _worded_otherwise(lots: random.Random, one: Any, _other: Any) -> None:
    one.text = lots.choice(_ODD_VALUES)


_OF_TREES = (_gone, _twice, _renamed, _told_otherwise, _worded_otherwise)
_ODD_VALUES = (
    "", "-1", "0", "1", "7", "999999999999999999999", "1.5", "1e999", "NaN", "A1", "ZZ9", "A1:B2",
    "rId1", "rId999", "../../x", "http://127.0.0.1:9/", "true", "s", "inlineStr", "begin", "end",
    "separate", "none", "FFFF", "\u202e", "ŵ" * 5_000, "a b\tc\nd", "_x0041_", "=1+1", "{}", "nil",
)  # fmt: skip


def _inside_stream(lots: random.Random, content: bytes) -> bytes:
    found = list(_STREAM.finditer(content))
    if not found:
        return _as_bytes(lots, content)
    place = lots.choice(found)
    try:
        inner = zlib.compress(_as_bytes(lots, zlib.decompress(place[1])))
    except zlib.error:
        inner = _as_bytes(lots, place[1])
    return content[: place.start(1)] + inner + content[place.end(1) :]
