"""Knows which cell of the grid of several periods one is in, also when it is filled anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.hub.cells_table import CellsTable
from ui.hub.grid_model import GridModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from highlight_desktop.hub.grid import Grid
    from highlight_desktop.hub.returns import Line
    from highlight_desktop.report.period import Period


class GridTable(CellsTable):
    """A cell for each service area in each period; at first one is in the last of them."""

    def __init__(self) -> None:
        self.cells = GridModel()
        super().__init__(self.cells, "Returns, by service area and period")
        self.cells.setParent(self)
        self._meant: tuple[str, Period | None] = ("", None)

    def fill(self, grid: Grid | None, passes: Callable[[Sequence[Line]], bool]) -> None:
        """Show the service areas of whose lines `passes` is true."""
        index = self.currentIndex()
        if index.isValid():
            self._meant = self.cells.key_at(index), self.cells.period_at(index)
        self.cells.show_grid(grid, passes)
        self.setCurrentIndex(self.cells.find(*self._meant))

    def line(self) -> Line | None:
        """How it stood with the service area in the period of the cell."""
        index = self.currentIndex()
        return self.cells.line_at(index) if index.isValid() else None

    def period(self) -> Period | None:
        """The period of the cell; None while there is no cell."""
        index = self.currentIndex()
        return self.cells.period_at(index) if index.isValid() else None

    def told(self) -> str:
        """All that the cell says, with the service area and the period."""
        index = self.currentIndex()
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole)) if index.isValid() else ""
