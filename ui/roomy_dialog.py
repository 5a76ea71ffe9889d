"""Knows that a dialog is as tall as its wrapped words need, also when there come to be more."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui import theme


class RoomyDialog(QDialog):
    """A dialog of one column. Qt alone would cut wrapped words off at the window's edge."""

    def __init__(self, width_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[3 * theme.GAP_PX] * 4)
        self._column.setSpacing(theme.GAP_PX)
        self.setMinimumWidth(width_px)

    def event(self, event: QEvent) -> bool:
        """Take the right height before it is shown, and grow when there come to be more words."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self.resize(self.width(), self._needed_height())
        elif event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.resize(self.width(), max(self.height(), self._needed_height()))
        return handled

    def _needed_height(self) -> int:
        """No more than the screen has: what can be shorter, such as a list, then is."""
        needed = self._column.totalHeightForWidth(self.width())
        return min(needed, self.screen().availableGeometry().height())
