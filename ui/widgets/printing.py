"""Knows how the pages of a PDF come to a printer: as pictures at the printer's resolution."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from highlight_desktop.errors import OutputError

_FINEST_DPI = 300
"""Finer than this a page takes more than 100 MB, and nobody sees the difference."""


def print_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Print the pages chosen in the printer's dialog, or all. Raises OutputError."""
    printer.setFullPage(True)
    first = max(1, printer.fromPage())
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    painter = QPainter()
    if not painter.begin(printer):
        raise OutputError(
            "The printer did not take the report.",
            "Look whether it is switched on, or choose another one.",
        )
    for number in range(first, last + 1):
        if number > first:
            printer.newPage()
        _print_page(document, number - 1, printer, painter)
    painter.end()


def _print_page(document: QPdfDocument, index: int, printer: QPrinter, painter: QPainter) -> None:
    paper = document.pagePointSize(index)
    dpi = min(printer.resolution(), _FINEST_DPI)
    size = QSize(round(paper.width() * dpi / 72), round(paper.height() * dpi / 72))
    sheet = printer.pageLayout().fullRectPixels(printer.resolution()).size()
    shape = Qt.AspectRatioMode.KeepAspectRatio
    place = QRect(QPoint(0, 0), size.scaled(sheet, shape))
    painter.drawImage(place, document.render(index, size))
