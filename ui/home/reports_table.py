"""Knows how the table of reports is moved through, and which report is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.home.reports_model import Column, ReportsModel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from highlight_desktop.store.reports import Summary


_BESIDE_PX = 24
"""What the style sheet and the style keep free beside a cell's text, both sides together."""
_ABOVE_PX = 14
"""The same above and below it."""


_TIME_BESIDE_FROM_PX = 700
_ROWS_MEASURED = 100
"""So many tell how wide a column of dates has to be."""


class ReportsTable(QTableView):
    """One row is one report; arrows move, Enter or a double click activates, Tab leaves."""

    def __init__(self, rows: ReportsModel) -> None:
        super().__init__()
        self._rows = rows
        self._meant = ""
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
        rows.modelAboutToBeReset.connect(self._on_rows_going)
        rows.modelReset.connect(self._on_rows_there)
        self.setItemDelegate(_WrappedCell(self))
        self._dress_header(self.horizontalHeader())
        self._set_line_height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the time stands below the date, so that no heading is cut."""
        super().resizeEvent(event)
        modes = QHeaderView.ResizeMode
        is_wide = event.size().width() >= _TIME_BESIDE_FROM_PX
        mode = modes.ResizeToContents if is_wide else modes.Stretch
        self.horizontalHeader().setSectionResizeMode(Column.EDITED, mode)

    def selected_report(self) -> Summary | None:
        """The report of the current row, if a row is current and shown."""
        index = self.currentIndex()
        return self._rows.report_at(index.row()) if index.isValid() else None

    def selected_report_id(self) -> str:
        """Its id, or nothing."""
        report = self.selected_report()
        return report.id if report else ""

    def select(self, report_id: str, or_row: int = 0) -> None:
        """Make the report with this id current, or if it is not there the one in a row."""
        found = self._rows.row_of(report_id)
        instead = max(0, min(or_row, self._rows.rowCount() - 1))
        self.setCurrentIndex(self._rows.index(instead if found is None else found, 0))

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

    def _on_rows_going(self) -> None:
        self._meant = self.selected_report_id() or self._meant

    def _on_rows_there(self) -> None:
        """The same report is meant, wherever it stands now."""
        self.select(self._meant)

    def _set_line_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ABOVE_PX)

    def _fit_in_sight(self) -> None:
        """Make the rows that are seen as tall as they need: of 10,000 that would take seconds."""
        row, rows = self.rowAt(0), self._rows.rowCount()
        while 0 <= row < rows and self.rowViewportPosition(row) < self.viewport().height():
            self._fit(range(row, row + 1))
            row += 1

    def _fit(self, rows: range) -> bool:
        """True when one of these rows was not as tall as it is now."""
        changed = False
        for row in rows:
            if 0 <= row < self._rows.rowCount():
                needed = self.sizeHintForRow(row)
                if needed != self.rowHeight(row):
                    self.setRowHeight(row, needed)
                    changed = True
        return changed

    def _dress_header(self, header: QHeaderView) -> None:
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(_ROWS_MEASURED)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (Column.SERVICE_AREAS, Column.PERIOD, Column.STATE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)


class _WrappedCell(QStyledItemDelegate):
    """As tall as its wrapped text needs: Qt's own sum forgets the style sheet's padding."""

    def __init__(self, table: ReportsTable) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The whole row shows where one is; a frame in one cell would only blur its words."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        text, metrics = str(index.data()), self._table.fontMetrics()
        width = self._table.columnWidth(index.column()) - _BESIDE_PX
        wrapped = metrics.boundingRect(0, 0, width, 100_000, Qt.TextFlag.TextWordWrap, text)
        # Two more, or rounding wraps a text that fits to the pixel.
        beside = metrics.horizontalAdvance(text) + _BESIDE_PX + 2
        return QSize(beside, wrapped.height() + _ABOVE_PX)
