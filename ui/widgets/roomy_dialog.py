"""Knows that a dialog is as tall as its wrapped words need, also when there come to be more."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui import theme

_FRAME_PX = 5 * theme.GAP_PX
"""Left of the screen's height for the title bar."""


class RoomyDialog(QDialog):
    """A dialog of one column. Qt alone would cut wrapped words off at the window's edge."""

    def __init__(self, width_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[3 * theme.GAP_PX] * 4)
        self._column.setSpacing(theme.GAP_PX)
        self.setMinimumWidth(min(width_px, self.screen().availableSize().width()))

    def event(self, event: QEvent) -> bool:
        """Take the right height before it is shown, and grow when there come to be more words."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            # What scrolls knows its width, and so its height, only when it is laid out.
            self._column.activate()
            self.resize(self.width(), self._needed_height())
        elif event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.resize(self.width(), max(self.height(), self._needed_height()))
        return handled

    def _needed_height(self) -> int:
        """No more than the screen has: what can be shorter, such as a list, then is."""
        screen_px = self.screen().availableSize().height() - _FRAME_PX
        if self._column.hasHeightForWidth():
            needed_px = self._column.totalHeightForWidth(self.width())
        else:
            needed_px = self._column.totalSizeHint().height()
        return min(needed_px, screen_px)


def within_screen(dialog: QDialog, size: QSize) -> QSize:
    """As much of this size as the screen has, once the title bar is there."""
    return size.boundedTo(dialog.screen().availableSize() - QSize(0, _FRAME_PX))


class RoomyScroll(QScrollArea):
    """Rows that are all in sight where the screen is tall enough, and scroll where it is not."""

    def __init__(self, rows: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(rows)
        self._rows = rows
        # Qt scrolls to what Tab leads to, and not to what Alt and a letter does.
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As tall as the rows need at the width they have."""
        hint = self._rows.sizeHint()
        needed_px = self._rows.heightForWidth(self.width())
        return QSize(hint.width(), needed_px if needed_px >= 0 else hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A row or two, or less where there is no more; never so narrow that a row is cut off."""
        height_px = min(
            15 * theme.GAP_PX, max(self.sizeHint().height(), self._rows.minimumSizeHint().height())
        )
        return QSize(self._rows.minimumSizeHint().width(), height_px)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Narrower rows are taller."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._rows.isAncestorOf(now):
            in_sight = now.visibleRegion().boundingRect()
            if in_sight != now.rect():
                self.ensureWidgetVisible(now)

    def event(self, event: QEvent) -> bool:
        """Hand on that the rows have come to need more room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)
