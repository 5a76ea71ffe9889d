"""Knows what the grid of several periods says in each cell: a service area in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from highlight_desktop.report.text import listed
from ui.hub.cells_table import CellsModel
from ui.hub.line_words import (
    LONGEST_IN_CELL,
    cell_in_words,
    shape_of,
    state_in_words,
)
from ui.hub.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from highlight_desktop.hub.grid import Grid
    from highlight_desktop.hub.returns import Line
    from highlight_desktop.report.period import Period

    Passes = Callable[[Sequence[Line]], bool]

_Index = QModelIndex | QPersistentModelIndex


class GridModel(CellsModel):
    """Periods across, the last one last; service areas down, those that pass."""

    cell_lines = 2
    heading_lines = 2

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self._keys: list[str] = []

    def show_grid(self, grid: Grid | None, passes: Passes) -> None:
        """Replace what is shown by the service areas of whose lines `passes` is true."""
        self.beginResetModel()
        self._grid = grid
        self._keys = [key for key in grid.areas if passes(grid.of(key))] if grid else []
        self.endResetModel()

    def line_at(self, index: _Index) -> Line | None:
        """How it stood with a service area in a period; None for one that nobody expects."""
        assert self._grid is not None
        return self._grid.lines.get((self._keys[index.row()], index.column()))

    def period_at(self, index: _Index) -> Period:
        """Which period it is."""
        assert self._grid is not None
        return self._grid.periods[index.column()]

    def key_at(self, index: _Index) -> str:
        """Which service area it is."""
        return self._keys[index.row()]

    def find(self, key: str, period: Period | None) -> QModelIndex:
        """The cell of a service area in a period; the first of the last one when it is gone."""
        days = [(each.start, each.end) for each in self._grid.periods] if self._grid else []
        wanted = (period.start, period.end) if period else None
        row = self._keys.index(key) if key in self._keys else 0
        return self.index(row, days.index(wanted) if wanted in days else len(days) - 1)

    def as_rows(self) -> list[list[str]]:
        """All that is shown, with its headings, for a spreadsheet."""
        periods = self._grid.periods if self._grid else ()
        cells = [["Service area", *(each.label for each in periods)]]
        for row, _ in enumerate(self._keys):
            told = (self._told(self.index(row, column)) for column in range(len(periods)))
            cells.append([str(self.headerData(row, Qt.Orientation.Vertical)), *told])
        return cells

    def shape_at(self, index: _Index) -> Shape | None:
        """The shape of its state."""
        line = self.line_at(index)
        return shape_of(line) if line else Shape.NOT_DUE

    def longest(self) -> Sequence[str]:
        """Reasons may be longer, and are cut: they stand below the table as well."""
        return LONGEST_IN_CELL

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """One for each service area that passes."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """One for each period."""
        return 0 if parent.isValid() or not self._grid else len(self._grid.periods)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The periods, and the service areas."""
        if self._grid and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if orientation is Qt.Orientation.Horizontal:
                return self._grid.periods[section].label
            return listed(self._grid.areas[self._keys[section]])
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The state in words, and for who cannot see the headings with both of them."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_in_words(self.line_at(index))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            area = self.headerData(index.row(), Qt.Orientation.Vertical)
            return f"{area}, {self.period_at(index).label}: {self._told(index)}"
        return None

    def _told(self, index: _Index) -> str:
        line = self.line_at(index)
        if line is None:
            return cell_in_words(None)
        told = state_in_words(line)
        return f"{told}. Reason: {line.reason_dated}" if line.reason else told
