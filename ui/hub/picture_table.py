"""Knows what the picture of a period says in each cell: a service area on a topic, in one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from highlight_desktop.hub.picture import Mark
from highlight_desktop.report.text import listed
from ui.hub.cells_table import CellsModel
from ui.hub.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

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


class PictureModel(CellsModel):
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

    def shape_at(self, index: _Index) -> Shape | None:
        """The shape of its mark."""
        return SHAPES[self.mark_at(index)]

    def longest(self) -> Sequence[str]:
        """All words there are."""
        return [_WORDS.get(each, each.label) for each in Mark]

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
            return listed(self._picture.lines[section].service_area) if self._picture else None
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
