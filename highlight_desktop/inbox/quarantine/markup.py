"""Knows how much XML one part of an Office file may hold, and counts it in one pass with expat.

The readers behind it take time and memory by what is declared (a merge over a whole sheet, ten
thousand cell formats), not by what is there. Entities and document types are refused outright.
"""

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NoReturn
from xml.parsers import expat

from highlight_desktop.errors import ImportRefusedError

MOST_ELEMENTS = 250_000
"""Of a part; a Word document of fifty pages has some 50,000."""
MOST_ELEMENTS_OF_SHEET = 1_000_000
"""Of a part of a workbook: three for a cell, and seven cells for a paragraph."""
MOST_DEPTH = 200
MOST_ATTRIBUTES = 100
"""Of one element."""
LONGEST_VALUE = 32_768
"""Characters of one attribute."""
MOST_TEXT = 5_000_000
"""Characters of text in one part; a report of 300,000 words has two million."""
MOST_ROWS = 50_000
MOST_COLUMNS = 100
MOST_CELLS_MERGED = 10_000
LONGEST_CELL = 32_767
"""Characters; Excel keeps no more."""
MOST: Mapping[str, int] = MappingProxyType(
    {
        "col": 1_000, "mergeCell": 1_000, "hyperlink": 2_000, "dataValidation": 1_000,
        "conditionalFormatting": 1_000, "tablePart": 50, "tableColumn": 200, "sheet": 50,
        "definedName": 500, "xf": 5_000, "dxf": 5_000, "font": 2_000, "fill": 2_000,
        "border": 2_000, "numFmt": 1_000, "cellStyle": 1_000, "si": 100_000,
        "Relationship": 2_000, "Override": 2_000, "style": 5_000, "abstractNum": 5_000,
    }
)  # fmt: skip
"""How many elements of a name one part may have."""
_AREA_NAMES = frozenset({"dimension", "mergeCell", "hyperlink", "table", "autoFilter"})
_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "ascii"})
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_REMEDY = "Ask its sender for the report as it was written, or for its text."


def count(content: bytes, *, is_sheet: bool = False) -> None:
    """Read a part once. Raises ImportRefusedError for the first thing there is too much of.

    `is_sheet` is true for the parts of a workbook, whose references name cells.
    """
    one = _Pass(is_sheet=is_sheet)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = one.declared
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = one.entities
    parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = one.entities
    parser.StartElementHandler = one.begun
    parser.EndElementHandler = one.ended
    parser.CharacterDataHandler = one.text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise ImportRefusedError(
            "The file is damaged.", "Open it in the program it was written with, and save it again."
        ) from None


class _Pass:
    def __init__(self, *, is_sheet: bool) -> None:
        self._is_sheet = is_sheet
        self._most_elements = MOST_ELEMENTS_OF_SHEET if is_sheet else MOST_ELEMENTS
        self._elements = self._depth = self._characters = self._rows = self._cells_merged = 0
        self._cell = 0
        """Characters since the last row, cell or string began."""
        self._of_name: Counter[str] = Counter()

    def declared(self, _version: str, encoding: str | None, _alone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise _refused("XML in an encoding that Office does not write")

    def entities(self, *_: Any) -> NoReturn:
        raise _refused("XML entities, which no Office program writes")

    def begun(self, full_name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > self._most_elements or self._depth > MOST_DEPTH:
            raise _refused("more elements, or more within each other, than a report has")
        if attributes and (
            len(attributes) > MOST_ATTRIBUTES or max(map(len, attributes.values())) > LONGEST_VALUE
        ):
            raise _refused("more in one element than a report has")
        name = full_name.rpartition(":")[2]
        if name in MOST:
            self._of_name[name] += 1
            if self._of_name[name] > MOST[name]:
                raise _refused(f"more than {MOST[name]:,} elements “{name}”")
        if self._is_sheet:
            self._of_sheet(name, attributes)

    def _of_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("row", "c", "si"):
            self._cell = 0
            self._placed(name, attributes.get("r"))
        elif name in _AREA_NAMES and "ref" in attributes:
            rows, columns = _area(attributes["ref"])
            self._cells_merged += rows * columns * (name in ("mergeCell", "hyperlink"))
            if self._cells_merged > MOST_CELLS_MERGED:
                raise _refused(f"more than {MOST_CELLS_MERGED:,} merged or linked cells")

    def _placed(self, name: str, place: str | None) -> None:
        """A row or a cell, which may say where it is, or be the next one."""
        if name == "row":
            self._rows += 1
            if self._rows > MOST_ROWS or (place and not _is_below(place, MOST_ROWS)):
                raise _refused(f"more than {MOST_ROWS:,} rows")
        elif name == "c" and place:
            _corner(place)

    def ended(self, _name: str) -> None:
        self._depth -= 1

    def text(self, text: str) -> None:
        self._characters += len(text)
        self._cell += len(text)
        if self._characters > MOST_TEXT or (self._is_sheet and self._cell > 2 * LONGEST_CELL):
            raise _refused("more text than a report, or one cell of it, can have")


def _area(reference: str) -> tuple[int, int]:
    """Rows and columns of "A1:C4"."""
    first, _, last = reference.partition(":")
    (left, top), (right, bottom) = _corner(first), _corner(last or first)
    return abs(bottom - top) + 1, abs(right - left) + 1


def _corner(reference: str) -> tuple[int, int]:
    """Column and row of a cell, both from 1."""
    found = _CELL.fullmatch(reference)
    if not found:
        raise _refused("a cell in a place that does not exist")
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(found[2])
    if column > MOST_COLUMNS or row > MOST_ROWS:
        raise _refused(f"cells beyond row {MOST_ROWS:,} or column {MOST_COLUMNS}")
    return column, row


def _is_below(number: str, most: int) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 8 and 0 < int(number) <= most


def _refused(what: str) -> ImportRefusedError:
    return ImportRefusedError(f"The file holds {what}.", _REMEDY)
