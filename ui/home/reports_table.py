"""Knows how the table of reports is moved through, and which report is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.home.reports_model import Column, ReportsFilter, ReportsModel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from highlight_desktop.store.reports import Summary


_BESIDE_PX = 24
"""What the style sheet and the style keep free beside a cell's text, both sides together."""
_ABOVE_PX = 14
"""The same above and below it."""


_TIME_BESIDE_FROM_PX = 700


class ReportsTable(QTableView):
    """One row is one report; arrows move, Enter or a double click activates, Tab leaves."""

    def __init__(self, rows: ReportsFilter) -> None:
        super().__init__()
        self._rows = rows
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
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setItemDelegate(_WrappedCell(self))
        self._dress_header(self.horizontalHeader())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the time stands below the date, so that no heading is cut."""
        super().resizeEvent(event)
        modes = QHeaderView.ResizeMode
        is_wide = event.size().width() >= _TIME_BESIDE_FROM_PX
        mode = modes.ResizeToContents if is_wide else modes.Stretch
        self.horizontalHeader().setSectionResizeMode(Column.EDITED, mode)

    def selected_report(self) -> Summary | None:
        """The report of the current row, if a row is current and shown."""
        index = self._rows.mapToSource(self.currentIndex())
        model = self._rows.sourceModel()
        if not index.isValid() or not isinstance(model, ReportsModel):
            return None
        return model.report_at(index.row())

    def selected_report_id(self) -> str:
        """Its id, or nothing."""
        report = self.selected_report()
        return report.id if report else ""

    def select(self, report_id: str, or_row: int = 0) -> None:
        """Make the report with this id current, or if it is not there the one in a row."""
        rows = (self._rows.index(row, 0) for row in range(self._rows.rowCount()))
        meant = [index for index in rows if self._id_at(index) == report_id]
        instead = max(0, min(or_row, self._rows.rowCount() - 1))
        self.setCurrentIndex(meant[0] if meant else self._rows.index(instead, 0))

    def _id_at(self, index: QModelIndex) -> str:
        model = self._rows.sourceModel()
        assert isinstance(model, ReportsModel)
        return model.report_at(self._rows.mapToSource(index).row()).id

    def _dress_header(self, header: QHeaderView) -> None:
        header.setHighlightSections(False)
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
