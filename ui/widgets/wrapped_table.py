"""Knows how a table shows whole words: rows as tall as their text, measured in sight only."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

_BESIDE_PX = 24
"""What the style sheet and the style keep free beside a cell's text, both sides together."""
_ABOVE_PX = 14
"""The same above and below it."""


class WrappedTable(QTableView):
    """One row is one thing; arrows move, Enter or a double click activates, Tab leaves."""

    def __init__(self, rows: QAbstractItemModel) -> None:
        super().__init__()
        self._items = rows
        self.setModel(rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().valueChanged.connect(self._fit_in_sight)
        self.setItemDelegate(WrappedCell(self))
        self._set_line_height()

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Come to a row whose neighbours have their heights already, or it would be missed."""
        lines = self.viewport().height() // self.verticalHeader().defaultSectionSize() + 1
        if self._fit(range(index.row() - lines, index.row() + lines + 1)):
            # Else the scroll bar learns of it too late.
            self.updateGeometries()
        super().scrollTo(index, hint)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the rows as tall as their text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_line_height()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Rows or columns have become other ones."""
        super().updateGeometries()
        self._fit_in_sight()

    def _set_line_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ABOVE_PX)

    def _fit_in_sight(self) -> None:
        """Make the rows that are seen as tall as they need: of 10,000 that would take seconds."""
        row, rows = self.rowAt(0), self._items.rowCount()
        while 0 <= row < rows and self.rowViewportPosition(row) < self.viewport().height():
            self._fit(range(row, row + 1))
            row += 1

    def _fit(self, rows: range) -> bool:
        """True when one of these rows was not as tall as it is now."""
        changed = False
        for row in rows:
            if 0 <= row < self._items.rowCount():
                needed = self.sizeHintForRow(row)
                if needed != self.rowHeight(row):
                    self.setRowHeight(row, needed)
                    changed = True
        return changed


class WrappedCell(QStyledItemDelegate):
    """As tall as its wrapped text needs: Qt's own sum forgets the style sheet's padding."""

    def __init__(self, table: WrappedTable) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The whole row shows where one is; a frame in one cell would only blur its words."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def left_free(self, _index: QModelIndex | QPersistentModelIndex) -> int:
        """What is kept free before the words of a cell, in pixels."""
        return 0

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As much as the words take at the width of their column."""
        text, metrics = str(index.data()), self._table.fontMetrics()
        around = _BESIDE_PX + self.left_free(index)
        width = self._table.columnWidth(index.column()) - around
        wrapped = metrics.boundingRect(0, 0, width, 100_000, Qt.TextFlag.TextWordWrap, text)
        # Two more, or rounding wraps a text that fits to the pixel.
        beside = metrics.horizontalAdvance(text) + around + 2
        return QSize(beside, wrapped.height() + _ABOVE_PX)
