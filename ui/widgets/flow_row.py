"""Knows how to stand widgets in a row that wraps onto the next line when it is full.

A widget and not a QLayout: Qt asks a layout for its items while it is being destroyed, when
the Python half of it may be gone already, and the program ended there (tried).
"""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowRow(QWidget):
    """Left to right, top to bottom, like words: nothing is cut at a large text size."""

    def __init__(self, *, spacing_px: int) -> None:
        super().__init__()
        self._spacing_px = spacing_px
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Take a widget in, behind those that are there."""
        widget.setParent(self)
        self._widgets.append(widget)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height of all lines at a width, in pixels."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as it must be at the width it has."""
        return QSize(self.minimumSizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as its widest widget."""
        size = QSize()
        for widget in self._shown():
            size = size.expandedTo(widget.sizeHint())
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put every widget in its place."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        """Arrange anew when a widget came, went or changed its size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._arrange(self.width(), move=True)
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _arrange(self, width: int, *, move: bool) -> int:
        y = 0
        for line in self._lines(width):
            height, x = max(size.height() for _, size in line), 0
            for widget, size in line:
                if move:
                    widget.setGeometry(QRect(x, y, min(size.width(), width), height))
                x += size.width() + self._spacing_px
            y += height + self._spacing_px
        return max(0, y - self._spacing_px)

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        """The widgets of each line, with their sizes, which each costs Qt a while to tell."""
        lines: list[list[tuple[QWidget, QSize]]] = []
        taken = width
        for widget in self._shown():
            size = widget.sizeHint()
            taken += self._spacing_px + size.width()
            if taken > width:
                lines.append([])
                taken = size.width()
            lines[-1].append((widget, size))
        return lines
