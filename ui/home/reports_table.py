"""Knows which report is meant in the table of reports, and how wide its columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from ui.home.reports_model import Column, ReportsModel
from ui.widgets.wrapped_table import WrappedTable

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from highlight_desktop.store.stored import Summary


_TIME_BESIDE_FROM_PX = 700
_ROWS_MEASURED = 100
"""So many tell how wide a column of dates has to be."""


class ReportsTable(WrappedTable):
    """One row is one report."""

    def __init__(self, rows: ReportsModel) -> None:
        super().__init__(rows)
        self._rows = rows
        self._meant = ""
        rows.modelAboutToBeReset.connect(self._on_rows_going)
        rows.modelReset.connect(self._on_rows_there)
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

    def _on_rows_going(self) -> None:
        self._meant = self.selected_report_id() or self._meant

    def _on_rows_there(self) -> None:
        """The same report is meant, wherever it stands now."""
        self.select(self._meant)

    def _dress_header(self, header: QHeaderView) -> None:
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(_ROWS_MEASURED)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (Column.SERVICE_AREAS, Column.PERIOD, Column.STATE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
