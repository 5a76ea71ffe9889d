"""Knows how the real PDF is looked at: its pages, their text for those who hear it, and print."""

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
)

from highlight_desktop.errors import OutputError
from ui import theme
from ui.dialogs.problem_dialog import show_problem
from ui.widgets import printing
from ui.widgets.announce import announce
from ui.widgets.flow_row import FlowRow
from ui.widgets.text_labels import heading, words, zoomed_fields

_ZOOM_STEP = 1.25
_ZOOMS = (0.25, 5.0)
_TEXT_BESIDE_FROM_PX = 900
"""In a narrower panel the text stands beneath the pages."""
_TEXT_BELOW_FROM_PX = 400


class PreviewPanel(QFrame):
    """The pages of one PDF, which may be replaced by a newer one at any time."""

    closed = Signal()
    print_requested = Signal()

    def __init__(self, *, may_close: bool = True) -> None:
        """`may_close`: offer a button to put it away."""
        super().__init__()
        self._may_close = may_close
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._print_wanted = False
        self._title = heading("Preview")
        self._state = words(muted=True)
        self._pages = _Pages(self._document)
        self._text = QTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("Text of the preview")
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self._pages)
        self._split.addWidget(self._text)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 1)
        self._lay_out()
        self.show_waiting()

    def set_zoom(self, percent: int) -> None:
        """Show the text in this size; the pages have sizes of their own."""
        self._text.setStyleSheet(zoomed_fields(self.font(), percent))

    def show_waiting(self) -> None:
        """A newer PDF is being made."""
        self._state.setText("Making the preview…")

    def show_pdf(self, content: bytes) -> None:
        """Show a PDF, at the place and the size the last one was looked at."""
        down, across = self._pages.verticalScrollBar(), self._pages.horizontalScrollBar()
        place = down.value(), across.value()
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        down.setValue(place[0])
        across.setValue(place[1])
        count = self._document.pageCount()
        pages = "1 page" if count == 1 else f"{count} pages"
        self._state.setText(f"{pages}, as the PDF prints them.")
        if not self._text.toPlainText():
            announce(self, f"Preview: {pages}")
        texts = (self._document.getAllText(number).text() for number in range(count))
        self._text.setPlainText("\n\n".join(text.replace("\r\n", "\n") for text in texts))
        if self._print_wanted:
            self._ask_for_printer()

    def show_problem(self, sentence: str) -> None:
        """Say why there is no newer PDF; the last one stays."""
        self._print_wanted = False
        self._state.setText(sentence)
        announce(self, sentence)

    def print_when_shown(self) -> None:
        """Ask for a printer as soon as the newest PDF is there."""
        self._print_wanted = True

    def focus_on(self) -> None:
        """Let the keys turn the pages."""
        self._pages.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc puts the preview away."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The text stands beside the pages where there is room, or none beneath them."""
        super().resizeEvent(event)
        size = event.size()
        wide = size.width() >= _TEXT_BESIDE_FROM_PX or size.height() < _TEXT_BELOW_FROM_PX
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _lay_out(self) -> None:
        tools = FlowRow(spacing_px=theme.GAP_PX)
        for text, name, act in (
            ("−", "Smaller", self._pages.smaller),
            ("+", "Larger", self._pages.larger),
            ("Fit width", "Fit the width", self._pages.fit),
            ("Print…", "Print…", self.print_requested.emit),
        ):
            button = QPushButton(text)
            button.setAutoDefault(False)  # in a dialog, Enter presses the dialog's own
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(act)
            tools.add(button)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addWidget(tools, 1)
        if self._may_close:
            close = QPushButton("Close")
            close.setAccessibleName("Close the preview")
            close.clicked.connect(self.closed)
            top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        column.setSpacing(theme.GAP_PX)
        column.addLayout(top)
        column.addWidget(self._state)
        column.addWidget(self._split, 1)

    # Printing

    def _ask_for_printer(self) -> None:
        self._print_wanted = False
        count = self._document.pageCount()
        if count:
            self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            dialog = QPrintDialog(self._printer, self)
            dialog.setMinMax(1, count)
            dialog.accepted.connect(self._print)
            dialog.finished.connect(dialog.deleteLater)
            # Its own open() wants an old-fashioned slot.
            dialog.setWindowModality(Qt.WindowModality.WindowModal)
            dialog.show()

    def _print(self) -> None:
        try:
            printing.print_pages(self._document, self._printer)
        except OutputError as error:
            show_problem(self, error)
        else:
            self._state.setText("Sent to the printer.")
            announce(self, self._state.text())


class _Pages(QPdfView):
    """All pages one beneath the other. Page Up, Page Down and the arrows scroll."""

    def __init__(self, document: QPdfDocument) -> None:
        super().__init__()
        self.setDocument(document)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages of the preview")
        self.setAccessibleDescription("Their text stands in the field after this one.")
        self._show_ground()
        self.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Beside the pages is a ground on which the ring of the focus is seen."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._show_ground()

    def _show_ground(self) -> None:
        palette, role = self.palette(), QPalette.ColorRole
        ground = palette.color(role.AlternateBase)
        if palette.color(role.Dark) != ground:
            palette.setColor(role.Dark, ground)
            self.setPalette(palette)

    def fit(self) -> None:
        """As wide as the panel."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def larger(self) -> None:
        """One step larger."""
        self._zoom(_ZOOM_STEP)

    def smaller(self) -> None:
        """One step smaller."""
        self._zoom(1 / _ZOOM_STEP)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Home and End go to the ends; plus, minus and 0 change the size."""
        bar = self.verticalScrollBar()
        acts = {
            Qt.Key.Key_Home: lambda: bar.setValue(bar.minimum()),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
            Qt.Key.Key_Plus: self.larger,
            Qt.Key.Key_Minus: self.smaller,
            Qt.Key.Key_0: self.fit,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    def _zoom(self, step: float) -> None:
        factor = self.zoomFactor()
        if self.zoomMode() is not QPdfView.ZoomMode.Custom:
            width_pt = self.document().pagePointSize(0).width() or 595
            factor = self.viewport().width() / (width_pt * self.logicalDpiX() / 72)
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(factor * step, _ZOOMS[0]), _ZOOMS[1]))
