"""Knows how the picture of a period is shown: what each service area says, in words and shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.hub.actions_row import ActionsRow
from ui.hub.cells_table import CellsTable
from ui.hub.current_stack import CurrentStack
from ui.hub.empty_state import EmptyState
from ui.hub.picture_table import PictureModel
from ui.hub.return_strip import PERIODS_KEYS
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from highlight_desktop.hub.picture import Picture


class SectionsPanel(QWidget):
    """The table, or why there is none; below it what the cell one is in says."""

    opened_at = Signal(str, object)
    """Carries the hash of a return, and the Topic to begin with."""
    periods_wanted = Signal(str, str, object)
    """Carries a service area, its key, and the Topic to follow through all periods."""

    def __init__(self) -> None:
        super().__init__()
        self._model = PictureModel(self)
        self._table = CellsTable(self._model, "What each service area says on each topic")
        self._told = words(muted=True)
        self._empty = EmptyState(
            "No picture yet",
            "It is drawn as soon as there are returns for the period above: receive some (Ctrl+1),"
            " or choose another period.",
        )
        self._states = CurrentStack(self._empty, self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(self._states, 1)
        column.addWidget(self._told)
        self._actions = ActionsRow()
        self._open = self._actions.button("&Open report", self._on_open)
        self._periods = self._actions.button("Throu&gh periods…", self._on_periods)
        self._periods.setShortcut(PERIODS_KEYS)
        self._periods.setToolTip(f"What it returned on this in each period ({PERIODS_KEYS})")
        column.addWidget(self._actions)
        self._table.activated.connect(self._on_open)
        self._table.selectionModel().currentChanged.connect(self._on_moved)

    @property
    def begins_at(self) -> QWidget | None:
        """Where the keys go when it is shown; None while there is nothing."""
        return self._table if self._model.columnCount() else None

    def show_picture(self, picture: Picture | None) -> None:
        """Show the picture of a period; None while there is no period."""
        self._model.show_picture(picture)
        there = self._model.columnCount() > 0
        self._states.setCurrentWidget(self._table if there else self._empty)
        self._told.setVisible(there)
        self._actions.setVisible(there)
        if there:
            self._table.setCurrentIndex(self._model.index(0, 0))

    def _on_moved(self) -> None:
        index = self._table.currentIndex()
        self._told.setText(
            str(index.data(Qt.ItemDataRole.AccessibleTextRole)) if index.isValid() else ""
        )
        self._open.setEnabled(index.isValid() and bool(self._model.about(index)[0].latest))

    def _on_open(self) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            line, topic = self._model.about(index)
            if line.latest:
                self.opened_at.emit(line.latest[-1].sha256, topic)

    def _on_periods(self) -> None:
        index = self._table.currentIndex()
        if index.isValid():
            line, topic = self._model.about(index)
            self.periods_wanted.emit(line.service_area, line.service_key, topic)
