"""Knows how the picture of a period is laid out: a cell for each topic of each service area."""

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

from highlight_desktop.hub.picture import Mark
from ui import theme
from ui.hub.shapes import SIDE_PX, Shape, paint_shape

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from highlight_desktop.hub.picture import Picture
    from highlight_desktop.hub.returns import Line
    from highlight_desktop.report.edition import Topic

SHAPES = {
    Mark.ANSWERED: Shape.DONE,
    Mark.NO_CHANGE: Shape.NIL,
    Mark.NOTHING_TO_REPORT: Shape.LATE,
    Mark.NOT_APPLICABLE: Shape.NOT_DUE,
    Mark.MISSING: Shape.MISSING,
    Mark.NOT_ASKED: None,
}
_WORDS = {Mark.NOTHING_TO_REPORT: "Nothing", Mark.NOT_APPLICABLE: "Not applic."}
"""What a cell says, where that is shorter than the label."""
_Index = QModelIndex | QPersistentModelIndex
_GAP_PX = 6
_NAMES_SHARE = 0.3
"""Of the width, for the names of the service areas; they stay when the table is scrolled."""
_MOST_LINES = 3
_BESIDE_NAME_PX = 26
_WIDEST_NAMES_PX = 32 * theme.GAP_PX


class PictureModel(QAbstractTableModel):
    """Topics across, service areas down."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._topics: list[tuple[Topic, str]] = []

    def show_picture(self, picture: Picture | None) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._picture = picture
        self._topics = list(picture.topics.items()) if picture else []
        self.endResetModel()

    def about(self, index: _Index) -> tuple[Line, Topic]:
        """The service area and the topic of a cell."""
        assert self._picture is not None
        topic, _heading = self._topics[index.column()]
        return self._picture.lines[index.row()], topic

    def mark_at(self, index: _Index) -> Mark:
        """What a service area says on a topic."""
        assert self._picture is not None
        line, topic = self.about(index)
        return self._picture.marks[topic, line.service_key]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """One for each service area."""
        return 0 if parent.isValid() or not self._picture else len(self._picture.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """One for each topic."""
        return 0 if parent.isValid() else len(self._topics)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The topics, and the service areas."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if orientation is Qt.Orientation.Horizontal:
                return self._topics[section][1]
            return self._picture.lines[section].service_area if self._picture else None
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The mark in words, and for who cannot see the headings with both of them."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            mark = self.mark_at(index)
            return _WORDS.get(mark, mark.label)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            area = self.headerData(index.row(), Qt.Orientation.Vertical)
            topic = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{area}, {topic}: {self.mark_at(index).label}"
        return None


class PictureTable(QTableView):
    """Arrows move from cell to cell; names and topics stay in sight while the rest scrolls."""

    def __init__(self, picture: PictureModel) -> None:
        super().__init__()
        self.setModel(picture)
        self.setProperty("two_ways", True)
        self.setAccessibleName("What each service area says on each topic")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setItemDelegate(_MarkCell(self, picture))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultAlignment(
                Qt.AlignmentFlag.AlignLeft
                | Qt.AlignmentFlag.AlignVCenter
                | Qt.TextFlag.TextWordWrap
            )
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        picture.modelReset.connect(self._measure)
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

    def _measure(self) -> None:
        """All rows are as high, so that however many there are none has to be measured."""
        metrics, headings = self.fontMetrics(), self.horizontalHeader()
        longest = max(
            (
                headings.fontMetrics().horizontalAdvance(word)
                for number in range(self.model().columnCount())
                for word in str(self.model().headerData(number, Qt.Orientation.Horizontal)).split()
            ),
            default=0,
        )
        words = max(metrics.horizontalAdvance(_WORDS.get(each, each.label)) for each in Mark)
        beside = SIDE_PX + 3 * _GAP_PX
        headings.setDefaultSectionSize(max(int(longest * 1.15) + 28, words + beside))
        headings.setFixedHeight(3 * metrics.height() + 2 * theme.GAP_PX)
        self._give_names_their_share()

    def _give_names_their_share(self) -> None:
        share = int(self.width() * _NAMES_SHARE)
        width = min(share, _WIDEST_NAMES_PX)
        names = self.verticalHeader()
        names.setFixedWidth(width)
        bold = QFont(names.font())
        bold.setBold(True)
        metrics = QFontMetrics(bold)
        tallest = max(
            (
                metrics.boundingRect(
                    0, 0, width - _BESIDE_NAME_PX, 1000, Qt.TextFlag.TextWordWrap, name
                ).height()
                for name in map(self._name, range(self.model().rowCount()))
            ),
            default=0,
        )
        lines = min(max(tallest, metrics.height()), _MOST_LINES * metrics.height())
        names.setDefaultSectionSize(lines + 2 * theme.GAP_PX)

    def _name(self, row: int) -> str:
        return str(self.model().headerData(row, Qt.Orientation.Vertical))


class _MarkCell(QStyledItemDelegate):
    """A shape and its word."""

    def __init__(self, table: PictureTable, picture: PictureModel) -> None:
        super().__init__(table)
        self._picture = picture

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
        shape = SHAPES[self._picture.mark_at(index)]
        if shape is not None:
            top = option.rect.top() + (option.rect.height() - SIDE_PX) // 2
            place = QRect(option.rect.left() + theme.GAP_PX, top, SIDE_PX, SIDE_PX)
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            on_cell = option.palette.color(QPalette.ColorRole.HighlightedText)
            paint_shape(
                painter, place.toRectF(), shape, option.palette, on_cell if selected else None
            )
