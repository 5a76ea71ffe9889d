"""Knows how the program is loaded while its first window is on the screen already."""

import gc
import importlib
import threading

from PySide6.QtCore import QObject, Qt, Signal, Slot

_WINDOW = ("ui.faults", "ui.told_to_end")
"""Which bring the whole window with them."""
_STORE = ("highlight_desktop.store.reports",)
"""Takes as long again, and is not needed until the window is built."""


class Loading(QObject):
    """Loads the program's modules in a thread, so that the window answers meanwhile."""

    loaded = Signal()
    """The window's modules are there."""
    failed = Signal(object)
    _done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Begin."""
        # In a thread, Python must not collect what is the window's; see `ui.garbage`, which
        # takes over from here.
        gc.disable()
        threading.Thread(target=self._load, name="loading").start()

    def _load(self) -> None:
        try:
            for name in _WINDOW:
                importlib.import_module(name)
        except BaseException as error:
            self._done.emit(error)
            return
        self._done.emit(None)
        for name in _STORE:
            importlib.import_module(name)

    @Slot(object)
    def _on_done(self, error: BaseException | None) -> None:
        if error is None:
            self.loaded.emit()
        else:
            self.failed.emit(error)
