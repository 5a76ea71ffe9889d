"""Knows when backups are made by themselves, and what is said when one cannot be made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop import policy
from highlight_desktop.errors import CancelledError, HighlightError, SettingsError
from ui.dialogs.problem_dialog import show_problem
from ui.dialogs.progress_dialog import ProgressDialog
from ui.process.background import Background, Progress
from ui.process.fault_log import write_down

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store

EVERY_MS = 30 * 60 * 1_000
"""While the window is open, a backup is made so often, if anything was changed."""
AFTER_START_MS = 10_000
"""So long after the start it is made good what the last session could not do."""


class Source(Protocol):
    """What is backed up, and how it is told."""

    title: str
    """What is done, in words."""
    regret: str
    """Told before the reasons when it cannot be done."""
    comfort: str
    """Told after them."""

    def state(self) -> object:
        """The same as before while nothing was changed, and so nothing is to be done."""

    def back_up(self, folders: Sequence[Path], progress: Progress) -> list[HighlightError]:
        """Make a backup in each folder, in the background; what could not be done."""

    def make_good(self, folders: Sequence[Path], progress: Progress) -> list[HighlightError]:
        """The same, where the last session could not."""


class BackingUp(QObject):
    """Makes backups on a thread of its own: what is typed meanwhile is saved all the same.

    A folder that fails is no reason to leave out the other.
    """

    failed = Signal(str)
    """Carries what is to be told; sent once, until it has gone well again."""

    def __init__(
        self, window: QWidget, source: Source, folders: Callable[[], Sequence[Path]]
    ) -> None:
        """`folders` says where backups are to go, each time one is made."""
        super().__init__(window)
        self._window = window
        self._source = source
        self._folders = folders
        self._background = Background(self)
        self._state = source.state()
        self._is_told = False
        self._is_finishing = False
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(self.make)
        self._every.start()
        self._after_start = QTimer(self, singleShot=True, interval=AFTER_START_MS)
        self._after_start.timeout.connect(self._make_good)
        self._after_start.start()

    def make(self) -> None:
        """Make a backup if anything was changed since the last one."""
        state = self._source.state()
        if state != self._state:
            self._run(partial(self._source.back_up, list(self._folders())), state)

    def make_soon(self) -> None:
        """Make good in a while what was not done before."""
        self._after_start.start()

    def settle(self) -> None:
        """Wait for the backup that is being made."""
        self._background.settle()

    def finish(self, then: Callable[[], object]) -> None:
        """The same at the end of a session; shown if it takes long. Then do something."""
        if self._is_finishing:
            return
        if self._source.state() == self._state:
            then()
            return
        self._is_finishing = True
        work = partial(self._source.back_up, list(self._folders()))
        task = self._background.run_long(
            work, partial(self._on_finished, then), partial(self._on_stopped, then)
        )
        ProgressDialog(self._source.title, task, self._window)

    def close(self) -> None:
        """Wait for the backup that is being made, and make no more."""
        self._every.stop()
        self._after_start.stop()
        self._background.close()

    def _make_good(self) -> None:
        state = self._source.state()
        self._run(partial(self._source.make_good, list(self._folders())), state)

    def _run(self, work: Callable[[Progress], list[HighlightError]], state: object) -> None:
        self._background.run_long(work, partial(self._on_made, state), self._on_fault)

    def _on_made(self, state: object, errors: list[HighlightError]) -> None:
        if not errors:
            self._state = state
            self._is_told = False
        elif not self._is_told:
            self._is_told = True
            self.failed.emit(in_words(self._source, errors))

    def _on_finished(self, then: Callable[[], object], errors: list[HighlightError]) -> None:
        """Somebody who goes is told once as well, because there may be no next time here."""
        self._is_finishing = False
        if not errors or self._is_told:
            then()
            return
        self._is_told = True
        dialog = show_problem(self._window, HighlightError(in_words(self._source, errors)))
        dialog.finished.connect(partial(_on_read, then))

    def _on_stopped(self, then: Callable[[], object], error: BaseException) -> None:
        """Stopped by the author, or by a fault of ours: neither keeps anybody here."""
        self._is_finishing = False
        if not isinstance(error, CancelledError):
            write_down(error)
        then()

    def _on_fault(self, error: BaseException) -> None:
        """A fault of ours, for the watch over faults."""
        raise error


def _on_read(then: Callable[[], object], _result: int) -> None:
    then()


def in_words(source: Source, errors: Sequence[HighlightError]) -> str:
    """Why no backup could be made, and what is not lost for it."""
    return " ".join((source.regret, *map(str, errors), source.comfort))


class OwnReports:
    """The reports of an author."""

    title = "Backing up your reports"
    regret = "A backup could not be made."
    comfort = "Your reports themselves are saved."

    def __init__(self, store: Store) -> None:
        self._store = store

    def state(self) -> int:
        """Grows with all that is written."""
        return self._store.changes

    def back_up(self, folders: Sequence[Path], progress: Progress) -> list[HighlightError]:
        """Make a backup in each folder, and let go of those the ladder no longer holds."""
        return _back_up(self._store, folders, progress)

    def make_good(self, folders: Sequence[Path], progress: Progress) -> list[HighlightError]:
        """The same where the newest backup is older than the newest change of a report."""
        return _make_good(self._store, folders, progress)


# These run in the background, where what they need is loaded.


def _back_up(store: Store, folders: Sequence[Path], progress: Progress) -> list[HighlightError]:
    from highlight_desktop.store import backup

    errors: list[HighlightError] = []
    now = datetime.now(UTC)
    oldest = oldest_kept(now)
    for number, folder in enumerate(folders):
        progress("Backing up your reports", number, len(folders))
        try:
            store.back_up(folder, now=now)
            backup.thin(folder, now=now, own=store.identity, oldest=oldest)
        except HighlightError as error:
            errors.append(error)
    return errors


def oldest_kept(now: datetime) -> datetime | None:
    """From when on backups are kept, by the rules of this computer; None for always."""
    from highlight_desktop.store.retention import months_before

    # A policy that cannot be read is told at the start; until then nothing more is removed.
    with suppress(SettingsError):
        months = policy.load().retention.backups
        return None if months is None else months_before(now, months)
    return None


def _make_good(store: Store, folders: Sequence[Path], progress: Progress) -> list[HighlightError]:
    """Back up where the newest backup is older than the newest change of a report."""
    from highlight_desktop.store import backup

    moments = [
        moment
        for each in (*store.summaries(), *store.discarded())
        for moment in (each.edited_at, each.submitted_at)
        if moment is not None
    ]
    behind = []
    errors: list[HighlightError] = []
    for folder in folders:
        try:
            newest = backup.newest_own(folder, store.identity)
        except HighlightError as error:
            errors.append(error)
            continue
        # A backup's name is exact to the second.
        if moments and (newest is None or newest.made_at < max(moments).replace(microsecond=0)):
            behind.append(folder)
    return errors + _back_up(store, behind, progress)
