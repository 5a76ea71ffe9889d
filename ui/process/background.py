"""Knows how to run work of the core off the window's thread, and bring back what came of it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from highlight_desktop.errors import CancelledError

Progress = Callable[[str, int, int], None]
"""Called by long work with a step in words, how many are done, and of how many."""


class Task(QObject):
    """One piece of work under way; what it tells arrives in the window's thread."""

    progressed = Signal(str, int, int)
    ended = Signal()
    _finished = Signal(object)
    _failed = Signal(object)

    def __init__(
        self, done: Callable[[Any], None], failed: Callable[[BaseException], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._cancel_wanted = threading.Event()
        self._heard_of_at: float | None = None
        self._done = done
        self._failed_with = failed
        # Queued by name: a plain function as receiver would be called in the worker's thread.
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that reports no steps runs to its end."""
        self._cancel_wanted.set()

    def report_progress(self, step: str, done: int, of: int) -> None:
        """Given to the work, and called from its thread. Raises CancelledError when asked to."""
        self._heard_of_at = time.monotonic()
        if self._cancel_wanted.is_set():
            raise CancelledError("Stopped.")
        self.progressed.emit(step, done, of)

    def do(self, work: Callable[[Progress], Any]) -> None:
        """Called in the worker's thread: do the work and send home what came of it."""
        self._heard_of_at = time.monotonic()
        try:
            result = work(self.report_progress)
        except BaseException as error:
            # All of them: the thread would swallow what is let through, and nobody be told.
            self._failed.emit(error)
        else:
            self._finished.emit(result)

    @property
    def quiet_for_s(self) -> float:
        """Since when it has told nothing, in seconds; 0 for work that has not begun."""
        return 0.0 if self._heard_of_at is None else time.monotonic() - self._heard_of_at

    @Slot(object)
    def _on_finished(self, result: object) -> None:
        self.deleteLater()
        self.ended.emit()
        self._done(result)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self.deleteLater()
        self.ended.emit()
        self._failed_with(error)


class Background(QObject):
    """One thread beside the window's. Work is done strictly in the order it was handed over.

    One thread is enough, and it makes the order plain: what was saved first is written
    first, and a report opened after a save shows what was saved.
    """

    closing = Signal()
    """What is done now is the last; nothing may be handed over any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._last: Future[None] | None = None

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> Task:
        """Do short work; afterwards one of `done` and `failed` is called, in the window's thread.

        `failed` gets the exception; a CancelledError when the user stopped the work.
        """
        return self.run_long(lambda _progress: work(), done, failed)

    def run_long(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> Task:
        """Do work that reports its steps and can be cancelled at each of them."""
        task = Task(done, failed, self)
        self._last = self._executor.submit(task.do, work)
        return task

    @property
    def quiet_for_s(self) -> float:
        """How long the work under way has told nothing, in seconds; 0 when there is none."""
        tasks = self.findChildren(Task)
        return max((each.quiet_for_s for each in tasks), default=0.0)

    def settle(self) -> None:
        """Wait for everything handed over so far, and deliver what came of it, here and now.

        For the end of a session, when there will be no more event loop to deliver it.
        """
        if self._last is not None:
            self._last.result()
        for task in self.findChildren(Task):
            QCoreApplication.sendPostedEvents(task, QEvent.Type.MetaCall)

    def close(self) -> None:
        """Finish what was handed over, deliver what came of it, and end the thread."""
        self.closing.emit()
        self._executor.shutdown(wait=True)
        self.settle()

    def let_go(self) -> None:
        """End the thread when it has done what was handed over; nobody waits, or is told of it."""
        self._executor.shutdown(wait=False)
