"""Knows the road from what has been kept long enough to what is kept longer, and what is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop import policy, unsaved
from highlight_desktop.errors import CancelledError, HighlightError
from highlight_desktop.policy import Policy
from ui.background import Background, Progress
from ui.fault_log import drop_old
from ui.problem_dialog import show_problem
from ui.progress_dialog import ProgressDialog

if TYPE_CHECKING:
    from highlight_desktop.store.ageing import Copies
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.retention import Due
    from ui.home.due_dialog import DueDialog


@dataclass(frozen=True, slots=True)
class Removal:
    """What came of removing reports."""

    ids: Sequence[str]
    held: Copies | None
    """None when not all places could be looked into."""
    remark: str
    """What could not be done to the end; empty when all was."""


class Reviewing(QObject):
    """Shows what is due, and does what is decided about it."""

    removed = Signal()
    """Reports are gone: what lists them is out of date."""
    noticed = Signal(str)
    """Carries what is to be told at the start: that something is due, or why nobody can say."""
    failed = Signal(object)

    def __init__(
        self,
        window: QWidget,
        data_folder: Path,
        background: Background,
        backup_folders: Callable[[], Sequence[Path]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self._backup_folders = backup_folders
        self._store: Store | None = None
        self._dialog: DueDialog | None = None

    def use(self, store: Store | None) -> None:
        """The reports that are at hand; None while there are none."""
        self._store = store
        if self._dialog is not None:
            self._dialog.reject()

    def look(self) -> None:
        """See at the start whether anything is due."""
        if self._store is not None:
            work = partial(_look, self._store, self._data_folder)
            self._background.run(work, self._on_looked, self._on_no_rules)

    def show(self) -> None:
        """Open the review."""
        if self._store is not None and self._dialog is None:
            self._background.run(partial(_due, self._store), self._on_read, self.failed.emit)

    def _on_looked(self, found: tuple[Policy, list[Due]]) -> None:
        number = len(found[1])
        if number:
            reports = "1 report has" if number == 1 else f"{number:,} reports have"
            self.noticed.emit(
                f"{reports} been kept as long as your council’s rules ask. Nothing is removed by"
                " itself: see Tools, Review what is due."
            )

    def _on_no_rules(self, error: BaseException) -> None:
        if isinstance(error, HighlightError):
            self.noticed.emit(str(error))
        else:
            self.failed.emit(error)

    def _on_read(self, found: tuple[Policy, list[Due]]) -> None:
        rules, due = found
        if self._dialog is None:
            from ui.home.due_dialog import DueDialog

            dialog = self._dialog = DueDialog(rules, self._window)
            dialog.keep_requested.connect(self._on_keep_wanted)
            dialog.remove_requested.connect(self._on_remove_wanted)
            dialog.finished.connect(self._on_closed)
            dialog.open()
        self._dialog.show_due(due)

    def _read_again(self, told: str) -> None:
        if self._dialog is not None and self._store is not None:
            self._dialog.tell(told)
            self._background.run(partial(_due, self._store), self._on_read, self.failed.emit)

    # Kept longer

    def _on_keep_wanted(self, ids: Sequence[str], months: int, reason: str) -> None:
        if self._store is not None:
            work = partial(_keep, self._store, ids, months, reason)
            number = "1 report" if len(ids) == 1 else f"{len(ids):,} reports"
            told = f"Kept longer: {number}."
            self._background.run(work, lambda _done: self._read_again(told), self._on_refused)

    # Removed

    def _on_remove_wanted(self, due: Sequence[Due]) -> None:
        from ui.home.due_model import named
        from ui.removal_question import RemovalQuestion

        question = RemovalQuestion([named(each) for each in due], self._dialog)
        ids = [each.report_id for each in due]
        question.accepted.connect(partial(self._remove, ids))
        question.finished.connect(question.deleteLater)
        question.open()

    def _remove(self, ids: Sequence[str]) -> None:
        if self._store is not None:
            folders = list(self._backup_folders())
            work = partial(_remove, self._store, ids, self._data_folder, folders)
            task = self._background.run_long(work, self._on_removed, self._on_refused)
            ProgressDialog("Removing for good", task, self._dialog or self._window)

    def _on_removed(self, removal: Removal) -> None:
        from ui.removed_dialog import RemovedDialog

        self.removed.emit()
        number = "1 report" if len(removal.ids) == 1 else f"{len(removal.ids):,} reports"
        self._read_again(f"Removed for good: {number}.")
        args = len(removal.ids), removal.held, removal.remark
        dialog = RemovedDialog(*args, self._dialog or self._window)
        if removal.held is not None:
            dialog.accepted.connect(partial(self._replace_copies, removal.held))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _replace_copies(self, held: Copies) -> None:
        if self._store is not None:
            work = partial(_replace_copies, self._store, held, list(self._backup_folders()))
            task = self._background.run_long(work, self._on_replaced, self._on_refused)
            ProgressDialog("Making a fresh backup", task, self._dialog or self._window)

    def _on_replaced(self, gone: list[Path]) -> None:
        number = "1 older copy" if len(gone) == 1 else f"{len(gone):,} older copies"
        if self._dialog is not None:
            self._dialog.tell(
                f"A fresh backup was made and read back; {number} of what was removed went."
            )

    def _on_refused(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            self._read_again("Stopped. Nothing was removed.")
        elif isinstance(error, HighlightError):
            show_problem(self._dialog or self._window, error)
            self._read_again("")
        else:
            self.failed.emit(error)

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


# These run in the background, where what they need is loaded.


def _look(store: Store, data_folder: Path) -> tuple[Policy, list[Due]]:
    from highlight_desktop.store.retention import months_before

    found = _due(store)
    months = found[0].retention.logs
    if months is not None:
        drop_old(data_folder, months_before(datetime.now(UTC), months))
    return found


def _due(store: Store) -> tuple[Policy, list[Due]]:
    rules = policy.load()
    return rules, store.due(rules.retention.by_state, now=datetime.now(UTC))


def _keep(store: Store, ids: Sequence[str], months: int, reason: str) -> None:
    from highlight_desktop.store.retention import Decision, months_later

    now = datetime.now(UTC)
    store.keep_longer(ids, Decision(months_later(now.date(), months), reason, now))


def _remove(
    store: Store,
    ids: Sequence[str],
    data_folder: Path,
    folders: Sequence[Path],
    progress: Progress,
) -> Removal:
    from highlight_desktop.store import ageing

    months = policy.load().retention.by_state
    progress("Removing the reports", 0, 3)
    gone = store.remove_for_good(ids, months, now=datetime.now(UTC))
    # From here on it is done, and is seen through to its end.
    remark = ""
    for each in gone:
        unsaved.forget(each, data_folder)
    try:
        store.leave_out_gaps()
    except HighlightError as error:
        remark = (
            "Their rows are gone, but free places of the database could not be cleared, and may"
            f" still hold words of earlier saves: {error} Remove anything again to clear them."
        )
    try:
        held: Copies | None = ageing.copies(gone, data_folder, folders)
    except HighlightError as error:
        held = None
        remark = f"{remark} Not all backups could be looked into: {error}".strip()
    return Removal(gone, held, remark)


def _replace_copies(
    store: Store, held: Copies, folders: Sequence[Path], progress: Progress
) -> list[Path]:
    from highlight_desktop.store import ageing

    progress("Making a fresh backup", 0, 1)
    return ageing.replace_copies(store, held, folders, now=datetime.now(UTC))
