"""Knows how a report that was returned is looked at: as its PDF, read only."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui import theme
from ui.editor.preview_panel import PreviewPanel
from ui.roomy_dialog import within_screen
from ui.text_labels import words

_SIZE_PX = QSize(120 * theme.GAP_PX, 92 * theme.GAP_PX)


class ReturnedDialog(QDialog):
    """One report as its PDF prints it; it may stay open beside the desk."""

    def __init__(self, title: str, content: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{title} – read only")
        self.resize(within_screen(self, _SIZE_PX))
        self._preview = PreviewPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_PX] * 4)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(words(title, rank="heading"))
        column.addWidget(self._preview, 1)
        self._preview.closed.connect(self.close)
        self._preview.print_requested.connect(self._on_print)
        self._preview.show_pdf(content)
        self._content = content
        self._preview.focus_on()

    def _on_print(self) -> None:
        self._preview.print_when_shown()
        self._preview.show_pdf(self._content)
