"""Knows what happens when the program itself is at fault: text first, then log, then words."""

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QObject, Signal

from ui.main_window import MainWindow
from ui.problem_dialog import show_problem

LOG_NAME = "highlight-desktop.log"
_LOG_SIZE_BYTES = 500_000
_SAID_AT_MOST = 3
"""Dialogs for one run of the program; a fault in a loop is logged, not shown for ever."""


class FaultWatch(QObject):
    """While it watches, no exception is silent, wherever it was raised."""

    _raised = Signal(object)

    def __init__(self, window: MainWindow, data_folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._said = 0
        self._log = logging.getLogger("highlight_desktop")
        self._file = RotatingFileHandler(
            data_folder / LOG_NAME,
            maxBytes=_LOG_SIZE_BYTES,
            backupCount=2,
            encoding="utf-8",
            delay=True,
        )
        self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        # By signal, because an exception in a thread must reach the window in its own.
        self._raised.connect(self._on_raised)

    def __enter__(self) -> Self:
        self._log.addHandler(self._file)
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        return self

    def __exit__(self, *_raised: object) -> None:
        sys.excepthook, threading.excepthook = self._hooks
        self._log.removeHandler(self._file)
        self._file.close()

    def _on_exception(
        self, _kind: type[BaseException], error: BaseException, _where: TracebackType | None
    ) -> None:
        self._raised.emit(error)

    def _on_thread_exception(self, raised: threading.ExceptHookArgs) -> None:
        self._raised.emit(raised.exc_value)

    def _on_raised(self, error: BaseException) -> None:
        self._window.keep_text()
        # The traceback's lines of code, not the values in them: a log holds no report text.
        self._log.error("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
        if self._said < _SAID_AT_MOST:
            self._said += 1
            show_problem(self._window, error, Path(self._file.baseFilename))
