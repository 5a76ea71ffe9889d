"""Knows the window as it is seen first, while nothing else of the program has been loaded.

Loading the program takes longer than showing a window. So this one comes at once, the rest is
loaded behind it, and the whole window takes its place. It may import nothing of ours.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QMainWindow

_WANTED = QSize(1280, 760)
_FRAME = QSize(8, 40)
"""What window managers put around a window; it is not known before the window is shown."""


class FirstSight(QMainWindow):
    """An empty window that says that the reports are being opened."""

    painted = Signal()
    """It has been on the screen."""
    _painting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Highlight reports")
        self._told = QLabel("Opening your reports…")
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCentralWidget(self._told)
        self.resize(first_size(_WANTED, self.screen().availableSize()))
        self._was_painted = False
        # Queued: the first paint is over then.
        self._painting.connect(self.painted, Qt.ConnectionType.QueuedConnection)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell of the first time."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self._painting.emit()


def first_size(wanted: QSize, room: QSize) -> QSize:
    """How large a window opens where there is this much room, its frame around it."""
    return wanted.boundedTo(room - _FRAME)
