"""Knows how things of the hub stand in a table: words, one shape a row, and what is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHeaderView, QStyle

from ui.hub.shapes import SIDE_PX, Shape, paint_shape
from ui.widgets.wrapped_table import WrappedCell, WrappedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

_Index = QModelIndex | QPersistentModelIndex
_AFTER_SHAPE_PX = 8
_MAY_BREAK = "\u200b"
_BREAKABLE = {ord(mark): f"{mark}{_MAY_BREAK}" for mark in "_@"}
_NARROW_BELOW_PX = 800


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    key: str
    """By which it is found again when the table is filled anew."""
    cells: tuple[str, ...]
    shape: Shape | None = None
    """Stands before the words of the column that has shapes."""
    about: Any = None
    """What the row tells of."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table."""

    headings: tuple[str, ...]
    shaped: int = -1
    """The column whose words have a shape before them; none when it is negative."""
    left_out_narrow: frozenset[int] = frozenset()
    """The columns that are not shown where there is little room."""
    snug: frozenset[int] = frozenset()
    """The columns that are no wider than their words."""


class RowsModel(QAbstractTableModel):
    """The rows that pass, in the order they were given."""

    def __init__(self, columns: Columns, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._rows: Sequence[Row] = ()
        self._shown: Sequence[Row] = ()
        self._passes: Callable[[Row], bool] = _all_pass

    @property
    def there(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace what is shown."""
        self._rows = rows
        self._show()

    def let_pass(self, passes: Callable[[Row], bool]) -> None:
        """Show only the rows of which this is true."""
        self._passes = passes
        self._show()

    def row_at(self, number: int) -> Row:
        """What a row tells of."""
        return self._shown[number]

    def as_rows(self) -> list[Sequence[str]]:
        """All that is shown, with its headings, for a spreadsheet."""
        return [self.columns.headings, *(row.cells for row in self._shown)]

    def number_of(self, key: str) -> int | None:
        """The number of the row with this key, while it is shown."""
        found = (number for number, row in enumerate(self._shown) if row.key == key)
        return next(found, None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """One for each that passes."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's way
        """The columns are always the same."""
        return 0 if parent.isValid() else len(self.columns.headings)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns.headings[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        if not index.isValid():
            return None
        says = self._shown[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            # A long file name or address may be broken there.
            return says.translate(_BREAKABLE)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return says
        return None

    def shape_at(self, index: _Index) -> Shape | None:
        """The shape before the words of a cell."""
        shaped = index.isValid() and index.column() == self.columns.shaped
        return self._shown[index.row()].shape if shaped else None

    def _show(self) -> None:
        self.beginResetModel()
        self._shown = [row for row in self._rows if self._passes(row)]
        self.endResetModel()


class RowsTable(WrappedTable):
    """A table of rows; the one that was current stays so when they come anew."""

    def __init__(self, rows: RowsModel, name: str) -> None:
        super().__init__(rows)
        self.rows = rows
        self._meant = ""
        self.setAccessibleName(name)
        self.setItemDelegate(_ShapedCell(self))
        rows.modelAboutToBeReset.connect(self._on_rows_going)
        rows.modelReset.connect(self._on_rows_there)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for number in range(len(rows.columns.headings)):
            snug = number in rows.columns.snug
            modes = QHeaderView.ResizeMode
            header.setSectionResizeMode(number, modes.ResizeToContents if snug else modes.Stretch)

    def current(self) -> Row | None:
        """The current row."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the columns that say least give way to the others."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW_BELOW_PX
        for number in self.rows.columns.left_out_narrow:
            self.setColumnHidden(number, narrow)

    def _on_rows_going(self) -> None:
        row = self.current()
        self._meant = row.key if row else self._meant

    def _on_rows_there(self) -> None:
        found = self.rows.number_of(self._meant)
        self.setCurrentIndex(self.rows.index(found or 0, 0))


class _ShapedCell(WrappedCell):
    """Words with a shape before them."""

    def __init__(self, table: RowsTable) -> None:
        super().__init__(table)
        self._rows = table.rows

    def left_free(self, index: _Index) -> int:
        """Room for the shape."""
        return SIDE_PX + _AFTER_SHAPE_PX if self._rows.shape_at(index) else 0

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        """Leave room for the shape: an empty picture of its size."""
        super().initStyleOption(option, index)
        if self._rows.shape_at(index):
            option.features |= option.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(SIDE_PX, SIDE_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the words, then the shape where its room was left."""
        super().paint(painter, option, index)
        shape = self._rows.shape_at(index)
        if shape is not None:
            height = option.rect.height()
            left = option.rect.left() + _AFTER_SHAPE_PX
            place = QRect(left, option.rect.top() + (height - SIDE_PX) // 2, SIDE_PX, SIDE_PX)
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            on_row = option.palette.color(QPalette.ColorRole.HighlightedText)
            paint_shape(
                painter, place.toRectF(), shape, option.palette, on_row if selected else None
            )


def _all_pass(_row: Row) -> bool:
    return True
