"""Knows what our own workbook has in it when it comes back: what it carries, and every cell.

Read from the parts themselves: what openpyxl makes of a cell (it takes "x005F_" out of shared
strings, and styles into account) is not always what stands there. Excel and LibreOffice put
texts into a shared table and number the parts anew, so everything is found by its relation.
"""

import posixpath
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from lxml import etree

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.report.carriage import (
    SHA256_PROPERTY,
    XML_ELEMENT,
    XML_NAMESPACE,
    put_together,
)

MOST_ROWS = 50_000
"""Rows of one sheet that are read; the longest report the program takes has some thousands."""
MOST_COLUMNS = 200
_PART_BYTES = 40_000_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA, _VALUE, _INLINE = f"{_MAIN}f", f"{_MAIN}v", f"{_MAIN}is"
_RUN, _TEXT = f"{_MAIN}r", f"{_MAIN}t"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BROKEN = (
    BadZipFile,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    etree.XMLSyntaxError,
    zlib.error,
)


class ReadRow(NamedTuple):
    """One row that is not empty."""

    number: int
    """From 1."""
    is_hidden: bool
    cells: dict[int, str]
    """By the number of the column, from 1; text as the file has it: codes such as ``_x0041_``
    are not decoded, and a formula has its "=". Empty cells are not there."""


class ReadSheet(NamedTuple):
    """One sheet."""

    name: str
    is_hidden: bool
    has_hidden_columns: bool
    rows: list[ReadRow]


class ReadWorkbook(NamedTuple):
    """All that is looked at in a workbook."""

    carried: bytes | None
    """The snapshot, as it is carried; None when nothing is."""
    sha256: str | None
    """What the document's properties say the snapshot's SHA-256 is."""
    sheets: list[ReadSheet]
    """In the order of the workbook."""


def read(content: bytes) -> list[Any]:
    """What a workbook carries and shows, as plain values: lists, texts, numbers and bytes.

    `understood` gives them names. Raises ImportRefusedError when the file cannot be read.
    """
    try:
        with ZipFile(BytesIO(content)) as package:
            return _Package(package).read()
    except _BROKEN as error:
        raise ImportRefusedError(
            "The file is damaged, or is not a workbook.", "Ask the sender for it once more."
        ) from error


def understood(values: Any) -> ReadWorkbook:
    """What `read` gave. Raises TypeError or ValueError for any other values."""
    carried, sha256, listed = values
    sheets = [
        ReadSheet(
            str(name),
            bool(is_hidden),
            bool(has_hidden_columns),
            [
                ReadRow(int(number), bool(hidden), {int(at): str(text) for at, text in cells})
                for number, hidden, cells in rows
            ],
        )
        for name, is_hidden, has_hidden_columns, rows in listed
    ]
    if not isinstance(carried, bytes | None) or not isinstance(sha256, str | None):
        raise TypeError("what is carried are bytes, and their hash a text")
    return ReadWorkbook(carried, sha256, sheets)


class _Package:
    """The parts of one workbook."""

    def __init__(self, package: ZipFile) -> None:
        self._zip = package
        self._names = frozenset(package.namelist())
        relations = self._relations("xl/workbook.xml")
        self._shared = [
            text
            for kind, path in relations.values()
            if kind == "sharedStrings"
            for text in map(_text_of, self._root(path).iterchildren(f"{_MAIN}si"))
        ]
        self._sheet_paths = {key: path for key, (_, path) in relations.items()}

    def read(self) -> list[Any]:
        """Everything that is looked at."""
        listed = self._root("xl/workbook.xml").iter(f"{_MAIN}sheet")
        properties = self._properties()
        return [
            self._carried(properties),
            properties.get(SHA256_PROPERTY),
            [self._sheet(entry) for entry in listed],
        ]

    def _carried(self, properties: dict[str, str]) -> bytes | None:
        for name in sorted(self._names):
            if name.startswith("customXml/") and name.count("/") == 1:
                root = self._root(name)
                if root.tag == f"{{{XML_NAMESPACE}}}{XML_ELEMENT}":
                    return (root.text or "").encode("utf-8")
        return put_together(properties)

    def _properties(self) -> dict[str, str]:
        """The custom properties of the document, by name."""
        if "docProps/custom.xml" not in self._names:
            return {}
        entries = self._root("docProps/custom.xml").iterchildren("{*}property")
        return {each.get("name", ""): "".join(each.itertext()).strip() for each in entries}

    def _sheet(self, entry: etree._Element) -> list[Any]:
        root = self._root(self._sheet_paths[entry.get(_RELATION_ID)])
        columns = root.iterfind(f"{_MAIN}cols/{_MAIN}col")
        return [
            entry.get("name"),
            entry.get("state", "visible") != "visible",
            any(_is_true(column.get("hidden")) for column in columns),
            list(self._rows(root)),
        ]

    def _rows(self, root: etree._Element) -> Iterator[list[Any]]:
        number = 0
        for row in root.iterfind(f"{_MAIN}sheetData/{_MAIN}row"):
            number = int(row.get("r", number + 1))
            cells = list(self._cells(row))
            if number > MOST_ROWS:
                raise ValueError("more rows than any report has")
            if cells:
                yield [number, _is_true(row.get("hidden")), cells]

    def _cells(self, row: etree._Element) -> Iterator[list[Any]]:
        column = 0
        for cell in row.iterchildren(f"{_MAIN}c"):
            column = _column(cell.get("r")) or column + 1
            text = self._cell_text(cell)
            if text and column > MOST_COLUMNS:
                raise ValueError("more columns than any report has")
            if text:
                yield [column, text]

    def _cell_text(self, cell: etree._Element) -> str:
        inside = {each.tag: each for each in reversed(cell)}
        formula, shown = inside.get(_FORMULA), inside.get(_VALUE)
        if formula is not None:
            return f"={formula.text or ''}"
        kind, value = cell.get("t", "n"), "" if shown is None else shown.text or ""
        if kind == "inlineStr":
            inline = inside.get(_INLINE)
            return "" if inline is None else _text_of(inline)
        if kind == "s" and value:
            return self._shared[int(value)]
        return _whole_number(value) if kind == "n" else value

    def _relations(self, path: str) -> dict[str, tuple[str, str]]:
        """The kind and the path of each part that a part refers to, by the relation's id."""
        folder, name = posixpath.split(path)
        described = f"{folder}/_rels/{name}.rels"
        if described not in self._names:
            return {}
        return {
            entry.get("Id"): (
                entry.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, entry.get("Target", "")))[1:],
            )
            for entry in self._root(described)
        }

    def _root(self, name: str) -> etree._Element:
        with self._zip.open(name) as part:
            content = part.read(_PART_BYTES + 1)
        if len(content) > _PART_BYTES:
            raise ValueError("a part larger than any report's")
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
        )
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.doctype:
            raise ValueError("no part of a workbook has a document type")
        return root


def _text_of(item: etree._Element) -> str:
    """The text of a string item; how it is pronounced is not part of it."""
    parts = [each for each in item if each.tag == _TEXT]
    parts += [text for each in item if each.tag == _RUN for text in each if text.tag == _TEXT]
    return "".join(each.text or "" for each in parts)


def _column(reference: str | None) -> int:
    """The number of the column in "AB12"; 0 when there is no reference."""
    number = 0
    for letter in reference or "":
        if letter not in _LETTERS:
            break
        number = number * 26 + _LETTERS.index(letter) + 1
    return number


def _whole_number(value: str) -> str:
    """A number as a cell shows it when it is a whole one: "12", also when saved as "12.0"."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")
