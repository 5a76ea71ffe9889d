"""Knows how a draft that was just deleted is offered back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.widgets.announce import announce
from ui.widgets.text_labels import words

UNDO_KEYS = "Ctrl+Z"


class DeletedStrip(QFrame):
    """One line with a button; it is there until something else is deleted or the page is left."""

    undo_requested = Signal(str)
    """Carries the report's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, "panel")
        self._report_id = ""
        self._told = words()
        self._undo = QPushButton("&Undo")
        self._undo.setAccessibleName("Undo deleting")
        self._undo.setToolTip(f"Undo deleting ({UNDO_KEYS})")
        self._undo.clicked.connect(self.undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[theme.GAP_PX] * 4)
        row.addWidget(self._told, 1)
        row.addWidget(self._undo)
        self.hide()

    def show_deleted(self, report_id: str, title: str) -> None:
        """Say what was deleted, and that it can be had back."""
        self._report_id = report_id
        self._told.setText(f"Deleted “{title}”. It lies in the bin for a while.")
        self.show()
        announce(self, self._told.text())

    def withdraw(self, report_id: str) -> None:
        """This one was had back in another way, so it is offered no more."""
        if report_id == self._report_id:
            self.hide()

    def undo(self) -> None:
        """Ask for what was deleted last, once."""
        if not self.isHidden():
            self.hide()
            self.undo_requested.emit(self._report_id)
