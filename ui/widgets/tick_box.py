"""Knows a check box whose edge and tick are seen in every appearance.

The style's own check box takes its edge from the page darkened, which is nothing on a dark page.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from ui import theme

_TICK = ((0.22, 0.54), (0.42, 0.74), (0.80, 0.28))
"""Its three points, as shares of the box."""


class TickBox(QCheckBox):
    """A check box like any other, but for how it is painted."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the box, the tick, the words and the focus."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        style, painter = self.style(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        element = QStyle.SubElement
        box = QRectF(style.subElementRect(element.SE_CheckBoxIndicator, option, self))
        self._paint_box(painter, box.adjusted(0.5, 0.5, -0.5, -0.5))
        option.rect = style.subElementRect(element.SE_CheckBoxContents, option, self)
        style.drawControl(QStyle.ControlElement.CE_CheckBoxLabel, option, painter, self)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        role = QPalette.ColorRole
        filled = self.isChecked()
        painter.setPen(QPen(theme.edge(self.palette()), 1))
        painter.setBrush(self.palette().color(role.Highlight if filled else role.Base))
        painter.drawRoundedRect(box, 3, 3)
        if filled:
            pen = QPen(self.palette().color(role.HighlightedText), box.width() / 8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            left, top, side = box.x(), box.y(), box.width()
            tick = [QPointF(left + x * side, top + y * side) for x, y in _TICK]
            painter.drawPolyline(QPolygonF(tick))
