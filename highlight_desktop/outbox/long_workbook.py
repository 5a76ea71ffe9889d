"""Knows how a workbook of any length is written: row by row, none of them kept.

What it looks like is `workbook`'s: one accessible table a sheet, text that is never a formula,
the same bytes for the same rows.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font
from openpyxl.writer.excel import ExcelWriter

from highlight_desktop.outbox.cell_text import escaped, height_pt
from highlight_desktop.outbox.sheets import Column, Row
from highlight_desktop.outbox.workbook import (
    FONT,
    compare,
    in_order,
    set_up_printing,
    set_widths,
    table,
    timeless,
)

_EMPTY = "None"
"""Stands in the one row of a table that has nothing to tell: Excel takes none without a row."""


@dataclass(frozen=True, slots=True)
class LongSheet:
    """One sheet: a title, what it is about, and one table."""

    name: str
    title: str
    about: tuple[str, str]
    """Two lines that stand between the title and the table."""
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    """Makes the rows, the same each time; they are asked for twice."""

    def whole(self) -> Iterator[Row]:
        """All that the table says under its headings."""
        rows = self.rows()
        first = next(rows, (_EMPTY, *[""] * (len(self.columns) - 1)))
        return chain([first], rows)


@dataclass(frozen=True, slots=True)
class WorkbookAbout:
    """What a workbook says of itself to programs."""

    title: str
    author: str
    keywords: str
    made_at: datetime
    """In UTC."""


def write(output: BinaryIO, about: WorkbookAbout, sheets: Sequence[LongSheet]) -> None:
    """Write a workbook to where it belongs. Raises OutputError if it does not read back."""
    workbook = Workbook(write_only=True)
    at = about.made_at.replace(tzinfo=None)
    workbook.properties = DocumentProperties(
        title=escaped(about.title),
        creator=escaped(about.author),
        keywords=escaped(about.keywords),
        language="en-GB",
        created=at,
        modified=at,
    )
    for each in sheets:
        _fill(workbook.create_sheet(each.name), each)
    with TemporaryFile() as stamped, TemporaryFile() as fixed:
        # Workbook.save() would put the present moment in the document's properties.
        with ZipFile(stamped, "w") as target:
            ExcelWriter(workbook, target).write_data()
        with ZipFile(stamped) as source, ZipFile(fixed, "w") as target:
            for name in in_order(source.namelist()):
                with source.open(name) as part, target.open(timeless(name), "w") as copy:
                    shutil.copyfileobj(part, copy)
        _check(fixed, sheets)
        fixed.seek(0)
        shutil.copyfileobj(fixed, output)


def _fill(sheet: Any, page: LongSheet) -> None:
    set_widths(sheet, page.columns)
    set_up_printing(sheet)
    rows = _Rows(sheet)
    rows.write((page.title,), _cells(sheet, 1, size=16, bold=True), 26)
    for text in page.about:
        rows.write((text,), _cells(sheet, 1), 18)
    width = len(page.columns)
    headings = tuple(column.heading for column in page.columns)
    texts, numbers = _cells(sheet, width, wrap=True), _cells(sheet, width, wrap=True, quoted=False)
    rows.write(headings, _cells(sheet, width, bold=True, wrap=True), _height_pt(page, headings))
    before = rows.written
    for row in page.whole():
        cells = [
            (numbers if isinstance(value, int) else texts)[place] for place, value in enumerate(row)
        ]
        rows.write(row, cells, _height_pt(page, row))
    name = page.name.replace(" ", "_")
    # add_table() would warn that it cannot look up the headings, which are given here.
    sheet.tables.add(table(name, headings, rows.written - before))
    sheet.close()


class _Rows:
    """The rows of a sheet, each gone as soon as it is written."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.written = 0

    def write(self, row: Row, cells: Sequence[Any], tall_pt: float) -> None:
        for value, cell in zip(row, cells, strict=True):
            if isinstance(value, int):
                cell.value = value
            else:
                cell.value = escaped(value) or None
                # openpyxl makes a formula of "=1+1" and an error of "#N/A".
                cell.data_type = "s"
        self.written += 1
        self._sheet.row_dimensions[self.written].height = tall_pt
        self._sheet.append(list(cells))
        del self._sheet.row_dimensions[self.written]


def _cells(
    sheet: Any,
    number: int,
    *,
    size: int = 12,
    bold: bool = False,
    wrap: bool = False,
    quoted: bool = True,
) -> list[Any]:
    """Cells to be filled again and again: giving each its look costs more than writing it."""
    made = [WriteOnlyCell(sheet) for _ in range(number)]
    for cell in made:
        cell.font = Font(name=FONT, size=size, bold=bold)
        cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=wrap)
        cell.quotePrefix = quoted
    return made


def _height_pt(page: LongSheet, row: Row) -> float:
    widths = (column.width for column in page.columns)
    return height_pt(zip(map(str, row), widths, strict=True))


def _check(content: Any, sheets: Sequence[LongSheet]) -> None:
    """Read the file back and compare every cell with what was meant."""
    workbook = load_workbook(content, read_only=True)
    for page in sheets:
        about = ((text,) for text in (page.title, *page.about))
        headings = tuple(column.heading for column in page.columns)
        compare(workbook[page.name], chain(about, [headings], page.whole()), len(headings))
    workbook.close()
