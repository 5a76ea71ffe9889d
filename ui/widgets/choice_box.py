"""Knows a box to choose from whose arrow is seen in every appearance, and all of its choices.

The style's own arrow comes with an edge that the style sheet cannot colour.
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox

from ui import theme

_FROM_RIGHT_PX = 2 * theme.GAP_PX
_HALF_WIDE_PX, _HALF_HIGH_PX, _LINE_PX = 4, 2, 1.6


class ChoiceBox(QComboBox):
    """A combo box like any other, but for its arrow and for the height of its list."""

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Give the list room for its frame: Qt forgets it while the box has the focus.

        Measured with Qt 6.12: two pixels, for which the last choice would hide behind an arrow.
        """
        super().showPopup()
        popup, frame_px = self.view().parentWidget(), 2 * self.view().frameWidth()
        if popup and 0 < self.view().verticalScrollBar().maximum() <= frame_px:
            needed_px = popup.height() + frame_px
            # Once there are arrows it takes more room to be rid of them than to have none.
            popup.resize(popup.width(), 2 * needed_px)
            popup.resize(popup.width(), needed_px)

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
