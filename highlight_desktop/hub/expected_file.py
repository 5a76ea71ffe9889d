"""Knows the list of whom reports are expected from as a file: .csv, .tsv or a workbook."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from highlight_desktop import files
from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.hub import expected
from highlight_desktop.hub.spreadsheet import guarded
from highlight_desktop.inbox import own_workbook
from highlight_desktop.inbox.quarantine import kinds
from highlight_desktop.inbox.quarantine.arrival import arrive_as, content_of, shown
from highlight_desktop.inbox.quarantine.isolation import Quarantine
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.outbox import long_workbook
from highlight_desktop.outbox.cell_text import unescaped
from highlight_desktop.outbox.long_workbook import LongSheet, WorkbookAbout
from highlight_desktop.outbox.sheets import Column, Row
from highlight_desktop.report.text import one_line
from highlight_desktop.store.expectations import Expected

_TITLE = "Service areas that reports are expected from"
_ABOUT = (
    "Change what you like, and open it again in the program.",
    "Columns: a service area, its director and address, its council, how often, from and until.",
)
_WIDTHS = (40, 26, 34, 10, 14, 13, 13)
_NO_LIST = "Open it in your spreadsheet, and save it as a workbook (.xlsx) or as .csv."
_SHOWN = "Copy the table in your spreadsheet, and choose Paste list: that takes what is shown."


def read(path: Path, quarantine: Quarantine) -> list[Expected]:
    """The list in a file; of a workbook its first sheet with a column of service areas.

    A workbook is read in the quarantine. Raises ImportRefusedError, which names row and column.
    """
    content, name = content_of(path), shown(path.name)
    if refused := kinds.refusal(content, ""):
        what, remedy = refused
        raise ImportRefusedError(f"{name} is {what}, not a list of service areas.", remedy)
    kind = kinds.kind(content)
    if kind is Kind.OFFICE:
        contents = quarantine.read(arrive_as(path.name, content))
        if contents.kind is Kind.WORKBOOK:
            return _in_workbook(contents.values, name)
    if kind in (Kind.OFFICE, Kind.PDF):
        raise ImportRefusedError(f"{name} is no table.", _NO_LIST)
    return expected.read_file(content, name)


def write(path: Path, listed: Sequence[Expected], *, now: datetime) -> None:
    """Save the list: a workbook, or separated by commas, or by tabs for .tsv and .txt.

    Raises OutputError.
    """
    kind = path.suffix.casefold()
    if kind == ".xlsx":
        files.write_whole(path, _workbook(listed, now))
        return
    between = "\t" if kind in (".tsv", ".txt") else ","
    # Without the mark Excel takes UTF-8 for Windows-1252.
    files.write_whole(path, expected.as_text(listed, between=between).encode("utf-8-sig"))


def _workbook(listed: Sequence[Expected], now: datetime) -> bytes:
    headings, *rows = expected.as_rows(listed)
    columns = tuple(Column(*each) for each in zip(headings, _WIDTHS, strict=True))
    sheet = LongSheet("Expected", _TITLE, _ABOUT, columns, lambda: map(_row, rows))
    target = BytesIO()
    long_workbook.write(target, WorkbookAbout(_TITLE, "", "", now), [sheet])
    return target.getvalue()


def _row(cells: Sequence[str]) -> Row:
    # No other program can tell a text from a formula for sure once it was saved again.
    return tuple(map(guarded, cells))


def _in_workbook(values: Any, name: str) -> list[Expected]:
    try:
        sheets = own_workbook.understood(values).sheets
    except (TypeError, ValueError) as error:
        raise ImportRefusedError(f"{name} is damaged and cannot be read.", _NO_LIST) from error
    for sheet in sheets:
        rows = [(row.number, _cells(row.cells)) for row in sheet.rows]
        at = next((at for at, (_, cells) in enumerate(rows) if expected.are_headings(cells)), None)
        if at is not None:
            _refuse_formulas(rows[at:], name)
            return expected.of_rows(rows[at:])
    raise ImportRefusedError(
        f"{name} has no column “Service area”.",
        "Give each column its heading, in one row above the list.",
    )


def _cells(cells: dict[int, str]) -> list[str]:
    return [one_line(unescaped(cells.get(at, ""))) for at in range(1, max(cells, default=0) + 1)]


def _refuse_formulas(rows: Sequence[tuple[int, Sequence[str]]], name: str) -> None:
    """What a formula comes to is not in the file for sure, so nothing is taken for it."""
    for number, cells in rows:
        for column, cell in enumerate(cells, 1):
            if cell.startswith("="):
                where = f"Row {number}, column {column}"
                raise ImportRefusedError(f"{where} of {name} is a formula.", _SHOWN)
