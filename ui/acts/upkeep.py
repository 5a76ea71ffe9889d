"""Knows what is done with the kept reports once the window is up, so that no start waits for it.

The file is looked through, drafts that have lain in the bin long enough go, and older reports are
read for the search a few at a time; what the author asks for meanwhile comes in between.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from highlight_desktop import policy
from highlight_desktop.errors import SettingsError, StoreDamagedError, StoreError
from ui.process.background import Background

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store

_AFTER_READY_MS = 200
_AT_ONCE = 8
"""Reports read for the search before something else may come in between; some 40 ms."""


class Upkeep(QObject):
    """What the reports of one store need, done once."""

    begun = Signal()
    """The window is ready, and what else takes time may be done now."""
    found_damaged = Signal(object)
    """Carries what is wrong with the file; nothing has been written to it."""
    failed = Signal(object)
    """Carries a fault of the program."""
    reading = Signal(int, int)
    """How many of the older reports have been read for the search, and of how many."""
    reading_stopped = Signal()

    def __init__(self, window: QObject, store: Store, background: Background) -> None:
        super().__init__(window)
        self._store = store
        self._background = background
        self._has_begun = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER_READY_MS)
        self._wait.timeout.connect(self._on_waited)
        self._is_over = False
        self._unread: list[str] = []
        self._read = 0
        background.closing.connect(self.end)

    def begin(self) -> None:
        """Begin as soon as the author has had time for the first keys, if that was not done."""
        if not self._has_begun:
            self._has_begun = True
            self._wait.start()

    def _on_waited(self) -> None:
        if not self._is_over:
            self.begun.emit()
            self._background.run(partial(_look_after, self._store), self._on_seen, self._on_failed)

    def end(self) -> None:
        """The store is about to be closed; the rest is for the next start."""
        self._is_over = True

    def _on_seen(self, unread: list[str]) -> None:
        self._unread = unread
        self._read_on()

    def _on_read(self, _nothing: None) -> None:
        self._read = min(self._read + _AT_ONCE, len(self._unread))
        self._read_on()

    def _read_on(self) -> None:
        if self._is_over:
            return
        self.reading.emit(self._read, len(self._unread))
        if self._read == len(self._unread):
            return
        these = self._unread[self._read : self._read + _AT_ONCE]
        work = partial(self._store.read_for_search, these)
        self._background.run(work, self._on_read, self._on_failed)

    def _on_failed(self, error: BaseException) -> None:
        if self._is_over:
            return
        if isinstance(error, StoreDamagedError):
            self.found_damaged.emit(error)
        elif isinstance(error, StoreError):
            # A full disk: saving will tell of it. The rest is read at the next start.
            self.reading_stopped.emit()
        else:
            self.failed.emit(error)


# This runs in the background.


def _look_after(store: Store) -> list[str]:
    """The ids of the reports that are still to be read for the search."""
    store.make_sure()
    if store.read_only_because is not None:
        return []  # its copy was read for the search when it was opened
    with suppress(SettingsError):
        # What is wrong with the policy is told elsewhere; nothing goes then.
        days = policy.load().retention.bin_days
        store.bin_kept_for = timedelta(days=days) if days else store.bin_kept_for
        store.purge(now=datetime.now(UTC))
    return store.unread_for_search()
