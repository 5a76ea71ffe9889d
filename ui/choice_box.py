"""Knows a box to choose from whose arrow is seen in every appearance.

The style's own arrow comes with an edge that the style sheet cannot colour.
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox

from ui import theme

_FROM_RIGHT_PX = 2 * theme.GAP_PX
_HALF_WIDE_PX, _HALF_HIGH_PX, _LINE_PX = 4, 2, 1.6


class ChoiceBox(QComboBox):
    """A combo box like any other, but for its arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the arrow where the style sheet leaves room for it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), _LINE_PX))
        tip = QPointF(self.width() - _FROM_RIGHT_PX, self.height() / 2 + _HALF_HIGH_PX)
        up = QPointF(0, -2 * _HALF_HIGH_PX)
        aside = QPointF(_HALF_WIDE_PX, 0)
        painter.drawPolyline([tip + up - aside, tip, tip + up + aside])
        painter.end()
