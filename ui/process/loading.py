"""Knows how the program is loaded while its first window is on the screen already."""

import gc
import importlib
import sys
import threading
from types import ModuleType

from PySide6.QtCore import QObject, Qt, Signal, Slot

_NEEDED = ("ui.faults", "ui.told_to_end", "highlight_desktop.store.reports")
"""The first two bring the whole window with them. The last would have time until that is built, but
two threads of Python at once only make each other wait: the window would stand still for longer."""


class Loading(QObject):
    """Loads the program's modules in a thread, so that the window answers meanwhile."""

    loaded = Signal()
    """The modules are there."""
    failed = Signal(object)
    _done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Begin."""
        # In a thread, Python must not collect what is the window's; see `ui.process.garbage`, which
        # takes over from here.
        gc.disable()
        _read_no_sources()
        threading.Thread(target=self._load, name="loading").start()

    def _load(self) -> None:
        try:
            for name in _NEEDED:
                importlib.import_module(name)
            # What is loaded stays: no round of collecting needs to look through it again.
            gc.freeze()
        except BaseException as error:
            self._done.emit(error)
            return
        self._done.emit(None)

    @Slot(object)
    def _on_done(self, error: BaseException | None) -> None:
        if error is None:
            self.loaded.emit()
        else:
            self.failed.emit(error)


def _read_no_sources() -> None:
    """Keep PySide from reading the source of each module that is imported from here on.

    It looks there for its own name, to know whose calls may be spelt in snake_case, which nobody
    here wants, and Python keeps the lines: measured with PySide6 6.12.0, a tenth of the time of a
    start and 17 MB. There is no setting for it; a test tells when this no longer helps.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        feature.__dict__["_mod_uses_pyside"] = _wants_no_features


def _wants_no_features(_module: ModuleType) -> bool:
    return False
