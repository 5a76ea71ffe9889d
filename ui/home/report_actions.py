"""Knows what can be done with the report that is selected in the list, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.home.reports_model import is_binned, is_current, is_frozen

if TYPE_CHECKING:
    from highlight_desktop.store.stored import Summary


class ReportActions(QWidget):
    """The buttons below the list; those that make no sense for the report are greyed or gone."""

    open_pressed = Signal()
    export_pressed = Signal()
    next_pressed = Signal()
    correct_pressed = Signal()
    delete_pressed = Signal()
    put_back_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP_PX)
        self._open = self._button("&Open", self.open_pressed)
        self._export = self._button("E&xport again", self.export_pressed)
        self._next = self._button("&Start next…", self.next_pressed)
        self._next.setToolTip("Start the report after this one (Ctrl+Shift+N)")
        self._correct = self._button("Issue a &correction…", self.correct_pressed)
        self._delete = self._button("De&lete", self.delete_pressed)
        self._delete.setToolTip("Delete (Del)")
        self._put_back = self._button("&Put back", self.put_back_pressed)
        self._row.addStretch(1)
        self._may_write = True
        self.show_bin(shown=False)

    def show_bin(self, *, shown: bool) -> None:
        """Offer what can be done in the bin, or in the list."""
        for button in (self._open, self._export, self._next, self._correct, self._delete):
            button.setHidden(shown)
        self._put_back.setVisible(shown)

    def let_write(self, allowed: bool) -> None:
        """Offer what changes reports, or only what reads them."""
        self._may_write = allowed

    def offer(self, report: Summary | None) -> None:
        """Offer what can be done with this report, or nothing when none is selected."""
        there, may_write = report is not None, self._may_write
        self._open.setEnabled(there)
        self._next.setEnabled(there and may_write)
        self._export.setEnabled(report is not None and is_frozen(report))
        self._correct.setEnabled(report is not None and is_current(report) and may_write)
        self._delete.setEnabled(report is not None and not is_frozen(report) and may_write)
        self._put_back.setEnabled(report is not None and is_binned(report) and may_write)

    def _button(self, text: str, pressed: SignalInstance) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(pressed)
        self._row.addWidget(button)
        return button
