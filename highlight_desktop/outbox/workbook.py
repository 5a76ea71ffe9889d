"""Knows the report as a workbook: accessible tables, text that is never a formula, fixed bytes.

Accessible as the Government Analysis Function asks of spreadsheets: one marked-up table a
sheet with one header row, no merged cells, no blank rows, wrapped text, no headers, footers,
freeze panes, filters or fill, title and author set, the cursor in A1.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from openpyxl import Workbook, load_workbook
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
from highlight_desktop.outbox.sheets import Cell, Column, Sheet, sheets
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
    for row, text in enumerate((page.title, *page.about), 1):
        _write(sheet, row, 1, text, Font(name=FONT, size=16 if row == 1 else 12, bold=row == 1))
        sheet.row_dimensions[row].height = 26 if row == 1 else 18
    headings = tuple(column.heading for column in page.columns)
    for number, cells in enumerate((headings, *page.rows), HEADER_ROW):
        font = Font(name=FONT, size=12, bold=number == HEADER_ROW)
        for place, value in enumerate(cells, 1):
            _write(sheet, number, place, value, font, wrap=True)
        texts = zip(map(str, cells), (column.width for column in page.columns), strict=True)
        sheet.row_dimensions[number].height = height_pt(texts)
    set_widths(sheet, page.columns)
    sheet.add_table(table(page.name, headings, len(page.rows)))
    set_up_printing(sheet)


def _write(
    sheet: Worksheet, row: int, column: int, value: Cell, font: Font, *, wrap: bool = False
) -> None:
    cell = sheet.cell(row, column)
    cell.font = font
    cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=wrap)
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = escaped(value)
        # openpyxl makes a formula of "=1+1" and an error of "#N/A"; Excel would on the next edit.
        cell.data_type = "s"
        cell.quotePrefix = True


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
    workbook = load_workbook(BytesIO(content))
    for page in pages:
        sheet = workbook[page.name]
        headings = tuple(column.heading for column in page.columns)
        width = len(headings)
        meant = [
            *((text, *[""] * (width - 1)) for text in (page.title, *page.about)),
            headings,
            *page.rows,
        ]
        cells = sheet.iter_rows(max_row=len(meant) + 1, max_col=width + 1, values_only=True)
        found = [tuple(as_read(value) for value in row) for row in cells]
        if found != [*((*row, "") for row in meant), ("",) * (width + 1)]:
            raise unlike(page.name)


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
