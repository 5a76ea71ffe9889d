"""Knows how the list of reports is put in order by keys, and that the order is told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.home.reports_model import Column
from ui.widgets.announce import announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.home.reports_table import ReportsTable

REACH = "In the list of reports"
"""Where the keys of these actions do something; the list of shortcuts says so."""
_TEXTS = (
    "Sort by service &areas",
    "Sort by &period",
    "Sort by &form edition",
    "Sort by &state",
    "Sort by &last edited",
)
"""In the order of the columns."""
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_DATES = (Column.PERIOD, Column.EDITED)


class Sorting(QObject):
    """One action for each column, and one for the order the list opens in."""

    def __init__(self, table: ReportsTable, page: QWidget) -> None:
        """The keys work anywhere on the page."""
        super().__init__(page)
        self._table = table
        self._header = table.horizontalHeader()
        self.menu = QMenu("&Sort the reports", page)
        """To be offered where menus are."""
        for column, text in zip(Column, _TEXTS, strict=True):
            self._add(text, f"Ctrl+{column + 1}", partial(self._sort_by, column))
        self._add("&Drafts first", "Ctrl+0", self._sort_as_at_first)
        page.addActions(self.menu.actions())
        self._header.sortIndicatorChanged.connect(self._on_sorted)

    def _add(self, text: str, keys: str, slot: Callable[[], None]) -> None:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setProperty("reach", REACH)
        action.triggered.connect(slot)
        self.menu.addAction(action)

    def _sort_by(self, column: Column) -> None:
        """Once in the order one most likely wants, once more the other way round."""
        order = _DOWN if column in _DATES else _UP
        if self._header.sortIndicatorSection() == column:
            order = _UP if self._header.sortIndicatorOrder() is _DOWN else _DOWN
        self._header.setSortIndicator(column, order)

    def _sort_as_at_first(self) -> None:
        self._header.setSortIndicator(-1, _UP)

    def _on_sorted(self, section: int, order: Qt.SortOrder) -> None:
        self._table.scrollTo(self._table.currentIndex())
        announce(self._table, order_in_words(section, order))


def order_in_words(section: int, order: Qt.SortOrder) -> str:
    """The order of the list after a column was chosen; -1 is the order it opens in."""
    if section < 0:
        return "Drafts first, then by when they were last edited."
    column = Column(section)
    up, down = ("oldest first", "newest first") if column in _DATES else ("A to Z", "Z to A")
    return f"Sorted by {column.heading.lower()}, {up if order is _UP else down}."
