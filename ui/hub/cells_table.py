"""Knows how a table of many cells is shown: names and headings stay while the rest scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QTableView,
)

from ui import theme
from ui.hub.shapes import SIDE_PX, Shape, paint_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

_Index = QModelIndex | QPersistentModelIndex
_BESIDE_WORDS_PX = 30
"""What is kept free in a cell: before its shape, after it, and behind the words."""
_NAMES_SHARE = 0.3
"""Of the width, for the names of the service areas; they stay when the table is scrolled."""
_MOST_LINES = 3
_BESIDE_NAME_PX = 26
_WIDEST_PX = 25 * theme.GAP_PX
_WIDEST_CELL_PX = 32 * theme.GAP_PX
"""Where there is room; further apart, a row is hard to follow."""
_WIDEST_NAMES_PX = 32 * theme.GAP_PX


class CellsModel(QAbstractTableModel):
    """Headings across, names down, and in each cell words with a shape before them."""

    cell_lines = 1
    """How many lines a cell needs at least."""
    heading_lines = 3
    """How many lines a heading may have before its column is made wider."""

    def shape_at(self, index: _Index) -> Shape | None:
        """The shape before the words of a cell."""
        raise NotImplementedError

    def longest(self) -> Sequence[str]:
        """Words as long as any that a cell may have on one line; they make its width."""
        raise NotImplementedError


class CellsTable(QTableView):
    """Arrows move from cell to cell; Enter or a double click activates, Tab leaves."""

    def __init__(self, cells: CellsModel, name: str) -> None:
        super().__init__()
        self._cells = cells
        self._least_width = 0
        self.setModel(cells)
        self.setProperty("two_ways", True)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setItemDelegate(_Cell(self, cells))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultAlignment(
                Qt.AlignmentFlag.AlignLeft
                | Qt.AlignmentFlag.AlignVCenter
                | Qt.TextFlag.TextWordWrap
            )
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        cells.modelReset.connect(self._measure)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the cells as large as their words."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The names take their share of the room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._give_names_their_share()
            # At first it is not known how much room there is.
            self.scrollTo(self.currentIndex())

    def _measure(self) -> None:
        """All rows are as high, so that however many there are none has to be measured."""
        metrics, headings = self.fontMetrics(), self.horizontalHeader()
        across = Qt.Orientation.Horizontal
        columns = range(self._cells.columnCount())
        texts = [str(self._cells.headerData(number, across)) for number in columns]
        advance = headings.fontMetrics().horizontalAdvance
        longest = max((advance(word) for text in texts for word in text.split()), default=0)
        words = max(map(metrics.horizontalAdvance, self._cells.longest()))
        beside = SIDE_PX + _BESIDE_WORDS_PX
        width = max(int(longest * 1.15) + 28, words + beside)
        # Half a line more, for there is some air between lines.
        tall = (self._cells.heading_lines + 0.5) * metrics.height()
        while (lines := self._tallest(headings.font(), width, texts)) > tall and width < _WIDEST_PX:
            width += theme.GAP_PX
        self._least_width = width
        headings.setFixedHeight(min(lines, _most(headings.font())) + 2 * theme.GAP_PX)
        self._give_names_their_share()

    def _give_names_their_share(self) -> None:
        share = int(self.width() * _NAMES_SHARE)
        width = min(share, _WIDEST_NAMES_PX)
        names = self.verticalHeader()
        names.setFixedWidth(width)
        down, rows = Qt.Orientation.Vertical, range(self._cells.rowCount())
        texts = (str(self._cells.headerData(number, down)) for number in rows)
        least = self._cells.cell_lines * self.fontMetrics().height()
        tallest = min(self._tallest(names.font(), width, texts), _most(names.font()))
        lines = max(tallest, least)
        names.setDefaultSectionSize(lines + 2 * theme.GAP_PX)
        self._give_cells_what_is_left(self.width() - width)

    def _give_cells_what_is_left(self, room: int) -> None:
        """So that few columns need not cut their words; many are scrolled through."""
        room -= self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        each = min(room // max(1, self._cells.columnCount()), _WIDEST_CELL_PX)
        self.horizontalHeader().setDefaultSectionSize(max(self._least_width, each))

    def _tallest(self, font: QFont, width: int, texts: Iterable[str]) -> int:
        """The height of the longest of these names or headings."""
        metrics = _bold_metrics(font)
        room = 0, 0, width - _BESIDE_NAME_PX, 1000, Qt.TextFlag.TextWordWrap
        tallest = max((metrics.boundingRect(*room, text).height() for text in texts), default=0)
        return max(tallest, metrics.height())


def _most(font: QFont) -> int:
    """The height that names and headings may have; what is too long is cut."""
    return _MOST_LINES * _bold_metrics(font).height()


def _bold_metrics(font: QFont) -> QFontMetrics:
    bold = QFont(font)
    bold.setBold(True)
    return QFontMetrics(bold)


class _Cell(QStyledItemDelegate):
    """A shape and its words."""

    def __init__(self, table: CellsTable, cells: CellsModel) -> None:
        super().__init__(table)
        self._cells = cells

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        """Leave room for the shape: an empty picture of its size."""
        super().initStyleOption(option, index)
        # The whole cell shows where one is; a frame around its words would only blur them.
        option.state &= ~QStyle.StateFlag.State_HasFocus
        option.features |= option.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(SIDE_PX, SIDE_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the words, then the shape where its room was left."""
        super().paint(painter, option, index)
        shape = self._cells.shape_at(index)
        if shape is not None:
            top = option.rect.top() + (option.rect.height() - SIDE_PX) // 2
            place = QRect(option.rect.left() + theme.GAP_PX, top, SIDE_PX, SIDE_PX)
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            on_cell = option.palette.color(QPalette.ColorRole.HighlightedText)
            paint_shape(
                painter, place.toRectF(), shape, option.palette, on_cell if selected else None
            )
