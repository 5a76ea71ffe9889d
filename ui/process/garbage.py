"""Knows that Python's garbage is collected in the window's thread, and in no other.

A page that is garbage is a knot of widgets. Collected by the thread in the background, which
SQLAlchemy keeps busy with new objects, it takes the whole program with it (seen: segmentation
faults within seconds, on PySide6 6.12.0 and Python 3.13).
"""

import gc

from PySide6.QtCore import QObject, QTimer

_ROUND_MS = 1_000
_WHOLE_EVERY = 30
"""Rounds from one collection of everything, about 20 ms long, to the next."""


class GarbageRounds(QObject):
    """While they are made, Python collects nothing by itself."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_ROUND_MS)
        self._timer.timeout.connect(self._on_round)

    def begin(self) -> None:
        """From here on collect in this thread only."""
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Leave it to Python again: there are no other threads any more."""
        self._timer.stop()
        gc.enable()

    def _on_round(self) -> None:
        self._rounds += 1
        gc.collect(2 if self._rounds % _WHOLE_EVERY == 0 else 1)
