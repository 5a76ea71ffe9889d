"""Knows the report as a workbook: accessible tables, text that is never a formula, fixed bytes.

Accessible as the Government Analysis Function asks of spreadsheets: one marked-up table a
sheet with one header row, no merged cells, no blank rows, wrapped text, no headers, footers,
freeze panes, filters or fill, title and author set, the cursor in A1.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import chain, zip_longest
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from highlight_desktop.errors import OutputError
from highlight_desktop.outbox.carried_part import with_snapshot
from highlight_desktop.outbox.cell_text import escaped, height_pt, unescaped
from highlight_desktop.outbox.sheets import Cell as Value
from highlight_desktop.outbox.sheets import Column, Row, Sheet, sheets
from highlight_desktop.report.carriage import SHA256_PROPERTY, pieces
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.snapshot import Snapshot

HEADER_ROW = 4
FONT = "Arial"
_UNITS_PER_DIGIT = 9 / 7 * 1.05
"""Columns are measured in digits of Excel's own font, 7 pixels wide; ours have 9, and a margin."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip file can name."""
_CONTENT_TYPES = "[Content_Types].xml"


def render(snapshot: Snapshot) -> bytes:
    """The report as an Excel workbook, the same bytes for the same snapshot.

    Raises OutputError if it does not read back cell for cell.
    """
    pages = sheets(snapshot)
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties = _properties(snapshot)
    for name, value in ((SHA256_PROPERTY, snapshot.sha256), *pieces(snapshot.content)):
        workbook.custom_doc_props.append(StringProperty(name, value))
    for page in pages:
        _fill(workbook.create_sheet(page.name), page)
    content = _saved(workbook, snapshot)
    _check(content, pages)
    return content


def _properties(snapshot: Snapshot) -> DocumentProperties:
    report = snapshot.report
    at = snapshot.submitted_at.replace(tzinfo=None)
    return DocumentProperties(
        title=escaped(f"{report.edition.title}, {snapshot.period.label}"),
        creator=escaped(report.typed(FieldId.AUTHOR)),
        keywords=escaped(report.marking),
        language="en-GB",
        created=at,
        modified=at,
    )


def _fill(sheet: Worksheet, page: Sheet) -> None:
    looks = _Looks()
    for row, text in enumerate((page.title, *page.about), 1):
        looks.write(sheet.cell(row, 1), text, _Look(16, bold=True) if row == 1 else _Look())
        sheet.row_dimensions[row].height = 26 if row == 1 else 18
    headings = tuple(column.heading for column in page.columns)
    for number, cells in enumerate((headings, *page.rows), HEADER_ROW):
        look = _Look(bold=number == HEADER_ROW, wrap=True)
        for place, value in enumerate(cells, 1):
            looks.write(sheet.cell(number, place), value, look)
        texts = zip(map(str, cells), (column.width for column in page.columns), strict=True)
        sheet.row_dimensions[number].height = height_pt(texts)
    set_widths(sheet, page.columns)
    sheet.add_table(table(page.name, headings, len(page.rows)))
    set_up_printing(sheet)


class _Look(NamedTuple):
    """How a cell looks."""

    size_pt: int = 12
    bold: bool = False
    wrap: bool = False
    is_text: bool = True


class _Looks:
    """Writes cells, the first of each look as openpyxl wants it and the others after it.

    Giving every cell its font and alignment takes longer than all the rest.
    """

    def __init__(self) -> None:
        self._first: dict[_Look, Cell] = {}

    def write(self, cell: Cell, value: Value, look: _Look) -> None:
        """Put a value into a cell. A text is never a formula, a number or an error."""
        if isinstance(value, int):
            cell.value = value
        elif value:
            cell.value = escaped(value)
            # openpyxl makes a formula of "=1+1" and an error of "#N/A"; Excel would on the next
            # edit, without the mark of a text.
            cell.data_type = "s"
        look = look._replace(is_text=isinstance(value, str) and bool(value))
        if look in self._first:
            # openpyxl has no other way to give one cell the look of another; it is not changed.
            cell._style = self._first[look]._style  # noqa: SLF001
            return
        self._first[look] = cell
        cell.font = Font(name=FONT, size=look.size_pt, bold=look.bold)
        cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=look.wrap)
        cell.quotePrefix = look.is_text


def set_widths(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Make the columns as wide as their texts were cut for."""
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = round(column.width * _UNITS_PER_DIGIT, 2)


def table(name: str, headings: Sequence[str], rows: int) -> Table:
    """The mark-up of a sheet's one table, which has so many rows under its headings."""
    last = f"{get_column_letter(len(headings))}{HEADER_ROW + rows}"
    marked_up = Table(displayName=name, ref=f"A{HEADER_ROW}:{last}")
    # Naming the columns here keeps openpyxl from adding filter buttons.
    marked_up.tableColumns = [
        TableColumn(id=number, name=heading) for number, heading in enumerate(headings, 1)
    ]
    marked_up.tableStyleInfo = TableStyleInfo(name="TableStyleLight15", showRowStripes=False)
    return marked_up


def set_up_printing(sheet: Worksheet) -> None:
    """Print on A4, as wide as the paper, with the headings on each page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.5, bottom=0.5)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _saved(workbook: Workbook, snapshot: Snapshot) -> bytes:
    """The file, with the times that saving stamps on it replaced by fixed ones."""
    stamped, fixed = BytesIO(), BytesIO()
    # Workbook.save() would put the present moment in the document's properties.
    with ZipFile(stamped, "w") as target:
        ExcelWriter(workbook, target).write_data()
    with ZipFile(stamped) as source:
        parts = with_snapshot({name: source.read(name) for name in source.namelist()}, snapshot)
    with ZipFile(fixed, "w") as target:
        for name in in_order(parts):
            target.writestr(timeless(name), parts[name])
    return fixed.getvalue()


def in_order(names: Iterable[str]) -> list[str]:
    """The parts of a package in a fixed order, the list of their kinds first."""
    return sorted(names, key=lambda name: (name != _CONTENT_TYPES, name))


def timeless(name: str) -> ZipInfo:
    """How a part stands in its package: packed, and without the time it was written at."""
    entry = ZipInfo(name, _EARLIEST)
    entry.create_system, entry.external_attr = 3, 0o600 << 16
    entry.compress_type = ZIP_DEFLATED
    return entry


def _check(content: bytes, pages: Sequence[Sheet]) -> None:
    """Read the file back and compare every cell with what was meant."""
    workbook = load_workbook(BytesIO(content), read_only=True)
    for page in pages:
        about = ((text,) for text in (page.title, *page.about))
        headings = tuple(column.heading for column in page.columns)
        compare(workbook[page.name], chain(about, [headings], page.rows), len(headings))
    workbook.close()


def compare(sheet: Any, meant: Iterable[Row], width: int) -> None:
    """Hold a sheet that was read back against its rows. Raises OutputError where it differs."""
    found = sheet.iter_rows(values_only=True)
    for one, other in zip_longest(meant, found, fillvalue=()):
        if _padded(one, width) != _padded(tuple(map(as_read, other)), width):
            raise unlike(sheet.title)


def _padded(row: tuple[object, ...], width: int) -> tuple[object, ...]:
    return (*row, *[""] * (width - len(row)))


def unlike(name: str) -> OutputError:
    """What is raised where a sheet does not say what was meant."""
    return OutputError(
        f"The sheet “{name}” of the workbook does not read back as it was written.",
        "Please report this as a fault of the program; the PDF holds all that is in it.",
    )


def as_read(value: object) -> object:
    """What a cell says, as it was before it was written."""
    if value is None:
        return ""
    return unescaped(value) if isinstance(value, str) else value


def is_guarded() -> bool:
    """True when openpyxl reads XML through defusedxml; without that it does not, in silence."""
    return bool(openpyxl.DEFUSEDXML)
