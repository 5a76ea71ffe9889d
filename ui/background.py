"""Knows how to run work of the core off the window's thread, and bring back what came of it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Signal

from highlight_desktop.errors import CancelledError

Progress = Callable[[str, int, int], None]
"""Called by long work with a step in words, how many are done, and of how many."""


class Task(QObject):
    """One piece of work under way. Its signals arrive in the window's thread."""

    progressed = Signal(str, int, int)
    finished = Signal(object)
    failed = Signal(object)
    """Carries the exception; a CancelledError when the user stopped the work."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cancel_wanted = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that reports no steps runs to its end."""
        self._cancel_wanted.set()

    def report_progress(self, step: str, done: int, of: int) -> None:
        """Given to the work, and called from its thread. Raises CancelledError when asked to."""
        if self._cancel_wanted.is_set():
            raise CancelledError("Stopped.")
        self.progressed.emit(step, done, of)


class Background(QObject):
    """One thread beside the window's. Work is done strictly in the order it was handed over.

    One thread is enough, and it makes the order plain: what was saved first is written
    first, and a report opened after a save shows what was saved.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> Task:
        """Do short work; exactly one of `done` and `failed` is called afterwards."""
        return self.run_long(lambda _progress: work(), done, failed)

    def run_long(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> Task:
        """Do work that reports its steps and can be cancelled at each of them."""
        task = Task(self)
        task.finished.connect(done)
        task.failed.connect(failed)
        self._executor.submit(self._do, task, work)
        return task

    def wait(self) -> None:
        """Return when everything handed over so far has been done."""
        self._executor.submit(lambda: None).result()

    def close(self) -> None:
        """Finish what was handed over and end the thread."""
        self._executor.shutdown(wait=True)

    @staticmethod
    def _do(task: Task, work: Callable[[Progress], Any]) -> None:
        try:
            result = work(task.report_progress)
        except Exception as error:  # noqa: BLE001 - every failure is handed to `failed`
            task.failed.emit(error)
        else:
            task.finished.emit(result)
        finally:
            task.deleteLater()
