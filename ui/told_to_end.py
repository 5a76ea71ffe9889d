"""Knows what the program does when the system tells it to end: keep what is typed, and go."""

import signal
from types import FrameType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow

_TOLD_BY = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
"""Those that this system has."""


class ToldToEnd(QObject):
    """Nobody can be asked then: what the database does not take goes to its second place.

    Python hears of it when it runs next: once a second at the latest, because the garbage is
    collected then.
    """

    _told = Signal()

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        # Queued: it comes in the middle of anything, of a save too.
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> None:
        """From now on end when told to."""
        for name in _TOLD_BY:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._hear)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self._told.emit()

    def _on_told(self) -> None:
        self._window.settle()
        self._app.exit(0)
