"""A table of many cells: its columns are as wide as their headings need."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from ui import theme
from ui.hub.cells_table import CellsModel, CellsTable

LONG = "New financial implications of the reopening since the last reporting period"


class Twelve(CellsModel):
    """Short words under long headings."""

    def rowCount(self, _parent: object = QModelIndex()) -> int:  # noqa: N802 - Qt's way
        return 3

    def columnCount(self, _parent: object = QModelIndex()) -> int:  # noqa: N802 - Qt's way
        return 12

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return LONG if orientation is Qt.Orientation.Horizontal else f"Area {section}"

    def data(self, _index: object, _role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return None

    def shape_at(self, _index: object) -> None:
        return None

    def longest(self) -> list[str]:
        return ["Missing"]


def test_a_long_heading_makes_its_column_wider_rather_than_lose_a_line(qtbot: QtBot) -> None:
    model = Twelve()
    table = CellsTable(model, "Cells")
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show()
    header = table.horizontalHeader()
    bold = header.font()
    bold.setBold(True)
    room_px = header.sectionSize(0) - 2 * theme.GAP_PX
    wrap = Qt.TextFlag.TextWordWrap
    needed = QFontMetrics(bold).boundingRect(0, 0, room_px, 999, wrap, LONG)
    assert needed.height() <= header.height()
