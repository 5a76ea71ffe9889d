"""Knows what happens when the program itself is at fault: text first, then log, then words."""

import sys
import threading
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QObject, Signal

from ui.dialogs.problem_dialog import ProblemDialog, show_problem
from ui.main_window import MainWindow
from ui.process.fault_log import FaultLog, write_down

_TOLD_AT_MOST = 3
"""Dialogs about one place in the code; a fault in a loop is logged, not shown for ever."""


class FaultWatch(QObject):
    """While it watches, an exception that nobody caught is not silent, in whichever thread."""

    _raised = Signal(object)

    def __init__(self, window: MainWindow, data_folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._log = FaultLog(data_folder)
        self._told: Counter[str] = Counter()
        self._dialog: ProblemDialog | None = None
        # By signal, because an exception in a thread must reach the window in its own.
        self._raised.connect(self._on_raised)

    def __enter__(self) -> Self:
        self._log.__enter__()
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        return self

    def __exit__(self, *raised: object) -> None:
        sys.excepthook, threading.excepthook = self._hooks
        self._log.__exit__(*raised)

    def _on_exception(
        self, _kind: type[BaseException], error: BaseException, _where: TracebackType | None
    ) -> None:
        self._raised.emit(error)

    def _on_thread_exception(self, raised: threading.ExceptHookArgs) -> None:
        self._raised.emit(raised.exc_value or raised.exc_type())

    def _on_raised(self, error: BaseException) -> None:
        try:
            self._window.keep_text()
        except Exception as second:
            # Raised from here it would come back here for ever.
            write_down(second)
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
        else:
            write_down(error)
            self._tell(error)

    def _tell(self, error: BaseException) -> None:
        place = _place(error)
        if self._dialog is None and self._told[place] < _TOLD_AT_MOST:
            self._told[place] += 1
            log_file = self._log.path if self._log.holds_something else None
            self._dialog = show_problem(self._window, error, log_file)
            self._dialog.finished.connect(self._on_dialog_finished)

    def _on_dialog_finished(self) -> None:
        self._dialog = None


def _place(error: BaseException) -> str:
    """Where in the code it was raised, and as what."""
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    line = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else ""
    return f"{line} {type(error).__name__}"
